/** Which files a source reads, and the series that their names give. */
@NullMarked
package dev.weir.connectors.file.set;

import org.jspecify.annotations.NullMarked;
