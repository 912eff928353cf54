package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.DatabaseRef;
import io.jenkins.plugins.planetscale.client.PlanetScaleClient;
import io.jenkins.plugins.planetscale.client.TokenFingerprint;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ApiRequest;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Lets one list call answer everybody who looks at the deploy requests, or at the branches, of a database at about the
 * same time (invariant I7). A read never joins a list call that has been sent already: it could miss an effect of its
 * own. Thread-safe; nobody waits on a thread.
 */
final class RequestCoalescer {
    static final Duration WINDOW = Duration.ofMillis(300);

    /** Pages of 100, of 20, of 4, none. */
    private static final int SMALLER = 5;

    private final Executor background;
    private final ScheduledExecutorService timer;
    private final Map<Key, Batch> open = new HashMap<>();
    private final Map<Key, Set<Reader>> readers = new HashMap<>();
    private final Map<Reader, Key> keys = new HashMap<>();

    /** Of databases whose lists are too large to be read by pages of the usual size: one that can be, 0 for none. */
    private final Map<Key, Integer> sizes = new HashMap<>();

    RequestCoalescer(Executor background, ScheduledExecutorService timer) {
        this.background = background;
        this.timer = timer;
    }

    /** Somebody who reads a subject again and again. */
    interface Reader {
        /** Others look at the same database just now: look as well if you would have looked soon anyway. */
        void othersLook();
    }

    /** Carries the exchange's call out, or lets a list call answer it. Futures fail with the call's bare exception. */
    CompletableFuture<?> ask(Reader reader, Clients.BoundClient reach, ApiRequest<?> exchange) {
        if (reach.token() == null || !shareable(exchange)) {
            return reach.client().enqueue(exchange.call());
        }
        ResourceRef subject = exchange.subject();
        Key key = new Key(reach.baseUrl(), reach.token(), subject.database(), subject.kind());
        Member<?> member = new Member<>(reach.client(), exchange.call(), subject.key());
        List<Reader> others = List.of();
        synchronized (this) {
            enter(reader, key);
            Batch batch = open.get(key);
            if (batch == null && readers.get(key).size() > 1 && size(key) > 0) {
                batch = open(key);
                others = readers.get(key).stream()
                        .filter(other -> other != reader)
                        .toList();
            }
            if (batch != null) {
                batch.members.add(member);
            } else {
                member = null; // nobody to share with, so no reason to wait
            }
        }
        others.forEach(Reader::othersLook);
        return member == null ? reach.client().enqueue(exchange.call()) : member.answer;
    }

    private Batch open(Key key) {
        Batch batch = new Batch(key);
        timer.schedule(() -> background.execute(() -> send(batch)), WINDOW.toMillis(), TimeUnit.MILLISECONDS);
        open.put(key, batch);
        return batch;
    }

    /** Forgets a reader that will not read again. */
    synchronized void leave(Reader reader) {
        Key key = keys.remove(reader);
        if (key != null) {
            Set<Reader> left = readers.get(key);
            left.remove(reader);
            if (left.isEmpty()) {
                readers.remove(key);
                sizes.remove(key);
            }
        }
    }

    private void enter(Reader reader, Key key) {
        if (!key.equals(keys.get(reader))) {
            leave(reader);
            keys.put(reader, key);
            readers.computeIfAbsent(key, k -> new HashSet<>()).add(reader);
        }
    }

    private void send(Batch batch) {
        List<Member<?>> members;
        synchronized (this) {
            open.remove(batch.key);
            members = batch.members.stream()
                    .filter(member -> !member.answer.isDone())
                    .toList();
        }
        try {
            if (members.size() == 1) {
                members.get(0).askAlone();
            } else if (!members.isEmpty()) {
                share(batch.key, members, 1, size(batch.key));
            }
        } catch (Throwable e) { // a member that is never answered would wait for ever
            members.forEach(member -> member.answer.completeExceptionally(e));
        }
    }

    private synchronized int size(Key key) {
        return sizes.getOrDefault(key, ApiCall.LARGEST_PAGE);
    }

    /** The next smaller size of pages; 0 when there is none. Remembered for as long as somebody reads there. */
    private synchronized int smaller(Key key, int tooLarge) {
        int size = Math.min(size(key), tooLarge / SMALLER);
        if (readers.containsKey(key)) {
            sizes.put(key, size);
        }
        return size;
    }

    /** Turns pages as long as one more answers several. */
    private void share(Key key, List<Member<?>> members, int number, int size) {
        PlanetScaleClient client = members.get(0).client;
        client.enqueue(key.list(number, size)).whenComplete((page, failure) -> {
            try {
                if (failure == null) {
                    taken(key, members, page, number, size);
                } else if (failure instanceof PlanetScaleException error && error.passing()) {
                    members.forEach(member -> member.answer.completeExceptionally(failure));
                } else {
                    failed(key, left(members), failure, size);
                }
            } catch (Throwable e) { // a member that is never answered would wait for ever
                members.forEach(member -> member.answer.completeExceptionally(e));
            }
        });
    }

    private void taken(Key key, List<Member<?>> members, Page<?> page, int number, int size) {
        List<Member<?>> missing =
                left(members).stream().filter(member -> !member.take(page)).toList();
        if (missing.size() > 1 && page.nextPage() != null) {
            share(key, missing, number + 1, size);
        } else {
            missing.forEach(Member::askAlone);
        }
    }

    /**
     * The list cannot be had. A page that is too large is asked for in smaller ones. Otherwise the reason may be the
     * access of the one member that asked for all, or an access to lists: so each asks with its own for its own.
     */
    private void failed(Key key, List<Member<?>> members, Throwable failure, int size) {
        int smaller =
                failure instanceof MalformedException malformed && malformed.isTooLarge() ? smaller(key, size) : 0;
        if (smaller > 0 && members.size() > 1) {
            share(key, members, 1, smaller);
        } else {
            members.forEach(Member::askAlone);
        }
    }

    private static List<Member<?>> left(List<Member<?>> members) {
        return members.stream().filter(member -> !member.answer.isDone()).toList();
    }

    /** Only the plain GET of a subject: its answer is what a list holds. */
    private static boolean shareable(ApiRequest<?> exchange) {
        ApiCall<?> call = exchange.call();
        ResourceRef subject = exchange.subject();
        if (subject == null
                || call.urgent()
                || !call.query().isEmpty()
                || !call.method().equals("GET")) {
            return false;
        }
        ApiCall<?> plain =
                switch (subject.kind()) {
                    case DEPLOY_REQUEST -> DeployRequestCalls.get(subject.database(), Integer.parseInt(subject.key()));
                    case BRANCH -> BranchCalls.get(subject.database(), subject.key());
                    default -> null;
                };
        return plain != null
                && plain.path().equals(call.path())
                && plain.answer().equals(call.answer());
    }

    private record Key(String baseUrl, TokenFingerprint token, DatabaseRef database, ResourceRef.Kind kind) {
        ApiCall<? extends Page<?>> list(int number, int size) {
            return kind == ResourceRef.Kind.BRANCH
                    ? BranchCalls.list(database, number).page(number, size)
                    : DeployRequestCalls.list(database, null, null, null, number)
                            .page(number, size);
        }
    }

    private static final class Batch {
        private final Key key;
        private final List<Member<?>> members = new ArrayList<>();

        Batch(Key key) {
            this.key = key;
        }
    }

    private static final class Member<T> {
        private final PlanetScaleClient client;
        private final ApiCall<T> call;
        private final String wanted;
        private final CompletableFuture<T> answer = new CompletableFuture<>();

        Member(PlanetScaleClient client, ApiCall<T> call, String wanted) {
            this.client = client;
            this.call = call;
            this.wanted = wanted;
        }

        /** Returns whether it was there. */
        private boolean take(Page<?> page) {
            for (Object element : page.data()) {
                if (isWanted(element)) {
                    @SuppressWarnings("unchecked") // shareable() has compared what the call is read as
                    T found = (T) element;
                    answer.complete(found);
                    return true;
                }
            }
            return false;
        }

        /** An element that lacks what operations decide on is as good as none. */
        private boolean isWanted(Object element) {
            return element instanceof DeployRequest request
                            && Integer.toString(request.number()).equals(wanted)
                            && request.deployment() != null
                    || element instanceof Branch branch && wanted.equals(branch.name());
        }

        private void askAlone() {
            if (answer.isDone()) {
                return;
            }
            CompletableFuture<T> alone;
            try {
                alone = client.enqueue(call);
            } catch (Throwable e) {
                answer.completeExceptionally(e);
                return;
            }
            answer.whenComplete((value, failure) -> {
                if (answer.isCancelled()) {
                    alone.cancel(false);
                }
            });
            alone.whenComplete((value, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                } else {
                    answer.complete(value);
                }
            });
        }
    }
}
