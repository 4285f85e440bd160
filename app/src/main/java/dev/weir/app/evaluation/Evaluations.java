package dev.weir.app.evaluation;

import dev.weir.app.score.ScoreInput;
import dev.weir.engine.Sink;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The evaluations of all files of a scoring run, gathered while it goes on. Safe for threads. */
public final class Evaluations {

  /** How many series are drawn on a page: so that it stays small enough to be opened and sent. */
  static final int MOST_PLOTS = 60;

  private final List<ScoreInput> inputs;
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, FileFindings> last = new ConcurrentHashMap<>();
  private final Set<String> done = ConcurrentHashMap.newKeySet();

  /** Of these files. */
  public Evaluations(List<ScoreInput> inputs) {
    this.inputs = List.copyOf(inputs);
    inputs.forEach(input -> places.put(input.name(), places.size()));
  }

  /** Watches what is said of one of the files. */
  public Sink sink(ScoreInput input) {
    return new EvaluationSink(
        input.name(), plotsOf(places.getOrDefault(input.name(), 0)), this::found);
  }

  /** A file was scored to its end. Of one that was not there are no findings. */
  public void done(String file) {
    done.add(file);
  }

  /** Of the files that are done, in their order. */
  public List<FileFindings> findings() {
    return inputs.stream()
        .map(ScoreInput::name)
        .filter(done::contains)
        .flatMap(file -> Stream.ofNullable(last.get(file)))
        .toList();
  }

  private void found(FileFindings findings) {
    last.put(findings.file(), findings);
  }

  /** Depends on the order of the files alone, not on which is scored first. */
  private int plotsOf(int place) {
    return place >= MOST_PLOTS ? 0 : Math.max(1, MOST_PLOTS / inputs.size());
  }
}
