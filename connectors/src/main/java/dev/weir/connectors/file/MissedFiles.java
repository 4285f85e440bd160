package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Files that were renamed before a look saw them under the name that the source reads: they are
 * found beside the files that had this name before and after. Keeps them until they are taken. One
 * owner.
 */
final class MissedFiles {

  private final FileSettings settings;
  private final FileSet files;
  private final Consumer<String> warnings;
  private final FileReadings readings;
  private final Set<String> gone = new HashSet<>();

  /** Files found beside others, and the names of the set that must be searched for once more. */
  private final List<Survey.Arrival> between = new ArrayList<>();

  private final Set<String> searched = new HashSet<>();

  /**
   * Inode of the file that had a name of the set at the last look; empty for none. A file that
   * holds no record yet is not known otherwise: if it is renamed, only this tells.
   */
  private final Map<String, String> atName = new HashMap<>();

  /** Texts of files behind which there are more than are looked at, until their gap is counted. */
  private final Set<String> tooMany = new HashSet<>();

  MissedFiles(
      FileSettings settings, FileSet files, Consumer<String> warnings, FileReadings readings) {
    this.settings = settings;
    this.files = files;
    this.warnings = warnings;
    this.readings = readings;
  }

  /** A known file was found: if it is gone later, it is searched for. */
  void found(String text) {
    gone.remove(text);
  }

  /** The gap behind the file is counted. */
  void counted(String text) {
    tooMany.remove(text);
  }

  /** Texts of files behind which more files are missed than are looked at. */
  Set<String> tooMany() {
    return tooMany;
  }

  /** A look failed, as files were renamed: the next one searches for all of them again. */
  void searchAgain() {
    between.forEach(arrival -> searched.add(arrival.name()));
    between.clear();
  }

  /** Drops files that are taken now, or are not there any more. */
  void keep(Matches matches, Listing listing) throws IOException {
    for (Survey.Arrival arrival : List.copyOf(between)) {
      Path path = arrival.candidate().path();
      Candidate known = listing.at(path);
      Optional<Stamp> now = FileSet.stampOf(path);
      boolean there = now.isPresent() && now.get().isSameFile(arrival.candidate().stamp());
      if (!there || (known != null && (matches.isTaken(known) || listing.isInSet(path)))) {
        between.remove(arrival);
      }
      if (known == null && !there) {
        searched.add(arrival.name());
      }
    }
  }

  /**
   * Searches beside the place of each file that is not there any more, also for files that had its
   * name after it.
   *
   * @param placeOf where a known file was
   * @param first whether no look has succeeded: a process may have ended after it found the new
   *     place of a file, and before it decided to read the files behind
   */
  void search(Matches matches, Listing listing, Function<KnownFile, Path> placeOf, boolean first)
      throws IOException {
    Map<String, KnownFile> newest = new LinkedHashMap<>();
    for (KnownFile file : matches.known()) {
      newest.merge(file.name(), file, (a, b) -> a.generation() > b.generation() ? a : b);
    }
    for (KnownFile file : List.copyOf(matches.known())) {
      Path was = Listing.absolute(placeOf.apply(file));
      Candidate now = matches.assigned(file);
      boolean isNewest = file.equals(newest.get(file.name()));
      boolean renamedBefore = first && !file.location().equals(file.name());
      boolean again =
          isNewest
              && (searched.remove(file.name())
                  || renamedBefore
                  || isReplaced(file.name(), listing));
      boolean moved = again || now == null || !Listing.absolute(now.path()).equals(was);
      boolean missed = now == null && file.state().isMissed();
      if (!moved || file.state() == KnownFile.State.DROPPED || !(missed || isNewest)) {
        continue;
      }
      if (now == null && !missed && !gone.add(file.text()) && !again) {
        continue;
      }
      try {
        searchBeside(file, was, isNewest, matches, listing);
        Path named = Listing.absolute(named(file.name()));
        if (isNewest && !named.equals(was)) {
          // It was renamed inside of the set: those behind it have names like its first one.
          searchBeside(file, named, true, matches, listing);
        }
      } catch (NoSuchFileException e) {
        searched.add(file.name());
        gone.remove(file.text());
        throw e;
      }
    }
    between.sort(
        Comparator.comparingLong((Survey.Arrival a) -> a.candidate().stamp().modified())
            .thenComparing(a -> a.candidate().location(), Comparator.reverseOrder()));
  }

  /** Notes which files have the names of known files, at the end of a look that succeeded. */
  void looked(Matches matches, Listing listing) {
    atName.clear();
    for (KnownFile file : matches.known()) {
      atName.put(file.name(), inode(file.name(), listing));
    }
  }

  private boolean isReplaced(String name, Listing listing) {
    String last = atName.getOrDefault(name, "");
    return !last.isEmpty() && !last.equals(inode(name, listing));
  }

  private String inode(String name, Listing listing) {
    Candidate at = listing.at(named(name));
    return at == null ? "" : at.stamp().inode();
  }

  private Path named(String name) {
    return files.folder().resolve(name);
  }

  private void searchBeside(
      KnownFile file, Path was, boolean isNewest, Matches matches, Listing listing)
      throws IOException {
    List<Candidate> beside = beside(file, was, listing);
    matches.byContent(beside);
    if (isNewest) {
      // Another file may be where a known one was beside the set.
      List<Candidate> others = new ArrayList<>(beside);
      others.addAll(listing.outside());
      findBetween(file, others, matches, listing);
      if (Neighbours.isCut(beside, file.stamp()) && tooMany.add(file.text())) {
        warnings.accept(
            "more than %d files beside %s were written after it: only the youngest are read"
                .formatted(Neighbours.MOST, was));
      }
    }
    if (!inodes(beside(file, was, listing)).equals(inodes(beside))) {
      throw renamed(was);
    }
  }

  private List<Candidate> beside(KnownFile file, Path was, Listing listing) throws IOException {
    return Neighbours.of(was, file.stamp(), files, path -> listing.at(path) != null);
  }

  /**
   * A file that is renamed while folders are listed and read can be missed, or be taken for the one
   * that gets its name.
   */
  static NoSuchFileException renamed(Path path) {
    return new NoSuchFileException(path.toString(), null, "files are renamed all the time");
  }

  private static Map<Path, String> inodes(List<Candidate> candidates) {
    Map<Path, String> inodes = new HashMap<>();
    candidates.forEach(one -> inodes.put(one.path(), one.stamp().inode()));
    return inodes;
  }

  private void findBetween(KnownFile file, List<Candidate> beside, Matches matches, Listing listing)
      throws IOException {
    Heads heads = new Heads(matches.known());
    Path named = named(file.name());
    Set<Path> found = new HashSet<>();
    between.forEach(arrival -> found.add(Listing.absolute(arrival.candidate().path())));
    for (Candidate candidate : beside) {
      boolean mayBe =
          !matches.isTaken(candidate)
              && !listing.isListedElsewhere(candidate)
              && !listing.isInSet(candidate.path())
              && candidate.stamp().modified() >= file.stamp().modified()
              && !found.contains(Listing.absolute(candidate.path()))
              && Neighbours.isRotated(candidate.path(), named);
      if (mayBe
          && !candidate.isCompressionOfAnother()
          && matches.copied(candidate, heads).isEmpty()) {
        Beginning beginning = Beginning.of(candidate.path(), settings.textOf(file.name()));
        if (beginning.hasRecords()) {
          String reading = readings.like(candidate.path(), beginning, file.reading());
          between.add(new Survey.Arrival(candidate, file.name(), beginning, reading));
          matches.take(candidate);
        }
      }
    }
  }

  /** Puts the files that were found in front of those of their name. */
  void insertInto(List<Survey.Arrival> arrivals) {
    for (Survey.Arrival arrival : between) {
      int at = 0;
      while (at < arrivals.size() && arrivals.get(at).name().compareTo(arrival.name()) < 0) {
        at++;
      }
      while (at < arrivals.size() && between.contains(arrivals.get(at))) {
        at++;
      }
      arrivals.add(at, arrival);
    }
  }
}
