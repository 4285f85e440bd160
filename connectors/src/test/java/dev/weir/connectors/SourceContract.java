package dev.weir.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for every source. */
public abstract class SourceContract {

  /** A new source of the same records each time: at least 20. */
  protected abstract Source source() throws IOException;

  /** What it says where it has nothing more. */
  protected Source.State end() {
    return Source.State.ENDED;
  }

  /** How long it may take until something comes. */
  protected Duration patience() {
    return Rows.PATIENT;
  }

  private List<String> read(Optional<Position> from, int limit)
      throws IOException, InterruptedException {
    return Rows.read(source(), from, limit, patience());
  }

  @Test
  void the_records_do_not_depend_on_how_many_are_read_at_a_time() throws Exception {
    List<String> all = read(Optional.empty(), 1_000);

    assertThat(all).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 2, 3, 7, 64}) {
      assertThat(read(Optional.empty(), limit)).isEqualTo(all);
    }
  }

  @Test
  void never_more_records_come_than_are_wanted() throws Exception {
    try (Source.Reader reader = source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(100, 1);
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      reader.poll(batch, 3, patience());

      assertThat(batch.size()).isBetween(1, 3);
    }
  }

  @Test
  void reading_goes_on_from_any_place_it_gave() throws Exception {
    List<String> all = read(Optional.empty(), 1_000);
    if (!source().rewindable()) {
      return;
    }
    List<String> before = new ArrayList<>();
    try (Source.Reader reader = source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(100, 1);
      Source.State state = Source.State.READY;
      while (state == Source.State.READY) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        state = reader.poll(batch, 3, patience());
        before.addAll(Rows.of(batch));
        Position here = reader.position();

        List<String> rest = read(Optional.of(here), 5);
        List<String> both = new ArrayList<>(before);
        both.addAll(rest);
        assertThat(both).as("from %s", here).isEqualTo(all);
      }
    }
  }

  @Test
  void positions_of_records_are_unique() throws Exception {
    List<String> positions =
        read(Optional.empty(), 10).stream().map(row -> row.substring(0, row.indexOf(' '))).toList();

    assertThat(positions).doesNotHaveDuplicates();
  }

  @Test
  void a_source_at_its_end_stays_there() throws Exception {
    try (Source.Reader reader = source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(100, 1);
      do {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
      } while (reader.poll(batch, 100, patience()) == Source.State.READY);
      for (int i = 0; i < 3; i++) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));

        assertThat(reader.poll(batch, 100, patience())).isEqualTo(end());
        assertThat(batch.size()).isZero();
      }
    }
  }
}
