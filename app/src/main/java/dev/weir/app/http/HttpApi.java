package dev.weir.app.http;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.weir.engine.FailureText;
import dev.weir.monitoring.Printable;
import dev.weir.monitoring.health.Health;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.monitoring.health.HealthReport;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.ServerBinding;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpMethods;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.StatusCode;
import org.apache.pekko.http.javadsl.model.StatusCodes;

/**
 * Answers requests for the state of the service: {@code /livez}, {@code /readyz} and {@code
 * /api/v1/status}.
 */
public final class HttpApi extends AbstractMatchingBehavior<HttpApi.Command> {

  public sealed interface Command {}

  private record Bound(ServerBinding binding) implements Command {}

  private record NotBound(Throwable failure) implements Command {}

  private enum Timer implements Command {
    TRY_AGAIN
  }

  /** What becomes of the port. */
  public sealed interface Event {}

  /** Requests are answered here. */
  public record Listening(String host, int port) implements Event {}

  /** The port cannot be had. */
  public record PortRefused(String reason) implements Event {}

  /**
   * What the interface needs.
   *
   * @param notReady why the service is not ready; empty if it is
   * @param status the status report as JSON, with the health if there is one
   * @param health empty if it is not watched
   */
  public record Setup(
      String host,
      int port,
      Supplier<String> notReady,
      Function<Optional<HealthReport>, String> status,
      Optional<ActorRef<HealthMonitor.Command>> health,
      ActorRef<Event> listener) {}

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final ContentType PROBLEM =
      ContentTypes.create(
          MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));

  private final Setup setup;
  private final TimerScheduler<Command> timers;
  private final ActorSystem<Void> system;
  private Optional<ServerBinding> binding = Optional.empty();

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HttpApi(context, setup, timers)));
  }

  private HttpApi(ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.timers = timers;
    this.system = context.getSystem();
    bind();
  }

  private void bind() {
    org.apache.pekko.japi.function.Function<HttpRequest, CompletionStage<HttpResponse>> answers =
        this::answer;
    getContext()
        .pipeToSelf(
            Http.get(system).newServerAt(setup.host(), setup.port()).bind(answers),
            (bound, failure) -> failure == null ? new Bound(bound) : new NotBound(failure));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Bound(ServerBinding bound) -> {
        binding = Optional.of(bound);
        int port = bound.localAddress().getPort();
        setup.listener().tell(new Listening(setup.host(), port));
      }
      case NotBound(Throwable failure) -> {
        String reason =
            "cannot listen on %s:%d: %s"
                .formatted(setup.host(), setup.port(), FailureText.of(cause(failure)));
        setup.listener().tell(new PortRefused(reason));
        timers.startSingleTimer(Timer.TRY_AGAIN, PATIENCE);
      }
      case Timer.TRY_AGAIN -> bind();
    }
    return this;
  }

  @Override
  public Behavior<Command> onSignal(Signal signal) {
    if (signal instanceof PostStop || signal instanceof PreRestart) {
      binding.ifPresent(bound -> bound.terminate(PATIENCE));
    }
    return this;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : cause(cause);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    request.discardEntityBytes(system);
    boolean get =
        request.method().equals(HttpMethods.GET) || request.method().equals(HttpMethods.HEAD);
    String path = request.getUri().path();
    return switch (path) {
      case "/livez", "/readyz", "/api/v1/status" ->
          get ? answer(path) : problem(StatusCodes.METHOD_NOT_ALLOWED, "only GET is answered here");
      default -> problem(StatusCodes.NOT_FOUND, "there is nothing here");
    };
  }

  private CompletionStage<HttpResponse> answer(String path) {
    return switch (path) {
      case "/livez" -> json(StatusCodes.OK, "{\"state\":\"up\"}");
      case "/readyz" -> health().thenApply(this::ready);
      default ->
          health()
              .thenApply(report ->
                  response(
                      StatusCodes.OK, ContentTypes.APPLICATION_JSON, setup.status().apply(report)));
    };
  }

  private HttpResponse ready(Optional<HealthReport> report) {
    String reason = setup.notReady().get();
    if (reason.isEmpty()
        && report.isPresent()
        && report.get().overall() instanceof Health.Down down) {
      reason = down.reason();
    }
    return reason.isEmpty()
        ? response(StatusCodes.OK, ContentTypes.APPLICATION_JSON, "{\"state\":\"ready\"}")
        : problemResponse(StatusCodes.SERVICE_UNAVAILABLE, reason);
  }

  private CompletionStage<Optional<HealthReport>> health() {
    if (setup.health().isEmpty()) {
      return CompletableFuture.completedFuture(Optional.empty());
    }
    return AskPattern.<HealthMonitor.Command, HealthReport>ask(
            setup.health().get(), HealthMonitor.Ask::new, PATIENCE, system.scheduler())
        .handle((report, failure) -> Optional.ofNullable(report));
  }

  private static CompletionStage<HttpResponse> json(StatusCode status, String body) {
    return CompletableFuture.completedFuture(response(status, ContentTypes.APPLICATION_JSON, body));
  }

  private static CompletionStage<HttpResponse> problem(StatusCode status, String detail) {
    return CompletableFuture.completedFuture(problemResponse(status, detail));
  }

  private static HttpResponse problemResponse(StatusCode status, String detail) {
    String body =
        "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}"
            .formatted(status.reason(), status.intValue(), escaped(detail));
    return response(status, PROBLEM, body);
  }

  private static String escaped(String text) {
    return String.valueOf(JsonStringEncoder.getInstance().quoteAsString(Printable.of(text)));
  }

  private static HttpResponse response(StatusCode status, ContentType type, String body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(HttpEntities.create(type, body.getBytes(StandardCharsets.UTF_8)));
  }
}
