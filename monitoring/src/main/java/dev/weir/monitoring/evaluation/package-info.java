/** How good scores and alerts were, measured against labels once all of them are known. */
@NullMarked
package dev.weir.monitoring.evaluation;

import org.jspecify.annotations.NullMarked;
