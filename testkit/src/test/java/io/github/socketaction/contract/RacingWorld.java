package io.github.socketaction.contract;

import io.github.socketaction.MultiOptions;
import io.github.socketaction.testkit.Ledger;
import io.github.socketaction.testkit.MemoryNetwork.Route;
import io.github.socketaction.testkit.Recording;
import io.github.socketaction.testkit.ScriptedResolver;
import io.github.socketaction.testkit.Simulation;
import io.github.socketaction.transfer.IpLiterals;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/** A world with one host of several addresses, each with a server that says which one it is. */
final class RacingWorld {

    private RacingWorld() {}

    static final InetAddress SIX = ip("2001:db8::1");
    static final InetAddress FOUR = ip("192.0.2.1");
    static final long MILLI = 1_000_000L;

    static Simulation world(InetAddress... addresses) {
        Simulation sim =
                new Simulation(MultiOptions.builder().resolver(new ScriptedResolver().name("many.example", addresses)));
        for (InetAddress address : addresses) {
            sim.listen(address.getHostAddress(), 80).respondWith(Responses.ok("from " + address.getHostAddress()));
        }
        return sim;
    }

    static Recording start(Simulation sim) {
        return sim.start("http://many.example/", options -> options.connectTimeout(Duration.ZERO));
    }

    static void route(Simulation sim, InetAddress address, Route route) {
        sim.network().route(new InetSocketAddress(address, 80), route);
    }

    static int openSockets(Simulation sim) {
        return sim.backend().ledger().open(Ledger.Kind.TRANSPORT);
    }

    static InetAddress ip(String text) {
        InetAddress address = IpLiterals.parse(text);
        if (address == null) {
            throw new AssertionError(text + " is an address");
        }
        return address;
    }
}
