/**
 * The table of routes, requests, replies, and who may use a route; knows nothing of an HTTP
 * library.
 */
@NullMarked
package dev.weir.app.http.routing;

import org.jspecify.annotations.NullMarked;
