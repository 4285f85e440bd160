/** Reads the entries of {@code detectors}. */
@NullMarked
package dev.weir.settings.detector;

import org.jspecify.annotations.NullMarked;
