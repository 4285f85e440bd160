/** The bytes of a file, compressed or not, and how a file is recognized under another name. */
@NullMarked
package dev.weir.connectors.file.content;

import org.jspecify.annotations.NullMarked;
