package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateArgumentTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "file.pem | file.pem | -",
                "file.pem:secret | file.pem | secret",
                "file.pem:a:b\\c | file.pem | a:b\\c",
                "file.pem: | file.pem | -",
                "C\\:\\\\file.pem:secret | C:\\file.pem | secret",
                "a\\:b | a:b | -",
                "a\\\\:b | a\\ | b",
                "a\\b | a\\b | -",
                "a\\ | a\\ | -",
                ":secret | '' | secret",
                "'' | '' | -"
            })
    void file_and_password_are_told_apart_as_curl_does(String text, String file, String password) {
        assertThat(CertificateArgument.parse(text)).isEqualTo(new CertificateArgument(file, password));
    }

    @Test
    void the_password_is_not_shown() {
        assertThat(CertificateArgument.parse("file:secret")).hasToString("file");
    }
}
