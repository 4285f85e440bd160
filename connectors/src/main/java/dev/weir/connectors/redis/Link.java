package dev.weir.connectors.redis;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One connection to a Redis server: commands go out and replies come in as they are, texts as byte
 * arrays, numbers as {@link Long}, lists as lists, nothing as null. One owner.
 */
final class Link implements AutoCloseable {

  private static final String CLIENT_NAME = "weir";

  private final RedisAddress address;
  private final Wire wire;

  /** Lets commands go out before anybody waits for their replies. */
  private static final class Wire extends Connection {
    Wire(Sockets sockets, JedisClientConfig config) {
      super(sockets, config);
    }

    void push() {
      flush();
    }
  }

  private Link(RedisAddress address, Wire wire) {
    this.address = address;
    this.wire = wire;
  }

  /** Connects and gets in. */
  static Link open(RedisAddress address) throws IOException {
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
      return new Link(address, new Wire(new Sockets(address), config.build()));
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  /** Sends a command and waits for its reply. */
  @Nullable Object call(Command command, byte[]... arguments) throws RedisFailure {
    send(command, arguments);
    return receive();
  }

  /** The same for a reply that is a list, or nothing. */
  Reply ask(Command command, byte[]... arguments) throws RedisFailure {
    return new Reply(call(command, arguments));
  }

  /** Lets a command wait to go out together with others. */
  void send(Command command, byte[]... arguments) throws RedisFailure {
    try {
      if (!wire.isConnected()) {
        // The library would quietly connect anew, and forget what it was asked before.
        throw new JedisConnectionException("the connection is closed");
      }
      wire.sendCommand(command, arguments);
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  /** Sends what waits to go out. */
  void push() throws RedisFailure {
    try {
      wire.push();
    } catch (JedisException e) {
      throw RedisFailure.of(address, e);
    }
  }

  /** The reply to the first command that has not had one. */
  @Nullable Object receive() throws RedisFailure {
    try {
      return wire.getOne();
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

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] bytes(long number) {
    return Long.toString(number).getBytes(StandardCharsets.US_ASCII);
  }
}
