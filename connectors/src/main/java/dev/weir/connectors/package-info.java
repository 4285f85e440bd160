@NullMarked
package dev.weir.connectors;

import org.jspecify.annotations.NullMarked;
