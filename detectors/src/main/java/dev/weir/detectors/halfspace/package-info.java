/** Half-space trees: how crowded the place of a point was in the last window. */
@NullMarked
package dev.weir.detectors.halfspace;

import org.jspecify.annotations.NullMarked;
