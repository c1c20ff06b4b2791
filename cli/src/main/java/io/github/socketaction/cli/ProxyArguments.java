package io.github.socketaction.cli;

import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ProxyOptions;
import io.github.socketaction.transfer.ProxyOptions.Auth;
import io.github.socketaction.transfer.ProxyOptions.HaproxyHeader;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TlsOptions;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Through whom servers are reached, by the command line and the environment. */
final class ProxyArguments {

    private static final Option[] PROXIES = {
        Option.PROXY, Option.PROXY_1_0, Option.SOCKS4, Option.SOCKS4A, Option.SOCKS5, Option.SOCKS5_HOSTNAME
    };

    private final CommandLine line;
    private final Map<String, String> environment;
    private final ProxyOptions common;
    private final @Nullable Proxy proxy;

    /** Whether an option says which proxy there is, if only that there is none. */
    private final boolean isDecided;

    /**
     * Arguments.
     *
     * @param environment the variables of the process
     * @param tls how TLS is spoken with an HTTPS proxy
     * @throws ValueException when a value cannot be used
     * @throws UsageException when a value cannot be understood
     */
    ProxyArguments(CommandLine line, Map<String, String> environment, TlsOptions tls) {
        this.line = line;
        this.environment = environment;
        checkLogin(line.text(Option.PROXY_USER));
        Option given = line.last(PROXIES);
        proxy = given == null ? null : proxy(given, kind(given));
        Proxy preProxy = proxy(Option.PREPROXY, Proxy.Kind.SOCKS4);
        isDecided = given != null || preProxy != null;
        ProxyOptions.Builder builder = ProxyOptions.builder().tls(tls).auth(auth());
        builder.noProxy(noProxy()).tunnel(line.has(Option.PROXYTUNNEL));
        builder.haproxy(line.has(Option.HAPROXY_PROTOCOL) ? HaproxyHeader.V1 : HaproxyHeader.NONE);
        builder.tunnelHeaders(!line.has(Option.SUPPRESS_CONNECT_HEADERS));
        addHeaders(builder);
        builder.preProxy(preProxy).proxy(withLogin(proxy));
        try {
            common = builder.build();
        } catch (IllegalArgumentException e) {
            throw new ValueException(ResultCode.COULDNT_CONNECT, Option.PREPROXY, e);
        }
    }

    /**
     * What holds for a URL.
     *
     * @throws ValueException when the environment has a proxy for it that cannot be used
     */
    ProxyOptions forUrl(String url) {
        if (isDecided) {
            return common;
        }
        String scheme = UrlScheme.of(url);
        try {
            Proxy named = ProxyOptions.fromEnvironment(environment, scheme).proxy();
            return named == null
                    ? common
                    : common.toBuilder().proxy(withLogin(named)).build();
        } catch (IllegalArgumentException e) {
            throw new ValueException(ResultCode.COULDNT_RESOLVE_PROXY, String.valueOf(e.getMessage()));
        }
    }

    private static Proxy.Kind kind(Option option) {
        return switch (option) {
            case PROXY_1_0 -> Proxy.Kind.HTTP_1_0;
            case SOCKS4 -> Proxy.Kind.SOCKS4;
            case SOCKS4A -> Proxy.Kind.SOCKS4A;
            case SOCKS5 -> Proxy.Kind.SOCKS5;
            case SOCKS5_HOSTNAME -> Proxy.Kind.SOCKS5_HOSTNAME;
            default -> Proxy.Kind.HTTP;
        };
    }

    private @Nullable Proxy proxy(Option option, Proxy.Kind unlessSaid) {
        String text = line.text(option);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Proxy.parse(text, unlessSaid);
        } catch (IllegalArgumentException e) {
            ResultCode code = hasKnownScheme(text) ? ResultCode.COULDNT_RESOLVE_PROXY : ResultCode.COULDNT_CONNECT;
            String place = text.substring(text.lastIndexOf('@') + 1);
            String message = "option --" + option.longName + ": cannot use '" + place + "': " + e.getMessage();
            throw new ValueException(code, message);
        }
    }

    private static boolean hasKnownScheme(String text) {
        int end = text.indexOf("://");
        String scheme = text.substring(0, Math.max(end, 0)).toLowerCase(Locale.ROOT);
        boolean isKnown = end < 0 || scheme.equals("socks");
        for (Proxy.Kind kind : Proxy.Kind.values()) {
            isKnown |= kind.scheme().equals(scheme);
        }
        return isKnown;
    }

    /** The proxy with the login of {@code --proxy-user}, percent-encoded; as in curl, one in the proxy's own text counts more. */
    private @Nullable Proxy withLogin(@Nullable Proxy named) {
        String login = line.text(Option.PROXY_USER);
        if (login == null || named == null || named.user() != null) {
            return named;
        }
        int colon = login.indexOf(':');
        try {
            return named.withEncodedLogin(login.substring(0, colon), login.substring(colon + 1));
        } catch (IllegalArgumentException e) {
            throw new ValueException(ResultCode.URL_MALFORMAT, Option.PROXY_USER, e);
        }
    }

    private static void checkLogin(@Nullable String login) {
        if (login == null) {
            return;
        }
        if (login.indexOf(':') < 0) {
            throw new UsageException(
                    "option --proxy-user: needs user:password; sact does not ask for the password of a user alone");
        }
        if (login.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new UsageException("option --proxy-user: has a control character");
        }
    }

    private Auth auth() {
        if (line.has(Option.PROXY_ANYAUTH)) {
            return Auth.ANY;
        }
        return line.has(Option.PROXY_DIGEST) ? Auth.DIGEST : Auth.BASIC;
    }

    /** The option counts more than the variables, even when it is empty. */
    private String noProxy() {
        String option = line.text(Option.NOPROXY);
        if (option != null) {
            return option;
        }
        String lower = environment.getOrDefault("no_proxy", "");
        return lower.isEmpty() ? environment.getOrDefault("NO_PROXY", "") : lower;
    }

    private void addHeaders(ProxyOptions.Builder builder) {
        for (Header header : RequestHeaders.forProxies(line.list(Option.PROXY_HEADER))) {
            builder.header(header.name(), header.value());
        }
    }
}
