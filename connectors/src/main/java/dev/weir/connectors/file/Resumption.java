package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.Print;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fits a saved place to the files that the path of the source names now. */
final class Resumption {

  /** A beginning that no file has. */
  private static final Print NOTHING = new Print(1, "none");

  private Resumption() {}

  static FilePosition at(FilePosition saved, FileSet files, FileSettings settings)
      throws IOException {
    if (saved.isVersion1()) {
      return fromVersion1(saved, files, settings);
    }
    Path before = Path.of(saved.folder());
    List<KnownFile> fitted = new ArrayList<>();
    for (KnownFile file : saved.files()) {
      Path was = before.resolve(file.location()).normalize();
      KnownFile there = file.at(files.locationOf(was), file.stamp());
      boolean missed = file.state().isMissed();
      fitted.add(
          missed && !files.holds(before.resolve(file.name()))
              ? there.with(KnownFile.State.DROPPED)
              // How far it was read ahead is not known: it is looked at again.
              : missed ? there.consumed(0) : there);
    }
    return new FilePosition(
        saved.decision(),
        saved.step(),
        saved.current(),
        saved.gaps(),
        saved.generation(),
        saved.forgotten(),
        saved.folder(),
        fitted);
  }

  /** The old program kept one file; those with smaller names were read. */
  private static FilePosition fromVersion1(FilePosition saved, FileSet files, FileSettings settings)
      throws IOException {
    KnownFile kept = saved.files().getFirst();
    List<KnownFile> known = new ArrayList<>();
    Optional<KnownFile> found = Optional.empty();
    for (FileSet.Entry entry : files.list()) {
      boolean read =
          !files.isSingleFile()
              && settings.isReadable(entry.name())
              && entry.name().compareTo(kept.name()) < 0;
      boolean refused = entry.name().equals(kept.name()) && kept.state() == KnownFile.State.REFUSED;
      if ((read || refused) && entry.stamp().size() > 0) {
        KnownFile file =
            new KnownFile(
                entry.name(),
                refused ? kept.generation() : 0,
                entry.name(),
                Beginning.of(entry.path(), settings.textOf(entry.name())).print(),
                Print.NONE,
                0,
                refused ? kept.line() : 0,
                Optional.empty(),
                entry.stamp(),
                KnownFile.State.REFUSED,
                "");
        known.add(file);
        found = refused ? Optional.of(file) : found;
      }
    }
    if (found.isEmpty()) {
      boolean refused = kept.state() == KnownFile.State.REFUSED;
      boolean named = files.holds(files.folder().resolve(kept.name()));
      found =
          Optional.of(
              refused
                  ? new KnownFile(
                      kept.name(),
                      kept.generation(),
                      kept.location(),
                      NOTHING,
                      Print.NONE,
                      0,
                      kept.line(),
                      kept.timeKind(),
                      kept.stamp(),
                      kept.state(),
                      "")
                  : kept.consumed(0).with(named ? KnownFile.State.OPEN : KnownFile.State.DROPPED));
      known.add(found.get());
    }
    return new FilePosition(
        0, 0, known.indexOf(found.get()), 0, 0, 0, files.folder().toString(), known);
  }
}
