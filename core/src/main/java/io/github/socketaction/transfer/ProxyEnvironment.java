package io.github.socketaction.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the variables that name proxies, as curl does. */
final class ProxyEnvironment {

    private ProxyEnvironment() {}

    static ProxyOptions read(Map<String, String> environment, String scheme) {
        String own = scheme.toLowerCase(Locale.ROOT) + "_proxy";
        Map<String, String> set = new HashMap<>(environment);
        set.values().removeIf(String::isEmpty);
        String name = set.containsKey(own) || isOfClients(own) ? own : own.toUpperCase(Locale.ROOT);
        if (!set.containsKey(name)) {
            name = set.containsKey("all_proxy") ? "all_proxy" : "ALL_PROXY";
        }
        String text = set.get(name);
        if (text == null) {
            return ProxyOptions.DEFAULT;
        }
        String hosts = set.getOrDefault("no_proxy", set.getOrDefault("NO_PROXY", ""));
        return ProxyOptions.builder().proxy(proxy(name, text)).noProxy(hosts).build();
    }

    /** The hosts of a list with commas; blanks are allowed around them, and what follows a blank within is ignored. */
    static List<String> hosts(String list) {
        List<String> hosts = new ArrayList<>();
        for (String part : list.split(",", -1)) {
            String host = part.strip();
            int blank = 0;
            while (blank < host.length() && !Character.isWhitespace(host.charAt(blank))) {
                blank++;
            }
            if (blank > 0) {
                hosts.add(host.substring(0, blank));
            }
            if (blank < host.length()) {
                break;
            }
        }
        return hosts;
    }

    /** A CGI program finds a request's {@code Proxy} header in {@code HTTP_PROXY}: whoever asks would choose our proxy. */
    private static boolean isOfClients(String name) {
        return name.equals("http_proxy");
    }

    private static Proxy proxy(String name, String text) {
        try {
            return Proxy.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the variable " + name + " is not usable: " + e.getMessage(), e);
        }
    }
}
