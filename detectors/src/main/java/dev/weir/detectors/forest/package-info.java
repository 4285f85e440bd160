/** The isolation forest: points that random cuts isolate early are unusual. */
@NullMarked
package dev.weir.detectors.forest;

import org.jspecify.annotations.NullMarked;
