package dev.weir.chaos.round;

import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.files.Rotation;
import java.util.Optional;
import java.util.Set;

/**
 * How much the rounds of a trial visit.
 *
 * @param beside kind of the other source in the process; empty for the kind that the first is not
 * @param alone whether there is no other source
 * @param rotations of rotated files
 * @param changes whether settings change between lives
 */
public record Visits(
    Optional<Feed.Kind> beside, boolean alone, Set<Rotation> rotations, boolean changes) {

  public static final Visits USUAL = new Visits(Optional.empty(), false, Rotation.all(), true);

  /** The other source beside one of this kind; empty for none. */
  Optional<Feed.Kind> beside(Feed.Kind source) {
    if (alone) {
      return Optional.empty();
    }
    return beside.or(
        () -> Optional.of(source == Feed.Kind.REDIS ? Feed.Kind.ROTATED : Feed.Kind.REDIS));
  }
}
