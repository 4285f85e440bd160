/**
 * Random cut forest: a sketch of the stream as trees of random cuts, kept up to date point by
 * point.
 */
@NullMarked
package dev.weir.detectors.randomcutforest;

import org.jspecify.annotations.NullMarked;
