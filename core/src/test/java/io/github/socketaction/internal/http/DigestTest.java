package io.github.socketaction.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers to Digest challenges, against the examples of RFC 7616 and RFC 2069. */
class DigestTest {

    private static final String NONCE = "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v";
    private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";

    private static @Nullable Digest digest(String challenge) {
        return Digest.of(AuthChallenge.parse("Digest " + challenge).get(0), new Random(1));
    }

    private static Digest usable(String challenge) {
        Digest digest = digest(challenge);
        if (digest == null) {
            throw new AssertionError("not usable: " + challenge);
        }
        return digest;
    }

    @ParameterizedTest
    @CsvSource({
        "MD5, 8ca523f5e9506fed4657c9700eebdbec",
        "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
    })
    void the_examples_of_rfc_7616_come_out(String algorithm, String response) {
        String answer = usable("realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=" + algorithm
                        + ", nonce=\"" + NONCE + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
                .answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", CLIENT_NONCE);
        assertThat(answer)
                .isEqualTo("Digest username=\"Mufasa\", realm=\"http-auth@example.org\", nonce=\"" + NONCE
                        + "\", uri=\"/dir/index.html\", cnonce=\"" + CLIENT_NONCE
                        + "\", nc=00000001, qop=auth, response=\""
                        + response + "\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\", algorithm="
                        + algorithm);
    }

    @Test
    void without_qop_the_answer_is_that_of_rfc_2069() {
        String answer = usable("realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"")
                .answer("Mufasa", "CircleOfLife", "GET", "/dir/index.html");
        assertThat(answer).contains("response=\"1949323746fe6a43ef61f9606e7febea\"");
        assertThat(answer).doesNotContain("qop", "nc=", "cnonce", "algorithm", "opaque");
    }

    @ParameterizedTest
    @CsvSource({"MD5-sess, 32", "SHA-256-SESS, 64", "sha-512-256, 64", "SHA-512-256-sess, 64", "md5, 32"})
    void every_algorithm_is_known_in_any_case_and_sent_back_as_it_was_given(String algorithm, int digits) {
        String answer =
                usable("realm=r, nonce=n, qop=auth, algorithm=" + algorithm).answer("u", "p", "GET", "/");
        assertThat(answer).endsWith(", algorithm=" + algorithm);
        assertThat(answer).containsPattern("response=\"[0-9a-f]{" + digits + "}\"");
    }

    @Test
    void the_session_form_hashes_the_nonces_into_the_secret() {
        // From RFC 7616, section 3.4.2: H(H(user:realm:password):nonce:cnonce), computed with md5sum.
        String answer = usable("realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=MD5-sess")
                .answer("u", "p", "GET", "/", "c");
        assertThat(answer).contains("response=\"" + SESSION_RESPONSE + "\"");
    }

    private static final String SESSION_RESPONSE = "6e4aac8b22e97762f88ccd0d5ccf5b1d";

    @Test
    void each_use_is_counted_and_has_a_client_nonce_of_its_own() {
        Digest digest = usable("realm=r, nonce=n, qop=auth");
        String first = digest.answer("u", "p", "GET", "/");
        String second = digest.answer("u", "p", "GET", "/");
        assertThat(first).contains("nc=00000001").containsPattern("cnonce=\"[0-9a-f]{32}\"");
        assertThat(second).contains("nc=00000002");
        assertThat(first.replaceAll(".*cnonce=\"|\".*", "")).isNotEqualTo(second.replaceAll(".*cnonce=\"|\".*", ""));
    }

    @Test
    void names_are_quoted_and_sent_in_utf_8_or_hashed_when_the_peer_asks() {
        assertThat(usable("realm=r, nonce=n").answer("a\"b\\c\u00e4", "p", "GET", "/"))
                .contains("username=\"a\\\"b\\\\c\u00c3\u00a4\"");
        // The user of RFC 7616, section 3.9.2, hashed as its erratum 4897 corrects it.
        assertThat(usable("realm=\"api@example.org\", nonce=n, algorithm=SHA-512-256, userhash=true")
                        .answer("J\u00e4s\u00f8n Doe", "p", "GET", "/"))
                .contains("username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"")
                .endsWith(", userhash=true");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "realm=r",
                "nonce=n",
                "realm=r, nonce=n, qop=auth-int",
                "realm=r, nonce=n, algorithm=SHA-1",
                "realm=r, nonce=\"a\rX: y\"",
                "realm=\"a\u0000b\", nonce=n",
                "realm=r, nonce=n, opaque=\"a\u007fb\""
            })
    void what_cannot_be_answered_or_would_change_our_request_is_no_challenge(String challenge) {
        assertThat(digest(challenge)).isNull();
    }

    @Test
    void values_of_1024_bytes_are_sent_back_and_longer_ones_are_not() {
        assertThat(digest("realm=r, nonce=" + "n".repeat(Digest.MAX_VALUE))).isNotNull();
        assertThat(digest("realm=r, nonce=" + "n".repeat(Digest.MAX_VALUE + 1))).isNull();
        assertThat(digest("realm=r, nonce=n, opaque=" + "n".repeat(Digest.MAX_VALUE + 1)))
                .isNull();
    }

    @Test
    void challenges_are_told_apart_in_one_field() {
        assertThat(AuthChallenge.parse(
                        "Negotiate, Digest realm=\"a, b=\\\"c\\\"\" ,nonce = n,, NTLM TlRM==, Basic Realm=x"))
                .containsExactly(
                        new AuthChallenge("negotiate", Map.of()),
                        new AuthChallenge("digest", Map.of("realm", "a, b=\"c\"", "nonce", "n")),
                        new AuthChallenge("ntlm", Map.of()),
                        new AuthChallenge("basic", Map.of("realm", "x")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''",
                "'  , ,'",
                "Digest realm=\"open",
                "Digest realm=a, realm=b",
                "=x",
                "\"Digest\" realm=a",
                "Digest realm=\"a\\"
            })
    void what_makes_no_sense_gives_no_challenge(String value) {
        assertThat(AuthChallenge.parse(value)).isEmpty();
    }

    @Test
    void an_ill_formed_challenge_does_not_hide_those_before_it() {
        assertThat(AuthChallenge.parse("Basic realm=x, Digest realm=\"open"))
                .containsExactly(new AuthChallenge("basic", Map.of("realm", "x")));
    }

    @Test
    void any_text_is_parsed_without_an_exception() {
        Random random = new Random(7);
        String alphabet = "Digest realm=,\"\\ \t=ab;";
        for (int run = 0; run < 20_000; run++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            List<AuthChallenge> found = AuthChallenge.parse(text.toString());
            for (AuthChallenge challenge : found) {
                assertThat(challenge.scheme()).isNotEmpty();
                Digest.of(challenge, random);
            }
        }
    }
}
