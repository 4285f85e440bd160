package dev.weir.engine.actors;

import java.util.function.Consumer;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.BehaviorInterceptor;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.TypedActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Sees to it that an {@link Error} ends the process. Whatever threw it may have left state half
 * changed; nothing may be saved or acknowledged after it, and no supervisor may go on.
 */
public final class Fatal {

  private Fatal() {}

  /**
   * The behaviour, except that an Error goes to {@code end}, which does not return in a real
   * process.
   */
  public static <T> Behavior<T> guard(
      Class<T> messages, Consumer<Error> end, Behavior<T> behavior) {
    return Behaviors.intercept(() -> new Guard<>(messages, end), behavior);
  }

  private static final class Guard<T> extends BehaviorInterceptor<T, T> {

    private final Consumer<Error> end;

    Guard(Class<T> messages, Consumer<Error> end) {
      super(messages);
      this.end = end;
    }

    @Override
    public Behavior<T> aroundStart(TypedActorContext<T> context, PreStartTarget<T> target) {
      try {
        return target.start(context);
      } catch (Error e) {
        end.accept(e);
        throw e;
      }
    }

    @Override
    public Behavior<T> aroundReceive(
        TypedActorContext<T> context, T message, ReceiveTarget<T> target) {
      try {
        return target.apply(context, message);
      } catch (Error e) {
        end.accept(e);
        throw e;
      }
    }

    @Override
    public Behavior<T> aroundSignal(
        TypedActorContext<T> context, Signal signal, SignalTarget<T> target) {
      try {
        return target.apply(context, signal);
      } catch (Error e) {
        end.accept(e);
        throw e;
      }
    }
  }
}
