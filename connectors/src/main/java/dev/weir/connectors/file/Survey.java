package dev.weir.connectors.file;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
   * What a look found.
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
  private final Set<String> rewritten = new HashSet<>();
  private final Set<String> gone = new HashSet<>();

  /** Files found beside others, and the names of the set that must be searched for once more. */
  private final List<Arrival> between = new ArrayList<>();

  private final Set<String> searched = new HashSet<>();

  /** Texts of files behind which there are more than are looked at, until their gap is counted. */
  private final Set<String> tooMany = new HashSet<>();

  private boolean foundNothing;

  /**
   * Whether a look has succeeded. A process may have ended after it found the new place of a file,
   * and before it decided to read the files behind: the first look searches for these once more.
   */
  private boolean looked;

  Survey(FileSettings settings, FileSet files, Consumer<String> warnings, FileReadings readings) {
    this.settings = settings;
    this.files = files;
    this.warnings = warnings;
    this.readings = readings;
  }

  /** Where a file was at the last look. */
  Optional<Path> pathOf(String text) {
    return Optional.ofNullable(located.get(text)).map(Candidate::path);
  }

  /** Whether the last look found no file that the path of the source names. */
  boolean foundNothing() {
    return foundNothing;
  }

  /** What was read of the file is not where it was any more: the next look searches for it. */
  void rewritten(String text) {
    rewritten.add(text);
  }

  /** The gap behind the file is counted. */
  void counted(String text) {
    tooMany.remove(text);
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
        // Files are renamed just now: one went away, or another has its name.
        between.forEach(arrival -> searched.add(arrival.name()));
        between.clear();
        if (attempt == MOST_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private Seen lookOnce(Collection<KnownFile> known, String held) throws IOException {
    Look look = new Look(known);
    look.matchUnchanged();
    look.matchByInodeAndPlace();
    look.matchByContent(look.all);
    look.keepBetween();
    look.searchBeside();
    Seen seen = look.seen(held);
    located.clear();
    located.putAll(seen.located());
    rewritten.clear();
    foundNothing = look.listed.isEmpty();
    looked = true;
    return seen;
  }

  private Path pathOf(KnownFile file) {
    Candidate last = located.get(file.text());
    return last == null ? files.folder().resolve(file.location()).normalize() : last.path();
  }

  private static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /** One look. */
  private final class Look {

    private final Map<String, KnownFile> known = new LinkedHashMap<>();
    private final Map<Path, Candidate> byPath = new HashMap<>();
    private final Map<String, Candidate> byInode = new HashMap<>();
    private final Set<Path> listed = new HashSet<>();
    private final List<Candidate> inSet = new ArrayList<>();
    private final List<Candidate> all;
    private final Map<String, Candidate> assigned = new LinkedHashMap<>();
    private final Set<Candidate> taken = new HashSet<>();
    private final Map<String, Candidate> shorter = new HashMap<>();

    Look(Collection<KnownFile> knownFiles) throws IOException {
      Set<Path> places = new HashSet<>();
      for (KnownFile file : knownFiles) {
        known.put(file.text(), file);
        places.add(absolute(pathOf(file)));
      }
      for (FileSet.Entry entry : files.list()) {
        if (files.isSingleFile() || readings.isWanted(entry.name())) {
          list(new Candidate(entry.name(), entry.path(), entry.stamp()), places);
        }
      }
      inSet.addAll(byPath.values());
      inSet.sort(Comparator.comparing(Candidate::location));
      all = new ArrayList<>(inSet);
      for (Path place : places) {
        if (!listed.contains(place)) {
          Optional<Stamp> stamp = FileSet.stampOf(place);
          if (stamp.isPresent() && !byInode.containsKey(stamp.get().inode())) {
            Candidate outside = new Candidate(files.locationOf(place), place, stamp.get());
            add(outside);
            all.add(outside);
          }
        }
      }
    }

    /** A file with several names counts once: under the one that is known, else the first. */
    private void list(Candidate candidate, Set<Path> places) {
      listed.add(absolute(candidate.path()));
      Candidate other = byInode.get(candidate.stamp().inode());
      if (other == null || candidate.stamp().inode().isEmpty()) {
        add(candidate);
      } else if (places.contains(absolute(candidate.path()))
          && !places.contains(absolute(other.path()))) {
        byPath.remove(absolute(other.path()));
        add(candidate);
      }
    }

    private void add(Candidate candidate) {
      byPath.put(absolute(candidate.path()), candidate);
      if (!candidate.stamp().inode().isEmpty()) {
        byInode.put(candidate.stamp().inode(), candidate);
      }
    }

    private void assign(KnownFile file, Candidate candidate) {
      assigned.put(file.text(), candidate);
      taken.add(candidate);
      shorter.remove(file.text());
      gone.remove(file.text());
    }

    private List<KnownFile> unassigned() {
      return known.values().stream().filter(f -> !assigned.containsKey(f.text())).toList();
    }

    /** Files that were located, and are where they were, unchanged or longer. */
    void matchUnchanged() {
      for (KnownFile file : known.values()) {
        Candidate last = located.get(file.text());
        Candidate now = last == null ? null : byPath.get(absolute(last.path()));
        if (last == null || now == null || rewritten.contains(file.text())) {
          continue;
        }
        boolean grown =
            last.stamp().isSameFile(now.stamp()) && now.stamp().size() > last.stamp().size();
        if (!taken.contains(now) && (grown || now.stamp().equals(last.stamp()))) {
          assign(file, now);
        }
      }
    }

    /** Of several files with equal content, a known one is that with its inode, or in its place. */
    void matchByInodeAndPlace() throws IOException {
      for (KnownFile file : unassigned()) {
        Candidate candidate = byInode.get(file.stamp().inode());
        if (candidate != null && isSame(file, candidate)) {
          assign(file, candidate);
        }
      }
      for (KnownFile file : unassigned()) {
        Candidate candidate = byPath.get(absolute(pathOf(file)));
        if (candidate != null && isSame(file, candidate)) {
          assign(file, candidate);
        }
      }
    }

    private boolean isSame(KnownFile file, Candidate candidate) throws IOException {
      if (taken.contains(candidate)) {
        return false;
      }
      // What was decompressed once to its end is not decompressed again to be recognized.
      boolean unchanged =
          file.state() == KnownFile.State.DONE
              && Content.isNamedCompressed(candidate.path())
              && candidate.stamp().equals(file.stamp());
      return unchanged || match(file, candidate) == Candidate.Match.SAME;
    }

    private static Candidate.Match match(KnownFile file, Candidate candidate) throws IOException {
      try {
        return candidate.match(file);
      } catch (NoSuchFileException e) {
        // It went away since it was listed.
        return Candidate.Match.OTHER;
      }
    }

    void matchByContent(Collection<Candidate> candidates) throws IOException {
      Heads heads = new Heads(unassigned());
      for (Candidate candidate : candidates) {
        if (!taken.contains(candidate)) {
          matchByContent(candidate, heads);
        }
      }
    }

    private void matchByContent(Candidate candidate, Heads heads) throws IOException {
      for (KnownFile file : heads.beginning(candidate)) {
        if (assigned.containsKey(file.text())) {
          continue;
        }
        switch (match(file, candidate)) {
          case SAME -> {
            assign(file, candidate);
            return;
          }
          case SHORTER -> shorter.putIfAbsent(file.text(), candidate);
          case OTHER -> {}
        }
      }
    }

    /** Drops what was found beside others and is taken now, or is not there any more. */
    void keepBetween() throws IOException {
      for (Arrival arrival : List.copyOf(between)) {
        Path path = arrival.candidate().path();
        Candidate known = byPath.get(absolute(path));
        Optional<Stamp> now = FileSet.stampOf(path);
        boolean there = now.isPresent() && now.get().isSameFile(arrival.candidate().stamp());
        if (!there
            || (known != null && (taken.contains(known) || listed.contains(absolute(path))))) {
          between.remove(arrival);
        }
        if (known == null && !there) {
          searched.add(arrival.name());
        }
      }
    }

    /**
     * Searches beside where a file was that is not there any more, also for files that had its name
     * after it, and were renamed before they were seen under it.
     */
    void searchBeside() throws IOException {
      Map<String, KnownFile> newest = new LinkedHashMap<>();
      for (KnownFile file : known.values()) {
        newest.merge(file.name(), file, (a, b) -> a.generation() > b.generation() ? a : b);
      }
      for (KnownFile file : List.copyOf(known.values())) {
        Path was = absolute(pathOf(file));
        Candidate now = assigned.get(file.text());
        boolean isNewest = file.equals(newest.get(file.name()));
        boolean renamedBefore = !looked && !file.location().equals(file.name());
        boolean again = isNewest && (searched.remove(file.name()) || renamedBefore);
        boolean moved = again || now == null || !absolute(now.path()).equals(was);
        boolean missed = now == null && file.state().isMissed();
        if (!moved || file.state() == KnownFile.State.DROPPED || !(missed || isNewest)) {
          continue;
        }
        if (now == null && !missed && !gone.add(file.text()) && !again) {
          continue;
        }
        try {
          searchBeside(file, was, isNewest);
        } catch (NoSuchFileException e) {
          searched.add(file.name());
          gone.remove(file.text());
          throw e;
        }
      }
      between.sort(
          Comparator.comparingLong((Arrival a) -> a.candidate().stamp().modified())
              .thenComparing(a -> a.candidate().location(), Comparator.reverseOrder()));
    }

    private void searchBeside(KnownFile file, Path was, boolean isNewest) throws IOException {
      List<Candidate> beside = beside(file, was);
      matchByContent(beside);
      if (isNewest) {
        // Another file may be where a known one was beside the set.
        List<Candidate> others = new ArrayList<>(beside);
        others.addAll(all.subList(inSet.size(), all.size()));
        findBetween(file, others);
        if (Neighbours.isCut(beside, file.stamp()) && tooMany.add(file.text())) {
          warnings.accept(
              "more than %d files beside %s were written after it: only the youngest are read"
                  .formatted(Neighbours.MOST, was));
        }
      }
      if (!inodes(beside(file, was)).equals(inodes(beside))) {
        throw renamed(was);
      }
    }

    private List<Candidate> beside(KnownFile file, Path was) throws IOException {
      return Neighbours.of(was, file.stamp(), files, path -> byPath.containsKey(absolute(path)));
    }

    /**
     * A file that is renamed while folders are listed and read can be missed, or be taken for the
     * one that gets its name.
     */
    private static NoSuchFileException renamed(Path path) {
      return new NoSuchFileException(path.toString(), null, "files are renamed all the time");
    }

    private static Map<Path, String> inodes(List<Candidate> candidates) {
      Map<Path, String> inodes = new HashMap<>();
      candidates.forEach(one -> inodes.put(one.path(), one.stamp().inode()));
      return inodes;
    }

    private void findBetween(KnownFile file, List<Candidate> beside) throws IOException {
      Heads heads = new Heads(known.values());
      Path named = files.folder().resolve(file.name());
      Set<Path> found = new HashSet<>();
      between.forEach(arrival -> found.add(absolute(arrival.candidate().path())));
      for (Candidate candidate : beside) {
        boolean mayBe =
            !taken.contains(candidate)
                && !listed.contains(absolute(candidate.path()))
                && candidate.stamp().modified() >= file.stamp().modified()
                && !found.contains(absolute(candidate.path()))
                && Neighbours.isRotated(candidate.path(), named);
        if (mayBe && copied(candidate, heads).isEmpty()) {
          Beginning beginning = Beginning.of(candidate.path(), settings.textOf(file.name()));
          if (beginning.hasRecords()) {
            String reading = readings.like(candidate.path(), beginning, file.reading());
            between.add(new Arrival(candidate, file.name(), beginning, reading));
            taken.add(candidate);
          }
        }
      }
    }

    /** The known file of which a candidate is a copy, whole or under way. */
    private Optional<KnownFile> copied(Candidate candidate, Heads heads) throws IOException {
      for (KnownFile file : heads.beginning(candidate)) {
        Candidate original = assigned.get(file.text());
        Candidate.Match match = match(file, candidate);
        boolean copy =
            original == null
                ? match != Candidate.Match.OTHER
                : match != Candidate.Match.OTHER && candidate.isBeginningOf(original);
        if (copy) {
          return Optional.of(file);
        }
      }
      // What is too short to have the whole head of a known file.
      for (Map.Entry<String, Candidate> entry : assigned.entrySet()) {
        Candidate original = entry.getValue();
        if (Neighbours.isRelated(original.path(), candidate.path())
            && candidate.stamp().size() < original.stamp().size()
            && candidate.isBeginningOf(original)) {
          return Optional.ofNullable(known.get(entry.getKey()));
        }
      }
      return Optional.empty();
    }

    Seen seen(String held) throws IOException {
      List<Arrival> arrivals = new ArrayList<>();
      Optional<IOException> failure = addArrivals(arrivals);
      for (Arrival arrival : between) {
        int at = 0;
        while (at < arrivals.size() && arrivals.get(at).name().compareTo(arrival.name()) < 0) {
          at++;
        }
        while (at < arrivals.size() && between.contains(arrivals.get(at))) {
          at++;
        }
        arrivals.add(at, arrival);
      }
      Set<String> missing = new LinkedHashSet<>(tooMany);
      unassigned().stream()
          .filter(file -> file.state().isMissed() && !file.text().equals(held))
          .filter(file -> !shorter.containsKey(file.text()))
          .forEach(file -> missing.add(file.text()));
      Set<String> named = new HashSet<>();
      assigned.forEach((text, candidate) -> {
        if (listed.contains(absolute(candidate.path()))) {
          named.add(text);
        }
      });
      shorter.keySet().removeAll(assigned.keySet());
      for (Arrival arrival : arrivals) {
        Candidate candidate = arrival.candidate();
        Optional<Stamp> now = FileSet.stampOf(candidate.path());
        if (now.isEmpty() || !now.get().inode().equals(candidate.stamp().inode())) {
          throw renamed(candidate.path());
        }
      }
      return new Seen(assigned, named, arrivals, List.copyOf(missing), shorter, failure);
    }

    /** Adds the new files of the set up to the first that cannot be read; returns its failure. */
    private Optional<IOException> addArrivals(List<Arrival> arrivals) throws IOException {
      Heads heads = new Heads(known.values());
      for (Candidate candidate : inSet) {
        if (taken.contains(candidate) || isPassedOver(candidate)) {
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
          || shorter.containsValue(candidate);
    }

    private Optional<Arrival> arrival(Candidate candidate, Heads heads) throws IOException {
      passedOver.put(candidate.path(), candidate.stamp());
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
        Optional<KnownFile> copied = copied(candidate, heads);
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
      return inSet.subList(inSet.indexOf(candidate) + 1, inSet.size()).stream()
          .filter(other -> !taken.contains(other) && other.stamp().size() > 0)
          .map(Candidate::path)
          .toList();
    }

    /** How the newest file of this name is read; empty if there is none. */
    private String readingOf(String name) {
      return known.values().stream()
          .filter(file -> file.name().equals(name))
          .max(Comparator.comparingInt(KnownFile::generation))
          .map(KnownFile::reading)
          .orElse("");
    }
  }
}
