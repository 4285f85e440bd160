package dev.weir.engine.pipeline;

import dev.weir.engine.Batch;
import dev.weir.engine.Sink;

/** A sink that keeps nothing. */
enum QuietSink implements Sink {
  NOTHING;

  @Override
  public Writer open(String pipeline) {
    return new Writer() {
      @Override
      public void write(Batch batch) {}

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
