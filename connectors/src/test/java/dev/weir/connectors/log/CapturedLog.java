package dev.weir.connectors.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a logger and those below it say while this is started. */
final class CapturedLog {

  private final Logger logger;
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  CapturedLog(String name) {
    logger = (Logger) LoggerFactory.getLogger(name);
  }

  void start() {
    events.start();
    logger.addAppender(events);
    logger.setAdditive(false);
  }

  void stop() {
    logger.detachAppender(events);
    logger.setAdditive(true);
  }

  List<String> lines() {
    return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
