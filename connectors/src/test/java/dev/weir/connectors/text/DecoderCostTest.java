package dev.weir.connectors.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weir.connectors.Rows;
import dev.weir.engine.Batch;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** S3: what a hostile record costs is bounded by its size. */
class DecoderCostTest {

  private static final int FIXED = 1 << 20;

  @Test
  void no_record_allocates_more_than_a_few_times_its_size() {
    for (String text :
        List.of(
            "{\"v\":1,\"x\":" + "[".repeat(400_000) + "}",
            "{\"v\":1,\"x\":[" + "0,".repeat(400_000) + "0]}",
            "{\"v\":1,\"" + "n".repeat(900_000) + "\":1}",
            "{\"v\":" + "1".repeat(900_000) + "}",
            "{\"v\":1e" + "9".repeat(900_000) + "}",
            "{\"v\":1,\"x\":\"" + "y".repeat(900_000) + "\"}",
            "{\"series\":\"" + "k".repeat(900_000) + "\",\"v\":1}")) {
      byte[] line = text.getBytes(StandardCharsets.UTF_8);
      decode(line);

      assertThat(decode(line)).as(text.substring(0, 20)).isLessThan(FIXED + 4L * line.length);
    }
  }

  /** Bytes allocated for one record. */
  private static long decode(byte[] line) {
    Batch batch = new Batch(1, 1);
    batch.clear(new Batch.Stream("test", 0, (high, low) -> "" + low));
    JsonDecoder decoder =
        new JsonDecoder(RecordSettings.usual("test"), Rows.table(), Optional.empty());
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    decoder.decode(line, 0, line.length, new RecordLocation("test", 0), batch);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(batch.size()).isEqualTo(1);
    return allocated;
  }
}
