package dev.weir.engine.live;

import dev.weir.engine.FailureText;
import dev.weir.engine.Partitions;
import dev.weir.engine.Source;
import dev.weir.engine.actors.Fatal;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PipelineEvent;
import dev.weir.monitoring.Monitor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;

/**
 * The pipelines of a source whose partitions come and go. A partition that appears gets a pipeline,
 * which starts from its last checkpoint if it has one. The pipeline of a partition that is gone
 * stops in order: it saves its state. The other pipelines do not notice either.
 */
public final class LivePipelines extends AbstractMatchingBehavior<LivePipelines.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  /** Start no more pipelines, and stop those that run in order. */
  public enum Stop implements Command {
    ORDERLY
  }

  /** Reports a fact about the partitions of a source to the owner. */
  public sealed interface Event {}

  /** A pipeline was started; its events follow this one. */
  public record Begun(String pipeline, ActorRef<Pipeline.Command> ref) implements Event {}

  /** Hands on an event of one of the pipelines. */
  public record OfPipeline(PipelineEvent event) implements Event {}

  /**
   * Whether the partitions are known; sent when that changes.
   *
   * @param trouble why partitions have no pipeline; empty if all have one
   */
  public record Known(String source, Optional<String> trouble) implements Event {}

  /** All pipelines have ended after a {@link Stop}. */
  public record AllStopped(String source) implements Event {}

  private record Listed(List<Source> partitions) implements Command {}

  private record NotListed(Throwable failure) implements Command {}

  private record FromPipeline(PipelineEvent event) implements Command {}

  private enum Timer implements Command {
    LOOK
  }

  /**
   * Holds the dependencies of the actor.
   *
   * @param source name of the source
   * @param pipeline makes the behavior of the pipeline of a partition, which sends its events to
   *     this actor
   * @param blocking threads that may wait for the source
   * @param fatal receives an Error; does not return in a real process
   */
  public record Setup(
      String source,
      Partitions partitions,
      BiFunction<Source, ActorRef<PipelineEvent>, Behavior<Pipeline.Command>> pipeline,
      Monitor monitor,
      Executor blocking,
      Consumer<Error> fatal,
      ActorRef<Event> owner) {}

  private enum Phase {
    RUNNING,
    STOPPING,
    /** It ended by itself and would fail again; it is tried when its partition is back. */
    FAILED
  }

  private record Child(ActorRef<Pipeline.Command> ref, Phase phase) {

    Child in(Phase next) {
      return new Child(ref, next);
    }
  }

  private final Setup setup;
  private final TimerScheduler<Command> timers;
  private final ActorRef<PipelineEvent> events;
  private final Map<String, Child> children = new LinkedHashMap<>();
  private Map<String, Source> wanted = Map.of();
  private Optional<String> trouble = Optional.empty();
  private long started;
  private boolean stopping;

  public static Behavior<Command> create(Setup setup) {
    return Fatal.guard(
        Command.class,
        setup.fatal(),
        Behaviors.setup(
            context -> Behaviors.withTimers(timers -> new LivePipelines(context, setup, timers))));
  }

  private LivePipelines(
      ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.timers = timers;
    this.events = context.messageAdapter(PipelineEvent.class, FromPipeline::new);
    look();
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    return switch (command) {
      case Timer.LOOK -> look();
      case Listed(List<Source> partitions) -> listed(partitions);
      case NotListed(Throwable failure) -> notListed(failure);
      case FromPipeline(PipelineEvent event) -> onPipeline(event);
      case Stop.ORDERLY -> stop();
    };
  }

  private Behavior<Command> look() {
    CompletableFuture<Command> answer = new CompletableFuture<>();
    setup
        .blocking()
        .execute(() -> {
          try {
            answer.complete(new Listed(List.copyOf(setup.partitions().list())));
          } catch (IOException | RuntimeException | Error e) {
            answer.complete(new NotListed(e));
          }
        });
    getContext().pipeToSelf(answer, (result, failure) -> result);
    return this;
  }

  private Behavior<Command> listed(List<Source> partitions) {
    if (stopping) {
      return this;
    }
    Map<String, Source> now = new LinkedHashMap<>();
    partitions.stream()
        .limit(setup.partitions().most())
        .forEach(partition -> now.put(partition.name(), partition));
    wanted = now;
    new LinkedHashMap<>(children)
        .forEach((name, child) -> {
          if (!wanted.containsKey(name)) {
            end(name, child);
          }
        });
    wanted.forEach((name, partition) -> {
      if (!children.containsKey(name)) {
        start(partition);
      }
    });
    known(
        partitions.size() <= setup.partitions().most()
            ? Optional.empty()
            : Optional.of(
                "it has %d partitions, and only %d are read"
                    .formatted(partitions.size(), setup.partitions().most())));
    return lookLater();
  }

  private Behavior<Command> notListed(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    known(Optional.of("its partitions cannot be listed: " + FailureText.of(failure)));
    return lookLater();
  }

  private Behavior<Command> lookLater() {
    if (!stopping) {
      timers.startSingleTimer(Timer.LOOK, setup.partitions().every());
    }
    return this;
  }

  private void known(Optional<String> why) {
    if (!why.equals(trouble)) {
      trouble = why;
      setup.owner().tell(new Known(setup.source(), why));
    }
  }

  private void start(Source partition) {
    String name = partition.name();
    ActorRef<Pipeline.Command> ref =
        getContext().spawn(setup.pipeline().apply(partition, events), "partition-" + started++);
    children.put(name, new Child(ref, Phase.RUNNING));
    setup.owner().tell(new Begun(name, ref));
  }

  private void end(String name, Child child) {
    switch (child.phase()) {
      case RUNNING -> {
        children.put(name, child.in(Phase.STOPPING));
        child.ref().tell(Pipeline.Stop.ORDERLY);
      }
      case FAILED -> children.remove(name);
      case STOPPING -> {
        // It ends by itself.
      }
    }
  }

  /** A pipeline has given back all that it held before it says that it has stopped or failed. */
  private Behavior<Command> onPipeline(PipelineEvent event) {
    setup.owner().tell(new OfPipeline(event));
    switch (event) {
      case PipelineEvent.Stopped stopped -> ended(stopped.pipeline());
      case PipelineEvent.Failed failed -> ended(failed.pipeline());
      case PipelineEvent.Started unused -> {}
      case PipelineEvent.Rewinding unused -> {}
      case PipelineEvent.Ended unused -> {}
    }
    return stopping ? endIfEmpty() : this;
  }

  private void ended(String name) {
    Child child = children.remove(name);
    if (child != null && child.phase() == Phase.RUNNING) {
      children.put(name, child.in(Phase.FAILED));
      return;
    }
    if (stopping) {
      return;
    }
    setup.monitor().pipeline(name).gone();
    Source back = wanted.get(name);
    if (back != null) {
      start(back);
    }
  }

  private Behavior<Command> stop() {
    stopping = true;
    timers.cancel(Timer.LOOK);
    new LinkedHashMap<>(children).forEach(this::end);
    return endIfEmpty();
  }

  private Behavior<Command> endIfEmpty() {
    if (children.values().stream().anyMatch(child -> child.phase() != Phase.FAILED)) {
      return this;
    }
    setup.owner().tell(new AllStopped(setup.source()));
    return Behaviors.stopped();
  }
}
