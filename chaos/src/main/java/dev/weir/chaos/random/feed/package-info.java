/** Gives the records of drawn sources to Weir: files, folders, compressed files, streams. */
@NullMarked
package dev.weir.chaos.random.feed;

import org.jspecify.annotations.NullMarked;
