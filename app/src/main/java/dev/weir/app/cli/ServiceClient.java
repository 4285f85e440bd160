package dev.weir.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.weir.app.cli.output.Refusal;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.http.tls.TlsContexts;
import dev.weir.connectors.file.content.FileFailure;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.Secret;
import dev.weir.settings.CertificateFiles;
import dev.weir.settings.HttpTls;
import java.io.IOException;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Sends requests to a running service, whose address, token and authority are options. */
final class ServiceClient {

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
      names = "--certificate",
      paramLabel = "FILE",
      description = "Your certificate in PEM, for a service that asks clients for one; with --key.")
  private @Nullable Path certificate;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key of the certificate, PEM in PKCS #8.")
  private @Nullable Path key;

  @Option(
      names = "--authority",
      paramLabel = "FILE",
      description =
          "Certificates in PEM that may sign that of the service, for https with a certificate of"
              + " your own (default: those that Java trusts).")
  private @Nullable Path authority;

  /**
   * The body of the answer to GET, which is JSON.
   *
   * @param path with its query
   * @throws Refusal if there is no answer, or one that is not a success
   */
  String get(String path) throws Refusal, InterruptedException {
    HttpResponse<String> response = send(path);
    if (response.statusCode() == 401 || response.statusCode() == 403) {
      throw new Refusal(
          ExitCode.FAILED,
          "%s answers %d: give a token of the role read by --token-file"
              .formatted(place(), response.statusCode()));
    }
    if (response.statusCode() != 200) {
      throw new Refusal(
          ExitCode.FAILED,
          "%s answers %d%s".formatted(place(), response.statusCode(), detail(response.body())));
    }
    return response.body();
  }

  /**
   * Reads an answer as JSON with a member of this name, which every answer of a service has.
   *
   * @throws Refusal if it is something else
   */
  JsonNode parse(String body, String member) throws Refusal {
    try {
      JsonNode json = JsonMapper.builder().build().readTree(body);
      if (json.path(member).isContainerNode()) {
        return json;
      }
    } catch (JsonProcessingException e) {
      // What is no JSON is refused as what is another's JSON is.
    }
    throw new Refusal(
        ExitCode.FAILED, "%s answers with something else; is it a weir?".formatted(place()));
  }

  /** The detail of a problem, behind a colon; empty if the answer is no problem. */
  private static String detail(String body) {
    try {
      String detail = JsonMapper.builder().build().readTree(body).path("detail").asText();
      return detail.isEmpty() ? "" : ": " + Printable.of(detail, QUOTED);
    } catch (JsonProcessingException e) {
      return "";
    }
  }

  private HttpRequest request(String path) throws Refusal {
    HttpRequest.Builder request;
    try {
      request = HttpRequest.newBuilder(url.resolve(path));
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

  private HttpResponse<String> send(String path) throws Refusal, InterruptedException {
    HttpRequest request = request(path);
    HttpClient.Builder builder = HttpClient.newBuilder().connectTimeout(PATIENCE);
    if (authority != null || certificate != null || key != null) {
      builder.sslContext(context());
    }
    HttpClient client = builder.build();
    try {
      return client
          .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), LARGEST_REPLY))
          .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unanswered("no answer within " + PATIENCE.toSeconds() + " s");
    } catch (ExecutionException e) {
      throw unanswered(reason(e.getCause()));
    } finally {
      client.shutdownNow();
    }
  }

  private SSLContext context() throws Refusal {
    if ((certificate == null) != (key == null)) {
      throw new Refusal(ExitCode.USAGE, "--certificate and --key go together");
    }
    try {
      Optional<CertificateFiles.Pair> own =
          certificate == null || key == null
              ? Optional.empty()
              : Optional.of(CertificateFiles.read(new HttpTls(certificate, key)));
      List<X509Certificate> authorities =
          authority == null ? List.of() : CertificateFiles.chain(authority);
      return TlsContexts.of(own, authorities);
    } catch (IOException e) {
      throw new Refusal(ExitCode.FAILED, "--authority, --certificate, --key: " + FileFailure.of(e));
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
