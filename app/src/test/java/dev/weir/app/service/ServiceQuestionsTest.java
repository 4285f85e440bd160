package dev.weir.app.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.weir.app.http.ingest.IngestSlots;
import dev.weir.app.http.ingest.Observations;
import dev.weir.app.http.ingest.PointWrites;
import dev.weir.app.http.ingest.PrometheusWrites;
import dev.weir.app.service.alerts.AlertRequests;
import dev.weir.app.service.wiring.Clocks;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.query.Question;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.monitoring.Monitor;
import dev.weir.monitoring.health.HealthMonitor;
import dev.weir.settings.SettingsReader;
import dev.weir.settings.hocon.ConfigFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ServiceQuestionsTest {

  private final ActorTestKit kit = ActorTestKit.create(ConfigFactory.load());

  @AfterEach
  void stop() {
    kit.shutdownTestKit();
  }

  @Test
  void health_that_does_not_answer_is_left_out() throws Exception {
    ActorRef<HealthMonitor.Command> stopped = kit.spawn(Behaviors.stopped());
    ServiceQuestions questions = questions(state(), Optional.of(stopped));

    assertThat(questions.health().toCompletableFuture().get()).isEmpty();
  }

  @Test
  void a_source_that_does_not_answer_is_left_out() throws Exception {
    ActorRef<Pipeline.Command> answering =
        kit.spawn(
            Behaviors.receive(Pipeline.Command.class)
                .onMessage(
                    Pipeline.Ask.class,
                    ask -> {
                      if (ask.question() instanceof Question.OfSeries(String key, var replyTo)) {
                        replyTo.tell(new SeriesAnswer.Unknown(key, 3));
                      }
                      return Behaviors.same();
                    })
                .build());
    ServiceState state = state();
    state.pipelines(Map.of("a", kit.spawn(Behaviors.stopped()), "b", answering));
    ServiceQuestions questions = questions(state, Optional.empty());

    assertThat(questions.series("a").toCompletableFuture().get())
        .containsExactly(new SeriesAnswer.Unknown("a", 3));
  }

  private ServiceQuestions questions(
      ServiceState state, Optional<ActorRef<HealthMonitor.Command>> health) {
    IngestSlots slots = new IngestSlots();
    Observations none = new Observations(Map.of(), () -> "", Runnable::run, slots);
    PointWrites noPoints = new PointWrites(Map.of(), () -> "", Runnable::run, slots);
    PrometheusWrites noSamples = new PrometheusWrites(() -> 0, new Monitor());
    return new ServiceQuestions(
        state,
        new CheckpointFiles(Optional.empty(), Set::of, Runnable::run),
        health,
        none,
        noPoints,
        noSamples,
        new AlertRequests(Optional.empty(), List::of, Clocks.system().wall(), Runnable::run),
        kit.system());
  }

  private static ServiceState state() throws Exception {
    return new ServiceState(
        SettingsReader.read(ConfigFile.resolve(ConfigFactory.empty())),
        new Monitor(),
        Clocks.system());
  }
}
