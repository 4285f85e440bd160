package dev.weir.engine.pipeline;

import dev.weir.detectors.drift.Finding;
import dev.weir.detectors.drift.Sample;
import java.util.List;

/**
 * What came of a drift check.
 *
 * @param window what was compared
 * @param findings what differs from the reference; empty if nothing does, or if there is none yet
 */
public record CheckOutcome(Sample window, List<Finding> findings) {

  public CheckOutcome {
    findings = List.copyOf(findings);
  }
}
