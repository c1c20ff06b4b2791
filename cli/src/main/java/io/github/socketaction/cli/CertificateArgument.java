package io.github.socketaction.cli;

import org.jspecify.annotations.Nullable;

/**
 * What {@code --cert} takes: a file, and perhaps a password behind a colon.
 *
 * @param password null when there is none
 */
record CertificateArgument(String file, @Nullable String password) {

    /** Reads it as curl does: a backslash before a colon or a backslash makes it part of the file's name. */
    static CertificateArgument parse(String text) {
        StringBuilder file = new StringBuilder(text.length());
        int at = 0;
        while (at < text.length() && text.charAt(at) != ':') {
            char next = text.charAt(at++);
            if (next == '\\' && at < text.length() && (text.charAt(at) == ':' || text.charAt(at) == '\\')) {
                next = text.charAt(at++);
            }
            file.append(next);
        }
        String password = at + 1 < text.length() ? text.substring(at + 1) : null;
        return new CertificateArgument(file.toString(), password);
    }

    /** The file alone, since the rest is a secret. */
    @Override
    public String toString() {
        return file;
    }
}
