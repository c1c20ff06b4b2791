package io.github.socketaction.testkit.planted;

import java.util.List;
import java.util.stream.Stream;

/** Every defect that is planted into the engine: each is one that somebody could make, and some are libcurl's. */
final class PlantedDefects {

    static final List<PlantedDefect> ALL = Stream.of(
                    AnnouncementDefects.ALL, TimeDefects.ALL, ByteDefects.ALL, ConnectionDefects.ALL, EndDefects.ALL)
            .flatMap(List::stream)
            .toList();

    private PlantedDefects() {}
}
