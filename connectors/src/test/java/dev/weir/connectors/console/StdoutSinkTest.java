package dev.weir.connectors.console;

import dev.weir.connectors.SinkContract;
import dev.weir.connectors.file.Only;
import dev.weir.engine.Sink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class StdoutSinkTest extends SinkContract {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Override
  protected Sink sink() {
    return new StdoutSink(out, Only.ALL);
  }

  @Override
  protected List<String> written() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Override
  protected boolean speaksOf(String line, String position) {
    return line.contains("\"position\":\"" + position + "\"");
  }

  @Override
  protected List<String> expected() {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < RECORDS; i++) {
      all.add("" + i);
    }
    return all;
  }
}
