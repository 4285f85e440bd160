package dev.weir.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.SplitMix64;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.series.DeadLetter;
import dev.weir.series.Series;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamTimesTest {

  private static final int ROWS = 5_000;

  private final StreamClock clock = new StreamClock(StreamTime.START);
  private final StreamTimes streamTimes = new StreamTimes(ROWS);

  @Test
  void finds_the_first_later_row_where_time_only_goes_on() {
    SplitMix64 random = new SplitMix64(1);
    streamTimes.follow(batch(row -> row + random.nextInt(100)), clock);

    everyRowIsFound();
  }

  /** Led astray for a thousand records in the middle of the batch, time comes back in it. */
  @Test
  void finds_it_where_time_goes_back() {
    streamTimes.follow(batch(row -> row + (row == 1_000 || row == 1_001 ? 1_000_000 : 0)), clock);
    assertThat(streamTimes.at(1_500)).isGreaterThan(streamTimes.at(ROWS - 1));

    everyRowIsFound();
  }

  @Test
  void what_could_not_be_read_has_no_time() {
    Batch batch = new Batch(2, 1);
    batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
    put(batch, 50);
    batch.reject(new DeadLetter(DeadLetter.Reason.MALFORMED, "bad", ""), 0, 1);
    streamTimes.follow(batch, clock);

    assertThat(streamTimes.at(1)).isEqualTo(50);
  }

  private void everyRowIsFound() {
    for (int from = 0; from < ROWS; from += 371) {
      for (long than = 0; than < 1_100_000; than += than < 2 * ROWS ? 7 : 9_999) {
        int expected = from;
        while (expected < ROWS && streamTimes.at(expected) <= than) {
          expected++;
        }
        assertThat(streamTimes.firstLater(than, from, ROWS)).isEqualTo(expected);
      }
    }
  }

  private interface Times {
    long of(int row);
  }

  private static Batch batch(Times times) {
    Batch batch = new Batch(ROWS, 1);
    batch.clear(new Batch.Stream("test", 0, PositionFormat.NUMBER));
    for (int row = 0; row < ROWS; row++) {
      put(batch, times.of(row));
    }
    return batch;
  }

  private static final Series SERIES =
      new SeriesTable(DetectorPlan.all(ZScore.DEFAULT), SeriesTable.Admission.ALL)
          .intern("s", List.of("v"));

  private static void put(Batch batch, long time) {
    batch.value(1);
    batch.put(SERIES, time, Label.NONE, 0, batch.size());
  }
}
