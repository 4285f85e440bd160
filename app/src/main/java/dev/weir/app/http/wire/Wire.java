package dev.weir.app.http.wire;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.stream.Attributes;
import org.apache.pekko.stream.BidiShape;
import org.apache.pekko.stream.Inlet;
import org.apache.pekko.stream.Outlet;
import org.apache.pekko.stream.stage.AbstractInHandler;
import org.apache.pekko.stream.stage.AbstractOutHandler;
import org.apache.pekko.stream.stage.GraphStage;
import org.apache.pekko.stream.stage.GraphStageLogic;
import org.apache.pekko.stream.stage.TimerGraphStageLogic;
import org.apache.pekko.util.ByteString;

/**
 * Stands between a connection and the layer of HTTP. A connection is cut if the answer to a request
 * has not begun within a time of the request's first byte, however slowly that arrives. Once the
 * layer of HTTP reads no more, what still arrives is dropped until its answer is sent.
 */
final class Wire extends GraphStage<BidiShape<ByteString, ByteString, ByteString, ByteString>> {

  private static final String DEADLINE = "deadline";

  private final Duration deadline;
  private final Inlet<ByteString> answers = Inlet.create("answers");
  private final Outlet<ByteString> sent = Outlet.create("sent");
  private final Inlet<ByteString> received = Inlet.create("received");
  private final Outlet<ByteString> requests = Outlet.create("requests");

  Wire(Duration deadline) {
    this.deadline = deadline;
  }

  @Override
  public BidiShape<ByteString, ByteString, ByteString, ByteString> shape() {
    return BidiShape.of(answers, sent, received, requests);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {

    private final LineEnds lineEnds = new LineEnds();

    Logic() {
      super(Wire.this.shape());
      setHandler(answers, new Answers());
      setHandler(sent, new Sent());
      setHandler(received, new Received());
      setHandler(requests, new Requests());
    }

    @Override
    public void onTimer(Object key) {
      failStage(new TimeoutException("a request took longer than " + deadline));
    }

    private void readOn() {
      if (!isClosed(received) && !hasBeenPulled(received)) {
        pull(received);
      }
    }

    private final class Answers extends AbstractInHandler {
      @Override
      public void onPush() {
        cancelTimer(DEADLINE);
        push(sent, grab(answers));
      }
    }

    private final class Sent extends AbstractOutHandler {
      @Override
      public void onPull() {
        pull(answers);
      }
    }

    private final class Received extends AbstractInHandler {
      @Override
      public void onPush() {
        byte[] bytes = grab(received).toArray();
        if (!isTimerActive(DEADLINE)) {
          scheduleOnce(DEADLINE, deadline);
        }
        if (isClosed(requests)) {
          readOn();
        } else {
          lineEnds.check(bytes);
          push(requests, ByteString.fromArrayUnsafe(bytes));
        }
      }

      @Override
      public void onUpstreamFinish() {
        complete(requests);
      }
    }

    private final class Requests extends AbstractOutHandler {
      @Override
      public void onPull() {
        readOn();
      }

      @Override
      public void onDownstreamFinish(Throwable cause) {
        if (!isTimerActive(DEADLINE)) {
          scheduleOnce(DEADLINE, deadline);
        }
        readOn();
      }
    }
  }
}
