package dev.weir.settings;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.weir.settings.hocon.Section;
import java.lang.management.ManagementFactory;

/**
 * The heap that the process may have, and what of it settings may plan with.
 *
 * @param bytes as given by -Xmx
 */
record Heap(long bytes) {

  /** Share that the states of series may take: the rest is for records, threads and collections. */
  private static final double STATES = 0.8;

  /** Share that records in queues may take. */
  private static final double QUEUES = 0.2;

  /** An estimate of the heap that a place in a queue takes: its columns, with a few features. */
  private static final long QUEUED_RECORD = 200;

  private static final long MIB = 1 << 20;

  /** The heap of this process. */
  static Heap ofThisProcess() {
    return new Heap(
        Long.parseLong(
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxHeapSize")
                .getValue()));
  }

  /** The default limit for the states of series: half of the heap. */
  long usualForStates() {
    return bytes / 2;
  }

  /** Reports a problem if the states of series may take more than fits. */
  void checkStates(Section engine, long states) {
    long most = (long) (STATES * bytes);
    if (states > most) {
      long needed = (long) Math.ceil(states / STATES);
      engine.problem(
          "max-memory-usage",
          ("is %d MiB, and must be at most 80 %% of the heap, %d of %d MiB; lower it, set it to"
                  + " auto, or give more heap by WEIR_JAVA_OPTS=-Xmx%dm")
              .formatted(toMib(states), most / MIB, bytes / MIB, toMib(needed)));
    }
  }

  /** Reports a problem if records in queues may take more than fits. */
  void checkQueues(Section engine, int inputQueue, int outputQueue) {
    long queues = QUEUED_RECORD * ((long) inputQueue + outputQueue);
    long most = (long) (QUEUES * bytes);
    if (queues > most) {
      engine.problem(
          inputQueue > outputQueue ? "input-queue-size" : "output-queue-size",
          ("is too large: records in both queues may take %d MiB, and must take at most 20 %% of"
                  + " the heap, %d of %d MiB; lower it, or give more heap by"
                  + " WEIR_JAVA_OPTS=-Xmx%dm")
              .formatted(
                  toMib(queues),
                  most / MIB,
                  bytes / MIB,
                  toMib((long) Math.ceil(queues / QUEUES))));
    }
  }

  private static long toMib(long size) {
    return (size + MIB - 1) / MIB;
  }
}
