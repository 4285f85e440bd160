package dev.weir.connectors.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.connectors.redis.client.StreamId;
import dev.weir.detectors.SplitMix64;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdLogTest {

  @Test
  void gives_back_what_it_was_given_in_order_and_up_to_the_id() {
    SplitMix64 random = new SplitMix64(5);
    IdLog log = new IdLog();
    List<StreamId> ids = new ArrayList<>();
    long ms = 0;
    long seq = 0;
    for (int i = 0; i < 200_000; i++) {
      if (random.nextInt(3) == 0) {
        ms += 1 + random.nextInt(1_000_000);
        seq = random.nextInt(2) == 0 ? 0 : random.nextInt(1_000);
      } else {
        seq += 1 + random.nextInt(5);
      }
      ids.add(new StreamId(ms, seq));
      log.add(ms, seq);
    }
    List<StreamId> taken = new ArrayList<>();
    while (taken.size() < ids.size()) {
      StreamId upTo = ids.get(Math.min(ids.size() - 1, taken.size() + random.nextInt(3_000)));
      takeAll(log, upTo, taken);
      assertThat(taken.getLast()).isEqualTo(upTo);
    }

    assertThat(taken).isEqualTo(ids);
    assertThat(log.size()).isZero();
  }

  @Test
  void holds_the_greatest_ids_there_can_be() {
    IdLog log = new IdLog();
    List<StreamId> ids =
        List.of(
            new StreamId(1, 0),
            new StreamId(Long.MAX_VALUE, -1),
            new StreamId(-2, 7),
            new StreamId(-1, -2),
            new StreamId(-1, -1));
    ids.forEach(id -> log.add(id.ms(), id.seq()));
    List<StreamId> taken = new ArrayList<>();

    takeAll(log, ids.get(1), taken);
    assertThat(taken).hasSize(2);
    log.add(-1, -1);
    takeAll(log, ids.getLast(), taken);

    assertThat(taken.subList(0, 5)).isEqualTo(ids);
  }

  @Test
  void begins_anew_once_cleared() {
    IdLog log = new IdLog();
    log.add(100, 5);
    log.clear();
    log.add(1, 0);
    List<StreamId> taken = new ArrayList<>();
    takeAll(log, new StreamId(1, 0), taken);

    assertThat(taken).containsExactly(new StreamId(1, 0));
  }

  private static void takeAll(IdLog log, StreamId upTo, List<StreamId> into) {
    byte[][] some = new byte[100][];
    int taken;
    do {
      taken = log.take(upTo, some, 0);
      for (int i = 0; i < taken; i++) {
        into.add(StreamId.of(new String(some[i], StandardCharsets.US_ASCII)));
      }
    } while (taken == some.length);
  }
}
