package dev.weir.connectors.remotewrite;

import dev.weir.connectors.text.lineprotocol.PointLines;
import dev.weir.connectors.text.lineprotocol.TagRule;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a request of Prometheus remote write 1.0 (prometheus.io, Prometheus Remote-Write 1.0
 * specification). Each sample becomes a point, in the order of the request. The key of a series is
 * its name with the other labels in the order of their names: {@code cpu{core="0",host="a"}}.
 */
public final class RemoteWrite {

  /** A sample of this value says that its series has ended. */
  private static final long STALE = 0x7ff0_0000_0000_0002L;

  private static final int SAMPLES = 2;
  private static final int EXEMPLARS = 3;
  private static final int HISTOGRAMS = 4;
  private static final int SERIES = 1;

  private final PointLines points;
  private final SeriesLabels labels;
  private Optional<byte[]> key = Optional.empty();
  private final Map<Skipped, Long> skipped = new EnumMap<>(Skipped.class);

  /** Kinds of content that become no point. */
  public enum Skipped {
    /** Samples of series whose labels cannot be a key. */
    BAD_SERIES,
    /**
     * Samples of the buckets of histograms: series of the name {@code …_bucket} with {@code le}.
     */
    BUCKETS,
    /** Samples that say that their series has ended. */
    STALE,
    /** Samples that are not a number or infinite. */
    NOT_FINITE,
    /** Samples whose time is out of range. */
    BAD_TIME,
    /** Exemplars. */
    EXEMPLARS,
    /** Native histograms. */
    HISTOGRAMS
  }

  /**
   * A request that was read.
   *
   * @param points as {@link dev.weir.connectors.text.lineprotocol.PointText}; empty if there is
   *     none
   * @param count how many
   * @param skipped how many of each kind became no point; kinds without any are left out
   */
  @SuppressWarnings("ArrayRecordComponent") // Results are not compared.
  public record Result(byte[] points, int count, Map<Skipped, Long> skipped) {}

  private RemoteWrite(TagRule rule, int most) {
    this.points = new PointLines(most);
    this.labels = new SeriesLabels(rule);
  }

  /**
   * Reads a body.
   *
   * @param body compressed by Snappy
   * @param most bytes that its content may have
   * @param mostOfPoints bytes that its points may have
   * @param rule which labels are part of keys
   * @throws BadWriteRequestException if it cannot be read; nothing of it counts then
   * @throws PointLines.TooManyException if the points have more bytes
   */
  public static Result read(byte[] body, int most, int mostOfPoints, TagRule rule)
      throws BadWriteRequestException, PointLines.TooManyException {
    byte[] content = SnappyBlock.decompress(body, most);
    return new RemoteWrite(rule, mostOfPoints).read(new ProtoInput(content, 0, content.length));
  }

  private Result read(ProtoInput request)
      throws BadWriteRequestException, PointLines.TooManyException {
    while (request.hasMore()) {
      if (request.field() == SERIES && request.is(ProtoInput.BYTES)) {
        ProtoInput series = request.message();
        // The labels may stand behind the samples.
        labels.read(series.copy());
        key = labels.key();
        samples(series);
      } else {
        request.skipField();
      }
    }
    return new Result(points.copy(), points.count(), skipped);
  }

  private void samples(ProtoInput series)
      throws BadWriteRequestException, PointLines.TooManyException {
    while (series.hasMore()) {
      int field = series.field();
      if (field == SAMPLES && series.is(ProtoInput.BYTES)) {
        sample(series.message());
      } else {
        if (field == EXEMPLARS) {
          skip(Skipped.EXEMPLARS);
        } else if (field == HISTOGRAMS) {
          skip(Skipped.HISTOGRAMS);
        }
        series.skipField();
      }
    }
  }

  private void sample(ProtoInput sample)
      throws BadWriteRequestException, PointLines.TooManyException {
    long bits = 0;
    long millis = 0;
    while (sample.hasMore()) {
      int field = sample.field();
      if (field == 1 && sample.is(ProtoInput.FIXED64)) {
        bits = sample.fixed64();
      } else if (field == 2 && sample.is(ProtoInput.VARINT)) {
        millis = sample.varint();
      } else {
        sample.skipField();
      }
    }
    put(bits, millis);
  }

  private void skip(Skipped kind) {
    skipped.merge(kind, 1L, Long::sum);
  }

  private void put(long bits, long millis) throws PointLines.TooManyException {
    double value = Double.longBitsToDouble(bits);
    if (labels.isBucket()) {
      skip(Skipped.BUCKETS);
    } else if (bits == STALE) {
      skip(Skipped.STALE);
    } else if (!Double.isFinite(value)) {
      skip(Skipped.NOT_FINITE);
    } else if (!PointLines.isTime(millis)) {
      skip(Skipped.BAD_TIME);
    } else if (key.isEmpty()) {
      skip(Skipped.BAD_SERIES);
    } else {
      points.add(millis, key.get(), value);
    }
  }
}
