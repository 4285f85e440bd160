package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Entries;
import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.text.FieldsDecoder;
import dev.weir.connectors.text.JsonDecoder;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.Refusals;
import dev.weir.engine.Batch;
import dev.weir.engine.SeriesTable;
import dev.weir.series.DeadLetter.Reason;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.util.Optional;

/** Turns entries of a stream into records: each into one, or into one dead letter. */
interface EntryDecoder {

  /** The unit of the times of the records, known after the first record. */
  Optional<EventTime> timeKind();

  /**
   * Takes the entry that was taken last.
   *
   * @throws IOException if it cannot be decided how entries are read
   */
  void decode(Entries entry, RecordLocation place, Batch into) throws IOException;

  /** Each field of an entry is one of the record. */
  static EntryDecoder fields(
      RecordSettings settings, SeriesTable table, Optional<EventTime> timeKind) {
    FieldsDecoder decoder = new FieldsDecoder(settings, table, timeKind);
    return new EntryDecoder() {
      @Override
      public Optional<EventTime> timeKind() {
        return decoder.timeKind();
      }

      @Override
      public void decode(Entries entry, RecordLocation place, Batch into) {
        decoder.decode(entry.copies(), place, into);
      }
    };
  }

  /** One field of an entry holds the record as a JSON object; the others are passed over. */
  static EntryDecoder json(
      String field, RecordSettings settings, SeriesTable table, Optional<EventTime> timeKind) {
    JsonDecoder decoder = new JsonDecoder(settings, table, timeKind);
    byte[] name = Link.bytes(field);
    return new EntryDecoder() {
      @Override
      public Optional<EventTime> timeKind() {
        return decoder.timeKind();
      }

      @Override
      public void decode(Entries entry, RecordLocation place, Batch into) {
        for (int i = 0; i + 1 < entry.texts(); i += 2) {
          if (entry.is(i, name)) {
            decoder.decode(entry.bytes(), entry.from(i + 1), entry.to(i + 1), place, into);
            return;
          }
        }
        byte[] head = FieldsDecoder.text(entry.copies());
        String detail = "it has no field '%s'".formatted(field);
        Refusals.refuse(into, place, Reason.MALFORMED, detail, head, 0, head.length);
      }
    };
  }
}
