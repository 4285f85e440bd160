package dev.weir.app.recommend;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigurationException;
import java.util.ArrayList;
import java.util.List;

/**
 * The configurations that are measured. The first one is what the speed of the others is compared
 * with.
 */
public final class Candidates {

  /** One configuration in words and settings; {@code engine} is empty where the defaults hold. */
  private record Words(String name, String method, String detector, String engine) {
    static Words of(String name, String method, String detector) {
      return new Words(name, method, detector, "");
    }
  }

  /** Stands for "never again" where a setting wants a number of records. */
  private static final String NEVER = "100000000";

  private static final String SELECTED = "feature selection";

  private static final List<Words> ALL =
      List.of(
          Words.of(
              "isolation forest, 100 trees", "full model", "type = isolation-forest, trees = 100"),
          Words.of(
              "isolation forest, 20 trees", "reduced trees", "type = isolation-forest, trees = 20"),
          Words.of(
              "isolation forest, chosen features",
              SELECTED,
              "type = isolation-forest, trees = 100"),
          new Words(
              "isolation forest, fitted once",
              "batch scoring: fitted on the first 1,000 records and never again",
              "type = isolation-forest, trees = 100, window = 1000",
              "train-after = 1000, drift-action = none, model-update-frequency = " + NEVER),
          Words.of(
              "local outlier factor, 64 records",
              "approximation by a small sample",
              "type = local-outlier-factor, reference = 64"),
          Words.of("local outlier factor", "full model", "type = local-outlier-factor"),
          Words.of("half-space trees", "incremental learning", "type = half-space-trees"),
          Words.of("random cut forest", "incremental learning", "type = random-cut-forest"),
          Words.of("z-score", "incremental learning", "type = z-score"),
          Words.of("robust z-score", "incremental learning", "type = robust-z-score"),
          Words.of("ewma", "incremental learning", "type = ewma"),
          Words.of("mahalanobis", "reference of several features", "type = mahalanobis"),
          Words.of("auto", "full memory", "type = auto, memory = full"),
          Words.of("auto, compact", "memory management: compact", "type = auto, memory = compact"),
          Words.of("auto, sketch", "memory management: sketch", "type = auto, memory = sketch"));

  private Candidates() {}

  /**
   * All of them, with what a configuration says of the engine.
   *
   * @throws ConfigurationException if a setting beside them is refused
   */
  static List<Candidate> all(Config base) throws ConfigurationException {
    List<Candidate> candidates = new ArrayList<>();
    for (Words words : ALL) {
      List<String> lines = new ArrayList<>();
      lines.add("weir.detectors = [{ match = \"*\", %s }]".formatted(words.detector()));
      if (!words.engine().isEmpty()) {
        lines.add("weir.engine { %s }".formatted(words.engine()));
      }
      Config chosen =
          ConfigFactory.parseString("weir.sources = []\n" + String.join("\n", lines))
              .withFallback(base);
      WeirSettings settings = SettingsReader.read(chosen);
      candidates.add(
          new Candidate(
              words.name(),
              List.of(words.method()),
              lines,
              settings.detectors(),
              settings.engine().rules(),
              words.method().equals(SELECTED)));
    }
    return candidates;
  }
}
