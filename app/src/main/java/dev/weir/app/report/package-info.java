/** The status report: for clients of HTTP, and at the end of a run. */
@NullMarked
package dev.weir.app.report;

import org.jspecify.annotations.NullMarked;
