package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Alerting;
import dev.weir.alerting.Notice;
import dev.weir.app.service.alerts.AlertingSink;
import dev.weir.detectors.Severity;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.silence.SilenceRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.Label;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.EventTime;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What receivers hear of a series that falls silent. */
class SilenceAlertTest {

  private static final long START = EventTime.of(Instant.parse("2026-03-01T00:00:00Z"));
  private static final long MINUTE = 60_000_000_000L;

  private final ActorTestKit kit =
      ActorTestKit.create(ManualTime.config().withFallback(ConfigFactory.load()));
  private final TestProbe<Alerting.Command> alerting = kit.createTestProbe(Alerting.Command.class);
  private final Sink.Writer sink = new AlertingSink(alerting.getRef(), kit.system()).open("pumps");
  private final SeriesTable table =
      new SeriesTable(
          new DetectorPlan(
              List.of(new DetectorPlan.Rule("*", new ZScore(10, 2.5), SilenceRule.AUTO))),
          SeriesTable.Admission.ALL);
  private final ReferenceEngine engine =
      new ReferenceEngine(
          new SeriesRules(
              256,
              1000,
              500,
              Optional.empty(),
              DriftAction.NONE,
              new IncidentRule(5, Severity.Bands.DEFAULT),
              3),
          Set.of());
  private int minute;

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void it_is_an_alert_of_its_own_kind_that_says_since_when_and_how_often_it_spoke()
      throws Exception {
    sink.write(minutes(30, "a", "b", "c"));

    Notice notice = writeAndAccept(minutes(20, "a", "b")).getFirst();

    assertThat(notice.kind()).isEqualTo(Notice.Kind.OPENED);
    assertThat(notice.alert().labels())
        .isEqualTo(Map.of("alertname", "WeirSilence", "series", "c", "source", "pumps"));
    assertThat(notice.alert().severity()).isEqualTo(Alert.Severity.WARNING);
    assertThat(notice.alert().since()).isEqualTo("2026-03-01T00:29:00Z");
    assertThat(notice.alert().notes().get("why"))
        .matches(
            "\"no record since 2026-03-01T00:29:00Z: usually one every 60 s, silent for \\d min\"");
  }

  @Test
  void the_next_record_resolves_the_same_alert() throws Exception {
    sink.write(minutes(30, "a", "b", "c"));
    Notice opened = writeAndAccept(minutes(20, "a", "b")).getFirst();

    List<Notice> notices = writeAndAccept(minutes(30, "a", "b", "c"));

    assertThat(notices).hasSize(1);
    assertThat(notices.getFirst().kind()).isEqualTo(Notice.Kind.RESOLVED);
    assertThat(notices.getFirst().alert().id()).isEqualTo(opened.alert().id());
    assertThat(notices.getFirst().id()).isNotEqualTo(opened.id());
    assertThat(notices.getFirst().alert().notes())
        .containsEntry("why", "\"a record again, the first for 21 min\"");
  }

  /** A record of each of the series every minute, for so many. */
  private Batch minutes(int count, String... series) {
    Batch batch = new Batch(count * series.length, 1);
    batch.clear(new Batch.Stream("pumps", 0, PositionFormat.NUMBER));
    for (int i = 0; i < count; i++, minute++) {
      for (String key : series) {
        batch.value(minute % 2);
        batch.put(
            table.intern(key, List.of("flow")),
            START + minute * MINUTE,
            Label.NONE,
            0,
            10L * minute + batch.size() % series.length);
      }
    }
    engine.observe(batch);
    return batch;
  }

  private List<Notice> writeAndAccept(Batch batch) throws Exception {
    sink.write(batch);
    Alerting.Accept accept = alerting.expectMessageClass(Alerting.Accept.class);
    accept.replyTo().tell(Alerting.Accepted.ALL);
    return accept.notices();
  }
}
