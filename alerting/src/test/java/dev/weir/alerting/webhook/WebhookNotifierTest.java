package dev.weir.alerting.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.Notifier;
import dev.weir.alerting.Notifier.Delivery.Delivered;
import dev.weir.alerting.Notifier.Delivery.Rejected;
import dev.weir.alerting.Notifier.Delivery.RetryAfter;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.http.Endpoint;
import dev.weir.alerting.http.HttpTarget;
import dev.weir.alerting.http.RawEndpoint;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a notifier promises, and what goes over the wire. */
class WebhookNotifierTest extends NotifierContract {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<Notice> ONE =
      List.of(notice("n1", Notice.Kind.OPENED, Alert.Severity.WARNING));

  private final Endpoint endpoint;

  WebhookNotifierTest() throws IOException {
    endpoint = new Endpoint();
  }

  @AfterEach
  void close() {
    endpoint.close();
  }

  @Override
  protected Notifier notifier() {
    return notifier(endpoint.url(), PATIENCE);
  }

  @Override
  protected List<String> received() {
    List<String> alerts = new ArrayList<>();
    endpoint.calls.forEach(call -> json(call).get("alerts").forEach(a -> alerts.add("" + a)));
    return alerts;
  }

  // ---- What is sent.

  @Test
  void the_body_is_in_the_format_of_alertmanager() throws Exception {
    notifier().deliver(ONE, 1);

    JsonNode body = json(endpoint.calls.getFirst());
    assertThat(body.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "version",
            "groupKey",
            "truncatedAlerts",
            "status",
            "receiver",
            "groupLabels",
            "commonLabels",
            "commonAnnotations",
            "externalURL",
            "alerts");
    assertThat(body.get("version").textValue()).isEqualTo("4");
    assertThat(body.get("status").textValue()).isEqualTo("firing");
    assertThat(body.get("receiver").textValue()).isEqualTo("pager");
    assertThat(body.get("groupKey").textValue()).isEqualTo("weir:alert-7");
    JsonNode alert = body.get("alerts").get(0);
    assertThat(alert.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "status", "labels", "annotations", "startsAt", "endsAt", "generatorURL", "fingerprint");
    assertThat(alert.get("labels").get("severity").textValue()).isEqualTo("warning");
    assertThat(alert.get("labels").get("series").textValue()).isEqualTo("cpu");
    assertThat(alert.get("annotations").get("notice").textValue()).isEqualTo("n1");
    assertThat(alert.get("startsAt").textValue()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(alert.get("endsAt").textValue()).isEqualTo("0001-01-01T00:00:00Z");
    assertThat(alert.get("fingerprint").textValue()).matches("[0-9a-f]{16}");
  }

  @Test
  void an_alert_keeps_its_group_and_its_fingerprint_until_it_is_resolved() throws Exception {
    notifier().deliver(ONE, 1);
    notifier().deliver(List.of(notice("n2", Notice.Kind.RESOLVED, Alert.Severity.CRITICAL)), 1);

    JsonNode opened = json(endpoint.calls.get(0));
    JsonNode resolved = json(endpoint.calls.get(1));
    assertThat(resolved.get("status").textValue()).isEqualTo("resolved");
    assertThat(resolved.get("groupKey")).isEqualTo(opened.get("groupKey"));
    assertThat(resolved.get("alerts").get(0).get("fingerprint"))
        .isEqualTo(opened.get("alerts").get(0).get("fingerprint"));
  }

  @Test
  void a_delivery_is_one_group_with_what_its_alerts_have_in_common() throws Exception {
    Notice other =
        new Notice(
            "n2",
            Notice.Kind.RESOLVED,
            new Alert("alert-8", Map.of("series", "disk"), Alert.Severity.WARNING, "17", Map.of()));

    notifier().deliver(List.of(ONE.getFirst(), other), 1);

    JsonNode body = json(endpoint.calls.getFirst());
    assertThat(body.get("alerts")).hasSize(2);
    assertThat(body.get("status").textValue()).isEqualTo("firing");
    assertThat(body.get("commonLabels").has("series")).isFalse();
    assertThat(body.get("commonLabels").get("severity").textValue()).isEqualTo("warning");
    assertThat(body.get("alerts").get(1).get("startsAt").textValue()).startsWith("0001-01-01");
    assertThat(endpoint.calls.getFirst().header("Idempotency-key")).matches("[0-9a-f]{32}");
  }

  @Test
  void the_same_notice_is_the_same_bytes_under_the_same_key_at_each_attempt() throws Exception {
    notifier().deliver(ONE, 1);
    notifier().deliver(ONE, 2);

    Endpoint.Call first = endpoint.calls.get(0);
    Endpoint.Call second = endpoint.calls.get(1);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(first.header("Idempotency-key")).isEqualTo("n1");
    assertThat(second.header("Idempotency-key")).isEqualTo("n1");
    assertThat(first.header("Weir-attempt")).isEqualTo("1");
    assertThat(second.header("Weir-attempt")).isEqualTo("2");
    assertThat(first.header("Content-type")).isEqualTo("application/json");
    assertThat(first.header("User-agent")).startsWith("weir/");
    assertThat(first.header("Authorization")).isEqualTo("Bearer canary");
  }

  @Test
  void an_id_that_cannot_stand_in_a_header_is_hashed() throws Exception {
    Notice odd = notice("ü\r\nx: y", Notice.Kind.OPENED, Alert.Severity.INFO);

    assertThat(notifier().deliver(List.of(odd), 1)).isEqualTo(new Delivered());

    assertThat(endpoint.calls.getFirst().header("Idempotency-key")).matches("[0-9a-f]{32}");
    assertThat(endpoint.calls.getFirst().header("X")).isEmpty();
  }

  @Test
  void a_call_is_signed_with_its_time() throws Exception {
    notifier().deliver(ONE, 1);

    Endpoint.Call call = endpoint.calls.getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("canary".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = NOW.getEpochSecond() + "." + call.text();
    String hex = HexFormat.of().formatHex(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    assertThat(call.header("Weir-signature")).isEqualTo("t=" + NOW.getEpochSecond() + ",v1=" + hex);
  }

  @Test
  void hostile_text_stays_text() throws Exception {
    String hostile = "\"}]\u0000\u202e<img onerror=x>${jndi:x}\n";
    Notice notice =
        new Notice(
            "n1",
            Notice.Kind.OPENED,
            new Alert("a", Map.of("series", hostile), Alert.Severity.INFO, "", Map.of()));

    notifier().deliver(List.of(notice), 1);

    JsonNode alert = json(endpoint.calls.getFirst()).get("alerts").get(0);
    assertThat(alert.get("labels").get("series").textValue())
        .isEqualTo("\"}]??<img onerror=x>${jndi:x}?");
  }

  @Test
  void no_hidden_character_is_in_any_text() throws Exception {
    List<Notice> notices = new ArrayList<>();
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      if (Printable.isHidden(c) && (c < 0xD810 || c > 0xDFF0)) {
        String text = "a" + Character.toString(c) + "b";
        Map<String, String> texts = Map.of("series", text, "why", text, text, text);
        Alert alert = new Alert(text, texts, Alert.Severity.INFO, text, texts);
        notices.add(new Notice(text, Notice.Kind.OPENED, alert));
      }
    }

    for (List<Notice> some : List.of(notices, List.of(notices.getFirst()))) {
      assertThat(notifier().deliver(some, 1)).isEqualTo(new Delivered());
    }

    for (Endpoint.Call call : endpoint.calls) {
      assertThat(Printable.hasHidden(call.text())).isFalse();
      assertThat(json(call).findValuesAsText("series")).noneMatch(Printable::hasHidden);
      assertThat(json(call).findValuesAsText("summary")).noneMatch(Printable::hasHidden);
      assertThat(json(call).findValuesAsText("notice")).noneMatch(Printable::hasHidden);
      assertThat(json(call).findValuesAsText("groupKey")).noneMatch(Printable::hasHidden);
    }
  }

  // ---- What is answered.

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 204})
  void success_is_a_delivery(int status) throws Exception {
    endpoint.answers(status, "");
    assertThat(notifier().deliver(ONE, 1)).isEqualTo(new Delivered());
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 413, 422})
  void what_it_will_never_take_is_rejected(int status) throws Exception {
    endpoint.answers(status, "no");
    assertThat(notifier().deliver(ONE, 1)).isInstanceOf(Rejected.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 307, 408, 425, 429, 500, 502, 503, 504})
  void what_may_change_is_tried_again(int status) throws Exception {
    endpoint.answers(status, "busy");
    Notifier.Delivery delivery = notifier().deliver(ONE, 1);
    assertThat(delivery).isInstanceOf(RetryAfter.class);
    assertThat(delivery.toString()).contains("" + status);
  }

  @Test
  void a_redirect_is_not_followed() throws Exception {
    endpoint.answers(exchange -> {
      exchange.getResponseHeaders().set("Location", "/elsewhere");
      exchange.sendResponseHeaders(302, -1);
    });

    notifier().deliver(ONE, 1);

    assertThat(endpoint.calls).extracting(Endpoint.Call::path).containsExactly("/api");
  }

  @Test
  void it_waits_as_long_as_it_is_asked_to() throws Exception {
    assertThat(askedFor("120")).isEqualTo(Duration.ofMinutes(2));
    assertThat(askedFor("Fri, 2 Jan 2026 03:05:05 GMT")).isEqualTo(Duration.ofMinutes(1));
    assertThat(askedFor("Fri, 2 Jan 2026 03:00:00 GMT")).isZero();
    assertThat(askedFor("soon")).isZero();
    assertThat(askedFor("-1")).isZero();
    assertThat(askedFor("99999999999999999999")).isZero();
  }

  private Duration askedFor(String retryAfter) throws InterruptedException {
    endpoint.answers(exchange -> {
      exchange.getResponseHeaders().set("Retry-After", retryAfter);
      exchange.sendResponseHeaders(429, -1);
    });
    return ((RetryAfter) notifier().deliver(ONE, 1)).delay();
  }

  // ---- What goes wrong.

  @Test
  void one_that_does_not_answer_is_given_up_in_time() throws Exception {
    Semaphore end = new Semaphore(0);
    endpoint.answers(exchange -> end.acquire());

    assertThat(notifier(endpoint.url(), Duration.ofMillis(100)).deliver(ONE, 1))
        .isInstanceOf(RetryAfter.class);
    end.release();
  }

  @Test
  void one_that_says_success_and_then_hangs_or_breaks_off_has_taken_it() throws Exception {
    String head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    try (RawEndpoint hanging = new RawEndpoint(head, RawEndpoint.Once.HANGS);
        RawEndpoint resetting = new RawEndpoint(head, RawEndpoint.Once.RESETS)) {
      Duration short_ = Duration.ofMillis(500);
      assertThat(notifier(hanging.url(), short_).deliver(ONE, 1)).isEqualTo(new Delivered());
      assertThat(notifier(resetting.url(), PATIENCE).deliver(ONE, 1)).isEqualTo(new Delivered());
    }
  }

  @Test
  void one_that_breaks_off_before_it_said_anything_is_tried_again() throws Exception {
    try (RawEndpoint resetting = new RawEndpoint("HTTP/1.1 2", RawEndpoint.Once.RESETS)) {
      assertThat(notifier(resetting.url(), PATIENCE).deliver(ONE, 1))
          .isInstanceOf(RetryAfter.class);
    }
  }

  @Test
  void one_that_nobody_serves_is_tried_again() throws Exception {
    URI url = deadUrl();
    assertThat(notifier(url, PATIENCE).deliver(ONE, 1)).isInstanceOf(RetryAfter.class);
    assertThat(webhook(url, PATIENCE).probe()).isInstanceOf(Notifier.Probe.Failed.class);
  }

  @Test
  void of_an_answer_without_end_only_the_beginning_is_read() throws Exception {
    endpoint.answers(exchange -> {
      exchange.sendResponseHeaders(500, 0);
      byte[] chunk = "x\n\u001b[31m".repeat(200).getBytes(StandardCharsets.UTF_8);
      while (true) {
        exchange.getResponseBody().write(chunk);
      }
    });

    RetryAfter delivery = (RetryAfter) notifier().deliver(ONE, 1);

    assertThat(delivery.reason()).hasSizeLessThan(250).doesNotContain("\n", "\u001b");
  }

  // ---- What is secret.

  @Test
  void nothing_secret_is_said() throws Exception {
    List<String> said = new ArrayList<>();
    for (int status : new int[] {301, 404, 500}) {
      endpoint.answers(status, "");
      said.add(notifier().deliver(ONE, 1).toString());
    }
    said.add(notifier(deadUrl(), PATIENCE).deliver(ONE, 1).toString());
    said.add(settings(endpoint.url(), PATIENCE).toString());
    said.add(new Secret("canary").toString());
    endpoint.answers(403, "no hook for token=canary, Bearer canary");
    said.add(notifier().deliver(ONE, 1).toString());

    assertThat(said).noneMatch(text -> text.contains("canary"));
  }

  @Test
  void whether_it_is_there_is_found_out_without_a_notice() throws Exception {
    endpoint.answers(405, "");

    assertThat(webhook(endpoint.url(), PATIENCE).probe())
        .isInstanceOf(Notifier.Probe.Unproven.class);

    assertThat(endpoint.calls).extracting(Endpoint.Call::method).containsExactly("HEAD");
  }

  private static URI deadUrl() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return URI.create("http://127.0.0.1:%d/?token=canary".formatted(free.getLocalPort()));
    }
  }

  private static Notifier notifier(URI url, Duration timeout) {
    return webhook(url, timeout);
  }

  private static WebhookNotifier webhook(URI url, Duration timeout) {
    return new WebhookNotifier(settings(url, timeout), () -> NOW);
  }

  private static WebhookSettings settings(URI url, Duration timeout) {
    return new WebhookSettings(
        "pager",
        new HttpTarget(
            new Secret(url.toString()),
            timeout,
            Map.of("Authorization", new Secret("Bearer canary"))),
        Optional.of(new Secret("canary")));
  }

  private static JsonNode json(Endpoint.Call call) {
    try {
      return JSON.readTree(call.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
