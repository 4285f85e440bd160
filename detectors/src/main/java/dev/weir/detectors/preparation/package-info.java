/** What happens to data before a model sees it: what is late, missing or a counter's. */
@NullMarked
package dev.weir.detectors.preparation;

import org.jspecify.annotations.NullMarked;
