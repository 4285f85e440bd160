/** The content of messages to people, before a receiver gives it a form. */
@NullMarked
package dev.weir.alerting.message;

import org.jspecify.annotations.NullMarked;
