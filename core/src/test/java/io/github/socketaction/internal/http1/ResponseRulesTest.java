package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Responses beyond the table, as {@code code|status|body} once the stream has ended, however they are cut. */
class ResponseRulesTest {

    private static final String CHUNKED = "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                // The stream ends early.
                "H # 52|0|",
                "HTTP/1.1 20 # 52|0|",
                "HTTP/1.1 200 OK\\r # 52|0|",
                "abc # 1|0|",
                "\\n # 1|0|",
                "HTTP/1.1 200 OK\\r\\n # 0|200|",
                "HTTP/1.1 200 OK\\r\\nX: y # 0|200|",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 5\\r\\nX # 18|200|",
                "HTTP/1.1 200 OK\\r\\nContent-Length: 0\\r\\nX # 0|200|",
                "HTTP/1.1 204 OK\\r\\nContent-Length: 5\\r\\nX # 0|204|",
                "HTTP/1.1 200 OK\\r\\nTransfer-Encoding: chunked\\r\\nX # 18|200|",
                "HTTP/1.1 100 Go\\r\\n\\r\\n # 52|100|",
                "HTTP/1.1 100 Go\\r\\nX: y\\r\\n # 52|0|",
                "HTTP/1.1 100 Go\\r\\n\\r\\nHTTP/1.1 2 # 52|100|",
                "HTTP/1.1 100 Go\\r\\n\\r\\nHTTP/1.1 200\\r\\n # 0|200|",
                "HTTP/1.1 100 Go\\r\\n\\r\\njunk # 8|100|",
                "HTTP/1.1 200 OK\\r\\n\\r\\n # 0|200|",
                // Status lines.
                "HTTP/1.0 200 OK\\r\\n\\r\\nhi # 0|200|hi",
                "HTTP/1.1 999\\n\\nhi # 0|999|hi",
                "HTTP/1.1\\t200 OK\\n\\n # 0|200|",
                "HTTP/1.1 200OK\\n\\n # 0|200|",
                "HTTP/1.1 2000 OK\\n\\n # 1|0|",
                "HTTP/1.1 099 OK\\n\\n # 1|0|",
                "HTTP/1.1 20\\n\\n # 1|0|",
                "HTTP/1.1  200 OK\\n\\n # 1|0|",
                "HTTP/1.2 200 OK\\n\\n # 1|0|",
                "HTTP/1.10 200 OK\\n\\n # 1|0|",
                "HTTP/3 200 OK\\n\\n # 8|0|",
                "HTTP/2.0 200 OK\\n\\n # 1|0|",
                "HTTP/\\n # 1|0|",
                "HTTP\\n # 1|0|",
                "HTTP/1.1 200 \\0\\n\\n # 8|0|",
                "ICY 200 OK\\r\\n\\r\\n # 1|0|",
                "' HTTP/1.1 200 OK\\r\\n\\r\\n' # 1|0|",
                // Content-Length.
                "HTTP/1.1 200\\nContent-Length: 2, 2\\n\\nhi # 0|200|hi",
                "HTTP/1.1 200\\nContent-Length: 2\\ncontent-LENGTH:2\\n\\nhi # 0|200|hi",
                "HTTP/1.1 200\\nContent-Length:\\t02 \\n\\nhi # 0|200|hi",
                "HTTP/1.1 200\\nContent-Length: 2,\\n\\nhi # 8|0|",
                "HTTP/1.1 200\\nContent-Length: -2\\n\\nhi # 8|0|",
                "HTTP/1.1 200\\nContent-Length: 2 2\\n\\nhi # 8|0|",
                "HTTP/1.1 200\\nContent-Length: 0x2\\n\\nhi # 8|0|",
                "HTTP/1.1 200\\nContent-Length: 9223372036854775807\\n\\nhi # 18|200|hi",
                "HTTP/1.1 200\\nContent-Length: 9223372036854775808\\n\\nhi # 8|0|",
                "HTTP/1.1 200\\nContent-Length: 1\\r\\n 0\\n\\nhi # 8|0|",
                "HTTP/1.1 304\\nContent-Length: x\\n\\n # 8|0|",
                // Transfer-Encoding.
                "HTTP/1.1 200\\nTransfer-Encoding: chunked\\nTransfer-Encoding: chunked\\n\\n0\\n\\n # 0|200|",
                "HTTP/1.1 200\\nTransfer-Encoding:\\n\\nhi # 0|200|hi",
                "HTTP/1.1 200\\nTransfer-Encoding: identity, CHUNKED ,\\n\\n2\\nhi\\n0\\n\\n # 0|200|hi",
                "HTTP/1.1 200\\nTransfer-Encoding: gzip, chunked\\n\\n0\\n\\n # 61|0|",
                "HTTP/1.1 200\\nTransfer-Encoding: chunkedx\\n\\n0\\n\\n # 61|0|",
                "HTTP/1.1 200\\nTransfer-Encoding: \\013chunked\\n\\n0\\n\\n # 61|0|",
                "HTTP/1.1 200\\nTransfer-Encoding:\\n chunked\\n\\n0\\n\\n # 8|0|",
                // Other lines.
                "HTTP/1.1 200\\n\\rX: y\\n\\n # 8|0|",
                "HTTP/1.1 200\\n\\r\\r\\n\\n # 8|0|",
                "HTTP/1.1 200\\nA: b\\n \\0\\n\\n # 8|0|",
                "HTTP/1.1 200\\nA: b\\n folded without colon\\n\\n # 0|200|",
                "HTTP/1.1 200\\n Content-Length: 1\\n\\nhi # 0|200|hi",
                "HTTP/1.1 200\\nX: \\r y\\n\\n # 0|200|",
            })
    void a_response_is_judged(String response, String expected) {
        judge(response, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "0\\r\\n\\r\\n # 0|200|",
                "2\\r\\nhi\\r\\n0\\r\\n\\r\\n # 0|200|hi",
                "2\\nhi\\n0\\n\\n # 0|200|hi",
                "2;a=b;c=\"d\\r\"\\r\\nhi\\r\\n0\\r\\n\\r\\n # 0|200|hi",
                "a\\r\\n0123456789\\r\\n01\\r\\nx\\r\\n0\\n\\n # 0|200|0123456789x",
                "0A\\r\\n0123456789\\r\\n0\\n\\n # 0|200|0123456789",
                "'' # 18|200|",
                "2 # 18|200|",
                "2\\r\\n # 18|200|",
                "2\\r\\nh # 18|200|h",
                "2\\r\\nhi # 18|200|hi",
                "2\\r\\nhi\\r\\n # 18|200|hi",
                "2\\r\\nhi\\r\\n0\\r\\n # 18|200|hi",
                "2\\r\\nhi\\r\\n0\\r\\nA: b\\r\\n # 18|200|hi",
                "g\\r\\n # 56|200|",
                "-2\\r\\nhi # 56|200|",
                "\\r\\n2\\r\\nhi # 56|200|",
                "2\\r\\nhix # 56|200|hi",
                "2\\r\\nhi\\rx # 56|200|hi",
                "2\\r\\nhi\\r\\r\\n # 56|200|hi",
                "7fffffffffffffff\\r\\nhi # 18|200|hi",
                "8000000000000000\\r\\nhi # 56|200|",
                "0000000000000002\\r\\nhi\\r\\n0\\r\\n\\r\\n # 0|200|hi",
                "00000000000000002\\r\\nhi # 56|200|",
                "0000000000000000\\r\\n\\r\\n # 0|200|",
                "00000000000000000\\r\\n\\r\\n # 56|200|",
                "0\\r\\nA: b\\r\\n c\\r\\n\\r\\n # 8|200|",
                "0\\r\\nA: \\0\\r\\n\\r\\n # 8|200|",
                "0\\r\\nnocolon\\r\\n\\r\\n # 8|200|",
                "0\\r\\nTransfer-Encoding: gzip\\r\\n\\r\\n # 0|200|",
            })
    void a_chunked_body_is_judged(String body, String expected) {
        judge(CHUNKED + body, expected);
    }

    private static void judge(String escaped, String expected) {
        byte[] response = unescape(escaped).getBytes(ISO_8859_1);
        Outcome whole = Outcome.whole(response, true);
        int status =
                whole.heads().isEmpty() ? 0 : whole.heads().get(whole.heads().size() - 1);
        assertThat(whole.code().number() + "|" + status + "|" + whole.body()).isEqualTo(expected);
        assertThat(Outcome.bytewise(response, true)).isEqualTo(whole);
        for (int seed = 0; seed < 10; seed++) {
            assertThat(Outcome.cutRandomly(response, true, new Random(seed)))
                    .as("seed %d", seed)
                    .isEqualTo(whole);
        }
    }

    private static String unescape(String text) {
        return text.replace("\\r", "\r")
                .replace("\\n", "\n")
                .replace("\\t", "\t")
                .replace("\\013", "\013")
                .replace("\\0", "\0");
    }
}
