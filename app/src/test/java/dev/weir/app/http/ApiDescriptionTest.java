package dev.weir.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.weir.app.http.routing.Gate;
import dev.weir.app.http.routing.RequestRates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The descriptions of the interface name what it has. */
class ApiDescriptionTest extends HttpApiFixture {

  @Test
  void the_description_names_every_route_and_no_other() throws Exception {
    JsonNode described = json(get(start(), "/openapi.json"));

    assertThat(described.get("openapi").asText()).isEqualTo("3.1.0");
    List<String> operations = new ArrayList<>();
    described
        .get("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .fieldNames()
                .forEachRemaining(method ->
                    operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey())));
    assertThat(operations)
        .containsExactlyElementsOf(
            ServiceRoutes.of(new Stub(), streams, Gate.open(), RequestRates.unlimited())
                .routes()
                .stream()
                .map(route -> route.method() + " " + route.path())
                .toList());
    assertThat(described.at("/paths/~1api~1v1~1series~1{key}/get/parameters/0/name").asText())
        .isEqualTo("key");
  }

  @Test
  void the_description_is_the_one_that_clients_know() throws Exception {
    assertThat(Files.readString(Path.of("src", "test", "resources", "golden", "openapi.json")))
        .as("a change of the contract: state it in the CHANGELOG, and replace the file")
        .isEqualTo(OpenApi.text() + "\n");
  }

  @Test
  void the_document_is_the_one_in_docs() throws Exception {
    assertThat(Files.readString(Path.of("..", "docs", "api.md")))
        .as("bin/docs writes it")
        .isEqualTo(ApiDocument.text());
  }
}
