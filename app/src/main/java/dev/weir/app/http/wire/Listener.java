package dev.weir.app.http.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.http.javadsl.Http;
import org.apache.pekko.http.javadsl.model.HttpRequest;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.stream.KillSwitches;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SharedKillSwitch;
import org.apache.pekko.stream.TLSClosing;
import org.apache.pekko.stream.TLSProtocol;
import org.apache.pekko.stream.javadsl.BidiFlow;
import org.apache.pekko.stream.javadsl.Flow;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.apache.pekko.stream.javadsl.TLS;
import org.apache.pekko.stream.javadsl.TLSPlacebo;
import org.apache.pekko.stream.javadsl.Tcp;
import org.apache.pekko.util.ByteString;

/** Listens at an address, and serves HTTP/1.1 on each connection within limits. Thread-safe. */
public final class Listener {

  /**
   * Limits of connections.
   *
   * @param connections in all
   * @param ofClient connections of one client
   * @param request the answer begins within this time of the first byte of a request
   * @param idle a connection without a byte for this time is closed
   */
  public record Limits(int connections, int ofClient, Duration request, Duration idle) {}

  /** Answers requests, on any thread. */
  @FunctionalInterface
  public interface Answers {
    /**
     * Answers a request.
     *
     * @param client its address, or network of IPv6
     */
    CompletionStage<HttpResponse> answer(HttpRequest request, String client);
  }

  private static final int BACKLOG = 100;

  private final Limits limits;
  private final Answers answers;
  private final Optional<Supplier<SSLEngine>> tls;
  private final ActorSystem<?> system;
  private final Materializer materializer;
  private final Connections connections;
  private final SharedKillSwitch end = KillSwitches.shared("http-end");
  private final SharedKillSwitch cut = KillSwitches.shared("http-cut");

  /**
   * Listens nowhere yet.
   *
   * @param tls makes the TLS side of each connection; empty for plain HTTP
   */
  public Listener(
      Limits limits, Answers answers, Optional<Supplier<SSLEngine>> tls, ActorSystem<?> system) {
    this.limits = limits;
    this.answers = answers;
    this.tls = tls;
    this.system = system;
    this.materializer = Materializer.matFromSystem(system);
    this.connections = new Connections(limits.connections(), limits.ofClient());
  }

  /** Begins to listen; to be called again only if that failed. */
  public CompletionStage<Tcp.ServerBinding> listen(String host, int port) {
    return Tcp.get(system)
        .bind(host, port, BACKLOG, new ArrayList<>(), false, Optional.of(limits.idle()))
        .to(Sink.foreach(this::accept))
        .run(materializer);
  }

  /** Takes no more requests, and cuts after a time those that have no answer then. */
  public void stop(Tcp.ServerBinding binding, Duration patience) {
    var _ = binding.unbind();
    end.shutdown();
    system
        .scheduler()
        .scheduleOnce(
            patience,
            () -> cut.abort(new TimeoutException("the service stops")),
            system.executionContext());
  }

  private void accept(Tcp.IncomingConnection connection) {
    String client = ClientAddress.of(connection.remoteAddress().getAddress());
    SharedKillSwitch own = KillSwitches.shared("http-connection");
    Optional<Connections.Open> open =
        connections.add(
            client, () -> own.abort(new TimeoutException("no request arrived on the connection")));
    Flow<ByteString, ByteString, NotUsed> served =
        open.map(added -> served(added, client))
            .orElseGet(() ->
                Flow.fromSinkAndSource(Sink.<ByteString>cancelled(), Source.<ByteString>empty()));
    Flow<ByteString, ByteString, NotUsed> guarded =
        Flow.<ByteString>create()
            .via(own.<ByteString>flow())
            .via(end.<ByteString>flow())
            .via(cut.<ByteString>flow())
            .via(served)
            .watchTermination((used, done) -> {
              done.whenComplete((_, _) -> open.ifPresent(connections::remove));
              return used;
            });
    connection.handleWith(guarded, materializer);
  }

  private Flow<ByteString, ByteString, NotUsed> served(Connections.Open open, String client) {
    return Flow.<HttpRequest>create()
        .mapAsync(
            1,
            request -> {
              connections.served(open);
              return answers.answer(request, client);
            })
        .join(
            Http.get(system)
                .serverLayer()
                .atop(plain())
                .atop(BidiFlow.fromGraph(new Wire(limits.request())))
                .atop(tls.map(this::encrypted).orElseGet(BidiFlow::identity)));
  }

  /** The first byte of a request arrives within the time for a request, the handshake included. */
  private BidiFlow<ByteString, ByteString, ByteString, ByteString, NotUsed> encrypted(
      Supplier<SSLEngine> engines) {
    Flow<ByteString, TLSProtocol.SslTlsOutbound, NotUsed> answers =
        Flow.of(ByteString.class).map(TLSProtocol.SendBytes::new);
    Flow<TLSProtocol.SslTlsInbound, ByteString, NotUsed> requests =
        Flow.of(TLSProtocol.SslTlsInbound.class)
            .collectType(TLSProtocol.SessionBytes.class)
            .map(TLSProtocol.SessionBytes::bytes)
            .initialTimeout(limits.request());
    return BidiFlow.fromFlows(answers, requests)
        .atop(TLS.create(engines, _ -> {}, TLSClosing.eagerClose()));
  }

  /** Bytes that are sent as they are. */
  @SuppressWarnings("unchecked") // It gives session bytes, which are what may come in.
  private static BidiFlow<
          TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound, NotUsed>
      plain() {
    return (BidiFlow<
            TLSProtocol.SslTlsOutbound, ByteString, ByteString, TLSProtocol.SslTlsInbound, NotUsed>)
        (BidiFlow<?, ?, ?, ?, ?>) TLSPlacebo.getInstance();
  }
}
