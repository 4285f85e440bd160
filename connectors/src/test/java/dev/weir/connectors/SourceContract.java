package dev.weir.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What holds for every source. */
public abstract class SourceContract {

  /** A new source of the same records each time: at least 20, and an end. */
  protected abstract Source source() throws IOException;

  @Test
  void the_records_do_not_depend_on_how_many_are_read_at_a_time() throws Exception {
    List<String> all = Rows.read(source(), Optional.empty(), 1_000);

    assertThat(all).hasSizeGreaterThanOrEqualTo(20).doesNotHaveDuplicates();
    for (int limit : new int[] {1, 2, 3, 7, 64}) {
      assertThat(Rows.read(source(), Optional.empty(), limit)).isEqualTo(all);
    }
  }

  @Test
  void never_more_records_come_than_are_wanted() throws Exception {
    try (Source.Reader reader = source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(100, 1);
      batch.clear(new Batch.Stream("test", 0, reader.positions()));
      reader.poll(batch, 3, Rows.PATIENT);

      assertThat(batch.size()).isBetween(1, 3);
    }
  }

  @Test
  void reading_goes_on_from_any_place_it_gave() throws Exception {
    List<String> all = Rows.read(source(), Optional.empty(), 1_000);
    if (!source().rewindable()) {
      return;
    }
    List<String> before = new ArrayList<>();
    try (Source.Reader reader = source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(100, 1);
      Source.State state = Source.State.READY;
      while (state == Source.State.READY) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        state = reader.poll(batch, 3, Rows.PATIENT);
        before.addAll(Rows.of(batch));
        Position here = reader.position();

        List<String> rest = Rows.read(source(), Optional.of(here), 5);
        List<String> both = new ArrayList<>(before);
        both.addAll(rest);
        assertThat(both).as("from %s", here).isEqualTo(all);
      }
    }
  }

  @Test
  void positions_of_records_are_unique() throws Exception {
    List<String> positions =
        Rows.read(source(), Optional.empty(), 10).stream()
            .map(row -> row.substring(0, row.indexOf(' ')))
            .toList();

    assertThat(positions).doesNotHaveDuplicates();
  }

  @Test
  void a_source_at_its_end_stays_there() throws Exception {
    try (Source.Reader reader = source().open(Optional.empty(), Rows.table())) {
      Batch batch = new Batch(100, 1);
      do {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
      } while (reader.poll(batch, 100, Rows.PATIENT) == Source.State.READY);
      for (int i = 0; i < 3; i++) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));

        assertThat(reader.poll(batch, 100, Rows.PATIENT)).isEqualTo(Source.State.ENDED);
        assertThat(batch.size()).isZero();
      }
    }
  }
}
