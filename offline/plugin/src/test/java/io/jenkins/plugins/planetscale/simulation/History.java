package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.client.Transport;
import io.jenkins.plugins.planetscale.local.Backup;
import io.jenkins.plugins.planetscale.local.Branch;
import io.jenkins.plugins.planetscale.local.Database;
import io.jenkins.plugins.planetscale.local.DeployRequest;
import io.jenkins.plugins.planetscale.local.Password;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What happened at PlanetScale, as it knows it itself, whoever did it: looked at after each request and each change. */
final class History {
    /** What was and when it began. */
    record Was(Instant from, String state) {}

    /** Of one deploy request. */
    static final class Course {
        final DeployRequest request;
        final List<Was> states = new ArrayList<>();
        /** The statements of each check, the last one last. */
        String statements = "";
        boolean destructive;
        boolean live;
        /** A person let it cut over by itself, or cut it over. */
        boolean byPerson;
        /** Since when a person lets it cut over by itself; null for never. */
        Instant autoSince;

        /** When a request about it was disturbed last; null for never. */
        Instant disturbed;

        int effects;

        Course(DeployRequest request) {
            this.request = request;
        }

        /** Whether it was in such a state at that time or after. */
        boolean wasSince(Instant since, String... names) {
            List<String> wanted = List.of(names);
            for (int i = states.size() - 1; i >= 0; i--) {
                if (wanted.contains(states.get(i).state())) {
                    return true;
                }
                if (!states.get(i).from().isAfter(since)) {
                    return false;
                }
            }
            return false;
        }
    }

    private static final String REQUESTS = "/deploy-requests/";

    private final Simulation simulation;
    private final List<Database> databases;
    private final Map<String, Course> courses = new TreeMap<>();
    private final Map<String, Instant> gone = new HashMap<>();
    private final Map<String, Password> passwords = new TreeMap<>();
    private final Map<String, Branch> branches = new TreeMap<>();
    private final Map<String, Backup> backups = new TreeMap<>();
    private final Map<String, Deque<Instant>> requests = new HashMap<>();
    private final TreeSet<String> late = new TreeSet<>();
    private long count;

    History(Simulation simulation, List<Database> databases) {
        this.simulation = simulation;
        this.databases = databases;
    }

    static String key(DeployRequest request) {
        return request.database.name + " " + request.number;
    }

    Course course(Database database, int number) {
        return courses.get(database.name + " " + number);
    }

    /** The one that a request is about, as its line says; null for none. */
    Course courseOf(String line) {
        int end = line.indexOf(REQUESTS);
        if (end < 0) {
            return null;
        }
        String database = line.substring(line.lastIndexOf('/', end - 1) + 1, end);
        String number = line.substring(end + REQUESTS.length());
        int slash = number.indexOf('/');
        return courses.get(database + " " + (slash < 0 ? number : number.substring(0, slash)));
    }

    Iterable<Course> courses() {
        return courses.values();
    }

    Iterable<Password> passwords() {
        return passwords.values();
    }

    Iterable<Branch> branches() {
        return branches.values();
    }

    Iterable<Backup> backups() {
        return backups.values();
    }

    static boolean isAlive(Password password) {
        return password.branch.deletedAt == null
                && password.branch.passwords.containsKey(password.id)
                && !password.expired();
    }

    /** Whether it came into being by a call whose answer its sender never had. */
    boolean cameLate(String id) {
        return late.contains(id);
    }

    /** When it was found to be gone; null for not yet. */
    Instant goneAt(String id) {
        return gone.get(id);
    }

    long requests() {
        return count;
    }

    /** A request leaves a controller. */
    void sent(Session session, Transport.Request request) {
        count++;
        String token = token(request);
        Deque<Instant> window = requests.computeIfAbsent(session.number + " " + token, key -> new ArrayDeque<>());
        Instant now = simulation.now();
        while (!window.isEmpty() && !window.peek().isAfter(now.minus(Duration.ofSeconds(60)))) {
            window.remove();
        }
        window.add(now);
        if (window.size() > simulation.profile().perMinute()) {
            simulation.violated("budget", window.size() + " requests of " + token + " in 60 seconds, of which "
                    + simulation.profile().perMinute() + " are allowed");
        }
        simulation.judge().sends(request, token);
    }

    static String token(Transport.Request request) {
        String authorization = request.headers().getOrDefault("Authorization", "none:");
        return authorization.substring(0, authorization.indexOf(':'));
    }

    void before(Transport.Request request) {
        look(false);
        if (request.method().equals("DELETE")) {
            simulation.judge().deletes(request);
        }
    }

    void after(Transport.Request request, Transport.Answer answer, boolean cameLate) {
        look(cameLate);
    }

    /** Notes what is new. */
    void look(boolean cameLate) {
        Instant now = simulation.now();
        for (Database database : databases) {
            for (Branch branch : database.branches.values()) {
                if (branches.put(branch.id, branch) == null && cameLate) {
                    late.add(branch.id);
                }
                for (Password password : branch.passwords.values()) {
                    if (passwords.put(password.id, password) == null) {
                        if (cameLate) {
                            late.add(password.id);
                        }
                        simulation.judge().made(password);
                    }
                }
                for (Backup backup : branch.backups) {
                    if (backups.put(backup.id, backup) == null && !backup.scheduled) {
                        simulation.judge().made(backup);
                    }
                }
            }
            for (DeployRequest request : database.deployRequests) {
                look(request, now);
            }
        }
        passwords.values().stream()
                .filter(password -> !isAlive(password))
                .forEach(password -> gone.putIfAbsent(password.id, now));
        branches.values().stream()
                .filter(branch -> branch.deletedAt != null)
                .forEach(branch -> gone.putIfAbsent(branch.id, now));
    }

    private void look(DeployRequest request, Instant now) {
        Course course = courses.get(key(request));
        if (course == null) {
            course = new Course(request);
            courses.put(key(request), course);
            simulation.judge().made(request);
        }
        String state = request.deployment.state;
        String last = course.states.isEmpty() ? "" : course.states.get(course.states.size() - 1).state();
        if (!state.equals(last)) {
            course.states.add(new Was(now, state));
            StringBuilder statements = new StringBuilder();
            course.destructive = false;
            for (var operation : request.deployment.operations) {
                statements.append(operation.change.statement()).append(";\n");
                course.destructive |= operation.change.dropsData();
            }
            course.statements = statements.toString();
            simulation.tells("PlanetScale: " + key(request) + " is " + state);
            simulation.judge().entered(course);
            boolean cutsOver = state.equals("in_progress_cutover")
                    || last.equals("in_progress") && state.equals("complete");
            if (cutsOver && !course.live) {
                course.live = true;
                simulation.judge().goesLive(course);
            }
        }
        if (course.effects != request.effects.size()) {
            course.effects = request.effects.size();
            simulation.judge().effect(course);
        }
    }
}
