package dev.weir.app.http.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.http.Endpoint;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.RequestRates;
import dev.weir.app.http.routing.Route;
import dev.weir.app.http.routing.Router;
import dev.weir.connectors.ingest.BatchFormat;
import dev.weir.connectors.ingest.BatchKey;
import dev.weir.connectors.ingest.IngestJournal;
import dev.weir.connectors.ingest.Intake;
import dev.weir.connectors.ingest.JournalLimits;
import dev.weir.connectors.ingest.Receipt;
import dev.weir.connectors.text.RecordSettings;
import dev.weir.connectors.text.lineprotocol.TagRule;
import dev.weir.connectors.text.lines.LineFormat;
import dev.weir.connectors.text.lines.TextSettings;
import dev.weir.monitoring.Monitor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** The routes that take records, over one journal and without connections. */
final class IngestFixture implements AutoCloseable {

  private final IngestJournal journal;
  private final Monitor monitor = new Monitor();
  private final PrometheusWrites prometheus = new PrometheusWrites(() -> 0, monitor);
  private List<String> sources = List.of("in");
  private TagRule tags = TagRule.ALL;
  private String notReady = "";

  IngestFixture(Path directory) throws IOException {
    journal =
        new IngestJournal(
            directory, JournalLimits.of(1 << 30), () -> 0, Thread.ofPlatform().factory(), w -> {});
  }

  /** The sources of type http from now on, all with the one journal. */
  void sources(String... names) {
    sources = List.of(names);
  }

  /** The rule for tags and labels from now on. */
  void tags(TagRule rule) {
    tags = rule;
  }

  /** Why nothing is taken from now on; empty if it is. */
  void notReady(String reason) {
    notReady = reason;
  }

  Monitor monitor() {
    return monitor;
  }

  /** Sends a request to a route of ingestion. */
  Reply post(Endpoint endpoint, String query, Map<String, String> headers, byte[] body)
      throws Exception {
    return new Router(List.of(route(endpoint)), Gate.open(), RequestRates.unlimited())
        .answer(new SentRequest(endpoint.path(), query, headers, body))
        .toCompletableFuture()
        .get();
  }

  private Route route(Endpoint endpoint) {
    Map<String, Observations.Target> targets = targets();
    IngestSlots slots = new IngestSlots();
    PointWrites points = new PointWrites(targets, () -> notReady, Runnable::run, slots);
    return switch (endpoint) {
      case LINE_PROTOCOL -> endpoint.with(it -> points.answer(it, InfluxLines.V2));
      case LINE_PROTOCOL_V1 -> endpoint.with(it -> points.answer(it, InfluxLines.V1));
      case REMOTE_WRITE -> endpoint.with(it -> points.answer(it, prometheus));
      case OBSERVATIONS ->
          endpoint.with(new Observations(targets, () -> notReady, Runnable::run, slots)::answer);
      default -> throw new IllegalArgumentException(endpoint + " takes no records");
    };
  }

  private Map<String, Observations.Target> targets() {
    TextSettings settings =
        new TextSettings(LineFormat.JSONL, ',', 1 << 20, RecordSettings.usual("in"));
    Observations.Target target = new Observations.Target(journal, new Intake(settings), tags);
    return sources.stream().collect(Collectors.toMap(name -> name, _ -> target));
  }

  /** How many lines the journal has; adds one to it. */
  long stored() {
    Receipt receipt =
        journal
            .append(BatchFormat.POINTS, bytes("1\tx\t1\n"), BatchKey.NONE)
            .toCompletableFuture()
            .join();
    return ((Receipt.Stored) receipt).first() - 1;
  }

  /** Closes the journal: what is sent from now on cannot be stored. */
  @Override
  public void close() {
    journal.close();
  }

  static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static JsonNode json(Reply reply) throws IOException {
    return JsonMapper.builder().build().readTree(((Reply.Text) reply.body()).text());
  }
}
