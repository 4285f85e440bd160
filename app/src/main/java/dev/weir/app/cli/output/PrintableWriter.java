package dev.weir.app.cli.output;

import dev.weir.monitoring.Printable;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** Text for a terminal: of hidden characters only ends of lines and tabs are written. */
public final class PrintableWriter extends FilterWriter {

  private PrintableWriter(Writer out) {
    super(out);
  }

  /** A writer in UTF-8 that flushes behind each line. */
  public static PrintWriter to(OutputStream out) {
    return new PrintWriter(
        new PrintableWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), true);
  }

  @Override
  public void write(int character) throws IOException {
    out.write(Printable.lines(String.valueOf((char) character)));
  }

  @Override
  public void write(char[] text, int from, int length) throws IOException {
    out.write(Printable.lines(new String(text, from, length)));
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    out.write(Printable.lines(text.substring(from, from + length)));
  }
}
