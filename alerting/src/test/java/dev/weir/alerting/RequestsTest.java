package dev.weir.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.pekko.actor.testkit.typed.javadsl.TestInbox;
import org.junit.jupiter.api.Test;

class RequestsTest {

  private final Requests requests = new Requests();
  private final TestInbox<Alerting.Accepted> one = TestInbox.create();
  private final TestInbox<Alerting.Accepted> other = TestInbox.create();

  @Test
  void a_sender_that_asks_again_takes_the_place_of_its_request() {
    for (int i = 0; i < 100; i++) {
      requests.add(new Alerting.Accept("p", AlertingTest.notices("a", "b"), one.getRef()));
    }

    Requests.Group group = requests.next();

    assertThat(group.notices()).extracting(Notice::id).containsExactly("a", "b");
    assertThat(group.senders()).containsExactly(one.getRef());
    assertThat(requests.isEmpty()).isTrue();
  }

  @Test
  void senders_that_wait_are_taken_together_in_their_order() {
    requests.add(new Alerting.Accept("p", AlertingTest.notices("a"), one.getRef()));
    requests.add(new Alerting.Accept("q", AlertingTest.notices("b"), other.getRef()));

    Requests.Group group = requests.next();

    assertThat(group.notices()).extracting(Notice::id).containsExactly("a", "b");
    assertThat(group.senders()).containsExactly(one.getRef(), other.getRef());
  }

  @Test
  void a_group_that_is_large_enough_takes_no_more_senders() {
    String[] many = new String[300];
    for (int i = 0; i < many.length; i++) {
      many[i] = "n" + i;
    }
    requests.add(new Alerting.Accept("p", AlertingTest.notices(many), one.getRef()));
    requests.add(new Alerting.Accept("q", AlertingTest.notices("b"), other.getRef()));

    assertThat(requests.next().senders()).containsExactly(one.getRef());
    assertThat(requests.next().senders()).containsExactly(other.getRef());
  }
}
