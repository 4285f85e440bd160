/** Scored files held against their labels: as a table, as JSON, as a page with plots. */
@NullMarked
package dev.weir.app.evaluation;

import org.jspecify.annotations.NullMarked;
