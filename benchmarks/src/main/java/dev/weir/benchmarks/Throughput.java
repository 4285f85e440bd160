package dev.weir.benchmarks;

import dev.weir.connectors.simulator.Simulator;
import dev.weir.connectors.simulator.SimulatorSettings;
import dev.weir.detectors.Detector;
import dev.weir.detectors.drift.DriftTest;
import dev.weir.detectors.forest.IsolationForest;
import dev.weir.detectors.incident.IncidentRule;
import dev.weir.detectors.zscore.ZScore;
import dev.weir.engine.DetectorPlan;
import dev.weir.engine.DriftAction;
import dev.weir.engine.EngineSettings;
import dev.weir.engine.SeriesRules;
import dev.weir.engine.pipeline.DriftChecker;
import dev.weir.engine.pipeline.JobRunner;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.pipeline.PoisonLog;
import dev.weir.engine.pipeline.Trainer;
import dev.weir.monitoring.Monitor;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * Records a second of the engine and of the bare loop on the same records, in turns, in one
 * process: the ratio is what the engine costs. Arguments: detector, series, features, records,
 * rounds.
 */
public final class Throughput {

  private static final SeriesRules RULES =
      new SeriesRules(
          256,
          1000,
          500,
          Optional.of(new DriftTest(500, 0.1)),
          DriftAction.RETRAIN,
          IncidentRule.DEFAULT,
          3);

  private Throughput() {}

  public static void main(String[] args) throws Exception {
    Detector detector = args[0].equals(ZScore.NAME) ? ZScore.DEFAULT : IsolationForest.DEFAULT;
    int series = Integer.parseInt(args[1]);
    int features = Integer.parseInt(args[2]);
    long records = Long.parseLong(args[3]);
    int rounds = Integer.parseInt(args[4]);
    for (int round = 0; round < rounds; round++) {
      double bare = bare(detector, series, features, records);
      double engine = engine(detector, series, features, records);
      System.out.printf(
          "round %d: bare %,.0f/s, engine %,.0f/s, ratio %.2f%n",
          round, bare, engine, engine / bare);
    }
  }

  private static double bare(Detector detector, int series, int features, long records)
      throws Exception {
    long start = System.nanoTime();
    new BareLoop(RULES).run(simulator(series, features, records), detector, 1250);
    return records * 1e9 / (System.nanoTime() - start);
  }

  private static double engine(Detector detector, int series, int features, long records)
      throws Exception {
    Monitor monitor = new Monitor();
    ExecutorService threads = Executors.newCachedThreadPool();
    CompletableFuture<Void> ended = new CompletableFuture<>();
    ActorSystem<Pipeline.Event> system =
        ActorSystem.create(
            Behaviors.setup(context -> {
              ActorRef<JobRunner.Command> trainer =
                  context.spawn(
                      Trainer.create(
                          new JobRunner.Setup("fit", threads, 2, Duration.ofSeconds(30))),
                      "trainer");
              ActorRef<JobRunner.Command> checker =
                  context.spawn(
                      DriftChecker.create(
                          new JobRunner.Setup("check", threads, 2, Duration.ofSeconds(30))),
                      "checker");
              EngineSettings settings =
                  new EngineSettings(
                      10_000,
                      5_000,
                      100,
                      true,
                      4,
                      Long.MAX_VALUE,
                      Long.MAX_VALUE,
                      RULES,
                      Duration.ofSeconds(10));
              ActorRef<Pipeline.Command> pipeline =
                  context.spawn(
                      Pipeline.create(
                          new Pipeline.Setup(
                              "bench",
                              simulator(series, features, records),
                              List.of(),
                              DetectorPlan.all(detector),
                              settings,
                              Optional.empty(),
                              PoisonLog.inMemory(),
                              Optional.empty(),
                              new Pipeline.Helpers(trainer, checker),
                              monitor,
                              System::nanoTime,
                              threads,
                              error -> {},
                              context.getSelf())),
                      "pipeline");
              return Behaviors.receiveMessage(event -> {
                if (event instanceof Pipeline.Ended) {
                  pipeline.tell(Pipeline.Stop.ORDERLY);
                }
                if (event instanceof Pipeline.Stopped) {
                  ended.complete(null);
                }
                return Behaviors.same();
              });
            }),
            "bench");
    ended.get();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get();
    threads.shutdown();
    return monitor.throughput();
  }

  private static Simulator simulator(int series, int features, long records) {
    SimulatorSettings d = SimulatorSettings.defaults();
    SimulatorSettings settings =
        new SimulatorSettings(
            records,
            series,
            features,
            d.anomalyRate(),
            d.seed(),
            d.pattern(),
            d.kinds(),
            d.drift(),
            d.season(),
            d.missing(),
            d.start(),
            d.intervalNanos());
    return new Simulator("bench", settings, Double.POSITIVE_INFINITY, System::nanoTime);
  }
}
