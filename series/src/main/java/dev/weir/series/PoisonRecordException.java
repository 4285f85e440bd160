package dev.weir.series;

/** A model threw while learning a record. The model is invalid and has to be restored. */
public final class PoisonRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String position;

  PoisonRecordException(String series, String position, RuntimeException cause) {
    super(
        "the model of series '%s' threw while learning the record at %s"
            .formatted(series, position),
        cause);
    this.position = position;
  }

  /** Place of the record in its source. */
  public String position() {
    return position;
  }
}
