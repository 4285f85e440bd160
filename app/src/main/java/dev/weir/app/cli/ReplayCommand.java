package dev.weir.app.cli;

import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.cli.output.Terminal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.logging.LogSetup;
import dev.weir.app.service.wiring.Oracle;
import dev.weir.checkpointing.CheckpointReader;
import dev.weir.checkpointing.LocalCheckpointStore;
import dev.weir.engine.Position;
import dev.weir.engine.Sections;
import dev.weir.engine.reference.Replay;
import dev.weir.monitoring.Printable;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.connector.SourceSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir replay}. */
@Command(
    name = "replay",
    description = {
      "Takes the records since a checkpoint through the reference engine, and says which state they"
          + " lead to.",
      "A checkpoint taken at that place has the same state hash (weir checkpoint state-hash). Reads"
          + " the source and changes nothing, also beside a running service."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir replay -c weir.conf --from 41 --to later/ckpt-42.weir"})
final class ReplayCommand implements Callable<Integer> {

  private static final String CHECKPOINT = ".weir";

  @Option(
      names = {"-c", "--config"},
      required = true,
      paramLabel = "FILE",
      description = "The configuration the checkpoint was taken with.")
  private Path config = Path.of("");

  @Option(
      names = "--from",
      required = true,
      paramLabel = "CHECKPOINT",
      description = "The checkpoint to begin with: its file, or its number (with --source).")
  private String from = "";

  @Option(
      names = "--to",
      required = true,
      paramLabel = "POSITION",
      description = {
        "Where to end: a position as weir checkpoint ls prints it, or the file of a later",
        "checkpoint, with whose state hash the result is compared."
      })
  private String to = "";

  @Option(
      names = "--source",
      paramLabel = "NAME",
      description = "Whose checkpoint a number means; not needed where there is one source.")
  private Optional<String> source = Optional.empty();

  @Option(names = "--hash", description = "Print the state hash alone.")
  private boolean hashOnly;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    WeirSettings settings = SettingsReader.read(ConfigFile.load(config));
    LogSetup.start(settings.logFormat(), Terminal.isPresent());
    try {
      return replay(settings);
    } finally {
      LogSetup.stop();
    }
  }

  private int replay(WeirSettings settings) throws Exception {
    CheckpointReader start = start(settings);
    Optional<CheckpointReader> target = target();
    Position end = new Position(target.map(t -> t.header().position()).orElse(to));
    Oracle oracle = new Oracle(settings);
    PrintWriter err = spec.commandLine().getErr();
    if (oracle.isOfOtherDetectors(start)) {
      err.println(
          "weir: the detectors are not those of the checkpoint: series whose detector changed"
              + " relearn");
    }
    Replay.Result result = oracle.replay(start, end);
    print(start, end, target, result);
    if (result.gapRecords() > 0) {
      err.println(
          "weir: %d records are gone from the source: the state cannot be what it was"
              .formatted(result.gapRecords()));
      return ExitCode.FAILED;
    }
    if (result.gaps() > 0) {
      err.println(
          "weir: %d parts of the source are gone: the state cannot be what it was"
              .formatted(result.gaps()));
      return ExitCode.FAILED;
    }
    if (target.isPresent() && !target.get().stateHash().equals(result.stateHash())) {
      err.println(
          "weir: checkpoint %d has state hash %s, and should have %s"
              .formatted(
                  target.get().header().number(), target.get().stateHash(), result.stateHash()));
      return ExitCode.FAILED;
    }
    return ExitCode.OK;
  }

  private CheckpointReader start(WeirSettings settings) throws IOException, Refusal {
    if (!from.matches("\\d{1,18}")) {
      return open(from);
    }
    WeirSettings.Checkpoints checkpoints =
        settings
            .checkpoints()
            .orElseThrow(
                () -> new Refusal(ExitCode.USAGE, "the configuration saves nothing: name a file"));
    LocalCheckpointStore store =
        new LocalCheckpointStore(
            checkpoints.directory(), checkpoints.keep(), Sections.KNOWN, warning -> {});
    return store.open(pipeline(settings), Long.parseLong(from));
  }

  private String pipeline(WeirSettings settings) throws Refusal {
    if (source.isPresent()) {
      return source.get();
    }
    if (settings.sources().size() != 1) {
      throw new Refusal(
          ExitCode.USAGE,
          "the configuration has %d sources: say which by --source"
              .formatted(settings.sources().size()));
    }
    return settings.sources().stream().map(SourceSettings::name).findFirst().orElseThrow();
  }

  private Optional<CheckpointReader> target() throws IOException, Refusal {
    return to.endsWith(CHECKPOINT) ? Optional.of(open(to)) : Optional.empty();
  }

  private static CheckpointReader open(String file) throws IOException, Refusal {
    if (!Files.isRegularFile(Path.of(file))) {
      throw new Refusal(ExitCode.USAGE, "there is no checkpoint file " + file);
    }
    return LocalCheckpointStore.openFile(Path.of(file), Sections.KNOWN);
  }

  private void print(
      CheckpointReader start,
      Position end,
      Optional<CheckpointReader> target,
      Replay.Result result) {
    PrintWriter out = spec.commandLine().getOut();
    if (hashOnly) {
      out.println(result.stateHash());
      return;
    }
    Map<String, Object> cells = new LinkedHashMap<>();
    cells.put("pipeline", start.header().pipeline());
    cells.put("from", start.header().number());
    cells.put("from_position", start.header().position());
    cells.put("to_position", end.value());
    cells.put("records", result.records());
    cells.put("state_hash", result.stateHash());
    target.ifPresent(checkpoint -> {
      cells.put("expected", checkpoint.stateHash());
      cells.put("equal", checkpoint.stateHash().equals(result.stateHash()));
    });
    if (output.isJson()) {
      out.println(Json.write(cells));
      return;
    }
    cells.forEach((key, value) -> out.println(Printable.of("%-14s %s".formatted(key, value))));
  }
}
