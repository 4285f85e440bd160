package dev.weir.chaos.planted;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** The agent as the virtual machine wants it. */
public final class AgentJar {

  private static final List<String> CLASSES =
      List.of(
          "Agent",
          "Agent$1",
          "InjectedFaults",
          "PlantedFault",
          "PlantedFault$1",
          "PlantedFault$Manner",
          "Planter",
          "Planter$1",
          "Planter$2",
          "Planter$Code");

  private AgentJar() {}

  /** Writes it, and returns the option with which a program has to be started. */
  public static String option(Path jar, PlantedFault planted) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Premain-Class"), Agent.class.getName());
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (String name : CLASSES) {
        String entry = AgentJar.class.getPackageName().replace('.', '/') + "/" + name + ".class";
        try (InputStream in = AgentJar.class.getClassLoader().getResourceAsStream(entry)) {
          if (in != null) {
            out.putNextEntry(new JarEntry(entry));
            in.transferTo(out);
          }
        }
      }
    }
    return "-javaagent:%s=%s".formatted(jar, planted.text());
  }
}
