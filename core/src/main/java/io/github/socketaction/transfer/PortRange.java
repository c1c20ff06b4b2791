package io.github.socketaction.transfer;

/**
 * Ports of our own end, of which the first free one is used; libcurl's {@code CURLOPT_LOCALPORT} and {@code
 * CURLOPT_LOCALPORTRANGE}.
 *
 * @param first 1 to 65535
 * @param last from the first one to 65535
 */
public record PortRange(int first, int last) {

    private static final int MAX_PORT = 65_535;

    /** Checks. */
    public PortRange {
        if (first < 1 || last < first || last > MAX_PORT) {
            throw new IllegalArgumentException("there are no ports from " + first + " to " + last);
        }
    }

    /**
     * Reads what curl's {@code --local-port} takes: one port, or two with a hyphen between them.
     *
     * @throws IllegalArgumentException when it cannot be read; the message says why
     */
    public static PortRange parse(String text) {
        if (!text.matches("[0-9]{1,5}(-[0-9]{1,5})?")) {
            String shown = text.replaceAll("\\p{Cntrl}", "?");
            throw new IllegalArgumentException("cannot read '" + shown + "' as PORT or PORT-PORT");
        }
        int hyphen = text.indexOf('-');
        int first = Integer.parseInt(hyphen < 0 ? text : text.substring(0, hyphen));
        return new PortRange(first, hyphen < 0 ? first : Integer.parseInt(text.substring(hyphen + 1)));
    }

    @Override
    public String toString() {
        return first == last ? "port " + first : "ports " + first + " to " + last;
    }
}
