package dev.weir.app.recommend;

import dev.weir.engine.DetectorPlan;
import dev.weir.series.SeriesRules;
import java.util.List;

/**
 * Holds one configuration that is measured.
 *
 * @param name as tables show it
 * @param methods the techniques that it stands for, in words
 * @param settings lines of a configuration that give it to a service
 * @param plan the detector of every series
 * @param rules when models are fitted and drift is checked
 * @param selects whether it gets only some of the features, by {@link FeatureSelection}
 */
record Candidate(
    String name,
    List<String> methods,
    List<String> settings,
    DetectorPlan plan,
    SeriesRules rules,
    boolean selects) {

  Candidate {
    methods = List.copyOf(methods);
    settings = List.copyOf(settings);
  }
}
