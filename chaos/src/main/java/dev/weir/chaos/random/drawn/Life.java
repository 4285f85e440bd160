package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.List;

/**
 * One life of the process: its settings that must not change any detection, and its end.
 *
 * @param settings lines of the configuration
 * @param until share of the records of each source that are there by its end
 * @param before part of the records of this life that are there when it starts
 * @param fault that ends it
 * @param moment milliseconds from its first work, or from its start, to the fault
 * @param backwards whether the entries of detectors stand in reverse order
 * @param more whether there is a detector for series that do not exist
 */
public record Life(
    List<String> settings,
    double until,
    double before,
    Fault fault,
    int moment,
    boolean backwards,
    boolean more) {

  static Life draw(Draw draw, double until, Fault fault) {
    int batch = draw.oneOf(List.of(1, 7, 64, 100, 257));
    int input = Math.max(batch, draw.oneOf(List.of(300, 1_000, 10_000)));
    int output = Math.max(batch, draw.oneOf(List.of(300, 1_000, 5_000)));
    List<String> settings = new ArrayList<>();
    settings.add("engine.processing-workers = " + draw.between(1, 5));
    settings.add("engine.batch-size = " + batch);
    settings.add("engine.input-queue-size = " + input);
    settings.add("engine.output-queue-size = " + output);
    settings.add("engine.coalesce = " + draw.chance(0.5));
    settings.add("checkpointing.every = " + draw.oneOf(List.of("100ms", "250ms", "1s", "10s")));
    settings.add("checkpointing.keep = " + draw.between(1, 4));
    return new Life(
        List.copyOf(settings),
        until,
        draw.between(0.0, 1.0),
        fault,
        draw.between(0, 400),
        draw.chance(0.3),
        draw.chance(0.3));
  }
}
