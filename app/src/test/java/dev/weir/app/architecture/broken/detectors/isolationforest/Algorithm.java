package dev.weir.app.architecture.broken.detectors.isolationforest;

/** How a detector comes to what it says. */
public record Algorithm() {}
