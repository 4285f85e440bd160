/** The detector that needs no parameter. */
@NullMarked
package dev.weir.detectors.auto;

import org.jspecify.annotations.NullMarked;
