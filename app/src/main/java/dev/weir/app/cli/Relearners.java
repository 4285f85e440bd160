package dev.weir.app.cli;

import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.StateMismatchException;
import dev.weir.engine.Sections;
import dev.weir.engine.state.SavedState;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The series of a saved state that relearn under a configuration.
 *
 * @param source its name
 * @param series all that are saved
 * @param examples the first that relearn
 * @param relearning how many relearn, by detector and records that each needs
 */
record Relearners(
    String source,
    SavedState.Series series,
    List<SavedState.Relearning> examples,
    Map<String, Long> relearning) {

  private static final int MOST = 20;

  /** Of each source of a configuration that has a checkpoint. Reads only. */
  static List<Relearners> of(WeirSettings settings) throws IOException, Refusal {
    if (settings.checkpoints().isEmpty()) {
      throw new Refusal(
          ExitCode.USAGE,
          "--state needs checkpoints, and weir.engine.model-checkpointing is false");
    }
    LocalCheckpointStore store =
        new LocalCheckpointStore(
            settings.checkpoints().get().directory(), 1, Sections.KNOWN, message -> {});
    List<Relearners> all = new ArrayList<>();
    for (SourceSettings source : settings.sources()) {
      List<Long> numbers = store.numbers(source.name());
      if (!numbers.isEmpty()) {
        all.add(of(settings, source.name(), store.open(source.name(), numbers.getLast())));
      }
    }
    return all;
  }

  private static Relearners of(WeirSettings settings, String source, CheckpointReader reader)
      throws IOException, Refusal {
    List<SavedState.Relearning> examples = new ArrayList<>();
    Map<String, Long> relearning = new TreeMap<>();
    try {
      SavedState.Series series =
          SavedState.load(
              reader,
              settings.detectors(),
              settings.engine().rules(),
              each -> {
                if (examples.size() < MOST) {
                  examples.add(each);
                }
                relearning.merge(
                    "%s, %d records".formatted(each.detector(), each.records()), 1L, Long::sum);
              });
      return new Relearners(source, series, examples, relearning);
    } catch (StateMismatchException e) {
      throw new Refusal(ExitCode.REFUSED, String.valueOf(e.getMessage()));
    }
  }

  /** For people: a line for the source, one for each kind of series that relearns, examples. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "source '%s': %d of %d series go on with what they have learnt, %d relearn, %d have no detector"
            .formatted(
                source, series.loaded(), series.series(), series.relearning(), series.unmatched()));
    relearning.forEach(
        (kind, count) -> lines.add("  %d series relearn (%s each)".formatted(count, kind)));
    for (SavedState.Relearning each : examples) {
      lines.add("  %s: the first record is judged after %d".formatted(each.key(), each.records()));
    }
    if (series.relearning() > examples.size()) {
      lines.add("  and %d more".formatted(series.relearning() - examples.size()));
    }
    return lines;
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("source", source);
    json.put("series", series.series());
    json.put("kept", series.loaded());
    json.put("relearning", series.relearning());
    json.put("unmatched", series.unmatched());
    json.put("relearning_by", relearning);
    json.put(
        "examples",
        examples.stream()
            .map(each ->
                Map.of(
                    "series", each.key(),
                    "detector", each.detector(),
                    "records", each.records()))
            .toList());
    return json;
  }
}
