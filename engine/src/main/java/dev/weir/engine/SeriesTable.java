package dev.weir.engine;

import dev.weir.detectors.Detector;
import dev.weir.series.Judge;
import dev.weir.series.Series;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The series of a pipeline, found by the bytes of their key without making a string. Owned by the
 * thread that reads the source, so series are admitted in the order of the source.
 */
public final class SeriesTable {

  private static final double FULL = 0.5;

  private final DetectorPlan plan;
  private final Admission admission;
  private final @Nullable Series only;
  private final List<Series> admitted = new ArrayList<>();
  private final Map<List<String>, List<String>> featureLists = new HashMap<>();

  /** The order of features that stood first in another order, by their names. */
  private final Map<Set<String>, List<String>> firstOrders = new HashMap<>();

  private Series[] slots = new Series[64];
  private long bytes;

  /** The features of the series admitted last: mostly also those of the next. */
  private List<String> usual = List.of();

  public SeriesTable(DetectorPlan plan, Admission admission) {
    this(plan, admission, null);
  }

  private SeriesTable(DetectorPlan plan, Admission admission, @Nullable Series only) {
    this.plan = plan;
    this.admission = admission;
    this.only = only;
  }

  /**
   * A table for records that are only looked at: one series, without values, stands for all, and no
   * key is kept.
   */
  public static SeriesTable ofNoSeries() {
    return new SeriesTable(
        new DetectorPlan(List.of()), Admission.ALL, Series.rejected(new byte[0], List.of()));
  }

  /**
   * The one list of these names that all series with these features share, so that equal features
   * can be compared by identity.
   */
  public List<String> features(List<String> names) {
    if (!names.equals(usual)) {
      List<String> known = featureLists.get(names);
      usual =
          known == null ? featureLists.computeIfAbsent(List.copyOf(names), list -> list) : known;
    }
    return usual;
  }

  /** How many series are admitted. */
  public int size() {
    return admitted.size();
  }

  /** Series number {@code id}. */
  public Series get(int id) {
    return admitted.get(id);
  }

  /**
   * The series with this key, admitted if it is new and there is room. Its features stand in the
   * order of the first series that has the same, so that files whose columns stand in another order
   * make no difference.
   *
   * @param key UTF-8, not empty
   * @param features names of the values of its records, at least one; used only if it is new
   * @return one that is {@linkplain Series#isAdmitted() not admitted} if there is no room or no
   *     detector for it
   */
  public Series intern(byte[] key, int from, int to, List<String> features) {
    return intern(key, from, to, features, UnaryOperator.identity());
  }

  /**
   * The series with this key; the values of a new one stand in another order than in its first
   * record.
   *
   * @param features names of the values in the record
   * @param order puts them in the order of the new series; not called for a known one
   */
  public Series intern(
      byte[] key, int from, int to, List<String> features, UnaryOperator<List<String>> order) {
    Series known = find(key, from, to);
    if (known != null) {
      return known;
    }
    List<String> names = features(order.apply(features));
    return admit(Arrays.copyOfRange(key, from, to), names, inFirstOrder(names));
  }

  /**
   * The series with this key of a saved state, admitted if there is room.
   *
   * @param features names of its values, in the order that was saved
   */
  public Series restore(String key, List<String> features) {
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    Series known = find(utf8, 0, utf8.length);
    if (known != null) {
      return known;
    }
    List<String> names = features(features);
    inFirstOrder(names);
    return admit(utf8, names, names);
  }

  /** The features in the order in which they stood first. */
  private List<String> inFirstOrder(List<String> names) {
    return names.size() < 2 ? names : firstOrders.computeIfAbsent(Set.copyOf(names), any -> names);
  }

  /** Returns the series of a key that is given as text. */
  public Series intern(String key, List<String> features) {
    byte[] utf8 = key.getBytes(StandardCharsets.UTF_8);
    return intern(utf8, 0, utf8.length, features);
  }

  private @Nullable Series find(byte[] key, int from, int to) {
    if (only != null) {
      return only;
    }
    int slot = Series.hash(key, from, to) & (slots.length - 1);
    while (slots[slot] != null) {
      if (slots[slot].isNamed(key, from, to)) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return null;
  }

  private Series admit(byte[] key, List<String> given, List<String> features) {
    String text = new String(key, StandardCharsets.UTF_8);
    Judge judge = plan.judgeFor(text);
    long cost =
        judge.silence().bytesPerSeries()
            + judge.detector().map(d -> admission.cost().of(d, features.size())).orElse(0L);
    if (judge.detector().isEmpty()
        || admitted.size() >= admission.maxSeries()
        || bytes + cost > admission.maxBytes()) {
      return Series.rejected(key, given);
    }
    Series series = Series.admitted(admitted.size(), key, features, judge);
    admitted.add(series);
    bytes += cost;
    if (admitted.size() > FULL * slots.length) {
      grow();
    }
    put(series);
    return series;
  }

  private void put(Series series) {
    int slot = series.keyHash() & (slots.length - 1);
    while (slots[slot] != null) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = series;
  }

  private void grow() {
    Series[] oldSlots = slots;
    slots = new Series[2 * oldSlots.length];
    for (Series series : oldSlots) {
      if (series != null) {
        put(series);
      }
    }
  }

  /**
   * How many series a pipeline may have.
   *
   * @param maxSeries at least 1
   * @param maxBytes heap that their states may take in all, each counted by an upper bound
   */
  public record Admission(long maxSeries, long maxBytes, Cost cost) {

    /** No limit. */
    public static final Admission ALL =
        new Admission(Long.MAX_VALUE, Long.MAX_VALUE, (detector, features) -> 0);

    /** Estimates from above the heap that the state of a series takes, in bytes. */
    @FunctionalInterface
    public interface Cost {
      long of(Detector detector, int features);
    }
  }
}
