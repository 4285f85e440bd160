package dev.weir.connectors.redis;

import dev.weir.connectors.inference.live.LiveReading;
import dev.weir.connectors.redis.client.Entries;
import dev.weir.connectors.text.RecordLocation;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.engine.Batch;
import dev.weir.series.EventTime;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Decodes entries by the usual names until one decides how it and those behind it are read. */
final class DecidingDecoder implements EntryDecoder {

  private final LiveReading live;
  private final Optional<byte[]> field;
  private final BiFunction<RecordSettings, Optional<EventTime>, EntryDecoder> decoders;
  private EntryDecoder current;
  private boolean open;

  /**
   * A decoder.
   *
   * @param field that holds a record as JSON; empty if the fields are those of the record
   * @param decoders makes one for settings, and what times of the records before count
   */
  DecidingDecoder(
      LiveReading live,
      Optional<byte[]> field,
      RecordSettings usual,
      Optional<EventTime> timeKind,
      BiFunction<RecordSettings, Optional<EventTime>, EntryDecoder> decoders) {
    this.live = live;
    this.field = field;
    this.decoders = decoders;
    this.open = live.decided().isEmpty();
    this.current = decoders.apply(live.decided().map(TextSettings::record).orElse(usual), timeKind);
  }

  @Override
  public Optional<EventTime> timeKind() {
    return current.timeKind();
  }

  @Override
  public void decode(Entries entry, RecordLocation place, Batch into) throws IOException {
    if (open && mayHoldTime(entry)) {
      Optional<TextSettings> found = live.look(record(entry), place.position(), true);
      if (found.isPresent()) {
        current = decoders.apply(found.get().record(), current.timeKind());
        open = false;
      }
    }
    current.decode(entry, place, into);
  }

  private static boolean mayHoldTime(Entries entry) {
    for (int i = 1; i < entry.texts(); i += 2) {
      if (LiveReading.mayHoldTime(entry.bytes(), entry.from(i), entry.to(i))) {
        return true;
      }
    }
    return false;
  }

  private byte[] record(Entries entry) {
    List<byte[]> fields = entry.copies();
    if (field.isEmpty()) {
      return LiveReading.json(fields);
    }
    for (int i = 0; i + 1 < fields.size(); i += 2) {
      if (Arrays.equals(fields.get(i), field.get())) {
        return fields.get(i + 1);
      }
    }
    return new byte[0];
  }
}
