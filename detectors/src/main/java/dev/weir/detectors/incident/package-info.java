/** The incident rule: how single anomalies become one report to a person. */
@NullMarked
package dev.weir.detectors.incident;

import org.jspecify.annotations.NullMarked;
