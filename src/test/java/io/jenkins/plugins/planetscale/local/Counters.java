package io.jenkins.plugins.planetscale.local;

import java.util.Map;
import java.util.TreeMap;

/** How many things of each kind a database ever saw created and deleted. Only under the world's lock. */
public final class Counters {
    private final Map<String, int[]> counts = new TreeMap<>();

    public void created(String kind) {
        counts.computeIfAbsent(kind, k -> new int[2])[0]++;
    }

    public void deleted(String kind) {
        counts.computeIfAbsent(kind, k -> new int[2])[1]++;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        counts.forEach((kind, count) -> out.append(out.isEmpty() ? "" : ", ")
                .append(kind)
                .append(" created ")
                .append(count[0])
                .append(" deleted ")
                .append(count[1]));
        return out.toString();
    }
}
