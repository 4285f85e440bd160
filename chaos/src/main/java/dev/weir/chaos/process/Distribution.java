package dev.weir.chaos.process;

import java.nio.file.Files;
import java.nio.file.Path;

/** The built program that the trials are made on. */
public final class Distribution {

  private Distribution() {}

  /** Its launcher. */
  public static Path launcher() {
    String place = System.getProperty("weir.distribution", "../app/target/weir/weir");
    Path launcher = Path.of(place).toAbsolutePath().normalize().resolve("bin/weir");
    if (!Files.isExecutable(launcher)) {
      throw new IllegalStateException(
          "there is no %s; build the distribution first: ./mvnw package".formatted(launcher));
    }
    return launcher;
  }
}
