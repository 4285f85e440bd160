package dev.weir.app.http;

import static java.util.stream.Collectors.joining;

/** Prints {@code docs/api.md}, which {@code bin/docs} writes to its place. */
public final class ApiDocument {

  private static final String HEAD =
      """
      # HTTP API

      The service listens at `weir.http.host` and `weir.http.port`, by default 127.0.0.1:8080. `GET /openapi.json`
      describes this table in the format of OpenAPI 3.1.

      Where `weir.http` has `tokens` or a `tokens-file`, requests send `Authorization: Bearer TOKEN`. The column
      "role" says which: `ingest` and `read` need a token of that role or of the role `admin`, `admin` one of the role
      `admin`, `probe` and `page` none. `/metrics` needs none either with `open-metrics`. No or an unknown token is answered by 401, a known one of
      another role by 403, both with `WWW-Authenticate`. Without tokens, which only a loopback address allows,
      requests need none. [security.md](security.md) says how tokens are made, replaced and kept.

      - Errors are `application/problem+json` (RFC 9457) with `status`, `title` and `detail`.
      - A request whose header `Host` names neither the bound address nor `localhost`, `127.0.0.1`, `[::1]` or one of
        `weir.http.names` is refused with 421, one with an `Origin` of another site with 403. Where the service does
        not listen at a loopback address, `Host` may be any numeric address. There are no CORS headers.
      - `GET /` is a page for people; everything else is for programs.
      - An answer begins within 16 s of the first byte of its request, or the connection is closed; a connection without a
        byte for 10 s is closed too. There are at most `weir.http.max-connections`. A line feed without a carriage
        return, a header that goes on in the next line, and lengths that contradict one another are refused with 400
        (with 505 a line feed behind the version of HTTP).
      - Caches must not store answers (`Cache-Control: no-store`).
      - `HEAD` is answered where `GET` is. Other methods get 405.

      | route | role | media type | answer |
      |---|---|---|---|
      """;

  private static final String END =
      """

      `/livez` is for the liveness probe of an orchestrator, `/startupz` for its startup probe, `/readyz` for its
      readiness probe. Where there are tokens, they say no reason. `/startupz` stays 200 once the sources were opened. `/healthz` answers 503 while a
      component is down; its body lists every component, the worst first, with `state` (`up`, `degraded`,
      `down`), `reason` and `since`.

      `/api/v1/detections` lists anomalies that are kept in memory: 500 of each source, without those whose JSON is
      longer than 16 KiB, and of a batch the last 50. `limit` is 1 to 1,000 (100), `series` the key of a series;
      objects are those of a file sink. For all of them, configure a sink.

      `/api/v1/series` lists series of all sources, in the order of the names of the sources and, in a source, in the order
      of the first records. `search` is a part of the key (case counts), `state` one of `warming`, `ready`, `quarantined`,
      `silent`, `incident` (one is open), `source` the only source, `limit` 1 to 1,000 (100). Each row is the
      state of a series after exactly the first `after_records` records of its source. An answer looks at 10,000 series of a
      source and asks 4 sources at most, so it may have fewer rows than there are; while there may be more, it has a
      `cursor`, to be given with the same other parameters. A cursor holds until its source starts again.
      `not_answering` names sources that start, stop or go back to their last checkpoint.

      `/api/v1/drift` lists the last 200 drifts of each source since the process started: `since` and `from_record` say
      where the window begins that showed it, `action` is `retrain`, `renew` or `none`, and `findings` (10 at most) have
      the test, its statistic and critical value, and each feature's window before and after.

      `GET /api/v1/checkpoints` lists the first 1,000 checkpoints on the disk by their headers; `unreadable` counts files whose
      header is damaged. `POST /api/v1/checkpoints` takes one of each source, or of `source`, and answers once they are
      saved; each covers at least the first `after_records` records. If one is not saved the status is 503, with its `reason` in
      the same body. `POST /api/v1/checkpoints/verify` reads one file from the first byte to the last, the newest if there is
      no `number`; `state` is `whole` or `damaged`. One is verified at a time. The file has to be read within the 16 s of an answer: `weir checkpoint verify`
      takes as long as it needs, and loads the series too.

      `/api/v1/config` has all settings with their defaults, as `weir config show --resolved` prints them.

      `/api/v1/alerts` counts the open alerts by severity (`open`), and lists the first 100 with `id`, `severity`,
      `since`, `labels` and `notes`, with `suppressed_by` (the id of a silence) and `acknowledged` where it is so. It is empty
      if alerting is off. `POST /api/v1/alerts/{id}/acknowledge` takes `{"by": "kim", "note": "on my way"}`, each of
      which may be left out; the alert is not repeated.

      `GET /api/v1/silences` lists the silences that have not ended, with `ended=true` all of the last 120 days. `state` is
      `active`, `pending` (it starts later, or waits for its next weekday or time) or `ended`. `POST /api/v1/silences` takes
      an object with `matchers` (`["series=~boiler.*"]`, all must match), `comment`, `for` (`"2h"`) or `ends_at`, and, if you
      like, `starts_at`, `created_by`, `weekdays` (`["saturday"]`), `times` (`["02:00-04:00"]`) and `time_zone` (`UTC`). With
      the `id` of a silence it changes that one, and what it leaves out stays. `open_alerts_muted` counts the open alerts
      that it mutes now. `DELETE /api/v1/silences/{id}` ends one. All are the silences of `weir silence`.

      `/api/v1/stream` sends Server-Sent Events: first one of type `snapshot`, then at most two a second of type
      `change` with what changed, and a comment after two seconds without a change. Each is an object with the time
      `t` (ms), `stopping` if the service is, and the topics `status`, `alerts`, `detections` (new ones), `plots` (each an array of time,
      throughput, mean and p99 latency in ms, precision, recall, F1, and anomalies of severity info, warning and
      critical of one second, 15 minutes of them), and, if `series` is given, `records` (each an array of time,
      score, severity 0 to 3, and the values), kept from the moment somebody asks for the series. `topics` names some of
      the first four, with commas between. A client that does not read loses ticks and gets the changes of all of them
      later; of detections and records it gets the last. There may be 16 clients; the next one gets 503.

      The page loads everything from this service: its `Content-Security-Policy` allows nothing else.

      ## Sending records

      `POST /api/v1/observations` takes a batch for a source of type `http`; `?source=` names it if there are
      several. `Content-Type` is `application/json` (an object, or an array of objects),
      `application/x-ndjson` (an object a line) or `text/csv` (with a header, unless `record.columns` names the
      columns). `Content-Encoding` may be `gzip`. A body has at most 32 MiB, also once decompressed.

      ```sh
      curl -H 'Content-Type: application/x-ndjson' -H 'Idempotency-Key: 7f3a' --data-binary @batch.ndjson \\
        http://127.0.0.1:8080/api/v1/observations
      ```

      202 means that the batch is on disk. Its records are scored in the order of the answers; a batch survives a
      crash as it was acknowledged. The answer has `accepted` and `rejected` (numbers of records; a rejected one
      is a dead letter, `errors` lists the first 100 with line, code and reason), `position` (number of its
      last line in the source), and `duplicate`: with an `Idempotency-Key` of 1 to 255 visible ASCII
      characters a batch that is sent again is acknowledged and not scored again, as long as the journal
      keeps it (`journal-size`, and at most 100,000 keys of a source). Without a key it is scored as often as
      it is sent.

      | status | meaning | send again |
      |---|---|---|
      | 400 | no record of the batch can be read, or the body is cut short | no |
      | 401, 403 | the token is missing or unknown, or has another role | with another token |
      | 404 | no source of type http has this name | no |
      | 408 | the body did not arrive within 15 s | yes |
      | 413 | the body is too large | in parts |
      | 415 | media type or content coding is not taken; `Accept-Post`, `Accept-Encoding` say which are | no |
      | 422 | the key was used for another body | no |
      | 429 | more than `weir.http.batches-per-second` requests of this token, or of this client without tokens | after `Retry-After` seconds |
      | 503 | the service starts or stops, its disk failed or its journal is full | after `Retry-After` seconds |

      ## Line protocol

      `POST /api/v2/write` takes the line protocol of InfluxDB 2, as Telegraf and the client libraries send it, for a
      source of type `http`: the one that `bucket` names if there are several. `org` and `orgID` are not looked at.
      `precision` is `ns` (usual), `us`, `ms` or `s`. The body may be compressed by gzip; `Content-Type` does not count.

      Each number of a line becomes a record of a series of its own, of one value. The key is the line up to the name
      of the field, with the tags in the order of their names and with the backslashes of the line:
      `cpu,host=b,core=0 usage=12.5 1700000000000000000` belongs to the series `cpu,core=0,host=b usage`. `tags` and
      `without-tags` of the source say which tags count. The source's `record` settings do not. Integers (`i`, `u`) are
      numbers, of which a double keeps the first 15 digits; booleans are 1 and 0; texts are left out. Times are required, as
      without one a line that is sent again would be another record.

      204 means that the records are on disk. A line that cannot be read costs itself only: the others are stored, and
      the answer is 400 with `{"code":"invalid","message":"partial write: 1 of 4 lines refused: line 2: missing
      fields","line":2}`. 503 with `Retry-After` asks to send the lines again; 413 to send fewer. A line has at most 64 KiB,
      256 tags and 1,000 fields.

      A request that is sent again after a lost answer, with the same lines and the same unit of times, is scored once, as long
      as the journal keeps it (`journal-size`) and its key is one of the last 100,000 keys of the source, those of
      `Idempotency-Key` included. The key is made of the lines as they were sent: lines that differ only in a tag that
      `without-tags` leaves out are two records of one series, also at the same time. Lines that are sent again in other
      requests, as Telegraf does after it has split a batch, are scored again.

      `POST /write` takes the same lines as InfluxDB 1 does: `db` is required and names the source if there are several, `rp` and
      `consistency` are not looked at, `precision` is `ns` (usual), `n`, `us`, `u`, `ms`, `s`, `m` or `h`. Errors are
      `{"error":"..."}` with the header `X-Influxdb-Error`. The token may be the password of `Authorization: Basic`, whatever the
      user; `u` and `p` in the address are not read. `/ping` answers 204. `/query` is not there: Telegraf warns that
      it could not create a database, which `skip_database_creation = true` turns off.

      ## Prometheus

      `POST /api/v1/write` takes remote write 1.0 of Prometheus (snappy, `application/x-protobuf`), for a source of type
      `http`: the one that `source` names if there are several.

      ```yaml
      remote_write:
        - url: http://127.0.0.1:8080/api/v1/write
          # authorization: { credentials_file: /etc/prometheus/weir-token }   # a token of the role ingest
          write_relabel_configs:
            - { source_labels: [__name__], regex: 'node_cpu_.*|http_requests_total', action: keep }
      ```

      Each sample becomes a record of one value. The key of its series is the name with the other labels in the order of
      their names: `http_requests_total{code="200",instance="web-1:9090",job="web"}`. `tags` and `without-tags` of the source
      say which labels count. Choose the series to send by `write_relabel_configs`: a detector learns each of them. The
      types of metrics do not come with samples: give counters (`*_total`, `*_count`, `*_sum`) `values-are = counter-per-second`
      in the detector that matches them, as `examples/prometheus.conf` does, else it sees a number that only grows.

      204 means that the samples are on disk. A request that is sent again is scored once, as above. Not scored, and
      counted in the log: buckets of histograms (`…_bucket` with `le`), native histograms, exemplars, staleness markers, values
      that are not finite, and series whose labels cannot be a key. Two Prometheus servers that scrape the same targets send
      different times of the same series: accept one of them. Metadata is taken and not kept; remote write 2.0 is answered by 415.

      This page is written by `bin/docs`.
      """;

  private ApiDocument() {}

  /** Prints the page to standard output. */
  public static void main(String[] arguments) {
    System.out.print(text());
  }

  static String text() {
    StringBuilder page = new StringBuilder(HEAD);
    for (Endpoint endpoint : Endpoint.values()) {
      page.append(
          "| `%s %s` | %s | `%s` | %s |\n"
              .formatted(
                  endpoint.method(),
                  endpoint.path() + query(endpoint),
                  endpoint.role().label(),
                  endpoint.produces(),
                  endpoint.summary()));
    }
    return page.append(END).toString();
  }

  private static String query(Endpoint endpoint) {
    return endpoint.query().isEmpty()
        ? ""
        : endpoint.query().stream().map(name -> name + "=").collect(joining("&", "?", ""));
  }
}
