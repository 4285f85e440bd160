/** The isolation forest: points that random cuts isolate early are unusual. */
@NullMarked
package dev.weir.detectors.isolationforest;

import org.jspecify.annotations.NullMarked;
