package io.github.socketaction.contract;

import java.util.Random;

/**
 * What one transfer asks for, what its server does, and where its application pauses; all of it follows from a seed, and
 * nothing of it from the way the multi is driven.
 *
 * @param id which one, from 0 upward
 * @param method the request method
 * @param response what the server would send in full
 * @param sent how much of it is sent before the ending
 * @param ending what the server does after that
 * @param pauseAt after how many bytes of the body the application pauses, or -1
 * @param upload the request body, or empty for none
 * @param isSized whether the length of the request body is known
 * @param seed for the cuts, delays and pieces
 */
record TransferScript(
        int id,
        String method,
        String response,
        int sent,
        Ending ending,
        int pauseAt,
        String upload,
        boolean isSized,
        long seed) {

    /** What comes after the response. */
    enum Ending {
        KEEP,
        CLOSE,
        HALF_CLOSE,
        RESET,
        STALL
    }

    static final int UPLOAD_PORT = 8080;
    static final int FIRST_STALL_PORT = 10_000;

    /** The script of a number in a run. */
    static TransferScript of(long runSeed, int id) {
        Random random = new Random(runSeed * 1_000_003 + id * 7_919L);
        random.nextInt();
        int pauseAt = random.nextInt(3) == 0 ? random.nextInt(200) : -1;
        String body = letters(random, random.nextInt(6) == 0 ? 60_000 : random.nextInt(600));
        String method = "GET";
        Ending ending = Ending.KEEP;
        String response;
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> response = Responses.ok(body);
            case 3, 4 -> response = chunked(random, body);
            case 5 -> {
                response = Responses.untilClose(body);
                ending = random.nextBoolean() ? Ending.CLOSE : Ending.HALF_CLOSE;
            }
            case 6 -> {
                response = Responses.head(body.length());
                method = "HEAD";
            }
            case 7 -> response = Responses.NO_CONTENT;
            case 8 ->
                response = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n"
                        + Responses.ok(body);
            case 9 -> {
                response = Responses.lastOk(body);
                ending = Ending.CLOSE;
            }
            case 10 -> {
                response = "this is not HTTP\r\n\r\n";
                ending = Ending.CLOSE;
            }
            default -> {
                String upload = letters(random, random.nextInt(3_000));
                return new TransferScript(
                        id,
                        "PUT",
                        Responses.ok(body),
                        Responses.ok(body).length(),
                        Ending.KEEP,
                        pauseAt,
                        upload,
                        random.nextBoolean(),
                        random.nextLong());
            }
        }
        int sent = response.length();
        if (random.nextInt(4) == 0) {
            sent = random.nextInt(response.length());
            ending = Ending.values()[1 + random.nextInt(4)];
        }
        return new TransferScript(id, method, response, sent, ending, pauseAt, "", false, random.nextLong());
    }

    /** A server of its own for a transfer that never ends, so that it takes no connection from others. */
    String url() {
        int port = ending == Ending.STALL ? FIRST_STALL_PORT + id : isUpload() ? UPLOAD_PORT : 80;
        return "http://127.0.0.1:" + port + "/" + id;
    }

    boolean isUpload() {
        return method.equals("PUT");
    }

    private static String chunked(Random random, String body) {
        int middle = body.isEmpty() ? 0 : random.nextInt(body.length());
        if (middle == 0) {
            return body.isEmpty() ? Responses.chunked() : Responses.chunked(body);
        }
        return Responses.chunked(body.substring(0, middle), body.substring(middle));
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
