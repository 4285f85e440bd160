package dev.weir.settings.connector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.redis.RedisSinkSettings;
import dev.weir.connectors.redis.RedisSourceSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.settings.SettingsTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Sources and sinks on Redis, as a file sets them. */
class RedisReaderTest {

  @Nested
  class Sources extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      RedisSourceSettings source =
          sources("weir.sources = [{ type = redis-streams, streams = [s] }]").getFirst();

      assertThat(source.pipeline()).isEqualTo("redis/s");
      assertThat(source.address().uri()).isEqualTo("redis://127.0.0.1:6379");
      assertThat(source.address().timeout()).isEqualTo(Duration.ofSeconds(5));
      assertThat(source.group()).isEmpty();
      assertThat(source.consumer()).isEqualTo("redis");
      assertThat(source.claimAfter()).isEqualTo(Duration.ofMinutes(1));
      assertThat(source.trim()).isFalse();
      assertThat(source.field()).isEmpty();
      assertThat(source.record()).isEqualTo(RecordSettings.usual("redis"));
    }

    @Test
    void each_stream_is_a_pipeline_of_its_own_with_every_value_from_the_file() throws Exception {
      Path authority = write("ca.pem", "");
      List<RedisSourceSettings> sources =
          sources(
              """
              weir.sources = [{ type = redis-streams, name = sensors, uri = "rediss://cache:7000/2"
                streams = [a, "b:{1}"], group = weir, consumer = one, claim-after = 5s, trim = true
                timeout = 9s, user = watcher, password = canary, tls { authority = "%s" }
                record { field = f, format = json, time = at, series = who, label = bad
                  values = [v] } }]
              """
                  .formatted(authority));

      assertThat(sources)
          .extracting(RedisSourceSettings::pipeline)
          .containsExactly("sensors/a", "sensors/b:{1}");
      for (RedisSourceSettings source : sources) {
        assertThat(source.address().uri()).isEqualTo("rediss://cache:7000/2");
        assertThat(source.address().user()).isEqualTo("watcher");
        assertThat(source.address().password().reveal()).isEqualTo("canary");
        assertThat(source.address().authority()).contains(authority);
        assertThat(source.address().timeout()).isEqualTo(Duration.ofSeconds(9));
        assertThat(source.group()).contains("weir");
        assertThat(source.consumer()).isEqualTo("one");
        assertThat(source.claimAfter()).isEqualTo(Duration.ofSeconds(5));
        assertThat(source.trim()).isTrue();
        assertThat(source.field()).contains("f");
        assertThat(source.record())
            .isEqualTo(new RecordSettings("at", "who", "bad", List.of("v"), "sensors"));
      }
      assertThat(sources.toString()).doesNotContain("canary");
    }

    @Test
    void refuses_what_makes_no_sense_and_repeats_no_password() {
      assertThat(
              problems(
                  """
                  weir.sources = [
                    { type = redis-streams, uri = "redis://user:canary@host", streams = []
                      timeout = 1ms, tls { authority = "no.pem" }, record { format = csv } }
                    { type = redis-streams, name = twice, streams = [a, a, ""], grop = weir }
                  ]
                  """))
          .anyMatch(it -> it.contains("weir.sources[0].uri must not hold user or password"))
          .anyMatch(it -> it.contains("weir.sources[0].streams must name at least one stream"))
          .anyMatch(it -> it.contains("weir.sources[0].timeout must be at least 2000 ms"))
          .anyMatch(it -> it.contains("weir.sources[0].tls.authority names no file"))
          .anyMatch(it -> it.contains("weir.sources[0].record.format must be one of json"))
          .anyMatch(it -> it.contains("weir.sources[1].streams must name streams"))
          .anyMatch(it -> it.contains("'weir.sources[1].grop'; did you mean 'group'?"))
          .anyMatch(it -> it.contains("has two of the name 'twice/a'"))
          .noneMatch(it -> it.contains("canary"));
    }

    private List<RedisSourceSettings> sources(String text) throws Exception {
      return settings(text).sources().stream()
          .map(source -> ((SourceSettings.RedisStream) source).settings())
          .toList();
    }
  }

  @Nested
  class Sinks extends SettingsTest {
    @Test
    void has_its_defaults() throws Exception {
      RedisSinkSettings sink = sink("weir.sinks = [{ type = redis-streams }]");

      assertThat(sink.address().uri()).isEqualTo("redis://127.0.0.1:6379");
      assertThat(sink.stream()).isEqualTo("weir_detections");
      assertThat(sink.maxLength()).isEqualTo(100_000);
      assertThat(sink.only()).isEqualTo(RedisSinkSettings.Only.ALL);
    }

    @Test
    void takes_every_value_from_the_file() throws Exception {
      RedisSinkSettings sink =
          sink(
              """
              weir.sinks = [{ type = redis-streams, uri = "redis://h:1", user = u, password = p
                timeout = 3s, stream = out, max-length = 0, only = alerts }]
              """);

      assertThat(sink.address().toString()).isEqualTo("h:1");
      assertThat(sink.address().authority()).isEqualTo(Optional.empty());
      assertThat(sink.stream()).isEqualTo("out");
      assertThat(sink.maxLength()).isZero();
      assertThat(sink.only()).isEqualTo(RedisSinkSettings.Only.ALERTS);
    }

    private RedisSinkSettings sink(String text) throws Exception {
      return ((SinkSettings.RedisStream) settings(text).sinks().getFirst()).settings();
    }
  }
}
