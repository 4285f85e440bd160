package dev.weir.engine.pipeline;

/** A model threw while learning a record: what it holds now cannot be trusted. */
final class PoisonRecordException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String position;

  PoisonRecordException(String series, String position, RuntimeException cause) {
    super(
        "the model of series '%s' threw while learning the record at %s"
            .formatted(series, position),
        cause);
    this.position = position;
  }

  /** Where the record stands in its source. */
  String position() {
    return position;
  }
}
