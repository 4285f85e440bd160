package dev.weir.series;

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
  private final Judge judge;
  private final long seed;

  private Series(int id, byte[] key, List<String> features, Judge judge, long seed) {
    this.id = id;
    this.key = key;
    this.features = List.copyOf(features);
    this.judge = judge;
    this.seed = seed;
  }

  /**
   * A series outside of a table.
   *
   * @param features names of the values of each record, in order
   */
  public static Series of(String key, List<String> features, Judge judge) {
    return admitted(0, key.getBytes(StandardCharsets.UTF_8), features, judge);
  }

  /**
   * A series that a table admits.
   *
   * @param id number of the series in its table, from 0
   * @param key UTF-8; is not copied
   */
  public static Series admitted(int id, byte[] key, List<String> features, Judge judge) {
    return new Series(id, key, features, judge, Ids.seed(new String(key, StandardCharsets.UTF_8)));
  }

  /**
   * A series that a table does not admit.
   *
   * @param key UTF-8; is not copied
   */
  public static Series rejected(byte[] key, List<String> features) {
    return new Series(-1, key, features, Judge.NONE, 0);
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

  /** Decoded by each call: keys are kept as bytes, since there may be millions of series. */
  public String key() {
    return new String(key, StandardCharsets.UTF_8);
  }

  /** Orders series by their keys, without making text of them. */
  public int compareKeyWith(Series other) {
    return Arrays.compareUnsigned(key, other.key);
  }

  /** Whether these bytes are its key. */
  public boolean isNamed(byte[] bytes, int from, int to) {
    return Arrays.equals(key, 0, key.length, bytes, from, to);
  }

  /** {@link #hash} of its key. */
  public int keyHash() {
    return hash(key, 0, key.length);
  }

  /** Hash of a key, for tables of series. */
  public static int hash(byte[] key, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + key[i];
    }
    hash *= 0x9E3779B1;
    return hash ^ (hash >>> 15);
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

  /** Its detector; empty if the series is not admitted. */
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

  /** Whether its model goes on from one that was saved under this hash of learning parameters. */
  boolean restores(String learning) {
    return judge.restorable().contains(learning);
  }

  /** Whether its model is fitted from time to time. */
  boolean isFitted() {
    return judge.fitted();
  }

  /** Hash of what decides what its model learns; empty if it has none. */
  public String learning() {
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
