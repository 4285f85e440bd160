/** Grouping of notices per receiver: when a group is notified, and of what. */
@NullMarked
package dev.weir.alerting.group;

import org.jspecify.annotations.NullMarked;
