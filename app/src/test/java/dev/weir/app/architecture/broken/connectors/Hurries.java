package dev.weir.app.architecture.broken.connectors;

import com.typesafe.config.Config;
import dev.weir.app.architecture.broken.app.Uses;
import dev.weir.app.architecture.broken.detectors.incident.Said;
import dev.weir.app.architecture.broken.detectors.isolationforest.Algorithm;
import java.util.Date;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import redis.clients.jedis.HostAndPort;

/** Looks at the clock, by reference and by a date, and sleeps. */
record Hurries(Uses uses, Algorithm algorithm, Said said, Config config, HostAndPort client) {

  static final LongSupplier CLOCK = System::nanoTime;

  void sleep() throws InterruptedException {
    TimeUnit.SECONDS.sleep(1);
  }

  @SuppressWarnings("JavaUtilDate")
  Object today() {
    return new Date();
  }
}
