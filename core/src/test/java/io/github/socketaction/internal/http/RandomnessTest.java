package io.github.socketaction.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.transfer.ProxyOptions.Auth;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Where the values come from that nobody may guess. */
class RandomnessTest {

    @Test
    void a_given_source_is_the_source() {
        Random given = new Random(1);
        assertThat(new Randomness(given).get()).isSameAs(given);
    }

    @Test
    void the_systems_source_is_made_once() {
        Randomness randomness = new Randomness(null);
        assertThat(randomness.get()).isSameAs(randomness.get());
    }

    @Test
    void a_hundred_thousand_client_nonces_of_the_systems_source_do_not_repeat() {
        Login login = new Login(new Account(AuthRole.PROXY, "here", "u", "p", Auth.DIGEST), new Randomness(null));
        assertThat(login.answers(AuthChallenge.parse("Digest realm=r, nonce=n, qop=auth")))
                .isTrue();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            String said = login.authorization("GET", "/");
            int at = said == null ? -1 : said.indexOf("cnonce=\"");
            assertThat(at).isPositive();
            assertThat(said).isNotNull();
            if (said != null) {
                seen.add(said.substring(at + 8, at + 40));
            }
        }
        assertThat(seen).hasSize(100_000);
    }

    @Test
    void a_server_asks_in_its_own_words() {
        Account account = new Account(AuthRole.SERVER, "http://server.example", "u", "p", Auth.DIGEST);
        LoginTalk talk = new LoginTalk(new Login(account, new Randomness(new Random(1))));
        talk.begin(false);
        talk.headerLine(
                ByteBuffer.wrap("www-authenticate: Digest realm=r, nonce=n\r\n".getBytes(StandardCharsets.ISO_8859_1)));
        ResponseHead head = new ResponseHead();
        head.begin(11, 401);
        head.announceLength(LoginTalk.MAX_DRAINED);
        talk.head(head);
        assertThat(talk.verdict()).isEqualTo(LoginTalk.Verdict.ASK_AGAIN);
        talk.drain(LoginTalk.MAX_DRAINED);
        assertThat(talk.verdict()).isEqualTo(LoginTalk.Verdict.ASK_AGAIN);
        talk.drain(1);
        assertThat(talk.verdict()).isEqualTo(LoginTalk.Verdict.START_OVER);
        assertThat(account.toString()).doesNotContain("u,").doesNotContain("password");
    }
}
