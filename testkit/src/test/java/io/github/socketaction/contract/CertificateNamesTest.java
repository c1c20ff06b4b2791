package io.github.socketaction.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.MemoryServer;
import io.github.socketaction.testkit.MemoryTls;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.TestCertificates;
import io.github.socketaction.testkit.TestIdentity;
import io.github.socketaction.testkit.Verifies;
import io.github.socketaction.transfer.NameOptions;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ResolveOverride;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts a certificate names, with a chain that is in order and with one that nobody looks at. */
class CertificateNamesTest {

    private static final TestIdentity CA = TlsWorld.AUTHORITY;

    /** Every name leads to the server of the world. */
    private static final NameOptions HERE = NameOptions.DEFAULT.withResolve(ResolveOverride.parse("*:443:127.0.0.1"));

    private static TestCertificates nobody() {
        return TestCertificates.of("CN=x");
    }

    private static TestCertificates loopback4(TestCertificates certificate) {
        return certificate.ip(127, 0, 0, 1);
    }

    private static TestCertificates loopback6(TestCertificates certificate) {
        return certificate.ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    @Verifies("SEC39")
    void an_address_is_named_by_that_address_and_by_nothing_else(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        boolean is4 = host.equals(bare);
        assertNamed(host, nobody().dns("example.com"), false);
        assertNamed(host, TestCertificates.of("CN=" + bare), false);
        assertNamed(host, nobody().dns(bare), false);
        assertNamed(host, nobody().dns(host), false);
        assertNamed(host, nobody().ip(127, 0, 0, 2), false);
        assertNamed(host, is4 ? loopback6(nobody()) : loopback4(nobody()), false);
        assertNamed(host, nobody().ip(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 127, 0, 0, 1), false);
        assertNamed(host, is4 ? loopback4(nobody()) : loopback6(nobody()), true);
        assertNamed(host, loopback6(loopback4(nobody().dns("example.com"))), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "0x7f.1", "2130706433", "0177.0.0.1", "[0:0::0:1]", "[::0001]"})
    @Verifies("SEC39")
    void another_spelling_of_an_address_is_that_address(String host) {
        assertNamed(host, nobody().dns("example.com").dns(host), false);
        assertNamed(host, loopback6(loopback4(nobody())), true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "[::1]"})
    @Verifies("SEC39")
    void a_proxy_that_is_an_address_is_named_likewise_and_hears_no_login_otherwise(String host) {
        String bare = host.replaceAll("[\\[\\]]", "");
        for (boolean verifyPeer : new boolean[] {true, false}) {
            for (TestCertificates other : List.of(nobody().dns("example.com"), nobody().dns(bare))) {
                Recording refused = throughProxy(host, other.signedBy(CA), verifyPeer);
                assertThat(refused.code()).isEqualTo(ResultCode.PEER_FAILED_VERIFICATION);
            }
            TestIdentity named = (bare.equals(host) ? loopback4(nobody()) : loopback6(nobody())).signedBy(CA);
            assertThat(throughProxy(host, named, verifyPeer).bodyText()).isEqualTo("hello");
        }
    }

    private static Recording throughProxy(String host, TestIdentity identity, boolean verifyPeer) {
        try (TlsWorld world = new TlsWorld()) {
            listen6(world, identity.serverContext(null));
            world.serve(identity);
            ProxyOptions proxy = ProxyOptions.builder()
                    .proxy(Proxy.parse("https://user:secret@" + host + ":443"))
                    .tls(TlsWorld.trusting().verifyPeer(verifyPeer).build())
                    .build();
            Recording get = world.start("http://server.example/", builder -> builder.proxy(proxy));
            world.sim.runUntilDone();
            for (MemoryTls session : world.sessions) {
                assertThat(session.received().isEmpty()).isEqualTo(!get.result().isOk());
            }
            world.sim.assertClean();
            return get;
        }
    }

    @Test
    @Verifies("SEC40")
    void a_star_names_no_address() {
        for (String pattern : List.of("*.0.0.1", "*.0.1", "*.1", "*", "127.0.0.*", "*.*.*.*", "*::1", "*:1", "::*")) {
            assertNamed("127.0.0.1", nobody().dns(pattern), false);
            assertNamed("[::1]", nobody().dns(pattern), false);
            if (pattern.indexOf(':') < 0) {
                assertNamed("127.0.0.1", TestCertificates.of("CN=" + pattern), false);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, true",
        "EXAMPLE.com, example.COM, true",
        "example.com, example.com., true",
        "example.com, www.example.com, false",
        "www.example.com, example.com, false",
        "example.com, example.com.evil.test, false",
        "example.com, notexample.com, false",
        "example.co, example.com, false",
        "*.example.com, a.example.com, true",
        "*.EXAMPLE.com, A.example.COM, true",
        "*.example.com, a.example.com., true",
        "*.example.com, a-b.example.com, true",
        "*.example.com, example.com, false",
        "*.example.com, a.b.example.com, false",
        "*.example.com, aexample.com, false",
        "*.example.com, a.example.com.evil.test, false",
        "*.example.com, a.notexample.com, false",
        "*.com, example.com, false",
        "*.com., example.com, false",
        "*., com, false",
        "*, localhost, false",
        "*, example.com, false",
        "**, example.com, false",
        "**.example.com, a.example.com, false",
        "*.*.com, a.example.com, false",
        "*.*, example.com, false",
        "a.*.com, a.example.com, false",
        "www.*.example.com, www.a.example.com, false",
        "example.*, example.com, false",
        "f*.example.com, foo.example.com, false",
        "*o.example.com, foo.example.com, false",
        "f*o.example.com, foo.example.com, false",
        "*foo.example.com, foo.example.com, false",
        ".example.com, a.example.com, false",
        ".example.com, example.com, false",
        "a..example.com, a.example.com, false",
        "*..example.com, a.example.com, false",
        "*.example..com, a.example.com, false",
        "'', example.com, false",
        "'.', example.com, false",
        "'..', example.com, false",
        "' example.com', example.com, false",
        "'example.com ', example.com, false",
        "'*.example.com ', a.example.com, false",
        "http://example.com, example.com, false",
        "example.com:443, example.com, false",
        "example.com/, example.com, false",
        "u@example.com, example.com, false",
        // Without a list of public suffixes this is a domain like others. Java refuses it in chains of public
        // authorities.
        "*.co.uk, example.co.uk, true",
        "*.co.uk, a.example.co.uk, false",
        "*.co.uk, co.uk, false",
    })
    @Verifies("SEC41")
    void a_name_is_named_by_itself_or_by_a_star_for_its_first_label(String pattern, String host, boolean names) {
        assertNamed(host, nobody().dns("other.test").dns(pattern), names);
    }

    @Test
    @Verifies("SEC41")
    void a_dot_at_the_end_of_a_certificates_name_adds_no_host() {
        assertNamed("a.example.com", nobody().dns("b.example.com."), false);
        assertNamed("a.example.com", nobody().dns("a.example.com.."), false);
        assertNamed("com", nobody().dns("*.com."), false);
    }

    @ParameterizedTest
    @CsvSource({
        "x*.example.com, xn--l8j.example.com, false",
        "xn--*.example.com, xn--l8j.example.com, false",
        "xn--l8*.example.com, xn--l8j.example.com, false",
        "*l8j.example.com, xn--l8j.example.com, false",
        "*n--l8j.example.com, xn--l8j.example.com, false",
        "xn--l8j.*.com, xn--l8j.example.com, false",
        "*.example.com, xn--l8j.example.com, true",
        "XN--L8J.example.com, xn--l8j.example.com, true",
        "*.xn--l8j.test, a.xn--l8j.test, true",
        "*.x*.test, a.xn--l8j.test, false"
    })
    @Verifies("SEC42")
    void a_star_that_is_a_part_of_a_label_names_nobody_least_of_all_an_encoded_name(
            String pattern, String host, boolean names) {
        assertNamed(host, nobody().dns(pattern), names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"localhost\0.evil.test", "localhost\0", "\0localhost", "local\0host", "\0", "*\0.localhost"})
    @Verifies("SEC43")
    void a_name_with_a_nul_in_it_names_nobody(String name) {
        for (String host : List.of("localhost", "a.localhost", "local", "evil.test", "x.evil.test")) {
            assertNamed(host, nobody().dns(name), false);
            String escaped = name.replace("\0", "\\00");
            assertNamed(host, TestCertificates.of("CN=" + escaped + ",O=Nobody"), false);
        }
    }

    private static void assertNamed(String host, TestCertificates certificate, boolean expected) {
        TestIdentity identity = certificate.signedBy(CA);
        SSLContext context = identity.serverContext(null);
        for (boolean verifyPeer : new boolean[] {true, false}) {
            try (TlsWorld world = new TlsWorld()) {
                world.serve(context, tls -> {});
                if (host.startsWith("[")) {
                    listen6(world, context);
                }
                TlsOptions tls = TlsWorld.trusting().verifyPeer(verifyPeer).build();
                boolean isAddress = host.startsWith("[") || Character.isDigit(host.charAt(0));
                Recording get = world.start("https://" + host + "/", builder -> builder.tls(tls)
                        .names(isAddress ? NameOptions.DEFAULT : HERE));
                world.sim.runUntilDone();
                String what = host + " by " + certificateNames(identity) + ", verifyPeer " + verifyPeer + ": " + get;
                assertThat(get.result().isOk()).as(what).isEqualTo(expected);
                if (!expected) {
                    // A name that is no name at all makes Java refuse the whole certificate as it reads it.
                    assertThat(get.code())
                            .as(what)
                            .isIn(ResultCode.PEER_FAILED_VERIFICATION, ResultCode.SSL_CONNECT_ERROR);
                    assertThat(get.headerLines()).isEmpty();
                    assertThat(world.sessions).as(what).allMatch(tls12 -> tls12.received()
                            .isEmpty());
                }
                world.sim.assertClean();
            }
        }
    }

    private static List<String> certificateNames(TestIdentity identity) {
        List<String> names = new ArrayList<>();
        names.add(identity.certificate().getSubjectX500Principal().getName());
        try {
            if (identity.certificate().getSubjectAlternativeNames() != null) {
                identity.certificate().getSubjectAlternativeNames().forEach(name -> names.add(String.valueOf(name)));
            }
        } catch (java.security.cert.CertificateParsingException unreadable) {
            names.add("(unreadable)");
        }
        return names;
    }

    /** The same server at the loopback address of IPv6. */
    private static MemoryServer listen6(TlsWorld world, SSLContext context) {
        return world.sim.listen("::1", 443).onAccept(connection -> {
            MemoryTls tls = MemoryTls.on(connection, context);
            world.sessions.add(tls);
            tls.onRequest(request -> tls.send(Responses.ok("hello")));
            tls.onClose(tls::close);
        });
    }
}
