package dev.weir.settings.receiver;

import dev.weir.settings.hocon.KebabCase;
import java.util.Map;

/** The types of {@code alerting.receivers}. A configuration names them in kebab case. */
public enum ReceiverType {
  LOG,
  WEBHOOK,
  ALERTMANAGER,
  SLACK,
  TEAMS,
  PAGERDUTY,
  EMAIL,
  REDIS_STREAM;

  public static final Map<String, ReceiverType> BY_NAME = KebabCase.names(ReceiverType.class);
}
