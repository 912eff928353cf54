package io.jenkins.plugins.planetscale.simulation;

import io.jenkins.plugins.planetscale.client.Transport.Answer;
import io.jenkins.plugins.planetscale.client.Transport.Request;
import io.jenkins.plugins.planetscale.local.Password;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Defects that are put in on purpose, each as the plugin would show it to PlanetScale, to people or on disk. */
enum PlantedBugs {
    OPENED_TWICE_ON_RESUME("twice", Profile.KILLS, () -> new Planted() {
        @Override
        List<Request> more(Request request) {
            return simulation.lives().session().number > 0 && is(request, "POST", "/deploy-requests$") ? List.of(request) : List.of();
        }
    }),
    PASSWORD_MADE_TWICE("twice", Profile.CALM, () -> new Planted() {
        @Override
        List<Request> more(Request request) {
            return is(request, "POST", "/passwords$") ? List.of(request) : List.of();
        }
    }),
    PASSWORD_LEFT_ON_ABORT("left", Profile.ABORTS, () -> new Planted() {
        @Override
        Answer inPlace(Request request) {
            Password password = is(request, "DELETE", "/passwords/") ? password(simulation, last(request)) : null;
            Judge.Owner owner = password == null ? null : simulation.judge().ownerOf(password.name);
            return owner != null && owner.build().isStopped() ? new Answer(204, Map.of(), new byte[0]) : null;
        }
    }),
    AUTO_CUTOVER_UNREAD("approval", Profile.PEOPLE, () -> new Planted() {
        @Override
        Answer answer(Request request, Answer answer) {
            return replaced(answer, "\"auto_cutover\":true", "\"auto_cutover\":false");
        }
    }),
    SECRET_IN_THE_LOG("secret", Profile.CALM, () -> new Planted() {
        @Override
        String line(Build build, String line) {
            for (Password password : simulation.history().passwords()) {
                return line + " The password is " + password.plainText;
            }
            return line;
        }
    }),
    GATE_SKIPPED_AFTER_A_RECHECK("gate", Profile.PEOPLE, OldChange::new),
    APPROVAL_OF_AN_OLDER_CHANGE("approval", Profile.PEOPLE, OldChange::new),
    SWEEPER_TAKES_FROM_THE_RUNNING("in use", Profile.CALM, () -> new Planted() {
        @Override
        boolean callsOver(Build build) {
            return true;
        }
    }),
    DECISION_LOST("decision", Profile.CALM, () -> new Planted() {
        @Override
        boolean losesDecision(Build build) {
            return true;
        }
    }),
    ANYBODY_APPROVES("approval", Profile.ABORTS, () -> new Planted() {
        @Override
        boolean takesAnybody() {
            return true;
        }
    }),
    TOKENS_MIXED("token", Profile.CALM, () -> new Planted() {
        @Override
        Request request(Request request) {
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.putAll(request.headers());
            headers.computeIfPresent("Authorization", (name, value) -> simulation.anyAuthorization());
            return new Request(request.method(), request.url(), headers, request.body());
        }
    }),
    BUDGET_NOT_COUNTED("budget", Profile.BUDGET, () -> new Planted() {
        @Override
        List<Request> more(Request request) {
            return request.method().equals("GET") ? List.of(request, request) : List.of();
        }
    }),
    WRONG_PASSWORD_REVOKED("in use", Profile.CALM, () -> new Planted() {
        @Override
        Request request(Request request) {
            if (is(request, "DELETE", "/passwords/")) {
                for (Password other : simulation.history().passwords()) {
                    if (History.isAlive(other) && !other.id.equals(last(request))
                            && other.branch.database == simulation.databaseOf(request.url().getPath())) {
                        String path = request.url()
                                .toString()
                                .replaceFirst("/branches/[^/]+/passwords/.*", "/branches/" + other.branch.name + "/passwords/" + other.id);
                        return new Request(request.method(), URI.create(path), request.headers(), request.body());
                    }
                }
            }
            return request;
        }
    }),
    STAGED_TAKEN_FOR_LIVE("result", Profile.CALM, () -> new Planted() {
        @Override
        Answer answer(Request request, Answer answer) {
            return replaced(answer, "\"pending_cutover\"", "\"complete_pending_revert\"");
        }
    }),
    STOP_FORGOTTEN_BY_A_KILL("stop", Profile.STOPS, () -> new Planted() {
        @Override
        boolean losesSaves(Build build) {
            return build.isStopped();
        }
    }),
    WAITS_FOR_EVER("bounded", Profile.CALM, () -> new Planted() {
        @Override
        Answer answer(Request request, Answer answer) {
            return is(request, "POST", "/apply-deploy$") ? null : answer;
        }
    });

    /** The rule by which it is seen. */
    final String rule;

    /** The one in which what it takes is not rare. */
    final Profile profile;

    final Supplier<Planted> planted;

    PlantedBugs(String rule, Profile profile, Supplier<Planted> planted) {
        this.rule = rule;
        this.profile = profile;
        this.planted = planted;
    }

    private static boolean is(Request request, String method, String path) {
        return request.method().equals(method)
                && Pattern.compile(path).matcher(request.url().getPath()).find();
    }

    private static String last(Request request) {
        String path = request.url().getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static Password password(Simulation simulation, String id) {
        for (Password password : simulation.history().passwords()) {
            if (password.id.equals(id)) {
                return password;
            }
        }
        return null;
    }

    private static Answer replaced(Answer answer, String before, String after) {
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        return new Answer(answer.status(), answer.headers(), body.replace(before, after).getBytes(StandardCharsets.UTF_8));
    }
}
