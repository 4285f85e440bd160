/**
 * Records of a trial, where they are put, and the detections and checkpoints that follow from them.
 */
@NullMarked
package dev.weir.chaos.feed;

import org.jspecify.annotations.NullMarked;
