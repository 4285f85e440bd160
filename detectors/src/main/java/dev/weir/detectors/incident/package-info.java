/** The incident rule: how single anomalies become something a person is told once. */
@NullMarked
package dev.weir.detectors.incident;

import org.jspecify.annotations.NullMarked;
