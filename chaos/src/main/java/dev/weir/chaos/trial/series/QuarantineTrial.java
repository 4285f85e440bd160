package dev.weir.chaos.trial.series;

import dev.weir.chaos.planted.AgentJar;
import dev.weir.chaos.planted.InjectedFaults;
import dev.weir.chaos.planted.PlantedFault;
import dev.weir.chaos.process.Configuration;
import dev.weir.chaos.process.ServiceReport;
import dev.weir.chaos.process.WeirProcess;
import dev.weir.chaos.process.Workspace;
import dev.weir.chaos.round.Lab;
import dev.weir.chaos.round.Trial;
import dev.weir.chaos.round.TrialFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * F16q: three records of a series on which learning throws, spread over restarts: the series is
 * quarantined at the third, and stays so.
 */
public final class QuarantineTrial implements Trial {

  /** Poison records in each life; the shipped limit is three of a series. */
  private static final List<Integer> POISON = List.of(2, 1, 0);

  private static final int ROWS = 200;
  private static final String IDLE = "700ms";

  @Override
  public String name() {
    return "F16q";
  }

  @Override
  public String what() {
    return "three records of a series on which learning throws, over restarts: it is quarantined";
  }

  @Override
  public int usualRuns() {
    return 1;
  }

  @Override
  public void run(Lab lab, TrialFigures figures) throws Exception {
    String option = AgentJar.option(lab.directory().path("poison.jar"), PlantedFault.LEARN_THROWS);
    for (int run = 0; run < lab.runs(); run++) {
      Random random = lab.random(160 + run);
      Workspace place = lab.place("round-" + run);
      place.file(
          "weir.conf",
          Configuration.reading(
                  "{ type = file, name = readings, path = readings.csv, follow = false }")
              .with("detectors = [{ match = \"*\", type = z-score }]"));
      StringBuilder rows = new StringBuilder("timestamp,series,v\n");
      int number = 0;
      int poisoned = 0;
      int quarantined = 0;
      List<ServiceReport> reports = new ArrayList<>();
      for (int life = 0; life < POISON.size(); life++) {
        int left = POISON.get(life);
        for (int row = 0; row < ROWS; row++) {
          // Not among the first, and none at the same place in every run.
          boolean poison = left > 0 && row > 50 + random.nextInt(20);
          left -= poison ? 1 : 0;
          quarantined += poisoned == 3 ? 1 : 0;
          poisoned += poison ? 1 : 0;
          double value = poison ? InjectedFaults.POISON : 10 + random.nextDouble();
          number++;
          rows.append("%d,touchy,%s\n".formatted(1_767_225_600 + number, value));
          rows.append("%d,healthy,%s\n".formatted(1_767_225_600 + number, random.nextDouble()));
        }
        place.file("readings.csv", rows.toString().stripTrailing());
        WeirProcess.Start how = WeirProcess.Start.in(place);
        reports.add(
            how.withJava(how.javaOptions() + " " + lab.javaOptions() + " " + option)
                .run("run", "-c", "weir.conf", "--until-idle", IDLE, "--output", "json")
                .endedWith(0)
                .report());
      }
      judge(reports.getLast(), number, poisoned, quarantined, figures);
      figures.ran();
    }
  }

  private static void judge(
      ServiceReport report, int rows, int poisoned, int quarantined, TrialFigures figures) {
    long read = report.records("read");
    long letters = report.records("dead_lettered");
    long unscorable = report.records("unscorable");
    figures.count("poisoned", letters);
    figures.count("quarantined", unscorable);
    if (read != 2L * rows) {
      figures.broken("G2: %d of %d records were counted".formatted(read, 2 * rows));
    }
    if (letters != poisoned) {
      figures.broken("%d dead letters for %d poison records".formatted(letters, poisoned));
    }
    if (unscorable != quarantined) {
      figures.broken(
          "G1: %d records are unscorable behind the third poison record of their series, not %d"
              .formatted(unscorable, quarantined));
    }
  }
}
