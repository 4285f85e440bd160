/** The log as a receiver. */
@NullMarked
package dev.weir.alerting.log;

import org.jspecify.annotations.NullMarked;
