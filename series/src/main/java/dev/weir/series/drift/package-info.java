/** The window of a series that is checked for drift, the result of a check, and its effect. */
@NullMarked
package dev.weir.series.drift;

import org.jspecify.annotations.NullMarked;
