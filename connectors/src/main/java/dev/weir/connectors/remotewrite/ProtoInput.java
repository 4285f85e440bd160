package dev.weir.connectors.remotewrite;

import java.nio.ByteBuffer;

/**
 * Reads the fields of one message of Protocol Buffers (protobuf.dev, Encoding) in part of an array.
 * One owner.
 */
final class ProtoInput {

  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  private static final int FIXED32 = 5;
  private static final int LONGEST_VARINT = 10;

  private final byte[] bytes;
  private final int end;
  private int at;
  private int wire;

  ProtoInput(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  boolean hasMore() {
    return at < end;
  }

  /** Begins the next field, and returns its number. */
  int field() throws BadWriteRequestException {
    long tag = varint();
    wire = (int) (tag & 7);
    long number = tag >>> 3;
    if (number < 1 || number > 0x1fff_ffff) {
      throw broken();
    }
    return (int) number;
  }

  /** Whether the field that was begun has this wire type. */
  boolean is(int type) {
    return wire == type;
  }

  long varint() throws BadWriteRequestException {
    long value = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      if (at == end) {
        throw broken();
      }
      byte next = bytes[at++];
      value |= (next & 0x7fL) << (7 * i);
      if (next >= 0) {
        return value;
      }
    }
    throw broken();
  }

  long fixed64() throws BadWriteRequestException {
    int from = skip(Long.BYTES);
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = value << 8 | (bytes[from + i] & 0xff);
    }
    return value;
  }

  /** The content of a field of bytes, as a message of its own. */
  ProtoInput message() throws BadWriteRequestException {
    int from = skip(varint());
    return new ProtoInput(bytes, from, at);
  }

  /** Skips the field that was begun. */
  void skipField() throws BadWriteRequestException {
    switch (wire) {
      case VARINT -> varint();
      case FIXED64 -> skip(Long.BYTES);
      case BYTES -> skip(varint());
      case FIXED32 -> skip(Integer.BYTES);
      default -> throw broken();
    }
  }

  private int skip(long length) throws BadWriteRequestException {
    if (length < 0 || length > end - at) {
      throw broken();
    }
    int from = at;
    at += (int) length;
    return from;
  }

  /** The message from here on, to be read a second time. */
  ProtoInput copy() {
    return new ProtoInput(bytes, at, end);
  }

  /** The bytes from here on. */
  ByteBuffer bytes() {
    return ByteBuffer.wrap(bytes, at, end - at);
  }

  private static BadWriteRequestException broken() {
    return new BadWriteRequestException("the body is not a whole message of Protocol Buffers");
  }
}
