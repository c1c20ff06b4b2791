package io.github.socketaction.internal.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.ResultCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each limit of what a peer can make us read as heads, at the limit and one past it. */
class LimitsTest {

    private static final String STATUS = "HTTP/1.1 200 OK\r\n";
    private static final String END = "Content-Length: 2\r\n\r\n";
    private static final String CHUNKED = STATUS + "Transfer-Encoding: chunked\r\n\r\n0\r\n";

    @Test
    void a_line_has_at_most_100_kilobytes_with_its_end() {
        assertThat(codeOf(STATUS + line(102_400) + END + "hi")).isEqualTo(ResultCode.OK);
        assertThat(codeOf(STATUS + line(102_401) + END + "hi")).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void a_line_that_never_ends_is_given_up_at_its_limit() {
        assertThat(codeOf(STATUS + "X: " + "x".repeat(102_400 - 4))).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        assertThat(codeOf(STATUS + "X: " + "x".repeat(102_400 - 3))).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void a_status_line_is_limited_as_any_other() {
        String longest = "HTTP/1.1 200 " + "x".repeat(102_400 - 15) + "\r\n";

        assertThat(codeOf(longest + END + "hi")).isEqualTo(ResultCode.OK);
        assertThat(codeOf("HTTP/1.1 200 x" + longest.substring(13) + END + "hi"))
                .isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void all_lines_together_have_at_most_300_kilobytes() {
        int rest = 307_200 - STATUS.length() - END.length() - 2 * 102_400;

        assertThat(codeOf(STATUS + line(102_400) + line(102_400) + line(rest) + END + "hi"))
                .isEqualTo(ResultCode.OK);
        assertThat(codeOf(STATUS + line(102_400) + line(102_400) + line(rest + 1) + END + "hi"))
                .isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void interim_heads_and_trailers_count_with_the_final_head() {
        String interim = "HTTP/1.1 103 x\r\n" + line(100_000) + "\r\n";
        int rest = 307_200 - 2 * interim.length() - (CHUNKED.length() - 3) - 2 - 50_000;
        String trailers = line(4_000).repeat(12) + line(2_000);

        assertThat(codeOf(interim + interim + STATUS + line(rest) + CHUNKED.substring(STATUS.length()) + trailers
                        + "\r\n"))
                .isEqualTo(ResultCode.OK);
        assertThat(codeOf(interim + interim + STATUS + line(rest + 1) + CHUNKED.substring(STATUS.length()) + trailers
                        + "\r\n"))
                .isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @ParameterizedTest
    @CsvSource({"HTTP/1.1 100 Continue, 12288", "'HTTP/1.1 103 x\r\na:b', 5000"})
    void endless_interim_heads_are_given_up(String lines, int fitting) {
        String interim = lines + "\r\n\r\n";

        assertThat(codeOf(interim.repeat(fitting))).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        assertThat(codeOf(interim.repeat(fitting + 1))).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void a_response_has_at_most_5000_fields() {
        assertThat(codeOf(STATUS + "a:\n".repeat(4_999) + END + "hi")).isEqualTo(ResultCode.OK);
        assertThat(codeOf(STATUS + "a:\n".repeat(5_000) + END + "hi")).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void fields_are_counted_over_interim_heads_and_trailers() {
        String interim = "HTTP/1.1 103 x\r\n" + "a:\n".repeat(4_000) + "\r\n";

        assertThat(codeOf(interim + CHUNKED + "a:\n".repeat(999) + "\r\n")).isEqualTo(ResultCode.OK);
        assertThat(codeOf(interim + CHUNKED + "a:\n".repeat(1_000) + "\r\n")).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void a_trailer_line_has_at_most_4096_bytes() {
        assertThat(codeOf(CHUNKED + line(4_096) + "\r\n")).isEqualTo(ResultCode.OK);
        assertThat(codeOf(CHUNKED + line(4_097) + "\r\n")).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
        assertThat(codeOf(CHUNKED + "X: " + "x".repeat(4_092))).isEqualTo(ResultCode.OPERATION_TIMEDOUT);
        assertThat(codeOf(CHUNKED + "X: " + "x".repeat(4_093))).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void all_trailers_together_have_at_most_64_kilobytes() {
        String most = line(4_096).repeat(15);

        assertThat(codeOf(CHUNKED + most + line(4_094) + "\r\n")).isEqualTo(ResultCode.OK);
        assertThat(codeOf(CHUNKED + most + line(4_095) + "\r\n")).isEqualTo(ResultCode.WEIRD_SERVER_REPLY);
    }

    @Test
    void a_chunk_extension_has_at_most_100_kilobytes() {
        String start = STATUS + "Transfer-Encoding: chunked\r\n\r\n2";

        assertThat(codeOf(start + ";".repeat(102_400) + "\nhi\n0\n\n")).isEqualTo(ResultCode.OK);
        assertThat(codeOf(start + ";".repeat(102_401) + "\nhi\n0\n\n")).isEqualTo(ResultCode.RECV_ERROR);
    }

    @Test
    void a_body_has_no_limit_of_its_own_and_takes_one_chunk() {
        String megabyte = "x".repeat(1 << 20);

        Outcome outcome = Outcome.whole((STATUS + "\r\n" + megabyte).getBytes(ISO_8859_1), true);
        assertThat(outcome.code()).isEqualTo(ResultCode.OK);
        assertThat(outcome.body()).isEqualTo(megabyte);
    }

    /** A field line of a length, with its line end. */
    private static String line(int length) {
        return "X: " + "x".repeat(length - 5) + "\r\n";
    }

    /** What comes of a response whose stream does not end, which must be the same byte by byte. */
    private static ResultCode codeOf(String response) {
        byte[] bytes = response.getBytes(ISO_8859_1);
        Outcome whole = Outcome.whole(bytes, false);
        assertThat(Outcome.bytewise(bytes, false)).isEqualTo(whole);
        return whole.code();
    }
}
