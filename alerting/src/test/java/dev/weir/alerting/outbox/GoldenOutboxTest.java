package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.Outbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * An outbox that was written once and is kept: whoever changes what stands in its files hears of it
 * here. A change on purpose takes a new magic number, a reader that still knows the old one, and
 * new files under another {@link #GOLDEN}, written with
 *
 * <pre>./mvnw -pl alerting -am test -Dtest=GoldenOutboxTest -Dweir.golden=write</pre>
 */
class GoldenOutboxTest {

  private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "outbox-v1");
  private static final List<String> RECEIVERS = List.of("pager", "log");
  private static final DiskOutbox.Limits LIMITS = new DiskOutbox.Limits(100_000, 100);

  @Test
  void what_is_written_today_is_what_was_written_then() throws IOException {
    CrashDisk disk = new CrashDisk();
    write(disk);
    if ("write".equals(System.getProperty("weir.golden"))) {
      Files.createDirectories(GOLDEN);
      for (String name : disk.list()) {
        Files.write(GOLDEN.resolve(name), disk.bytes(name));
      }
    }

    List<String> names = names();
    assertThat(disk.list()).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      assertThat(disk.bytes(name)).as(name).isEqualTo(Files.readAllBytes(GOLDEN.resolve(name)));
    }
  }

  @Test
  void what_was_written_then_is_told_today() throws IOException {
    CrashDisk disk = new CrashDisk();
    for (String name : names()) {
      disk.put(name, Files.readAllBytes(GOLDEN.resolve(name)));
    }
    List<String> warnings = new ArrayList<>();
    try (Outbox outbox = DiskOutbox.open(disk, RECEIVERS, LIMITS, warnings::add)) {
      assertThat(outbox.backlog("pager").stream().map(Outbox.Entry::notice))
          .isEqualTo(notices().subList(1, 3));
      assertThat(outbox.backlog("log").stream().map(Outbox.Entry::notice)).isEqualTo(notices());
      assertThat(outbox.append(notices())).as("they are known").isEmpty();
    }
    assertThat(warnings).isEmpty();
  }

  private static void write(CrashDisk disk) throws IOException {
    try (Outbox outbox = DiskOutbox.open(disk, RECEIVERS, LIMITS, warning -> {})) {
      List<Outbox.Entry> entries = outbox.append(notices().subList(0, 2));
      outbox.settle("pager", entries.get(1).number());
      outbox.append(notices().subList(2, 3));
    }
  }

  private static List<Notice> notices() {
    return List.of(
        NotifierContract.notice("n1", Notice.Kind.OPENED, Alert.Severity.INFO),
        NotifierContract.notice("n2 \u00fc \u202e", Notice.Kind.AGAIN, Alert.Severity.CRITICAL),
        NotifierContract.notice("n3", Notice.Kind.RESOLVED, Alert.Severity.WARNING));
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
