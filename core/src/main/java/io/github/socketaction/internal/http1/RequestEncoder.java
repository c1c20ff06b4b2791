package io.github.socketaction.internal.http1;

import io.github.socketaction.internal.TransferFailure;
import io.github.socketaction.internal.http.Credentials;
import io.github.socketaction.internal.http.Forwarding;
import io.github.socketaction.internal.http.HostAddress;
import io.github.socketaction.internal.http.PreparedRequest;
import io.github.socketaction.transfer.Header;
import io.github.socketaction.transfer.RequestBody;
import io.github.socketaction.transfer.ResultCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the head of a request (RFC 9112, section 3), with the fields that curl sends and in its order. */
final class RequestEncoder {

    /** The longest head that is sent, in bytes; curl's limit. */
    static final int MAX_HEAD = 1024 * 1024;

    /** What proxies understand in place of {@code Connection}; curl sends it to all of them. */
    private static final String KEPT = "Keep-Alive";

    private final PreparedRequest request;
    private final List<Header> headers;

    /** The names of the fields that were written, or left out, in their place before the application's. */
    private final List<String> engineFields = new ArrayList<>();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    private RequestEncoder(PreparedRequest request, List<Header> headers) {
        this.request = request;
        this.headers = headers;
    }

    /**
     * The encoded head.
     *
     * @param forwarding what is said to the proxy that forwards it, or null if it goes to the server itself
     * @throws TransferFailure if it would not be a safe request
     */
    static byte[] encode(PreparedRequest request, @Nullable Forwarding forwarding) {
        if (forwarding == null) {
            return new RequestEncoder(request, request.headers()).encode(null);
        }
        List<Header> headers = new ArrayList<>(request.headers());
        for (Header header : forwarding.fields()) {
            if (!header.name().equalsIgnoreCase("Host")) {
                headers.add(header);
            }
        }
        return new RequestEncoder(request, headers).encode(forwarding);
    }

    /** The encoded head of a request for a tunnel. */
    static byte[] encodeConnect(
            PreparedRequest request, String version, @Nullable String authorization, @Nullable String userAgent) {
        return new RequestEncoder(request, request.headers()).encodeConnect(version, authorization, userAgent);
    }

    private byte[] encode(@Nullable Forwarding forwarding) {
        refuseBodyFields();
        text(request.method());
        text(" ");
        text(request.target(forwarding != null));
        text(" HTTP/1.1\r\n");
        engineField("Host", request.hostField());
        if (forwarding != null) {
            engineField("Proxy-Authorization", forwarding.authorization());
        }
        engineField("Authorization", Credentials.basic(request.url()));
        engineField("User-Agent", null);
        engineField("Accept", "*/*");
        if (forwarding != null) {
            engineField("Proxy-Connection", KEPT);
        }
        framingField(request.body());
        return ended();
    }

    private byte[] encodeConnect(String version, @Nullable String authorization, @Nullable String userAgent) {
        String authority =
                HostAddress.authority(request.origin().host(), request.origin().port());
        text("CONNECT " + authority + " HTTP/" + version + "\r\n");
        engineField("Host", authority);
        engineField("Proxy-Authorization", authorization);
        engineField("User-Agent", userAgent);
        engineField("Proxy-Connection", KEPT);
        return ended();
    }

    private byte[] ended() {
        for (Header header : headers) {
            if (!isEngineField(header.name())) {
                field(header.name(), header.value());
            }
        }
        text("\r\n");
        if (out.size() > MAX_HEAD) {
            throw refused("the request head has " + out.size() + " bytes; at most " + MAX_HEAD + " are allowed");
        }
        return out.toByteArray();
    }

    private void framingField(@Nullable RequestBody body) {
        if (body != null && body.isSized()) {
            field("Content-Length", Long.toString(body.length()));
        } else if (body != null) {
            field("Transfer-Encoding", "chunked");
        }
    }

    /** Writes a field of ours, unless the application gave its own; an empty one of its own means none. */
    private void engineField(String name, @Nullable String value) {
        engineFields.add(name);
        boolean own = false;
        for (Header header : headers) {
            if (header.name().equalsIgnoreCase(name)) {
                if (own && name.equals("Host")) {
                    throw refused("the request has two Host headers; give one");
                }
                own = true;
                if (!header.value().isBlank()) {
                    field(header.name(), header.value());
                }
            }
        }
        if (!own && value != null) {
            field(name, value);
        }
    }

    private boolean isEngineField(String name) {
        return engineFields.stream().anyMatch(name::equalsIgnoreCase);
    }

    /** Where a body ends is said by the engine alone: a second opinion would make the server misread what follows. */
    private void refuseBodyFields() {
        for (Header header : headers) {
            boolean coding = header.name().equalsIgnoreCase("Transfer-Encoding");
            boolean length = header.name().equalsIgnoreCase("Content-Length")
                    && !(request.body() == null && header.value().strip().equals("0"));
            if (coding || length) {
                throw refused("the request has the header " + header.name()
                        + ", which the engine writes itself; give the body and its length by upload() instead");
            }
        }
    }

    private void field(String name, String value) {
        text(name);
        text(value.isEmpty() ? ":" : ": ");
        text(value);
        text("\r\n");
    }

    /** Writes ISO-8859-1, and UTF-8 for what is beyond: cutting such a character to a byte could make a line end of it. */
    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c <= 0xff) {
                out.write(c);
            } else {
                int length = Character.charCount(text.codePointAt(i));
                out.writeBytes(text.substring(i, i + length).getBytes(StandardCharsets.UTF_8));
                i += length - 1;
            }
        }
    }

    private static TransferFailure refused(String message) {
        return new TransferFailure(ResultCode.BAD_FUNCTION_ARGUMENT, message);
    }
}
