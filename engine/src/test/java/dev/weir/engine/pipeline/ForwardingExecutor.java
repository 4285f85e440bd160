package dev.weir.engine.pipeline;

import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Runs tasks on another executor, each wrapped. */
final class ForwardingExecutor extends AbstractExecutorService {

  private final ExecutorService target;
  private final UnaryOperator<Runnable> around;

  ForwardingExecutor(ExecutorService target, UnaryOperator<Runnable> around) {
    this.target = target;
    this.around = around;
  }

  @Override
  public void execute(Runnable task) {
    target.execute(around.apply(task));
  }

  @Override
  public void shutdown() {
    target.shutdown();
  }

  @Override
  public List<Runnable> shutdownNow() {
    return target.shutdownNow();
  }

  @Override
  public boolean isShutdown() {
    return target.isShutdown();
  }

  @Override
  public boolean isTerminated() {
    return target.isTerminated();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) throws InterruptedException {
    return target.awaitTermination(timeout, unit);
  }
}
