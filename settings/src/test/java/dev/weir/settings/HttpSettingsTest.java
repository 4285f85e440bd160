package dev.weir.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.settings.WeirSettings.Http;
import dev.weir.settings.WeirSettings.LogFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Settings of the HTTP interface and the log: defaults, values from the file, bad values. */
class HttpSettingsTest extends SettingsTest {

  @Test
  void has_its_defaults() throws Exception {
    assertThat(settings("").http())
        .contains(
            new Http("127.0.0.1", 8080, HttpAccess.LOOPBACK, HttpLimits.USUAL, Optional.empty()));
    assertThat(settings("").logFormat()).isEqualTo(LogFormat.AUTO);
  }

  @Test
  void takes_every_value_from_the_file() throws Exception {
    WeirSettings settings =
        settings("weir { http { host = \"::1\", port = 0 }, log.format = json }");

    assertThat(settings.http())
        .contains(new Http("::1", 0, HttpAccess.LOOPBACK, HttpLimits.USUAL, Optional.empty()));
    assertThat(settings.logFormat()).isEqualTo(LogFormat.JSON);
    assertThat(settings("weir.http.enabled = false").http()).isEmpty();
  }

  @Test
  void refuses_values_that_make_no_sense() {
    assertThat(problems("weir { http.port = 65536, log.format = xml }"))
        .containsExactlyInAnyOrder(
            "weir.conf:1: weir.http.port must be 0 to 65535, and is 65536",
            "weir.conf:1: weir.log.format must be one of auto, human, json, logfmt, and is 'xml'");
  }

  @Test
  void tls_needs_a_certificate_and_its_key() {
    assertThat(problems("weir.http.tls-certificate-file = \"/nowhere/tls.crt\""))
        .containsExactly(
            "weir.conf:1: weir.http.tls-key-file must be set as well: TLS needs a certificate and"
                + " its key");
    assertThat(problems("weir.http.tls-key-file = \"/nowhere/tls.key\""))
        .singleElement()
        .asString()
        .contains("weir.http.tls-certificate-file must be set as well");
    assertThat(
            problems(
                "weir.http { tls-certificate-file = \"/nowhere/a\", tls-key-file = \"/nowhere/b\" }"))
        .containsExactly(
            "weir.conf:1: weir.http.tls-certificate-file and tls-key-file cannot be used: /nowhere/a"
                + " does not exist");
    assertThat(problems("weir.http.tls-client-authority-file = \"/nowhere/ca\""))
        .containsExactly(
            "weir.conf:1: weir.http.tls-client-authority-file needs tls-certificate-file and"
                + " tls-key-file: without TLS no client has a certificate");
  }

  @Test
  void an_address_that_others_reach_is_refused_without_tokens() {
    for (String host : List.of("0.0.0.0", "192.168.0.1", "::", "example.org")) {
      assertThat(problems("weir.http.host = \"%s\"".formatted(host)))
          .as(host)
          .singleElement()
          .asString()
          .startsWith("weir.conf:1: weir.http.host is '" + host + "', which other machines can")
          .contains("set tokens or tokens-file");
    }
    assertThat(problems("weir.http.host = \"\""))
        .containsExactly("weir.conf:1: weir.http.host must be an address such as 127.0.0.1");
  }

  @Test
  void with_tokens_every_address_is_allowed() throws Exception {
    Http http =
        settings(
                """
                weir.http {
                  host = 0.0.0.0, names = [Weir.Example], open-metrics = true
                  tokens = [{ name = ops, role = admin, sha256 = "HASH" }]
                }
                """
                    .replace("HASH", "ab".repeat(32)))
            .http()
            .orElseThrow();

    assertThat(http.host()).isEqualTo("0.0.0.0");
    assertThat(http.access())
        .isEqualTo(
            new HttpAccess(
                false,
                List.of("weir.example"),
                List.of(new AccessToken("ops", AccessToken.Role.ADMIN, "ab".repeat(32))),
                Optional.empty(),
                true));
    assertThat(http.toString()).doesNotContain("abab");
  }

  @Test
  void bad_tokens_are_refused_and_not_repeated() {
    String good = "ab".repeat(32);
    assertThat(
            problems(
                """
                weir.http.tokens = [
                  { name = a, role = read, sha256 = "canary" }
                  { name = a, role = read, sha256 = "%s" }
                  { name = "b c", role = write, sha256 = "%s" }
                  { role = read, token = canary }
                ]
                """
                    .formatted(good, good)))
        .hasSize(7)
        .noneMatch(problem -> problem.contains("canary"))
        .anyMatch(problem -> problem.contains("http.tokens[0].sha256 must be the SHA-256"))
        .anyMatch(problem -> problem.contains("http.tokens[1].name is 'a' a second time"))
        .anyMatch(problem -> problem.contains("http.tokens[2].name must be 1 to 64 letters"))
        .anyMatch(problem -> problem.contains("http.tokens[2].role must be one of ingest, read"))
        .anyMatch(problem -> problem.contains("http.tokens[3].name is missing"))
        .anyMatch(problem -> problem.contains("there is no setting 'weir.http.tokens[3].token'"));
    assertThat(problems("weir.http.tokens = canary")).noneMatch(p -> p.contains("canary"));
    assertThat(problems("weir.http.tokens-file = /none/such"))
        .singleElement()
        .asString()
        .contains("weir.http.tokens-file cannot be used: /none/such does not exist");
  }
}
