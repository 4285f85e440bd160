package dev.weir.detectors.catalogue;

import dev.weir.detectors.Detector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.ewma.Ewma;
import dev.weir.detectors.halfspace.HalfSpaceTrees;
import dev.weir.detectors.isolationforest.IsolationForest;
import dev.weir.detectors.lof.LocalOutlierFactor;
import dev.weir.detectors.mahalanobis.MahalanobisReference;
import dev.weir.detectors.randomcutforest.RandomCutForest;
import dev.weir.detectors.zscore.RobustZScore;
import dev.weir.detectors.zscore.ZScore;
import java.util.List;

/** All detectors there are. */
public final class Detectors {

  private Detectors() {}

  /** One of each, with default parameters. */
  public static List<Detector> defaults() {
    return List.of(
        Auto.DEFAULT,
        Ewma.DEFAULT,
        HalfSpaceTrees.DEFAULT,
        IsolationForest.DEFAULT,
        LocalOutlierFactor.DEFAULT,
        MahalanobisReference.DEFAULT,
        RandomCutForest.DEFAULT,
        RobustZScore.DEFAULT,
        ZScore.DEFAULT);
  }
}
