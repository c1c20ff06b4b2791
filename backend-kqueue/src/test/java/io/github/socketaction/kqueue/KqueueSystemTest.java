package io.github.socketaction.kqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.testkit.Verifies;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KqueueSystemTest {

    @ParameterizedTest
    @Verifies("K2")
    @CsvSource({
        "Mac OS X, 14.5, MACOS",
        "Mac OS X, 26.0, MACOS",
        "Darwin, 23.5.0, MACOS",
        "FreeBSD, 9.0-RELEASE, FREEBSD_11",
        "FreeBSD, 11.4-STABLE, FREEBSD_11",
        "FreeBSD, 12.0-RELEASE, FREEBSD_12",
        "FreeBSD, 14.1-RELEASE-p5, FREEBSD_12",
        "FreeBSD, 16.0-CURRENT, FREEBSD_12",
        "OpenBSD, 5.5, OPENBSD",
        "OpenBSD, 7.8, OPENBSD",
        "DragonFly, 6.4-RELEASE, DRAGONFLY",
        "NetBSD, 6.0, NETBSD_10",
        "NetBSD, 10.1, NETBSD_10",
        "NetBSD, 11.0_BETA, NETBSD_11",
        "NetBSD, 11.99.1, NETBSD_11"
    })
    void the_layout_goes_by_the_system_and_its_version(String name, String version, KeventLayout layout) {
        assertThat(KqueueSystem.of(name, version, "64", null)).isEqualTo(new KqueueSystem(layout, "c"));
        assertThat(KqueueSystem.of(name, version, null, "").layout()).isEqualTo(layout);
    }

    @ParameterizedTest
    @Verifies("K2")
    @CsvSource({
        "Linux, 6.18",
        "Windows 11, 10.0",
        "SunOS, 5.11",
        "Haiku, 1",
        "FreeBSD, 8.4-RELEASE",
        "FreeBSD, unknown",
        "OpenBSD, 5.4",
        "DragonFly, 3.8",
        "NetBSD, 5.2",
        "NetBSD, 10.99.12",
        "Mac OS X, ''"
    })
    void what_is_not_known_is_refused_by_name(String name, String version) {
        assertThatThrownBy(() -> KqueueSystem.of(name, version, "64", null))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining(name + " " + version)
                .hasMessageContaining("-Dsocketaction.kqueue.library");
    }

    @Test
    @Verifies("K2")
    void a_32_bit_java_is_refused_with_a_library_and_without() {
        for (String library : new String[] {null, "/lib/libkqueue.so"}) {
            assertThatThrownBy(() -> KqueueSystem.of("FreeBSD", "14.1", "32", library))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("32-bit");
        }
    }

    @Test
    @Verifies("K2")
    void a_library_is_taken_on_every_system() {
        assertThat(KqueueSystem.of("Linux", "6.18", "64", "/lib/libkqueue.so"))
                .isEqualTo(new KqueueSystem(KeventLayout.LIBKQUEUE, "/lib/libkqueue.so"));
    }
}
