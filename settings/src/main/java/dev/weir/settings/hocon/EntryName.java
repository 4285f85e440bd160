package dev.weir.settings.hocon;

/** The name of a source or a receiver: state and queues are kept under it. */
public final class EntryName {

  private static final int LONGEST = 100;

  private EntryName() {}

  public static String of(Section section) {
    String name = section.text("name");
    if (!name.matches("[\\p{L}\\p{N}._ -]{1," + LONGEST + "}")) {
      section.problem("name", "must be 1 to 100 letters, digits, blanks or . _ -");
    }
    return name;
  }
}
