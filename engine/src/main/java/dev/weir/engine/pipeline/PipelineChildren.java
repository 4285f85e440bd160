package dev.weir.engine.pipeline;

import dev.weir.engine.actors.Fatal;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The running children of a pipeline: each stops at its first failure, and is watched. */
final class PipelineChildren {

  /** Without a log line: the pipeline logs the failure, once. */
  private static final SupervisorStrategy STOP =
      SupervisorStrategy.stop().withLoggingEnabled(false);

  private final ActorContext<?> context;
  private final Consumer<Error> fatal;
  private final Set<ActorRef<Void>> running = new HashSet<>();

  /**
   * No children yet.
   *
   * @param fatal receives an Error of a child; does not return in a real process
   */
  PipelineChildren(ActorContext<?> context, Consumer<Error> fatal) {
    this.context = context;
    this.fatal = fatal;
  }

  <T> ActorRef<T> spawn(Class<T> messages, Behavior<T> behavior, String name) {
    Behavior<T> guarded = Fatal.guard(messages, fatal, behavior);
    ActorRef<T> child =
        context.spawn(Behaviors.supervise(guarded).onFailure(Exception.class, STOP), name);
    context.watch(child);
    running.add(child.unsafeUpcast());
    return child;
  }

  void terminated(ActorRef<Void> child) {
    running.remove(child);
  }

  /** Begins to stop all; each is {@link #terminated} later. */
  void stopAll() {
    running.forEach(context::stop);
  }

  boolean isEmpty() {
    return running.isEmpty();
  }
}
