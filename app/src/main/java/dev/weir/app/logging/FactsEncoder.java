package dev.weir.app.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * Writes an event as one line of named fields: {@code ts} (RFC 3339, UTC), {@code level}, {@code
 * logger}, {@code msg}, the facts that the event was logged with, such as {@code series}, and
 * {@code error} with the stack trace of an exception.
 */
abstract class FactsEncoder extends EncoderBase<ILoggingEvent> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** The line of these fields, in their order, without its end. */
  abstract String line(Map<String, Object> fields);

  @Override
  public byte[] encode(ILoggingEvent event) {
    return (line(fields(event)) + System.lineSeparator()).getBytes(StandardCharsets.UTF_8);
  }

  private static Map<String, Object> fields(ILoggingEvent event) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("ts", TIME.format(Instant.ofEpochMilli(event.getTimeStamp())));
    fields.put("level", event.getLevel().toString().toLowerCase(Locale.ROOT));
    fields.put("logger", event.getLoggerName());
    fields.put("msg", event.getFormattedMessage());
    List<KeyValuePair> facts = event.getKeyValuePairs();
    if (facts != null) {
      for (KeyValuePair fact : facts) {
        fields.putIfAbsent(fact.key, fact.value);
      }
    }
    if (event.getThrowableProxy() != null) {
      fields.putIfAbsent("error", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    return fields;
  }

  @Override
  public byte[] headerBytes() {
    return new byte[0];
  }

  @Override
  public byte[] footerBytes() {
    return new byte[0];
  }
}
