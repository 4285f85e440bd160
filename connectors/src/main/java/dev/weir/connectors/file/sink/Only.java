package dev.weir.connectors.file.sink;

import dev.weir.engine.Batch;

/** Which records a sink writes. */
public enum Only {
  ALL,
  ANOMALIES;

  public boolean wants(Batch batch, int row) {
    return this == ALL || batch.isAnomaly(row);
  }
}
