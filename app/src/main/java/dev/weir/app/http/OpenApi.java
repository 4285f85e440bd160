package dev.weir.app.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.app.http.routing.PathPattern;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.report.StatusJson;
import java.util.List;
import java.util.Locale;

/** Describes the catalogue of endpoints in the format of OpenAPI 3.1. */
final class OpenApi {

  private static final String TOKEN = "token";

  private OpenApi() {}

  /** The document as JSON text. */
  static String text() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("openapi", "3.1.0");
    ObjectNode info = json.putObject("info");
    info.put("title", "Weir");
    info.put("description", "The state of a running anomaly detection service.");
    info.put("version", "v1");
    ObjectNode paths = json.putObject("paths");
    for (Endpoint endpoint : Endpoint.values()) {
      operation(paths.withObjectProperty(endpoint.path()).putObject(method(endpoint)), endpoint);
    }
    ObjectNode components = json.putObject("components");
    problem(components.putObject("schemas").putObject("Problem"));
    ObjectNode token = components.putObject("securitySchemes").putObject(TOKEN);
    token.put("type", "http");
    token.put("scheme", "bearer");
    token.put("description", "Needed if the service has tokens: weir.http.tokens.");
    return StatusJson.text(json);
  }

  private static String method(Endpoint endpoint) {
    return endpoint.method().name().toLowerCase(Locale.ROOT);
  }

  private static void operation(ObjectNode operation, Endpoint endpoint) {
    operation.put("operationId", endpoint.name().toLowerCase(Locale.ROOT));
    operation.put("summary", endpoint.summary());
    operation.put("x-weir-role", endpoint.role().label());
    if (endpoint.role().needsToken(false)) {
      operation.putArray("security").addObject().putArray(TOKEN);
    }
    List<String> path = new PathPattern(endpoint.path()).parameters();
    if (!path.isEmpty() || !endpoint.query().isEmpty()) {
      ArrayNode parameters = operation.putArray("parameters");
      path.forEach(name -> parameter(parameters.addObject(), name, true));
      endpoint.query().forEach(name -> parameter(parameters.addObject(), name, false));
    }
    ObjectNode responses = operation.putObject("responses");
    ObjectNode found = responses.putObject(endpoint.success());
    found.put("description", endpoint.summary());
    if (!endpoint.success().equals("204")) {
      found.putObject("content").putObject(endpoint.produces());
    }
    ObjectNode problem = responses.putObject("default");
    problem.put("description", "A problem, RFC 9457.");
    problem
        .putObject("content")
        .putObject(Reply.PROBLEM)
        .putObject("schema")
        .put("$ref", "#/components/schemas/Problem");
  }

  private static void parameter(ObjectNode parameter, String name, boolean inPath) {
    parameter.put("name", name);
    parameter.put("in", inPath ? "path" : "query");
    parameter.put("required", inPath);
    parameter.putObject("schema").put("type", "string");
  }

  private static void problem(ObjectNode schema) {
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    for (String text : List.of("type", "title", "detail")) {
      properties.putObject(text).put("type", "string");
    }
    properties.putObject("status").put("type", "integer");
  }
}
