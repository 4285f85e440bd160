package dev.weir.engine.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.ManualTime;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.SupervisorStrategy;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.testkit.CallingThreadDispatcher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which jobs run when others end, hang or fail. Time and threads are controlled by the test. */
class JobRunnerTest {

  private static final Duration DEADLINE = Duration.ofSeconds(30);

  private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
  private final ManualTime time = ManualTime.get(kit.system());
  private final Threads threads = new Threads();
  private final TestProbe<String> done = kit.createTestProbe(String.class);
  private ActorRef<JobRunner.Command> runner;

  @BeforeEach
  void start() {
    runner =
        kit.spawn(
            Behaviors.supervise(Trainer.create(new JobRunner.Setup("fit", threads, 2, DEADLINE)))
                .onFailure(RuntimeException.class, SupervisorStrategy.restart()),
            DispatcherSelector.fromConfig(CallingThreadDispatcher.Id()));
  }

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void as_many_run_at_once_as_allowed_and_the_others_follow_in_order() {
    submit("a", "b", "c", "d");
    assertThat(threads.started).isEqualTo(2);

    threads.finishOldest();
    threads.finishOldest();

    assertThat(threads.started).isEqualTo(4);
    threads.finishOldest();
    threads.finishOldest();
    done("a", "b", "c", "d");
  }

  @Test
  void a_job_that_is_queued_or_running_is_not_taken_twice_and_one_that_ended_is() {
    submit("a", "a", "b", "c", "c");
    threads.finishOldest();
    threads.finishOldest();
    threads.finishOldest();
    done("a", "b", "c");

    submit("a");

    threads.finishOldest();
    done("a");
    done.expectNoMessage(Duration.ZERO);
  }

  @Test
  void a_job_that_hangs_gives_its_place_to_the_next_at_its_deadline() {
    submit("hangs", "b", "c", "d");
    time.timePasses(DEADLINE);

    assertThat(threads.started).isEqualTo(4);
  }

  /** Its name runs a second time by then: that one still holds its place. */
  @Test
  void a_job_that_ends_after_its_deadline_does_not_release_its_successor() {
    submit("slow", "b");
    time.timePasses(DEADLINE);
    submit("slow", "b", "c");

    threads.finishOldest();
    done("slow");

    assertThat(threads.started).as("both places are taken").isEqualTo(4);
    // And it is not taken a third time while it runs.
    submit("slow");

    threads.finishOldest();
    threads.finishOldest();
    threads.finishOldest();
    assertThat(threads.started).isEqualTo(5);
    done("b", "slow", "b");
  }

  @Test
  void a_job_that_dies_of_an_error_loses_the_queue_and_what_comes_next_runs() {
    runner.tell(
        new JobRunner.Job(
            "dies",
            () -> {
              throw new OutOfMemoryError("planted");
            }));
    threads.finishOldest();

    submit("dies");

    threads.finishOldest();
    done("dies");
  }

  private void submit(String... names) {
    for (String name : names) {
      runner.tell(new JobRunner.Job(name, () -> done.getRef().tell(name)));
    }
  }

  private void done(String... names) {
    for (String name : names) {
      assertThat(done.receiveMessage()).isEqualTo(name);
    }
  }

  /** Begins a job when the test says so; a job that is never run hangs. */
  private static final class Threads extends AbstractExecutorService {

    private final Deque<Runnable> begun = new ArrayDeque<>();
    private int started;

    void finishOldest() {
      begun.remove().run();
    }

    @Override
    public void execute(Runnable work) {
      begun.add(work);
      started++;
    }

    @Override
    public void shutdown() {}

    @Override
    public List<Runnable> shutdownNow() {
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public boolean isTerminated() {
      return false;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return true;
    }
  }
}
