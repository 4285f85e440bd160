package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.weir.app.exit.ExitCode;
import dev.weir.app.service.wiring.StartException;
import dev.weir.checkpointing.CorruptCheckpointException;
import dev.weir.checkpointing.LocalCheckpointStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What SECURITY.md promises and no other test shows. */
class SecurityTest {

  @TempDir Path directory;

  /** S1. */
  @Test
  void java_serialization_is_off_and_switching_it_on_is_refused() throws Exception {
    Service.requireNoSerialization(ConfigFactory.load());
    Config on = ConfigFactory.parseString("pekko.actor.allow-java-serialization = on");

    assertThatThrownBy(() -> Service.requireNoSerialization(on.withFallback(ConfigFactory.load())))
        .isInstanceOfSatisfying(
            StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.REFUSED));
  }

  /** S1. */
  @Test
  void the_launcher_lets_no_object_be_read() throws IOException {
    assertThat(Files.readString(Path.of("..", "bin", "weir"))).contains("-Djdk.serialFilter='!*'");
  }

  /** S1. */
  @Test
  void refuses_a_serialized_object_as_a_checkpoint() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(new ArrayList<>(List.of("gadget")));
    }
    Path file = Files.write(directory.resolve("ckpt-1.weir"), bytes.toByteArray());

    assertThatThrownBy(() -> LocalCheckpointStore.openFile(file))
        .isInstanceOf(CorruptCheckpointException.class);
  }

  /** S5. */
  @Test
  void no_name_of_a_source_leads_out_of_the_directory() {
    List<String> parts =
        List.of(
            "..", ".", "/", "\\", "%2e%2e", "..%2f", "\u0000", "C:", "~", "a", " ", "\n", "\uFF0E",
            "\u202e", "....//", "%00", "con", "|", "*");
    int tried = 0;
    for (String first : parts) {
      for (String second : parts) {
        String name = first + second + "etc/passwd";
        assertThat(LocalCheckpointStore.directoryOf(name)).matches("[0-9a-f]{16}");
        tried++;
      }
    }
    assertThat(tried).isGreaterThan(300);
  }

  /** S5. */
  @Test
  void a_link_in_the_place_of_a_checkpoint_is_not_followed() throws IOException {
    Path state = directory.resolve("state");
    Path mine = Files.createDirectories(state.resolve(LocalCheckpointStore.directoryOf("p")));
    Path elsewhere = Files.writeString(directory.resolve("elsewhere"), "not ours");
    Files.createSymbolicLink(mine.resolve("ckpt-00000000000000000001.weir"), elsewhere);

    assertThat(new LocalCheckpointStore(state, 3, warning -> {}).numbers("p")).isEmpty();
    assertThat(new LocalCheckpointStore(state, 3, warning -> {}).latest("p")).isEmpty();
    assertThat(Files.readString(elsewhere)).isEqualTo("not ours");
  }

  @Test
  void every_test_that_is_named_in_the_document_exists() throws IOException {
    Pattern named = Pattern.compile("`(\\w+(?:Test|Contract))?(?:\\.(\\w+))?`");
    String last = "";
    int seen = 0;
    for (String line : Files.readAllLines(Path.of("..", "SECURITY.md"))) {
      Matcher matcher = named.matcher(line.startsWith("| S") ? line : "");
      while (matcher.find()) {
        last = matcher.group(1) == null ? last : matcher.group(1);
        String method = matcher.group(2) == null ? "class " : matcher.group(2);
        assertThat(source(last)).as("%s.%s", last, method).contains(method);
        seen++;
      }
    }
    assertThat(seen).isGreaterThan(30);
  }

  private static String source(String test) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..").toRealPath(), 12)) {
      Path file =
          files
              .filter(path -> path.endsWith(test + ".java"))
              .findFirst()
              .orElseThrow(() -> new AssertionError("there is no " + test));
      return Files.readString(file);
    }
  }
}
