/** Logs of decisions and of poison records, in a journal or in memory. */
@NullMarked
package dev.weir.engine.journal;

import org.jspecify.annotations.NullMarked;
