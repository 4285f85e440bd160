@NullMarked
package dev.weir.alerting;

import org.jspecify.annotations.NullMarked;
