package dev.weir.checkpointing;

/**
 * Names the kind of entries of a section.
 *
 * @param code 1 to 65535, stable for ever
 * @param version of the layout of its entries, 1 to 65535
 * @param required whether a reader that does not know the code must refuse the checkpoint
 * @param hashed whether its entries count for the state hash
 */
public record SectionType(int code, int version, boolean required, boolean hashed) {

  public SectionType {
    if (code < 1 || code > 0xFFFF || version < 1 || version > 0xFFFF) {
      throw new IllegalArgumentException(
          "code and version must be 1 to 65535, were %d and %d".formatted(code, version));
    }
  }
}
