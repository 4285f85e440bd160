package dev.weir.detectors.cutforest;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;

class RandomCutForestTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new RandomCutForest(15, 128, 1, 0.02);
  }
}
