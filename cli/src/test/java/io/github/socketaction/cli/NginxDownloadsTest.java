package io.github.socketaction.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.socketaction.testkit.NginxServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads from a server that nobody here wrote. Needs nginx. */
class NginxDownloadsTest {

    private static final int FILES = 200;
    private static final long SEED = 20_261_122;

    @ParameterizedTest
    @ValueSource(strings = {"50", "5", "1"})
    void two_hundred_files_arrive_as_they_are_however_many_are_under_way(String parallelMax, @TempDir Path folder)
            throws IOException {
        List<byte[]> contents = contents();
        try (NginxServer nginx = NginxServer.start()) {
            List<String> args = new ArrayList<>(List.of("-Z", "--parallel-max", parallelMax, "-s", "-S"));
            for (int i = 0; i < FILES; i++) {
                nginx.serve("f" + i, contents.get(i));
                args.addAll(List.of("-o", folder.resolve("f" + i).toString(), nginx.url("f" + i)));
            }
            Sact sact = Sact.run(args.toArray(new String[0]));
            assertThat(sact.err()).isEmpty();
            assertThat(sact.code()).isZero();
            for (int i = 0; i < FILES; i++) {
                assertThat(Files.readAllBytes(folder.resolve("f" + i)))
                        .as("f" + i)
                        .isEqualTo(contents.get(i));
            }
        }
    }

    @Test
    void a_missing_file_is_an_answer_like_any_other() {
        try (NginxServer nginx = NginxServer.start()) {
            Sact sact = Sact.run("-i", nginx.url("none"));
            assertThat(sact.code()).isZero();
            assertThat(sact.out()).startsWith("HTTP/1.1 404 Not Found\r\n");
        }
    }

    /** From one byte to some megabytes, with the sizes of buffers and one more and less among them. */
    private static List<byte[]> contents() {
        Random random = new Random(SEED);
        int[] special = {1, 2, 65_535, 65_536, 65_537, 131_072, 5_000_000};
        List<byte[]> contents = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            int size = i < special.length ? special[i] : 1 + (int) Math.pow(10, random.nextDouble() * 5.5);
            byte[] content = new byte[size];
            random.nextBytes(content);
            contents.add(content);
        }
        return contents;
    }
}
