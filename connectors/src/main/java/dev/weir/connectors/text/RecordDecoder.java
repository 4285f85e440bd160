package dev.weir.connectors.text;

import dev.weir.engine.Batch;
import dev.weir.series.EventTime;
import java.util.Optional;

/**
 * Turns lines into records: each into a row of the batch, or into one dead letter. Never throws.
 */
public interface RecordDecoder {

  /** The kind of the times; empty until a record has shown it. */
  Optional<EventTime> timeKind();

  /** Decodes the bytes between two places as one record. */
  void decode(byte[] line, int from, int to, RecordLocation place, Batch into);
}
