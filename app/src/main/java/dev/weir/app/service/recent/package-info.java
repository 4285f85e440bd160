/** The last records, counts and plot points of a running service, kept in memory for the page. */
@NullMarked
package dev.weir.app.service.recent;

import org.jspecify.annotations.NullMarked;
