package dev.weir.engine;

import dev.weir.detectors.Detector;
import dev.weir.detectors.silence.SilenceRule;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A stream of observations of the same thing, known by its key. The features and the detector are
 * fixed when the series is admitted.
 */
public final class Series {

  private final int id;
  private final byte[] key;
  private final List<String> features;
  private final DetectorPlan.Judge judge;
  private final long seed;

  /**
   * Not for others: {@link SeriesTable} admits series.
   *
   * @param key UTF-8; is not copied
   */
  Series(int id, byte[] key, List<String> features, DetectorPlan.Judge judge, long seed) {
    this.id = id;
    this.key = key;
    this.features = List.copyOf(features);
    this.judge = judge;
    this.seed = seed;
  }

  /**
   * Counts the admitted series of a pipeline from 0, in the order they came; -1 if not admitted.
   */
  public int id() {
    return id;
  }

  /** Whether the series has a model. Records of one that has none are rejected. */
  public boolean isAdmitted() {
    return id >= 0;
  }

  /** Text made anew by each call: it is kept as bytes, as there may be millions of series. */
  public String key() {
    return new String(key, StandardCharsets.UTF_8);
  }

  /** Orders series by their keys, without making text of them. */
  int compareKeyWith(Series other) {
    return Arrays.compareUnsigned(key, other.key);
  }

  /** Whether these bytes are its key. */
  boolean isNamed(byte[] bytes, int from, int to) {
    return Arrays.equals(key, 0, key.length, bytes, from, to);
  }

  int keyHash() {
    return SeriesTable.hash(key, 0, key.length);
  }

  /** Names of the values of each record, in order. */
  public List<String> features() {
    return features;
  }

  /** Whether its features are these, in this order. Mostly they are one list, seen at a glance. */
  @SuppressWarnings("ReferenceEquality")
  public boolean hasFeatures(List<String> others) {
    return features == others || features.equals(others);
  }

  /** What judges it; empty if it is not admitted. */
  public Optional<Detector> detector() {
    return judge.detector();
  }

  /** How long it may have no record. */
  public SilenceRule silence() {
    return judge.silence();
  }

  /** Configuration hash of the detector; empty if there is none. */
  public String config() {
    return judge.config();
  }

  /** Hash of what decides what its model learns; empty if it has none. */
  String learning() {
    return judge.learning();
  }

  /** For everything random about it: depends on the key alone. */
  public long seed() {
    return seed;
  }

  @Override
  public String toString() {
    return key();
  }
}
