/** Many features judged against a reference taken once, and alerts that are news. */
@NullMarked
package dev.weir.detectors.mahalanobis;

import org.jspecify.annotations.NullMarked;
