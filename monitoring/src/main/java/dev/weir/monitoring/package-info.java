@NullMarked
package dev.weir.monitoring;

import org.jspecify.annotations.NullMarked;
