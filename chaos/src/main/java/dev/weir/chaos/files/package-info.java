/** Files as programs write them and tools rotate them. */
@NullMarked
package dev.weir.chaos.files;

import org.jspecify.annotations.NullMarked;
