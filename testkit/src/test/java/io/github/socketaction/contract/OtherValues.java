package io.github.socketaction.contract;

import io.github.socketaction.transfer.ConnectTo;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.KeepAlive;
import io.github.socketaction.transfer.LocalEnd;
import io.github.socketaction.transfer.PortRange;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ResolveOverride;
import java.lang.reflect.RecordComponent;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.Provider;
import java.security.Security;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of options that are not the default. */
final class OtherValues {

    /** For an option by its name, where its type does not say enough. */
    private static final Map<String, Object> BY_NAME = Map.of(
            "preProxy", Proxy.parse("socks5://127.0.0.9:1080"),
            "proxy", Proxy.parse("http://127.0.0.9:3128"),
            "headers", List.of(new Header("X-Other", "1")),
            "noProxy", List.of("other.example"),
            "ciphers", List.of("ECDHE-RSA-AES128-GCM-SHA256"),
            "tls13Ciphers", List.of("TLS_AES_128_GCM_SHA256"),
            "resolve", List.of(ResolveOverride.parse("other.example:80:127.0.0.9")),
            "connectTo", List.of(ConnectTo.parse("other.example:80:127.0.0.9:80")));

    private static final Map<Class<?>, Object> BY_TYPE = Map.of(
            String.class,
            "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
            Path.class,
            Path.of("/nonexistent/other.pem"),
            Provider.class,
            Security.getProviders()[0],
            KeepAlive.class,
            new KeepAlive(7, 7),
            LocalEnd.class,
            LocalEnd.parse("host!127.0.0.9"),
            PortRange.class,
            new PortRange(40_000, 40_001),
            SocketAddress.class,
            UnixDomainSocketAddress.of("/nonexistent/other.sock"));

    private OtherValues() {}

    static Object than(String name, RecordComponent component, @Nullable Object usual) {
        Object named = BY_NAME.get(component.getName());
        Object other = named == null ? byType(component.getType(), usual) : named;
        if (other == null || other.equals(usual)) {
            throw new AssertionError("no other value is known for the option " + name + " of type "
                    + component.getGenericType() + "; add one to OtherValues");
        }
        return other;
    }

    private static @Nullable Object byType(Class<?> type, @Nullable Object usual) {
        if (usual instanceof Boolean is) {
            return !is;
        }
        if (usual instanceof Enum<?> constant) {
            Object[] all = constant.getDeclaringClass().getEnumConstants();
            return all[0] == constant ? all[all.length - 1] : all[0];
        }
        if (usual instanceof Duration duration) {
            return Duration.ofMillis(123).equals(duration) ? Duration.ZERO : Duration.ofMillis(123);
        }
        return BY_TYPE.get(type);
    }
}
