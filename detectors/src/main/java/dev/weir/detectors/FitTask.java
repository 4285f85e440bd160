package dev.weir.detectors;

/** One fit to be made: input and seed. Immutable; runs on any thread; always the same outcome. */
@FunctionalInterface
public interface FitTask {

  /**
   * Makes the fit. A {@link RuntimeException} means that this input cannot be fitted, now or later.
   */
  Fitted fit();
}
