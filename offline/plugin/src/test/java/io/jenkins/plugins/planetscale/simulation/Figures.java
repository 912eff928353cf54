package io.jenkins.plugins.planetscale.simulation;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** What was tried, counted. */
final class Figures {
    long seeds;
    long events;
    long requests;
    long kills;
    long builds;
    long deeds;
    long violations;
    final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    final Map<String, Long> webhooks = new TreeMap<>();
    final Map<String, Long> ends = new TreeMap<>();
    final Coverage coverage = new Coverage();

    synchronized void add(Figures other) {
        seeds += other.seeds;
        events += other.events;
        requests += other.requests;
        kills += other.kills;
        builds += other.builds;
        deeds += other.deeds;
        violations += other.violations;
        other.faults.forEach((fault, count) -> faults.merge(fault, count, Long::sum));
        other.webhooks.forEach((fate, count) -> webhooks.merge(fate, count, Long::sum));
        other.ends.forEach((end, count) -> ends.merge(end, count, Long::sum));
        coverage.add(other.coverage);
    }

    @Override
    public String toString() {
        long all = faults.entrySet().stream()
                .filter(entry -> entry.getKey() != Fault.NONE)
                .mapToLong(Map.Entry::getValue)
                .sum();
        Map<String, Long> kinds = new TreeMap<>();
        faults.forEach((fault, count) -> {
            if (fault != Fault.NONE) {
                kinds.put(fault.name().toLowerCase(java.util.Locale.ROOT), count);
            }
        });
        return seeds + " seeds, " + builds + " builds " + ends + ", " + events + " events, " + requests + " requests, "
                + all + " faults " + kinds + ", events told " + webhooks + ", " + kills + " kills, " + deeds + " deeds of people, " + coverage.size()
                + " of state × step × fault visited, " + violations + " violations";
    }
}
