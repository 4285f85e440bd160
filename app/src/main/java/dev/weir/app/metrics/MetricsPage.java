package dev.weir.app.metrics;

import dev.weir.monitoring.metrics.Metric;
import dev.weir.monitoring.metrics.Readings;
import dev.weir.monitoring.metrics.Sample;
import dev.weir.monitoring.metrics.Value;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.Collector;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metrics of the catalogue, the virtual machine and the process in the text format of
 * Prometheus. Counters begin at 0 with the process, and do not fall when a source goes back to a
 * checkpoint. Thread-safe.
 */
public final class MetricsPage {

  /** Identifies a meter. */
  private record Key(Metric metric, List<String> labels) {}

  /** The value that a meter shows. */
  private static final class Level {
    private volatile double value;
  }

  private record Shown(Meter meter, Level level) {}

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<Key, Shown> shown = new HashMap<>();

  /** Metrics that Micrometer has no meter for. */
  private final Set<Metric> collected = EnumSet.noneOf(Metric.class);

  public MetricsPage() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmGcMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** The page with these readings. */
  public synchronized String text(Readings readings) {
    Set<Key> seen = new HashSet<>();
    for (Metric metric : Metric.values()) {
      metric.samples(readings).forEach(sample -> show(metric, sample, seen));
    }
    shown.entrySet().removeIf(entry -> !seen.contains(entry.getKey()) && remove(entry.getValue()));
    return registry.scrape();
  }

  private void show(Metric metric, Sample sample, Set<Key> seen) {
    if (metric.kind() == Metric.Kind.INFO) {
      collect(metric, () -> Collectors.info(metric, sample.labels()));
      return;
    }
    switch (sample.value()) {
      case Value.Whole whole -> show(metric, sample, seen, (double) (whole.now() - whole.before()));
      case Value.Real real -> show(metric, sample, seen, real.now());
      case Value.Unknown.NOT_YET -> {
        // A metric without a value is absent.
      }
      case Value.Times times ->
          collect(metric, () -> Collectors.histogram(metric, times.latency()));
    }
  }

  private void collect(Metric metric, Collector collector) {
    if (collected.add(metric)) {
      registry.getPrometheusRegistry().register(collector);
    }
  }

  private void show(Metric metric, Sample sample, Set<Key> seen, double value) {
    Key key = new Key(metric, sample.labels());
    seen.add(key);
    Level level = shown.computeIfAbsent(key, this::register).level();
    boolean falls = metric.kind() == Metric.Kind.COUNTER && value < level.value;
    level.value = falls ? level.value : value;
  }

  private Shown register(Key key) {
    Level level = new Level();
    List<Tag> tags = new ArrayList<>();
    for (int i = 0; i < key.labels().size(); i++) {
      tags.add(Tag.of(key.metric().labels().get(i), key.labels().get(i)));
    }
    String name = key.metric().metricName();
    Meter meter =
        switch (key.metric().kind()) {
          case COUNTER ->
              FunctionCounter.builder(name, level, it -> it.value)
                  .tags(tags)
                  .description(key.metric().help())
                  .register(registry);
          case GAUGE ->
              Gauge.builder(name, level, it -> it.value)
                  .tags(tags)
                  .description(key.metric().help())
                  .register(registry);
          case HISTOGRAM, INFO ->
              throw new IllegalStateException(name + " is not shown as a number");
        };
    return new Shown(meter, level);
  }

  private boolean remove(Shown gone) {
    registry.remove(gone.meter());
    return true;
  }
}
