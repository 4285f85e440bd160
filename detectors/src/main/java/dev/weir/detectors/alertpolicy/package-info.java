/** What a person may ask of any detector: how many alerts, and which deviations matter. */
@NullMarked
package dev.weir.detectors.alertpolicy;

import org.jspecify.annotations.NullMarked;
