package dev.weir.app.service.alerts;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Alerting;
import dev.weir.alerting.Notice;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.engine.explanation.ShortNumber;
import dev.weir.engine.explanation.SilenceText;
import dev.weir.engine.explanation.Why;
import dev.weir.series.SeriesEvent;
import dev.weir.series.SeriesEvent.IncidentChanged;
import dev.weir.series.SeriesEvent.SilenceChanged;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/**
 * Where detections become alerts: hands what happens to incidents to alerting. One batch of notices
 * may be on its way while the next batch of records is read; the next notices wait for it, and so
 * does a flush. While alerting is away, or its queues are full, it asks again.
 */
public final class AlertingSink implements Sink {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final ActorRef<Alerting.Command> alerting;
  private final ActorSystem<?> system;

  public AlertingSink(ActorRef<Alerting.Command> alerting, ActorSystem<?> system) {
    this.alerting = alerting;
    this.system = system;
  }

  @Override
  public String name() {
    return "alerting";
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      private CompletableFuture<?> underWay = CompletableFuture.completedFuture(null);

      @Override
      public void write(Batch batch) throws IOException, InterruptedException {
        List<Notice> notices =
            batch.events().stream()
                .flatMap(event -> notice(pipeline, batch, event).stream())
                .toList();
        if (!notices.isEmpty()) {
          await(underWay);
          underWay =
              AlertingSink.this.<Alerting.Accepted>ask(
                  replyTo -> new Alerting.Accept(pipeline, notices, replyTo));
        }
      }

      @Override
      public void flush() throws IOException, InterruptedException {
        await(underWay);
        Optional<String> problem =
            await(AlertingSink.this.<Alerting.Flushed>ask(Alerting.Flush::new)).problem();
        if (problem.isPresent()) {
          throw new UnsavedException(problem.get());
        }
      }

      @Override
      public void close() {
        // Nothing is held open.
      }
    };
  }

  /** Asks until there is an answer: alerting may be away for a while. */
  private <T> CompletableFuture<T> ask(Function<ActorRef<T>, Alerting.Command> question) {
    return AskPattern.<Alerting.Command, T>ask(
            alerting, question::apply, PATIENCE, system.scheduler())
        .exceptionallyCompose(
            failure -> hasStopped() ? CompletableFuture.failedFuture(failure) : ask(question))
        .toCompletableFuture();
  }

  private <T> T await(CompletableFuture<T> answer) throws IOException, InterruptedException {
    while (true) {
      try {
        return answer.get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      } catch (ExecutionException | TimeoutException e) {
        if (hasStopped() || answer.isCompletedExceptionally()) {
          throw new IOException("alerting has stopped", e);
        }
      }
    }
  }

  private boolean hasStopped() {
    return system.getWhenTerminated().toCompletableFuture().isDone();
  }

  private static Optional<Notice> notice(String pipeline, Batch batch, SeriesEvent event) {
    return switch (event) {
      case IncidentChanged changed -> Optional.of(notice(pipeline, batch, changed));
      case SilenceChanged changed -> Optional.of(notice(pipeline, batch, changed));
      case SeriesEvent.DriftDetected _,
          SeriesEvent.Refitted _,
          SeriesEvent.FitRejected _,
          SeriesEvent.CheckRejected _,
          SeriesEvent.Quarantined _ ->
          Optional.empty();
    };
  }

  private static Notice notice(String pipeline, Batch batch, SilenceChanged changed) {
    Map<String, String> labels =
        Map.of(Alert.NAME, "WeirSilence", "series", changed.series().key(), "source", pipeline);
    Map<String, String> notes =
        Map.of(
            "time",
            batch.timeKind().text(batch.time(changed.row())),
            "why",
            "\"%s\"".formatted(SilenceText.sentence(changed, batch.timeKind())));
    Alert alert =
        new Alert(
            changed.incident(),
            labels,
            Alert.Severity.WARNING,
            SilenceText.since(changed, batch.timeKind()),
            notes);
    return new Notice(changed.id() + "-" + changed.transition(), kind(changed.transition()), alert);
  }

  private static Notice notice(String pipeline, Batch batch, IncidentChanged changed) {
    int row = changed.row();
    Map<String, String> labels =
        Map.of(
            Alert.NAME,
            "WeirAnomaly",
            "series",
            batch.series(row).key(),
            "source",
            pipeline,
            "detector",
            batch.series(row).detector().orElseThrow().name());
    Map<String, String> notes = new HashMap<>();
    notes.put("time", batch.timeKind().text(batch.time(row)));
    notes.put("peak", ShortNumber.of(changed.peak()));
    notes.put("anomalies", Long.toString(changed.anomalies()));
    if (changed.transition() != Transition.RESOLVED) {
      Why why = Why.of(batch, row);
      notes.put("why", '"' + why.sentence() + '"');
      notes.put("feature", why.feature());
      put(notes, "value", why.value());
      put(notes, "expected", why.expected());
      put(notes, "low", why.low());
      put(notes, "high", why.high());
    }
    Alert alert =
        new Alert(
            changed.incident(),
            labels,
            severity(changed),
            batch.timeKind().text(changed.openedAt()),
            notes);
    return new Notice(changed.id() + "-" + changed.transition(), kind(changed.transition()), alert);
  }

  /** A number that is not known has no note. */
  private static void put(Map<String, String> notes, String name, String value) {
    if (!value.isEmpty()) {
      notes.put(name, value);
    }
  }

  private static Alert.Severity severity(IncidentChanged changed) {
    return switch (changed.severity()) {
      case INFO -> Alert.Severity.INFO;
      case WARNING -> Alert.Severity.WARNING;
      case CRITICAL -> Alert.Severity.CRITICAL;
    };
  }

  private static Notice.Kind kind(Transition transition) {
    return switch (transition) {
      case OPENED -> Notice.Kind.OPENED;
      case AGAIN -> Notice.Kind.AGAIN;
      case RESOLVED -> Notice.Kind.RESOLVED;
      case NONE -> throw new IllegalStateException("nothing happened, and it was reported");
    };
  }
}
