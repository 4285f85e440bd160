package dev.weir.app.service;

import dev.weir.app.http.SeriesCriteria;
import dev.weir.app.http.SeriesCriteria.Place;
import dev.weir.app.report.SeriesPage;
import dev.weir.engine.pipeline.Pipeline;
import dev.weir.engine.query.Question;
import dev.weir.engine.query.SearchAnswer;
import dev.weir.engine.query.SeriesAnswer;
import dev.weir.engine.query.SeriesSearch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.AskPattern;

/** Fills a page with series by asking one source after another. Used for one page. */
final class SeriesPages {

  /** How many sources one page asks: each may take its patience. */
  private static final int MOST_SOURCES = 4;

  private record Source(String name, ActorRef<Pipeline.Command> pipeline) {}

  private final SeriesCriteria criteria;
  private final Duration patience;
  private final ActorSystem<?> system;
  private final List<SeriesAnswer.Known> series = new ArrayList<>();
  private final List<SeriesPage.Asked> asked = new ArrayList<>();

  private SeriesPages(SeriesCriteria criteria, Duration patience, ActorSystem<?> system) {
    this.criteria = criteria;
    this.patience = patience;
    this.system = system;
  }

  /**
   * Asks for a page.
   *
   * @param pipelines by name
   * @param patience with each source
   */
  static CompletionStage<SeriesPage> ask(
      SeriesCriteria criteria,
      SortedMap<String, ActorRef<Pipeline.Command>> pipelines,
      Duration patience,
      ActorSystem<?> system) {
    List<Source> sources =
        pipelines.tailMap(criteria.from().source()).entrySet().stream()
            .filter(each -> criteria.source().map(each.getKey()::equals).orElse(true))
            .map(each -> new Source(each.getKey(), each.getValue()))
            .toList();
    return new SeriesPages(criteria, patience, system).next(sources);
  }

  private CompletionStage<SeriesPage> next(List<Source> left) {
    if (left.isEmpty()) {
      return page(Optional.empty());
    }
    Source source = left.getFirst();
    boolean begun = source.name().equals(criteria.from().source()) && asked.isEmpty();
    int from = begun ? criteria.from().number() : 0;
    int room = criteria.limit() - series.size();
    if (room == 0 || asked.size() == MOST_SOURCES) {
      return page(Optional.of(new Place(source.name(), from)));
    }
    SeriesSearch search = new SeriesSearch(criteria.text(), criteria.standing(), from, room);
    return AskPattern.<Pipeline.Command, SearchAnswer>ask(
            source.pipeline(),
            replyTo -> new Pipeline.Ask(new Question.OfAllSeries(search, replyTo)),
            patience,
            system.scheduler())
        .handle((answer, _) -> answer == null ? new SearchAnswer.NotRunning(source.name()) : answer)
        .thenCompose(answer -> take(source, answer, left.subList(1, left.size())));
  }

  private CompletionStage<SeriesPage> take(
      Source source, SearchAnswer answer, List<Source> behind) {
    return switch (answer) {
      case SearchAnswer.NotRunning _ -> {
        asked.add(new SeriesPage.Missing(source.name()));
        yield next(behind);
      }
      case SearchAnswer.Page page -> {
        asked.add(new SeriesPage.Answered(source.name(), page.records()));
        page.series()
            .forEach(summary ->
                series.add(new SeriesAnswer.Known(source.name(), page.records(), summary)));
        yield page.next().isPresent()
            ? page(Optional.of(new Place(source.name(), page.next().getAsInt())))
            : next(behind);
      }
    };
  }

  private CompletionStage<SeriesPage> page(Optional<Place> next) {
    return CompletableFuture.completedFuture(
        new SeriesPage(series, asked, next.map(Place::cursor)));
  }
}
