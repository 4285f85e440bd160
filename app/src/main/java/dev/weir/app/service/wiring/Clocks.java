package dev.weir.app.service.wiring;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The only clocks of the program. The wall clock is for labels; what is measured or waited for goes
 * by the other.
 */
public record Clocks(InstantSource wall, LongSupplier nanoTime) {

  public static Clocks system() {
    return new Clocks(InstantSource.system(), System::nanoTime);
  }
}
