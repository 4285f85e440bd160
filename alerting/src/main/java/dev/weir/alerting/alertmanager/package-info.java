/** A receiver that is Prometheus' Alertmanager, one or several instances of it. */
@NullMarked
package dev.weir.alerting.alertmanager;

import org.jspecify.annotations.NullMarked;
