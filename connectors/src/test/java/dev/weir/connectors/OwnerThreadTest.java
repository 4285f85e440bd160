package dev.weir.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class OwnerThreadTest {

  private final OwnerThread owner = new OwnerThread("owner");
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final List<String> done = Collections.synchronizedList(new ArrayList<>());

  @Test
  void a_caller_that_is_interrupted_leaves_and_the_task_runs_to_its_end() throws Exception {
    Thread caller = caller(this::block);
    blocked.await();
    caller.interrupt();
    caller.join();
    assertThat(done).containsExactly("InterruptedException");

    released.countDown();
    owner.run(() -> done.add("next"));

    assertThat(done).containsExactly("InterruptedException", "blocked task", "next");
    assertThat(interrupted).as("the task was interrupted").isFalse();
  }

  @Test
  void a_task_that_waits_is_dropped_with_its_caller_and_what_it_took_is_released()
      throws Exception {
    Thread first = caller(this::block);
    blocked.await();
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> owner.run(() -> done.add("dropped")))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> owner.acquire(() -> done.add("dropped"), () -> done.add("given back")))
        .isInstanceOf(InterruptedException.class);
    Thread.currentThread().interrupt();
    owner.release(() -> done.add("closed"));
    assertThat(Thread.interrupted()).isTrue();

    released.countDown();
    first.join();
    owner.run(() -> done.add("next"));

    assertThat(done).containsExactly("blocked task", "given back", "closed", "next");
  }

  @Test
  void what_a_task_throws_reaches_its_caller_and_nobody_else() throws Exception {
    assertThatThrownBy(() -> owner.run(() -> fail(new IOException("disk")))).hasMessage("disk");
    assertThatThrownBy(() -> owner.release(() -> fail(new IOException("disk")))).hasMessage("disk");
    assertThatThrownBy(() ->
            owner.run(() -> {
              throw new OutOfMemoryError("planted");
            }))
        .isInstanceOf(OutOfMemoryError.class);
    owner.run(() -> done.add("next"));

    assertThat(done).containsExactly("next");
  }

  private static void fail(IOException failure) throws IOException {
    throw failure;
  }

  private void block() {
    blocked.countDown();
    try {
      released.await();
    } catch (InterruptedException e) {
      interrupted.set(true);
    }
    done.add("blocked task");
  }

  private Thread caller(OwnerThread.Task task) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            owner.run(task);
          } catch (IOException | InterruptedException e) {
            done.add(e.getClass().getSimpleName());
          }
        });
  }
}
