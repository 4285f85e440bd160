package dev.weir.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.Batch;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.Sink;
import dev.weir.engine.testing.EngineHarness;
import dev.weir.engine.testing.ScriptedSource;
import dev.weir.monitoring.PipelineMonitor;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.junit.jupiter.api.Test;

/** However slow a sink is, no more than the queues hold is ever on its way, and nothing is lost. */
class BackpressureTest {

  @Test
  void a_blocked_sink_holds_the_source_back() throws Exception {
    Semaphore permits = new Semaphore(0);
    AtomicLong written = new AtomicLong();
    EngineSettings settings = EngineHarness.settings(100, 4);
    try (EngineRun run = new EngineRun()) {
      ScriptedSource source = new ScriptedSource("scripted", 20_000, 11, 2, List.of());
      PipelineMonitor monitor = run.monitor.pipeline("scripted");
      ActorRef<Pipeline.Command> pipeline =
          run.start(source, new SlowSink(permits, written), ZScore.DEFAULT, settings);
      run.await(PipelineEvent.Started.class);
      int batch = settings.queues().batch();
      while (monitor.outputQueue() + batch <= settings.queues().output()
          || monitor.inputQueue() + batch <= settings.queues().input()) {
        Thread.onSpinWait();
      }

      // Both queues are full, and no fuller than they may be.
      assertThat(written.get()).isZero();
      assertThat(monitor.inputQueue()).isBetween(1L, (long) settings.queues().input());
      assertThat(monitor.outputQueue()).isBetween(1L, (long) settings.queues().output());

      permits.release(Integer.MAX_VALUE);
      run.await(PipelineEvent.Ended.class);
      pipeline.tell(Pipeline.Stop.ORDERLY);
      run.await(PipelineEvent.Stopped.class);
      assertThat(written.get()).isEqualTo(20_000);
      assertThat(run.monitor.counts().settled()).isEqualTo(20_000);
    }
  }

  private record SlowSink(Semaphore permits, AtomicLong written) implements Sink {

    @Override
    public String name() {
      return "slow";
    }

    @Override
    public Writer open(String pipeline) {
      return new Writer() {
        @Override
        public void write(Batch batch) throws InterruptedException {
          if (!permits.tryAcquire(60, TimeUnit.SECONDS)) {
            throw new AssertionError("never let go");
          }
          written.addAndGet(batch.size());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
    }
  }
}
