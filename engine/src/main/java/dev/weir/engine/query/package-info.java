/** Questions to a pipeline, and their answers: both travel in the order of the data. */
@NullMarked
package dev.weir.engine.query;

import org.jspecify.annotations.NullMarked;
