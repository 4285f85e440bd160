package dev.weir.app.architecture.broken.checkpointing;

import org.slf4j.Logger;

/** Bytes with a library. */
public record Writes(Logger log) {}
