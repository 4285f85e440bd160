package dev.weir.app.architecture.broken.connectors;

import com.typesafe.config.Config;
import dev.weir.app.architecture.broken.app.Uses;
import dev.weir.app.architecture.broken.detectors.forest.Algorithm;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import redis.clients.jedis.HostAndPort;

/** Looks at the clock, by reference, and sleeps. */
record Hurries(Uses uses, Algorithm algorithm, Config config, HostAndPort client) {

  static final LongSupplier CLOCK = System::nanoTime;

  void sleep() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }
}
