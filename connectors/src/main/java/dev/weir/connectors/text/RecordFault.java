package dev.weir.connectors.text;

import dev.weir.series.DeadLetter.Reason;

/** A fault of one record, to become a dead letter. Has no stack trace. */
final class RecordFault extends Exception {

  private static final long serialVersionUID = 1L;
  private final Reason reason;

  /**
   * A fault.
   *
   * @param detail a clause that an operator reads
   */
  RecordFault(Reason reason, String detail) {
    super(detail, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
