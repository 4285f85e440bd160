package dev.weir.chaos.trial.series;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.weir.chaos.feed.Workload;
import dev.weir.chaos.planted.AgentJar;
import dev.weir.chaos.planted.PlantedFault;
import dev.weir.chaos.process.Await;
import dev.weir.chaos.process.RedisServer;
import dev.weir.chaos.process.ServiceClient;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.round.Audit;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Sources;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import dev.weir.chaos.round.TrialRound;
import dev.weir.chaos.round.TrialSettings;
import java.util.BitSet;
import java.util.List;

/** F16: scoring, or learning, throws on certain records. */
public final class PoisonTrial implements Trial {

  private static final List<PlantedFault> FAILURES =
      List.of(PlantedFault.LEARN_THROWS, PlantedFault.SCORE_THROWS);
  private static final String REWOUND = "goes back to its last checkpoint";
  private static final int REWINDS_PER_RECORD = 2;

  @Override
  public String name() {
    return "F16";
  }

  @Override
  public String what() {
    return "20 records on which learning or scoring throws: dead letters, and as if they were not";
  }

  @Override
  public int usualRuns() {
    return 2;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    try (RedisServer server = lab.redis()) {
      for (int run = 0; run < lab.runs(); run++) {
        PlantedFault failure = FAILURES.get(run % FAILURES.size());
        Lab failing = lab.with(AgentJar.option(lab.directory().path("agent.jar"), failure));
        try (TrialRound round =
            TrialRound.open(
                failing,
                "round-" + run,
                TrialSettings.USUAL.of(Workload.Kind.POISONED),
                Sources.redis(server, ", group = weir"))) {
          figures.add(poison(round, figures));
        } catch (AssertionError | IllegalStateException e) {
          figures.broken("%s broke down: %s".formatted(failure.text(), e.getMessage()));
        }
        figures.count(failure.text(), 1);
        figures.ran();
      }
    }
  }

  private static Audit poison(TrialRound round, TrialFigures figures) throws Exception {
    long rewinds;
    try (WeirProcess process = round.start()) {
      Await.until(
          "the poisoned records are sent",
          WeirProcess.PATIENCE,
          () -> round.feed().ledger().intended() > Workload.poisonedUpTo());
      round.awaitWork(process);
      round.producer().finish();
      ServiceClient.of(process).awaitSettled(round.feed().ledger().size());
      rewinds = process.said().lines().filter(line -> line.contains(REWOUND)).count();
      process.terminate();
      process.await(WeirProcess.PATIENCE);
    }
    round.finishReading();
    BitSet healthy = round.feed().ledger().records();
    BitSet poisoned = new BitSet();
    healthy.stream().filter(round.workload()::isPoison).forEach(poisoned::set);
    healthy.andNot(poisoned);
    int count = poisoned.cardinality();
    figures.count("poisoned", count);
    figures.count("rewinds", rewinds);
    if (rewinds > (long) REWINDS_PER_RECORD * count) {
      figures.broken("%d rewinds for %d poisoned records".formatted(rewinds, count));
    }
    Audit.Result mine = round.mine();
    long letters = mine.report().records("dead_lettered");
    if (letters != count) {
      figures.broken("%d dead letters for %d poisoned records".formatted(letters, count));
    }
    Audit.Result oracle = round.oracle(healthy);
    // A series that was poisoned remembers how often: its state is not that of one that was not.
    Audit.Result asIfTheyWereNot =
        new Audit.Result(
            mine.detections().without("\"status\":\"dead_lettered\""),
            without(mine.report(), letters),
            oracle.stateHash(),
            mine.inbox());
    return Audit.of(asIfTheyWereNot, oracle, round.workload().times(healthy));
  }

  private static ServiceReport without(ServiceReport report, long letters)
      throws JsonProcessingException {
    ObjectNode json = report.json().deepCopy();
    ObjectNode records = (ObjectNode) json.path("records");
    records.put("read", records.path("read").asLong() - letters);
    records.put("dead_lettered", records.path("dead_lettered").asLong() - letters);
    return ServiceReport.of(json.toString());
  }
}
