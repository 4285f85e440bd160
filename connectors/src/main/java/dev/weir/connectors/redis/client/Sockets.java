package dev.weir.connectors.redis.client;

import dev.weir.connectors.tls.TrustedCertificates;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** Connects to one server; over TLS only if its certificate is trusted and is for its name. */
final class Sockets implements JedisSocketFactory {

  private final RedisAddress address;
  private final SSLContext context;
  private final LongSupplier nanoTime;
  private @Nullable Socket last;
  private @Nullable BoundedInput bounded;

  /** A socket, also under TLS, whose input is bounded in size and time. */
  private final class Bounded extends Socket {
    @Override
    public InputStream getInputStream() throws IOException {
      BoundedInput input = bounded;
      if (input == null) {
        input = new BoundedInput(super.getInputStream(), nanoTime, address.timeout());
        bounded = input;
      }
      return input;
    }
  }

  /** Reads the trusted certificates, if there are any of its own. */
  Sockets(RedisAddress address, LongSupplier nanoTime) throws IOException {
    this.address = address;
    this.nanoTime = nanoTime;
    try {
      this.context =
          address.authority().isPresent()
              ? TrustedCertificates.context(address.authority().get())
              : SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot prepare TLS: " + e.getMessage(), e);
    }
  }

  @Override
  public Socket createSocket() {
    Socket plain = new Bounded();
    bounded = null;
    int patience = (int) address.timeout().toMillis();
    try {
      plain.setTcpNoDelay(true);
      plain.setKeepAlive(true);
      plain.setSoTimeout(patience);
      plain.connect(new InetSocketAddress(address.host(), address.port()), patience);
      Socket socket = address.tls() ? secured(plain) : plain;
      last = socket;
      return socket;
    } catch (IOException e) {
      closeQuietly(plain);
      throw new JedisConnectionException(String.valueOf(e.getMessage()), e);
    }
  }

  /** Starts the limits of the next reply. */
  void begin() {
    if (bounded != null) {
      bounded.begin();
    }
  }

  /** The input of the last connection that was made. */
  InputStream input() throws IOException {
    if (last == null) {
      throw new IOException("there is no connection");
    }
    return last.getInputStream();
  }

  private Socket secured(Socket plain) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context.getSocketFactory().createSocket(plain, address.host(), address.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It never was open.
      return;
    }
  }
}
