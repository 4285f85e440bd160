package dev.weir.app.http;

import dev.weir.app.http.routing.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pekko.util.ByteString;

/** The files of the page, which are in the jar. Thread-safe. */
final class PageFiles {

  /** The media type of the document. */
  static final String HTML = "text/html";

  private static final String DIRECTORY = "/page/";
  private static final String DOCUMENT = "index.html";

  /** Names without directories, so that nothing else in the jar can be asked for. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}\\.(css|js|svg|txt|woff2)");

  private static final Map<String, String> TYPES =
      Map.of(
          "css", "text/css; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "svg", "image/svg+xml",
          "txt", "text/plain; charset=utf-8",
          "woff2", "font/woff2");

  /** Scripts, styles, fonts and data come from this service, and from nowhere else. */
  private static final Map<String, String> SECURITY =
      Map.of(
          "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; "
                  + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; "
                  + "form-action 'none'; frame-ancestors 'none'",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Permissions-Policy", "camera=(), microphone=(), geolocation=()");

  private PageFiles() {}

  /** The document of every view. Its script shows the view that the address names. */
  static Reply document() {
    ByteString bytes =
        read(DOCUMENT)
            .orElseThrow(() -> new IllegalStateException(DOCUMENT + " is not in the jar"));
    Reply reply = Reply.bytes(HTML + "; charset=utf-8", bytes);
    for (Map.Entry<String, String> header : SECURITY.entrySet()) {
      reply = reply.with(header.getKey(), header.getValue());
    }
    return reply;
  }

  /** A script, style sheet, picture or font; 404 if the page has no such file. */
  static Reply file(String name) {
    if (!NAME.matcher(name).matches()) {
      return missing();
    }
    String type = TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "");
    return read(name).map(bytes -> Reply.bytes(type, bytes)).orElseGet(PageFiles::missing);
  }

  private static Reply missing() {
    return Reply.problem(404, "the page has no such file");
  }

  private static Optional<ByteString> read(String name) {
    try (InputStream file = PageFiles.class.getResourceAsStream(DIRECTORY + name)) {
      return file == null
          ? Optional.empty()
          : Optional.of(ByteString.fromArrayUnsafe(file.readAllBytes()));
    } catch (IOException e) {
      throw new IllegalStateException(name + " cannot be read from the jar", e);
    }
  }
}
