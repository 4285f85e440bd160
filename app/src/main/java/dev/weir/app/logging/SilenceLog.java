package dev.weir.app.logging;

import dev.weir.connectors.log.LineBudget;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.engine.explanation.SilenceText;
import dev.weir.series.SeriesEvent.SilenceChanged;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in the log which series of a file fall silent, and at its end which of them still are: the
 * columns of a score have no place for rows that are not there.
 */
public final class SilenceLog implements Sink {

  private static final Logger LOG = LoggerFactory.getLogger("weir.silence");
  private static final int LINES_PER_SECOND = 100;
  private static final int NAMED = 10;

  private final LineBudget budget;

  public SilenceLog(LongSupplier nanoTime) {
    this.budget = new LineBudget(LINES_PER_SECOND, nanoTime);
  }

  @Override
  public String name() {
    return "silence log";
  }

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      private final Set<String> silent = new TreeSet<>();
      private final Set<String> ever = new HashSet<>();

      @Override
      public void write(Batch batch) {
        batch.events().stream()
            .filter(SilenceChanged.class::isInstance)
            .map(SilenceChanged.class::cast)
            .forEach(changed -> take(batch, changed));
      }

      private void take(Batch batch, SilenceChanged changed) {
        String series = changed.series().key();
        if (changed.transition() == Transition.OPENED) {
          silent.add(series);
          ever.add(series);
        } else {
          silent.remove(series);
        }
        if (budget.take()) {
          String sentence = SilenceText.sentence(changed, batch.timeKind());
          LOG.info("{}: series={} {}", pipeline, series, sentence);
        }
      }

      @Override
      public void flush() {
        // A log line is gone when it is written.
      }

      @Override
      public void close() {
        if (!ever.isEmpty()) {
          LOG.info(
              "{}: {} series fell silent, and {} still are{}",
              pipeline,
              ever.size(),
              silent.size(),
              named());
        }
      }

      private String named() {
        String names = silent.stream().limit(NAMED).collect(Collectors.joining(", "));
        return silent.isEmpty() ? "" : ": " + names + (silent.size() > NAMED ? ", ..." : "");
      }
    };
  }
}
