package dev.weir.detectors.halfspace;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;

class HalfSpaceTreesTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return new HalfSpaceTrees(25, 15, 250, 0.02);
  }
}
