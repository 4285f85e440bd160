package dev.weir.chaos.random.feed;

import dev.weir.chaos.random.drawn.DrawnSource;
import dev.weir.chaos.random.drawn.Shape;
import java.util.Locale;

/** The simulator, which needs no records. */
record SimulatorFeed(DrawnSource source) implements DrawnFeed {

  @Override
  public String entry() {
    return entry(Integer.toString(Math.max(400, source.shape().count() / 2)));
  }

  private String entry(String rate) {
    Shape shape = source.shape();
    return String.format(
        Locale.ROOT,
        "{ type = simulator, name = %s, rate = %s, count = %d, series = %d, features = %d,"
            + " anomaly-rate = %.3f, seed = %d, interval = %dms, drift { after = %d },"
            + " season { period = %d }, missing { rate = %.3f, length = 5 } }",
        source.name(),
        rate,
        shape.count(),
        shape.series(),
        shape.features(),
        shape.anomalies(),
        shape.seed(),
        shape.stepMillis(),
        shape.driftEvery() / shape.series(),
        shape.counting() ? 24 : 0,
        shape.missing());
  }

  @Override
  public void upTo(long number, boolean running) {
    // It makes them itself.
  }

  @Override
  public String oracle() {
    return entry("max");
  }

  @Override
  public boolean isExact() {
    return true;
  }

  @Override
  public long records() {
    return source.shape().count();
  }
}
