package dev.weir.app.architecture.broken.detectors;

import java.nio.file.Path;
import org.slf4j.Logger;

/** Mathematics that touches the world. */
record ReadsFiles(Path path, Logger log) {}
