/** How commands print: tables, JSON, progress, refusals; nothing that a terminal would obey. */
@NullMarked
package dev.weir.app.cli.output;

import org.jspecify.annotations.NullMarked;
