package io.github.socketaction.epoll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.socketaction.posix.NativeSyscalls;
import io.github.socketaction.posix.Syscalls;
import io.github.socketaction.socket.Backends;
import io.github.socketaction.socket.Pollable;
import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class EpollBackendProviderTest {

    @Test
    @Verifies("X27")
    void epoll_is_found_by_name_and_is_the_best_on_linux() {
        assertThat(new EpollBackendProvider().unavailableReason()).isNull();
        assertThat(Backends.named("epoll")).isInstanceOf(EpollBackend.class);
        assertThat(Backends.best().name()).isEqualTo("epoll");
    }

    @Test
    @Verifies("X27")
    void another_system_and_32_bits_are_named_as_the_reason() {
        assertThat(EpollBackendProvider.reason("Mac OS X", "64")).contains("Mac OS X");
        assertThat(EpollBackendProvider.reason("Linux", "32")).contains("32-bit");
        assertThat(EpollBackendProvider.reason("Linux", "64")).isNull();
    }

    @Test
    @Verifies("X27")
    void a_probe_that_gets_back_something_else_refuses_the_layout() throws IOException {
        Syscalls calls = NativeSyscalls.get();
        EpollSyscalls epoll = NativeEpollSyscalls.get();
        EpollEventLayout right = EpollEventLayout.of(System.getProperty("os.arch"));
        EpollEventLayout wrong =
                right.equals(EpollEventLayout.PACKED) ? EpollEventLayout.ALIGNED : EpollEventLayout.PACKED;
        assertThat(EpollProbe.run(calls, epoll, right)).isNull();
        assertThat(EpollProbe.run(calls, epoll, wrong)).contains("layout");
        ScriptedEpoll script = new ScriptedEpoll();
        script.answer("epollCtl", -1);
        assertThat(EpollProbe.run(script.calls(), script.epoll(), right)).contains("Operation not permitted");
    }

    @Test
    @Verifies("X27")
    void without_jnr_on_the_class_path_epoll_is_unavailable_and_nothing_is_thrown() throws Exception {
        URL[] withoutJnr = {place(EpollBackendProvider.class), place(Syscalls.class), place(Backends.class)};
        try (URLClassLoader loader = new URLClassLoader(withoutJnr, ClassLoader.getPlatformClassLoader())) {
            Class<?> provider = loader.loadClass(EpollBackendProvider.class.getName());
            Object reason = provider.getMethod("unavailableReason")
                    .invoke(provider.getConstructor().newInstance());
            assertThat((String) reason).contains("missing").contains("jnr");
        }
    }

    private static URL place(Class<?> type) {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }

    @Test
    @Verifies("X27")
    void where_java_denies_native_access_epoll_says_so() throws Exception {
        Assumptions.assumeTrue(Runtime.version().feature() >= 24, "Java denies native access from 24 on");
        Process child = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "--illegal-native-access=deny",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Reason.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("denies native access");
    }

    /** What the child runs. */
    static final class Reason {

        private Reason() {}

        public static void main(String[] arguments) {
            System.out.println(new EpollBackendProvider().unavailableReason());
        }
    }

    @Test
    @Verifies("X18")
    void sockets_without_a_descriptor_are_refused_by_name() {
        Pollable foreign = new Pollable() {};
        assertThatThrownBy(() -> EpollBackend.fd(new Handle(3, foreign)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("socket 3")
                .hasMessageContaining("another backend");
        assertThatThrownBy(() -> EpollBackend.fd(new Handle(4, new EpollBackend().openTransport())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("connect");
        assertThatThrownBy(() -> EpollBackend.pollable(9_999))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9999");
    }
}
