/** The running service: its actors, how it starts and how it stops. */
@NullMarked
package dev.weir.app.service;

import org.jspecify.annotations.NullMarked;
