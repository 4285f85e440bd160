/** Begins and ends the pipelines of a source whose partitions come and go. */
@NullMarked
package dev.weir.engine.live;

import org.jspecify.annotations.NullMarked;
