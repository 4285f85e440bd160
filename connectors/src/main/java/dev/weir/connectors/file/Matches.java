package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Content;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which known file is which file on the disk, at one look. */
final class Matches {

  private final Map<String, KnownFile> known = new LinkedHashMap<>();
  private final Map<String, Candidate> assigned = new LinkedHashMap<>();
  private final Set<Candidate> taken = new HashSet<>();
  private final Map<String, Candidate> shorter = new HashMap<>();
  private final Consumer<String> found;

  /**
   * No file is assigned yet.
   *
   * @param found receives the text of each known file when it is assigned
   */
  Matches(Collection<KnownFile> files, Consumer<String> found) {
    this.found = found;
    files.forEach(file -> known.put(file.text(), file));
  }

  Collection<KnownFile> known() {
    return known.values();
  }

  /** Where known files are, by their texts. */
  Map<String, Candidate> assigned() {
    return assigned;
  }

  @Nullable Candidate assigned(KnownFile file) {
    return assigned.get(file.text());
  }

  /** Shorter copies of known files that are found nowhere else, by the texts of these. */
  Map<String, Candidate> shorter() {
    return shorter;
  }

  List<KnownFile> unassigned() {
    return known.values().stream().filter(f -> !assigned.containsKey(f.text())).toList();
  }

  boolean isTaken(Candidate candidate) {
    return taken.contains(candidate);
  }

  /** The file is not to be assigned to another known file. */
  void take(Candidate candidate) {
    taken.add(candidate);
  }

  private void assign(KnownFile file, Candidate candidate) {
    assigned.put(file.text(), candidate);
    taken.add(candidate);
    shorter.remove(file.text());
    found.accept(file.text());
  }

  /**
   * Files that were located, and are where they were, unchanged or longer.
   *
   * @param located where known files were at the last look, by their texts
   * @param rewritten texts of files that are to be searched for all the same
   */
  void byPlaceUnchanged(Listing listing, Map<String, Candidate> located, Set<String> rewritten) {
    for (KnownFile file : known.values()) {
      Candidate last = located.get(file.text());
      Candidate now = last == null ? null : listing.at(last.path());
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
  void byInodeAndPlace(Listing listing, Function<KnownFile, Path> placeOf) throws IOException {
    for (KnownFile file : unassigned()) {
      assignIfSame(file, listing.withInode(file.stamp().inode()));
    }
    for (KnownFile file : unassigned()) {
      assignIfSame(file, listing.at(placeOf.apply(file)));
    }
  }

  private void assignIfSame(KnownFile file, @Nullable Candidate candidate) throws IOException {
    if (candidate != null && isSame(file, candidate)) {
      assign(file, candidate);
    }
  }

  private boolean isSame(KnownFile file, Candidate candidate) throws IOException {
    if (taken.contains(candidate)) {
      return false;
    }
    // A file that was decompressed once to its end is not decompressed again to be recognized.
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

  void byContent(Collection<Candidate> candidates) throws IOException {
    Heads heads = new Heads(unassigned());
    for (Candidate candidate : candidates) {
      if (!taken.contains(candidate)) {
        byContent(candidate, heads);
      }
    }
  }

  private void byContent(Candidate candidate, Heads heads) throws IOException {
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

  /**
   * The known file of which a candidate is a copy, whole or under way.
   *
   * @param heads of all known files
   */
  Optional<KnownFile> copied(Candidate candidate, Heads heads) throws IOException {
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
    // A candidate may be too short to have the whole head of a known file.
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
}
