/** A receiver that is a workflow webhook of Microsoft Teams. */
@NullMarked
package dev.weir.alerting.teams;

import org.jspecify.annotations.NullMarked;
