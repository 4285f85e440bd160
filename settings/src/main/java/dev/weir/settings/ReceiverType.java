package dev.weir.settings;

import dev.weir.settings.hocon.KebabCase;
import java.util.Map;

/** The types of {@code alerting.receivers}. A configuration names them in kebab case. */
enum ReceiverType {
  LOG,
  WEBHOOK,
  ALERTMANAGER,
  SLACK,
  TEAMS,
  PAGERDUTY,
  EMAIL,
  REDIS_STREAM;

  static final Map<String, ReceiverType> BY_NAME = KebabCase.names(ReceiverType.class);
}
