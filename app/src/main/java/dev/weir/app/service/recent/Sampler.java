package dev.weir.app.service.recent;

import java.time.Duration;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Calls something once a second. */
public final class Sampler {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  /** The sampler sends it to itself every second. */
  public enum Tick {
    SECOND
  }

  private Sampler() {}

  public static Behavior<Tick> create(Runnable sample) {
    return Behaviors.withTimers(timers -> {
      timers.startTimerAtFixedRate(Tick.SECOND, PERIOD);
      return Behaviors.receive(Tick.class)
          .onMessage(
              Tick.class,
              _ -> {
                sample.run();
                return Behaviors.same();
              })
          .build();
    });
  }
}
