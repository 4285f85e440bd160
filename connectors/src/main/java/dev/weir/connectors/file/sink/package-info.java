/** Sinks that append lines to files: verdicts, dead letters, scores. */
@NullMarked
package dev.weir.connectors.file.sink;

import org.jspecify.annotations.NullMarked;
