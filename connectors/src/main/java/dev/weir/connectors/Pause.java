package dev.weir.connectors;

import java.time.Duration;

/**
 * Lets time go by: in the program by sleeping, in tests by whatever shows what they want to see.
 */
@FunctionalInterface
public interface Pause {

  void pause(Duration duration) throws InterruptedException;
}
