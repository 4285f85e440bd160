/**
 * Rounds of a trial, each with a process, its feed and receiver, and the audit against an
 * undisturbed run.
 */
@NullMarked
package dev.weir.chaos.round;

import org.jspecify.annotations.NullMarked;
