package dev.weir.chaos;

import dev.weir.chaos.settings.LifeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One round of a trial: records that keep coming, a process that reads them and is disturbed, a
 * receiver that it tells of alerts; and at the end the oracle, a process that reads the same in
 * peace, against which the disturbed one is held.
 */
final class TrialRound implements AutoCloseable {

  static final String DETECTIONS = "detections.jsonl";
  static final String DISTURBED = "disturbed";
  private static final int MOST_ENDS = 10;
  private static final String IDLE = "700ms";

  /** Files of a set are looked for every half second, and later on a busy machine. */
  private static final String IDLE_OF_FILES = "5s";

  private final Lab lab;
  private final TrialSettings setting;
  private final Workspace disturbed;
  private final Workspace calm;
  private final Feed feed;
  private final Workload workload;
  private final AlertSink sink;
  private final History history;
  private final Producer producer;
  private final Optional<Neighbour> neighbour;
  private final Random lives;
  private final List<String> broken = new ArrayList<>();
  private @Nullable WeirProcess last;
  private @Nullable Report report;

  private TrialRound(Lab lab, String name, TrialSettings setting, Feed feed, Workload workload)
      throws Exception {
    this.lab = lab;
    this.setting = setting;
    this.feed = feed;
    this.workload = workload;
    this.disturbed = lab.place(name).inside(DISTURBED);
    this.calm = lab.place(name).inside("oracle");
    this.sink = AlertSink.start();
    this.history = new History(lab.place(name), workload, setting.history());
    this.lives = new Random(workload.seed());
    this.neighbour =
        setting.beside().isPresent()
            ? Optional.of(
                Neighbour.start(
                    setting.beside().get(), lab.place(name), workload, setting.perSecond()))
            : Optional.empty();
    configure();
    this.producer = Producer.start(feed, workload, setting.perSecond());
  }

  /** Opens a scene; the feed and the place are its own. */
  static TrialRound open(Lab lab, String name, TrialSettings setting, Feeds feeds)
      throws Exception {
    Workload workload = new Workload(lab.seed() + name.hashCode(), setting.kind());
    Feed feed = feeds.open(lab.place(name), workload);
    return new TrialRound(lab, name, setting, feed, workload);
  }

  /** Makes the feed of a scene. */
  @FunctionalInterface
  interface Feeds {
    Feed open(Workspace place, Workload workload) throws Exception;
  }

  private Configuration configuration(
      List<String> sources, String inbox, Optional<Path> state, List<String> life) {
    Configuration configuration =
        Configuration.reading(sources.toArray(String[]::new))
            .writingAllTo(DETECTIONS)
            .with(
                "alerting.receivers = [{ type = webhook, name = pager, url = \"%s\" %s }]"
                    .formatted(sink.url(inbox), setting.receiver()));
    if (state.isPresent()) {
      configuration = configuration.with("checkpointing.directory = \"%s\"".formatted(state.get()));
    }
    for (String line : Workload.CONFIGURATION) {
      configuration = configuration.with(line);
    }
    for (String line : setting.more()) {
      configuration = configuration.with(line);
    }
    for (String line : life) {
      configuration = configuration.with(line);
    }
    return configuration;
  }

  /** Writes the configuration of the process under trial; some settings may differ each time. */
  void configure() throws IOException {
    List<String> sources = new ArrayList<>(List.of(feed.source() + history.before()));
    neighbour.ifPresent(other -> sources.add(other.feed().source()));
    List<String> life = setting.changes() ? LifeSettings.draw(lives) : LifeSettings.usual();
    disturbed.file("weir.conf", configuration(sources, DISTURBED, setting.state(), life));
  }

  // ---- While it lasts.

  /** Rotates the files that grow now. */
  void rotate() throws Exception {
    feed.rotate();
    if (neighbour.isPresent()) {
      neighbour.get().feed().rotate();
    }
  }

  Feed feed() {
    return feed;
  }

  Producer producer() {
    return producer;
  }

  Workload workload() {
    return workload;
  }

  AlertSink sink() {
    return sink;
  }

  Inbox inbox() {
    return sink.inbox(DISTURBED);
  }

  Workspace place() {
    return disturbed;
  }

  /** Those of the source that trials disturb. */
  Checkpoints checkpoints() {
    return new Checkpoints(stateDirectory(), pipeline());
  }

  private Path stateDirectory() {
    return setting.state().orElse(disturbed.path("checkpoints"));
  }

  /** Options for the process under trial. */
  WeirProcess.Start starting() {
    WeirProcess.Start usual = WeirProcess.Start.in(disturbed);
    return usual.withJava(usual.javaOptions() + " " + lab.javaOptions());
  }

  WeirProcess start() throws IOException {
    return start(starting());
  }

  WeirProcess start(WeirProcess.Start how) throws IOException {
    if (setting.changes()) {
      configure();
    }
    neighbour.ifPresent(other -> other.feed().mayFail(false));
    WeirProcess process = how.weir("run", "-c", "weir.conf", "--output", "json");
    last = process;
    return process;
  }

  /** Waits until it has written something more; returns after how many milliseconds. */
  long awaitWork(WeirProcess process) throws Exception {
    long start = System.nanoTime();
    long before = written();
    awaitWritten(process, before + 1);
    neighbour.ifPresent(other -> other.feed().mayFail(true));
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Bytes of detections. */
  long written() throws IOException {
    return disturbed.size(DETECTIONS);
  }

  void awaitWritten(WeirProcess process, long bytes) throws Exception {
    Await.until(
        "the process under trial writes detections",
        WeirProcess.PATIENCE,
        () -> {
          if (!process.isAlive() && written() < bytes) {
            throw new AssertionError("it ended by itself: " + process.said());
          }
          return written() >= bytes;
        });
  }

  /** Name of what reads the feed. */
  String pipeline() {
    return feed.pipeline();
  }

  /** Waits until there is a checkpoint with this number, or a later one. */
  void awaitCheckpoint(WeirProcess process, long number) throws Exception {
    Await.until(
        "checkpoint %d is there".formatted(number),
        WeirProcess.PATIENCE,
        () -> {
          if (!process.isAlive()) {
            throw new AssertionError("it ended by itself: " + process.said());
          }
          return checkpoints().newest() >= number;
        });
  }

  /** Stops it as an operator does; returns after how many milliseconds it had ended. */
  long stop(WeirProcess process) throws Exception {
    long start = System.nanoTime();
    process.terminate();
    process.await(WeirProcess.PATIENCE).endedWith(0);
    long millis = (System.nanoTime() - start) / 1_000_000;
    look();
    return millis;
  }

  /** As {@link #stop}; returns what the process reports. */
  Report stopForReport(WeirProcess process) throws Exception {
    process.terminate();
    Report report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
    look();
    return report;
  }

  /** Kills it, and looks at what it left. */
  void kill(WeirProcess process) throws Exception {
    process.kill();
    look();
    if (neighbour.isPresent()) {
      requireNoRewind(process);
    }
  }

  /** Checks the promises that hold whenever the process is dead. */
  void look() throws Exception {
    inbox().crashed();
    lookAt(feed);
    if (neighbour.isPresent()) {
      lookAt(neighbour.get().feed());
    }
  }

  private void lookAt(Feed one) throws Exception {
    one.acknowledgedTooMuch(new Checkpoints(stateDirectory(), one.pipeline()))
        .forEach(problem -> broken.add("G3: " + problem));
  }

  /** The source that trials disturb does not fail: it goes back only if another makes it. */
  private void requireNoRewind(WeirProcess process) throws IOException {
    process
        .said()
        .lines()
        .filter(line -> line.contains("source '%s' goes back".formatted(pipeline())))
        .findFirst()
        .ifPresent(line -> broken.add("the failure of another source reached it: " + line));
  }

  void broken(String promise) {
    broken.add(promise);
  }

  // ---- The end.

  /** No more records; the process under trial reads what is there, and the oracle does the same. */
  Audit audit() throws Exception {
    finishReading();
    Audit audit = audit(feed.ledger().records());
    boolean mustTell =
        setting.kind() == Workload.Kind.STEADY && audit.records() > Workload.silentWithin();
    if (mustTell && (audit.silences() == 0 || audit.silencesEnded() == 0)) {
      audit.broken().add("the oracle told of no silence, or of no end: the trial proves nothing");
    }
    return audit;
  }

  /** Audits a round in which only these records could be read. */
  Audit audit(BitSet records) throws Exception {
    finishReading();
    BitSet times = workload.times(records);
    neighbour.ifPresent(other -> times.or(other.times()));
    Audit audit = Audit.of(mine(), oracle(records), times);
    audit.broken().addAll(broken);
    requireGaps(audit);
    return audit;
  }

  /** Files that moved leave no gap; each that was destroyed leaves one. */
  private void requireGaps(Audit audit) {
    List<Feed> feeds = new ArrayList<>(List.of(feed));
    neighbour.ifPresent(other -> feeds.add(other.feed()));
    long gaps = feeds.stream().mapToLong(Feed::gaps).sum();
    long counted = lastReport().gaps();
    if (feeds.stream().anyMatch(one -> !one.keepsPlaces()) && counted != gaps) {
      audit.broken().add("G2: %d gaps are counted, not %d".formatted(counted, gaps));
    }
  }

  /** Returns the detections of an undisturbed process for these records. */
  Audit.Result oracle(BitSet records) throws Exception {
    Detections seen = Detections.read(detections());
    List<String> sources = new ArrayList<>();
    sources.add(feed.oracle(records, seen) + history.before());
    if (neighbour.isPresent()) {
      sources.add(neighbour.get().oracle(seen));
    }
    calm.file(
        "weir.conf", configuration(sources, "oracle", Optional.empty(), LifeSettings.usual()));
    Report report = finish(WeirProcess.Start.in(calm));
    return result(calm, calm.path("checkpoints"), report, sink.inbox("oracle"));
  }

  /** Returns the detections of the process under trial. */
  Audit.Result mine() throws IOException {
    return result(disturbed, stateDirectory(), lastReport(), inbox());
  }

  /** No more records; the process under trial reads what is there. */
  void finishReading() throws Exception {
    if (report == null) {
      producer.finish();
      feed.calm();
      if (neighbour.isPresent()) {
        neighbour.get().finish();
      }
      sink.conduct(call -> AlertSink.Manner.OK);
      report = finish(starting());
      look();
    }
  }

  /** Returns the last report of the process under trial. */
  Report lastReport() {
    Report said = report;
    if (said == null) {
      throw new IllegalStateException("it has not come to its end yet");
    }
    return said;
  }

  Path detections() {
    return disturbed.path(DETECTIONS);
  }

  /** Once more if it stopped before all alerts were delivered: it gives them 10 s. */
  private Report finish(WeirProcess.Start how) throws Exception {
    Report report = finishOnce(how);
    for (int again = 0; again < MOST_ENDS && pending(report) > 0; again++) {
      report = finishOnce(how);
    }
    return report;
  }

  private Report finishOnce(WeirProcess.Start how) throws Exception {
    boolean places = feed.keepsPlaces() && neighbour.stream().allMatch(Neighbour::keepsPlaces);
    String idle = places ? IDLE : IDLE_OF_FILES;
    try (WeirProcess process =
        how.weir("run", "-c", "weir.conf", "--until-idle", idle, "--output", "json")) {
      return process.await(WeirProcess.PATIENCE.plus(Duration.ofMinutes(2))).endedWith(0).report();
    }
  }

  /** Alerts that were not delivered when the process ended. */
  static long pending(Report report) {
    return report.json().at("/alerts/receivers/pager/pending").asLong();
  }

  private Audit.Result result(Workspace place, Path state, Report report, Inbox inbox)
      throws IOException {
    Results results = new Results(state, report, inbox);
    results.readBy(Workload.Side.MAIN, feed);
    neighbour.ifPresent(other -> results.readBy(Workload.Side.BESIDE, other.feed()));
    return results.of(Detections.read(place.path(DETECTIONS)));
  }

  /** Its files are no longer wanted: all was well. */
  void discard() throws IOException {
    history.delete();
    for (Workspace place : List.of(disturbed, calm)) {
      Files.deleteIfExists(place.path(DETECTIONS));
    }
  }

  @Override
  public void close() throws IOException {
    producer.close();
    neighbour.ifPresent(Neighbour::close);
    WeirProcess process = last;
    if (process != null) {
      process.close();
    }
    feed.close();
    sink.close();
  }
}
