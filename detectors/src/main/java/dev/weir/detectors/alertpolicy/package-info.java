/** Requests to any detector: how many alerts it may raise, and which deviations matter. */
@NullMarked
package dev.weir.detectors.alertpolicy;

import org.jspecify.annotations.NullMarked;
