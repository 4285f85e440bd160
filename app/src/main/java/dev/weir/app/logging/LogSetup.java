package dev.weir.app.logging;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.weir.settings.WeirSettings.LogFormat;
import org.slf4j.LoggerFactory;

/**
 * Sends the log to standard error, through a bounded queue: if nobody reads it, lines are dropped
 * rather than anything held up. Hidden characters in a line are replaced, or escaped in JSON.
 */
public final class LogSetup {

  private static final int QUEUE = 8192;
  private static final int FLUSH_MILLIS = 1000;
  private static final String PATTERN = "%d{HH:mm:ss.SSS} %-5level %-15logger %msg%nopex%n";

  private LogSetup() {}

  /**
   * Sets the log up.
   *
   * @param terminal whether a person is likely to read it
   */
  public static void start(LogFormat format, boolean terminal) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    // Stopped by a run before this one, it would not write what is queued when it is stopped again.
    context.start();
    ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
    console.setContext(context);
    console.setTarget("System.err");
    console.setEncoder(
        encoder(context, format == LogFormat.AUTO && terminal ? LogFormat.HUMAN : format));
    console.start();
    AsyncAppender async = new AsyncAppender();
    async.setContext(context);
    async.setQueueSize(QUEUE);
    async.setDiscardingThreshold(0);
    async.setNeverBlock(true);
    async.setMaxFlushTime(FLUSH_MILLIS);
    async.addAppender(console);
    async.addFilter(new SaidElsewhere());
    async.start();
    Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(async);
    context.getLogger("weir").setLevel(Level.INFO);
  }

  /** Writes what is queued and stops. */
  public static void stop() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }

  /** That a port is taken is said in our own words, with what to do about it. */
  private static final class SaidElsewhere extends Filter<ILoggingEvent> {
    @Override
    public FilterReply decide(ILoggingEvent event) {
      boolean taken =
          event.getLoggerName().equals("org.apache.pekko.io.TcpListener")
              && event.getFormattedMessage().startsWith("Bind failed");
      return taken ? FilterReply.DENY : FilterReply.NEUTRAL;
    }
  }

  private static Encoder<ILoggingEvent> encoder(LoggerContext context, LogFormat format) {
    Encoder<ILoggingEvent> encoder =
        switch (format) {
          case HUMAN -> forPeople();
          case LOGFMT -> new LogfmtLines();
          case AUTO, JSON -> new JsonLines();
        };
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  private static PatternLayoutEncoder forPeople() {
    PatternLayoutEncoder pattern = new PrintableLines.ForPeople();
    pattern.setPattern(PATTERN);
    return pattern;
  }
}
