package dev.weir.connectors.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.weir.detectors.Explanation;
import dev.weir.detectors.View;
import dev.weir.detectors.forecast.Forecasts;
import dev.weir.engine.Batch;
import dev.weir.engine.explanation.Why;
import dev.weir.series.Status;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;

/**
 * Writes what is said of records as JSON, one object a line. Always the same bytes for the same.
 */
public final class DetectionJson implements AutoCloseable {

  /** Selects the fields of each object. */
  public enum Fields {
    /** The verdict; of an anomaly why as well. */
    VERDICT,
    /** The forecast as well, where the detector makes one. */
    VERDICT_AND_FORECAST
  }

  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .rootValueSeparator("")
          .build();

  private final JsonGenerator json;
  private final Fields fields;

  /** Writes verdicts to a stream, which {@link #flush} brings up to date. */
  public DetectionJson(OutputStream out) throws IOException {
    this(out, Fields.VERDICT);
  }

  /** Writes to a stream, which {@link #flush} brings up to date. */
  public DetectionJson(OutputStream out, Fields fields) throws IOException {
    this.fields = fields;
    json = JSON.createGenerator(out);
  }

  /** Writes one row of a batch. */
  public void write(Batch batch, int row) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", batch.id(row));
    boolean known = batch.hasSeries(row);
    if (known) {
      json.writeStringField("series", batch.series(row).key());
      writeTime(batch, row);
    } else {
      json.writeNullField("series");
      json.writeNullField("time");
    }
    json.writeStringField("position", batch.position(row));
    writeValues(batch, row);
    json.writeStringField("status", batch.status(row).text());
    writeScore(batch, row);
    json.writeBooleanField("anomaly", batch.isAnomaly(row));
    switch (batch.label(row)) {
      case NONE -> json.writeNullField("label");
      case NORMAL -> json.writeBooleanField("label", false);
      case ANOMALOUS -> json.writeBooleanField("label", true);
    }
    writeWhy(batch, row);
    if (fields == Fields.VERDICT_AND_FORECAST) {
      writeForecast(batch, row);
    }
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private void writeTime(Batch batch, int row) throws IOException {
    switch (batch.timeKind()) {
      case INSTANT -> json.writeStringField("time", batch.timeKind().text(batch.time(row)));
      case NUMBER -> json.writeNumberField("time", batch.time(row));
    }
  }

  private void writeValues(Batch batch, int row) throws IOException {
    json.writeObjectFieldStart("values");
    if (batch.hasSeries(row)) {
      List<String> features = batch.series(row).features();
      for (int i = 0; i < batch.rows().width(row); i++) {
        writeNumber(features.get(i), batch.rows().value(row, i));
      }
    }
    json.writeEndObject();
  }

  private void writeScore(Batch batch, int row) throws IOException {
    if (batch.status(row) == Status.SCORED) {
      json.writeNumberField("anomaly_score", batch.anomalyScore(row));
    } else {
      json.writeNullField("anomaly_score");
    }
    if (batch.status(row) == Status.WARMING) {
      json.writeNumberField("needed", batch.scores().needed(row));
      if (batch.readyAt(row).isPresent()) {
        long readyAt = batch.readyAt(row).getAsLong();
        json.writeStringField("ready_at", batch.timeKind().text(readyAt));
      }
    }
  }

  private void writeWhy(Batch batch, int row) throws IOException {
    if (batch.status(row) == Status.DEAD_LETTERED) {
      json.writeStringField("reason", batch.deadLetter(row).reason().text());
      json.writeStringField("detail", batch.deadLetter(row).detail());
    }
    if (batch.isAnomaly(row)) {
      json.writeNumberField("raw_score", batch.scores().raw(row));
      json.writeNumberField("threshold", batch.scores().threshold(row));
      Explanation why = batch.explanation(row);
      List<String> features = batch.series(row).features();
      if (batch.isPrepared(row)) {
        writeObject("judged", features, i -> batch.judged(row, i));
      }
      writeObject("expected", features, why::expected);
      writeObject("low", features, why::low);
      writeObject("high", features, why::high);
      writeObject("attribution", features, why::attribution);
      writeTails(why.tails());
      json.writeStringField("why", Why.of(batch, row).sentence());
    }
  }

  private void writeForecast(Batch batch, int row) throws IOException {
    if (batch.hasForecast(row)) {
      List<String> features = batch.series(row).features();
      int start = batch.rows().start(row);
      Forecasts forecasts = batch.scores().forecasts();
      writeObject("forecast", features, i -> forecasts.value(start + i));
      writeObject("forecast_low", features, i -> forecasts.low(start + i));
      writeObject("forecast_high", features, i -> forecasts.high(start + i));
    }
  }

  /** Only of detectors that know how rare a record is. */
  private void writeTails(Map<View, Double> tails) throws IOException {
    if (!tails.isEmpty()) {
      json.writeObjectFieldStart("tails");
      for (Map.Entry<View, Double> tail : tails.entrySet()) {
        writeNumber(tail.getKey().text(), tail.getValue());
      }
      json.writeEndObject();
    }
  }

  private void writeObject(String name, List<String> features, IntToDoubleFunction value)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (int i = 0; i < features.size(); i++) {
      writeNumber(features.get(i), value.applyAsDouble(i));
    }
    json.writeEndObject();
  }

  private void writeNumber(String name, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(name, value);
    } else {
      json.writeNullField(name);
    }
  }

  /** Hands everything written to the stream, the last line ended. */
  public void flush() throws IOException {
    json.flush();
  }

  @Override
  public void close() throws IOException {
    json.close();
  }
}
