package dev.weir.detectors;

/** State that is not what its reader expects: another detector's, another version's, or damaged. */
public sealed class StateMismatchException extends RuntimeException permits NewerStateException {

  private static final long serialVersionUID = 1L;

  public StateMismatchException(String message) {
    super(message);
  }
}
