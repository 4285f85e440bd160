@NullMarked
package dev.weir.chaos;

import org.jspecify.annotations.NullMarked;
