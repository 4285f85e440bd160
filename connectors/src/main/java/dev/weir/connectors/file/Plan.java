package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Decides what is to be done next by what a look found. Remembers what did not change. */
final class Plan {

  /** For so many looks a file that breaks off may stay as it is: half a minute. */
  static final int PATIENT_LOOKS = 60;

  /** For so many looks a line that has no end may stay as it is: five seconds. */
  static final int LOOKS_FOR_LINE = 10;

  private record Still(Stamp stamp, int looks) {}

  private final FileSettings settings;
  private final Consumer<String> warnings;
  private final Map<String, Still> still = new HashMap<>();

  Plan(FileSettings settings, Consumer<String> warnings) {
    this.settings = settings;
    this.warnings = warnings;
  }

  /**
   * The steps; empty if nothing is to be done, or the file that is read without a limit is read on.
   *
   * @param tail the file that is read without a limit; empty for none
   */
  List<Step> steps(Catalog catalog, Survey.Seen seen, Optional<OpenFile> tail) throws IOException {
    List<Step> steps = new ArrayList<>();
    for (KnownFile file : catalog.files()) {
      if (isMissing(file, seen, tail)) {
        steps.add(new Step.CountGap(file.text()));
      }
    }
    forget(catalog, seen, steps);
    List<Step.Read> reads = reads(catalog, seen, tail);
    Catalog.Generations generations = catalog.generations();
    for (Survey.Arrival arrival : seen.arrivals()) {
      KnownFile file = taken(arrival, catalog, generations.take(arrival.name()));
      reads.add(
          new Step.Read(
              file.text(), limit(arrival.candidate()), !settings.follow(), Optional.of(file)));
    }
    if (reads.isEmpty()) {
      return steps;
    }
    if (tail.isPresent()) {
      reads.addFirst(end(tail.get(), seen));
    }
    if (settings.follow()) {
      endLines(reads, catalog, seen);
      if (tail.isPresent() && seen.arrivals().isEmpty()) {
        String text = tail.get().file().text();
        reads.add(new Step.Read(text, Step.Limit.NONE, false, Optional.empty()));
      } else {
        reads.set(reads.size() - 1, reads.getLast().withoutLimit());
      }
    }
    steps.addAll(reads);
    return steps;
  }

  private boolean isMissing(KnownFile file, Survey.Seen seen, Optional<OpenFile> tail) {
    String text = file.text();
    if (seen.missing().contains(text)) {
      return true;
    }
    Candidate partial = seen.partial().get(text);
    if (partial != null && file.state().isMissed()) {
      return !settings.follow() || isStill(text, partial.stamp(), PATIENT_LOOKS);
    }
    Candidate there = seen.located().get(text);
    boolean isTail = tail.isPresent() && tail.get().file().text().equals(text);
    boolean breaksOff =
        isTail
            ? tail.get().isCompressed()
                && !tail.get().isComplete()
                && file.state() != KnownFile.State.COUNTED
            : file.state() == KnownFile.State.UNFINISHED;
    return there != null && breaksOff && isStill(text, there.stamp(), PATIENT_LOOKS);
  }

  /** Whether something stayed as it is for so many looks, this one included. */
  private boolean isStill(String text, Stamp stamp, int looks) {
    Still before = still.get(text);
    int count = before != null && before.stamp().equals(stamp) ? before.looks() + 1 : 1;
    still.put(text, new Still(stamp, count));
    return count >= looks;
  }

  private static void forget(Catalog catalog, Survey.Seen seen, List<Step> steps) {
    List<KnownFile> gone =
        catalog.files().stream()
            .filter(file -> !seen.inSet().contains(file.text()) && !file.state().isMissed())
            .toList();
    for (KnownFile file : gone.subList(0, Math.max(0, gone.size() - Catalog.MOST_GONE))) {
      steps.add(new Step.Forget(file.text()));
    }
  }

  /** Known files that have more. */
  private List<Step.Read> reads(Catalog catalog, Survey.Seen seen, Optional<OpenFile> tail)
      throws IOException {
    List<Step.Read> reads = new ArrayList<>();
    for (KnownFile file : catalog.files()) {
      String text = file.text();
      Candidate there = seen.located().get(text);
      boolean isTail = tail.isPresent() && tail.get().file().text().equals(text);
      boolean wanted =
          file.state() != KnownFile.State.REFUSED
              && (file.state() != KnownFile.State.DROPPED || seen.inSet().contains(text));
      if (there == null || isTail || !wanted) {
        continue;
      }
      boolean more = there.stamp().size() > file.stamp().size();
      // Read to its end, and that is in the middle of a line.
      boolean waits = !more && file.state() == KnownFile.State.OPEN;
      if (more || (waits && isStill(text, there.stamp(), LOOKS_FOR_LINE))) {
        reads.add(new Step.Read(text, limit(there), !more || !settings.follow(), Optional.empty()));
      }
    }
    return reads;
  }

  private static Step.Limit limit(Candidate candidate) throws IOException {
    return Step.Limit.of(candidate.stamp().size(), candidate.isCompressed());
  }

  /** Reads the file that had no limit to what is its end now. */
  private static Step.Read end(OpenFile tail, Survey.Seen seen) throws IOException {
    Candidate there = seen.located().get(tail.file().text());
    long listed = there == null ? tail.size() : there.stamp().size();
    long size = Math.max(listed, tail.consumed());
    return new Step.Read(
        tail.file().text(),
        Step.Limit.of(size, tail.isCompressed()),
        there == null,
        Optional.empty());
  }

  /**
   * A last line without an end is one if a file that is read later was written to later: who writes
   * has gone on there. Not in a renamed file: who writes may not have noticed.
   */
  private static void endLines(List<Step.Read> reads, Catalog catalog, Survey.Seen seen) {
    long youngest = Long.MIN_VALUE;
    for (int i = reads.size() - 1; i >= 0; i--) {
      Step.Read read = reads.get(i);
      KnownFile file = read.taken().or(() -> catalog.find(read.text())).orElseThrow();
      Candidate there = seen.located().get(read.text());
      Stamp stamp = there == null ? file.stamp() : there.stamp();
      boolean renamed = there != null && !there.location().equals(file.name());
      if (!renamed && stamp.modified() <= youngest) {
        reads.set(i, new Step.Read(read.text(), read.limit(), true, read.taken()));
      }
      youngest = Math.max(youngest, stamp.modified());
    }
  }

  private KnownFile taken(Survey.Arrival arrival, Catalog catalog, int generation) {
    Candidate candidate = arrival.candidate();
    KnownFile file =
        new KnownFile(
            arrival.name(),
            generation,
            candidate.location(),
            arrival.beginning().print(),
            Print.NONE,
            0,
            0,
            Optional.empty(),
            candidate.stamp(),
            KnownFile.State.OPEN,
            arrival.reading());
    if (generation > 0) {
      warnings.accept(
          "%s is another file now, not the file it was: it is read from the beginning"
              .formatted(candidate.path()));
    }
    if (candidate.stamp().modified() <= catalog.forgotten()) {
      warnings.accept(
          "%s is as old as files that were forgotten: if it is one of them, it is read again"
              .formatted(candidate.path()));
    }
    return file;
  }
}
