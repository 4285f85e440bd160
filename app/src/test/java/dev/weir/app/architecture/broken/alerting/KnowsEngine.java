package dev.weir.app.architecture.broken.alerting;

import com.typesafe.config.Config;
import dev.weir.app.architecture.broken.engine.KnowsAlerting;

/** Engine and alerting know each other. */
public record KnowsEngine(KnowsAlerting other, Config config) {}
