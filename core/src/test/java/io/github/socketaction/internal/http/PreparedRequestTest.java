package io.github.socketaction.internal.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreparedRequestTest {

    @Test
    void it_holds_what_the_options_ask_for() {
        PreparedRequest request = PreparedRequest.of(TransferOptions.builder("example.com:81/x")
                .method("HEAD")
                .header("A", "b")
                .build());

        assertThat(request.origin()).isEqualTo(new Origin("http", "example.com", 81));
        assertThat(request.url().path()).isEqualTo("/x");
        assertThat(request.head()).isTrue();
        assertThat(request.headers()).hasSize(1);
    }

    @Test
    void methods_are_told_apart_by_case() {
        assertThat(PreparedRequest.of(TransferOptions.builder("http://h")
                                .method("head")
                                .build())
                        .head())
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ftp://h/,ftp", "file:///etc/passwd,file", "gopher://h/,gopher"})
    void other_schemes_are_refused_by_name(String url, String reason) {
        assertThatExceptionOfType(TransferFailure.class)
                .isThrownBy(() -> PreparedRequest.of(TransferOptions.get(url)))
                .withMessageContaining(reason)
                .satisfies(failure -> assertThat(failure.code()).isEqualTo(ResultCode.UNSUPPORTED_PROTOCOL));
    }
}
