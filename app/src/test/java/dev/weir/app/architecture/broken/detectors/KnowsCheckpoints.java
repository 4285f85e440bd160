package dev.weir.app.architecture.broken.detectors;

import dev.weir.app.architecture.broken.checkpointing.Writes;

/** A leaf that knows another. */
record KnowsCheckpoints(Writes store) {}
