/** From any measure of strangeness to how rare it is in its own series. */
@NullMarked
package dev.weir.detectors.calibration;

import org.jspecify.annotations.NullMarked;
