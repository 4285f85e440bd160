/** TLS of the HTTP interface: certificates from PEM files, which may be renewed while it runs. */
@NullMarked
package dev.weir.app.http.tls;

import org.jspecify.annotations.NullMarked;
