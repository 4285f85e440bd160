package dev.weir.detectors;

/** State that is not what its reader expects: another detector's, another version's, or damaged. */
public final class StateMismatchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public StateMismatchException(String message) {
    super(message);
  }
}
