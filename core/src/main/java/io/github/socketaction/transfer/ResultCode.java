package io.github.socketaction.transfer;

/**
 * How a transfer ended, with the names and numbers of libcurl's {@code CURLcode}, so that exit codes and log lines mean
 * what people already know. Codes that only other protocols can give are left out.
 */
public enum ResultCode {
    OK(0),
    /** The URL's scheme is not one of ours, or the answer is not HTTP. */
    UNSUPPORTED_PROTOCOL(1),
    FAILED_INIT(2),
    /** The URL cannot be understood. */
    URL_MALFORMAT(3),
    /** Something was asked for that this build cannot do. */
    NOT_BUILT_IN(4),
    COULDNT_RESOLVE_PROXY(5),
    COULDNT_RESOLVE_HOST(6),
    COULDNT_CONNECT(7),
    /** The server's answer breaks the protocol, or a limit that keeps us safe. */
    WEIRD_SERVER_REPLY(8),
    REMOTE_ACCESS_DENIED(9),
    HTTP2(16),
    /** The body ended before its announced length. */
    PARTIAL_FILE(18),
    HTTP_RETURNED_ERROR(22),
    /** The body or header callback refused, or could not take, what came. */
    WRITE_ERROR(23),
    READ_ERROR(26),
    OUT_OF_MEMORY(27),
    OPERATION_TIMEDOUT(28),
    RANGE_ERROR(33),
    /** The handshake of TLS failed, for another reason than those with a code of their own. */
    SSL_CONNECT_ERROR(35),
    BAD_DOWNLOAD_RESUME(36),
    FILE_COULDNT_READ_FILE(37),
    ABORTED_BY_CALLBACK(42),
    BAD_FUNCTION_ARGUMENT(43),
    INTERFACE_FAILED(45),
    TOO_MANY_REDIRECTS(47),
    UNKNOWN_OPTION(48),
    SETOPT_OPTION_SYNTAX(49),
    /** The server closed the connection without a byte of answer. */
    GOT_NOTHING(52),
    SEND_ERROR(55),
    RECV_ERROR(56),
    /** Our own certificate or its key cannot be used. */
    SSL_CERTPROBLEM(58),
    /** A cipher suite was asked for that nobody knows, or that the TLS implementation does not have. */
    SSL_CIPHER(59),
    /** The peer's certificate does not do: its chain, its dates, its name, or that it is revoked. */
    PEER_FAILED_VERIFICATION(60),
    BAD_CONTENT_ENCODING(61),
    FILESIZE_EXCEEDED(63),
    SEND_FAIL_REWIND(65),
    LOGIN_DENIED(67),
    /** A file or directory of trusted certificates cannot be read, or has none. */
    SSL_CACERT_BADFILE(77),
    /** Closing TLS failed. No transfer ends with it: its result is known by then, and the connection is just dropped. */
    SSL_SHUTDOWN_FAILED(80),
    /** A file of revocation lists cannot be read, or has none. */
    SSL_CRL_BADFILE(82),
    /** Never given: it belongs to libcurl's {@code CURLOPT_ISSUERCERT}, which has no counterpart here. */
    SSL_ISSUER_ERROR(83),
    NO_CONNECTION_AVAILABLE(89),
    /** The peer's public key is none of those that are pinned, or what is pinned cannot be understood or read. */
    SSL_PINNEDPUBKEYNOTMATCH(90),
    /** Never given: stapled answers about revocation are not verified, see {@link TlsOptions}. */
    SSL_INVALIDCERTSTATUS(91),
    HTTP2_STREAM(92),
    RECURSIVE_API_CALL(93),
    AUTH_ERROR(94),
    PROXY(97),
    /** The peer wants a certificate of ours, and there is none. */
    SSL_CLIENTCERT(98),
    UNRECOVERABLE_POLL(99);

    private final int number;

    ResultCode(int number) {
        this.number = number;
    }

    /** libcurl's number, which is also the exit code of a command that ends with this result. */
    public int number() {
        return number;
    }
}
