package dev.weir.settings.detector;

import com.typesafe.config.Config;
import dev.weir.detectors.Detector;
import dev.weir.detectors.Judging;
import dev.weir.detectors.ModelSetup;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.settings.hocon.ConfigFile;
import dev.weir.settings.hocon.KebabCase;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Prints {@code docs/detectors.md}, which {@code bin/docs} writes to its place: the settings of
 * each detector of the catalogue, what a change of each keeps, and the memory of a series.
 */
public final class DetectorsDocument {

  private static final String HEAD =
      """
      # Settings and memory of the detectors

      [configuration.md](configuration.md) has the range and the default of each setting,
      [detection.md](detection.md) what each detector is good at. This page is written by `bin/docs`.

      ## What a change of a setting keeps

      A judging setting decides what is made of what was learnt; with another value of a learning setting a saved
      model is of no use. For what applies to every detector, see [operating.md](operating.md#change-a-setting).

      | detector | setting | kind | after a change |
      |---|---|---|---|
      """;

  private static final String SIZES =
      """

      ## Memory of a series

      The upper bound by which series are admitted, in bytes a series, is 500 and:

      | detector | 1 feature | 10 features |
      |---|---|---|
      """;

  private DetectorsDocument() {}

  /** Prints the page to standard output. */
  public static void main(String[] arguments) {
    System.out.print(text());
  }

  static String text() {
    Config engine = ConfigFile.defaults().getConfig("weir.engine");
    StringBuilder page = new StringBuilder(HEAD);
    for (Detector detector : Detectors.defaults()) {
      for (RecordComponent setting : detector.getClass().getRecordComponents()) {
        page.append(
            "| `%s` | `%s` | %s |\n"
                .formatted(
                    detector.name(),
                    KebabCase.of(setting.getName()),
                    change(setting.getAnnotation(Judging.class))));
      }
    }
    page.append(SIZES);
    for (Detector detector : Detectors.defaults()) {
      page.append(
          String.format(
              Locale.ROOT,
              "| `%s` | %,d | %,d |\n",
              detector.name(),
              bytes(detector, 1, engine),
              bytes(detector, 10, engine)));
    }
    return page.toString();
  }

  private static String change(@Nullable Judging judging) {
    return judging == null
        ? "learning | the series relearns"
        : "judging | the series goes on; the new value counts " + judging.value();
  }

  private static long bytes(Detector detector, int features, Config engine) {
    return detector.bytesPerModel(
        new ModelSetup(features, 0, engine.getInt("train-after"), engine.getInt("refit-lag")));
  }
}
