package dev.weir.chaos.round;

import dev.weir.chaos.feed.Checkpoints;
import dev.weir.chaos.feed.Detections;
import dev.weir.chaos.feed.Feed;
import dev.weir.chaos.feed.History;
import dev.weir.chaos.feed.Producer;
import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.settings.LifeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * One round of a trial: records that keep coming, a process that reads them and is disturbed, and a
 * receiver of its alerts. At the end the oracle, a process that reads the same records undisturbed,
 * gives the results that the disturbed process must have.
 */
public final class TrialRound implements AutoCloseable {

  static final String DETECTIONS = "detections.jsonl";
  public static final String DISTURBED = "disturbed";

  private final Lab lab;
  private final TrialSettings setting;
  private final Workspace disturbed;
  private final Workspace calm;
  private final Feed feed;
  private final Workload workload;
  private final AlertSink sink;
  private final RoundConfiguration configuration;
  private final History history;
  private final Producer producer;
  private final Optional<Neighbour> neighbour;
  private final Random lives;
  private final List<String> broken = new ArrayList<>();
  private @Nullable WeirProcess last;
  private @Nullable ServiceReport report;

  private TrialRound(Lab lab, String name, TrialSettings setting, Feed feed, Workload workload)
      throws Exception {
    this.lab = lab;
    this.setting = setting;
    this.feed = feed;
    this.workload = workload;
    this.disturbed = lab.place(name).inside(DISTURBED);
    this.calm = lab.place(name).inside("oracle");
    this.sink = AlertSink.start();
    this.configuration = new RoundConfiguration(setting, sink);
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

  /** Opens a round; the feed and the place are its own. */
  public static TrialRound open(Lab lab, String name, TrialSettings setting, FeedFactory feeds)
      throws Exception {
    Workload workload = new Workload(lab.seed() + name.hashCode(), setting.kind());
    Feed feed = feeds.open(lab.place(name), workload);
    return new TrialRound(lab, name, setting, feed, workload);
  }

  /** Writes the configuration of the process under trial; some settings may differ each time. */
  public void configure() throws IOException {
    List<String> sources = new ArrayList<>(List.of(feed.source() + history.before()));
    neighbour.ifPresent(other -> sources.add(other.feed().source()));
    List<String> life = setting.changes() ? LifeSettings.draw(lives) : LifeSettings.usual();
    disturbed.file("weir.conf", configuration.of(sources, DISTURBED, setting.state(), life));
  }

  // ---- While it lasts.

  /** Rotates the files that grow now. */
  public void rotate() throws Exception {
    for (Feed one : feeds()) {
      one.rotate();
    }
  }

  public Feed feed() {
    return feed;
  }

  public Producer producer() {
    return producer;
  }

  public Workload workload() {
    return workload;
  }

  public AlertSink sink() {
    return sink;
  }

  public AlertInbox inbox() {
    return sink.inbox(DISTURBED);
  }

  Workspace place() {
    return disturbed;
  }

  /** Those of the source that trials disturb. */
  public Checkpoints checkpoints() {
    return new Checkpoints(stateDirectory(), pipeline());
  }

  private Path stateDirectory() {
    return setting.state().orElse(disturbed.path("checkpoints"));
  }

  /** Options for the process under trial. */
  public WeirProcess.Start starting() {
    WeirProcess.Start usual = WeirProcess.Start.in(disturbed);
    return usual.withJava(usual.javaOptions() + " " + lab.javaOptions());
  }

  public WeirProcess start() throws IOException {
    return start(starting());
  }

  public WeirProcess start(WeirProcess.Start how) throws IOException {
    if (setting.changes()) {
      configure();
    }
    neighbour.ifPresent(other -> other.feed().mayFail(false));
    WeirProcess process = how.weir("run", "-c", "weir.conf", "--output", "json");
    last = process;
    return process;
  }

  /** Waits until it has written something more; returns after how many milliseconds. */
  public long awaitWork(WeirProcess process) throws Exception {
    long start = System.nanoTime();
    long before = written();
    awaitWritten(process, before + 1);
    neighbour.ifPresent(other -> other.feed().mayFail(true));
    return (System.nanoTime() - start) / 1_000_000;
  }

  /** Bytes of detections. */
  public long written() throws IOException {
    return disturbed.size(DETECTIONS);
  }

  void awaitWritten(WeirProcess process, long bytes) throws Exception {
    process.awaitAlive("the process under trial writes detections", () -> written() >= bytes);
  }

  /** Name of what reads the feed. */
  public String pipeline() {
    return feed.pipeline();
  }

  /** Waits until there is a checkpoint with this number, or a later one. */
  public void awaitCheckpoint(WeirProcess process, long number) throws Exception {
    process.awaitAlive(
        "checkpoint %d is there".formatted(number), () -> checkpoints().newest() >= number);
  }

  /** Stops it as an operator does; returns after how many milliseconds it had ended. */
  public long stop(WeirProcess process) throws Exception {
    long start = System.nanoTime();
    process.terminate();
    process.await(WeirProcess.PATIENCE).endedWith(0);
    long millis = (System.nanoTime() - start) / 1_000_000;
    look();
    return millis;
  }

  /** As {@link #stop}; returns what the process reports. */
  public ServiceReport stopForReport(WeirProcess process) throws Exception {
    process.terminate();
    ServiceReport report = process.await(WeirProcess.PATIENCE).endedWith(0).report();
    look();
    return report;
  }

  /** Kills it, and looks at what it left. */
  public void kill(WeirProcess process) throws Exception {
    process.kill();
    look();
    if (neighbour.isPresent()) {
      Neighbour.rewind(pipeline(), process).ifPresent(broken::add);
    }
  }

  /** Checks the promises that hold whenever the process is dead. */
  public void look() throws Exception {
    inbox().crashed();
    for (Feed one : feeds()) {
      one.acknowledgedTooMuch(new Checkpoints(stateDirectory(), one.pipeline()))
          .forEach(problem -> broken.add("G3: " + problem));
    }
  }

  void broken(String promise) {
    broken.add(promise);
  }

  // ---- The end.

  /** No more records; the process under trial reads what is there, and the oracle does the same. */
  public Audit audit() throws Exception {
    finishReading();
    Audit audit = audit(feed.ledger().records());
    boolean mustTell =
        setting.kind() == Workload.Kind.STEADY && audit.records() > Workload.silentWithin();
    if (mustTell && (audit.silences() == 0 || audit.silencesEnded() == 0)) {
      audit
          .broken()
          .add("the oracle reported no silence, or no end of one: the trial proves nothing");
    }
    return audit;
  }

  /** Audits a round in which only these records could be read. */
  public Audit audit(BitSet records) throws Exception {
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
    long gaps = feeds().stream().mapToLong(Feed::gaps).sum();
    long counted = lastReport().gaps();
    if (feeds().stream().anyMatch(one -> !one.keepsPlaces()) && counted != gaps) {
      audit.broken().add("G2: %d gaps are counted, not %d".formatted(counted, gaps));
    }
  }

  /** Returns the detections of an undisturbed process for these records. */
  public Audit.Result oracle(BitSet records) throws Exception {
    Detections seen = Detections.read(detections());
    List<String> sources = new ArrayList<>(List.of(feed.oracle(records, seen) + history.before()));
    if (neighbour.isPresent()) {
      sources.add(neighbour.get().oracle(seen));
    }
    calm.file(
        "weir.conf", configuration.of(sources, "oracle", Optional.empty(), LifeSettings.usual()));
    ServiceReport report = LastRun.of(WeirProcess.Start.in(calm), keepsPlaces());
    return result(calm, calm.path("checkpoints"), report, sink.inbox("oracle"));
  }

  /** Returns the detections of the process under trial. */
  public Audit.Result mine() throws IOException {
    return result(disturbed, stateDirectory(), lastReport(), inbox());
  }

  /** No more records; the process under trial reads what is there. */
  public void finishReading() throws Exception {
    if (report == null) {
      producer.finish();
      feed.calm();
      if (neighbour.isPresent()) {
        neighbour.get().finish();
      }
      sink.conduct(call -> AlertSink.Manner.OK);
      report = LastRun.of(starting(), keepsPlaces());
      look();
    }
  }

  /** Returns the last report of the process under trial. */
  public ServiceReport lastReport() {
    ServiceReport said = report;
    if (said == null) {
      throw new IllegalStateException("it has not come to its end yet");
    }
    return said;
  }

  public Path detections() {
    return disturbed.path(DETECTIONS);
  }

  /** That of the source that trials disturb, and that of the source beside it. */
  private List<Feed> feeds() {
    List<Feed> feeds = new ArrayList<>(List.of(feed));
    neighbour.ifPresent(other -> feeds.add(other.feed()));
    return feeds;
  }

  private boolean keepsPlaces() {
    return feed.keepsPlaces() && neighbour.stream().allMatch(Neighbour::keepsPlaces);
  }

  private Audit.Result result(Workspace place, Path state, ServiceReport report, AlertInbox inbox)
      throws IOException {
    Results results = new Results(state, report, inbox);
    results.readBy(Workload.Side.MAIN, feed);
    neighbour.ifPresent(other -> results.readBy(Workload.Side.BESIDE, other.feed()));
    return results.of(Detections.read(place.path(DETECTIONS)));
  }

  /** Deletes its files: nothing was broken. */
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
