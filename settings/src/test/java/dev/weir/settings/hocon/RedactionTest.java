package dev.weir.settings.hocon;

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
  void of_addresses_only_scheme_host_and_port_are_shown() {
    assertThat(Redaction.address("redis://user:canary@h:1/0")).isEqualTo("redis://***@h:1/0");
    assertThat(Redaction.address("redis://h:1/canary")).isEqualTo("redis://h:1/***");
    assertThat(Redaction.address("http://h/p?a=canary&b=canary#c")).isEqualTo("http://h/***");
    assertThat(Redaction.address("https://hooks.example:444/services/T0/B0/canary"))
        .isEqualTo("https://hooks.example:444/***");
    assertThat(Redaction.address("http://h?canary")).isEqualTo("http://h/***");
    assertThat(Redaction.address("http://h#canary")).isEqualTo("http://h/***");
    assertThat(Redaction.address("http://u:can/ary@h/x")).isEqualTo("http://***");
    assertThat(Redaction.address("http://canary@canary@h/")).isEqualTo("http://***@h/");
    assertThat(Redaction.address("http://127.0.0.1:9093")).isEqualTo("http://127.0.0.1:9093");
    assertThat(Redaction.address("http://h:8080/")).isEqualTo("http://h:8080/");
    assertThat(Redaction.address("https://[::1]:1/canary")).isEqualTo("https://[::1]:1/***");
    assertThat(Redaction.address("line 3: url = \"https://h/canary\" is wrong"))
        .isEqualTo("line 3: url = \"https://h/***\" is wrong");
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
