/** What the service says of itself when asked, and at the end. */
@NullMarked
package dev.weir.app.report;

import org.jspecify.annotations.NullMarked;
