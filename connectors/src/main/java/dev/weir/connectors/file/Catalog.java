package dev.weir.connectors.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The files that were taken, in that order, and what is counted of them. One owner. */
final class Catalog {

  /** How many files that the path of the source does not name any more are kept. */
  static final int MOST_GONE = 1_000;

  private final String folder;
  private final Map<String, Integer> index = new HashMap<>();
  private List<KnownFile> files;
  private long gaps;
  private int generation;
  private long forgotten;

  Catalog(FilePosition from, String folder) {
    this.folder = folder;
    this.files = List.copyOf(from.files());
    this.gaps = from.gaps();
    this.generation = from.generation();
    this.forgotten = from.forgotten();
    number();
  }

  private void number() {
    index.clear();
    for (int i = 0; i < files.size(); i++) {
      index.put(files.get(i).text(), i);
    }
  }

  List<KnownFile> files() {
    return files;
  }

  long gaps() {
    return gaps;
  }

  /** When the youngest file that was forgotten was written to; 0 if none was. */
  long forgotten() {
    return forgotten;
  }

  Optional<KnownFile> find(String text) {
    Integer at = index.get(text);
    return at == null ? Optional.empty() : Optional.of(files.get(at));
  }

  /** Replaces what is known of a file, or adds it. */
  void put(KnownFile file) {
    List<KnownFile> changed = new ArrayList<>(files);
    Integer at = index.putIfAbsent(file.text(), changed.size());
    if (at == null) {
      changed.add(file);
    } else {
      changed.set(at, file);
    }
    files = changed;
  }

  /** Replaces what is known of several files. */
  void putAll(List<KnownFile> changes) {
    if (!changes.isEmpty()) {
      List<KnownFile> changed = new ArrayList<>(files);
      for (KnownFile file : changes) {
        Integer at = index.get(file.text());
        if (at != null) {
          changed.set(at, file);
        }
      }
      files = changed;
    }
  }

  /** Counts that something of a file is missing, once. */
  void countGap(KnownFile file) {
    if (file.state() != KnownFile.State.COUNTED) {
      gaps++;
    }
    put(file.with(KnownFile.State.COUNTED));
  }

  /** Counts that what is behind a damaged place of a file is missing. */
  void countDamage(KnownFile file) {
    gaps++;
    put(file.with(KnownFile.State.REFUSED));
  }

  void forget(KnownFile file) {
    List<KnownFile> changed = new ArrayList<>(files);
    changed.remove(file);
    files = changed;
    generation = Math.max(generation, file.generation() + 1);
    forgotten = Math.max(forgotten, file.stamp().modified());
    number();
  }

  /** The lowest generations under which no file of a name was taken. */
  Generations generations() {
    Generations next = new Generations(generation, index.keySet());
    files.forEach(next::taken);
    return next;
  }

  /** Gives files of one name different texts. */
  static final class Generations {
    private final int lowest;
    private final Set<String> texts;
    private final Map<String, Integer> next = new HashMap<>();

    private Generations(int lowest, Set<String> texts) {
      this.lowest = lowest;
      this.texts = texts;
    }

    private void taken(KnownFile file) {
      next.merge(file.name(), file.generation() + 1, Math::max);
    }

    int take(String name) {
      int generation = next.getOrDefault(name, lowest);
      while (texts.contains(KnownFile.text(name, generation))) {
        generation++;
      }
      next.put(name, generation + 1);
      return generation;
    }
  }

  /**
   * The place behind the last record.
   *
   * @param current the file that is read, as far as it was; empty for none
   */
  FilePosition position(long decision, int step, Optional<KnownFile> current) {
    List<KnownFile> now = files;
    Integer at = current.map(file -> index.get(file.text())).orElse(null);
    if (at != null && current.isPresent()) {
      // Made for each poll: the copy is left to those that are asked for their text.
      return new FilePosition(
          decision,
          step,
          at,
          gaps,
          generation,
          forgotten,
          folder,
          new Replaced(now, at, current.get()));
    }
    return new FilePosition(
        decision, step, at == null ? -1 : at, gaps, generation, forgotten, folder, now);
  }

  /** A list with another element at one place. */
  private static final class Replaced extends java.util.AbstractList<KnownFile> {
    private final List<KnownFile> list;
    private final int at;
    private final KnownFile element;

    Replaced(List<KnownFile> list, int at, KnownFile element) {
      this.list = list;
      this.at = at;
      this.element = element;
    }

    @Override
    public KnownFile get(int i) {
      return i == at ? element : list.get(i);
    }

    @Override
    public int size() {
      return list.size();
    }
  }
}
