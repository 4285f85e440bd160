/** Delivery over HTTP, shared by all receivers that speak it. */
@NullMarked
package dev.weir.alerting.http;

import org.jspecify.annotations.NullMarked;
