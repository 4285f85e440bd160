package dev.weir.alerting.pagerduty;

import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.message.MessageSettings;
import dev.weir.monitoring.Secret;

/**
 * Holds the settings of an integration of a service.
 *
 * @param target address of the Events API, such as {@code https://events.pagerduty.com/v2/enqueue}
 * @param routingKey of the integration
 */
public record PagerDutySettings(
    String name, HttpTarget target, Secret routingKey, MessageSettings message) {}
