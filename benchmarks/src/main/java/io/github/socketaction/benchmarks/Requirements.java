package io.github.socketaction.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The Debian packages that a run needs. */
final class Requirements {

    private static final Path HEADERS = Path.of("/usr/include");

    private Requirements() {}

    /** Those that are not there. */
    static List<String> missing(RunOptions options) throws IOException {
        List<String> missing = new ArrayList<>();
        require("nginx", "nginx-light", missing);
        require("taskset", "util-linux", missing);
        if (options.workloads().stream().anyMatch(Workload::isTls)) {
            require("openssl", "openssl", missing);
        }
        if (options.clients().contains(ClientKind.WRK)) {
            require("wrk", "wrk", missing);
        }
        if (options.clients().stream().anyMatch(client -> client.family() == ClientKind.Family.C)) {
            require("gcc", "gcc", missing);
        }
        if (options.clients().contains(ClientKind.LIBCURL) && !hasCurlHeaders()) {
            missing.add("libcurl4-openssl-dev");
        }
        return missing;
    }

    /** Installs packages, as root or with sudo. */
    static void install(List<String> packages) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        if (!"root".equals(System.getProperty("user.name"))) {
            command.add("sudo");
        }
        command.addAll(List.of("apt-get", "install", "-y", "--no-install-recommends"));
        command.addAll(packages);
        Commands.output(command);
    }

    private static void require(String program, String debianPackage, List<String> missing) {
        if (Commands.find(program) == null) {
            missing.add(debianPackage);
        }
    }

    private static boolean hasCurlHeaders() throws IOException {
        if (Files.exists(HEADERS.resolve("curl/curl.h"))) {
            return true;
        }
        if (!Files.isDirectory(HEADERS)) {
            return false;
        }
        try (Stream<Path> folders = Files.list(HEADERS)) {
            return folders.anyMatch(folder -> Files.exists(folder.resolve("curl/curl.h")));
        }
    }
}
