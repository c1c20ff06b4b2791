package io.github.socketaction.cli;

import io.github.socketaction.transfer.Proxy;
import io.github.socketaction.transfer.ResultCode;
import io.github.socketaction.transfer.Timeline;
import io.github.socketaction.transfer.TransferInfo;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A variable of {@code -w}, with curl's name and meaning. Sorted by name, the order in which JSON has them. */
enum WriteOutVariable {
    CONN_ID,
    CONTENT_TYPE,
    ERRORMSG,
    EXITCODE,
    FILENAME_EFFECTIVE,
    HTTP_CODE,
    HTTP_CONNECT,
    HTTP_VERSION,
    LOCAL_IP,
    LOCAL_PORT,
    METHOD,
    NUM_CONNECTS,
    NUM_HEADERS,
    PROXY_SSL_VERIFY_RESULT,
    PROXY_USED,
    REMOTE_IP,
    REMOTE_PORT,
    RESPONSE_CODE,
    SCHEME,
    SIZE_DOWNLOAD,
    SIZE_HEADER,
    SIZE_REQUEST,
    SIZE_UPLOAD,
    SPEED_DOWNLOAD,
    SPEED_UPLOAD,
    SSL_VERIFY_RESULT,
    TIME_APPCONNECT,
    TIME_CONNECT,
    TIME_NAMELOOKUP,
    TIME_PRETRANSFER,
    TIME_QUEUE,
    TIME_STARTTRANSFER,
    TIME_TOTAL,
    URL,
    URL_EFFECTIVE,
    URLNUM,
    XFER_ID;

    private static final WriteOutVariable[] ALL = values();

    /** OpenSSL's number for a reason that is not told; curl prints OpenSSL's numbers, and Java has none. */
    private static final String UNSPECIFIED_REASON = "1";

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The variable of a name, or null. */
    static @Nullable WriteOutVariable named(String name) {
        for (WriteOutVariable variable : ALL) {
            if (variable.word.equals(name)) {
                return variable;
            }
        }
        return null;
    }

    /** The variable's name. */
    String word() {
        return word;
    }

    /** Whether JSON has it as a number. */
    boolean isNumber() {
        return switch (this) {
            case CONTENT_TYPE,
                    ERRORMSG,
                    FILENAME_EFFECTIVE,
                    HTTP_VERSION,
                    LOCAL_IP,
                    METHOD,
                    REMOTE_IP,
                    SCHEME,
                    URL,
                    URL_EFFECTIVE -> false;
            default -> true;
        };
    }

    /** Its text, or null when there is none; times in seconds, sizes in bytes, speeds in bytes a second. */
    @Nullable String text(TransferReport report) {
        TransferInfo info = report.transfer().info();
        Timeline times = info.timeline();
        return switch (this) {
            case CONN_ID -> String.valueOf(info.connectionId());
            case CONTENT_TYPE -> report.head().contentType();
            case ERRORMSG -> report.result().isOk() ? null : report.result().message();
            case EXITCODE -> String.valueOf(report.result().code().number());
            case FILENAME_EFFECTIVE -> report.file();
            case HTTP_CODE, RESPONSE_CODE -> String.valueOf(info.status());
            case HTTP_CONNECT -> String.valueOf(info.connectStatus());
            case HTTP_VERSION -> version(info.httpVersion());
            case LOCAL_IP -> ip(info.localAddress());
            case LOCAL_PORT -> port(info.localAddress());
            case METHOD -> report.transfer().options().method();
            case NUM_CONNECTS -> String.valueOf(info.newConnections());
            case NUM_HEADERS -> String.valueOf(report.head().fields());
            case PROXY_SSL_VERIFY_RESULT -> verifyResult(report, true);
            case PROXY_USED -> info.usedProxy() ? "1" : "0";
            case REMOTE_IP -> ip(info.remoteAddress());
            case REMOTE_PORT -> port(info.remoteAddress());
            case SCHEME -> info.remoteAddress() == null ? null : UrlScheme.of(info.effectiveUrl());
            case SIZE_DOWNLOAD -> String.valueOf(info.downloadedBytes());
            case SIZE_HEADER -> String.valueOf(info.headerBytes());
            case SIZE_REQUEST -> String.valueOf(info.requestBytes());
            case SIZE_UPLOAD -> String.valueOf(info.uploadedBytes());
            case SPEED_DOWNLOAD -> speed(info.downloadedBytes(), times.total());
            case SPEED_UPLOAD -> speed(info.uploadedBytes(), times.total());
            case SSL_VERIFY_RESULT -> verifyResult(report, false);
            case TIME_APPCONNECT -> seconds(times.secured());
            case TIME_CONNECT -> seconds(times.connected());
            case TIME_NAMELOOKUP -> seconds(times.nameLookup());
            case TIME_PRETRANSFER -> seconds(times.preTransfer());
            case TIME_QUEUE -> seconds(times.queued());
            case TIME_STARTTRANSFER -> seconds(times.startTransfer());
            case TIME_TOTAL -> seconds(times.total());
            case URL -> report.transfer().options().url();
            case URL_EFFECTIVE -> info.effectiveUrl();
            case URLNUM -> String.valueOf(report.index());
            // curl counts from 0.
            case XFER_ID -> String.valueOf(report.transfer().id() - 1);
        };
    }

    /** Its text as a format has it; a status has three digits there. */
    String shown(TransferReport report) {
        String text = text(report);
        if (text == null) {
            return "";
        }
        boolean isStatus = this == HTTP_CODE || this == HTTP_CONNECT || this == RESPONSE_CODE;
        return isStatus ? "0".repeat(Math.max(3 - text.length(), 0)) + text : text;
    }

    /** Seconds with six decimals; 0 for a step that was not reached. */
    static String seconds(long nanos) {
        long micros = Math.max(nanos, 0) / 1_000;
        String fraction = String.valueOf(micros % 1_000_000);
        return micros / 1_000_000 + "." + "0".repeat(6 - fraction.length()) + fraction;
    }

    static String speed(long bytes, long nanos) {
        return nanos <= 0 ? "0" : String.valueOf((long) (bytes * 1e9 / nanos));
    }

    static String version(int tenths) {
        return switch (tenths) {
            case 0 -> "0";
            case 10 -> "1.0";
            case 11 -> "1.1";
            default -> String.valueOf(tenths / 10);
        };
    }

    /** Whether the certificate of the proxy, or of the server, was refused; who it was, the tunnel tells: it comes between. */
    private static String verifyResult(TransferReport report, boolean ofProxy) {
        if (report.result().code() != ResultCode.PEER_FAILED_VERIFICATION) {
            return "0";
        }
        TransferInfo info = report.transfer().info();
        Proxy proxy = report.transfer().options().proxy().proxy();
        boolean isProxy = info.usedProxy()
                && proxy != null
                && proxy.kind() == Proxy.Kind.HTTPS
                && info.connectStatus() / 100 != 2;
        return isProxy == ofProxy ? UNSPECIFIED_REASON : "0";
    }

    private static String ip(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet && inet.getAddress() != null
                ? inet.getAddress().getHostAddress()
                : "";
    }

    private static String port(@Nullable SocketAddress address) {
        return address instanceof InetSocketAddress inet ? String.valueOf(inet.getPort()) : "0";
    }
}
