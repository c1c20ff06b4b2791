package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/** What an option is about; {@code --help} takes its word to show those options only. */
enum HelpTopic {
    HTTP("http", "Requests and transfers"),
    OUTPUT("output", "Where things go, and what is shown"),
    CONNECTION("connection", "Names, addresses and sockets"),
    TLS("tls", "TLS"),
    PROXY("proxy", "Proxies"),
    COMMAND("command", "The command itself");

    /** The word that stands for every topic. */
    static final String ALL = "all";

    final String word;
    final String title;

    HelpTopic(String word, String title) {
        this.word = word;
        this.title = title;
    }

    /** The topic of a word, or null for every topic. */
    static @Nullable HelpTopic named(@Nullable String word) {
        if (word == null || word.equals(ALL)) {
            return null;
        }
        StringBuilder words = new StringBuilder(ALL);
        for (HelpTopic topic : values()) {
            if (topic.word.equals(word)) {
                return topic;
            }
            words.append(", ").append(topic.word);
        }
        throw new UsageException("option --help: unknown category '" + word + "'; there are " + words);
    }
}
