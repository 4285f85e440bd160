package dev.weir.engine.pipeline;

import dev.weir.detectors.Fitted;

/** What came of a fit. A crash, a deadline or a lack of memory is not an outcome. */
public sealed interface FitOutcome {

  record Done(Fitted fitted) implements FitOutcome {}

  /** The fit threw on this input, and always will. */
  record Rejected(String reason) implements FitOutcome {}
}
