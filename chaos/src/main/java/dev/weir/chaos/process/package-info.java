/** The built program and a Redis server as processes, their directories, and how they ended. */
@NullMarked
package dev.weir.chaos.process;

import org.jspecify.annotations.NullMarked;
