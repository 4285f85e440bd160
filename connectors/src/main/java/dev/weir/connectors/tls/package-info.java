/** Certificates that connections to servers trust. */
@NullMarked
package dev.weir.connectors.tls;

import org.jspecify.annotations.NullMarked;
