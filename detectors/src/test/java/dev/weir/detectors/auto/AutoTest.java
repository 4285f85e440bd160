package dev.weir.detectors.auto;

import dev.weir.detectors.Detector;
import dev.weir.detectors.DetectorContract;

class AutoTest extends DetectorContract {

  @Override
  protected Detector detector() {
    return Auto.DEFAULT;
  }
}
