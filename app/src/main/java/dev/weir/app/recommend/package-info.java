/**
 * Measures detectors on records of the user, on this machine, and recommends one for each use. No
 * figure is known beforehand: time, memory and quality are measured in the same run.
 */
@NullMarked
package dev.weir.app.recommend;

import org.jspecify.annotations.NullMarked;
