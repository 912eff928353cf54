package io.jenkins.plugins.planetscale.service;

import io.jenkins.plugins.planetscale.client.ApiCall;
import io.jenkins.plugins.planetscale.client.api.BranchCalls;
import io.jenkins.plugins.planetscale.client.api.DeployRequestCalls;
import io.jenkins.plugins.planetscale.client.error.MalformedException;
import io.jenkins.plugins.planetscale.client.error.PlanetScaleException;
import io.jenkins.plugins.planetscale.client.error.UnauthorizedException;
import io.jenkins.plugins.planetscale.client.model.Branch;
import io.jenkins.plugins.planetscale.client.model.DeployRequest;
import io.jenkins.plugins.planetscale.client.model.Page;
import io.jenkins.plugins.planetscale.release.ResourceRef;
import io.jenkins.plugins.planetscale.service.pace.LookScheduler;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One list call that answers several reads. Of deploy requests it lists the open ones only, as closed ones do not
 * change, and only those into one branch when all readers' go there. Reads the next page as long as that answers
 * several; a read that is on no page is sent by itself. Thread-safe.
 */
final class SharedList {
    /** Of a hundred elements each, unless those are too large: more than anybody has open. */
    private static final int MOST_PAGES = 100;

    private final RequestCoalescer coalescer;
    private final RequestCoalescer.Key key;
    private final LookScheduler looks;
    private final String into;

    /** @param into the target branch of all deploy requests; null for several, or unknown */
    SharedList(RequestCoalescer coalescer, RequestCoalescer.Key key, LookScheduler looks, String into) {
        this.coalescer = coalescer;
        this.key = key;
        this.looks = looks;
        this.into = into;
    }

    /** Answers all reads, with pages of that size. */
    void answer(List<SharedRead<?>> reads, int size) {
        ask(reads, 1, size);
    }

    private ApiCall<? extends Page<?>> page(int number, int size) {
        return key.kind() == ResourceRef.Kind.BRANCH
                ? BranchCalls.list(key.database(), number).page(number, size)
                : DeployRequestCalls.list(key.database(), "open", null, into, number)
                        .page(number, size);
    }

    private void ask(List<SharedRead<?>> reads, int number, int size) {
        boolean urgent = reads.stream().anyMatch(SharedRead::isUrgent);
        ApiCall<? extends Page<?>> list = page(number, size);
        ApiCall<? extends Page<?>> page = urgent ? list.urgently() : list;
        reads.get(0).client.enqueue(page).whenComplete((read, failure) -> {
            try {
                if (failure == null) {
                    taken(reads, read, number, size);
                } else if (failure instanceof PlanetScaleException error && error.isTransient()) {
                    reads.forEach(one -> one.fail(failure));
                } else {
                    failed(left(reads), failure, size);
                }
            } catch (Throwable e) { // a future that never completes would be a step that hangs
                reads.forEach(one -> one.fail(e));
            }
        });
    }

    private void taken(List<SharedRead<?>> reads, Page<?> page, int number, int size) {
        Map<String, Object> listed = byName(page);
        List<SharedRead<?>> missing =
                left(reads).stream().filter(read -> !read.take(listed)).toList();
        boolean more = missing.size() > 1 && hasMore(page, number);
        looks.pages(key.place(), more ? number : number + missing.size());
        if (more) {
            ask(missing, number + 1, size);
        } else {
            missing.forEach(SharedRead::askAlone);
        }
    }

    /** A list without an end must not be read to its end: who reads would never have an answer. */
    private static boolean hasMore(Page<?> page, int number) {
        return page.nextPage() != null
                && page.nextPage() > number
                && !page.data().isEmpty()
                && number < MOST_PAGES;
    }

    /**
     * The list cannot be had. A token that PlanetScale does not know is the same for all. A page that is too large is asked
     * for in smaller ones. Otherwise the reason may be the access of the one who asked for all, or an access to lists: so
     * each asks with its own for its own, and for some time nobody plans with the list.
     */
    private void failed(List<SharedRead<?>> reads, Throwable failure, int size) {
        if (failure instanceof UnauthorizedException refused && refused.answered()) {
            reads.forEach(read -> read.fail(failure));
            return;
        }
        boolean tooLarge = failure instanceof MalformedException malformed && malformed.isTooLarge();
        int smaller = tooLarge ? coalescer.smaller(key, size) : 0;
        if (smaller > 0 && reads.size() > 1) {
            answer(reads, smaller);
            return;
        }
        boolean own = failure instanceof UnauthorizedException;
        if (!own && smaller == 0) {
            looks.pages(key.place(), tooLarge ? LookScheduler.NO_LIST : LookScheduler.NO_LIST_NOW);
        }
        reads.forEach(SharedRead::askAlone);
    }

    /**
     * What is on the page, by the number or name that reads ask for. A deploy request without its deployment does not
     * count: operations decide on that.
     */
    private static Map<String, Object> byName(Page<?> page) {
        Map<String, Object> listed = new HashMap<>();
        for (Object element : page.data()) {
            if (element instanceof DeployRequest request && request.deployment() != null) {
                listed.putIfAbsent(Integer.toString(request.number()), request);
            } else if (element instanceof Branch branch && branch.name() != null) {
                listed.putIfAbsent(branch.name(), branch);
            }
        }
        return listed;
    }

    private static List<SharedRead<?>> left(List<SharedRead<?>> reads) {
        return reads.stream().filter(read -> !read.isDone()).toList();
    }
}
