package dev.weir.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A command line that ran in this process, and what it said.
 *
 * @param data what went to standard output as data, past its {@code PrintStream}
 */
record Ran(int code, String out, String err, String data) {

  /** Runs a command line. */
  static Ran weir(Object... args) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    Ran ran = writingTo(data, args);
    return new Ran(ran.code(), ran.out(), ran.err(), text(data));
  }

  /** The same with data going to a stream. */
  static Ran writingTo(OutputStream data, Object... args) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(toOut, true, StandardCharsets.UTF_8));
      System.setErr(new PrintStream(toErr, true, StandardCharsets.UTF_8));
      List<String> words = List.of(args).stream().map(Object::toString).toList();
      int code = Weir.run(data, words.toArray(String[]::new));
      return new Ran(code, text(toOut), text(toErr), "");
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** What it said on standard output, which must be JSON. */
  JsonNode json() throws IOException {
    return JsonMapper.builder().build().readTree(out);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
