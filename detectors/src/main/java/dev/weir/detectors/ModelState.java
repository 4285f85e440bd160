package dev.weir.detectors;

import java.nio.ByteBuffer;

/**
 * Holds a model as bytes.
 *
 * @param detector {@link Detector#name()} of the detector that wrote it
 * @param version of the layout of {@code bytes}; each detector counts its own
 * @param bytes a read-only view, big-endian
 */
public record ModelState(String detector, int version, ByteBuffer bytes) {

  public ModelState {
    bytes = bytes.asReadOnlyBuffer();
  }

  /** A view of its own, so that reading it moves nobody else's position. */
  @Override
  public ByteBuffer bytes() {
    return bytes.duplicate();
  }

  /**
   * A reader of the bytes.
   *
   * @throws StateMismatchException if the state is not of this detector and version
   */
  public StateReader read(String expectedDetector, int expectedVersion) {
    if (!detector.equals(expectedDetector) || version != expectedVersion) {
      throw new StateMismatchException(
          "this is state of detector '%s' version %d, not of '%s' version %d"
              .formatted(detector, version, expectedDetector, expectedVersion));
    }
    return new StateReader(bytes());
  }
}
