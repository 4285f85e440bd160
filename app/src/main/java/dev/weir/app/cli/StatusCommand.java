package dev.weir.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.cli.output.OutputOption;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.report.StatusTable;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.connectors.tls.TrustedCertificates;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir status}. */
@Command(
    name = "status",
    description = "Asks a running service how it is.",
    mixinStandardHelpOptions = true,
    footer = {"", "Example: weir status --url http://127.0.0.1:8080"})
final class StatusCommand implements Callable<Integer> {

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long LARGEST_REPLY = 16L << 20;
  private static final int QUOTED = 120;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:8080",
      description = "Where the service answers (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080");

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "Holds a token of the role read, for a service that needs one.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--authority",
      paramLabel = "FILE",
      description =
          "Certificates in PEM that may sign that of the service, for https with a certificate of"
              + " your own (default: those that Java trusts).")
  private @Nullable Path authority;

  @Mixin private OutputOption output = new OutputOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    String body = get();
    JsonNode status = parse(body);
    PrintWriter out = spec.commandLine().getOut();
    if (output.isJson()) {
      out.println(body);
    } else {
      out.print(StatusTable.of(status));
      out.flush();
    }
    return ExitCode.OK;
  }

  private JsonNode parse(String body) throws Refusal {
    try {
      JsonNode status = JsonMapper.builder().build().readTree(body);
      if (status.path("records").isObject()) {
        return status;
      }
    } catch (JsonProcessingException e) {
      // What is no JSON is refused as what is another's JSON is.
    }
    throw new Refusal(
        ExitCode.FAILED, "%s answers with something else; is it a weir?".formatted(place()));
  }

  private HttpRequest request() throws Refusal {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(url.resolve("/api/v1/status"));
    } catch (IllegalArgumentException e) {
      throw new Refusal(
          ExitCode.USAGE, "--url must be the address of a service, such as http://127.0.0.1:8080");
    }
    return tokenFile == null
        ? request.build()
        : request.header("Authorization", "Bearer " + token(tokenFile)).build();
  }

  private static String token(Path file) throws Refusal {
    try {
      String token = Secret.inFile(file).reveal();
      if (token.matches("[!-~]{1,512}")) {
        return token;
      }
    } catch (UncheckedIOException e) {
      throw new Refusal(ExitCode.FAILED, "--token-file: " + e.getMessage());
    }
    throw new Refusal(
        ExitCode.FAILED, "--token-file: %s holds no token of visible characters".formatted(file));
  }

  private String get() throws Refusal, InterruptedException {
    HttpRequest request = request();
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (authority != null) {
      builder.sslContext(trusting(authority));
    }
    HttpClient client = builder.build();
    try {
      HttpResponse<String> response =
          client
              .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_REPLY))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (response.statusCode() == 401 || response.statusCode() == 403) {
        throw new Refusal(
            ExitCode.FAILED,
            "%s answers %d: give a token of the role read by --token-file"
                .formatted(place(), response.statusCode()));
      }
      if (response.statusCode() != 200) {
        throw new Refusal(
            ExitCode.FAILED, "%s answers %d".formatted(place(), response.statusCode()));
      }
      return response.body();
    } catch (TimeoutException e) {
      throw unanswered("no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw unanswered(reason(e.getCause()));
    } finally {
      client.shutdownNow();
    }
  }

  private static SSLContext trusting(Path authority) throws Refusal {
    try {
      return TrustedCertificates.context(authority);
    } catch (IOException e) {
      throw new Refusal(ExitCode.FAILED, "--authority: " + FileFailure.of(e));
    }
  }

  private Refusal unanswered(String reason) {
    return new Refusal(
        ExitCode.FAILED,
        "no service answers at %s (%s); is it running, and is this its port?"
            .formatted(place(), reason));
  }

  /** Scheme, host and port. */
  private String place() {
    String port = url.getPort() < 0 ? "" : ":" + url.getPort();
    return "%s://%s%s".formatted(url.getScheme(), url.getHost(), port);
  }

  /** The client of HTTP gives some of these no message. */
  private static String reason(@Nullable Throwable failure) {
    return switch (failure) {
      case ConnectException e when isUnresolved(e) -> "the host is not known";
      case ConnectException e when e.getMessage() != null -> e.getMessage();
      case ConnectException _ -> "connection refused";
      case HttpTimeoutException _ -> "no answer within " + PATIENCE.toSeconds() + " s";
      case IOException e -> Printable.of(FileFailure.of(e), QUOTED);
      case null, default -> "its reply cannot be read as HTTP";
    };
  }

  private static boolean isUnresolved(Throwable failure) {
    Throwable cause = failure.getCause();
    return failure instanceof UnresolvedAddressException || (cause != null && isUnresolved(cause));
  }
}
