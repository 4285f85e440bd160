package dev.weir.detectors.reference;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;

class MahalanobisReferenceTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return MahalanobisReference.DEFAULT;
  }
}
