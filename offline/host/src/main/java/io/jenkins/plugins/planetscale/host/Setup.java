package io.jenkins.plugins.planetscale.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run is given from outside. */
final class Setup {
    String job = "demo";
    /** Of the build. */
    int number = 1;

    boolean realClock;
    boolean strict = true;
    final Map<String, String> parameters = new LinkedHashMap<>();
    final Map<String, String> variables = new LinkedHashMap<>();
    /** {@code secret}, or {@code user:secret}, by id. */
    final Map<String, String> credentials = new LinkedHashMap<>();
    /** Who answers approvals; null for nobody. */
    String approver;

    boolean approves = true;
    Duration approvesAfter = Duration.ofSeconds(1);
    boolean proceeds = true;
    String answerer = "demo";
    final Map<String, String> inputs = new LinkedHashMap<>();
    /** Told to people, not to the build log. */
    final List<String> notes = new ArrayList<>();
}
