package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RejectedFileTest {

  @TempDir Path directory;

  @Test
  void each_notice_is_a_line_in_the_file_that_has_the_name_now() throws Exception {
    RejectedFile rejected = rejected(1 << 20);
    Path renamed = directory.resolve("renamed");
    keep(rejected, "n1");
    Files.move(file(), renamed);
    keep(rejected, "n2");
    Files.write(file(), new byte[0]);
    keep(rejected, "n3");

    assertThat(Files.readAllLines(renamed)).singleElement().asString().contains("\"n1\"");
    assertThat(Files.readAllLines(file()))
        .singleElement()
        .asString()
        .startsWith("{\"at\":\"2026-01-01T00:00:00Z\",\"receiver\":\"r\",\"reason\":\"410\"")
        .contains("\"n3\"");
  }

  @Test
  void only_the_owner_may_read_it() throws Exception {
    keep(rejected(1 << 20), "n1");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @Test
  void behind_a_torn_line_the_next_has_a_line_of_its_own() throws Exception {
    RejectedFile rejected = rejected(1 << 20);
    keep(rejected, "n1");
    Files.writeString(file(), "{\"at\":\"torn", StandardOpenOption.APPEND);
    keep(rejected, "n2");

    List<String> lines = Files.readAllLines(file());
    assertThat(lines).hasSize(3);
    assertThat(lines.get(1)).isEqualTo("{\"at\":\"torn");
    assertThat(lines.get(2)).startsWith("{\"at\"").contains("\"n2\"").endsWith("}");
  }

  @Test
  void a_file_of_the_largest_size_is_renamed() throws Exception {
    RejectedFile rejected = rejected(10);
    keep(rejected, "n1");
    keep(rejected, "n2");

    assertThat(Files.readAllLines(file())).singleElement().asString().contains("\"n2\"");
    assertThat(Files.readAllLines(directory.resolve(RejectedFile.NAME + ".1")))
        .singleElement()
        .asString()
        .contains("\"n1\"");
  }

  private RejectedFile rejected(long largest) {
    return new RejectedFile(directory, () -> Instant.parse("2026-01-01T00:00:00Z"), largest);
  }

  private static void keep(RejectedFile rejected, String id) throws IOException {
    Alert alert = new Alert("a", Map.of(), Alert.Severity.WARNING, "since", Map.of());
    rejected.keep("r", new Notice(id, Notice.Kind.OPENED, alert), "410");
  }

  private Path file() {
    return directory.resolve(RejectedFile.NAME);
  }
}
