package dev.weir.detectors;

/** The outcome of a {@link FitTask}. Only the model that asked for it can read it. */
public interface Fitted {}
