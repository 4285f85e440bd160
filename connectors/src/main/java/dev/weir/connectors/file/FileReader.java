package dev.weir.connectors.file;

import dev.weir.connectors.Pause;
import dev.weir.connectors.inference.AmbiguousReadingException;
import dev.weir.connectors.inference.Readings;
import dev.weir.engine.Batch;
import dev.weir.engine.Position;
import dev.weir.engine.PositionFormat;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Source;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
  private final SeriesTable table;
  private final Pause pause;
  private final Consumer<String> warnings;
  private final FileReadings readings;
  private final Catalog catalog;
  private final Decisions decisions;
  private final Survey survey;
  private final Plan plan;
  private final List<String> names = new CopyOnWriteArrayList<>();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final PositionFormat positions =
      (high, low) -> Printable.escaped(names.get((int) high)) + ":" + low;
  private String last = "";
  private @Nullable OpenFile current;
  private Step.Read reading = new Step.Read("", Step.Limit.NONE, false, Optional.empty());
  private long decision;
  private int step;
  private int polls;
  private boolean surveyed;
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
    this.table = table;
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
    this.survey = new Survey(settings, files, warnings, readings);
    this.plan = new Plan(settings, warnings);
    this.decision = start.decision();
    this.step = start.step();
    this.last = start.current() < 0 ? "" : start.files().get(start.current()).text();
    if (from.isPresent()) {
      goOn();
    }
  }

  /** Goes on in the middle of the step that was under way. */
  private void goOn() throws IOException {
    Optional<Decisions.Numbered> under =
        decisions.peek().filter(n -> n.decision() == decision && n.number() == step);
    if (under.isPresent()) {
      Decisions.Numbered numbered = decisions.next();
      if (numbered.step() instanceof Step.Read read && read.text().equals(last)) {
        if (isReadOn(last)) {
          open(new Step.Read(last, read.limit(), read.ends(), Optional.empty()));
        }
        return;
      }
    }
    if (decision > 0 && isReadOn(last) && decisions.peek().isPresent()) {
      open(new Step.Read(last, Step.Limit.NONE, false, Optional.empty()));
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
        return Source.State.READY;
      }
      if (!more) {
        if (!settings.follow()) {
          warnOfNothing();
          return Source.State.ENDED;
        }
        if (waited >= patience.toNanos()) {
          return Source.State.IDLE;
        }
        pause.pause(POLL);
        waited += POLL.toNanos();
      }
    }
  }

  private void warnOfNothing() {
    if (catalog.files().isEmpty() && survey.foundNothing() && !warned) {
      warned = true;
      warnings.accept("there is no file to read at '%s'".formatted(settings.path()));
    }
  }

  /** Reads, or does the next step; false if there is nothing to do now. */
  private boolean goesOn(Batch into, int limit) throws IOException {
    OpenFile file = current;
    boolean unlimited = file != null && reading.limit().equals(Step.Limit.NONE);
    if ((file == null || unlimited) && decisions.peek().isPresent()) {
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
      rewritten(file);
      return true;
    }
  }

  private boolean read(OpenFile file, Batch into, int limit) throws IOException {
    return switch (file.read(into, limit, reading.ends())) {
      case LIMIT -> true;
      case GIVEN_UP -> {
        giveUp(file);
        yield true;
      }
      case END -> {
        if (reading.limit().equals(Step.Limit.NONE)) {
          yield ++polls % POLLS_PER_LOOK == 0 && look();
        }
        end(file);
        yield true;
      }
    };
  }

  // ---- The end of a file.

  private void end(OpenFile file) throws IOException {
    KnownFile read = leave(file);
    if (!file.isAtLimit() && !file.isCompressed()) {
      countGap(read, "it is shorter than it was");
    }
  }

  /** Closes the file that is read, and notes what is expected of it. */
  private KnownFile leave(OpenFile file) throws IOException {
    KnownFile.State before = file.file().state();
    KnownFile.State state = stateOf(file);
    if (state == KnownFile.State.UNFINISHED && before != state) {
      warnings.accept(
          "%s breaks off in line %d: its rest is waited for"
              .formatted(file.path(), file.file().line() + 1));
    }
    KnownFile read = file.file().consumed(file.consumed()).with(state);
    catalog.put(read);
    close(file);
    return read;
  }

  private static KnownFile.State stateOf(OpenFile file) {
    KnownFile.State state = file.file().state();
    return switch (state) {
      case OPEN, GROWING, UNFINISHED, DONE, COUNTED -> {
        if (!file.isComplete()) {
          boolean counted = state == KnownFile.State.COUNTED;
          yield counted
              ? state
              : file.isCompressed() ? KnownFile.State.UNFINISHED : KnownFile.State.OPEN;
        }
        boolean renamed = !file.file().location().equals(file.file().name());
        yield state == KnownFile.State.GROWING && !renamed
            ? KnownFile.State.GROWING
            : KnownFile.State.DONE;
      }
      case REFUSED, DROPPED -> state;
    };
  }

  private void giveUp(OpenFile file) throws IOException {
    KnownFile read = file.file().consumed(file.consumed());
    if (!file.isBroken()) {
      catalog.put(read.with(KnownFile.State.REFUSED));
    } else {
      catalog.put(read);
      if (file.brokeOff()) {
        countGap(read, "it breaks off, and is not waited for");
      } else {
        warnGap(read, "it is damaged");
        catalog.countDamage(read);
      }
    }
    close(file);
  }

  private void countGap(KnownFile file, String reason) {
    if (file.state() != KnownFile.State.DROPPED && file.state() != KnownFile.State.COUNTED) {
      warnGap(file, reason);
      catalog.countGap(file);
    }
  }

  private void warnGap(KnownFile file, String reason) {
    warnings.accept(
        "'%s' was read up to line %d (byte %d), and what follows is missing: %s; counted in"
                .formatted(file.text(), file.line(), file.offset(), reason)
            + " source_gaps");
  }

  /** What was read of the file that is open is not in it any more. */
  private void rewritten(OpenFile file) throws IOException {
    String text = file.file().text();
    catalog.put(file.file().consumed(0));
    survey.rewritten(text);
    surveyed = false;
    close(file);
    if (!reading.limit().equals(Step.Limit.NONE)) {
      open(reading);
    } else {
      look();
    }
  }

  private void close(OpenFile file) throws IOException {
    current = null;
    file.close();
  }

  // ---- Steps.

  private void begin(Decisions.Numbered numbered) throws IOException {
    decision = numbered.decision();
    step = numbered.number();
    switch (numbered.step()) {
      case Step.Read read -> beginReading(read);
      case Step.CountGap(String text) -> {
        KnownFile file = known(text);
        if (current != null && current.file().text().equals(text)) {
          current.expect(KnownFile.State.COUNTED);
        }
        catalog.countGap(file);
      }
      case Step.Forget(String text) -> catalog.find(text).ifPresent(catalog::forget);
    }
  }

  private KnownFile known(String text) throws IOException {
    OpenFile file = current;
    if (file != null && file.file().text().equals(text)) {
      return file.file();
    }
    return catalog
        .find(text)
        .orElseThrow(() -> new IOException("'%s' is not among the files read".formatted(text)));
  }

  private void beginReading(Step.Read read) throws IOException {
    read.taken().filter(file -> catalog.find(file.text()).isEmpty()).ifPresent(catalog::put);
    OpenFile file = current;
    if (file != null && file.file().text().equals(read.text())) {
      reading = read;
      file.limit(read.limit());
      file.finished(!settings.follow());
      return;
    }
    if (file != null) {
      leave(file);
    }
    open(read);
  }

  /** Opens a file where it is now; counts a gap if it is not found. */
  private void open(Step.Read read) throws IOException {
    KnownFile file = known(read.text());
    for (int attempt = 0; attempt < 2; attempt++) {
      if (!surveyed || attempt > 0) {
        survey();
      }
      Optional<Path> path = survey.pathOf(file.text());
      if (path.isEmpty()) {
        continue;
      }
      try {
        file = known(read.text());
        file = file.readBy(readings.keyOf(file, path.get()));
        OpenFile opened =
            OpenFile.open(
                path.get(),
                file,
                Beginning.of(path.get(), settings.textOf(file.name())),
                readings.of(file, path.get()),
                table,
                numberOf(file.text()));
        opened.limit(read.limit());
        opened.finished(!settings.follow());
        if (file.state() == KnownFile.State.DONE) {
          opened.expect(settings.follow() ? KnownFile.State.GROWING : KnownFile.State.OPEN);
        }
        current = opened;
        reading = read;
        last = file.text();
        return;
      } catch (RewrittenException | NoSuchFileException e) {
        survey.rewritten(file.text());
      }
    }
    countGap(file, "it is gone, or was written again");
  }

  private int numberOf(String text) {
    return numbers.computeIfAbsent(
        text,
        name -> {
          names.add(name);
          return names.size() - 1;
        });
  }

  // ---- Looking.

  private Survey.Seen survey() throws IOException {
    List<KnownFile> known = new ArrayList<>(catalog.files());
    for (KnownFile file : decisions.announced()) {
      if (catalog.find(file.text()).isEmpty()) {
        known.add(file);
      }
    }
    OpenFile file = current;
    String held = file == null ? "" : file.file().text();
    Survey.Seen seen = survey.look(known, held);
    if (!seen.missing().isEmpty()) {
      // A file that is renamed while a folder is listed can be missed once.
      seen = survey.look(known, held);
    }
    surveyed = true;
    List<KnownFile> moved = new ArrayList<>();
    for (Map.Entry<String, Candidate> there : seen.located().entrySet()) {
      Candidate candidate = there.getValue();
      catalog
          .find(there.getKey())
          .map(known1 -> known1.at(candidate.location(), candidate.stamp()))
          .filter(changed -> !changed.equals(catalog.find(changed.text()).orElseThrow()))
          .ifPresent(moved::add);
      if (there.getKey().equals(held) && file != null) {
        file.moved(candidate.location(), candidate.stamp());
      }
    }
    catalog.putAll(moved);
    return seen;
  }

  /**
   * Looks at the set and decides how its files are read, and reads nothing.
   *
   * @throws AmbiguousReadingException if a setting has to decide
   */
  void requireReadings() throws IOException {
    Survey.Seen seen = survey();
    if (seen.failure().isPresent()
        && seen.failure().get() instanceof AmbiguousReadingException ambiguous) {
      throw ambiguous;
    }
    for (KnownFile file : catalog.files()) {
      Optional<Path> path = survey.pathOf(file.text());
      if (file.state().isMissed() && path.isPresent()) {
        readings.of(file, path.get());
      }
    }
  }

  /** Looks at the set; false if there is nothing to do. */
  private boolean look() throws IOException {
    Survey.Seen seen = survey();
    OpenFile file = current;
    if (file != null && file.isReplaced()) {
      // Saved by an editor: what follows comes in the file that has its name now.
      catalog.put(file.file());
      close(file);
      open(reading);
      return true;
    }
    List<Step> steps = plan.steps(catalog, seen, Optional.ofNullable(current));
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
        warnGap(known(text), "its rest was not found");
        survey.counted(text);
      }
    }
    return true;
  }

  @Override
  public Position position() {
    return catalog
        .position(
            decision, step, current == null ? catalog.find(last) : Optional.of(current.file()))
        .toPosition();
  }

  @Override
  public PositionFormat positions() {
    return positions;
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
    OpenFile file = current;
    if (file != null) {
      file.close();
    }
  }
}
