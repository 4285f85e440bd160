package dev.weir.alerting.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.NotifierContract;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

class LogNotifierTest extends NotifierContract {

  private final Logger log = (Logger) LoggerFactory.getLogger("weir.alerts");
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void capture() {
    events.start();
    log.addAppender(events);
    log.setAdditive(false);
  }

  @AfterEach
  void release() {
    log.detachAppender(events);
    log.setAdditive(true);
  }

  @Override
  protected Notifier notifier() {
    return new LogNotifier("log");
  }

  @Override
  protected List<String> received() {
    return events.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }
}
