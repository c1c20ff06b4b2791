package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.transfer.Header;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestHeadersTest {

    private static final Header OUR_AGENT = new Header("User-Agent", "sact/" + Version.NUMBER);

    @Test
    void the_user_agent_is_ours_unless_said_otherwise() {
        assertThat(headers(null)).containsExactly(OUR_AGENT);
        assertThat(headers("other/1")).containsExactly(new Header("User-Agent", "other/1"));
        assertThat(headers("")).isEmpty();
        assertThat(headers(null, "user-agent:")).isEmpty();
        assertThat(headers("lost", "user-agent: x")).containsExactly(new Header("user-agent", "x"));
    }

    @Test
    void a_line_with_a_colon_is_a_field() {
        assertThat(headers(null, "X-A: one: two ")).containsExactly(OUR_AGENT, new Header("X-A", "one: two "));
        assertThat(headers(null, "X-A:one")).containsExactly(OUR_AGENT, new Header("X-A", "one"));
    }

    @Test
    void a_line_with_nothing_after_the_colon_drops_what_the_engine_would_send() {
        assertThat(headers(null, "accept:")).containsExactly(OUR_AGENT, new Header("accept", ""));
        assertThat(headers(null, "X-A:", "X-B:  ")).containsExactly(OUR_AGENT);
    }

    @Test
    void a_line_that_ends_with_a_semicolon_is_an_empty_field() {
        assertThat(headers(null, "X-A;")).containsExactly(OUR_AGENT, new Header("X-A", ""));
    }

    @Test
    void a_line_with_neither_is_ignored() {
        assertThat(headers(null, "X-A")).containsExactly(OUR_AGENT);
    }

    @Test
    void letters_beyond_ascii_are_sent_as_their_utf_8_bytes() {
        assertThat(headers(null, "X-A: ü")).containsExactly(OUR_AGENT, new Header("X-A", "Ã¼"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"@file", "X A: b", ": b", "X-A: b\r\nX-B: c", "X-A: b\nc", "X-A: \0"})
    void what_cannot_be_sent_is_refused(String line) {
        assertThatThrownBy(() -> headers(null, line))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("option -H: ");
    }

    @Test
    void a_user_agent_that_cannot_be_sent_is_refused() {
        assertThatThrownBy(() -> headers("a\r\nX-B: c"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("option -A: ");
    }

    private static List<Header> headers(@Nullable String agent, String... lines) {
        return RequestHeaders.of(List.of(lines), agent);
    }
}
