package dev.weir.app.logging;

import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.weir.monitoring.Printable;
import java.nio.charset.StandardCharsets;

/** Lines of the log without characters that a terminal would act on. */
final class PrintableLines {

  private PrintableLines() {}

  /** Replaces hidden characters. */
  static final class ForPeople extends PatternLayoutEncoder {
    @Override
    public byte[] encode(ILoggingEvent event) {
      String line = new String(super.encode(event), StandardCharsets.UTF_8);
      return (Printable.of(line.stripTrailing()) + System.lineSeparator())
          .getBytes(StandardCharsets.UTF_8);
    }
  }
}
