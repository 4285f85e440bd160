package dev.weir.app.http.pekko;

import dev.weir.app.http.EventStreams;
import dev.weir.app.http.routing.HostRule;
import dev.weir.app.http.routing.Reply;
import dev.weir.app.http.routing.Router;
import dev.weir.app.http.wire.Listener;
import dev.weir.engine.FailureText;
import dev.weir.settings.HttpLimits;
import dev.weir.settings.WeirSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.PreRestart;
import org.apache.pekko.actor.typed.Signal;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.http.javadsl.model.ContentType;
import org.apache.pekko.http.javadsl.model.ContentTypes;
import org.apache.pekko.http.javadsl.model.HttpCharsets;
import org.apache.pekko.http.javadsl.model.HttpEntities;
import org.apache.pekko.http.javadsl.model.HttpHeader;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.javadsl.model.MediaTypes;
import org.apache.pekko.http.javadsl.model.ResponseEntity;
import org.apache.pekko.http.javadsl.model.StatusCodes;
import org.apache.pekko.http.javadsl.model.headers.RawHeader;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;

/** Binds the port, and passes requests to the {@link Router}. Nothing else knows Pekko HTTP. */
public final class HttpApi extends AbstractMatchingBehavior<HttpApi.Command> {

  /** A message that the actor takes. */
  public sealed interface Command {}

  private record Bound(Tcp.ServerBinding binding) implements Command {}

  private record NotBound(Throwable failure) implements Command {}

  private enum Timer implements Command {
    TRY_AGAIN
  }

  /** Says in which state the port is. */
  public sealed interface Event {}

  /** Requests are answered here. */
  public record Listening(String scheme, String host, int port) implements Event {}

  /** The port cannot be had. */
  public record PortRefused(String reason) implements Event {}

  /**
   * Holds the dependencies of the interface.
   *
   * @param settings where it listens, and whom it answers
   * @param tls makes the TLS side of each connection; empty for plain HTTP
   * @param router answers requests
   * @param streams end when the port is given up
   * @param nanoTime for the log
   */
  public record Setup(
      WeirSettings.Http settings,
      Optional<Supplier<SSLEngine>> tls,
      Router router,
      EventStreams streams,
      LongSupplier nanoTime,
      ActorRef<Event> listener) {

    private String host() {
      return settings.host();
    }

    private String scheme() {
      return tls.isPresent() ? "https" : "http";
    }

    private int port() {
      return settings.port();
    }
  }

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration IDLE = Duration.ofSeconds(10);

  /** Statuses of requests that the log counts. */
  private static final Set<Integer> REFUSALS = Set.of(401, 403, 421, 429);

  private static final ContentType PROBLEM =
      ContentTypes.create(
          MediaTypes.applicationWithFixedCharset("problem+json", HttpCharsets.UTF_8));

  /** No browser may store, frame, sniff or pass on what is answered. */
  private static final List<HttpHeader> SECURITY =
      List.of(
          RawHeader.create("Cache-Control", "no-store"),
          RawHeader.create("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
          RawHeader.create("Cross-Origin-Resource-Policy", "same-origin"),
          RawHeader.create("Referrer-Policy", "no-referrer"),
          RawHeader.create("X-Content-Type-Options", "nosniff"));

  private final Setup setup;
  private final HostRule hosts;
  private final TimerScheduler<Command> timers;
  private final ActorSystem<Void> system;
  private final Listener server;
  private final RefusalLog refusals;
  private Optional<Tcp.ServerBinding> binding = Optional.empty();

  public static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HttpApi(context, setup, timers)));
  }

  private HttpApi(ActorContext<Command> context, Setup setup, TimerScheduler<Command> timers) {
    super(context);
    this.setup = setup;
    this.hosts =
        new HostRule(
            setup.host(), setup.settings().access().names(), setup.settings().access().loopback());
    this.timers = timers;
    this.system = context.getSystem();
    this.refusals = new RefusalLog(setup.nanoTime());
    HttpLimits limits = setup.settings().limits();
    this.server =
        new Listener(
            new Listener.Limits(
                limits.connections(), limits.connectionsOfClient(), limits.request(), IDLE),
            this::answer,
            setup.tls(),
            system);
    bind();
  }

  private void bind() {
    getContext()
        .pipeToSelf(
            server.listen(setup.host(), setup.port()),
            (bound, failure) -> failure == null ? new Bound(bound) : new NotBound(failure));
  }

  @Override
  public Behavior<Command> onMessage(Command command) {
    switch (command) {
      case Bound(Tcp.ServerBinding bound) -> {
        binding = Optional.of(bound);
        int port = bound.localAddress().getPort();
        setup.listener().tell(new Listening(setup.scheme(), setup.host(), port));
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
      setup.streams().stop();
      binding.ifPresent(bound -> server.stop(bound, PATIENCE));
    }
    return this;
  }

  private static Throwable cause(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : cause(cause);
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request, String client) {
    Optional<Reply> refusal = hosts.refusal(header(request, "Host"), header(request, "Origin"));
    PekkoExchange exchange = new PekkoExchange(request, client, system);
    CompletionStage<Reply> reply =
        refusal.isPresent() ? refusal.get().now() : setup.router().answer(exchange);
    exchange.discardUnread();
    return reply.thenApply(answer -> {
      if (REFUSALS.contains(answer.status())) {
        refusals.add(client, answer.status());
      }
      return response(answer);
    });
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  static HttpResponse response(Reply reply) {
    List<HttpHeader> headers = new ArrayList<>();
    reply.headers().forEach((name, value) -> headers.add(RawHeader.create(name, value)));
    SECURITY.stream()
        .filter(header -> !reply.headers().containsKey(header.name()))
        .forEach(headers::add);
    return HttpResponse.create()
        .withStatus(StatusCodes.get(reply.status()))
        .withHeaders(headers)
        .withEntity(entity(reply));
  }

  private static ResponseEntity entity(Reply reply) {
    return switch (reply.body()) {
      case Reply.Nothing _ -> HttpEntities.EMPTY;
      case Reply.Text(String text) ->
          HttpEntities.create(contentType(reply.type()), text.getBytes(StandardCharsets.UTF_8));
      case Reply.Bytes(ByteString bytes) -> HttpEntities.create(contentType(reply.type()), bytes);
      case Reply.Texts(Source<String, NotUsed> texts) ->
          HttpEntities.createChunked(contentType(reply.type()), texts.map(ByteString::fromString));
    };
  }

  private static ContentType contentType(String type) {
    return switch (type) {
      case Reply.JSON -> ContentTypes.APPLICATION_JSON;
      case Reply.PROBLEM -> PROBLEM;
      default -> ContentTypes.parse(type);
    };
  }
}
