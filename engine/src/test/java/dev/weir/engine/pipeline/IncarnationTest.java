package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.engine.testing.Transcript;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A source that begins anew: the same numbers are places of other records from then on. */
class IncarnationTest {

  private static final int RECORDS = 2_000;
  private static final int ANEW = 700;

  private final Transcript transcript = new Transcript();

  @Test
  void positions_read_as_they_did_when_their_records_were_read() throws Exception {
    try (EngineRun run = new EngineRun()) {
      run.runToEnd(new BeginsAnew(), transcript, ZScore.DEFAULT, EngineHarness.settings(100, 3));
    }

    assertThat(transcript.lines()).hasSize(RECORDS);
    for (int i = 0; i < RECORDS; i++) {
      String position = i < ANEW ? "" + i : i + "~1";
      assertThat(transcript.lines().get(i)).contains(" " + position + " ");
    }
  }

  private static final class BeginsAnew implements Source {

    private final ScriptedSource records =
        new ScriptedSource("scripted", RECORDS, 11, 2, List.of());

    @Override
    public String name() {
      return records.name();
    }

    @Override
    public boolean rewindable() {
      return true;
    }

    @Override
    public Reader open(Optional<Position> from, SeriesTable series) {
      Reader reader = records.open(from, series);
      return new Reader() {
        private PositionFormat positions = PositionFormat.NUMBER;

        @Override
        public State poll(Batch into, int limit, Duration patience)
            throws IOException, InterruptedException {
          long left = ANEW - Long.parseLong(position().value());
          if (left == 0 && positions.equals(PositionFormat.NUMBER)) {
            positions = (high, low) -> low + "~1";
            return State.READY;
          }
          int most = left > 0 ? (int) Math.min(limit, left) : limit;
          return reader.poll(into, most, patience);
        }

        @Override
        public Position position() {
          return reader.position();
        }

        @Override
        public PositionFormat positions() {
          return positions;
        }

        @Override
        public void commit(Position upTo) throws IOException {
          reader.commit(upTo);
        }

        @Override
        public void close() throws IOException {
          reader.close();
        }
      };
    }
  }
}
