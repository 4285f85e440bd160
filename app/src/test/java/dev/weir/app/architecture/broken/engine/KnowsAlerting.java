package dev.weir.app.architecture.broken.engine;

import com.typesafe.config.Config;
import dev.weir.app.architecture.broken.alerting.KnowsEngine;

/** Engine and alerting know each other. */
public record KnowsAlerting(KnowsEngine other, Config config) {}
