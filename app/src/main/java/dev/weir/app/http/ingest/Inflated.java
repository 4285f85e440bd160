package dev.weir.app.http.ingest;

import dev.weir.app.http.routing.Exchange;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Decompresses a body, as far as a limit. */
public final class Inflated {

  private static final int CHUNK = 64 * 1024;

  /** The body is not what its headers say. */
  public static final class BadBodyException extends IOException {
    private static final long serialVersionUID = 1;

    public BadBodyException(String message) {
      super(message);
    }
  }

  private Inflated() {}

  /**
   * The content of a gzip body, of all its members.
   *
   * @throws Exchange.BodyTooLargeException if it has more than {@code most} bytes
   * @throws BadBodyException if it is not gzip, or is damaged or cut short
   */
  static byte[] of(byte[] body, int most) throws IOException {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    byte[] chunk = new byte[CHUNK];
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body), CHUNK)) {
      for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
        if (content.size() + read > most) {
          throw new Exchange.BodyTooLargeException(most);
        }
        content.write(chunk, 0, read);
      }
    } catch (EOFException e) {
      throw new BadBodyException("the gzip body is cut short");
    } catch (ZipException e) {
      throw new BadBodyException("the body is not gzip, or is damaged");
    }
    return content.toByteArray();
  }
}
