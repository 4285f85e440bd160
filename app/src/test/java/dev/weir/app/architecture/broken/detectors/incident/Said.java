package dev.weir.app.architecture.broken.detectors.incident;

/** What a detector says. */
public record Said() {}
