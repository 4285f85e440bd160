package dev.weir.app.http.pekko;

import dev.weir.app.http.routing.Reply;
import org.apache.pekko.event.LoggingAdapter;
import org.apache.pekko.http.ParsingErrorHandler;
import org.apache.pekko.http.javadsl.model.HttpResponse;
import org.apache.pekko.http.scaladsl.model.ErrorInfo;
import org.apache.pekko.http.scaladsl.model.StatusCode;
import org.apache.pekko.http.scaladsl.settings.ServerSettings;

/** Answers what is not a request of HTTP/1.1 as every other problem is answered. */
public final class ParseProblems extends ParsingErrorHandler {

  /** The handler, under the name by which Pekko HTTP looks it up. */
  @SuppressWarnings("MemberName") // It is looked up by this name.
  public static final ParseProblems MODULE$ = new ParseProblems();

  private ParseProblems() {}

  @Override
  public HttpResponse handle(
      StatusCode status, ErrorInfo info, LoggingAdapter log, ServerSettings settings) {
    return HttpApi.response(
        Reply.problem(status.intValue(), "the request is not valid HTTP/1.1, or too large"));
  }
}
