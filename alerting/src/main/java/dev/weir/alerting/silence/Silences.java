package dev.weir.alerting.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds all silences and acknowledgements. Immutable. */
public record Silences(List<Silence> silences, List<Acknowledgement> acknowledgements) {

  /** None. */
  public static final Silences NONE = new Silences(List.of(), List.of());

  /**
   * A person knows of an alert: it is not repeated.
   *
   * @param alert id of the alert
   */
  public record Acknowledgement(String alert, String by, Instant at, String note) {}

  public Silences {
    silences = List.copyOf(silences);
    acknowledgements = List.copyOf(acknowledgements);
  }

  /** The first silence in force at a moment that matches the labels. */
  public Optional<Silence> find(Map<String, String> labels, Instant moment) {
    return silences.stream()
        .filter(silence -> silence.isActive(moment))
        .filter(silence -> dev.weir.alerting.route.Matchers.all(silence.matchers(), labels))
        .findFirst();
  }

  /** The silence with this id. */
  public Optional<Silence> silence(String id) {
    return silences.stream().filter(silence -> silence.id().equals(id)).findFirst();
  }

  /** The acknowledgement of an alert. */
  public Optional<Acknowledgement> acknowledgement(String alert) {
    return acknowledgements.stream().filter(ack -> ack.alert().equals(alert)).findFirst();
  }

  /** Adds a silence, or replaces the one of its id. */
  public Silences with(Silence silence) {
    List<Silence> all = new ArrayList<>(silences);
    all.removeIf(other -> other.id().equals(silence.id()));
    all.add(silence);
    return new Silences(all, acknowledgements);
  }

  /** Adds an acknowledgement, or replaces that of its alert. */
  public Silences with(Acknowledgement acknowledgement) {
    List<Acknowledgement> all = new ArrayList<>(acknowledgements);
    all.removeIf(other -> other.alert().equals(acknowledgement.alert()));
    all.add(acknowledgement);
    return new Silences(silences, all);
  }

  /** Without the silences that ended, and the acknowledgements that were made, before a moment. */
  public Silences since(Instant moment) {
    return new Silences(
        silences.stream().filter(silence -> silence.endsAt().isAfter(moment)).toList(),
        acknowledgements.stream().filter(ack -> ack.at().isAfter(moment)).toList());
  }
}
