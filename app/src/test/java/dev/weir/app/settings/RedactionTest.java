package dev.weir.app.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import org.junit.jupiter.api.Test;

class RedactionTest {

  @Test
  void values_of_secret_keys_are_hidden_wherever_they_stand() {
    assertThat(shown("a { b = [{ password = canary, Token = 5, x = 1 }] }"))
        .isEqualTo("{\"a\":{\"b\":[{\"Token\":\"***\",\"password\":\"***\",\"x\":1}]}}");
    assertThat(shown("headers { A = canary, B = [canary] }"))
        .isEqualTo("{\"headers\":{\"A\":\"***\",\"B\":[\"***\"]}}");
  }

  @Test
  void an_empty_secret_is_shown_as_empty() {
    assertThat(shown("secret = \"\"")).isEqualTo("{\"secret\":\"\"}");
  }

  @Test
  void addresses_are_shown_without_user_and_query() {
    assertThat(Redaction.address("redis://user:canary@h:1/0")).isEqualTo("redis://***@h:1/0");
    assertThat(Redaction.address("http://h/p?a=canary&b=canary#c")).isEqualTo("http://h/p?***#c");
    assertThat(Redaction.address("http://h/p@q")).isEqualTo("http://h/p@q");
    assertThat(Redaction.address("in/*.csv?")).isEqualTo("in/*.csv?");
  }

  @Test
  void what_is_not_resolved_is_shown_as_it_is() {
    assertThat(Redaction.of(ConfigFactory.parseString("secret = ${?NOT_SET}, a = 1")).render())
        .doesNotContain("canary");
  }

  private static String shown(String text) {
    return Redaction.of(ConfigFactory.parseString(text)).render(ConfigRenderOptions.concise());
  }
}
