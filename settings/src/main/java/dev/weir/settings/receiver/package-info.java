/** Settings of the receivers of alerts and of the routes to them. */
@NullMarked
package dev.weir.settings.receiver;

import org.jspecify.annotations.NullMarked;
