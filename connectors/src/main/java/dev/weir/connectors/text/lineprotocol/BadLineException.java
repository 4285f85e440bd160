package dev.weir.connectors.text.lineprotocol;

/** A line that cannot be read; its message is the problem in a few words. */
final class BadLineException extends Exception {

  private static final long serialVersionUID = 1;

  BadLineException(String problem) {
    super(problem, null, false, false);
  }
}
