package io.github.socketaction.internal.tls;

import io.github.socketaction.transfer.TlsIdentity;
import io.github.socketaction.transfer.TlsOptions;
import io.github.socketaction.transfer.TlsTrust;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What tells whether the files that options name are still those that were read: of each file when it was changed last, its
 * size and its number. Looking costs a system call a file, reading and understanding them thousands of times that.
 *
 * @param stamps by file; one that cannot be looked at has none
 */
record FileStamps(Map<Path, Stamp> stamps) {

    private static final FileStamps NONE = new FileStamps(Map.of());

    /** One file. */
    private record Stamp(
            FileTime changed, long size, @Nullable Object number) {}

    FileStamps {
        stamps = Map.copyOf(stamps);
    }

    /** As the files are now. */
    static FileStamps of(TlsOptions options) {
        TlsTrust trust = options.trust();
        TlsIdentity identity = options.identity();
        Path[] files = {
            trust.caFile(),
            trust.caPath(),
            trust.crlFile(),
            PinnedKeys.file(trust.pinnedPublicKey()),
            identity.certificate(),
            identity.key()
        };
        if (Arrays.stream(files).allMatch(file -> file == null)) {
            return NONE;
        }
        Map<Path, Stamp> stamps = new HashMap<>();
        for (Path file : files) {
            add(stamps, file);
        }
        addAllIn(stamps, trust.caPath());
        return new FileStamps(stamps);
    }

    private static void addAllIn(Map<Path, Stamp> stamps, @Nullable Path directory) {
        if (directory == null) {
            return;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                add(stamps, file);
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            stamps.remove(directory); // whoever reads it says why it is of no use
        }
    }

    private static void add(Map<Path, Stamp> stamps, @Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            stamps.put(file, new Stamp(found.lastModifiedTime(), found.size(), found.fileKey()));
        } catch (IOException unreadable) {
            stamps.remove(file); // whoever reads it says why it is of no use
        }
    }
}
