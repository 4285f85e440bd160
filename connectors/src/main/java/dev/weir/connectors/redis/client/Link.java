package dev.weir.connectors.redis.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.PushConsumerChain;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.RedisInputStream;

/**
 * One connection to a Redis server: commands go out and replies come in as they are, texts as byte
 * arrays, numbers as {@link Long}, lists as lists, nothing as null. One owner.
 */
public final class Link implements AutoCloseable {

  private static final String CLIENT_NAME = "weir";

  private final RedisAddress address;
  private final Wire wire;

  /** Lets commands go out before anybody waits for their replies, and takes entries as bytes. */
  private static final class Wire extends Connection {
    private final Sockets sockets;
    private @Nullable Wanted wanted;

    private record Wanted(Entries entries, Entries.Form form) {}

    Wire(Sockets sockets, JedisClientConfig config) {
      super(sockets, config);
      this.sockets = sockets;
    }

    /** The superclass reads the first replies before the fields of this class are set. */
    private void begin() {
      if (sockets != null) {
        sockets.begin();
      }
    }

    void push() {
      flush();
    }

    void receive(Entries into, Entries.Form form) {
      into.clear();
      wanted = new Wanted(into, form);
      try {
        if (getOne() != null) {
          throw MalformedReply.of("another reply where entries were expected");
        }
      } finally {
        wanted = null;
      }
    }

    @Override
    protected @Nullable Object protocolRead(RedisInputStream in, PushConsumerChain pushes) {
      Wanted now = wanted;
      begin();
      if (now == null || !in.peek((byte) '*')) {
        return Resp.read(in);
      }
      now.entries.receive(new Unbuffered(in, sockets), now.form);
      return null;
    }
  }

  /** First what the library has read ahead, then as much at once as there is. */
  private static final class Unbuffered implements Entries.Input {
    private final RedisInputStream ahead;
    private final Sockets sockets;
    private @Nullable InputStream rest;

    Unbuffered(RedisInputStream ahead, Sockets sockets) {
      this.ahead = ahead;
      this.sockets = sockets;
    }

    @Override
    public int read(byte[] into, int at, int most) throws IOException {
      InputStream in = rest;
      if (in == null) {
        int came = ahead.read(into, at, most);
        if (came < most) {
          rest = sockets.input();
        }
        return came;
      }
      return in.read(into, at, most);
    }
  }

  private Link(RedisAddress address, Wire wire) {
    this.address = address;
    this.wire = wire;
  }

  /**
   * Connects and authenticates.
   *
   * @param nanoTime clock for the time limit of replies, in nanoseconds
   */
  public static Link open(RedisAddress address, LongSupplier nanoTime) throws IOException {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .serverDefaultProtocol()
            .timeoutMillis((int) address.timeout().toMillis())
            .database(address.database())
            .clientName(CLIENT_NAME)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED);
    if (!address.password().isEmpty()) {
      config.password(address.password().reveal());
    }
    if (!address.user().isEmpty()) {
      config.user(address.user());
    }
    try {
      return new Link(address, new Wire(new Sockets(address, nanoTime), config.build()));
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    } catch (ClassCastException | IllegalArgumentException e) {
      // The library takes the replies to its own first commands as what they should be.
      throw RedisFailure.malformed(address, "a reply of another type than was expected");
    }
  }

  /** Sends a command and waits for its reply. */
  public @Nullable Object call(Command command, byte[]... arguments) throws RedisFailure {
    send(command, arguments);
    return receive();
  }

  /** Sends a command and waits for its reply, as a {@link Reply}. */
  public Reply ask(Command command, byte[]... arguments) throws RedisFailure {
    return new Reply(address, call(command, arguments));
  }

  /** A failure that says that the server sent something else than Redis does. */
  public RedisFailure malformed(String what) {
    return RedisFailure.malformed(address, what);
  }

  /** Lets a command wait to go out together with others. */
  public void send(Command command, byte[]... arguments) throws RedisFailure {
    try {
      if (!wire.isConnected()) {
        // The library would connect again without notice, and drop the commands sent before.
        throw new JedisConnectionException("the connection is closed");
      }
      wire.sendCommand(command, arguments);
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  /** Sends what waits to go out. */
  public void push() throws RedisFailure {
    try {
      wire.push();
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  /** The reply to the first command that has not had one. */
  public @Nullable Object receive() throws RedisFailure {
    try {
      return wire.getOne();
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  /** As {@link #receive()}, to be taken as the type it should have. */
  public Reply receiveReply() throws RedisFailure {
    return new Reply(address, receive());
  }

  /**
   * Waits for a reply with entries; a null reply has none. Only while no other command waits for
   * its reply.
   */
  public void receive(Entries into, Entries.Form form) throws RedisFailure {
    try {
      wire.receive(into, form);
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  @Override
  public void close() {
    try {
      wire.forceDisconnect();
    } catch (IOException | JedisException e) {
      // It is given up, whatever state it is in.
      return;
    }
  }

  public static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] bytes(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
