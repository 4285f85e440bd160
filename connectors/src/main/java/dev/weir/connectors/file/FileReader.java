package dev.weir.connectors.file;

import dev.weir.connectors.Pause;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.connectors.file.content.RewrittenException;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.inference.live.AmbiguousReadingException;
import dev.weir.connectors.inference.live.Readings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the files of a set, one at a time, in the order that was decided. Looks for what is to be
 * read next where there is nothing more to be read.
 */
final class FileReader implements Source.Reader {

  /** How often a file that is followed is looked at. */
  private static final Duration POLL = Duration.ofMillis(5);

  /** Every how many polls of a file without news the set is looked at. */
  private static final int POLLS_PER_LOOK = 100;

  private final FileSettings settings;
  private final Pause pause;
  private final Consumer<String> warnings;
  private final FileReadings readings;
  private final Catalog catalog;
  private final Decisions decisions;
  private final Locations locations;
  private final CurrentFile current;
  private final Plan plan;
  private long decision;
  private int step;
  private int polls;

  /** Whether the set was looked at since the last record. */
  private boolean looked;

  private boolean warned;
  private boolean logFailed;

  FileReader(
      FileSettings settings,
      Optional<Position> from,
      SeriesTable table,
      Pause pause,
      FileSource.Voices voices,
      FileSource.Logs logs)
      throws IOException {
    FileSet files = FileSet.of(settings.path());
    FilePosition start =
        from.isPresent()
            ? Resumption.at(FilePosition.of(from.get()), files, settings)
            : FilePosition.START;
    this.settings = settings;
    this.pause = pause;
    this.warnings = voices.warnings();
    this.readings =
        new FileReadings(
            settings,
            Readings.open(settings.setup(), logs.readings()),
            start.files(),
            voices.warnings(),
            voices.notes());
    this.catalog = new Catalog(start, files.folder().toString());
    this.decisions = Decisions.from(logs.order(), start);
    this.locations =
        new Locations(new Survey(settings, files, warnings, readings), catalog, decisions);
    String last = start.current() < 0 ? "" : start.files().get(start.current()).text();
    this.current = new CurrentFile(settings, table, catalog, locations, readings, last, warnings);
    this.plan = new Plan(settings, warnings);
    this.decision = start.decision();
    this.step = start.step();
    if (from.isPresent()) {
      goOn(last);
    }
  }

  /** Goes on in the middle of the step that was under way. */
  private void goOn(String last) throws IOException {
    Optional<Decisions.Numbered> under =
        decisions.peek().filter(n -> n.decision() == decision && n.number() == step);
    if (under.isPresent()) {
      Decisions.Numbered numbered = decisions.next();
      if (numbered.step() instanceof Step.Read read && read.text().equals(last)) {
        if (isReadOn(last)) {
          current.open(new Step.Read(last, read.limit(), read.ends(), Optional.empty()));
        }
        return;
      }
    }
    if (decision > 0 && isReadOn(last) && decisions.peek().isPresent()) {
      current.open(new Step.Read(last, Step.Limit.NONE, false, Optional.empty()));
    }
  }

  private boolean isReadOn(String text) {
    Optional<KnownFile.State> state = catalog.find(text).map(KnownFile::state);
    boolean over =
        settings.follow()
            ? state.equals(Optional.of(KnownFile.State.REFUSED))
            : state.equals(Optional.of(KnownFile.State.REFUSED))
                || state.equals(Optional.of(KnownFile.State.COUNTED));
    return state.isPresent() && !over;
  }

  @Override
  public Source.State poll(Batch into, int limit, Duration patience)
      throws IOException, InterruptedException {
    long waited = 0;
    while (true) {
      boolean more = goesOn(into, limit);
      // A batch ends with its file: the next may count time in another way.
      if (into.size() > 0) {
        looked = false;
        return Source.State.READY;
      }
      if (!more) {
        if (!settings.follow()) {
          warnOfNothing();
          return Source.State.ENDED;
        }
        if (waited >= patience.toNanos()) {
          // Another file may have grown while this one was read.
          if (looked || !look()) {
            return Source.State.IDLE;
          }
          continue;
        }
        pause.pause(POLL);
        waited += POLL.toNanos();
      }
    }
  }

  private void warnOfNothing() {
    if (catalog.files().isEmpty() && locations.foundNothing() && !warned) {
      warned = true;
      warnings.accept("there is no file to read at '%s'".formatted(settings.path()));
    }
  }

  /** Reads, or does the next step; false if there is nothing to do now. */
  private boolean goesOn(Batch into, int limit) throws IOException {
    OpenFile file = current.file();
    if ((file == null || current.isUnlimited()) && decisions.peek().isPresent()) {
      begin(decisions.next());
      return true;
    }
    if (file == null) {
      // At once, and then as often as where a file is followed.
      return (polls++ % POLLS_PER_LOOK == 0 || !settings.follow()) && look();
    }
    try {
      return read(file, into, limit);
    } catch (RewrittenException e) {
      current.rewritten(file);
      if (current.isUnlimited()) {
        look();
      } else {
        current.open(current.reading());
      }
      return true;
    }
  }

  private boolean read(OpenFile file, Batch into, int limit) throws IOException {
    return switch (file.read(into, limit, current.reading().ends())) {
      case LIMIT -> true;
      case GIVEN_UP -> {
        current.giveUp(file);
        yield true;
      }
      case END -> {
        if (current.isUnlimited()) {
          yield ++polls % POLLS_PER_LOOK == 0 && look();
        }
        current.end(file);
        yield true;
      }
    };
  }

  // ---- Steps.

  private void begin(Decisions.Numbered numbered) throws IOException {
    decision = numbered.decision();
    step = numbered.number();
    switch (numbered.step()) {
      case Step.Read read -> {
        read.taken().filter(file -> catalog.find(file.text()).isEmpty()).ifPresent(catalog::put);
        current.read(read);
      }
      case Step.CountGap(String text) -> {
        KnownFile file = current.known(text);
        OpenFile open = current.file();
        if (open != null && open.file().text().equals(text)) {
          open.expect(KnownFile.State.COUNTED);
        }
        catalog.countGap(file);
      }
      case Step.Forget(String text) -> catalog.find(text).ifPresent(catalog::forget);
    }
  }

  // ---- Looking.

  /**
   * Looks at the set and decides how its files are read, and reads nothing.
   *
   * @throws AmbiguousReadingException if a setting has to decide
   */
  void requireReadings() throws IOException {
    Survey.Seen seen = locations.look(Optional.ofNullable(current.file()));
    if (seen.failure().isPresent()
        && seen.failure().get() instanceof AmbiguousReadingException ambiguous) {
      throw ambiguous;
    }
    for (KnownFile file : catalog.files()) {
      Optional<Path> path = locations.pathOf(file.text());
      if (file.state().isMissed() && path.isPresent()) {
        readings.of(file, path.get());
      }
    }
  }

  /** Looks at the set; false if there is nothing to do. */
  private boolean look() throws IOException {
    OpenFile file = current.file();
    Survey.Seen seen = locations.look(Optional.ofNullable(file));
    looked = true;
    if (file != null && file.isReplaced()) {
      // Saved by an editor: what follows comes in the file that has its name now.
      current.replaced(file);
      return true;
    }
    List<Step> steps = plan.steps(catalog, seen, Optional.ofNullable(file));
    if (steps.isEmpty()) {
      if (seen.failure().isPresent()) {
        throw seen.failure().get();
      }
      return false;
    }
    try {
      decisions.add(steps);
    } catch (IOException e) {
      if (!logFailed) {
        warnings.accept(
            "no further file is begun until it can be noted which: " + FileFailure.of(e));
      }
      logFailed = true;
      return decisions.peek().isPresent();
    }
    logFailed = false;
    for (Step step : steps) {
      if (step instanceof Step.CountGap(String text)) {
        current.warnGap(current.known(text), "its rest was not found");
        locations.counted(text);
      }
    }
    return true;
  }

  @Override
  public Position position() {
    return catalog.position(decision, step, current.latest()).toPosition();
  }

  @Override
  public PositionFormat positions() {
    return current.positions();
  }

  @Override
  public long gaps() {
    return catalog.gaps();
  }

  @Override
  public void commit(Position upTo) throws IOException {
    decisions.forgetBefore(FilePosition.of(upTo));
  }

  @Override
  public void close() throws IOException {
    current.close();
  }
}
