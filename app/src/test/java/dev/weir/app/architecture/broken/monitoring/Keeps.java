package dev.weir.app.architecture.broken.monitoring;

import com.typesafe.config.Config;
import java.io.Serializable;

/** State that Java would write. */
@SuppressWarnings("serial")
record Keeps(Config config) implements Serializable {}
