/** Whether alert budgets are kept on series in which nothing happens, and after they change. */
@NullMarked
package dev.weir.benchmarks.budget;

import org.jspecify.annotations.NullMarked;
