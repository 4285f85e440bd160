package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PekkoSettingsTest {

  @Test
  void they_are_ours_in_whatever_order_the_jars_are_found() {
    for (ClassLoader jars : List.of(inTheOrderOf(false), inTheOrderOf(true))) {
      Config config = ConfigFactory.load(jars);

      assertThat(config.getBoolean("pekko.coordinated-shutdown.run-by-jvm-shutdown-hook"))
          .isFalse();
      assertThat(config.getString("pekko.http.server.request-timeout")).isEqualTo("10s");
      assertThat(config.getString("pekko.http.server.parsing.max-content-length")).isEqualTo("64k");
      assertThat(config.getInt("pekko.actor.default-dispatcher.throughput")).isEqualTo(20);
      assertThat(config.getString("pekko.loglevel")).isEqualTo("WARNING");
    }
  }

  private static ClassLoader inTheOrderOf(boolean backwards) {
    return new ClassLoader(PekkoSettingsTest.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> found = Collections.list(super.getResources(name));
        return Collections.enumeration(backwards ? found.reversed() : found);
      }
    };
  }
}
