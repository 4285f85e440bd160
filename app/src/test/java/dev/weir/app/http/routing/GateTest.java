package dev.weir.app.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.app.http.Endpoint;
import dev.weir.settings.AccessToken;
import dev.weir.settings.HttpAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GateTest {

  @TempDir Path directory;

  private long nanos;

  /**
   * The endpoints that need no token. A new one is not among them unless this list is changed on
   * purpose.
   */
  private static final Set<Endpoint> OPEN =
      EnumSet.of(
          Endpoint.LIVEZ,
          Endpoint.STARTUPZ,
          Endpoint.READYZ,
          Endpoint.PING,
          Endpoint.PAGE,
          Endpoint.PAGE_OF_SERIES,
          Endpoint.PAGE_FILE);

  /** The endpoints that make the service work, or change it. */
  private static final Set<Endpoint> ADMIN =
      EnumSet.of(
          Endpoint.TAKE_CHECKPOINT,
          Endpoint.VERIFY_CHECKPOINT,
          Endpoint.ACKNOWLEDGE,
          Endpoint.SILENCE,
          Endpoint.EXPIRE_SILENCE);

  /** The endpoints that take records. Every other one reads the state. */
  private static final Set<Endpoint> INGEST =
      EnumSet.of(
          Endpoint.OBSERVATIONS,
          Endpoint.LINE_PROTOCOL,
          Endpoint.LINE_PROTOCOL_V1,
          Endpoint.REMOTE_WRITE);

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void every_route_is_reached_by_the_roles_of_its_rule_only(Endpoint endpoint) throws Exception {
    boolean open = OPEN.contains(endpoint);
    boolean ingest = INGEST.contains(endpoint);
    List<AccessToken> tokens = new ArrayList<>();
    for (AccessToken.Role role : AccessToken.Role.values()) {
      tokens.add(token(role));
    }
    Router router = router(endpoint, new Gate(access(tokens), () -> nanos));

    assertThat(status(router, endpoint, null)).isEqualTo(open ? 200 : 401);
    assertThat(status(router, endpoint, "unknown")).isEqualTo(open ? 200 : 401);
    assertThat(status(router, endpoint, "INGEST")).isEqualTo(open || ingest ? 200 : 403);
    assertThat(status(router, endpoint, "READ"))
        .isEqualTo(open || !(ingest || ADMIN.contains(endpoint)) ? 200 : 403);
    assertThat(status(router, endpoint, "ADMIN")).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Endpoint.class)
  void without_tokens_every_route_is_open(Endpoint endpoint) throws Exception {
    assertThat(status(router(endpoint, Gate.open()), endpoint, null)).isEqualTo(200);
  }

  @Test
  void metrics_are_opened_by_a_setting() throws Exception {
    HttpAccess access =
        new HttpAccess(
            false, List.of(), List.of(token(AccessToken.Role.READ)), Optional.empty(), true);
    Gate gate = new Gate(access, () -> nanos);

    assertThat(status(router(Endpoint.METRICS, gate), Endpoint.METRICS, null)).isEqualTo(200);
    assertThat(status(router(Endpoint.STATUS, gate), Endpoint.STATUS, null)).isEqualTo(401);
  }

  @Test
  void a_refused_request_is_a_problem_that_repeats_no_token() throws Exception {
    Router router =
        router(
            Endpoint.STATUS,
            new Gate(access(List.of(token(AccessToken.Role.INGEST))), () -> nanos));

    Reply unknown = answer(router, Endpoint.STATUS, "canary");
    Reply forbidden = answer(router, Endpoint.STATUS, "INGEST");

    assertThat(unknown.type()).isEqualTo(Reply.PROBLEM);
    assertThat(unknown.toString()).doesNotContain("canary");
    assertThat(unknown.headers())
        .containsEntry("WWW-Authenticate", "Bearer realm=\"weir\", error=\"invalid_token\"");
    assertThat(forbidden.toString()).contains("a token of the role read is needed");
  }

  @Test
  void reasons_of_probes_are_for_those_who_have_a_token() throws Exception {
    Route probe = Endpoint.READYZ.with(_ -> Reply.problem(503, "cannot read /secret/place").now());
    Gate gate = new Gate(access(List.of(token(AccessToken.Role.READ))), () -> nanos);

    Reply open =
        answer(
            new Router(List.of(probe), Gate.open(), RequestRates.unlimited()),
            Endpoint.READYZ,
            null);
    Reply closed =
        answer(new Router(List.of(probe), gate, RequestRates.unlimited()), Endpoint.READYZ, null);

    assertThat(open.toString()).contains("/secret/place");
    assertThat(closed.status()).isEqualTo(503);
    assertThat(closed.toString()).doesNotContain("/secret/place");
  }

  @Test
  void tokens_of_a_file_are_replaced_while_the_service_runs() throws Exception {
    Path file = write("read sha256:%s old\n".formatted(hash("old")));
    HttpAccess access = new HttpAccess(true, List.of(), List.of(), Optional.of(file), false);
    Router router = router(Endpoint.STATUS, new Gate(access, () -> nanos));
    assertThat(status(router, Endpoint.STATUS, "old")).isEqualTo(200);

    write("read sha256:%s new\nread sha256:%s old\n".formatted(hash("new"), hash("old")));
    nanos += 4_999_999_999L;
    assertThat(status(router, Endpoint.STATUS, "new")).as("too early").isEqualTo(401);
    nanos += 1;
    assertThat(status(router, Endpoint.STATUS, "new")).isEqualTo(200);
    assertThat(status(router, Endpoint.STATUS, "old")).isEqualTo(200);

    write("read sha256:nonsense new\n");
    nanos += 5_000_000_000L;
    assertThat(status(router, Endpoint.STATUS, "new")).as("a broken file").isEqualTo(200);

    write("");
    nanos += 5_000_000_000L;
    assertThat(status(router, Endpoint.STATUS, "new")).as("an empty file").isEqualTo(401);
    assertThat(status(router, Endpoint.STATUS, null)).isEqualTo(401);
  }

  private Path write(String text) throws IOException {
    return Files.writeString(directory.resolve("tokens"), text);
  }

  private static Router router(Endpoint endpoint, Gate gate) {
    return new Router(
        List.of(endpoint.with(_ -> Reply.json("{}").now())), gate, RequestRates.unlimited());
  }

  private static HttpAccess access(List<AccessToken> tokens) {
    return new HttpAccess(true, List.of(), tokens, Optional.empty(), false);
  }

  /** A token that is the name of its role. */
  private static AccessToken token(AccessToken.Role role) throws Exception {
    return new AccessToken("of-" + role, role, hash(role.name()));
  }

  private static String hash(String token) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
  }

  private static int status(Router router, Endpoint endpoint, @Nullable String token)
      throws Exception {
    return answer(router, endpoint, token).status();
  }

  private static Reply answer(Router router, Endpoint endpoint, @Nullable String token)
      throws Exception {
    Map<String, String> headers =
        token == null ? Map.of() : Map.of("Authorization", "Bearer " + token);
    return router.answer(new Sent(endpoint, headers)).toCompletableFuture().get();
  }

  private record Sent(Endpoint endpoint, Map<String, String> headers) implements Exchange {

    @Override
    public String method() {
      return endpoint.method().name();
    }

    @Override
    public String path() {
      return endpoint.path().replaceAll("\\{\\w+}", "x");
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public CompletionStage<byte[]> body(int most) {
      return CompletableFuture.completedFuture(new byte[0]);
    }
  }
}
