/** All detectors there are. Knows them; none of them knows it. */
@NullMarked
package dev.weir.detectors.catalogue;

import org.jspecify.annotations.NullMarked;
