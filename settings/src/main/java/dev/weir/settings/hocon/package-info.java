/** Reads HOCON strictly: key by key, with the file and line of everything that is wrong. */
@NullMarked
package dev.weir.settings.hocon;

import org.jspecify.annotations.NullMarked;
