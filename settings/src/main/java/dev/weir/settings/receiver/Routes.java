package dev.weir.settings.receiver;

import dev.weir.alerting.Alert;
import dev.weir.alerting.route.GroupTerms;
import dev.weir.alerting.route.Inhibition;
import dev.weir.alerting.route.LabelRule;
import dev.weir.alerting.route.Matcher;
import dev.weir.alerting.route.Matchers;
import dev.weir.alerting.route.Route;
import dev.weir.alerting.route.Routing;
import dev.weir.alerting.route.TimeInterval;
import dev.weir.settings.hocon.Section;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the tree of routes, the rules that add labels, and inhibitions. */
public final class Routes {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Map<String, ReceiverSettings> receivers = new HashMap<>();
  private final Map<String, TimeInterval> intervals;

  private Routes(List<ReceiverSettings> receivers, Map<String, TimeInterval> intervals) {
    receivers.forEach(receiver -> this.receivers.put(receiver.name(), receiver));
    this.intervals = intervals;
  }

  /** The terms that nodes above set, and the receiver. */
  private record Inherited(
      String path,
      String receiver,
      Optional<List<String>> groupBy,
      Optional<Duration> groupWait,
      Optional<Duration> groupInterval,
      Optional<Duration> repeatInterval,
      Optional<Alert.Severity> minimum,
      Optional<Boolean> sendResolved) {}

  /** Reads routing; without a tree every receiver has a route of its own that takes everything. */
  public static Routing read(Section alerting, List<ReceiverSettings> receivers) {
    Map<String, TimeInterval> intervals = TimeIntervals.read(alerting.sections("time-intervals"));
    Routes routes = new Routes(receivers, intervals);
    List<Route> roots =
        alerting.has("route")
            ? List.of(routes.root(alerting.section("route")))
            : receivers.stream().map(Routes::own).toList();
    return new Routing(
        roots,
        labels(alerting.sections("labels")),
        inhibitions(alerting.sections("inhibit-rules")));
  }

  private static Route own(ReceiverSettings receiver) {
    return new Route(
        "{}", receiver.name(), List.of(), false, receiver.terms().grouping(), List.of());
  }

  private Route root(Section section) {
    if (!section.has("receiver")) {
      section.problem("receiver", "is missing: the root takes what no other route takes");
    }
    for (String key :
        List.of("matchers", "continue", "mute-time-intervals", "active-time-intervals")) {
      if (section.has(key)) {
        section.problem(key, "is not for the root, which takes every alert");
      }
    }
    Inherited nothing =
        new Inherited(
            "{}",
            "",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    return node(section, nothing, List.of());
  }

  private Route node(Section section, Inherited above, List<Matcher> matchers) {
    Inherited here = inherited(section, above, matchers);
    List<Route> children = new ArrayList<>();
    if (section.has("routes")) {
      for (Section child : section.sections("routes")) {
        children.add(node(child, here, matchers(child, "matchers")));
      }
    }
    boolean goesOn = section.has("continue") && section.flag("continue");
    GroupTerms terms = terms(section, here);
    section.refuseUnknownKeys();
    return new Route(here.path(), here.receiver(), matchers, goesOn, terms, children);
  }

  private Inherited inherited(Section section, Inherited above, List<Matcher> matchers) {
    String receiver = section.has("receiver") ? section.text("receiver") : above.receiver();
    if (section.has("receiver") && !receivers.containsKey(receiver)) {
      section.problem(
          "receiver",
          "is '%s', and there is no receiver of this name; there are %s"
              .formatted(
                  receiver, String.join(", ", receivers.keySet().stream().sorted().toList())));
    }
    return new Inherited(
        matchers.isEmpty() ? above.path() : above.path() + "/" + matchers,
        receiver,
        section.has("group-by") ? Optional.of(section.texts("group-by")) : above.groupBy(),
        duration(section, "group-wait", Duration.ZERO).or(above::groupWait),
        duration(section, "group-interval", SHORTEST).or(above::groupInterval),
        duration(section, "repeat-interval", SHORTEST).or(above::repeatInterval),
        section.has("min-severity")
            ? Optional.of(section.choice("min-severity", Alert.Severity.class))
            : above.minimum(),
        section.has("send-resolved")
            ? Optional.of(section.flag("send-resolved"))
            : above.sendResolved());
  }

  private static Optional<Duration> duration(Section section, String key, Duration least) {
    return section.has(key) ? Optional.of(section.duration(key, least)) : Optional.empty();
  }

  private GroupTerms terms(Section section, Inherited here) {
    List<TimeInterval> muted = intervals(section, "mute-time-intervals");
    List<TimeInterval> active = intervals(section, "active-time-intervals");
    ReceiverSettings receiver = receivers.get(here.receiver());
    if (receiver == null) {
      return new GroupTerms(
          List.of(), SHORTEST, SHORTEST, SHORTEST, Alert.Severity.INFO, true, muted, active);
    }
    GroupTerms own = receiver.terms().grouping();
    // Alertmanager groups by itself: it gets every alert at once.
    boolean groups = !own.groupInterval().isZero();
    return new GroupTerms(
        groups ? here.groupBy().orElse(own.groupBy()) : own.groupBy(),
        groups ? here.groupWait().orElse(own.groupWait()) : own.groupWait(),
        groups ? here.groupInterval().orElse(own.groupInterval()) : own.groupInterval(),
        groups ? here.repeatInterval().orElse(own.repeatInterval()) : own.repeatInterval(),
        here.minimum().orElse(own.minimum()),
        here.sendResolved().orElse(own.sendResolved()),
        muted,
        active);
  }

  private List<TimeInterval> intervals(Section section, String key) {
    List<TimeInterval> found = new ArrayList<>();
    for (String name : section.has(key) ? section.texts(key) : List.<String>of()) {
      TimeInterval interval = intervals.get(name);
      if (interval == null) {
        section.problem(
            key, "names '%s', which is not in weir.alerting.time-intervals".formatted(name));
      } else {
        found.add(interval);
      }
    }
    return found;
  }

  private static List<Inhibition> inhibitions(List<Section> sections) {
    List<Inhibition> inhibitions = new ArrayList<>();
    for (Section section : sections) {
      inhibitions.add(
          new Inhibition(
              matchers(section, "source-matchers"),
              matchers(section, "target-matchers"),
              section.has("equal") ? section.texts("equal") : List.of()));
      section.refuseUnknownKeys();
    }
    return inhibitions;
  }

  private static List<Matcher> matchers(Section section, String key) {
    List<Matcher> matchers = new ArrayList<>();
    for (String text : section.texts(key)) {
      try {
        matchers.addAll(Matchers.parse(text));
      } catch (IllegalArgumentException e) {
        section.problem(key, "has a mistake: " + e.getMessage());
      }
    }
    return matchers;
  }

  private static List<LabelRule> labels(List<Section> sections) {
    List<LabelRule> rules = new ArrayList<>();
    for (Section section : sections) {
      try {
        Pattern pattern = Pattern.compile(section.text("pattern"));
        if (pattern.namedGroups().isEmpty()) {
          section.problem("pattern", "must have a named group such as (?<site>[^/]+)");
        }
        rules.add(new LabelRule(section.has("from") ? section.text("from") : "series", pattern));
      } catch (PatternSyntaxException e) {
        section.problem("pattern", "is not a regular expression: " + e.getDescription());
      }
      section.refuseUnknownKeys();
    }
    return rules;
  }
}
