package dev.weir.app.http.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RouterTest {

  private final Router router =
      new Router(
          List.of(
              route(
                  "/a/{b}/c", request -> Reply.json(request.path("b") + request.query("q")).now()),
              route(
                  "/throws",
                  _ -> {
                    throw new IllegalStateException("canary");
                  }),
              route(
                  "/fails",
                  _ -> CompletableFuture.failedFuture(new IllegalStateException("canary")))),
          Gate.open(),
          RequestRates.unlimited());

  @Test
  void a_parameter_is_one_decoded_segment_of_the_path() throws Exception {
    assertThat(answer("/a/x%2Fy%20+/c", "").body())
        .isEqualTo(new Reply.Text("x/y +Optional.empty"));
    assertThat(answer("/a/x/y/c", "").status()).isEqualTo(404);
    assertThat(answer("/a//c", "").status()).isEqualTo(404);
    assertThat(answer("/a/x/c/", "").status()).isEqualTo(404);
  }

  @Test
  void a_query_is_decoded_and_its_first_value_counts() throws Exception {
    assertThat(answer("/a/x/c", "p&q=1+%2B%31&q=2").body())
        .isEqualTo(new Reply.Text("xOptional[1 +1]"));
    assertThat(answer("/a/x/c", "q=%4").status()).isEqualTo(400);
    assertThat(answer("/a/%zz/c", "").status()).isEqualTo(400);
    assertThat(answer("/a/%ff/c", "").body().toString())
        .contains("the address is not percent-encoded UTF-8");
  }

  @Test
  void a_failure_is_answered_without_what_it_says() throws Exception {
    for (String path : List.of("/throws", "/fails")) {
      Reply reply = answer(path, "");

      assertThat(reply.status()).isEqualTo(500);
      assertThat(reply.body().toString()).doesNotContain("canary");
    }
  }

  @Test
  void two_routes_of_one_method_and_path_are_refused() {
    Route one = route("/x", _ -> Reply.json("{}").now());

    assertThatThrownBy(() -> new Router(List.of(one, one), Gate.open(), RequestRates.unlimited()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Route route(String path, Route.Handler handler) {
    return new Route(Method.GET, path, Role.READ, "A route.", handler);
  }

  private Reply answer(String path, String query) throws Exception {
    return router.answer("GET", path, query).toCompletableFuture().get();
  }
}
