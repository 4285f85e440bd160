/** The settings that an inference starts from, and their text. */
@NullMarked
package dev.weir.connectors.inference.setup;

import org.jspecify.annotations.NullMarked;
