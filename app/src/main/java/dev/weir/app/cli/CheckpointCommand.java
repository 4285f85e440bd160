package dev.weir.app.cli;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.detectors.StateMismatchException;
import dev.weir.engine.Sections;
import dev.weir.engine.state.SavedState;
import dev.weir.monitoring.Printable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir checkpoint}. */
@Command(
    name = "checkpoint",
    description = "Looks at checkpoints on the disk.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir checkpoint verify data/checkpoints"})
final class CheckpointCommand extends CommandGroup {

  private static final String DIRECTORY = "A directory of checkpoints, or one checkpoint.";

  @Command(
      name = "ls",
      description = "Lists checkpoints.",
      mixinStandardHelpOptions = true,
      footer = {
        "",
        "Example: weir checkpoint ls data/checkpoints",
        "         weir checkpoint ls --url http://127.0.0.1:8080"
      })
  int ls(
      @Parameters(
              paramLabel = "DIR",
              arity = "0..1",
              description = DIRECTORY + " Without it a running service is asked.")
          Optional<Path> place,
      @Mixin ServiceClient service,
      @Mixin OutputOption output)
      throws Exception {
    if (place.isEmpty()) {
      return ls(service, output);
    }
    Path directory = place.get();
    if (Files.isDirectory(directory) && LocalCheckpointStore.files(directory).isEmpty()) {
      spec().commandLine().getErr().println(Printable.of("weir: " + nothingIn(directory)));
      print(output, List.of());
      return ExitCode.OK;
    }
    return forEach(
        directory,
        output,
        reader -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("pipeline", reader.header().pipeline());
          row.put("number", reader.header().number());
          row.put("position", reader.header().position());
          row.put("created_at", reader.header().createdAt().toString());
          row.put("bytes", reader.bytes());
          return row;
        });
  }

  private int ls(ServiceClient service, OutputOption output) throws Exception {
    JsonNode answer = service.parse(service.get("/api/v1/checkpoints"), "checkpoints");
    List<Map<String, Object>> rows = new ArrayList<>();
    for (JsonNode each : answer.path("checkpoints")) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("pipeline", each.path("source").asText());
      row.put("number", each.path("number").asLong());
      row.put("position", each.path("position").asText());
      row.put("created_at", each.path("created_at").asText());
      row.put("bytes", each.path("bytes").asLong());
      rows.add(row);
    }
    print(output, rows);
    int unreadable = answer.path("unreadable").asInt();
    if (unreadable > 0) {
      spec().commandLine().getErr().println("weir: %d files cannot be read".formatted(unreadable));
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  @Command(
      name = "inspect",
      description = "Says what checkpoints hold.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir checkpoint inspect data/checkpoints"})
  int inspect(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Mixin OutputOption output)
      throws Exception {
    return forEach(
        directory,
        output,
        reader -> {
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("pipeline", reader.header().pipeline());
          row.put("number", reader.header().number());
          row.put("previous", reader.header().previous());
          row.put("source_epoch", reader.header().sourceEpoch());
          row.put("position", reader.header().position());
          row.put("created_at", reader.header().createdAt().toString());
          row.put("writer", reader.header().writer());
          row.put("detectors", reader.header().detectors());
          row.put("bytes", reader.bytes());
          row.put("sha256", reader.digest());
          row.put("state_hash", reader.stateHash());
          List<Map<String, Object>> sections = new ArrayList<>();
          reader
              .sections()
              .forEach(section -> {
                Map<String, Object> cells = new LinkedHashMap<>();
                cells.put("code", section.type().code());
                cells.put("version", section.type().version());
                cells.put("entries", section.entries());
                cells.put("bytes", section.bytes());
                sections.add(cells);
              });
          row.put("sections", sections);
          return row;
        });
  }

  @Command(
      name = "verify",
      description = {
        "Reads checkpoints from the first byte to the last, and loads the series in them. Without a"
            + " configuration, series are loaded whose detector has its default settings; of others"
            + " the versions are checked."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir checkpoint verify -c weir.conf data/checkpoints"})
  int verify(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Option(
              names = {"-c", "--config"},
              paramLabel = "FILE",
              description = "Load the series as a start with this configuration does.")
          Optional<Path> config,
      @Mixin OutputOption output)
      throws Exception {
    SavedStates states = SavedStates.of(config);
    return forEach(
        directory,
        output,
        reader -> {
          for (CheckpointReader.SectionInfo section : reader.sections()) {
            reader.read(section.type(), entry -> {});
          }
          Map<String, Object> row = new LinkedHashMap<>();
          row.put("pipeline", reader.header().pipeline());
          row.put("number", reader.header().number());
          row.put("state", "whole");
          SavedState.Series series = states.load(reader);
          row.put("series", series.series());
          row.put("loaded", series.loaded());
          row.put("other_settings", series.relearning());
          row.put("no_detector", series.unmatched());
          return row;
        });
  }

  @Command(
      name = "state-hash",
      description = {
        "Prints a hash of the state in the latest checkpoint of each pipeline: equal exactly if all"
            + " series are in the same state."
      },
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir checkpoint state-hash data/checkpoints"})
  int stateHash(
      @Parameters(paramLabel = "DIR", description = DIRECTORY) Path directory,
      @Mixin OutputOption output)
      throws Exception {
    Map<String, Map<String, Object>> latest = new LinkedHashMap<>();
    int code =
        read(
            directory,
            reader -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("pipeline", reader.header().pipeline());
              row.put("number", reader.header().number());
              row.put("position", reader.header().position());
              row.put("state_hash", reader.stateHash());
              latest.put(reader.header().pipeline(), row);
            });
    print(output, new ArrayList<>(latest.values()));
    return code;
  }

  @FunctionalInterface
  private interface Describer {
    Map<String, Object> describe(CheckpointReader reader) throws IOException;
  }

  @FunctionalInterface
  private interface Taker {
    void take(CheckpointReader reader) throws IOException;
  }

  private int forEach(Path directory, OutputOption output, Describer describer)
      throws IOException, Refusal {
    List<Map<String, Object>> rows = new ArrayList<>();
    int code = read(directory, reader -> rows.add(describer.describe(reader)));
    print(output, rows);
    return code;
  }

  /** Reads all checkpoints; damaged ones are reported and make the verb fail. */
  private int read(Path directory, Taker taker) throws IOException, Refusal {
    if (!Files.exists(directory)) {
      throw new Refusal(ExitCode.USAGE, "there is nothing at " + directory);
    }
    List<Path> files =
        Files.isDirectory(directory) ? LocalCheckpointStore.files(directory) : List.of(directory);
    if (files.isEmpty()) {
      throw new Refusal(ExitCode.FAILED, nothingIn(directory));
    }
    int code = ExitCode.OK;
    for (Path file : files) {
      try {
        taker.take(LocalCheckpointStore.openFile(file, Sections.KNOWN));
      } catch (IOException | StateMismatchException e) {
        spec().commandLine().getErr().println(Printable.of("weir: " + e.getMessage()));
        code = ExitCode.FAILED;
      }
    }
    return code;
  }

  private static String nothingIn(Path directory) {
    return "there is no checkpoint in %s; weir.checkpointing.directory says where they are"
        .formatted(directory);
  }

  /** A cell without hidden characters; the values of a list stand one below the other. */
  private static String text(Object value) {
    return switch (value) {
      case Map<?, ?> cells ->
          cells.entrySet().stream()
              .map(cell -> cell.getKey() + ": " + Printable.of(String.valueOf(cell.getValue())))
              .collect(joining(", "));
      case List<?> lines ->
          lines.stream()
              .map(CheckpointCommand::text)
              .collect(joining(System.lineSeparator() + " ".repeat(17)));
      default -> Printable.of(value.toString());
    };
  }

  private void print(OutputOption output, List<Map<String, Object>> rows) {
    PrintWriter out = spec().commandLine().getOut();
    if (output.isJson()) {
      out.println(Json.write(rows));
      return;
    }
    for (Map<String, Object> row : rows) {
      boolean first = true;
      for (Map.Entry<String, Object> cell : row.entrySet()) {
        out.println(
            "%s%-14s %s".formatted(first ? "" : "  ", cell.getKey(), text(cell.getValue())));
        first = false;
      }
    }
  }
}
