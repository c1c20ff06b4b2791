package io.github.socketaction.backends;

import java.util.Random;

/**
 * What one transfer asks for, what its server does, and where its application pauses; all of it follows from a seed, and
 * nothing of it from the backend or from the way the multi is driven.
 *
 * @param id which one, from 0 upward
 * @param method the request method
 * @param body of the response that the server would send in full
 * @param response what the server would send in full
 * @param sent how much of it is sent before the ending
 * @param ending what the server does after that
 * @param pauseAt after how many bytes of the body the application pauses, or -1
 * @param upload the request body, or empty for none
 * @param isSized whether the length of the request body is announced
 * @param seed for the cuts, delays and pieces
 */
record DrivenScript(
        int id,
        String method,
        String body,
        String response,
        int sent,
        Ending ending,
        int pauseAt,
        String upload,
        boolean isSized,
        long seed) {

    /** What comes after the response, or instead of it. */
    enum Ending {
        KEEP,
        CLOSE,
        HALF_CLOSE,
        RESET,
        /** The server never answers, and the transfer has a time limit. */
        STALL,
        /** There is no server. */
        REFUSE
    }

    /** More than this may be several segments. */
    private static final int MOST_BEFORE_A_RESET = 2_000;

    /** The script of a number in a run. */
    static DrivenScript of(long runSeed, int id) {
        Random random = new Random(runSeed * 1_000_003 + id * 7_919L);
        random.nextInt();
        int pauseAt = random.nextInt(3) == 0 ? random.nextInt(200) : -1;
        String body = letters(random, length(random));
        String ok = head("Content-Length: " + body.length());
        long seed = random.nextLong();
        int kind = random.nextInt(14);
        DrivenScript whole =
                switch (kind) {
                    case 0, 1, 2 -> answered(id, "GET", body, ok + body, Ending.KEEP, pauseAt, seed);
                    case 3, 4 -> answered(id, "GET", body, chunked(random, body), Ending.KEEP, pauseAt, seed);
                    case 5 -> answered(id, "GET", body, head("Vary: x") + body, Ending.CLOSE, pauseAt, seed);
                    case 6 -> answered(id, "GET", body, head("Vary: y") + body, Ending.HALF_CLOSE, pauseAt, seed);
                    case 7 -> answered(id, "HEAD", "", ok, Ending.KEEP, pauseAt, seed);
                    case 8 -> answered(id, "GET", "", "HTTP/1.1 204 None\r\n\r\n", Ending.KEEP, pauseAt, seed);
                    case 9 -> answered(id, "GET", body, interim() + ok + body, Ending.KEEP, pauseAt, seed);
                    case 10 -> answered(id, "GET", "", "this is not HTTP\r\n\r\n", Ending.CLOSE, pauseAt, seed);
                    case 11 -> answered(id, "GET", "", "", rare(random), pauseAt, seed);
                    default ->
                        answered(id, "PUT", body, ok + body, Ending.KEEP, pauseAt, seed)
                                .withUpload(letters(random, length(random) * 3), random.nextBoolean());
                };
        boolean isCut = kind <= 9 && random.nextInt(4) == 0;
        return isCut ? whole.cut(random) : whole;
    }

    private static DrivenScript answered(
            int id, String method, String body, String response, Ending ending, int pauseAt, long seed) {
        return new DrivenScript(id, method, body, response, response.length(), ending, pauseAt, "", false, seed);
    }

    private DrivenScript withUpload(String text, boolean sized) {
        return new DrivenScript(id, method, body, response, sent, ending, pauseAt, text, sized, seed);
    }

    /** The same with an end before its time. */
    private DrivenScript cut(Random random) {
        Ending end = Ending.values()[1 + random.nextInt(3)];
        int most = end == Ending.RESET ? Math.min(response.length(), mostBeforeReset()) : response.length();
        return new DrivenScript(id, method, body, response, random.nextInt(most), end, pauseAt, upload, isSized, seed);
    }

    /** Linux keeps what has come before a reset; with others nothing is to come. */
    private static int mostBeforeReset() {
        return System.getProperty("os.name").equals("Linux") ? MOST_BEFORE_A_RESET : 1;
    }

    private static Ending rare(Random random) {
        return random.nextInt(3) == 0 ? Ending.REFUSE : random.nextInt(2) == 0 ? Ending.STALL : Ending.CLOSE;
    }

    /** Mostly little, at times more than a read takes, and now and then more than the system keeps. */
    private static int length(Random random) {
        int dice = random.nextInt(40);
        return dice == 0 ? 400_000 : dice < 6 ? 60_000 : random.nextInt(600);
    }

    private static String head(String line) {
        return "HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n";
    }

    private static String interim() {
        return "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n";
    }

    private static String chunked(Random random, String body) {
        StringBuilder text = new StringBuilder(head("Transfer-Encoding: chunked"));
        for (int from = 0; from < body.length(); ) {
            int to = Math.min(body.length(), from + 1 + random.nextInt(30_000));
            text.append(Integer.toHexString(to - from))
                    .append("\r\n")
                    .append(body, from, to)
                    .append("\r\n");
            from = to;
        }
        return text.append("0\r\nX-Trailer: t\r\n\r\n").toString();
    }

    private static String letters(Random random, int count) {
        StringBuilder text = new StringBuilder(count);
        for (int i = 0; i < count; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
