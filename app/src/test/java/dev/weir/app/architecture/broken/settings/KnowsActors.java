package dev.weir.app.architecture.broken.settings;

import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** Settings that need actors. */
class KnowsActors {
  Behavior<String> behavior = Behaviors.empty();
}
