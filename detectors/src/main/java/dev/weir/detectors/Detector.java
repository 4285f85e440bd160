package dev.weir.detectors;

import java.util.List;

/**
 * An algorithm and its parameters. Immutable and shared; what it learns lives in a {@link Model}.
 *
 * <p>Every implementation is a record: its components are its parameters, its compact constructor
 * refuses those that make no sense, and its {@link #identity} is the text that the configuration
 * hash is made of.
 */
public interface Detector {

  /** Stable name used in configuration, metrics and checkpoints, such as {@code z-score}. */
  String name();

  /** Its type and all its parameters: two detectors are equal exactly if their identities are. */
  Identity identity();

  /**
   * This detector with each of its {@link Judging} parameters at the value that was the default
   * when the detector was first shipped. Those values never change: saved states are known by them.
   */
  default Detector withoutJudging() {
    return this;
  }

  /**
   * The part of its configuration that decides which states it can restore: a detector restores the
   * states of every detector whose text is equal.
   */
  default String learning() {
    return learningText(withoutJudging());
  }

  /**
   * The texts of {@link #learning} whose states it restores: its own, and the earlier one, which
   * held the judging parameters as well.
   */
  default List<String> restorable() {
    return List.of(learning(), learningText(this));
  }

  private static String learningText(Detector detector) {
    String text = detector.identity().text();
    return detector.stateVersion() == 1 ? text : text + ' ' + detector.stateVersion();
  }

  /**
   * Version of the state of its models, from 1. Series relearn under a new version, as the state
   * that an earlier build wrote would mean something else.
   */
  default int stateVersion() {
    return 1;
  }

  /** The quantity that is judged, in words: the feature, or a value derived from it. */
  default String judges(String feature) {
    return feature;
  }

  /**
   * Whether its models, once past their warm-up, judge a record that lacks some of its values by
   * the others. Otherwise such a record is unscorable.
   */
  default boolean judgesIncomplete() {
    return false;
  }

  /** A model that has seen nothing. */
  Model newModel(ModelSetup setup);

  /**
   * A model that goes on exactly where the one that wrote the state stood.
   *
   * @throws StateMismatchException if the state is another detector's, another version's, of
   *     another number of features, or damaged
   */
  Model restore(ModelSetup setup, ModelState state);

  /** An upper bound of the heap one model takes, in bytes, once it has seen many points. */
  long bytesPerModel(ModelSetup setup);
}
