/** How often drift is found where there is none, and how late where there is. */
@NullMarked
package dev.weir.benchmarks.drift;

import org.jspecify.annotations.NullMarked;
