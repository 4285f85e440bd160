package dev.weir.settings.detector;

import dev.weir.detectors.ParameterException;
import dev.weir.settings.hocon.KebabCase;
import dev.weir.settings.hocon.Section;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/**
 * Reads a section as a record: each component from the key of its name in kebab case. Ranges are
 * not stated here: the record's constructor refuses a value by a {@link ParameterException}, which
 * becomes a problem of the key.
 */
final class ComponentReader {

  private final Section section;
  private final RecordComponent[] components;
  private final Object[] standIns;
  private final Object[] values;

  private ComponentReader(Section section, Object standIn) {
    RecordComponent[] found = standIn.getClass().getRecordComponents();
    if (found == null) {
      throw new IllegalArgumentException(standIn.getClass() + " is not a record");
    }
    this.section = section;
    this.components = found;
    this.standIns = Arrays.stream(found).map(component -> get(component, standIn)).toArray();
    this.values = new Object[found.length];
  }

  /**
   * The record that a section describes.
   *
   * @param standIn a record of the type to read, whose components take the place of the values that
   *     are refused
   * @throws IllegalArgumentException if the type is not a record, or if a component is neither a
   *     number, a flag, a text nor an enum
   */
  static <T> T read(Section section, T standIn) {
    @SuppressWarnings("unchecked")
    Class<T> type = (Class<T>) standIn.getClass();
    return type.cast(new ComponentReader(section, standIn).read(type));
  }

  private Object read(Class<?> type) {
    for (int i = 0; i < components.length; i++) {
      values[i] = section.value(key(i), standIns[i]);
    }
    // Each turn replaces one refused value by one that the constructor accepted before.
    for (int turn = 0; turn <= components.length; turn++) {
      try {
        return construct(type);
      } catch (ParameterException e) {
        refuse(e);
      }
    }
    throw new IllegalStateException(type + " refuses its own defaults");
  }

  private void refuse(ParameterException refusal) {
    for (int i = 0; i < components.length; i++) {
      if (components[i].getName().equals(refusal.parameter())) {
        section.problem(
            key(i), "must be %s, and is %s".formatted(refusal.range(), section.text(key(i))));
        values[i] = standIns[i];
        return;
      }
    }
    throw new IllegalStateException("no component is called " + refusal.parameter(), refusal);
  }

  private String key(int component) {
    return KebabCase.of(components[component].getName());
  }

  private Object construct(Class<?> type) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new IllegalStateException(type + " cannot be made", e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type + " has no public constructor of its components", e);
    }
  }

  private static Object get(RecordComponent component, Object record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " cannot be read", e);
    }
  }
}
