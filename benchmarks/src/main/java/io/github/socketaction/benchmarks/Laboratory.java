package io.github.socketaction.benchmarks;

import io.github.socketaction.benchmarks.load.LoadKind;
import io.github.socketaction.benchmarks.load.LoadMain;
import io.github.socketaction.benchmarks.load.LoadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where clients are run: the servers, the processors, a folder for what is left behind.
 *
 * @param folder of this run alone
 * @param certificate of the web server, or null when nothing uses TLS
 * @param programs the compiled clients in C that take part
 * @param openFiles how many files and sockets each process may have open
 */
record Laboratory(
        Path folder,
        Cores cores,
        WebServer web,
        SilentListener silent,
        @Nullable Certificate certificate,
        Map<ClientKind, Path> programs,
        int openFiles) {

    /** What our own engine reads with; libcurl's default of 16 KB would cost it four times the system calls. */
    private static final int BULK_BUFFER = 65_536;

    private static final int NATIVE_ACCESS_SINCE = 22;

    static Laboratory open(Path folder, RunOptions options, Path sources) throws IOException, InterruptedException {
        Cores cores = Cores.ofThisProcess();
        cores.leaveClientAlone();
        Certificate certificate = options.workloads().stream().anyMatch(Workload::isTls)
                ? Certificate.make(folder, WebServer.addresses())
                : null;
        Map<ClientKind, Path> programs = new EnumMap<>(ClientKind.class);
        if (options.clients().contains(ClientKind.LIBCURL)) {
            programs.put(ClientKind.LIBCURL, compile(folder, sources, "curl_multi_socket", "-lcurl"));
        }
        if (options.clients().contains(ClientKind.EPOLL_LOOP)) {
            programs.put(ClientKind.EPOLL_LOOP, compile(folder, sources, "epoll_loop"));
        }
        WebServer web = WebServer.start(folder, cores, certificate);
        return new Laboratory(folder, cores, web, SilentListener.start(), certificate, programs, OpenFiles.limit());
    }

    /** Starts a client that is driven by lines. */
    ClientProcess start(ClientKind client, Workload workload) throws IOException {
        boolean silently = workload.kind() == LoadKind.TIMEOUTS;
        LoadSettings settings = new LoadSettings(
                client.id(),
                workload.kind(),
                workload.connections(),
                workload.idle(),
                workload.upload(),
                silently ? silent.urls() : web.busyUrls(workload),
                silently ? List.of() : web.idleUrls(workload));
        List<String> command =
                client.family() == ClientKind.Family.C ? cCommand(client, workload) : javaCommand(client, workload);
        command.addAll(settings.arguments());
        return ClientProcess.start(
                client.isGroup() ? cores.onBoth(command) : cores.onClient(command),
                Files.createTempFile(folder, client.id() + "-" + workload.id(), ".log"));
    }

    /** Ends the servers. */
    void close() throws IOException, InterruptedException {
        web.close();
        silent.close();
    }

    private List<String> cCommand(ClientKind client, Workload workload) {
        Path program = programs.get(client);
        if (program == null) {
            throw new IllegalStateException(client.id() + " was not compiled");
        }
        List<String> command = new ArrayList<>(List.of(program.toString()));
        if (certificate != null) {
            command.add("ca=" + certificate.pem());
        }
        if (workload.bulkBytes() > 0) {
            command.add("buffer=" + BULK_BUFFER);
        }
        return command;
    }

    private List<String> javaCommand(ClientKind client, Workload workload) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-XX:-UsePerfData",
                "-Xmx3g",
                "-XX:+AlwaysPreTouch", // memory that was never used costs a page fault, which nobody has who runs for
                // long
                "-Dio.netty.leakDetection.level=disabled"));
        if (workload.kind() == LoadKind.MEMORY) {
            command.addAll(List.of(
                    "-Xms3g", "-XX:SoftRefLRUPolicyMSPerMB=0")); // so that RSS grows by what is outside the heap
        } else {
            command.add("-Xms1g");
        }
        if (Runtime.version().feature() >= NATIVE_ACCESS_SINCE) {
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        if (certificate != null) {
            command.add("-Djavax.net.ssl.trustStore=" + certificate.trustStore());
            command.add("-Djavax.net.ssl.trustStorePassword=" + Certificate.PASSWORD);
        }
        command.add(LoadMain.class.getName());
        command.add(client.id());
        return command;
    }

    private static Path compile(Path folder, Path sources, String name, String... libraries)
            throws IOException, InterruptedException {
        Path program = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                "gcc",
                "-O2",
                "-o",
                program.toString(),
                sources.resolve(name + ".c").toString()));
        command.addAll(List.of(libraries));
        Commands.output(command);
        return program;
    }
}
