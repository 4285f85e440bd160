/** Scoring of files: the same engine, as fast as it goes, with nothing kept. */
@NullMarked
package dev.weir.app.score;

import org.jspecify.annotations.NullMarked;
