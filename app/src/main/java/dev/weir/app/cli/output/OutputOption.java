package dev.weir.app.cli.output;

import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** {@code --output}, which every verb has. */
public final class OutputOption {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json",
      description = "How the result is printed (default: ${DEFAULT-VALUE}).",
      defaultValue = "table")
  private Output output = Output.TABLE;

  /**
   * Prints one line for each item, or all items as one JSON array.
   *
   * @param fields of an item, for JSON
   * @param line of an item, for the table; characters that are not printable are escaped
   */
  public <T> void list(
      PrintWriter out,
      List<T> items,
      Function<T, Map<String, Object>> fields,
      Function<T, String> line) {
    if (isJson()) {
      out.println(Json.write(items.stream().map(fields).toList()));
    } else {
      items.forEach(item -> out.println(Printable.of(line.apply(item))));
    }
  }

  public boolean isJson() {
    return output == Output.JSON;
  }
}
