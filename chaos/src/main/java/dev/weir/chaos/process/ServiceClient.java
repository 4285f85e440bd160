package dev.weir.chaos.process;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The running service of a process, by HTTP.
 *
 * @param url where it answers, without a path
 */
public record ServiceClient(URI url) {

  private static final Pattern ADDRESS = Pattern.compile("status at (http://[0-9.]+:[0-9]+)/");
  private static final Duration ANSWER = Duration.ofSeconds(10);

  /** Waits until the process has said where it answers. */
  public static ServiceClient of(WeirProcess process) throws Exception {
    process.awaitSaid("status at http://");
    Matcher match = ADDRESS.matcher(process.said());
    if (!match.find()) {
      throw new AssertionError("no address: " + process.said());
    }
    return new ServiceClient(URI.create(match.group(1)));
  }

  public HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  public JsonNode status() throws Exception {
    return ServiceReport.of(get("/api/v1/status").body()).json();
  }

  /** Waits until so many records became something; that they were read is not enough. */
  public void awaitSettled(long records) throws Exception {
    awaitStatus(
        records + " records are settled", status -> new ServiceReport(status).settled() == records);
  }

  /** Waits for a status of which something is true, and returns it. */
  public JsonNode awaitStatus(String what, Predicate<JsonNode> condition) throws Exception {
    List<JsonNode> last = new ArrayList<>(List.of(status()));
    try {
      Await.until(
          what,
          WeirProcess.PATIENCE,
          () -> {
            last.set(0, status());
            return condition.test(last.getFirst());
          });
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the last status was " + last.getFirst(), e);
    }
    return last.getFirst();
  }
}
