/** The service's HTTP interface. */
@NullMarked
package dev.weir.app.http;

import org.jspecify.annotations.NullMarked;
