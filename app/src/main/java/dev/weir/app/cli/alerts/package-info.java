/** Commands on the alerts of a service: list, acknowledge, silence, route, send again. */
@NullMarked
package dev.weir.app.cli.alerts;

import org.jspecify.annotations.NullMarked;
