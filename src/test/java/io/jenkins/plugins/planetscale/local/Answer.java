package io.jenkins.plugins.planetscale.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;

/**
 * What a call is answered with.
 *
 * @param json null for an empty body
 */
record Answer(int status, JsonNode json) {
    static Answer ok(JsonNode json) {
        return new Answer(200, json);
    }

    static Answer created(JsonNode json) {
        return new Answer(201, json);
    }

    static Answer noContent() {
        return new Answer(204, null);
    }

    static Answer error(ApiError error) {
        ObjectNode json = Json.object().put("code", error.code).put("message", error.getMessage());
        return new Answer(error.status, json);
    }

    /** One page of a list, with the totals that only some lists tell (docs/planetscale-api.md#requests). */
    static <T> Answer counted(Call call, List<T> all, Function<? super T, ObjectNode> json) {
        return page(call, all, json, true);
    }

    static <T> Answer page(Call call, List<T> all, Function<? super T, ObjectNode> json) {
        return page(call, all, json, false);
    }

    private static <T> Answer page(Call call, List<T> all, Function<? super T, ObjectNode> json, boolean counted) {
        int size = Math.min(100, Math.max(1, call.number("per_page", 25)));
        int page = Math.max(1, call.number("page", 1));
        int pages = Math.max(1, (all.size() + size - 1) / size);
        int from = Math.min(all.size(), (page - 1) * size);
        ObjectNode list = Json.object();
        list.put("type", "list");
        list.put("current_page", page);
        list.put("per_page", size);
        link(list, "next", page < pages ? page + 1 : 0, size, call);
        link(list, "prev", page > 1 ? page - 1 : 0, size, call);
        if (counted) {
            list.put("total_count", all.size());
            list.put("total_pages", pages);
        }
        ArrayNode data = list.putArray("data");
        all.subList(from, Math.min(all.size(), from + size)).forEach(one -> data.add(json.apply(one)));
        return ok(list);
    }

    private static void link(ObjectNode list, String name, int page, int size, Call call) {
        if (page == 0) {
            list.putNull(name + "_page");
            list.putNull(name + "_page_url");
        } else {
            list.put(name + "_page", page);
            list.put(name + "_page_url", call.url() + "?page=" + page + "&per_page=" + size);
        }
    }
}
