package dev.weir.detectors;

/** State that a newer build wrote, in a version that this one cannot read. It is not damaged. */
public final class NewerStateException extends StateMismatchException {

  private static final long serialVersionUID = 1L;

  public NewerStateException(String message) {
    super(message);
  }
}
