package dev.weir.app.cli;

import picocli.CommandLine.Option;

/** {@code --output}, which every verb has. */
final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "How the result is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Output output = Output.TABLE;

  boolean isJson() {
    return output == Output.JSON;
  }
}
