package io.github.socketaction.posix;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.Verifies;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class NativeProbeTest {

    @Test
    @Verifies({"X27", "K3"})
    void what_a_probe_answers_is_the_reason() {
        assertThat(NativeProbe.reason("epoll", () -> null)).isNull();
        assertThat(NativeProbe.reason("epoll", () -> "so it is")).isEqualTo("so it is");
    }

    @Test
    @Verifies({"X27", "K3"})
    void what_is_missing_is_named() {
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw new UnsatisfiedLinkError("no libjffi\nin these places");
                }))
                .isEqualTo("jnr cannot load its native part or the functions of epoll:"
                        + " java.lang.UnsatisfiedLinkError: no libjffi");
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw new NoClassDefFoundError("jnr/ffi/LibraryLoader");
                }))
                .contains("jnr/ffi/LibraryLoader");
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw (Error) new NoClassDefFoundError("jnr/ffi/Pointer")
                            .initCause(new ClassNotFoundException("jnr.ffi.Pointer"));
                }))
                .contains("jnr.ffi.Pointer is missing");
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw new IOException("cannot open an epoll: Function not implemented");
                }))
                .isEqualTo(
                        "it does not work here: java.io.IOException: cannot open an epoll: Function not implemented");
    }

    @Test
    @Verifies({"X27", "K3"})
    void denied_native_access_is_named_however_it_shows() {
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw new ExceptionInInitializerError(new IllegalCallerException("module jffi"));
                }))
                .contains("denies native access")
                .contains("--enable-native-access");
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw new IllegalCallerException("module jffi");
                }))
                .contains("denies native access");
        assertThat(NativeProbe.reason("epoll", () -> {
                    throw new UnsatisfiedLinkError("java.lang.IllegalCallerException: no\n\tat some.Place");
                }))
                .contains("--enable-native-access")
                .doesNotContain("some.Place");
    }
}
