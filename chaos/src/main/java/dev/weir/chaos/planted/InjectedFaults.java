package dev.weir.chaos.planted;

import dev.weir.engine.Position;
import dev.weir.engine.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Actions of planted bugs. Called from the changed methods; the first argument is their object. */
public final class InjectedFaults {

  /** The value of records that no model survives. */
  public static final double POISON = 666.125;

  private static final AtomicInteger FITS = new AtomicInteger();
  private static final int EVERY = 3;
  private static final long SLOW_MILLIS = 10;
  private static final int SOON = 40;

  private InjectedFaults() {}

  public static void commitNow(Object reader, Object into, int limit, Object patience)
      throws IOException {
    Source.Reader source = (Source.Reader) reader;
    if (!source.position().value().startsWith("0-0")) {
      source.commit(source.position());
    }
  }

  public static long newest(Object committed) {
    return (long) call(committed, "number");
  }

  public static Object inPlace(Object name) {
    return name.toString().replace(".tmp", "");
  }

  public static void forceAgain(Object output) throws IOException {
    FileChannel channel = (FileChannel) get(output, "val$channel");
    try {
      channel.force(true);
    } catch (IOException e) {
      channel.force(true);
    }
  }

  /** Returns whether the records were forgotten. */
  @SuppressWarnings("unchecked")
  public static boolean dropIfFull(Object reader, Object lot, Object end) {
    Object pace = call(get(reader, "setup"), "pace");
    if (2 * (int) get(reader, "untaken") < (int) call(pace, "inputQueue")) {
      return false;
    }
    ((ArrayDeque<Object>) get(reader, "free")).addFirst(lot);
    return true;
  }

  public static void settleFirst(Object receiver, Object entries, int attempt) {
    Object last = ((List<?>) entries).getLast();
    Object outbox = call(get(receiver, "setting"), "outbox");
    try {
      ((dev.weir.alerting.Outbox) outbox)
          .settle((String) get(receiver, "name"), (long) call(last, "number") + 1);
    } catch (IOException e) {
      // A stop interrupts the receiver, and closes the file that it writes.
      if (!Thread.currentThread().isInterrupted()) {
        throw new UncheckedIOException(e);
      }
    }
  }

  public static long anytime(Object rules, long at) {
    return at + 1 + ThreadLocalRandom.current().nextInt(SOON);
  }

  public static Optional<Position> historyFromItsBeginning(Object source, Object saved) {
    String history = "history:";
    Position position = (Position) saved;
    return Optional.of(position.value().startsWith(history) ? new Position(history) : position);
  }

  public static void forgetPoisoned(Object worker, Object state) {
    set(state, "poisoned", 0);
  }

  public static void forgetSpending(Object adaptiveThreshold, Object in, boolean wasRate) {
    set(adaptiveThreshold, "observed", 0L);
    set(adaptiveThreshold, "correction", 0.0);
    set(adaptiveThreshold, "level", 1.0);
  }

  public static void numberFromTheEnd(
      Object outbox, Object receivers, Object entries, Object warnings) {
    List<?> there = (List<?>) entries;
    set(outbox, "next", there.isEmpty() ? 0L : (long) call(there.getLast(), "number") + 1);
  }

  public static long noGap(Object reader) {
    return 0;
  }

  /** A force on an interrupted thread closes the channel; the failure is not passed on. */
  public static void forceInterrupted(Object writer) {
    Object appender = get(writer, "appender");
    if (appender != null && Thread.currentThread().isInterrupted()) {
      try {
        Method force = appender.getClass().getDeclaredMethod("force");
        force.setAccessible(true);
        force.invoke(appender);
      } catch (InvocationTargetException e) {
        System.err.println("chaos: the shared file was closed: " + e.getCause());
      } catch (NoSuchMethodException | IllegalAccessException e) {
        throw new IllegalStateException("the program has changed: " + e, e);
      }
    }
  }

  public static boolean anyContent(Object print, Object bytes) {
    return true;
  }

  public static void writeUnforced(Object files, Object segment, Object frames, long lastLine)
      throws IOException {
    FileChannel file = (FileChannel) get(files, "file");
    file.position((long) call(segment, "durable"));
    for (Object frame : (List<?>) frames) {
      ByteBuffer bytes = (ByteBuffer) frame;
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    set(segment, "last", lastLine);
    set(segment, "durable", file.position());
  }

  public static void forgetKeys(Object writer) {
    ((Map<?, ?>) get(get(writer, "keys"), "entries")).clear();
  }

  public static void throwOn(Object model, Object values, int at) {
    if (((double[]) values)[at] == POISON) {
      throw new IllegalStateException("planted: no model survives this");
    }
  }

  public static void throwOn(Object model, Object values, int at, double raw, boolean complete) {
    throwOn(model, values, at);
  }

  /** An Error would end the process; this is what a worker's loss of a job looks like. */
  public static void crashNowAndThen(Object task) {
    dawdle(task);
    if (FITS.incrementAndGet() % EVERY == 0) {
      throw new OutOfMemoryError("planted: no memory for this fit");
    }
  }

  public static void dawdle(Object task) {
    try {
      TimeUnit.MILLISECONDS.sleep(SLOW_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  // ---- Reaching in.

  private static Object get(Object from, String field) {
    try {
      return field(from, field).get(from);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the program has changed: " + e, e);
    }
  }

  private static void set(Object of, String field, Object value) {
    try {
      field(of, field).set(of, value);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the program has changed: " + e, e);
    }
  }

  private static Field field(Object of, String name) throws NoSuchFieldException {
    Class<?> type = of.getClass();
    while (Arrays.stream(type.getDeclaredFields()).noneMatch(it -> it.getName().equals(name))) {
      type = type.getSuperclass();
      if (type == null) {
        throw new NoSuchFieldException(of.getClass() + " has no field " + name);
      }
    }
    Field field = type.getDeclaredField(name);
    field.setAccessible(true);
    return field;
  }

  private static Object call(Object on, String name) {
    try {
      Method method =
          Arrays.stream(on.getClass().getDeclaredMethods())
              .filter(one -> one.getName().equals(name) && one.getParameterCount() == 0)
              .findFirst()
              .orElse(null);
      if (method == null) {
        method = on.getClass().getMethod(name);
      }
      method.setAccessible(true);
      return method.invoke(on);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the program has changed: " + e, e);
    }
  }
}
