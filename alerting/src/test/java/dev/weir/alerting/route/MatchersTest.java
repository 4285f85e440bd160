package dev.weir.alerting.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatchersTest {

  private static final Map<String, String> LABELS =
      Map.of("series", "boiler3/pressure", "site", "north", "größe", "x");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "series=~boiler.* | true",
        "series=~\"boiler\" | false",
        "series=\"boiler3/pressure\" | true",
        "{site=\"north\", series!=\"a\",} | true",
        "site!=north | false",
        "site!~\"n.*\" | false",
        "site!~\"s.*\" | true",
        "missing=\"\" | true",
        "missing!=x | true",
        "missing!~\"x\" | true",
        "missing=~\".+\" | false",
        "größe=x | true",
        "site=~\"nor\\\\w+\" | true",
        "site=north, series=other | false"
      })
  void matches_as_alertmanager_does(String text, boolean expected) {
    assertThat(Matchers.all(Matchers.parse(text), LABELS)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "site",
        "site=a b",
        "{site=a",
        "site=a}",
        "=a",
        "site=\"a",
        "site=~\"(\"",
        "a=\"\\d\"",
        "site==a"
      })
  void a_malformed_text_is_refused(String text) {
    assertThatThrownBy(() -> Matchers.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void says_where_it_is_malformed() {
    assertThatThrownBy(() -> Matchers.parse("site=a b"))
        .hasMessage(
            "'site=a b' is not a list of matchers: expected a comma or the end at character 8");
  }

  @Test
  void prints_what_it_reads() {
    Matcher matcher = new Matcher("series", Matcher.Operator.MATCHES, "a\"b\\d\n");

    assertThat(Matchers.parse(matcher.toString())).containsExactly(matcher);
  }
}
