package io.jenkins.plugins.planetscale.simulation;

import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which states, steps and faults came together. */
final class Coverage {
    private static final Pattern REQUEST = Pattern.compile("/databases/([^/]+)/deploy-requests/(\\d+)");

    private Coverage() {}

    static void visit(Set<String> visited, String line, Simulation simulation, Fault fault) {
        Matcher path = REQUEST.matcher(line);
        if (!path.find()) {
            return;
        }
        History.Course course = simulation.builds().stream()
                .map(build -> build.intent.database)
                .filter(database -> database.name.equals(path.group(1)))
                .findFirst()
                .map(database -> simulation.history().course(database, Integer.parseInt(path.group(2))))
                .orElse(null);
        if (course == null) {
            return;
        }
        Judge.Owner owner = simulation.judge().ownerOf(course.request.notes);
        String step = owner == null ? null : owner.build().function();
        if (step != null) {
            visited.add(course.request.deployment.state + " × " + step + " × " + fault);
        }
    }
}
