package dev.weir.app.service;

import dev.weir.app.http.routing.Reply;
import dev.weir.app.report.CheckpointsJson;
import dev.weir.app.report.CheckpointsJson.Listed;
import dev.weir.checkpointing.CheckpointHeader;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.CorruptCheckpointException;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.engine.Sections;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lists and verifies the checkpoints on the disk, for requests. Thread-safe; bounded: {@value
 * #LISTINGS} requests list at one time, one verifies.
 */
final class CheckpointFiles {

  private static final Logger LOG = LoggerFactory.getLogger("weir.checkpoint");
  private static final int LISTINGS = 4;
  private static final int MOST_NAMED = 5;

  private final Optional<Path> directory;
  private final Supplier<Set<String>> sources;
  private final Executor threads;
  private final Semaphore listings = new Semaphore(LISTINGS);
  private final Semaphore verifications = new Semaphore(1);

  /**
   * Reads nothing yet.
   *
   * @param directory empty if nothing is saved
   * @param sources that run now
   * @param threads may wait for the disk
   */
  CheckpointFiles(Optional<Path> directory, Supplier<Set<String>> sources, Executor threads) {
    this.directory = directory;
    this.sources = sources;
    this.threads = threads;
  }

  @FunctionalInterface
  private interface Work {
    Reply answer(Path directory) throws IOException;
  }

  /** The checkpoints of one source, or of all; the newest of each first. */
  CompletionStage<Reply> list(Optional<String> source) {
    return run(
        listings,
        place -> {
          Listing listing = listing(place, source);
          return source.isPresent() && listing.sorted().isEmpty()
              ? listOfNone(place, source.get(), listing)
              : list(listing);
        });
  }

  private static Reply list(Listing listing) {
    return Reply.json(CheckpointsJson.list(listing.sorted(), listing.unreadable()));
  }

  /** The answer about a source without checkpoints, which may not be there at all. */
  private Reply listOfNone(Path place, String source, Listing nothing) throws IOException {
    Set<String> known = new TreeSet<>(sources.get());
    if (known.contains(source)) {
      return list(nothing);
    }
    listing(place, Optional.empty()).sorted().forEach(each -> known.add(each.header().pipeline()));
    return Reply.problem(
        404,
        known.isEmpty()
            ? "no source runs, and none has checkpoints"
            : "no source has the name '%s'; there are %s%s"
                .formatted(
                    source,
                    known.stream().limit(MOST_NAMED).collect(Collectors.joining(", ")),
                    known.size() > MOST_NAMED
                        ? " and %d more".formatted(known.size() - MOST_NAMED)
                        : ""));
  }

  /**
   * Reads a checkpoint from the first byte to the last.
   *
   * @param source may be left out if only one has checkpoints
   * @param number the newest if it is left out
   */
  CompletionStage<Reply> verify(Optional<String> source, OptionalLong number) {
    return run(verifications, place -> verify(place, source, number));
  }

  private CompletionStage<Reply> run(Semaphore permits, Work work) {
    if (directory.isEmpty()) {
      return Reply.problem(404, "nothing is saved: weir.engine.model-checkpointing is off").now();
    }
    if (!permits.tryAcquire()) {
      return Reply.problem(503, "the disk is busy with other requests of this kind")
          .with("Retry-After", "1")
          .now();
    }
    CompletableFuture<Reply> reply = new CompletableFuture<>();
    threads.execute(() -> {
      try {
        reply.complete(work.answer(directory.get()));
      } catch (IOException e) {
        LOG.warn("checkpoints cannot be read: {}", FileFailure.of(e));
        reply.complete(Reply.problem(503, "checkpoints cannot be read; the log says why"));
      } catch (RuntimeException | Error e) {
        reply.completeExceptionally(e);
      } finally {
        permits.release();
      }
    });
    return reply;
  }

  /**
   * The checkpoints of one source, or of all.
   *
   * @param sorted by source, the newest first
   * @param unreadable how many files have no header that can be read
   */
  private record Listing(List<Listed> sorted, int unreadable) {}

  private static Listing listing(Path directory, Optional<String> source) throws IOException {
    List<Listed> listed = new ArrayList<>();
    int unreadable = 0;
    if (!Files.isDirectory(directory)) {
      return new Listing(listed, unreadable);
    }
    for (Path file : LocalCheckpointStore.files(directory)) {
      try {
        CheckpointHeader header = LocalCheckpointStore.header(file);
        if (source.map(header.pipeline()::equals).orElse(true)) {
          listed.add(new Listed(file, header, Files.size(file)));
        }
      } catch (CorruptCheckpointException e) {
        unreadable++;
        LOG.warn("{}", e.getMessage());
      } catch (NoSuchFileException _) {
        // A newer one has replaced it meanwhile.
      }
    }
    listed.sort(
        Comparator.comparing((Listed each) -> each.header().pipeline())
            .thenComparing(each -> each.header().number(), Comparator.reverseOrder()));
    return new Listing(listed, unreadable);
  }

  private static Reply verify(Path directory, Optional<String> source, OptionalLong number)
      throws IOException {
    List<Listed> all = listing(directory, Optional.empty()).sorted();
    List<Listed> found =
        all.stream()
            .filter(each -> source.isEmpty() || each.header().pipeline().equals(source.get()))
            .filter(each -> number.isEmpty() || each.header().number() == number.getAsLong())
            .toList();
    if (found.isEmpty()) {
      return Reply.problem(404, noneOf(all));
    }
    String first = found.getFirst().header().pipeline();
    if (found.stream().anyMatch(each -> !each.header().pipeline().equals(first))) {
      return Reply.problem(400, "several sources have checkpoints: name one by source");
    }
    return verify(found.getFirst());
  }

  private static String noneOf(List<Listed> all) {
    return all.isEmpty()
        ? "no checkpoint is on the disk yet"
        : all.stream()
            .limit(MOST_NAMED)
            .map(each -> "%d of '%s'".formatted(each.header().number(), each.header().pipeline()))
            .collect(
                Collectors.joining(
                    ", ",
                    "no checkpoint on the disk has this source and number; there are %d, such as "
                        .formatted(all.size()),
                    ""));
  }

  private static Reply verify(Listed listed) throws IOException {
    try {
      CheckpointReader reader = LocalCheckpointStore.openFile(listed.file(), Sections.KNOWN);
      for (CheckpointReader.SectionInfo section : reader.sections()) {
        reader.read(section.type(), _ -> {});
      }
      return Reply.json(CheckpointsJson.whole(reader));
    } catch (CorruptCheckpointException e) {
      LOG.warn("{}", e.getMessage());
      return Reply.json(CheckpointsJson.damaged(listed.header()));
    } catch (NoSuchFileException _) {
      return Reply.problem(
          404,
          "checkpoint %d of '%s' was replaced by a newer one meanwhile"
              .formatted(listed.header().number(), listed.header().pipeline()));
    }
  }
}
