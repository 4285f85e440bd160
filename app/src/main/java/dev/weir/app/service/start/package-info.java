/** Options of a start, and the check of the saved state before a start. */
@NullMarked
package dev.weir.app.service.start;

import org.jspecify.annotations.NullMarked;
