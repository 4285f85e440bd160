package dev.weir.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesTest {

  private static final String ROW =
      """
      {"series":"%s","source":"pumps","after_records":9,"state":"ready","detector":"z-score",
       "features":["x"],"records_learned":7,"records_needed":0,"silent":true,
       "incident":{"severity":"warning"}}
      """;

  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

  @Test
  void series_are_listed_page_by_page() throws Exception {
    HttpServer service =
        service(
            page(ROW.formatted("a\\u001b[2J"), "\"1.pumps\""), page(ROW.formatted("b"), "null"));
    try {
      Ran ran =
          Ran.weir("series", "ls", "--url", url(service), "--search", "a b&c", "--state", "silent");

      assertThat(ran.code()).isZero();
      assertThat(ran.out().lines().map(line -> line.replaceAll(" +", " ")))
          .containsExactly(
              "ready pumps 7 a?[2J silent incident:warning",
              "ready pumps 7 b silent incident:warning");
      assertThat(asked)
          .containsExactly(
              "/api/v1/series?limit=100&search=a%20b%26c&state=silent",
              "/api/v1/series?limit=99&search=a%20b%26c&state=silent&cursor=1.pumps");
      assertThat(ran.err()).isEqualTo("weir: source 'x' does not answer\n".repeat(2));
    } finally {
      service.stop(0);
    }
  }

  @Test
  void no_more_are_listed_than_asked_for() throws Exception {
    HttpServer service = service(page(ROW.formatted("a"), "\"1.pumps\""));
    try {
      Ran ran = Ran.weir("series", "ls", "--url", url(service), "--limit", "1", "-o", "json");

      assertThat(ran.json().at("/0/series").asText()).isEqualTo("a");
      assertThat(asked).containsExactly("/api/v1/series?limit=1");
      assertThat(ran.err()).contains("there may be more; raise --limit");
      assertThat(Ran.weir("series", "ls", "--limit", "0").code()).isEqualTo(2);
    } finally {
      service.stop(0);
    }
  }

  @Test
  void one_series_is_shown() throws Exception {
    HttpServer service =
        service("{\"series\":\"a/b\",\"sources\":[%s]}".formatted(ROW.formatted("a/b")));
    try {
      Ran ran = Ran.weir("series", "show", "--url", url(service), "a/b");

      assertThat(ran.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
          .contains("a/b", "state ready", "records_learned 7");
      assertThat(asked).containsExactly("/api/v1/series/a%2Fb");
    } finally {
      service.stop(0);
    }
  }

  @Test
  void checkpoints_of_a_service_are_listed() throws Exception {
    String row =
        """
        {"source":"pumps","number":7,"created_at":"2026-01-01T00:00:00Z","position":"9","bytes":100}
        """;
    HttpServer service =
        service("{\"count\":1,\"unreadable\":0,\"checkpoints\":[%s]}".formatted(row));
    HttpServer damaged = service("{\"count\":0,\"unreadable\":2,\"checkpoints\":[]}");
    try {
      Ran ran = Ran.weir("checkpoint", "ls", "--url", url(service), "-o", "json");
      Ran bad = Ran.weir("checkpoint", "ls", "--url", url(damaged));

      assertThat(ran.code()).isZero();
      assertThat(ran.json().at("/0/number").asLong()).isEqualTo(7);
      assertThat(bad.code()).isEqualTo(1);
      assertThat(bad.err()).isEqualTo("weir: 2 files cannot be read\n");
    } finally {
      service.stop(0);
      damaged.stop(0);
    }
  }

  private static String page(String row, String cursor) {
    return "{\"series\":[%s],\"sources\":[],\"not_answering\":[\"x\"],\"cursor\":%s}"
        .formatted(row, cursor);
  }

  private HttpServer service(String... bodies) throws Exception {
    HttpServer service =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    List<String> left = new ArrayList<>(List.of(bodies));
    service.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] body = left.removeFirst().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    service.start();
    return service;
  }

  private static String url(HttpServer service) {
    return "http://127.0.0.1:" + service.getAddress().getPort();
  }
}
