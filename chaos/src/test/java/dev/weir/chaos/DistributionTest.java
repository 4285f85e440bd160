package dev.weir.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weir.chaos.process.Distribution;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution is whole by itself, and needs no more than a Java runtime. */
class DistributionTest {

  private static final Path ROOT = Distribution.launcher().getParent().getParent();
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");

  @TempDir Path directory;

  @Test
  void every_relative_link_leads_to_a_file() throws Exception {
    List<String> dead = new ArrayList<>();
    int followed = 0;
    for (Path page : files(".md")) {
      for (MatchResult link : LINK.matcher(prose(page)).results().toList()) {
        String target = link.group(1).replaceFirst("#.*", "");
        if (target.isEmpty() || target.matches("[a-z]+:.*")) {
          continue;
        }
        followed++;
        Path file = page.resolveSibling(target).normalize();
        if (!file.startsWith(ROOT) || !Files.exists(file)) {
          dead.add(ROOT.relativize(page) + " -> " + target);
        }
      }
    }
    assertThat(dead).isEmpty();
    assertThat(followed).isGreaterThan(20);
  }

  @Test
  void licences_and_the_list_of_third_party_libraries_travel_with_it() throws Exception {
    String list = Files.readString(ROOT.resolve("licenses/THIRD-PARTY.md"));
    List<String> jars =
        files(".jar").stream()
            .map(jar -> jar.getFileName().toString())
            .filter(jar -> !jar.startsWith("weir-"))
            .toList();
    assertThat(jars).hasSizeGreaterThan(20);
    for (String jar : jars) {
      String row = jar.replace(".jar", "").replaceFirst("-(?=[0-9])", " | ");
      assertThat(list).contains(":" + row + " |");
    }
    assertThat(ROOT.resolve("LICENSE")).isNotEmptyFile();
    assertThat(ROOT.resolve("NOTICE")).isNotEmptyFile();
    assertThat(ROOT.resolve("licenses/LGPL-3.0.txt")).isNotEmptyFile();
  }

  @Test
  void a_java_runtime_without_a_compiler_is_enough() throws Exception {
    Path runtime = directory.resolve("jre-25");
    Path java = Path.of(System.getProperty("java.home"));
    Files.createDirectories(runtime.resolve("bin"));
    Files.writeString(runtime.resolve("release"), "JAVA_VERSION=\"25.0.1\"\n");
    script(runtime.resolve("bin/java"), "exec '%s/bin/java' \"$@\"".formatted(java));

    assertThat(launch(runtime, "", "--version")).contains("weir 0.1");
  }

  @Test
  void a_runtime_inside_comes_before_any_other() throws Exception {
    Path copy = directory.resolve("weir");
    Files.createDirectories(copy.resolve("bin"));
    Files.copy(ROOT.resolve("bin/weir"), copy.resolve("bin/weir"));
    Files.createDirectories(copy.resolve("runtime/bin"));
    script(copy.resolve("runtime/bin/java"), "echo the runtime inside");

    Process process = new ProcessBuilder(copy.resolve("bin/weir").toString(), "--version").start();

    assertThat(text(process)).isEqualTo("the runtime inside\n");
  }

  @Test
  void the_heap_takes_half_of_the_memory_unless_an_option_says_otherwise() throws Exception {
    assertThat(heapMib("-XX:MaxRAM=1g")).isEqualTo(512);
    assertThat(heapMib("-XX:MaxRAM=8g")).isEqualTo(4096);
    assertThat(heapMib("-XX:MaxRAM=8g -XX:MaxRAMPercentage=75")).isEqualTo(6144);
    assertThat(heapMib("-XX:MaxRAM=8g -Xmx56m")).isEqualTo(56);
  }

  @Test
  void packing_depends_on_the_content_and_the_names_alone() throws Exception {
    Path first = packed("one", "rw-------", 1);
    Path second = packed("two", "rw-r--r--", 2_000_000_000);

    assertThat(second).hasSameBinaryContentAs(first);
  }

  /** Packs a directory whose files have this mode and age. */
  private Path packed(String where, String mode, long seconds) throws Exception {
    Path content = Files.createDirectories(directory.resolve(where).resolve("weir-1/lib"));
    for (String name : List.of(where.equals("one") ? "b" : "a", where.equals("one") ? "a" : "b")) {
      Path file = Files.writeString(content.resolve(name), "the content of " + name);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      Files.setLastModifiedTime(file, FileTime.from(seconds, TimeUnit.SECONDS));
    }
    Path file = directory.resolve(where + ".tar.gz");
    Process process =
        new ProcessBuilder(
                "../bin/release", "pack", content.getParent().toString(), file.toString())
            .start();
    text(process);
    return file;
  }

  @Test
  void the_probe_passes_only_on_the_answer_200() throws Exception {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/livez", exchange -> answer(exchange, 200));
    server.createContext("/readyz", exchange -> answer(exchange, 503));
    server.start();
    try {
      assertThat(probe("livez", server.getAddress().getPort())).isZero();
      assertThat(probe("readyz", server.getAddress().getPort())).isEqualTo(1);
    } finally {
      server.stop(0);
    }
    assertThat(probe("livez", server.getAddress().getPort())).isEqualTo(1);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static int probe(String what, int port) throws Exception {
    String probe = ROOT.resolve("bin/probe").toString();
    return new ProcessBuilder(probe, what, Integer.toString(port)).start().waitFor();
  }

  private long heapMib(String options) throws Exception {
    String flags =
        launch(
            Path.of(System.getProperty("java.home")),
            options + " -XX:+PrintFlagsFinal",
            "--version");
    String line =
        flags.lines().filter(flag -> flag.contains(" MaxHeapSize ")).findFirst().orElseThrow();
    return Long.parseLong(line.replaceAll(".*= *([0-9]+).*", "$1")) >> 20;
  }

  /** Starts the launcher and returns everything it says. */
  private static String launch(Path javaHome, String options, String... arguments)
      throws Exception {
    List<String> words = new ArrayList<>(List.of(ROOT.resolve("bin/weir").toString()));
    words.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", javaHome.toString());
    builder.environment().put("WEIR_JAVA_OPTS", options);
    return text(builder.start());
  }

  private static String text(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(text).isZero();
    return text;
  }

  private static void script(Path file, String command) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** The text of a page without its blocks of code. */
  private static String prose(Path page) throws IOException {
    return Files.readString(page).replaceAll("(?s)```.*?```", "");
  }

  private static List<Path> files(String suffix) throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    }
  }
}
