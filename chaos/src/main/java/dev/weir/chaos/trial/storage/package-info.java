/** Trials that damage the disk or the saved state. */
@NullMarked
package dev.weir.chaos.trial.storage;

import org.jspecify.annotations.NullMarked;
