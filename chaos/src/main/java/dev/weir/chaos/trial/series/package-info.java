/** Trials that disturb single series or sources beside others that must not notice. */
@NullMarked
package dev.weir.chaos.trial.series;

import org.jspecify.annotations.NullMarked;
