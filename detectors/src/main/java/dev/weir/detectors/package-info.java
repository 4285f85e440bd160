/**
 * Detectors and what they are made of: mathematics only, single-threaded, no clock, no I/O.
 *
 * <p>A {@link dev.weir.detectors.Detector} is an algorithm with its parameters; a {@link
 * dev.weir.detectors.Model} is what it has learnt from one series.
 */
@NullMarked
package dev.weir.detectors;

import org.jspecify.annotations.NullMarked;
