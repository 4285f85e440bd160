package dev.weir.app.logging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.service.Detections;
import dev.weir.detectors.incident.Transition;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import dev.weir.series.SeriesEvent.SilenceChanged;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SilenceLogTest {

  private final CapturedLog log = new CapturedLog("weir.silence");
  private final Detections pump = new Detections();

  @AfterEach
  void release() {
    log.close();
  }

  @Test
  void says_who_falls_silent_and_at_the_end_who_still_is() throws Exception {
    write(Transition.OPENED);

    assertThat(log.lines())
        .containsExactly(
            "INFO pumps: series=pump-1 no record since 1: usually one every 10, silent for 50",
            "INFO pumps: 1 series fell silent, and 1 still are: pump-1");
  }

  @Test
  void who_speaks_again_is_silent_no_more() throws Exception {
    write(Transition.OPENED, Transition.RESOLVED);

    assertThat(log.lines()).hasSize(3).last().asString().endsWith("silent, and 0 still are");
  }

  @Test
  void says_nothing_where_nobody_falls_silent() throws Exception {
    write();

    assertThat(log.lines()).isEmpty();
  }

  private void write(Transition... transitions) throws Exception {
    Batch batch = pump.of(0, 10);
    try (Sink.Writer writer = new SilenceLog(() -> 0).open("pumps")) {
      for (Transition transition : transitions) {
        batch.addEvents(
            List.of(new SilenceChanged(0, batch.series(0), transition, "a", "b", 1, 50, 10)));
        writer.write(batch);
        batch.events().clear();
      }
      writer.flush();
    }
  }
}
