package dev.weir.app.recommend;

import java.util.List;

/**
 * Holds the records on which detectors are measured.
 *
 * @param series in the order in which they came
 * @param origin where the anomalies among them come from
 * @param leftOut records that were read and not taken, as there were enough
 * @param unread records that could not be read
 */
record Dataset(List<LoadedSeries> series, Origin origin, long leftOut, long unread) {

  /** Where labelled anomalies come from. */
  enum Origin {
    /** The data itself says which records are anomalous. */
    LABELS,
    /** The data says nothing of the kind; anomalies were put into it. */
    INJECTED
  }

  Dataset {
    series = List.copyOf(series);
  }

  /** How many records there are. */
  long records() {
    return series.stream().mapToLong(LoadedSeries::size).sum();
  }

  /** How many runs of anomalous records there are. */
  int events() {
    return series.stream().mapToInt(LoadedSeries::events).sum();
  }

  /** The most features that a series has. */
  int features() {
    return series.stream().mapToInt(one -> one.features().size()).max().orElse(0);
  }
}
