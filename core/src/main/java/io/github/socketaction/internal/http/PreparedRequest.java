package io.github.socketaction.internal.http;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.TransferOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as far as it can be made without knowing the HTTP version.
 *
 * @param url what is asked for
 * @param origin whom it is asked of
 * @param method the method, a token
 * @param head whether the method is {@code HEAD}, so that no response has a body
 * @param headers the application's own fields
 * @param body the body to send, or null for none
 */
public record PreparedRequest(
        Url url,
        Origin origin,
        String method,
        boolean head,
        List<Header> headers,
        @Nullable RequestBody body) {

    public PreparedRequest {
        headers = List.copyOf(headers);
    }

    /**
     * Prepares what the options ask for.
     *
     * @throws TransferFailure with {@code URL_MALFORMAT} or {@code NOT_BUILT_IN} for a URL that cannot be used, and {@code
     *     UNSUPPORTED_PROTOCOL} for one of another scheme than http and https
     */
    public static PreparedRequest of(TransferOptions options) {
        Url url = Url.parseLenient(options.url());
        if (!url.scheme().equals("http") && !url.scheme().equals("https")) {
            throw unsupported(url.scheme());
        }
        String method = options.method();
        return new PreparedRequest(
                url, url.origin(), method, method.equals("HEAD"), options.headers(), options.requestBody());
    }

    /** The same with another body. */
    public PreparedRequest withBody(RequestBody newBody) {
        return new PreparedRequest(url, origin, method, head, headers, newBody);
    }

    /**
     * What stands in the request line between the method and the version (RFC 9112, section 3.2).
     *
     * @param isAbsolute whether it names the server too, as a proxy that forwards it needs it
     */
    public String target(boolean isAbsolute) {
        String path = url.query() == null ? url.path() : url.path() + "?" + url.query();
        return isAbsolute ? url.scheme() + "://" + hostField() + path : path;
    }

    /** Whom it is asked of, as the field {@code Host} says it. */
    public String hostField() {
        return url.hasUnusualPort() ? url.host() + ":" + url.port() : url.host();
    }

    /** Whether asking twice is as good as asking once (RFC 9110, section 9.2.2). */
    public boolean idempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }

    private static TransferFailure unsupported(String scheme) {
        return new TransferFailure(
                ResultCode.UNSUPPORTED_PROTOCOL,
                "cannot use a URL with the scheme " + scheme + ": only http and https are supported");
    }
}
