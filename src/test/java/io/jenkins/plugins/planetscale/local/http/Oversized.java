package io.jenkins.plugins.planetscale.local.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A valid list answer of any size, written without being held in memory. */
final class Oversized {
    private static final byte[] HEAD =
            "{\"type\":\"list\",\"next_page\":null,\"data\":[{\"name\":\"".getBytes(StandardCharsets.UTF_8);
    private static final byte[] TAIL = "\"}]}".getBytes(StandardCharsets.UTF_8);

    private Oversized() {}

    static void write(HttpExchange exchange, long size) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] chunk = new byte[8192];
        Arrays.fill(chunk, (byte) 'x');
        OutputStream out = exchange.getResponseBody();
        out.write(HEAD);
        for (long left = size - HEAD.length - TAIL.length; left > 0; left -= chunk.length) {
            out.write(chunk, 0, (int) Math.min(left, chunk.length));
        }
        out.write(TAIL);
        out.close();
    }
}
