package dev.weir.alerting.group;

import dev.weir.alerting.Alert;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Decides which open alerts are not notified. Thread-safe. */
public interface Mutes {

  /** Nothing is muted. */
  Mutes NONE =
      new Mutes() {
        @Override
        public Optional<String> suppressedBy(
            Alert alert, Map<String, String> labels, Instant moment) {
          return Optional.empty();
        }

        @Override
        public boolean isAcknowledged(Alert alert) {
          return false;
        }
      };

  /** The silence or the inhibition that mutes an alert at a moment, in words. */
  Optional<String> suppressedBy(Alert alert, Map<String, String> labels, Instant moment);

  /** Whether a person has said that the alert is known: it is not repeated. */
  boolean isAcknowledged(Alert alert);
}
