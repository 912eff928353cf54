package io.jenkins.plugins.planetscale.host.bind;

import java.util.Collection;

/** Finds the name that somebody may have meant, as Jenkins does it: by Levenshtein distance. */
public final class Nearest {
    private Nearest() {}

    /** The name most like {@code typed}; null where there is none at all. */
    public static String of(String typed, Collection<String> known) {
        String best = null;
        int shortest = Integer.MAX_VALUE;
        for (String name : known) {
            int distance = distance(typed, name);
            if (distance < shortest) {
                shortest = distance;
                best = name;
            }
        }
        return best;
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(swap, Math.min(before[j], row[j - 1]) + 1);
            }
            before = row;
        }
        return before[b.length()];
    }
}
