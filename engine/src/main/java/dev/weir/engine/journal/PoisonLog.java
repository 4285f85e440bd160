package dev.weir.engine.journal;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** Positions of records that no model survives. Remembered before the pipeline goes around them. */
public interface PoisonLog {

  /** All positions remembered for an incarnation of a pipeline's source. */
  Set<String> positions(String pipeline, long epoch) throws IOException;

  /** Remembers a position; when this returns it is as durable as the log can make it. */
  void add(String pipeline, long epoch, String position) throws IOException;

  /** A log that is forgotten with the process. */
  static PoisonLog inMemory() {
    Set<String> known = java.util.concurrent.ConcurrentHashMap.newKeySet();
    return new PoisonLog() {
      @Override
      public Set<String> positions(String pipeline, long epoch) {
        String prefix = pipeline + '\0' + epoch + '\0';
        Set<String> positions = new HashSet<>();
        for (String entry : known) {
          if (entry.startsWith(prefix)) {
            positions.add(entry.substring(prefix.length()));
          }
        }
        return positions;
      }

      @Override
      public void add(String pipeline, long epoch, String position) {
        known.add(pipeline + '\0' + epoch + '\0' + position);
      }
    };
  }
}
