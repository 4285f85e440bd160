package dev.weir.connectors.redis;

import dev.weir.connectors.redis.client.Link;
import dev.weir.connectors.redis.client.RedisFailure;
import dev.weir.connectors.redis.client.Reply;
import dev.weir.engine.Batch;
import dev.weir.engine.Sink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Protocol.Command;

/** Writes what one pipeline detects to a stream. */
final class RedisWriter implements Sink.Writer {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final int AT_ONCE = 1_000;

  /** How much of the stream is looked at for what is there already. */
  private static final int LOOK_BACK = 100_000;

  /** Longest id that a writer gives, in bytes. */
  private static final int LONGEST_ID = 128;

  /** After so many checkpoints nothing is written that was written before. */
  private static final int FLUSHES = 3;

  private static final byte[] ID = Link.bytes("id");
  private static final byte[] PIPELINE = Link.bytes("pipeline");

  private final RedisSinkSettings settings;
  private final byte[] stream;
  private final String pipeline;
  private final Outages outages;
  private final Consumer<String> warnings;
  private final EntryText text;
  private final Set<String> written = new HashSet<>();
  private @Nullable Link link;
  private int flushes;

  RedisWriter(
      RedisSinkSettings settings, String pipeline, Outages outages, Consumer<String> warnings)
      throws IOException {
    this.settings = settings;
    this.stream = Link.bytes(settings.stream());
    this.pipeline = pipeline;
    this.outages = outages;
    this.warnings = warnings;
    this.text = new EntryText(settings.only(), settings.fields(), pipeline);
    this.link = connect();
  }

  @Override
  public void write(Batch batch) throws IOException, InterruptedException {
    List<EntryText.Entry> entries = text.entries(batch);
    while (!entries.isEmpty()) {
      entries = withoutWritten(entries);
      try {
        append(current(), entries);
        entries = List.of();
        cameBack();
      } catch (RedisFailure e) {
        away(e);
      }
    }
  }

  private List<EntryText.Entry> withoutWritten(List<EntryText.Entry> entries) {
    if (written.isEmpty()) {
      return entries;
    }
    List<EntryText.Entry> rest = new ArrayList<>();
    for (EntryText.Entry entry : entries) {
      if (written.remove(entry.id())) {
        flushes = 0;
      } else {
        rest.add(entry);
      }
    }
    return rest;
  }

  private void append(Link to, List<EntryText.Entry> entries) throws RedisFailure {
    for (int from = 0; from < entries.size(); from += AT_ONCE) {
      List<EntryText.Entry> part = entries.subList(from, Math.min(from + AT_ONCE, entries.size()));
      for (EntryText.Entry entry : part) {
        to.send(Command.XADD, command(entry));
      }
      for (int i = 0; i < part.size(); i++) {
        to.receiveReply().id();
      }
    }
  }

  private byte[][] command(EntryText.Entry entry) {
    List<byte[]> arguments = new ArrayList<>();
    arguments.add(stream);
    if (settings.maxLength() > 0) {
      arguments.add(Link.bytes("MAXLEN"));
      arguments.add(Link.bytes("~"));
      arguments.add(Link.bytes(settings.maxLength()));
    }
    arguments.add(Link.bytes("*"));
    arguments.add(ID);
    arguments.add(Link.bytes(entry.id()));
    arguments.add(PIPELINE);
    arguments.add(Link.bytes(pipeline));
    arguments.add(Link.bytes(entry.field()));
    arguments.add(Link.bytes(entry.json()));
    return arguments.toArray(byte[][]::new);
  }

  // ---- Connection.

  private Link current() throws IOException {
    Link open = link;
    if (open == null) {
      open = connect();
      link = open;
    }
    return open;
  }

  /** Connects and looks for what is there already. */
  private Link connect() throws IOException {
    Link opened = Link.open(settings.address(), outages::nanoTime);
    try {
      written.clear();
      flushes = 0;
      readBack(opened);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private void readBack(Link from) throws RedisFailure {
    byte[] before = Link.bytes("+");
    byte[] count = Link.bytes(AT_ONCE);
    long left = settings.maxLength() == 0 ? LOOK_BACK : Math.min(settings.maxLength(), LOOK_BACK);
    while (left > 0) {
      Reply entries =
          from.ask(Command.XREVRANGE, stream, before, Link.bytes("-"), Link.bytes("COUNT"), count);
      for (int i = 0; i < entries.size(); i++) {
        Reply fields = entries.get(i).get(1);
        Reply of = fields.at("pipeline");
        Reply id = fields.at("id");
        if (!of.isNothing()
            && !id.isNothing()
            && of.text().equals(pipeline)
            && id.bytes().length <= LONGEST_ID) {
          written.add(id.text());
        }
      }
      if (entries.size() < AT_ONCE) {
        return;
      }
      left -= entries.size();
      before = Link.bytes("(" + entries.get(entries.size() - 1).get(0).id());
    }
  }

  private void away(RedisFailure e) throws InterruptedException {
    close();
    if (Thread.currentThread().isInterrupted()) {
      throw new InterruptedException("interrupted while writing to " + settings.stream());
    }
    if (outages.begin(e)) {
      warnings.accept(
          "%s; pipeline '%s' waits with what goes to stream '%s'"
              .formatted(e.getMessage(), pipeline, settings.stream()));
    }
    while (!outages.await(PATIENCE)) {
      // It is not time to try again.
    }
  }

  private void cameBack() {
    if (outages.end()) {
      warnings.accept(
          "Redis at %s is back; what waited was written to stream '%s'"
              .formatted(settings.address(), settings.stream()));
    }
  }

  @Override
  public void flush() {
    // Redis has every batch once it is written. What was there before the start will not come any
    // more once several checkpoints are past.
    if (++flushes >= FLUSHES) {
      written.clear();
    }
  }

  @Override
  public void close() {
    Link open = link;
    link = null;
    if (open != null) {
      open.close();
    }
  }
}
