package dev.weir.app.architecture.broken.series;

import dev.weir.app.architecture.broken.engine.KnowsAlerting;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;

/** The core of a series that needs a runtime. */
record SendsToActors(ActorRef<String> actor, Executor threads, KnowsAlerting other) {}
