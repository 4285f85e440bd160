/** Bugs and failures that trials put into the program under trial, and into it only. */
@NullMarked
package dev.weir.chaos.planted;

import org.jspecify.annotations.NullMarked;
