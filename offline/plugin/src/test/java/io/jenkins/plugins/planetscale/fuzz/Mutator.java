package io.jenkins.plugins.planetscale.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Makes another input of one or two. What it makes is decided by the random numbers alone. */
final class Mutator {
    /** Every how many inputs one is blown up to the longest there can be. */
    private static final int HUGE = 150;

    private static final List<String> ODD = List.of(
            "\0", "\n", "\r\n", "\t", " ", "\u202e", "\u2028", "\ufeff", "é", "😀", "\ud83d", "\\", "\\u0000", "\"",
            "'", "`", "0", "-1", "1e999", "2147483648", "9223372036854775808", "-0.0", "NaN", "null", "true", "{}", "[]",
            "%s", "${x}", "<", "&", "--", "/*", "*/", ";");

    private final Random random;
    private final List<String> words;
    private final int longest;

    Mutator(Random random, List<String> words, int longest) {
        this.random = random;
        this.words = words;
        this.longest = longest;
    }

    byte[] mutate(byte[] one, byte[] other) {
        byte[] made = one;
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            made = change(made, other);
        }
        return random.nextInt(HUGE) == 0 ? blownUp(made) : limited(made);
    }

    private byte[] change(byte[] in, byte[] other) {
        int at = random.nextInt(in.length + 1);
        int end = Math.min(in.length, at + 1 + random.nextInt(1 + random.nextInt(40)));
        return switch (random.nextInt(9)) {
            case 0 -> replaced(in, at, end, new byte[0]);
            case 1 -> replaced(in, at, at, bytes(words.get(random.nextInt(words.size()))));
            case 2 -> replaced(in, at, end, bytes(words.get(random.nextInt(words.size()))));
            case 3 -> replaced(in, at, end, bytes(ODD.get(random.nextInt(ODD.size()))));
            case 4 -> replaced(in, at, at, bytes(ODD.get(random.nextInt(ODD.size()))));
            case 5 -> replaced(in, at, end, new byte[] {(byte) random.nextInt(256)});
            case 6 -> replaced(in, at, at, repeated(slice(in, at, end), 1 + random.nextInt(1 << random.nextInt(11))));
            case 7 -> {
                int from = random.nextInt(other.length + 1);
                yield replaced(in, at, end, slice(other, from, Math.min(other.length, from + 1 + random.nextInt(200))));
            }
            default -> {
                int from = random.nextInt(in.length + 1);
                yield replaced(in, at, end, slice(in, from, Math.min(in.length, from + 1 + random.nextInt(40))));
            }
        };
    }

    /** One place of it, again and again: what costs more than its length shows itself then. */
    private byte[] blownUp(byte[] in) {
        int at = random.nextInt(in.length + 1);
        byte[] unit = slice(in, at, Math.min(in.length, at + 1 + random.nextInt(24)));
        if (unit.length == 0 || random.nextInt(3) == 0) {
            String[] repeated = {" ", "\t", "\n ", "(", "[", "{\"a\":", "'", "\\", words.get(random.nextInt(words.size()))};
            unit = bytes(repeated[random.nextInt(repeated.length)]);
        }
        int room = Math.max(0, longest - in.length);
        return limited(replaced(in, at, at, repeated(unit, room / Math.max(1, unit.length))));
    }

    private byte[] limited(byte[] in) {
        return in.length <= longest ? in : slice(in, 0, longest);
    }

    static byte[] replaced(byte[] in, int from, int to, byte[] by) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length + by.length);
        out.write(in, 0, from);
        out.write(by, 0, by.length);
        out.write(in, to, in.length - to);
        return out.toByteArray();
    }

    private static byte[] slice(byte[] in, int from, int to) {
        return java.util.Arrays.copyOfRange(in, from, Math.max(from, to));
    }

    private byte[] repeated(byte[] unit, int times) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < times && out.size() + unit.length <= longest; i++) {
            out.write(unit, 0, unit.length);
        }
        return out.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
