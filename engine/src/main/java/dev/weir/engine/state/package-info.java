/** The series of a worker, and how each is written into a checkpoint and restored from it. */
@NullMarked
package dev.weir.engine.state;

import org.jspecify.annotations.NullMarked;
