package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Beginning;
import dev.weir.connectors.file.content.RewrittenException;
import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSet;
import dev.weir.connectors.file.set.FileSettings;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds out which files of a set are known, and where they are now. Remembers the last look, so
 * that only files that changed are opened.
 */
final class Survey {

  /**
   * A file that is not known.
   *
   * @param reading key of the decision how its records are read; empty for the usual names
   */
  record Arrival(Candidate candidate, String name, Beginning beginning, String reading) {}

  /**
   * The result of a look.
   *
   * @param located where known files are, by their texts
   * @param inSet texts of those that the path of the source names
   * @param arrivals files to be taken, in the order in which they are to be read
   * @param missing texts of known files of which something is missing
   * @param partial texts of known files of which only a shorter copy was found
   * @param failure why the first new file that cannot be read cannot be: neither it nor a new file
   *     behind it is among the arrivals
   */
  record Seen(
      Map<String, Candidate> located,
      Set<String> inSet,
      List<Arrival> arrivals,
      List<String> missing,
      Map<String, Candidate> partial,
      Optional<IOException> failure) {}

  private static final int MOST_ATTEMPTS = 20;

  private final FileSettings settings;
  private final FileSet files;
  private final Consumer<String> warnings;
  private final FileReadings readings;
  private final Map<String, Candidate> located = new HashMap<>();
  private final Map<Path, Stamp> passedOver = new HashMap<>();

  /** Files that the look under way has passed over for the first time. */
  private final Set<Path> passedNow = new HashSet<>();

  private final Set<String> rewritten = new HashSet<>();
  private final MissedFiles missed;
  private boolean foundNothing;

  /** Whether a look has succeeded. */
  private boolean looked;

  Survey(FileSettings settings, FileSet files, Consumer<String> warnings, FileReadings readings) {
    this.settings = settings;
    this.files = files;
    this.warnings = warnings;
    this.readings = readings;
    this.missed = new MissedFiles(settings, files, warnings, readings);
  }

  /** Where a file was at the last look. */
  Optional<Path> pathOf(String text) {
    return Optional.ofNullable(located.get(text)).map(Candidate::path);
  }

  /** Whether the last look found no file that the path of the source names. */
  boolean foundNothing() {
    return foundNothing;
  }

  /** The content that was read is no longer at its place: the next look searches for it. */
  void rewritten(String text) {
    rewritten.add(text);
  }

  /** The gap behind the file is counted. */
  void counted(String text) {
    missed.counted(text);
  }

  /**
   * Looks.
   *
   * @param held text of a file that is open, and so cannot be missing; empty for none
   */
  Seen look(Collection<KnownFile> known, String held) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return lookOnce(known, held);
      } catch (NoSuchFileException | RewrittenException e) {
        // Files are renamed just now: one went away, or another has its name. A file that was
        // passed
        // over may have been another one.
        passedOver.keySet().removeAll(passedNow);
        missed.searchAgain();
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Seen lookOnce(Collection<KnownFile> known, String held) throws IOException {
    passedNow.clear();
    Look look = new Look(known);
    look.match();
    missed.keep(look.matches, look.listing);
    missed.search(look.matches, look.listing, this::pathOf, !looked);
    Seen seen = look.seen(held);
    if (look.hasReadContent || !seen.arrivals().isEmpty()) {
      look.listing.requireUnmoved();
    }
    missed.looked(look.matches, look.listing);
    located.clear();
    located.putAll(seen.located());
    rewritten.clear();
    foundNothing = look.listing.isEmpty();
    looked = true;
    return seen;
  }

  private Path pathOf(KnownFile file) {
    Candidate last = located.get(file.text());
    return last == null ? files.folder().resolve(file.location()).normalize() : last.path();
  }

  /** One look. */
  private final class Look {

    private final Matches matches;
    private final Listing listing;
    private boolean hasReadContent;

    Look(Collection<KnownFile> knownFiles) throws IOException {
      this.matches = new Matches(knownFiles, missed::found);
      Set<Path> places = new HashSet<>();
      for (KnownFile file : matches.known()) {
        places.add(Listing.absolute(pathOf(file)));
      }
      this.listing =
          new Listing(files, name -> files.isSingleFile() || readings.isWanted(name), places);
    }

    /** Files that were located, then those with the inode or in the place, then by content. */
    void match() throws IOException {
      matches.byPlaceUnchanged(listing, located, rewritten);
      hasReadContent = !matches.unassigned().isEmpty();
      matches.byInodeAndPlace(listing, Survey.this::pathOf);
      matches.byContent(listing.all());
    }

    Seen seen(String held) throws IOException {
      List<Arrival> arrivals = new ArrayList<>();
      Optional<IOException> failure = addArrivals(arrivals);
      missed.insertInto(arrivals);
      Set<String> missing = new LinkedHashSet<>(missed.tooMany());
      matches.unassigned().stream()
          .filter(file -> file.state().isMissed() && !file.text().equals(held))
          .filter(file -> !matches.shorter().containsKey(file.text()))
          .forEach(file -> missing.add(file.text()));
      Set<String> named = new HashSet<>();
      matches
          .assigned()
          .forEach((text, candidate) -> {
            if (listing.isInSet(candidate.path())) {
              named.add(text);
            }
          });
      matches.shorter().keySet().removeAll(matches.assigned().keySet());
      for (Arrival arrival : arrivals) {
        Candidate candidate = arrival.candidate();
        Optional<Stamp> now = FileSet.stampOf(candidate.path());
        if (now.isEmpty() || !now.get().inode().equals(candidate.stamp().inode())) {
          throw MissedFiles.renamed(candidate.path());
        }
      }
      return new Seen(
          matches.assigned(), named, arrivals, List.copyOf(missing), matches.shorter(), failure);
    }

    /** Adds the new files of the set up to the first that cannot be read; returns its failure. */
    private Optional<IOException> addArrivals(List<Arrival> arrivals) throws IOException {
      Heads heads = new Heads(matches.known());
      for (Candidate candidate : listing.inSet()) {
        if (matches.isTaken(candidate) || isPassedOver(candidate)) {
          continue;
        }
        try {
          arrival(candidate, heads).ifPresent(arrivals::add);
        } catch (NoSuchFileException e) {
          throw e;
        } catch (IOException e) {
          passedOver.remove(candidate.path());
          return Optional.of(e);
        }
      }
      return Optional.empty();
    }

    private boolean isPassedOver(Candidate candidate) {
      return candidate.stamp().equals(passedOver.get(candidate.path()))
          || matches.shorter().containsValue(candidate);
    }

    private Optional<Arrival> arrival(Candidate candidate, Heads heads) throws IOException {
      passedOver.put(candidate.path(), candidate.stamp());
      passedNow.add(candidate.path());
      if (candidate.stamp().size() == 0) {
        if (!settings.follow()) {
          warnings.accept("%s is empty".formatted(candidate.path()));
        }
        return Optional.empty();
      }
      try {
        Beginning beginning = Beginning.of(candidate.path(), settings.textOf(candidate.location()));
        if (settings.follow() && !beginning.hasRecords()) {
          return Optional.empty();
        }
        if (candidate.isCompressionOfAnother()) {
          return Optional.empty();
        }
        Optional<KnownFile> copied = matches.copied(candidate, heads);
        if (copied.isPresent()) {
          warnings.accept(
              "%s has what was read as '%s': it is not read again"
                  .formatted(candidate.path(), copied.get().text()));
          return Optional.empty();
        }
        boolean named = files.isSingleFile() || settings.isReadable(candidate.location());
        Optional<String> reading =
            readings.take(
                candidate.path(),
                beginning,
                named,
                readingOf(candidate.location()),
                behind(candidate));
        if (reading.isEmpty()) {
          return Optional.empty();
        }
        passedOver.remove(candidate.path());
        return Optional.of(new Arrival(candidate, candidate.location(), beginning, reading.get()));
      } catch (NoSuchFileException e) {
        // It went away since it was listed.
        return Optional.empty();
      }
    }

    /** New files behind one in the order of their names. */
    private List<Path> behind(Candidate candidate) {
      List<Candidate> all = listing.inSet();
      return all.subList(all.indexOf(candidate) + 1, all.size()).stream()
          .filter(other -> !matches.isTaken(other) && other.stamp().size() > 0)
          .map(Candidate::path)
          .toList();
    }

    /** The key of the decision for the newest file of this name; empty if there is none. */
    private String readingOf(String name) {
      return matches.known().stream()
          .filter(file -> file.name().equals(name))
          .max(Comparator.comparingInt(KnownFile::generation))
          .map(KnownFile::reading)
          .orElse("");
    }
  }
}
