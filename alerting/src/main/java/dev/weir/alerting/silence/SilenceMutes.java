package dev.weir.alerting.silence;

import dev.weir.alerting.Alert;
import dev.weir.alerting.group.Mutes;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Applies the silences and acknowledgements of a file, which is read again whenever it was
 * replaced. While it cannot be read, what was read before stays in force.
 */
public final class SilenceMutes implements Mutes {

  private final SilenceFile file;
  private final Consumer<String> warnings;
  private Silences silences = Silences.NONE;
  private String version = "";

  /** Reads nothing yet. */
  public SilenceMutes(SilenceFile file, Consumer<String> warnings) {
    this.file = file;
    this.warnings = warnings;
  }

  @Override
  public Optional<String> suppressedBy(Alert alert, Map<String, String> labels, Instant moment) {
    return current()
        .find(labels, moment)
        .map(silence -> "silence %s by %s".formatted(silence.id(), silence.createdBy()));
  }

  @Override
  public boolean isAcknowledged(Alert alert) {
    return current().acknowledgements().stream().anyMatch(ack -> ack.alert().equals(alert.id()));
  }

  private synchronized Silences current() {
    String found = file.version();
    if (!found.equals(version)) {
      version = found;
      try {
        silences = file.read();
      } catch (IOException e) {
        warnings.accept("silences cannot be read, the last ones stay in force: " + e.getMessage());
      }
    }
    return silences;
  }
}
