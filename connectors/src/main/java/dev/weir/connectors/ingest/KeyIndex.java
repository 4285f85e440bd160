package dev.weir.connectors.ingest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The keys of the batches in a journal; the oldest go when there are too many. One owner. */
final class KeyIndex {

  /** A batch by its key. */
  record Known(Fingerprint fingerprint, long first, long last) {}

  private final Map<BatchKey, Known> entries;

  KeyIndex(int most) {
    this.entries =
        new LinkedHashMap<>() {
          @Override
          protected boolean removeEldestEntry(Map.Entry<BatchKey, Known> eldest) {
            return size() > most;
          }
        };
  }

  void add(BatchKey key, Known entry) {
    if (!key.equals(BatchKey.NONE)) {
      entries.put(key, entry);
    }
  }

  Optional<Known> find(BatchKey key) {
    return Optional.ofNullable(entries.get(key));
  }

  /** Forgets the keys of batches up to this line. */
  void forget(long upTo) {
    entries.values().removeIf(entry -> entry.last() <= upTo);
  }

  /** Forgets the keys of batches from this line on, which could not be written. */
  void forgetFrom(long line) {
    entries.values().removeIf(entry -> entry.first() >= line);
  }
}
