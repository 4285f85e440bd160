package dev.weir.connectors.file;

import dev.weir.engine.DecisionLog;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The steps to be done, as they were decided. Each is in the log before it is done, so a reader
 * that goes on from an older place does the same steps in the same order.
 */
final class Decisions {

  /** Longest part of a decision in the log, in characters. */
  private static final int LONGEST_PART = 200_000;

  /** A step and its number. */
  record Numbered(long decision, int number, Step step) {}

  private final DecisionLog log;
  private final Deque<Numbered> pending = new ArrayDeque<>();
  private List<Decision> logged = new ArrayList<>();
  private long last;

  private Decisions(DecisionLog log) {
    this.log = log;
  }

  /** Those that were made behind a place, that place's own included. */
  static Decisions from(DecisionLog log, FilePosition place) throws IOException {
    Decisions decisions = new Decisions(log);
    Comparator<Decision> order =
        Comparator.comparingLong(Decision::number).thenComparingInt(Decision::first);
    Map<Decision, Decision> parts = new TreeMap<>(order);
    for (String text : log.read()) {
      Decision part = Decision.of(text);
      // One that could not be written for sure was made again.
      parts.remove(part);
      parts.put(part, part);
    }
    decisions.logged = new ArrayList<>(parts.values());
    decisions.follow(place);
    return decisions;
  }

  private void follow(FilePosition place) throws IOException {
    last = place.decision();
    for (Decision part : logged) {
      boolean next = part.number() == last + 1 && part.first() == 0;
      boolean same = part.number() == last;
      if (part.number() > place.decision() && !next && !same) {
        // Of another life: what led to it is not there.
        pending.clear();
        last = place.decision();
        logged = new ArrayList<>();
        log.replace(List.of());
        return;
      }
      for (int i = 0; i < part.steps().size(); i++) {
        int number = part.first() + i;
        if (part.number() > place.decision()
            || (part.number() == place.decision() && number >= place.step())) {
          pending.add(new Numbered(part.number(), number, part.steps().get(i)));
        }
      }
      last = Math.max(last, part.number());
    }
  }

  /** The next step, which stays. */
  Optional<Numbered> peek() {
    return Optional.ofNullable(pending.peek());
  }

  Numbered next() {
    return pending.remove();
  }

  /** Files that will be taken. */
  List<KnownFile> announced() {
    List<KnownFile> files = new ArrayList<>();
    for (Numbered numbered : pending) {
      if (numbered.step() instanceof Step.Read read) {
        read.taken().ifPresent(files::add);
      }
    }
    return files;
  }

  /**
   * Adds what was decided; when this returns it is durable.
   *
   * @throws IOException if not all of it could be written: what was, is to be done
   */
  void add(List<Step> steps) throws IOException {
    long number = last + 1;
    int from = 0;
    while (from < steps.size()) {
      int to = from;
      int length = 0;
      while (to < steps.size() && length < LONGEST_PART) {
        length += Codec.text(steps.get(to)).length();
        to++;
      }
      Decision part = new Decision(number, from, List.copyOf(steps.subList(from, to)));
      log.append(part.text());
      last = number;
      logged.add(part);
      for (int i = from; i < to; i++) {
        pending.add(new Numbered(number, i, steps.get(i)));
      }
      from = to;
    }
  }

  /** Forgets the decisions before this position, which will not be read again. */
  void forgetBefore(FilePosition place) throws IOException {
    List<Decision> kept =
        logged.stream().filter(part -> part.number() >= place.decision()).toList();
    if (kept.size() < logged.size()) {
      log.replace(kept.stream().map(Decision::text).toList());
      logged = new ArrayList<>(kept);
    }
  }
}
