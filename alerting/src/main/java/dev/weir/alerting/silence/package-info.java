/** Silences and acknowledgements: stored, listed, and applied to notices. */
@NullMarked
package dev.weir.alerting.silence;

import org.jspecify.annotations.NullMarked;
