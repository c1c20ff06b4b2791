package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.ResultCode;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses put together at random: only a named failure may come of them, and the same one however they are cut. */
class ResponseFuzzTest {

    private static final int RESPONSES_PER_SEED = 4_000;

    private static final List<String> STATUS_LINES = List.of(
            "HTTP/1.1 200 OK\r\n",
            "HTTP/1.0 404 x\n",
            "HTTP/1.1 204\r\n",
            "HTTP/1.1 100 Go\r\n\r\nHTTP/1.1 200\r\n",
            "HTTP/1.1 103 x\r\nA: b\r\n\r\n",
            "http/1.1 304 x\r\n",
            "HTTP/2 200 x\r\n",
            "HTTP/1.1 2",
            "");

    private static final List<String> FIELDS = List.of(
            "Content-Length: 5\r\n",
            "Content-Length: 0\n",
            "Content-Length: 5, 5\r\n",
            "Content-Length: x\r\n",
            "Transfer-Encoding: chunked\r\n",
            "Transfer-Encoding: identity\r\n",
            "Connection: close\r\n",
            "Connection: keep-alive\r\n",
            "X: y\r\n",
            " folded\r\n",
            "\r\n",
            "\n",
            "junk\r\n",
            "A:\0\r\n",
            ":\r\n",
            "\rX\r\n");

    private static final List<String> BODIES = List.of(
            "hello",
            "5\r\nhello\r\n",
            "5;x\nhello\n",
            "0\r\n",
            "0\r\n\r\n",
            "\r\n",
            "T: x\r\n",
            "0005\r\nhe",
            "ffffffffffffffffff\r\n",
            "HTTP/1.1 200 OK\r\n\r\n",
            "");

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void any_response_has_one_meaning(long seed) {
        Random random = new Random(seed);
        Map<ResultCode, Integer> seen = new EnumMap<>(ResultCode.class);
        for (int i = 0; i < RESPONSES_PER_SEED; i++) {
            byte[] response = response(random);
            boolean ends = random.nextInt(4) > 0;
            Outcome whole = Outcome.whole(response, ends);
            seen.merge(whole.code(), 1, Integer::sum);
            String description = "seed " + seed + ": " + new String(response, ISO_8859_1);
            assertThat(Outcome.bytewise(response, ends)).as(description).isEqualTo(whole);
            assertThat(Outcome.cutRandomly(response, ends, random))
                    .as(description)
                    .isEqualTo(whole);
        }
        assertThat(seen.keySet())
                .as("the generator must reach every kind of end")
                .contains(
                        ResultCode.OK,
                        ResultCode.WEIRD_SERVER_REPLY,
                        ResultCode.UNSUPPORTED_PROTOCOL,
                        ResultCode.PARTIAL_FILE,
                        ResultCode.GOT_NOTHING,
                        ResultCode.RECV_ERROR,
                        ResultCode.OPERATION_TIMEDOUT);
    }

    private static byte[] response(Random random) {
        StringBuilder text = new StringBuilder(pick(STATUS_LINES, random));
        for (int n = random.nextInt(4); n > 0; n--) {
            text.append(pick(FIELDS, random));
        }
        text.append(random.nextInt(8) > 0 ? "\r\n" : "");
        for (int n = random.nextInt(5); n > 0; n--) {
            text.append(pick(BODIES, random));
        }
        byte[] bytes = text.toString().getBytes(ISO_8859_1);
        for (int n = random.nextInt(3) - 1; n > 0 && bytes.length > 0; n--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    private static String pick(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
