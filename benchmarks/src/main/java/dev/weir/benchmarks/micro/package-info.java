/** JMH benchmarks: what single steps cost in time and in memory. */
@NullMarked
package dev.weir.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
