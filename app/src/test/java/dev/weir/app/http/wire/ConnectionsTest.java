package dev.weir.app.http.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  void the_oldest_connection_without_a_request_makes_room() {
    Connections connections = new Connections(10, 2);
    add(connections, "a", "a1");
    add(connections, "b", "b1");
    add(connections, "a", "a2");

    add(connections, "a", "a3");

    assertThat(closed).containsExactly("a1");
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void a_connection_that_sent_a_request_stays() {
    Connections connections = new Connections(10, 2);
    connections.served(add(connections, "a", "a1"));
    add(connections, "a", "a2");

    add(connections, "a", "a3");

    assertThat(closed).containsExactly("a2");
  }

  @Test
  void another_is_refused_where_all_have_sent_requests() {
    Connections connections = new Connections(10, 2);
    Connections.Open first = add(connections, "a", "a1");
    connections.served(first);
    connections.served(add(connections, "a", "a2"));

    assertThat(connections.add("a", () -> closed.add("a3"))).isEmpty();
    assertThat(connections.add("b", () -> closed.add("b1"))).isPresent();
    connections.remove(first);
    assertThat(connections.add("a", () -> closed.add("a4"))).isPresent();
    assertThat(closed).isEmpty();
  }

  @Test
  void the_oldest_of_any_client_makes_room_where_there_are_too_many_in_all() {
    Connections connections = new Connections(3, 2);
    add(connections, "a", "a1");
    add(connections, "b", "b1");
    add(connections, "b", "b2");

    add(connections, "c", "c1");

    assertThat(closed).containsExactly("a1");
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void a_connection_is_counted_until_it_is_removed_and_once() {
    Connections connections = new Connections(3, 3);
    Connections.Open open = add(connections, "a", "a1");
    connections.served(open);
    connections.remove(open);
    connections.remove(open);
    connections.served(open);

    assertThat(connections.count()).isZero();
    assertThat(connections.add("a", () -> {})).isPresent();
  }

  @Test
  void a_network_of_64_bits_is_one_client() throws Exception {
    assertThat(client("2001:db8:1:2::1")).isEqualTo(client("2001:db8:1:2:ffff::9"));
    assertThat(client("2001:db8:1:3::1")).isNotEqualTo(client("2001:db8:1:2::1"));
    assertThat(client("10.0.0.1")).isEqualTo("10.0.0.1");
  }

  private static String client(String address) throws Exception {
    return ClientAddress.of(InetAddress.getByName(address));
  }

  private Connections.Open add(Connections connections, String client, String name) {
    return connections.add(client, () -> closed.add(name)).orElseThrow();
  }
}
