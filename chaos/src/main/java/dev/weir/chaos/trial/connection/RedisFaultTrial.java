package dev.weir.chaos.trial.connection;

import dev.weir.chaos.fault.FaultProxy;
import dev.weir.chaos.feed.RedisFeed;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Rounds;
import dev.weir.chaos.round.Slowest;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialSettings;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;

/** F12: the line to Redis, and Redis itself, misbehave. */
public final class RedisFaultTrial implements Trial {

  private static final int LONGEST_MILLIS = 1_500;
  private static final long RECONNECT_MILLIS = 10_000;

  /** A temporary fault of the server. */
  private enum Trouble {
    CUT,
    SLOW,
    HALF_OPEN,
    BLACK_HOLE,
    REFUSED,
    LOADING,
    NO_GROUP,
    OUT_OF_MEMORY,
    READ_ONLY;

    void begin(FaultProxy proxy, Jedis redis) {
      switch (this) {
        case CUT -> proxy.cut();
        case SLOW -> proxy.fault(FaultProxy.Fault.SLOW);
        case HALF_OPEN -> proxy.fault(FaultProxy.Fault.HALF_OPEN);
        case BLACK_HOLE -> proxy.fault(FaultProxy.Fault.BLACK_HOLE);
        case REFUSED -> proxy.fault(FaultProxy.Fault.REFUSED);
        case LOADING -> proxy.fault(FaultProxy.Fault.LOADING);
        case NO_GROUP -> redis.xgroupDestroy(RedisFeed.STREAM, RedisFeed.GROUP);
        case OUT_OF_MEMORY -> redis.configSet("maxmemory", "1");
        case READ_ONLY -> redis.sendCommand(Protocol.Command.REPLICAOF, "127.0.0.1", "1");
      }
    }

    void end(FaultProxy proxy, Jedis redis) {
      proxy.fault(FaultProxy.Fault.NONE);
      switch (this) {
        case HALF_OPEN, BLACK_HOLE -> proxy.cut();
        case OUT_OF_MEMORY -> redis.configSet("maxmemory", "0");
        case READ_ONLY -> redis.sendCommand(Protocol.Command.REPLICAOF, "NO", "ONE");
        case CUT, SLOW, REFUSED, LOADING, NO_GROUP -> {
          // It is over.
        }
      }
    }
  }

  private static final List<Trouble> TROUBLES = List.of(Trouble.values());

  @Override
  public String name() {
    return "F12";
  }

  @Override
  public String what() {
    return "Redis cut off, slow, half open, loading, without the group, out of memory, read-only";
  }

  @Override
  public int usualRuns() {
    return TROUBLES.size();
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    Random random = lab.random(12);
    Slowest healed = new Slowest();
    try (RedisServer server = lab.redis();
        FaultProxy proxy = FaultProxy.to(server.port())) {
      new Rounds(lab, figures)
          .play(
              TROUBLES.size(),
              TrialSettings.USUAL,
              Sources.redis(server, proxy.port(), ", group = weir, timeout = 2s"),
              (round, first, runs) -> {
                try (WeirProcess process = round.start();
                    Jedis redis = server.connect(0)) {
                  round.awaitWork(process);
                  for (int run = first; run < first + runs; run++) {
                    Trouble trouble = TROUBLES.get(run % TROUBLES.size());
                    trouble.begin(proxy, redis);
                    process.endsWithin(500 + random.nextInt(LONGEST_MILLIS), TimeUnit.MILLISECONDS);
                    trouble.end(proxy, redis);
                    long millis = round.awaitWork(process);
                    figures.recovered(millis);
                    healed.add(millis);
                    figures.count(trouble.name().toLowerCase(Locale.ROOT), 1);
                    figures.ran();
                  }
                  process.terminate();
                  process.await(WeirProcess.PATIENCE).endedWith(0);
                }
                return round.audit();
              });
    }
    healed.tell(figures, "reconnect_ms");
    if (healed.max() > RECONNECT_MILLIS) {
      figures.broken("a reconnect took %d ms".formatted(healed.max()));
    }
  }
}
