package dev.weir.chaos.random.drawn;

import java.util.ArrayList;
import java.util.List;

/** Draws the settings that detections depend on: the same in all lives of a configuration. */
final class Rules {

  private Rules() {}

  static List<String> draw(Draw draw) {
    List<String> lines = new ArrayList<>();
    int every = draw.between(20, 200);
    lines.add("engine.train-after = " + draw.between(2, 120));
    lines.add("engine.model-update-frequency = " + every);
    lines.add("engine.refit-lag = " + draw.between(1, every));
    lines.add(
        "engine.drift-check-frequency = "
            + (draw.chance(0.25) ? 0 : draw.oneOf(List.of(10, 30, 60, 100))));
    lines.add(
        "engine.drift-test = "
            + draw.oneOf(List.of("ks", "adwin", "page-hinkley", "multivariate")));
    lines.add("engine.false-drifts-per-million = " + draw.oneOf(List.of("0.1", "1000", "50000")));
    lines.add("engine.drift-action = " + draw.oneOf(List.of("retrain", "renew", "none")));
    lines.add("incidents.quiet-records = " + draw.oneOf(List.of(1, 5, 20, 60)));
    lines.add("incidents.warning = " + draw.oneOf(List.of("0.55", "0.7")));
    lines.add("incidents.critical = " + draw.oneOf(List.of("0.75", "0.9")));
    return List.copyOf(lines);
  }
}
