package dev.weir.chaos.feed;

import dev.weir.chaos.fault.FaultProxy;
import dev.weir.chaos.process.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A stream to which the connection breaks now and then, at random, until {@link #calm}. */
public final class CutFeed implements Feed {

  private static final int LONGEST_UP_MILLIS = 4_000;
  private static final int LONGEST_DOWN_MILLIS = 1_500;
  private static final List<FaultProxy.Fault> FAULTS =
      List.of(FaultProxy.Fault.NONE, FaultProxy.Fault.REFUSED, FaultProxy.Fault.LOADING);

  private final RedisFeed feed;
  private final FaultProxy proxy;
  private final CountDownLatch calm = new CountDownLatch(1);
  private final Thread trouble;
  private boolean mayFail;

  private CutFeed(RedisFeed feed, FaultProxy proxy, Random random) {
    this.feed = feed;
    this.proxy = proxy;
    this.trouble = Thread.ofPlatform().daemon().name("trouble").unstarted(() -> cut(random));
  }

  /** A feed through a proxy of its own, on a server that is emptied; breaks begin at once. */
  public static CutFeed start(RedisServer server, Workload workload) throws IOException {
    try (var jedis = server.connect(0)) {
      jedis.flushAll();
    }
    FaultProxy proxy = FaultProxy.to(server.port());
    RedisFeed.Reading reading = new RedisFeed.Reading(proxy.port(), ", group = weir, timeout = 2s");
    CutFeed feed =
        new CutFeed(
            new RedisFeed(server, reading, workload), proxy, new Random(workload.seed() + 7));
    feed.trouble.start();
    return feed;
  }

  private void cut(Random random) {
    try {
      boolean over = false;
      while (!over) {
        over = calm.await(random.nextInt(LONGEST_UP_MILLIS), TimeUnit.MILLISECONDS);
        if (!over) {
          fault(FAULTS.get(random.nextInt(FAULTS.size())));
          over = calm.await(random.nextInt(LONGEST_DOWN_MILLIS), TimeUnit.MILLISECONDS);
          proxy.fault(FaultProxy.Fault.NONE);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void fault(FaultProxy.Fault next) {
    if (mayFail) {
      proxy.fault(next);
      proxy.cut();
    }
  }

  @Override
  public synchronized void mayFail(boolean now) {
    mayFail = now;
    if (!now) {
      proxy.fault(FaultProxy.Fault.NONE);
    }
  }

  @Override
  public void calm() throws InterruptedException {
    calm.countDown();
    trouble.join();
  }

  @Override
  public void append(List<Workload.Row> rows) throws Exception {
    feed.append(rows);
  }

  @Override
  public FeedLedger ledger() {
    return feed.ledger();
  }

  @Override
  public String pipeline() {
    return feed.pipeline();
  }

  @Override
  public long number(String position) {
    return feed.number(position);
  }

  @Override
  public String source() {
    return feed.source();
  }

  @Override
  public String oracle(BitSet records, Detections disturbed) {
    return feed.oracle(records, disturbed);
  }

  @Override
  public List<String> acknowledgedTooMuch(Checkpoints checkpoints) throws Exception {
    return feed.acknowledgedTooMuch(checkpoints);
  }

  @Override
  public void close() {
    calm.countDown();
    feed.close();
    try {
      proxy.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
