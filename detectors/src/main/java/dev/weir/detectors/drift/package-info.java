/** Whether a series is still what it was: two windows of it compared. */
@NullMarked
package dev.weir.detectors.drift;

import org.jspecify.annotations.NullMarked;
