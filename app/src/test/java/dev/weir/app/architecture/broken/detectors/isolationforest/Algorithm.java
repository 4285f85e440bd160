package dev.weir.app.architecture.broken.detectors.forest;

/** How a detector comes to what it says. */
public record Algorithm() {}
