package dev.weir.app.cli;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.cli.output.CommandGroup;
import dev.weir.app.cli.output.Json;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.monitoring.Printable;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code weir series}. */
@Command(
    name = "series",
    description = "Asks a running service about its series.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir series ls --state warming"})
final class SeriesCommand extends CommandGroup {

  private static final int LARGEST_PAGE = 1_000;

  @Command(
      name = "ls",
      description = "Lists series, in the order in which each source had their first record.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir series ls --search host=web --state silent"})
  int ls(
      @Mixin ServiceClient service,
      @Option(names = "--search", paramLabel = "TEXT", description = "Part of the key.")
          Optional<String> search,
      @Option(
              names = "--state",
              paramLabel = "STATE",
              description = "One of warming, ready, quarantined, silent, incident.")
          Optional<String> state,
      @Option(names = "--source", paramLabel = "NAME", description = "The only source to search.")
          Optional<String> source,
      @Option(
              names = "--limit",
              paramLabel = "N",
              defaultValue = "100",
              description = "How many to list (default: ${DEFAULT-VALUE}).")
          int limit,
      @Mixin OutputOption output)
      throws Exception {
    if (limit < 1) {
      throw new Refusal(ExitCode.USAGE, "--limit must be at least 1");
    }
    String filter =
        parameter("search", search) + parameter("state", state) + parameter("source", source);
    List<JsonNode> found = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      String path =
          "/api/v1/series?limit=%d%s%s"
              .formatted(
                  Math.min(LARGEST_PAGE, limit - found.size()),
                  filter,
                  parameter("cursor", cursor));
      JsonNode page = service.parse(service.get(path), "series");
      page.path("series").forEach(found::add);
      page.path("not_answering")
          .forEach(name ->
              spec()
                  .commandLine()
                  .getErr()
                  .println(
                      Printable.of("weir: source '%s' does not answer".formatted(name.asText()))));
      cursor = Optional.ofNullable(page.path("cursor").textValue());
    } while (cursor.isPresent() && found.size() < limit);
    output.list(spec().commandLine().getOut(), found, SeriesCommand::fields, SeriesCommand::line);
    if (cursor.isPresent()) {
      spec().commandLine().getErr().println("weir: there may be more; raise --limit");
    }
    return ExitCode.OK;
  }

  @Command(
      name = "show",
      description = "Shows the state of a series.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: weir series show pump-1"})
  int show(
      @Mixin ServiceClient service,
      @Parameters(paramLabel = "KEY", description = "The key of the series.") String key,
      @Mixin OutputOption output)
      throws Exception {
    JsonNode series = service.parse(service.get("/api/v1/series/" + encoded(key)), "sources");
    PrintWriter out = spec().commandLine().getOut();
    if (output.isJson()) {
      out.println(Json.write(fields(series)));
      return ExitCode.OK;
    }
    out.println(Printable.of(series.path("series").asText()));
    for (JsonNode source : series.path("sources")) {
      source
          .properties()
          .forEach(each ->
              out.println(
                  "  %-16s %s"
                      .formatted(
                          each.getKey(),
                          Printable.of(
                              each.getValue().isValueNode()
                                  ? each.getValue().asText()
                                  : each.getValue().toString()))));
    }
    return ExitCode.OK;
  }

  private static Map<String, Object> fields(JsonNode object) {
    return JsonMapper.builder()
        .build()
        .convertValue(object, new TypeReference<Map<String, Object>>() {});
  }

  private static String line(JsonNode series) {
    String more =
        (series.path("silent").asBoolean() ? " silent" : "")
            + (series.path("incident").isObject()
                ? " incident:" + series.at("/incident/severity").asText()
                : "");
    return "%-12s %-20s %10d  %s%s"
        .formatted(
            series.path("state").asText(),
            series.path("source").asText(),
            series.path("records_learned").asLong(),
            series.path("series").asText(),
            more);
  }

  private static String parameter(String name, Optional<String> value) {
    return value.map(text -> "&" + name + "=" + encoded(text)).orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
