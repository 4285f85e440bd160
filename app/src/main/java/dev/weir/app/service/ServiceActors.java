package dev.weir.app.service;

import dev.weir.alerting.Alerting;
import dev.weir.app.evaluation.UnreadRecords;
import dev.weir.app.http.EventStreams;
import dev.weir.app.http.ServiceRoutes;
import dev.weir.app.http.ingest.IngestSlots;
import dev.weir.app.http.ingest.Observations;
import dev.weir.app.http.ingest.PointWrites;
import dev.weir.app.http.ingest.PrometheusWrites;
import dev.weir.app.http.pekko.HttpApi;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.app.http.tls.ServerTls;
import dev.weir.app.service.alerts.AlertRequests;
import dev.weir.app.service.alerts.AlertingSink;
import dev.weir.app.service.alerts.HealthAlerts;
import dev.weir.app.service.recent.Sampler;
import dev.weir.app.service.wiring.AlertFiles;
import dev.weir.app.service.wiring.Components;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Partitions;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.journal.JournalledPoisonLog;
import dev.weir.engine.journal.JournalledSettingsLog;
import dev.weir.engine.journal.PoisonLog;
import dev.weir.engine.journal.SettingsLog;
import dev.weir.engine.live.LivePipelines;
import dev.weir.engine.pipeline.Checkpointer;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.engine.pipeline.PipelineSetup;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.monitoring.health.HealthSettings;
import dev.weir.monitoring.health.HeapAfterCollection;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Spawns the actors of the service as the settings say. Only the {@link Guardian} may call it. */
final class ServiceActors {

  private static final Logger LOG = LoggerFactory.getLogger("weir.service");

  private final GuardianSetup setup;
  private final SupervisedSpawner spawner;
  private final ActorSystem<?> system;

  ServiceActors(GuardianSetup setup, SupervisedSpawner spawner, ActorSystem<?> system) {
    this.setup = setup;
    this.spawner = spawner;
    this.system = system;
  }

  /** Spawns alerting, if it is configured; its components report their health on any thread. */
  Optional<ActorRef<Alerting.Command>> alerting(BiConsumer<String, Health> reports) {
    return setup
        .settings()
        .alerting()
        .map(settings -> {
          Alerting.Setup alerting =
              new Alerting.Setup(
                  Components.receivers(settings, setup.notices(), setup.context().clocks()),
                  setup.notices().outbox(),
                  setup.notices().rejected(),
                  Components.alertingContext(
                      setup.context().monitor(), setup.context().clocks(), reports));
          return spawner.spawn(Alerting.Command.class, Alerting.create(alerting), "alerting");
        });
  }

  ActorRef<HealthAlerts.Command> healthAlerts(ActorRef<Alerting.Command> to) {
    return spawner.spawn(
        HealthAlerts.Command.class,
        HealthAlerts.create(
            new HealthAlerts.Setup(
                to, setup.notices().incidents(), setup.context().clocks().wall())),
        "health-alerts",
        DispatcherSelector.fromConfig("weir-dispatchers.health-alerts"));
  }

  /** Spawns the health monitor, if it is configured. */
  Optional<ActorRef<HealthMonitor.Command>> health(ActorRef<HealthMonitor.Changed> changes) {
    return setup.settings().health().map(settings -> health(settings, changes));
  }

  private ActorRef<HealthMonitor.Command> health(
      HealthSettings settings, ActorRef<HealthMonitor.Changed> changes) {
    EngineSettings engine = setup.settings().engine();
    HealthMonitor.Setup health =
        new HealthMonitor.Setup(
            settings.within(Runtime.getRuntime().maxMemory()),
            setup.context().monitor(),
            new HealthMonitor.QueueCapacity(engine.queues().input(), engine.queues().output()),
            HeapAfterCollection::bytes,
            setup.context().clocks().wall(),
            setup.context().clocks().nanoTime(),
            setup.notices().incidents()::list,
            changes);
    return spawner.spawn(HealthMonitor.Command.class, HealthMonitor.create(health), "health");
  }

  /** Spawns the checkpointer, if anything is saved. */
  Optional<ActorRef<Checkpointer.Command>> checkpointer() {
    return setup.store().map(this::checkpointer);
  }

  private ActorRef<Checkpointer.Command> checkpointer(LocalCheckpointStore store) {
    Checkpointer.Setup checkpointing =
        new Checkpointer.Setup(
            store,
            Service.PROGRAM,
            setup.context().clocks().wall(),
            setup.context().monitor(),
            setup.context().clocks().nanoTime());
    return spawner.spawn(
        Checkpointer.Command.class,
        Checkpointer.create(checkpointing),
        "checkpointer",
        DispatcherSelector.fromConfig("weir-dispatchers.checkpoint"));
  }

  void http(
      WeirSettings.Http settings,
      Optional<ActorRef<HealthMonitor.Command>> health,
      ActorRef<HttpApi.Event> events) {
    spawner.spawn(Sampler.Tick.class, Sampler.create(setup.state()::sample), "sampler");
    EventStreams streams = new EventStreams();
    IngestSlots slots = new IngestSlots();
    Executor threads = setup.context().threads();
    ServiceQuestions questions =
        new ServiceQuestions(
            setup.state(),
            new CheckpointFiles(
                setup.settings().checkpoints().map(WeirSettings.Checkpoints::directory),
                () -> setup.state().pipelines().keySet(),
                threads),
            health,
            new Observations(setup.journals().targets(), setup.state()::notReady, threads, slots),
            new PointWrites(setup.journals().targets(), setup.state()::notReady, threads, slots),
            new PrometheusWrites(setup.context().clocks().nanoTime(), setup.context().monitor()),
            new AlertRequests(
                AlertFiles.silences(setup.settings()),
                setup.state()::alerts,
                setup.context().clocks().wall(),
                threads),
            system);
    if (!settings.access().loopback() && settings.tls().isEmpty()) {
      LOG.warn(
          "http: {} is reached by other machines, and what they send is not encrypted: set"
              + " weir.http.tls-certificate-file and tls-key-file, or put a proxy that ends TLS in front"
              + " of it",
          settings.host());
    }
    HttpApi.Setup http =
        new HttpApi.Setup(
            settings,
            settings
                .tls()
                .map(files ->
                    ServerTls.engines(
                        files,
                        setup.context().clocks().nanoTime(),
                        setup.context().monitor()::certificateExpires)),
            ServiceRoutes.of(
                questions,
                streams,
                new Gate(settings.access(), setup.context().clocks().nanoTime()),
                new RequestRates(
                    settings.limits().requestsPerSecond(), setup.context().clocks().nanoTime())),
            streams,
            setup.context().clocks().nanoTime(),
            events);
    spawner.spawn(
        HttpApi.Command.class,
        HttpApi.create(http),
        "http",
        DispatcherSelector.fromConfig("weir-dispatchers.http"));
  }

  /**
   * Spawns the pipelines of all sources.
   *
   * @param unread takes the batches of all pipelines
   */
  Running pipelines(
      UnreadRecords unread,
      Optional<ActorRef<Alerting.Command>> alerting,
      Optional<ActorRef<Checkpointer.Command>> checkpointer,
      Owners owners) {
    List<Sink> sinks =
        new ArrayList<>(Components.sinks(setup.settings(), setup.context().clocks()));
    sinks.add(unread);
    alerting.ifPresent(ref -> sinks.add(new AlertingSink(ref, system)));
    setup.settings().http().ifPresent(_ -> sinks.addAll(setup.state().sinks()));
    List<Source> sources =
        setup.settings().sources().stream()
            .map(source ->
                Components.source(
                    source,
                    setup.context().clocks(),
                    Components.logsOf(setup.settings(), source.name()),
                    setup.journals()))
            .toList();
    int pipelines = sources.stream().mapToInt(ServiceActors::pipelinesOf).sum();
    Common common =
        new Common(
            sinks,
            setup.settings().engine().sharedBy(pipelines),
            recovery(checkpointer),
            new PipelineSetup.Services(
                spawner.helpers(setup.context().threads()),
                setup.context().monitor(),
                setup.context().clocks().nanoTime(),
                setup.context().threads(),
                setup.context().fatal()));
    Running running = Running.none();
    for (int i = 0; i < sources.size(); i++) {
      Source source = sources.get(i);
      String name = "pipeline-" + i;
      source
          .partitions()
          .ifPresentOrElse(
              partitions ->
                  running.live().put(source.name(), live(source, partitions, common, owners, name)),
              () ->
                  running
                      .pipelines()
                      .put(
                          source.name(),
                          spawner.spawn(
                              Pipeline.Command.class,
                              pipeline(source, common, owners.pipelines()),
                              name)));
    }
    return running;
  }

  private static int pipelinesOf(Source source) {
    return source.partitions().map(Partitions::most).orElse(1);
  }

  private Behavior<Pipeline.Command> pipeline(
      Source source, Common common, ActorRef<PipelineEvent> events) {
    return Pipeline.create(
        new PipelineSetup(
            new PipelineSetup.Definition(
                source.name(),
                source,
                common.sinks(),
                setup.settings().detectors(),
                common.engine()),
            common.recovery(),
            common.services(),
            events));
  }

  private ActorRef<LivePipelines.Command> live(
      Source source, Partitions partitions, Common common, Owners owners, String name) {
    LivePipelines.Setup live =
        new LivePipelines.Setup(
            source.name(),
            partitions,
            (partition, events) ->
                spawner.supervised(Pipeline.Command.class, pipeline(partition, common, events)),
            setup.context().monitor(),
            setup.context().threads(),
            setup.context().fatal(),
            owners.partitions());
    return spawner.spawn(LivePipelines.Command.class, LivePipelines.create(live), name);
  }

  /** Parts of a pipeline that all pipelines share. */
  private record Common(
      List<Sink> sinks,
      EngineSettings engine,
      PipelineSetup.Recovery recovery,
      PipelineSetup.Services services) {}

  /**
   * The pipelines of a running service, by name. May change: partitions come and go.
   *
   * @param live of sources with partitions, which begin and end pipelines
   */
  record Running(
      Map<String, ActorRef<Pipeline.Command>> pipelines,
      Map<String, ActorRef<LivePipelines.Command>> live) {

    static Running none() {
      return new Running(new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    /** Whether none runs, and none will begin. */
    boolean isEmpty() {
      return pipelines.isEmpty() && live.isEmpty();
    }
  }

  /** Receivers of the events of pipelines, and of sources with partitions. */
  record Owners(ActorRef<PipelineEvent> pipelines, ActorRef<LivePipelines.Event> partitions) {}

  private PipelineSetup.Recovery recovery(Optional<ActorRef<Checkpointer.Command>> checkpointer) {
    return new PipelineSetup.Recovery(
        checkpointer.map(
            c -> new PipelineSetup.Persistence(setup.store().orElseThrow(), c, settingsLog())),
        poisonLog(),
        setup.options().fromCheckpoint());
  }

  private Optional<SettingsLog> settingsLog() {
    WeirSettings settings = setup.settings();
    return settings
        .checkpoints()
        .map(checkpoints ->
            new JournalledSettingsLog(
                checkpoints.directory(),
                settings.judging(),
                new SettingsLog.Judging(settings.detectors(), settings.engine().rules()),
                SettingsReader::judging,
                (pipeline, reason) ->
                    LOG.warn(
                        "source '{}': records that are read again are judged by the changed"
                            + " settings, and may be written under a second id: {}",
                        pipeline,
                        reason)));
  }

  private PoisonLog poisonLog() {
    return setup
        .settings()
        .checkpoints()
        .<PoisonLog>map(settings -> new JournalledPoisonLog(settings.directory()))
        .orElseGet(PoisonLog::inMemory);
  }
}
