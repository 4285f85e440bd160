package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedReaderTest {

  private static final Instant NOW = Instant.parse("2026-11-29T09:40:00Z");

  @TempDir Path directory;

  @Test
  void what_was_refused_is_read_back_until_it_was_sent_again() throws Exception {
    Notice one = notice("a");
    RejectedFile file = new RejectedFile(directory, () -> NOW);
    RejectedReader reader = new RejectedReader(directory);
    assertThat(reader.pending()).isEmpty();
    file.keep("ops", one, "404 no_service");
    file.keep("ops", notice("b"), "404 no_service");
    file.keep("pager", one, "403");

    List<RejectedReader.Rejected> pending = reader.pending();
    assertThat(pending).hasSize(3);
    assertThat(pending.getFirst())
        .isEqualTo(new RejectedReader.Rejected(NOW.toString(), "ops", "404 no_service", one));

    reader.resent(pending.subList(0, 2));

    assertThat(new RejectedReader(directory).pending())
        .extracting(RejectedReader.Rejected::receiver)
        .containsExactly("pager");
  }

  @Test
  void a_torn_line_is_left_out() throws Exception {
    new RejectedFile(directory, () -> NOW).keep("ops", notice("a"), "no");
    Files.writeString(
        directory.resolve(RejectedFile.NAME), "{\"at\":\"20", StandardOpenOption.APPEND);

    assertThat(new RejectedReader(directory).pending()).hasSize(1);
  }

  private static Notice notice(String id) {
    Alert alert =
        new Alert(
            id, Map.of("series", "größe"), Alert.Severity.CRITICAL, "5", Map.of("why", "\"x\""));
    return new Notice(id + "-OPENED", Notice.Kind.OPENED, alert);
  }
}
