package io.github.socketaction;

/**
 * How many there are of everything in a multi, at one moment; libcurl's {@code curl_multi_get_offt}.
 *
 * @param added transfers added and not removed, completed ones too
 * @param running transfers not completed; those that wait for a connection are among them
 * @param waiting running transfers that wait for a connection because of a limit
 * @param messages completed transfers that {@code infoRead} would give
 * @param connections connections open or in the making
 * @param idleConnections connections among them that serve nobody
 * @param lookups name look-ups under way, and computations of TLS that an executor does
 */
public record Counts(
        int added, int running, int waiting, int messages, int connections, int idleConnections, int lookups) {}
