package dev.weir.app.service;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.start.RunOptions;
import dev.weir.app.service.start.SavedStateCheck;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.app.service.wiring.Components;
import dev.weir.app.service.wiring.Connections;
import dev.weir.app.service.wiring.Journals;
import dev.weir.app.service.wiring.NoticeStore;
import dev.weir.app.service.wiring.StartException;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.DirectoryLock;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.engine.FailureText;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.SourceAwayException;
import dev.weir.monitoring.Monitor;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The service, from outside: starts, runs until it ends or a stop is requested, and answers how it
 * is.
 */
public final class Service {

  /** Name and version, as help, checkpoints and reports give them. */
  public static final String PROGRAM = "weir 0.1.0";

  private static final Logger LOG = LoggerFactory.getLogger("weir.checkpoint");
  private static final long STOP_SECONDS = 3;

  private final ServiceState state;
  private final ActorSystem<Guardian.Command> system;
  private final CompletableFuture<Ending> ended;
  private final ExecutorService threads;
  private final Held held;
  private final NoticeStore notices;

  private Service(
      ServiceState state,
      ActorSystem<Guardian.Command> system,
      CompletableFuture<Ending> ended,
      ExecutorService threads,
      Held held,
      NoticeStore notices) {
    this.state = state;
    this.system = system;
    this.ended = ended;
    this.threads = threads;
    this.held = held;
    this.notices = notices;
  }

  /**
   * Starts it: first everything that may be refused, then locks and ports, then the actors.
   *
   * @param fatal receives an Error; must not return
   */
  public static Service start(
      WeirSettings settings, RunOptions options, Clocks clocks, Consumer<Error> fatal)
      throws StartException {
    if (settings.sources().isEmpty()) {
      throw new StartException(
          ExitCode.REFUSED, "there is nothing to read: weir.sources names no source");
    }
    Config actors = ConfigFactory.load();
    requireNoSerialization(actors);
    Optional<DirectoryLock> lock = lock(settings);
    try {
      Optional<LocalCheckpointStore> store =
          settings
              .checkpoints()
              .map(c ->
                  new LocalCheckpointStore(c.directory(), c.keep(), Sections.KNOWN, LOG::error));
      if (store.isPresent()) {
        Path directory = settings.checkpoints().orElseThrow().directory();
        new SavedStateCheck(store.get(), directory, settings, options, clocks).require();
      }
      for (SourceSettings source : settings.sources()) {
        requireHistory(source, store);
      }
      Journals journals = Journals.open(settings, clocks);
      try {
        return start(settings, options, clocks, fatal, new Held(lock, store, journals), actors);
      } catch (StartException | RuntimeException e) {
        journals.close();
        throw e;
      }
    } catch (StartException | RuntimeException e) {
      release(lock);
      throw e;
    }
  }

  /** Resources of the process that are taken before its actors start. */
  private record Held(
      Optional<DirectoryLock> lock, Optional<LocalCheckpointStore> store, Journals journals) {}

  private static Service start(
      WeirSettings settings,
      RunOptions options,
      Clocks clocks,
      Consumer<Error> fatal,
      Held held,
      Config actors)
      throws StartException {
    Optional<LocalCheckpointStore> store = held.store();
    requireReadable(settings, options, held, clocks);
    for (Sink sink : Components.sinks(settings, clocks)) {
      requireWritable(sink);
    }
    NoticeStore notices = NoticeStore.open(settings, clocks);
    Monitor monitor = new Monitor();
    ServiceState state = new ServiceState(settings, monitor, clocks);
    CompletableFuture<Ending> ended = new CompletableFuture<>();
    ExecutorService threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("work-", 0).factory());
    ActorSystem<Guardian.Command> system =
        ActorSystem.create(
            Guardian.create(
                new GuardianSetup(
                    settings,
                    options,
                    store,
                    notices,
                    held.journals(),
                    state,
                    new RunContext(monitor, clocks, threads, fatal),
                    ended)),
            "weir",
            actors);
    return new Service(state, system, ended, threads, held, notices);
  }

  /** Bytes from outside must never become objects by Java's own serialization. */
  static void requireNoSerialization(Config actors) throws StartException {
    if (actors.getBoolean("pekko.actor.allow-java-serialization")) {
      throw new StartException(
          ExitCode.REFUSED,
          "pekko.actor.allow-java-serialization is on; leave it off, nothing needs it");
    }
  }

  private static Optional<DirectoryLock> lock(WeirSettings settings) throws StartException {
    if (settings.checkpoints().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          DirectoryLock.take(
              settings.checkpoints().get().directory(), settings.checkpoints().get().access()));
    } catch (DirectoryLock.DirectoryLockedException e) {
      throw new StartException(ExitCode.LOCKED, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new StartException(
          ExitCode.REFUSED,
          "cannot keep checkpoints in %s, named by weir.checkpointing.directory: %s"
              .formatted(settings.checkpoints().get().directory(), FileFailure.of(e)));
    }
  }

  /** A history is read where there is no checkpoint; what was read may be gone. */
  private static void requireHistory(SourceSettings source, Optional<LocalCheckpointStore> store)
      throws StartException {
    if (source instanceof SourceSettings.WithHistory(var plain, var history)
        && !FileSet.of(history.path()).exists()
        && !hasCheckpoint(store, plain.name())) {
      throw new StartException(ExitCode.REFUSED, Connections.noHistory(plain.name(), history));
    }
  }

  private static boolean hasCheckpoint(Optional<LocalCheckpointStore> store, String pipeline)
      throws StartException {
    try {
      return store.isPresent() && store.get().latest(pipeline).isPresent();
    } catch (IOException e) {
      throw new StartException(
          ExitCode.REFUSED,
          "cannot read the checkpoint of source '%s': %s".formatted(pipeline, FileFailure.of(e)));
    }
  }

  /**
   * Refuses a source that cannot be read. A server that does not answer is refused only if no other
   * source can be read: otherwise its pipeline tries it again while the others run.
   */
  private static void requireReadable(
      WeirSettings settings, RunOptions options, Held held, Clocks clocks) throws StartException {
    List<StartException> away = new ArrayList<>();
    for (SourceSettings each : settings.sources()) {
      Source source =
          Components.source(
              each, clocks, Components.logsOf(settings, each.name()), held.journals());
      try {
        source.probe(place(source, options, held.store()));
      } catch (SourceAwayException e) {
        away.add(unreadable(source, e));
      } catch (IOException e) {
        throw unreadable(source, e);
      }
    }
    if (away.size() == settings.sources().size()) {
      throw away.getFirst();
    }
    away.forEach(
        e -> LOG.warn("{}; the other sources start, this one is tried again", e.getMessage()));
  }

  /** Where the source will be read on. */
  private static Optional<Position> place(
      Source source, RunOptions options, Optional<LocalCheckpointStore> store) throws IOException {
    if (store.isEmpty()) {
      return Optional.empty();
    }
    Optional<CheckpointReader> checkpoint =
        options.fromCheckpoint().isPresent()
            ? Optional.of(store.get().open(source.name(), options.fromCheckpoint().get()))
            : store.get().latest(source.name());
    return checkpoint.flatMap(reader -> source.resumeAt(new Position(reader.header().position())));
  }

  private static StartException unreadable(Source source, IOException e) {
    return new StartException(
        ExitCode.REFUSED,
        "cannot read source '%s': %s".formatted(source.name(), FileFailure.of(e)));
  }

  private static void requireWritable(Sink sink) throws StartException {
    try {
      sink.check();
    } catch (IOException e) {
      throw new StartException(
          ExitCode.REFUSED, "cannot write to %s: %s".formatted(sink.name(), FileFailure.of(e)));
    }
  }

  /** Tells it to stop in an orderly way; does nothing if it is stopping already. */
  public void stop() {
    system.tell(Guardian.Stop.ORDERLY);
  }

  /** Waits until it is over. */
  public Ending await() throws InterruptedException {
    Ending ending = ended.join();
    state.stopped();
    system.terminate();
    try {
      system.getWhenTerminated().toCompletableFuture().get(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.warn("not all actors ended within {} s: the process ends without them", STOP_SECONDS);
    } catch (ExecutionException e) {
      LOG.warn("the actor system ended with an error: {}", FailureText.of(e));
    }
    held.journals().close();
    threads.shutdownNow();
    notices.close(state.report(Optional.empty()).receivers());
    release(held.lock());
    return ending;
  }

  public ServiceState state() {
    return state;
  }

  private static void release(Optional<DirectoryLock> lock) {
    lock.ifPresent(held -> {
      try {
        held.close();
      } catch (IOException e) {
        LOG.warn("cannot release the lock of the data directory: {}", FileFailure.of(e));
      }
    });
  }
}
