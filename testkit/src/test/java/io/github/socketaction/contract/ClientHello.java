package io.github.socketaction.contract;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client offers in the first record that it sends (RFC 8446, section 4.1.2).
 *
 * @param sessionId the length of the session that TLS 1.2 would resume
 * @param ciphers the numbers of the cipher suites
 * @param extensions the numbers of the extensions
 * @param ticket the length of the ticket that TLS 1.2 would resume by (RFC 5077)
 */
record ClientHello(int sessionId, List<Integer> ciphers, List<Integer> extensions, int ticket) {

    static final int SERVER_NAME = 0;
    static final int ALPN = 16;
    static final int SESSION_TICKET = 35;
    static final int PRE_SHARED_KEY = 41;
    static final int SUPPORTED_VERSIONS = 43;

    static ClientHello of(byte[] received) {
        ByteBuffer in = ByteBuffer.wrap(received);
        in.position(5 + 4 + 2 + 32);
        int sessionId = in.get() & 0xff;
        in.position(in.position() + sessionId);
        List<Integer> ciphers = new ArrayList<>();
        for (int left = in.getShort(); left > 0; left -= 2) {
            ciphers.add(in.getShort() & 0xffff);
        }
        in.position(in.position() + 1 + in.get(in.position()));
        List<Integer> extensions = new ArrayList<>();
        int end = (in.getShort() & 0xffff) + in.position();
        int ticket = 0;
        while (in.position() < end) {
            int extension = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            ticket = extension == SESSION_TICKET ? length : ticket;
            extensions.add(extension);
            in.position(length + in.position());
        }
        return new ClientHello(sessionId, ciphers, extensions, ticket);
    }

    /** Whether it offers to go on with a session of TLS 1.3. */
    boolean resumes() {
        return extensions.contains(PRE_SHARED_KEY);
    }

    /** The same for either version; to seem to resume something, TLS 1.3 names a session that there never was. */
    boolean offersASession() {
        boolean isTls13 = extensions.contains(SUPPORTED_VERSIONS) && sessionId == 32 && ticket == 0;
        return resumes() || ticket > 0 || (sessionId > 0 && !isTls13);
    }
}
