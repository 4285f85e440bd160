package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.StartException;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A source that cannot be read, beside an idle one and a busy one on the same sink. */
class FailingNeighbourTest {

  /** Nothing listens at port 1. */
  private static final String AWAY =
      "{ name = away, type = redis-streams, uri = \"redis://127.0.0.1:1\", streams = [s] }";

  private static final String HEADER = "timestamp,series,v\n";

  @TempDir Path directory;

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void fails_alone_and_comes_back_when_its_cause_is_gone() throws Exception {
    Path broken = Files.createDirectories(directory.resolve("in")).resolve("b.csv");
    Files.writeString(directory.resolve("in/a.csv"), HEADER + rows(0, 20_000));
    // A regular file that is not empty and that the kernel lets nobody read.
    Files.createSymbolicLink(broken, Path.of("/sys/class/net/lo/speed"));
    Files.writeString(directory.resolve("idle.csv"), HEADER);
    Path busy = Files.writeString(directory.resolve("busy.csv"), HEADER + rows(0, 100));
    Service service = start();
    try {
      waitUntil(() -> service.state().report(Optional.empty()).errors() >= 2);
      Files.writeString(busy, rows(100, 400), StandardOpenOption.APPEND);
      waitUntil(() -> lines().size() >= 400);
      Files.delete(broken);
      Files.writeString(broken, HEADER + rows(20_000, 20_500));

      waitUntil(() -> lines().size() >= 20_900);
    } finally {
      service.stop();
      service.await();
    }

    assertThat(lines()).hasSize(20_900).allMatch(line -> line.endsWith("}"));
    assertThat(new HashSet<>(lines())).as("none is written twice").hasSize(20_900);
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void a_server_that_is_away_at_the_start_holds_nobody_back() throws Exception {
    Files.writeString(directory.resolve("a.csv"), HEADER + rows(0, 400));
    Service service =
        start(
            "{ name = a, type = file, path = \"%s/a.csv\", follow = true }".formatted(directory),
            AWAY);
    try {
      waitUntil(() -> lines().size() >= 400);
    } finally {
      service.stop();
      service.await();
    }
  }

  @Test
  void a_server_that_is_away_at_the_start_is_refused_if_there_is_no_other_source() {
    assertThatExceptionOfType(StartException.class)
        .isThrownBy(() -> start(AWAY))
        .withMessageContaining("cannot read source 'away/s': no Redis answers at 127.0.0.1:1");
  }

  private static String rows(int from, int to) {
    StringBuilder rows = new StringBuilder();
    IntStream.range(from, to)
        .forEach(i -> rows.append("%d,s%d,%d%n".formatted(1_700_000_000 + i, i % 5, i % 101)));
    return rows.toString();
  }

  private List<String> lines() {
    try {
      Path out = directory.resolve("out.jsonl");
      return Files.exists(out) ? Files.readAllLines(out) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Service start() throws Exception {
    return start(
        "{ name = a, type = file, path = \"%s/in\" }".formatted(directory),
        "{ name = idle, type = file, path = \"%s/idle.csv\", follow = true }".formatted(directory),
        "{ name = busy, type = file, path = \"%s/busy.csv\", follow = true }".formatted(directory));
  }

  private Service start(String... sources) throws Exception {
    String text =
        """
        weir {
          sources = [%2$s]
          detectors = [{ type = z-score }]
          sinks = [{ type = file, path = "%1$s/out.jsonl" }]
          checkpointing { directory = "%1$s/checkpoints", every = 10s }
          dead-letters.path = "%1$s/dead.jsonl"
          http.enabled = false
        }
        """
            .formatted(directory, String.join("\n", sources));
    return Service.start(
        SettingsReader.read(
            ConfigFile.load(Files.writeString(directory.resolve("weir.conf"), text))),
        RunOptions.FOR_EVER,
        Clocks.system(),
        error -> {
          throw error;
        });
  }

  private static void waitUntil(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }
}
