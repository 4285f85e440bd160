/** The configuration: read once, strictly, all problems reported together. */
@NullMarked
package dev.weir.settings;

import org.jspecify.annotations.NullMarked;
