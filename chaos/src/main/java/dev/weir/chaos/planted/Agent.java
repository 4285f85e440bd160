package dev.weir.chaos.planted;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/** Puts what its argument names into the program that starts. Says so when it is done. */
public final class Agent {

  private static final int FAILED = 99;
  private static final String OURS = "dev/weir/";

  private Agent() {}

  /** Called by the virtual machine before the program begins. */
  public static void premain(String name, Instrumentation instrumentation) {
    Planter planter = new Planter(PlantedFault.of(name));
    instrumentation.addTransformer(
        new ClassFileTransformer() {
          @Override
          public byte @Nullable [] transform(
              @Nullable ClassLoader loader,
              String className,
              @Nullable Class<?> before,
              @Nullable ProtectionDomain domain,
              byte[] bytes) {
            return className.startsWith(OURS) ? plant(planter, name, className, bytes) : null;
          }
        });
  }

  /** The virtual machine would swallow what is thrown, and go on without the bug. */
  private static byte @Nullable [] plant(
      Planter planter, String name, String className, byte[] bytes) {
    try {
      byte[] changed = planter.plant(bytes).orElse(null);
      if (changed != null) {
        System.err.printf("chaos: planted %s in %s%n", name, className);
      }
      return changed;
    } catch (RuntimeException | Error e) {
      System.err.printf("chaos: cannot plant %s in %s: %s%n", name, className, e);
      Runtime.getRuntime().halt(FAILED);
      return null;
    }
  }
}
