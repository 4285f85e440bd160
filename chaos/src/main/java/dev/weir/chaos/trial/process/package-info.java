/** Trials that kill, stop, pause or overload the process. */
@NullMarked
package dev.weir.chaos.trial.process;

import org.jspecify.annotations.NullMarked;
