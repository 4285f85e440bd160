package dev.weir.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program in docs/library.md compiles for Java 21 and prints what the page says. */
class LibraryGuideTest {

  private static final Path GUIDE = Path.of("..", "docs", "library.md");

  @TempDir private Path directory;

  @Test
  void the_program_in_the_guide_prints_what_the_guide_says() throws Exception {
    String guide = Files.readString(GUIDE);
    Path source = directory.resolve("Guide.java");
    Files.writeString(
        source,
        """
        import dev.weir.detectors.zscore.RobustZScore;
        import dev.weir.series.*;
        import java.time.Instant;
        import java.util.List;

        public class Guide {
          public static void main(String[] args) {
        %s
          }
        }
        """
            .formatted(block("java", guide)));

    ByteArrayOutputStream problems = new ByteArrayOutputStream();
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                problems,
                "--release",
                "21",
                "-d",
                directory.toString(),
                source.toString());
    assertThat(result).as(problems.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(output()).isEqualTo(block("text", guide));
  }

  private static String block(String language, String in) {
    Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(in);
    assertThat(block.find()).as("a block of %s in %s", language, GUIDE).isTrue();
    return block.group(1);
  }

  private String output() throws Exception {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    try (URLClassLoader loader = new URLClassLoader(new URL[] {directory.toUri().toURL()})) {
      System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
      loader.loadClass("Guide").getMethod("main", String[].class).invoke(null, (Object) null);
    } finally {
      System.setOut(out);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }
}
