/** The semantics of the engine, written down once more as simply as possible. */
@NullMarked
package dev.weir.engine.reference;

import org.jspecify.annotations.NullMarked;
