package dev.weir.connectors.text;

import dev.weir.connectors.text.value.Numbers;
import dev.weir.connectors.text.value.TimeReader;
import dev.weir.connectors.text.value.Times;
import dev.weir.engine.Label;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads JSON objects whose fields are those of one that was read before, in the same order, without
 * allocating. One owner.
 *
 * <p>It takes only what a parser would take, and takes it for the same: plain fields, texts of
 * printable ASCII without escapes, numbers as JSON writes them. It never says what is wrong:
 * whatever it does not know it leaves to the parser.
 */
final class FlatJson {

  /** The role of a field in all records of one form. */
  enum Role {
    TIME,
    NUMBERED_TIME,
    SERIES,
    LABEL,
    VALUE,
    /** Would be a value if it were a number. */
    TEXT,
    /** Never looked at. */
    OTHER
  }

  /** A field of an object that was read. */
  record Field(String name, Role role) {}

  private static final int MOST_FIELDS = 64;
  private static final int SHAPES = 4;
  private static final int LONGEST_TEXT = 1_024;
  private static final int NONE = -1;
  private static final byte[] TRUE = {'t', 'r', 'u', 'e'};
  private static final byte[] FALSE = {'f', 'a', 'l', 's', 'e'};
  private static final byte[] NULL = {'n', 'u', 'l', 'l'};

  private static final class Shape {
    final byte[][] keys;

    /** The bytes before each value where there are no blanks. */
    final byte[][] openings;

    final Role[] roles;
    final List<String> features;

    Shape(List<Field> fields, List<String> features) {
      this.keys =
          fields.stream()
              .map(field -> ('"' + field.name + '"').getBytes(StandardCharsets.UTF_8))
              .toArray(byte[][]::new);
      this.openings = new byte[keys.length][];
      for (int i = 0; i < keys.length; i++) {
        String text = (i == 0 ? "{" : ",") + '"' + fields.get(i).name + "\":";
        openings[i] = text.getBytes(StandardCharsets.UTF_8);
      }
      this.roles = fields.stream().map(Field::role).toArray(Role[]::new);
      this.features = features;
    }
  }

  private final Shape[] shapes;
  private final JsonNumber number = new JsonNumber();
  private final TimeReader times;
  private final boolean quoted;
  private final Numbers numbers = new Numbers();
  private final double[] values = new double[MOST_FIELDS];
  private int known;
  private int replaced;
  private Shape shape = new Shape(List.of(), List.of());
  private byte[] bytes = new byte[0];
  private int at;
  private int end;
  private int count;
  private long time;
  private Role timeRole = Role.OTHER;
  private int textFrom;
  private int textTo;
  private int seriesFrom;
  private int seriesTo;
  private Optional<Label> label = Labels.NONE;

  FlatJson() {
    this(SHAPES);
  }

  /** Remembers so many objects; with none it reads nothing. */
  FlatJson(int objects) {
    this(objects, RecordSettings.usual(""));
  }

  /** For records of these settings. */
  FlatJson(RecordSettings settings) {
    this(SHAPES, settings);
  }

  private FlatJson(int objects, RecordSettings settings) {
    this.shapes = new Shape[objects];
    this.times = new TimeReader(settings.time().format(), settings.time().zone());
    this.quoted = !settings.values().isEmpty() && settings.decimal().isEmpty();
  }

  /** Remembers what an object looked like; the features are the names of its values, in order. */
  void learn(List<Field> fields, List<String> features) {
    if (shapes.length == 0
        || fields.size() > MOST_FIELDS
        || !fields.stream().allMatch(FlatJson::isPlain)) {
      return;
    }
    int place = known < shapes.length ? known++ : replaced++ % shapes.length;
    shapes[place] = new Shape(fields, features);
  }

  /** Whether a name stands in JSON as it is. */
  private static boolean isPlain(Field field) {
    return field.name.chars().allMatch(c -> c >= ' ' && c != '"' && c != '\\');
  }

  /** Reads an object; false if it is left to a parser. */
  boolean read(byte[] line, int from, int to) {
    bytes = line;
    end = to;
    for (int i = 0; i < known; i++) {
      at = from;
      if (read(shapes[i])) {
        bringForward(i);
        return true;
      }
    }
    return false;
  }

  /** Moves a form that was found forward: frequent forms are tried first. */
  private void bringForward(int which) {
    if (which > 0) {
      Shape before = shapes[which - 1];
      shapes[which - 1] = shapes[which];
      shapes[which] = before;
    }
  }

  List<String> features() {
    return shape.features;
  }

  double[] values() {
    return values;
  }

  boolean hasTime() {
    return timeRole != Role.OTHER;
  }

  boolean isNumbered() {
    return timeRole == Role.NUMBERED_TIME;
  }

  long time() {
    return time;
  }

  Optional<Label> label() {
    return label;
  }

  boolean hasSeries() {
    return seriesFrom != NONE;
  }

  /** Where in the line the key of the series begins. */
  int seriesFrom() {
    return seriesFrom;
  }

  int seriesTo() {
    return seriesTo;
  }

  private boolean read(Shape wanted) {
    shape = wanted;
    count = 0;
    timeRole = Role.OTHER;
    seriesFrom = NONE;
    label = Labels.NONE;
    for (int i = 0; i < wanted.keys.length; i++) {
      if (!takeAll(wanted.openings[i]) && !takeApart(i == 0 ? '{' : ',', wanted.keys[i])) {
        return false;
      }
      passBlanks();
      if (at == end || !value(wanted.roles[i])) {
        return false;
      }
    }
    if (!take('}')) {
      return false;
    }
    passBlanks();
    return at == end && count == wanted.features.size();
  }

  private void passBlanks() {
    byte[] line = bytes;
    int to = at;
    while (to < end
        && line[to] <= ' '
        && (line[to] == ' ' || line[to] == '\t' || line[to] == '\n' || line[to] == '\r')) {
      to++;
    }
    at = to;
  }

  private boolean take(char expected) {
    passBlanks();
    if (at < end && bytes[at] == expected) {
      at++;
      return true;
    }
    return false;
  }

  /** Reads the text before a value, with blanks between. */
  private boolean takeApart(char before, byte[] key) {
    if (!take(before)) {
      return false;
    }
    passBlanks();
    return takeAll(key) && take(':');
  }

  private boolean takeAll(byte[] text) {
    int to = at + text.length;
    if (to <= end && Arrays.equals(bytes, at, to, text, 0, text.length)) {
      at = to;
      return true;
    }
    return false;
  }

  private boolean value(Role role) {
    byte first = bytes[at];
    if (first == '"') {
      return passText() && text(role);
    }
    if (first == '-' || isDigit(first)) {
      int from = at;
      at = number.read(bytes, from, end);
      return at != JsonNumber.NONE && number(role, from);
    }
    if (takeAll(NULL)) {
      return nothing(role);
    }
    return truth(role);
  }

  private boolean truth(Role role) {
    boolean yes = takeAll(TRUE);
    if (!yes && !takeAll(FALSE)) {
      return false;
    }
    return switch (role) {
      case LABEL -> {
        label = yes ? Labels.ANOMALOUS : Labels.NORMAL;
        yield true;
      }
      case TEXT, OTHER -> true;
      case TIME, NUMBERED_TIME, SERIES, VALUE -> false;
    };
  }

  private boolean nothing(Role role) {
    return switch (role) {
      case VALUE -> add(Double.NaN);
      case LABEL -> {
        label = Labels.NONE;
        yield true;
      }
      case OTHER -> true;
      case TIME, NUMBERED_TIME, SERIES, TEXT -> false;
    };
  }

  // ---- Texts; the place is behind the closing quote.

  private boolean passText() {
    byte[] line = bytes;
    int from = at + 1;
    int last = Math.min(end, from + LONGEST_TEXT + 1);
    int to = from;
    while (to + Eight.BYTES <= last && Eight.arePlain(Eight.at(line, to))) {
      to += Eight.BYTES;
    }
    while (to < last && line[to] != '"') {
      // Neither escapes nor what has more than one byte, and nothing that cannot be printed.
      if (line[to] == '\\' || line[to] < ' ') {
        return false;
      }
      to++;
    }
    textFrom = from;
    textTo = to;
    at = to + 1;
    return to < last;
  }

  private boolean text(Role role) {
    return switch (role) {
      case TIME -> {
        time = times.parse(bytes, textFrom, textTo);
        timeRole = role;
        yield time != Times.UNREADABLE;
      }
      case SERIES -> {
        seriesFrom = textFrom;
        seriesTo = textTo;
        yield true;
      }
      case LABEL -> label(textFrom, textTo);
      case TEXT, OTHER -> true;
      case VALUE -> {
        double value = quoted ? numbers.parse(bytes, textFrom, textTo) : Double.NaN;
        yield Double.isFinite(value) && add(value);
      }
      case NUMBERED_TIME -> false;
    };
  }

  private boolean label(int from, int to) {
    label = Labels.parse(bytes, from, to);
    return label.isPresent();
  }

  // ---- Numbers.

  private boolean number(Role role, int from) {
    return switch (role) {
      case VALUE -> {
        double value = number.value();
        yield Double.isFinite(value) && add(value);
      }
      case TIME -> {
        time = times.parse(number.value(), bytes, from, at);
        timeRole = role;
        yield time != Times.UNREADABLE;
      }
      case NUMBERED_TIME -> {
        double value = number.value();
        time = (long) value;
        timeRole = role;
        yield value == Math.rint(value) && Math.abs(value) < 1L << 53;
      }
      case LABEL -> label(from, at);
      case OTHER -> true;
      case SERIES, TEXT -> false;
    };
  }

  private boolean add(double value) {
    values[count++] = value;
    return true;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
