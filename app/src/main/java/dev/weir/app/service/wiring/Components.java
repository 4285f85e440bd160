package dev.weir.app.service.wiring;

import dev.weir.alerting.AlertingContext;
import dev.weir.alerting.Destination;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Subscription;
import dev.weir.alerting.alertmanager.AlertmanagerNotifier;
import dev.weir.alerting.alertmanager.AlertmanagerSettings;
import dev.weir.alerting.email.EmailNotifier;
import dev.weir.alerting.group.GroupSubscription;
import dev.weir.alerting.group.InhibitingMutes;
import dev.weir.alerting.group.Mutes;
import dev.weir.alerting.group.RoutedAdmission;
import dev.weir.alerting.log.LogNotifier;
import dev.weir.alerting.pagerduty.PagerDutyNotifier;
import dev.weir.alerting.redis.RedisStreamNotifier;
import dev.weir.alerting.route.Routing;
import dev.weir.alerting.slack.SlackNotifier;
import dev.weir.alerting.teams.TeamsNotifier;
import dev.weir.alerting.webhook.WebhookNotifier;
import dev.weir.app.logging.DeadLetterLog;
import dev.weir.app.logging.UnscoredLog;
import dev.weir.connectors.Pause;
import dev.weir.connectors.console.StdoutSink;
import dev.weir.connectors.file.FileSource;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.file.sink.DeadLetterSink;
import dev.weir.connectors.file.sink.FileSink;
import dev.weir.connectors.ingest.IngestSource;
import dev.weir.connectors.log.LogSink;
import dev.weir.connectors.redis.RedisSink;
import dev.weir.connectors.redis.RedisSource;
import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.stdin.StdinSource;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.SourceWithHistory;
import dev.weir.engine.journal.JournalledDecisionLog;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.health.Health;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SinkSettings;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.receiver.ReceiverSettings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes what settings name. */
public final class Components {

  private static final Logger LOG = LoggerFactory.getLogger("weir.sources");
  private static final Logger SINKS = LoggerFactory.getLogger("weir.sinks");
  private static final Pause SLEEP = Thread::sleep;

  private Components() {}

  /** A source that records nothing of the order in which it reads. */
  public static Source source(SourceSettings settings, Clocks clocks) {
    return source(settings, clocks, name -> DecisionLog.none(), Journals.NONE);
  }

  /**
   * A source.
   *
   * @param logs the log of what the source decides, by its name: {@code files} and, for what is
   *     read before it, {@code history} for the order of files; {@code readings} for how records
   *     are read
   * @param journals of what programs send
   */
  public static Source source(
      SourceSettings settings,
      Clocks clocks,
      Function<String, DecisionLog> logs,
      Journals journals) {
    return switch (settings) {
      case SourceSettings.Simulated(String name, var simulated, double rate) ->
          new Simulator(name, simulated, rate, clocks.nanoTime());
      case SourceSettings.Files(String name, var files) -> files(name, files, "files", logs);
      case SourceSettings.Stdin(String name, var setup) ->
          new StdinSource(name, setup, System.in, logs.apply("readings"), notes(name));
      case SourceSettings.Http(String name, var text, _, _) ->
          new IngestSource(
              name,
              text,
              () ->
                  journals
                      .of(name)
                      .orElseThrow(() -> new IllegalStateException("no journal of " + name)));
      case SourceSettings.RedisStream(var stream) ->
          new RedisSource(stream, SLEEP, clocks.nanoTime(), LOG::warn)
              .deciding(logs.apply("readings"), notes(stream.pipeline()));
      case SourceSettings.WithHistory(var plain, var history) ->
          new SourceWithHistory(
              files(plain.name(), history, "history", logs), source(plain, clocks, logs, journals));
    };
  }

  /** Takes how the records of a source are read. */
  private static Consumer<String> notes(String name) {
    return note ->
        LOG.info(
            "source '{}': {}; change with its record settings (weir infer PATH prints them)",
            name,
            note);
  }

  private static Source files(
      String name, FileSettings files, String order, Function<String, DecisionLog> logs) {
    FileSource.Voices voices = new FileSource.Voices(LOG::warn, notes(name));
    return new FileSource(
        name, files, SLEEP, voices, new FileSource.Logs(logs.apply(order), logs.apply("readings")));
  }

  /** The logs of a pipeline's source, beside its checkpoints. */
  public static Function<String, DecisionLog> logsOf(WeirSettings settings, String pipeline) {
    return name ->
        settings
            .checkpoints()
            .<DecisionLog>map(
                checkpoints -> new JournalledDecisionLog(checkpoints.directory(), pipeline, name))
            .orElseGet(DecisionLog::none);
  }

  /** All sinks of the service but alerting. */
  public static List<Sink> sinks(WeirSettings settings, Clocks clocks) {
    List<Sink> sinks = new ArrayList<>();
    for (SinkSettings sink : settings.sinks()) {
      sinks.add(
          switch (sink) {
            case SinkSettings.Log(int lines) -> new LogSink(lines, clocks.nanoTime());
            case SinkSettings.File(var path, var only, var fields) ->
                new FileSink(path.toString(), path, only, fields);
            case SinkSettings.Stdout(var only, var fields) ->
                new StdoutSink(new FileOutputStream(FileDescriptor.out), only, fields);
            case SinkSettings.RedisStream(var stream) ->
                new RedisSink(stream, SLEEP, clocks.nanoTime(), SINKS::warn);
          });
    }
    settings
        .deadLetters()
        .ifPresent(letters ->
            sinks.add(new DeadLetterSink(letters.path(), letters.limits(), clocks.wall())));
    sinks.add(new DeadLetterLog(clocks.nanoTime()));
    sinks.add(new UnscoredLog(settings.detectors(), settings.engine()));
    return sinks;
  }

  /** Receivers as alerting starts them. */
  public static List<Destination.Starter> receivers(
      WeirSettings.Alerting settings, NoticeStore store, Clocks clocks) {
    Routing routing = settings.routing();
    Mutes mutes = new InhibitingMutes(store.mutes(), store.open(), routing);
    List<Destination.Starter> receivers = new ArrayList<>(List.of(store.open()));
    for (ReceiverSettings receiver : settings.receivers()) {
      ReceiverSettings.Terms terms = receiver.terms();
      Notifier notifier = notifier(receiver, clocks);
      receivers.add(
          switch (receiver) {
            case ReceiverSettings.Log _,
                ReceiverSettings.Webhook _,
                ReceiverSettings.RedisStream _ ->
                new Subscription(
                    notifier,
                    new RoutedAdmission(receiver.name(), routing, mutes, clocks.wall()),
                    terms.queueSize(),
                    terms.whenFull(),
                    terms.atOnce(),
                    terms.logBackoff());
            case ReceiverSettings.Alertmanager _ ->
                new GroupSubscription(
                    notifier,
                    routing,
                    Mutes.NONE,
                    store.groups(),
                    AlertmanagerSettings.KEEP_RESOLVED,
                    terms.queueSize(),
                    terms.whenFull());
            case ReceiverSettings.Slack _,
                ReceiverSettings.Teams _,
                ReceiverSettings.PagerDuty _,
                ReceiverSettings.Email _ ->
                new GroupSubscription(
                    notifier,
                    routing,
                    mutes,
                    store.groups(),
                    Duration.ZERO,
                    terms.queueSize(),
                    terms.whenFull());
          });
    }
    return receivers;
  }

  /** The client of a receiver; connects to nothing yet. */
  static Notifier notifier(ReceiverSettings receiver, Clocks clocks) {
    return switch (receiver) {
      case ReceiverSettings.Log(String name, var _) -> new LogNotifier(name);
      case ReceiverSettings.Webhook(var webhook, var _) ->
          new WebhookNotifier(webhook, clocks.wall());
      case ReceiverSettings.Alertmanager(var alertmanager, var _) ->
          new AlertmanagerNotifier(alertmanager, clocks.wall(), clocks.nanoTime());
      case ReceiverSettings.Slack(var slack, var _) -> new SlackNotifier(slack, clocks.wall());
      case ReceiverSettings.Teams(var teams, var _) -> new TeamsNotifier(teams, clocks.wall());
      case ReceiverSettings.PagerDuty(var pagerDuty, var _) ->
          new PagerDutyNotifier(pagerDuty, clocks.wall());
      case ReceiverSettings.Email(var email, var _) -> new EmailNotifier(email);
      case ReceiverSettings.RedisStream(var redis, var _) -> new RedisStreamNotifier(redis);
    };
  }

  /** The clocks, threads and listeners of alerting. */
  public static AlertingContext alertingContext(
      Monitor monitor, Clocks clocks, BiConsumer<String, Health> health) {
    return new AlertingContext(
        monitor,
        health,
        Thread::sleep,
        (after, action) ->
            CompletableFuture.delayedExecutor(after.toNanos(), TimeUnit.NANOSECONDS)
                .execute(action),
        clocks.nanoTime(),
        clocks.wall(),
        () -> ThreadLocalRandom.current().nextDouble(),
        Thread.ofVirtual().name("alerts-", 0).factory());
  }
}
