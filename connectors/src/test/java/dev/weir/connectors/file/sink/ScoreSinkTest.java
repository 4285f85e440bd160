package dev.weir.connectors.file.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.file.FileSource;
import dev.weir.connectors.file.set.FileSettings;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.detectors.Detector;
import dev.weir.detectors.auto.Auto;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.DecisionLog;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.SeriesTable;
import dev.weir.engine.Sink;
import dev.weir.engine.Source;
import dev.weir.engine.reference.ReferenceEngine;
import dev.weir.series.SeriesRules;
import dev.weir.series.drift.DriftAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreSinkTest {

  @TempDir Path directory;

  @Test
  void each_row_comes_back_with_four_columns_behind_it() throws Exception {
    StringBuilder text = new StringBuilder("timestamp,value,label,note\n");
    for (int i = 0; i < 30; i++) {
      text.append("2026-01-01 00:%02d:00,%s,0,\"n,%d\"%n".formatted(i, i == 25 ? 99 : i % 2, i));
    }
    text.append("broken\n2026-01-01 00:31:00,,0,\n");

    List<String> lines = score("in.csv", text.toString(), LineFormat.CSV);

    assertThat(lines).hasSize(33);
    assertThat(lines.getFirst())
        .isEqualTo("timestamp,value,label,note,anomaly_score,anomaly,alert,status");
    assertThat(lines.get(1)).isEqualTo("2026-01-01 00:00:00,0,0,\"n,0\",,false,false,warming");
    assertThat(lines.get(26))
        .matches("2026-01-01 00:25:00,99,0,\"n,25\",0\\.9\\d*,true,true,scored");
    assertThat(lines.get(27))
        .matches("2026-01-01 00:26:00,0,0,\"n,26\",0\\.\\d*,false,false,scored");
    assertThat(lines.get(31)).isEqualTo("broken,,,,,false,false,rejected");
    assertThat(lines.get(32)).isEqualTo("2026-01-01 00:31:00,,0,,,false,false,unscorable");
  }

  @Test
  void json_comes_back_as_csv() throws Exception {
    String text = "{\"t\":1,\"name\":\"a,b\",\"v\":1.50}\n{\"t\":2,\"v\":2,\"new\":3}\nnot json\n";

    assertThat(score("in.jsonl", text, LineFormat.JSONL))
        .containsExactly(
            "t,name,v,anomaly_score,anomaly,alert,status",
            "1,\"a,b\",1.50,,false,false,warming",
            "2,,2,,false,false,warming",
            ",,,,false,false,rejected");
  }

  @Test
  void an_anomaly_is_explained_if_wanted_and_nothing_else_is() throws Exception {
    StringBuilder text = new StringBuilder("timestamp,\"v,1\"\n");
    for (int i = 0; i < 30; i++) {
      text.append("2026-01-01 00:%02d:00,%s%n".formatted(i, i == 25 ? 99 : 10 + i % 2));
    }

    List<String> lines =
        score("in.csv", text.toString(), LineFormat.CSV, Set.of(ScoreSink.Extra.WHY));

    assertThat(lines.getFirst())
        .isEqualTo("timestamp,\"v,1\",anomaly_score,anomaly,alert,status,expected,low,high,why");
    assertThat(lines.get(26))
        .matches(
            "2026-01-01 00:25:00,99,0\\.9\\d*,true,true,scored,10\\.5,9\\.\\d+,11\\.\\d+,"
                + "\"v,1 is 99, 87\\.\\d+ \\(7\\d\\d %\\) above the 9\\.\\d+ to 11\\.\\d+"
                + " that is usual here\"");
    assertThat(lines.get(1)).endsWith(",,false,false,warming,,,,");
    assertThat(lines.get(27)).endsWith(",false,false,scored,,,,");
  }

  @Test
  void forecasts_stand_behind_the_rest_if_wanted() throws Exception {
    StringBuilder text = new StringBuilder("timestamp,v\n");
    for (int i = 0; i < 240; i++) {
      text.append("2026-01-01 %02d:%02d:00,%s%n".formatted(i / 60, i % 60, i == 235 ? 99 : i % 2));
    }

    List<String> lines =
        score(
            "in.csv",
            text.toString(),
            LineFormat.CSV,
            Set.of(ScoreSink.Extra.FORECAST, ScoreSink.Extra.WHY),
            Auto.DEFAULT);

    assertThat(lines.getFirst())
        .endsWith(",status,expected,low,high,why,forecast,forecast_low,forecast_high");
    assertThat(lines.get(200)).endsWith(",warming,,,,,,,");
    assertThat(lines.get(201)).matches(".*,scored,,,,(,-?[0-9.E-]+){3}");
    String[] odd = lines.get(236).split(",", -1);
    assertThat(Double.parseDouble(odd[odd.length - 3])).isBetween(-0.5, 1.5);
    assertThat(Double.parseDouble(odd[odd.length - 1])).isLessThan(3);
  }

  private List<String> score(String name, String text, LineFormat format) throws Exception {
    return score(name, text, format, Set.of());
  }

  private List<String> score(
      String name, String text, LineFormat format, Set<ScoreSink.Extra> extras) throws Exception {
    return score(name, text, format, extras, ZScore.DEFAULT);
  }

  private List<String> score(
      String name, String text, LineFormat format, Set<ScoreSink.Extra> extras, Detector detector)
      throws Exception {
    Path in = Files.writeString(directory.resolve(name), text);
    Path out = directory.resolve("out").resolve("o.csv");
    RecordSettings record = RecordSettings.usual(name);
    Source source =
        new FileSource(
            name,
            new FileSettings(in.toString(), false, Optional.empty(), ',', 1 << 20, record),
            duration -> {},
            warning -> {},
            DecisionLog.none());
    SeriesRules rules =
        new SeriesRules(
            256, 1000, 500, Optional.empty(), DriftAction.NONE, IncidentRule.DEFAULT, 3);
    ReferenceEngine engine = new ReferenceEngine(rules, Set.of());
    SeriesTable table = new SeriesTable(DetectorPlan.all(detector), SeriesTable.Admission.ALL);
    TextSettings settings = new TextSettings(format, ',', 1 << 20, record);
    try (Source.Reader reader = source.open(Optional.empty(), table);
        Sink.Writer writer = new ScoreSink(in, settings, out, extras).open("test")) {
      Batch batch = new Batch(7, 1);
      Source.State state = Source.State.READY;
      while (state == Source.State.READY) {
        batch.clear(new Batch.Stream("test", 0, reader.positions()));
        state = reader.poll(batch, 7, Duration.ZERO);
        engine.observe(batch);
        writer.write(batch);
      }
    }
    return Files.readAllLines(out);
  }
}
