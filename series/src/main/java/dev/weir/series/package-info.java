/**
 * One series, record by record: which record begins a fit, a drift check, an incident, and which
 * one it takes effect at. No actor, thread, clock or I/O.
 */
@NullMarked
package dev.weir.series;

import org.jspecify.annotations.NullMarked;
