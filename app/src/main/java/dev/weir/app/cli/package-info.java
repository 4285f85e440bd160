/** The command line, one class per verb. */
@NullMarked
package dev.weir.app.cli;

import org.jspecify.annotations.NullMarked;
