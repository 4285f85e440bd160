package dev.weir.settings.detector;

import dev.weir.detectors.Detector;
import dev.weir.detectors.catalogue.Detectors;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.engine.DetectorPlan;
import dev.weir.settings.hocon.EntryType;
import dev.weir.settings.hocon.Section;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads the entries of {@code detectors}: a detector of the catalogue and the series it judges. */
public final class DetectorReader {

  private DetectorReader() {}

  /**
   * One entry; empty, with a problem, if there is no detector of its type. Where another problem is
   * reported, the rule holds stand-ins.
   *
   * @param types the defaults of each type
   * @param any the defaults of the keys that every type has
   */
  public static Optional<DetectorPlan.Rule> read(Section entry, Section types, Section any) {
    return EntryType.of(entry, byName())
        .map(type -> {
          Section section = EntryType.withDefaults(entry, types).withDefaults(any);
          section.has("type");
          String match = section.has("match") ? section.text("match") : "*";
          Detector detector = ComponentReader.read(section, type);
          SilenceRule silence = Tuning.silence(section);
          Detector prepared = Preparing.of(Tuning.of(detector, section), section);
          section.refuseUnknownKeys();
          return new DetectorPlan.Rule(match, prepared, silence);
        });
  }

  private static Map<String, Detector> byName() {
    Map<String, Detector> names = new LinkedHashMap<>();
    Detectors.defaults().forEach(detector -> names.put(detector.name(), detector));
    return names;
  }
}
