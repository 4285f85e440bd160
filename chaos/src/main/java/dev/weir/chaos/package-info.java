/**
 * Trials of the built program under faults: the command line, and the lists of trials and planted
 * bugs.
 */
@NullMarked
package dev.weir.chaos;

import org.jspecify.annotations.NullMarked;
