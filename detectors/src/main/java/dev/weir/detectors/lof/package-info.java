/** How lonely a point is among the points near it. */
@NullMarked
package dev.weir.detectors.lof;

import org.jspecify.annotations.NullMarked;
