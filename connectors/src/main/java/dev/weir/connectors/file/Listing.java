package dev.weir.connectors.file;

import dev.weir.connectors.file.content.Stamp;
import dev.weir.connectors.file.set.FileSet;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The files on the disk at one look: those of the set, and those at the places of known files. */
final class Listing {

  private final Map<Path, Candidate> byPath = new HashMap<>();
  private final Map<String, Candidate> byInode = new HashMap<>();
  private final Set<Path> listed = new HashSet<>();
  private final List<Candidate> inSet = new ArrayList<>();
  private final List<Candidate> outside = new ArrayList<>();

  /**
   * Lists the files.
   *
   * @param wanted says by its name whether a file of the set is looked at
   * @param places absolute paths where known files were, in the set or not
   */
  Listing(FileSet files, Predicate<String> wanted, Set<Path> places) throws IOException {
    for (FileSet.Entry entry : files.list()) {
      if (wanted.test(entry.name())) {
        list(new Candidate(entry.name(), entry.path(), entry.stamp()), places);
      }
    }
    inSet.addAll(byPath.values());
    inSet.sort(Comparator.comparing(Candidate::location));
    for (Path place : places) {
      if (!listed.contains(place)) {
        Optional<Stamp> stamp = FileSet.stampOf(place);
        if (stamp.isPresent() && !byInode.containsKey(stamp.get().inode())) {
          Candidate candidate = new Candidate(files.locationOf(place), place, stamp.get());
          add(candidate);
          outside.add(candidate);
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

  static Path absolute(Path path) {
    return path.toAbsolutePath().normalize();
  }

  /**
   * Checks that every file is still where it was listed. If not, its path may have been read as
   * another file, and what was found out must not be used.
   *
   * @throws NoSuchFileException if a file was renamed, replaced or deleted since it was listed
   */
  void requireUnmoved() throws IOException {
    for (Map.Entry<Path, Candidate> each : byPath.entrySet()) {
      Optional<Stamp> now = FileSet.stampOf(each.getKey());
      if (now.isEmpty() || !now.get().inode().equals(each.getValue().stamp().inode())) {
        throw MissedFiles.renamed(each.getKey());
      }
    }
  }

  /** Whether a file outside of the listing is one of it, under a second name. */
  boolean isListedElsewhere(Candidate candidate) {
    Candidate listedAs = byInode.get(candidate.stamp().inode());
    return listedAs != null && !absolute(listedAs.path()).equals(absolute(candidate.path()));
  }

  /** Whether the path of the source names no file. */
  boolean isEmpty() {
    return listed.isEmpty();
  }

  /** Whether the path of the source names this file. */
  boolean isInSet(Path path) {
    return listed.contains(absolute(path));
  }

  @Nullable Candidate at(Path path) {
    return byPath.get(absolute(path));
  }

  @Nullable Candidate withInode(String inode) {
    return byInode.get(inode);
  }

  /** The files of the set, by location. */
  List<Candidate> inSet() {
    return inSet;
  }

  /** Files at places of known files that are not in the set. */
  List<Candidate> outside() {
    return outside;
  }

  List<Candidate> all() {
    List<Candidate> all = new ArrayList<>(inSet);
    all.addAll(outside);
    return all;
  }
}
