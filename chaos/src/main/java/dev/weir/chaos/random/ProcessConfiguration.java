package dev.weir.chaos.random;

import com.typesafe.config.ConfigFactory;
import dev.weir.chaos.random.drawn.Drawn;
import dev.weir.chaos.random.drawn.DrawnSettings;
import dev.weir.chaos.random.drawn.Life;
import dev.weir.chaos.random.drawn.Outputs;
import dev.weir.chaos.random.feed.DrawnFeed;
import dev.weir.chaos.random.feed.Feeds;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.WeirSettings;
import dev.weir.settings.hocon.ConfigFile;
import java.util.ArrayList;
import java.util.List;

/** The text of the configuration of each life, and the settings of the oracle. */
record ProcessConfiguration(Drawn drawn, Feeds feeds, String receiver) {

  /** A folder with a file that cannot be read: {@link ProcessLives} makes it. */
  private static final String NEIGHBOUR =
      "{ type = file, name = neighbour, path = \"neighbour\", follow = true }";

  /** The lines of the configuration file of a life. */
  String text(Life life) {
    List<String> sources = new ArrayList<>(feeds.feeds().stream().map(DrawnFeed::entry).toList());
    if (life.backwards()) {
      sources = new ArrayList<>(sources.reversed());
    }
    if (drawn.neighbour() && life.until() < 1) {
      sources.add(NEIGHBOUR);
    }
    List<String> sinks =
        new ArrayList<>(List.of("{ type = file, path = \"all.jsonl\", only = all }"));
    Outputs outputs = drawn.outputs();
    if (outputs.anomalies()) {
      sinks.add("{ type = file, path = \"anomalies.jsonl\", only = anomalies }");
    }
    if (outputs.log()) {
      sinks.add("{ type = log }");
    }
    List<String> receivers =
        new ArrayList<>(
            List.of(
                "{ type = webhook, name = pager, url = \"%s\", max-alerts = %d }"
                    .formatted(receiver, outputs.maxAlerts())));
    if (outputs.logReceiver()) {
      receivers.add("{ type = log }");
    }
    List<String> lines = new ArrayList<>();
    lines.add("sources = [\n    " + String.join(",\n    ", sources) + "\n  ]");
    lines.add("sinks = [" + String.join(", ", sinks) + "]");
    lines.add("alerting.receivers = [" + String.join(", ", receivers) + "]");
    lines.add("checkpointing.directory = state");
    lines.add("dead-letters.path = dead-letters.jsonl");
    lines.add("http.port = 0");
    lines.addAll(DrawnSettings.lines(drawn, life));
    return "weir {\n  " + String.join("\n  ", lines) + "\n}\n";
  }

  /** Settings with the one source of the oracle for source {@code index}. */
  WeirSettings oracle(int index) throws Exception {
    List<String> lines = new ArrayList<>(DrawnSettings.lines(drawn, drawn.lives().getLast()));
    lines.add("sources = [" + feeds.feeds().get(index).oracle() + "]");
    return SettingsReader.read(
        ConfigFile.resolve(
            ConfigFactory.parseString("weir {\n" + String.join("\n", lines) + "\n}\n")));
  }
}
