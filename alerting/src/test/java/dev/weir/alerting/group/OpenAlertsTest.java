package dev.weir.alerting.group;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.AlertingContext;
import dev.weir.alerting.Destination;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notice.Kind;
import dev.weir.alerting.RejectedNotices;
import dev.weir.alerting.outbox.DiskOutbox;
import dev.weir.alerting.outbox.StateFiles;
import dev.weir.alerting.route.Inhibition;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.route.Routing;
import dev.weir.monitoring.Monitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenAlertsTest {

  private static final Instant NOW = Instant.parse("2026-11-29T09:40:00Z");

  @TempDir Path directory;

  private final List<Runnable> alarms = new ArrayList<>();
  private final List<Duration> waits = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();
  private Duration saveTakes = Duration.ZERO;

  @Test
  void what_is_open_is_there_after_a_restart_whether_it_was_saved_or_not() throws Exception {
    try (DiskOutbox outbox = outbox()) {
      OpenAlerts open = start(outbox);
      open.accept(outbox.append(List.of(notice("a", Kind.OPENED), notice("b", Kind.OPENED))));
      alarms.removeFirst().run();
      open.accept(outbox.append(List.of(notice("a", Kind.RESOLVED), notice("c", Kind.OPENED))));
      assertThat(ids(open)).containsExactly("b", "c");
    }
    assertThat(OpenAlerts.saved(files())).extracting(n -> n.alert().id()).containsExactly("a", "b");

    try (DiskOutbox outbox = outbox()) {
      assertThat(ids(start(outbox))).containsExactly("b", "c");
    }
  }

  @Test
  void saving_takes_at_most_a_twentieth_of_the_time() throws Exception {
    saveTakes = Duration.ofMillis(500);
    try (DiskOutbox outbox = outbox()) {
      OpenAlerts open = start(outbox);
      open.accept(outbox.append(List.of(notice("a", Kind.OPENED))));
      alarms.removeFirst().run();
      open.accept(outbox.append(List.of(notice("b", Kind.OPENED))));
    }
    assertThat(waits).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(10));
  }

  @Test
  void nothing_is_written_after_the_stop() throws Exception {
    try (DiskOutbox outbox = outbox()) {
      OpenAlerts open = start(outbox);
      open.accept(outbox.append(List.of(notice("a", Kind.OPENED))));
      open.stop();
    }
    assertThat(OpenAlerts.saved(files())).hasSize(1);
    files().write("open-alerts", new byte[] {9});

    alarms.removeFirst().run();

    assertThat(files().read("open-alerts")).contains(new byte[] {9});
  }

  @Test
  void a_damaged_file_is_reported_and_begins_again() throws Exception {
    Files.writeString(Files.createDirectories(directory).resolve("x"), "");
    files().write("open-alerts", new byte[] {9});
    try (DiskOutbox outbox = outbox()) {
      assertThat(ids(start(outbox))).isEmpty();
    }
  }

  @Test
  void an_open_alert_mutes_those_that_a_rule_names_until_it_ends() throws Exception {
    Inhibition rule =
        new Inhibition(
            Matchers.parse("series=down"), Matchers.parse("series!=down"), List.of("source"));
    try (DiskOutbox outbox = outbox()) {
      OpenAlerts open = start(outbox);
      Routing routing = new Routing(List.of(), List.of(), List.of(rule));
      Mutes mutes = new InhibitingMutes(Mutes.NONE, open, routing);
      Alert other = notice("x", Kind.OPENED).alert();
      assertThat(mutes.suppressedBy(other, routing.labels(other), NOW)).isEmpty();

      open.accept(outbox.append(List.of(notice("down", Kind.OPENED))));
      assertThat(mutes.suppressedBy(other, routing.labels(other), NOW))
          .contains("inhibited by alert down");

      open.accept(outbox.append(List.of(notice("down", Kind.RESOLVED))));
      assertThat(mutes.suppressedBy(other, routing.labels(other), NOW)).isEmpty();
    }
  }

  private DiskOutbox outbox() throws Exception {
    return DiskOutbox.open(
        directory, List.of(OpenAlerts.NAME), new DiskOutbox.Limits(1 << 20, 100), warning -> {});
  }

  private StateFiles files() {
    return new StateFiles(directory, warning -> {});
  }

  private OpenAlerts start(DiskOutbox outbox) {
    OpenAlerts open = new OpenAlerts(Optional.of(files()));
    AlertingContext context =
        new AlertingContext(
            new Monitor(),
            (component, health) -> {},
            wait -> {},
            (after, action) -> {
              waits.add(after);
              alarms.add(action);
            },
            () -> nanos.getAndAdd(saveTakes.toNanos()),
            () -> NOW,
            () -> 0.5,
            Thread.ofVirtual().factory());
    open.start(new Destination.Setting(outbox, RejectedNotices.NOWHERE, context, () -> {}));
    return open;
  }

  private static List<String> ids(OpenAlerts open) {
    return open.list().stream().map(Alert::id).toList();
  }

  private static Notice notice(String id, Kind kind) {
    Alert alert =
        new Alert(id, Map.of("series", id, "source", "s"), Alert.Severity.WARNING, "", Map.of());
    return new Notice(id + kind, kind, alert);
  }
}
