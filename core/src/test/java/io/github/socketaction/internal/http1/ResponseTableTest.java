package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseTableTest {

    /** One response that a server sends before it closes, and what comes of it. */
    record Case(String name, String base64, int code, String status, String body) {

        byte[] response() {
            return Base64.getDecoder().decode(base64);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Case> cases() throws IOException {
        try (InputStream rows = ResponseTableTest.class.getResourceAsStream("responses.tsv")) {
            assertThat(rows).isNotNull();
            return new BufferedReader(new InputStreamReader(rows, UTF_8))
                    .lines()
                    .filter(row -> !row.startsWith("#"))
                    .map(ResponseTableTest::parse)
                    .toList();
        }
    }

    @Test
    void the_table_is_whole() throws IOException {
        assertThat(cases()).hasSize(35);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void odd_responses_are_judged_as_curl_does(Case expected) {
        Outcome outcome = Outcome.whole(expected.response(), true);

        assertThat(outcome.code().number()).isEqualTo(expected.code);
        if (expected.code == 0) {
            assertThat(outcome.heads().get(outcome.heads().size() - 1)).hasToString(expected.status);
            assertThat(outcome.body()).isEqualTo(expected.body);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_response_means_the_same_however_it_is_cut(Case expected) {
        Outcome whole = Outcome.whole(expected.response(), true);

        assertThat(Outcome.bytewise(expected.response(), true)).isEqualTo(whole);
        byte[] response = expected.response();
        for (int cut = 1; cut < response.length; cut++) {
            byte[] first = Arrays.copyOf(response, cut);
            byte[] second = Arrays.copyOfRange(response, cut, response.length);
            ScriptedPipe pipe = new ScriptedPipe().then(first).then(second).thenEnd();
            assertThat(Outcome.of(pipe, "GET")).as("cut at %d", cut).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_head_response_has_no_body(Case expected) {
        Outcome outcome =
                Outcome.of(new ScriptedPipe().then(expected.response()).thenEnd(), "HEAD");

        assertThat(outcome.body()).isEmpty();
    }

    private static Case parse(String row) {
        List<String> columns = List.of(row.split("\t", -1));
        String base64 = columns.get(1).equals("-") ? "" : columns.get(1);
        return new Case(columns.get(0), base64, Integer.parseInt(columns.get(2)), columns.get(3), columns.get(4));
    }
}
