/**
 * Reads numbers and times from bytes of text, and knows which of them stand for a missing value.
 */
@NullMarked
package dev.weir.connectors.text.value;

import org.jspecify.annotations.NullMarked;
