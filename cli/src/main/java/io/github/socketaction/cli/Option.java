package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/** The options, one row each: how it is written, what it takes, and what the help says. curl's names and meanings. */
enum Option {
    ABSTRACT_UNIX_SOCKET(
            "abstract-unix-socket", 0, Kind.TEXT, "path", HelpTopic.CONNECTION, "Connect to this abstract Unix socket"),
    ALPN("alpn", 0, Kind.FLAG_ON, null, HelpTopic.TLS, "Do not negotiate the protocol above TLS"),
    BACKEND("backend", 0, Kind.TEXT, "name", HelpTopic.COMMAND, "Wait for sockets with it (default nio)"),
    CACERT("cacert", 0, Kind.TEXT, "file", HelpTopic.TLS, "Trust the authorities in this PEM file"),
    CAPATH("capath", 0, Kind.TEXT, "dir", HelpTopic.TLS, "Trust those in the PEM files of a directory"),
    CERT("cert", 'E', Kind.TEXT, "file[:password]", HelpTopic.TLS, "Certificate to show to the server"),
    CERT_TYPE("cert-type", 0, Kind.TEXT, "type", HelpTopic.TLS, "How it is written: PEM (default), DER, P12"),
    CIPHERS("ciphers", 0, Kind.TEXT, "list", HelpTopic.TLS, "Cipher suites for TLS 1.2, by OpenSSL's names"),
    CONNECT_TIMEOUT(
            "connect-timeout",
            0,
            Kind.SECONDS,
            "seconds",
            HelpTopic.CONNECTION,
            "Longest time for look-up and connecting"),
    CONNECT_TO(
            "connect-to",
            0,
            Kind.LIST,
            "host:port:host:port",
            HelpTopic.CONNECTION,
            "Connect to the second for the first"),
    CRLFILE("crlfile", 0, Kind.TEXT, "file", HelpTopic.TLS, "Refuse what this PEM file has as revoked"),
    GLOBOFF("globoff", 'g', Kind.FLAG, null, HelpTopic.HTTP, "Accepted: {} and [] are sent as they are"),
    HAPPY_EYEBALLS_TIMEOUT_MS(
            "happy-eyeballs-timeout-ms",
            0,
            Kind.NUMBER,
            "ms",
            HelpTopic.CONNECTION,
            "Time an address is tried alone (default 200)"),
    HAPROXY_PROTOCOL("haproxy-protocol", 0, Kind.FLAG, null, HelpTopic.PROXY, "Begin with a PROXY header, version 1"),
    HEAD("head", 'I', Kind.FLAG, null, HelpTopic.HTTP, "Ask for the headers only, with HEAD"),
    HEADER("header", 'H', Kind.LIST, "header", HelpTopic.HTTP, "Send \"Name: value\"; \"Name:\" drops it"),
    HELP("help", 'h', Kind.IMMEDIATE, "category", HelpTopic.COMMAND, "Show this help, or that on one category"),
    INCLUDE("include", 'i', Kind.FLAG, null, HelpTopic.OUTPUT, "Put the response headers before the body"),
    INSECURE("insecure", 'k', Kind.FLAG, null, HelpTopic.TLS, "Accept any certificate of the server"),
    INTERFACE("interface", 0, Kind.TEXT, "name", HelpTopic.CONNECTION, "Use this network interface or local address"),
    IPV4("ipv4", '4', Kind.FLAG, null, HelpTopic.CONNECTION, "Use IPv4 addresses only"),
    IPV6("ipv6", '6', Kind.FLAG, null, HelpTopic.CONNECTION, "Use IPv6 addresses only"),
    KEEPALIVE("keepalive", 0, Kind.FLAG_ON, null, HelpTopic.CONNECTION, "Do not probe idle connections"),
    KEEPALIVE_TIME(
            "keepalive-time", 0, Kind.NUMBER, "seconds", HelpTopic.CONNECTION, "Time between probes (default 60)"),
    KEY("key", 0, Kind.TEXT, "file", HelpTopic.TLS, "Private key, if it is not in the file of -E"),
    KEY_TYPE("key-type", 0, Kind.TEXT, "type", HelpTopic.TLS, "How it is written: PEM (default) or DER"),
    LOCAL_PORT("local-port", 0, Kind.TEXT, "from[-to]", HelpTopic.CONNECTION, "Use one of these local ports"),
    MAX_TIME("max-time", 'm', Kind.SECONDS, "seconds", HelpTopic.HTTP, "Longest time for each transfer, such as 1.5"),
    NOPROXY("noproxy", 0, Kind.TEXT, "hosts", HelpTopic.PROXY, "Reach these, with commas, without a proxy"),
    OUTPUT("output", 'o', Kind.OUTPUT_FILE, "file", HelpTopic.OUTPUT, "Write to a file instead of stdout"),
    PARALLEL("parallel", 'Z', Kind.FLAG, null, HelpTopic.HTTP, "Run the transfers at the same time"),
    PARALLEL_MAX(
            "parallel-max", 0, Kind.NUMBER, "number", HelpTopic.HTTP, "Most at the same time, 1 to 65535 (default 50)"),
    PASS("pass", 0, Kind.TEXT, "password", HelpTopic.TLS, "What the private key is encrypted with"),
    PINNEDPUBKEY(
            "pinnedpubkey", 0, Kind.TEXT, "hashes", HelpTopic.TLS, "Key the server must have: sha256//..., a file"),
    PREPROXY("preproxy", 0, Kind.TEXT, "[type://]host[:port]", HelpTopic.PROXY, "SOCKS proxy on the way to the proxy"),
    PROGRESS_METER("progress-meter", 0, Kind.FLAG_ON, null, HelpTopic.OUTPUT, "Show no progress"),
    PROXY("proxy", 'x', Kind.TEXT, "[type://]host[:port]", HelpTopic.PROXY, "Use this proxy; \"\" uses none"),
    PROXY_ANYAUTH("proxy-anyauth", 0, Kind.FLAG, null, HelpTopic.PROXY, "Log in as the proxy asks for it"),
    PROXY_BASIC("proxy-basic", 0, Kind.FLAG, null, HelpTopic.PROXY, "Log in with Basic, as is the default"),
    PROXY_CACERT("proxy-cacert", 0, Kind.TEXT, "file", HelpTopic.PROXY, "Trust these authorities for an HTTPS proxy"),
    PROXY_DIGEST("proxy-digest", 0, Kind.FLAG, null, HelpTopic.PROXY, "Log in with Digest"),
    PROXY_HEADER("proxy-header", 0, Kind.LIST, "header", HelpTopic.PROXY, "As -H, but for the proxy"),
    PROXY_INSECURE("proxy-insecure", 0, Kind.FLAG, null, HelpTopic.PROXY, "Accept any certificate of an HTTPS proxy"),
    PROXY_USER("proxy-user", 'U', Kind.TEXT, "user:password", HelpTopic.PROXY, "Who we are to the proxy"),
    PROXY_1_0("proxy1.0", 0, Kind.TEXT, "host[:port]", HelpTopic.PROXY, "Use this proxy, which speaks HTTP/1.0"),
    PROXYTUNNEL("proxytunnel", 'p', Kind.FLAG, null, HelpTopic.PROXY, "Ask for a tunnel (CONNECT) for http too"),
    REMOTE_NAME(
            "remote-name", 'O', Kind.OUTPUT_REMOTE_NAME, null, HelpTopic.OUTPUT, "Write to a file named as in the URL"),
    RESOLVE(
            "resolve",
            0,
            Kind.LIST,
            "host:port:address",
            HelpTopic.CONNECTION,
            "Use this address, or several with commas"),
    SHOW_ERROR("show-error", 'S', Kind.FLAG, null, HelpTopic.OUTPUT, "Show errors even with -s"),
    SILENT("silent", 's', Kind.FLAG, null, HelpTopic.OUTPUT, "Show no progress and no errors"),
    SOCKS4("socks4", 0, Kind.TEXT, "host[:port]", HelpTopic.PROXY, "SOCKS 4 proxy; addresses are looked up here"),
    SOCKS4A("socks4a", 0, Kind.TEXT, "host[:port]", HelpTopic.PROXY, "SOCKS 4a proxy; it looks names up"),
    SOCKS5("socks5", 0, Kind.TEXT, "host[:port]", HelpTopic.PROXY, "SOCKS 5 proxy; addresses are looked up here"),
    SOCKS5_HOSTNAME(
            "socks5-hostname", 0, Kind.TEXT, "host[:port]", HelpTopic.PROXY, "SOCKS 5 proxy; it looks names up"),
    SUPPRESS_CONNECT_HEADERS(
            "suppress-connect-headers", 0, Kind.FLAG, null, HelpTopic.PROXY, "Leave the answers to CONNECT out of -i"),
    TCP_NODELAY("tcp-nodelay", 0, Kind.FLAG_ON, null, HelpTopic.CONNECTION, "Collect small writes"),
    TLS_MAX("tls-max", 0, Kind.TEXT, "version", HelpTopic.TLS, "Newest TLS to speak: 1.2, 1.3 or default"),
    TLS13_CIPHERS("tls13-ciphers", 0, Kind.TEXT, "list", HelpTopic.TLS, "Cipher suites for TLS 1.3"),
    TLSV1_2("tlsv1.2", 0, Kind.FLAG, null, HelpTopic.TLS, "Speak TLS 1.2 or newer, as is the default"),
    TLSV1_3("tlsv1.3", 0, Kind.FLAG, null, HelpTopic.TLS, "Speak TLS 1.3 or newer"),
    UNIX_SOCKET("unix-socket", 0, Kind.TEXT, "path", HelpTopic.CONNECTION, "Connect to this Unix socket"),
    URL("url", 0, Kind.URL, "url", HelpTopic.HTTP, "One more URL"),
    USER_AGENT("user-agent", 'A', Kind.TEXT, "name", HelpTopic.HTTP, "Send this User-Agent; \"\" sends none"),
    VERBOSE("verbose", 'v', Kind.FLAG, null, HelpTopic.OUTPUT, "Show what is sent and received, on stderr"),
    VERSION("version", 'V', Kind.IMMEDIATE, null, HelpTopic.COMMAND, "Show the version and the backends"),
    WRITE_OUT("write-out", 'w', Kind.TEXT, "format", HelpTopic.OUTPUT, "Print this after each transfer, filled in");

    /** What an option takes, and where it goes. */
    enum Kind {
        /** Yes or no, no unless given; {@code --no-name} takes it back. */
        FLAG,
        /** Yes or no, yes unless {@code --no-name} is given. */
        FLAG_ON,
        /** Ends the reading of options at once. */
        IMMEDIATE,
        /** Any text; the last one counts. */
        TEXT,
        /** A decimal number of seconds, kept as milliseconds; the last one counts. */
        SECONDS,
        /** A whole number; the last one counts. */
        NUMBER,
        /** Any text; all of them count. */
        LIST,
        /** A URL. */
        URL,
        /** Where the next URL's data goes: a file. */
        OUTPUT_FILE,
        /** Where the next URL's data goes: a file named as in the URL. */
        OUTPUT_REMOTE_NAME;

        boolean takesArgument() {
            return switch (this) {
                case FLAG, FLAG_ON, IMMEDIATE, OUTPUT_REMOTE_NAME -> false;
                case TEXT, SECONDS, NUMBER, LIST, URL, OUTPUT_FILE -> true;
            };
        }

        boolean isNegatable() {
            return this == FLAG || this == FLAG_ON || this == OUTPUT_REMOTE_NAME;
        }
    }

    private static final Option[] ALL = values();

    final String longName;

    /** The letter after a single dash, or 0 when there is none. */
    final char letter;

    final Kind kind;
    final @Nullable String argument;
    final HelpTopic topic;
    final String help;

    Option(String longName, int letter, Kind kind, @Nullable String argument, HelpTopic topic, String help) {
        this.longName = longName;
        this.letter = (char) letter;
        this.kind = kind;
        this.argument = argument;
        this.topic = topic;
        this.help = help;
    }

    /** The option of a name, without its dashes, or null. */
    static @Nullable Option named(String name) {
        for (Option option : ALL) {
            if (option.longName.equals(name)) {
                return option;
            }
        }
        return null;
    }

    /** The option of a letter, or null. */
    static @Nullable Option lettered(char letter) {
        for (Option option : ALL) {
            if (option.letter == letter && letter != 0) {
                return option;
            }
        }
        return null;
    }
}
