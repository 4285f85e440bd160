/** Logs of decisions, of poison records and of settings, in a journal or in memory. */
@NullMarked
package dev.weir.engine.journal;

import org.jspecify.annotations.NullMarked;
