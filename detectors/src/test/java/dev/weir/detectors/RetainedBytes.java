package dev.weir.detectors;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of heap that a model keeps for itself: all it leads to but its detector and what else
 * models share. Counted as a virtual machine with compressed pointers lays objects out.
 */
final class RetainedBytes {

  private static final int HEADER = 12;
  private static final int ARRAY_HEADER = 16;
  private static final int REFERENCE = 4;

  private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Object> open = new ArrayDeque<>();
  private long bytes;

  private RetainedBytes() {}

  static long of(Model model) {
    RetainedBytes count = new RetainedBytes();
    count.meet(model);
    while (!count.open.isEmpty()) {
      count.visit(count.open.pop());
    }
    return count.bytes;
  }

  private void meet(@Nullable Object object) {
    if (object != null && !isShared(object) && seen.add(object)) {
      open.push(object);
    }
  }

  private static boolean isShared(Object object) {
    return object instanceof Detector
        || object instanceof Enum
        || object instanceof String
        || object instanceof TimeZone;
  }

  private void visit(Object object) {
    Class<?> type = object.getClass();
    if (type.isArray()) {
      visitArray(object, type.getComponentType());
    } else if (object instanceof Collection<?> collection) {
      bytes += ARRAY_HEADER + (long) REFERENCE * collection.size();
      collection.forEach(this::meet);
    } else if (type.getName().startsWith("java.")) {
      throw new IllegalStateException("a model keeps a " + type.getName());
    } else {
      visitFields(object, type);
    }
  }

  private void visitArray(Object array, Class<?> of) {
    int length = Array.getLength(array);
    bytes += aligned(ARRAY_HEADER + (long) length * size(of));
    for (int i = 0; i < length && !of.isPrimitive(); i++) {
      meet(Array.get(array, i));
    }
  }

  private void visitFields(Object object, Class<?> type) {
    long size = HEADER;
    for (Class<?> at = type; at != Object.class; at = at.getSuperclass()) {
      for (Field field : at.getDeclaredFields()) {
        if (Modifier.isStatic(field.getModifiers())) {
          continue;
        }
        size += size(field.getType());
        if (!field.getType().isPrimitive()) {
          meet(value(field, object));
        }
      }
    }
    bytes += aligned(size);
  }

  private static @Nullable Object value(Field field, Object object) {
    try {
      field.setAccessible(true);
      return field.get(object);
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int size(Class<?> type) {
    if (type == double.class || type == long.class) {
      return 8;
    }
    if (type == int.class || type == float.class) {
      return 4;
    }
    if (type == short.class || type == char.class) {
      return 2;
    }
    return type.isPrimitive() ? 1 : REFERENCE;
  }

  private static long aligned(long size) {
    return (size + 7) / 8 * 8;
  }
}
