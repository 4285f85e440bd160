/** Receivers that are incoming webhooks of Slack, Mattermost or Discord. */
@NullMarked
package dev.weir.alerting.slack;

import org.jspecify.annotations.NullMarked;
