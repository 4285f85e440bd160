package dev.weir.detectors;

/** The outcome of a {@link FitTask}: for the model that asked, opaque to everybody else. */
public interface Fitted {}
