package dev.weir.chaos.feed;

import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CorruptCheckpointException;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.checkpointing.StateHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoints of a process that is not running.
 *
 * @param pipeline whose; empty for all together
 */
public record Checkpoints(Path directory, String pipeline) {

  /** Those of all pipelines together. */
  public Checkpoints(Path directory) {
    this(directory, "");
  }

  /** Whether it is a place in the history of a source, of which the source itself knows nothing. */
  public static boolean isInHistory(String position) {
    return position.startsWith("history:");
  }

  /** Where the source stood when the oldest one that is whole was taken. */
  Optional<String> oldestPosition() throws IOException {
    return whole().stream().map(reader -> reader.header().position()).findFirst();
  }

  /** Returns that of the newest checkpoint. */
  public Optional<String> newestPosition() throws IOException {
    return whole().reversed().stream().map(reader -> reader.header().position()).findFirst();
  }

  /** Returns the learned state of the newest checkpoint. */
  public Optional<String> stateHash() throws IOException {
    List<CheckpointReader> whole = whole();
    return whole.isEmpty() ? Optional.empty() : Optional.of(whole.getLast().stateHash());
  }

  /**
   * The state hash, with the number of its record instead of each id that depends on a position.
   */
  public Optional<String> stateHash(Placeless words) throws IOException {
    List<CheckpointReader> whole = whole();
    if (whole.isEmpty()) {
      return Optional.empty();
    }
    StateHash hash = new StateHash();
    CheckpointReader newest = whole.getLast();
    for (CheckpointReader.SectionInfo section : newest.sections()) {
      if (section.type().hashed()) {
        newest.read(section.type(), entry -> hash.add(words.state(entry)));
      }
    }
    return Optional.of(hash.hex());
  }

  /** Files of complete checkpoints, oldest first. */
  public List<Path> files() throws IOException {
    Path place = pipeline.isEmpty() ? directory : of(pipeline);
    return Files.isDirectory(place) ? LocalCheckpointStore.files(place) : List.of();
  }

  /** How many damaged checkpoints were moved aside. */
  long putAside() throws IOException {
    if (!Files.isDirectory(directory)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files.filter(file -> file.toString().endsWith(".corrupt")).count();
    }
  }

  /** How many complete ones are not whole. */
  public long damaged() throws IOException {
    long damaged = 0;
    for (Path file : files()) {
      damaged += open(file).isEmpty() && Files.exists(file) ? 1 : 0;
    }
    return damaged;
  }

  /** Number of the newest; 0 if there is none. */
  public long newest() throws IOException {
    List<Path> files = files();
    return files.isEmpty() ? 0 : number(files.getLast());
  }

  private static long number(Path file) {
    return Long.parseLong(file.getFileName().toString().replaceAll("\\D", ""));
  }

  /** Where those of a pipeline are. */
  public Path of(String name) {
    return directory.resolve(LocalCheckpointStore.directoryOf(name));
  }

  /** Those that the program would take. */
  private List<CheckpointReader> whole() throws IOException {
    List<CheckpointReader> whole = new ArrayList<>();
    for (Path file : files()) {
      open(file).ifPresent(whole::add);
    }
    return whole;
  }

  private static Optional<CheckpointReader> open(Path file) throws IOException {
    try {
      return Optional.of(LocalCheckpointStore.openFile(file));
    } catch (CorruptCheckpointException | NoSuchFileException e) {
      // Of a process that runs, one may be removed between the listing and the opening.
      return Optional.empty();
    }
  }
}
