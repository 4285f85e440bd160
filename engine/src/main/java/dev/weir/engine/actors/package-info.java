/** Actors and helpers of actors that know nothing of pipelines. */
@NullMarked
package dev.weir.engine.actors;

import org.jspecify.annotations.NullMarked;
