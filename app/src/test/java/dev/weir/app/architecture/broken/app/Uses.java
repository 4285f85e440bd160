package dev.weir.app.architecture.broken.app;

import java.time.Instant;

/** Looks at the clock itself, and sleeps by itself. */
public record Uses(int number) {

  Instant now() throws InterruptedException {
    Thread.sleep(1);
    return Instant.now();
  }
}
