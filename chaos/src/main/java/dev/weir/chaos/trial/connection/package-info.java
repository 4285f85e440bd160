/** Trials that disturb what Weir reads from and delivers to. */
@NullMarked
package dev.weir.chaos.trial.connection;

import org.jspecify.annotations.NullMarked;
