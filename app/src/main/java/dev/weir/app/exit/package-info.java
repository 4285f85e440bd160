/** How the program ends. */
@NullMarked
package dev.weir.app.exit;

import org.jspecify.annotations.NullMarked;
