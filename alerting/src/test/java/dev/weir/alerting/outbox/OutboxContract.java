package dev.weir.alerting.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.alerting.Alert;
import dev.weir.alerting.Notice;
import dev.weir.alerting.NotifierContract;
import dev.weir.alerting.Outbox;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What holds for every outbox. */
abstract class OutboxContract {

  static final int REMEMBERED = 10;

  /** An empty outbox with the receivers {@code one} and {@code other}. */
  abstract Outbox outbox() throws IOException;

  @Test
  void gives_notices_numbers_in_the_order_they_come() throws IOException {
    try (Outbox outbox = outbox()) {
      List<Outbox.Entry> entries = new ArrayList<>(outbox.append(notices("a", "b")));
      entries.addAll(outbox.append(notices("c")));

      assertThat(ids(entries)).containsExactly("a", "b", "c");
      assertThat(entries).extracting(Outbox.Entry::number).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void accepts_a_notice_once() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("a", "b"));

      assertThat(ids(outbox.append(notices("b", "c", "c", "a")))).containsExactly("c");
      assertThat(outbox.append(notices("a", "b", "c"))).isEmpty();
    }
  }

  @Test
  void remembers_as_many_notices_as_it_says() throws IOException {
    try (Outbox outbox = outbox()) {
      outbox.append(notices("old"));
      outbox.append(numbered(1, REMEMBERED - 1));
      assertThat(outbox.append(notices("old"))).isEmpty();

      outbox.append(notices("one more"));

      assertThat(ids(outbox.append(notices("old")))).containsExactly("old");
    }
  }

  @Test
  void a_new_outbox_has_nothing_to_tell() throws IOException {
    try (Outbox outbox = outbox()) {
      assertThat(outbox.backlog("one")).isEmpty();
    }
  }

  @Test
  void a_notice_is_given_back_as_it_came() throws IOException {
    Notice notice =
        NotifierContract.notice("\u0000 \"ü\" \u202e", Notice.Kind.AGAIN, Alert.Severity.CRITICAL);
    try (Outbox outbox = outbox()) {
      assertThat(outbox.append(List.of(notice)))
          .extracting(Outbox.Entry::notice)
          .containsExactly(notice);
    }
  }

  static List<Notice> notices(String... ids) {
    List<Notice> notices = new ArrayList<>();
    for (String id : ids) {
      notices.add(NotifierContract.notice(id, Notice.Kind.OPENED, Alert.Severity.INFO));
    }
    return notices;
  }

  static List<Notice> numbered(int first, int count) {
    List<Notice> notices = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      notices.addAll(notices("n" + i));
    }
    return notices;
  }

  static List<String> ids(List<Outbox.Entry> entries) {
    return entries.stream().map(entry -> entry.notice().id()).toList();
  }
}
