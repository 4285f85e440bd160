/** The program: where everything is put together. */
@NullMarked
package dev.weir.app;

import org.jspecify.annotations.NullMarked;
