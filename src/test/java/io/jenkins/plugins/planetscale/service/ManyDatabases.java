package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.Transport;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A PlanetScale with many databases full of deploy requests, as a transport: knows its lists and each by itself, counts, and
 * answers as late as it is told to. Thread-safe.
 */
public final class ManyDatabases implements Transport {
    private static final Pattern PATH =
            Pattern.compile(".*/organizations/([^/]+)/databases/([^/]+)/deploy-requests(?:/(\\d+)(/.*)?)?");

    private final Map<DatabaseRef, List<Shown>> requests = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private final BiConsumer<Duration, Runnable> later;
    private Duration latency = Duration.ZERO;
    private Function<String, Answer> instead = kind -> null;

    /** @param later runs something after a time */
    public ManyDatabases(BiConsumer<Duration, Runnable> later) {
        this.later = later;
    }

    public synchronized ManyDatabases latency(Duration time) {
        latency = time;
        return this;
    }

    /** What is answered to a kind of request, as {@link #counts} names it, in place of what there is; null for that. */
    public synchronized ManyDatabases instead(Function<String, Answer> answers) {
        instead = answers;
        return this;
    }

    /** Opens the next deploy request of a database; returns its number. */
    public synchronized int open(DatabaseRef database, String state) {
        List<Shown> all = requests.computeIfAbsent(database, d -> new ArrayList<>());
        all.add(new Shown(state, 0));
        return all.size();
    }

    public synchronized void set(DatabaseRef database, int number, String state) {
        requests.get(database).set(number - 1, new Shown(state, 0));
    }

    /** Changes something of a deploy request, and not its state: its address ends with how often that was. */
    public synchronized void touch(DatabaseRef database, int number) {
        Shown before = requests.get(database).get(number - 1);
        requests.get(database).set(number - 1, new Shown(before.state(), before.touched() + 1));
    }

    private record Shown(String state, int touched) {}

    /** Requests so far by kind: {@code list}, {@code one}, and {@code POST} and so on. */
    public synchronized Map<String, Integer> counts() {
        return new LinkedHashMap<>(counts);
    }

    public synchronized int requests() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** What is shown of a deploy request; of the size that one with two tables has. */
    private static String json(int number, Shown shown) {
        String table = """
                {"id":"op%1$d","state":"%2$s","keyspace_name":"logistics","table_name":"orders_%1$d",
                 "operation_name":"alter","eta_seconds":3600,"progress_percentage":12,"can_drop_data":false,
                 "ddl_statement":"ALTER TABLE `orders_%1$d` ADD COLUMN `webhook_url` varchar(255) NULL",
                 "syntax_highlighted_ddl":"%3$s"}""".formatted(number, "in_progress", "x".repeat(300));
        return """
                {"id":"dr%1$d","number":%1$d,"branch":"dev-%1$d","into_branch":"main","state":"open",
                 "deployment_state":"%2$s","html_url":"https://app.example.test/mechanica/logistics/%1$d?touched=%4$d",
                 "notes":"build %1$d","deployment":{"id":"d%1$d","state":"%2$s","deployable":true,
                 "auto_cutover":false,"deploy_operations":[%3$s,%3$s]}}""".formatted(number, shown.state(), table, shown.touched());
    }

    @Override
    public Answer send(Request request) {
        return answer(request);
    }

    @Override
    public CompletableFuture<Answer> enqueue(Request request) {
        CompletableFuture<Answer> future = new CompletableFuture<>();
        Duration each;
        synchronized (this) {
            each = latency;
        }
        later.accept(each.dividedBy(2), () -> {
            Answer answer = answer(request);
            later.accept(each.dividedBy(2), () -> future.complete(answer));
        });
        return future;
    }

    private synchronized Answer answer(Request request) {
        Matcher path = PATH.matcher(request.url().getPath());
        if (!path.matches()) {
            throw new IllegalStateException(request.url().toString());
        }
        List<Shown> all = requests.get(new DatabaseRef(path.group(1), path.group(2)));
        String kind = request.method().equals("GET") ? path.group(3) == null ? "list" : "one" : request.method();
        counts.merge(kind, 1, Integer::sum);
        Answer other = instead.apply(kind);
        if (other != null) {
            return other;
        }
        String body = path.group(3) == null
                ? list(all, request.url().getQuery())
                : json(Integer.parseInt(path.group(3)), all.get(Integer.parseInt(path.group(3)) - 1));
        return ScriptedTransport.status(200, body);
    }

    /** Newest first, as PlanetScale has them. */
    private static String list(List<Shown> all, String query) {
        int size = parameter(query, "per_page");
        int page = parameter(query, "page");
        List<String> elements = new ArrayList<>();
        for (int number = all.size() - (page - 1) * size; number > 0 && elements.size() < size; number--) {
            elements.add(json(number, all.get(number - 1)));
        }
        boolean last = page * size >= all.size();
        return "{\"current_page\":" + page + ",\"next_page\":" + (last ? "null" : page + 1) + ",\"data\":["
                + String.join(",", elements) + "]}";
    }

    private static int parameter(String query, String name) {
        for (String one : query == null ? Collections.<String>emptyList() : List.of(query.split("&"))) {
            if (one.startsWith(name + "=")) {
                return Integer.parseInt(one.substring(name.length() + 1));
            }
        }
        throw new IllegalStateException(name + " is not in " + query);
    }

    @Override
    public void close() {}
}
