package dev.weir.connectors.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.async.ByteArrayFeeder;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipException;

/**
 * The records of a JSON document, one a line, from a stream that may have more later: where it has
 * nothing more now, so has this one. Holds one element of the document at a time, at most 16 MiB.
 */
public final class DocumentLines extends InputStream {

  /** By so much of its beginning a document is known, in bytes. */
  public static final int BEGINNING = 64 * 1024;

  private static final int CHUNK = 64 * 1024;
  private static final int LONGEST_ELEMENT = 16 << 20;
  private static final int MOST_AROUND = 100;
  private static final int MARK = 3;

  private final InputStream text;
  private final Recipe recipe;
  private final JsonParser parser;
  private final ByteArrayFeeder feeder;
  private final byte[] chunk = new byte[CHUNK];
  private final Deque<Outline.Container> containers = new ArrayDeque<>();
  private final Map<String, Json> around = new LinkedHashMap<>();
  private final RecordLine line = new RecordLine();
  private Optional<TreeBuilder> element = Optional.empty();
  private Iterator<Json> rows = Collections.emptyIterator();
  private String name = "";
  private long elementBytes;
  private int mark;

  private DocumentLines(InputStream text, Recipe recipe) throws IOException {
    this.text = text;
    this.recipe = recipe;
    this.parser = Outline.JSON.createNonBlockingByteArrayParser();
    this.feeder = (ByteArrayFeeder) parser.getNonBlockingInputFeeder();
  }

  /** Whether a text with this beginning may be a document, so that more of it has to be seen. */
  public static boolean mayBe(byte[] beginning) {
    return Detection.mayBe(Detection.unmarked(beginning));
  }

  /**
   * The records of a document.
   *
   * @param beginning of the text, up to {@link #BEGINNING} bytes
   * @param text all of it, in UTF-8
   * @return empty if the text is not a document that is known, and is read as it is
   */
  public static Optional<DocumentLines> of(byte[] beginning, InputStream text) throws IOException {
    Optional<Recipe> recipe = Detection.of(Detection.unmarked(beginning));
    return recipe.isPresent()
        ? Optional.of(new DocumentLines(text, recipe.get()))
        : Optional.empty();
  }

  /** Whether the document is at its end as far as it was read. */
  public boolean isWhole() {
    return containers.isEmpty() && element.isEmpty() && !line.hasMore() && !rows.hasNext();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (!line.hasMore()) {
      if (rows.hasNext()) {
        line.set(rows.next());
      } else if (!advance()) {
        return -1;
      }
    }
    return line.take(into, from, length);
  }

  /** Goes on by one token; false if there is nothing more now. */
  private boolean advance() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.NOT_AVAILABLE) {
        return feed();
      }
      take(token);
      return true;
    } catch (JsonProcessingException e) {
      // As of a compressed text that is damaged, what is in front of the damage is read.
      throw new ZipException("it is not JSON: " + e.getOriginalMessage());
    }
  }

  private boolean feed() throws IOException {
    int read = text.read(chunk, 0, CHUNK);
    if (read <= 0) {
      return false;
    }
    int from = 0;
    while (mark < MARK && from < read && chunk[from] == (byte) (0xBFBBEF >> (8 * mark))) {
      mark++;
      from++;
    }
    mark = MARK;
    elementBytes += read;
    if (element.isPresent() && elementBytes > LONGEST_ELEMENT) {
      throw new ZipException("a part of the document is longer than 16 MiB");
    }
    feeder.feedInput(chunk, from, read);
    return true;
  }

  private void take(JsonToken token) throws IOException {
    if (element.isPresent()) {
      TreeBuilder tree = element.get();
      if (tree.take(token, parser)) {
        element = Optional.empty();
        rows = recipe.rows().of(tree.result(), new LinkedHashMap<>(around));
      }
      return;
    }
    if (token == JsonToken.FIELD_NAME) {
      name = parser.currentName();
      return;
    }
    if (token.isStructEnd()) {
      containers.pop();
      if (containers.isEmpty()) {
        around.clear();
      }
      return;
    }
    String path = containers.isEmpty() ? "" : containers.getFirst().below(name);
    if (path.equals(recipe.path())) {
      begin(token);
    } else if (token.isStructStart()) {
      containers.push(new Outline.Container(path, token == JsonToken.START_ARRAY));
    } else if (token == JsonToken.VALUE_STRING
        && containers.size() == 1
        && around.size() < MOST_AROUND
        && Json.number(new Json.Text(parser.getText())) instanceof Json.Text text) {
      around.put(name, text);
    }
  }

  private void begin(JsonToken token) throws IOException {
    TreeBuilder tree = new TreeBuilder();
    elementBytes = 0;
    if (tree.take(token, parser)) {
      // A number or a text among the elements is no record.
      return;
    }
    element = Optional.of(tree);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public void close() throws IOException {
    parser.close();
    text.close();
  }
}
