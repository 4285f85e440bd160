package dev.weir.alerting.redis;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notification;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.http.Json;
import dev.weir.monitoring.Printable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.XAddParams;

/**
 * Adds an entry to a stream for each notice: flat fields to filter on, and the whole as JSON. After
 * a lost answer a notice is added a second time; consumers recognize it by the field {@code
 * notice}.
 */
public final class RedisStreamNotifier implements Notifier {

  private static final int QUOTED = 120;

  /** Error replies after which a later attempt may succeed. */
  private static final Pattern TEMPORARY =
      Pattern.compile("(OOM|READONLY|LOADING|MASTERDOWN|CLUSTERDOWN|TRYAGAIN|BUSY)\\b.*");

  private final RedisStreamSettings settings;

  /** Connects to nothing yet. */
  public RedisStreamNotifier(RedisStreamSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return settings.name();
  }

  @Override
  public Delivery deliver(Notification notification, int attempt) {
    if (notification.notices().isEmpty()) {
      return new Delivery.Delivered();
    }
    try (Jedis redis = connect()) {
      XAddParams params =
          XAddParams.xAddParams()
              .id(StreamEntryID.NEW_ENTRY)
              .maxLen(settings.maxLength())
              .approximateTrimming();
      for (Notice notice : notification.notices()) {
        redis.xadd(settings.stream(), fields(notice), params);
      }
      return new Delivery.Delivered();
    } catch (JedisException e) {
      String reason = reason(e);
      return isTemporary(e)
          ? new Delivery.RetryAfter(Duration.ZERO, reason)
          : new Delivery.Rejected(reason);
    }
  }

  /** Logs in and asks for the type of the key: nothing, or a stream. */
  @Override
  public Probe probe() {
    try (Jedis redis = connect()) {
      String type = redis.type(settings.stream());
      return type.equals("none") || type.equals("stream")
          ? new Probe.Ready("%s is a %s".formatted(settings.stream(), type))
          : new Probe.Failed(
              "the key %s holds a %s and not a stream".formatted(settings.stream(), type));
    } catch (JedisException e) {
      return new Probe.Failed(reason(e));
    }
  }

  private Jedis connect() {
    RedisStreamSettings.Server server = settings.server();
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .connectionTimeoutMillis((int) settings.timeout().toMillis())
            .socketTimeoutMillis((int) settings.timeout().toMillis())
            .database(server.database());
    if (server.tls()) {
      config.sslOptions(SslOptions.defaults());
    }
    if (!settings.password().isEmpty()) {
      config.password(settings.password().reveal());
    }
    if (!settings.user().isEmpty()) {
      config.user(settings.user());
    }
    return new Jedis(new HostAndPort(server.host(), server.port()), config.build());
  }

  private static Map<String, String> fields(Notice notice) {
    Alert alert = notice.alert();
    String kind = notice.kind().name().toLowerCase(Locale.ROOT);
    String severity = alert.severity().word();
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("v", "1");
    fields.put("id", alert.id());
    fields.put("notice", notice.id());
    fields.put("kind", kind);
    fields.put("severity", severity);
    for (String label : new String[] {"series", "source", "component"}) {
      String value = alert.labels().getOrDefault(label, "");
      if (!value.isEmpty()) {
        fields.put(label, value);
      }
    }
    fields.put("since", alert.since());
    Map<String, Object> json = new LinkedHashMap<>(fields);
    json.put("labels", new TreeMap<>(alert.labels()));
    json.put("notes", new TreeMap<>(alert.notes()));
    fields.put("json", new String(Json.bytes(json), StandardCharsets.UTF_8));
    return fields;
  }

  /** Only an error reply can be final: every other failure is one of the connection. */
  private static boolean isTemporary(JedisException e) {
    return !(e instanceof JedisDataException reply)
        || TEMPORARY.matcher(String.valueOf(reply.getMessage())).matches();
  }

  private String reason(JedisException e) {
    String password = settings.password().isEmpty() ? "" : settings.password().reveal();
    String text = String.valueOf(e.getMessage());
    String shown = password.isEmpty() ? text : text.replace(password, "***");
    return settings.server() + ": " + Printable.of(shown, QUOTED);
  }
}
