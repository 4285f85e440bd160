package dev.weir.detectors;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter of a {@link Detector} that decides how records are judged. A model goes on with
 * another value of it and keeps what it has learnt. All other parameters are learning parameters: a
 * model saved with another value cannot be used.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Judging {

  /** From when on a changed value counts, as the manual says it. */
  String value() default "at once";
}
