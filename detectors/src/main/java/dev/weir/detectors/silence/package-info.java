/** When a series has been silent for longer than it ever is: by its own rhythm, or by a limit. */
@NullMarked
package dev.weir.detectors.silence;

import org.jspecify.annotations.NullMarked;
