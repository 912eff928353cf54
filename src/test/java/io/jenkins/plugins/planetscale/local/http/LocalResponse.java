package io.jenkins.plugins.planetscale.local.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.planetscale.local.json.Json;
import java.util.List;
import java.util.function.Function;

/**
 * What a call is answered with.
 *
 * @param json null for an empty body
 */
public record LocalResponse(int status, JsonNode json) {
    public static LocalResponse ok(JsonNode json) {
        return new LocalResponse(200, json);
    }

    public static LocalResponse created(JsonNode json) {
        return new LocalResponse(201, json);
    }

    public static LocalResponse noContent() {
        return new LocalResponse(204, null);
    }

    static LocalResponse error(ApiError error) {
        ObjectNode json = Json.object().put("code", error.code).put("message", error.getMessage());
        return new LocalResponse(error.status, json);
    }

    /** One page of a list, with the totals that only some lists tell (docs/planetscale-api.md#requests). */
    public static <T> LocalResponse counted(LocalRequest call, List<T> all, Function<? super T, ObjectNode> json) {
        return page(call, all, json, true);
    }

    public static <T> LocalResponse page(LocalRequest call, List<T> all, Function<? super T, ObjectNode> json) {
        return page(call, all, json, false);
    }

    private static <T> LocalResponse page(
            LocalRequest call, List<T> all, Function<? super T, ObjectNode> json, boolean counted) {
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

    private static void link(ObjectNode list, String name, int page, int size, LocalRequest call) {
        if (page == 0) {
            list.putNull(name + "_page");
            list.putNull(name + "_page_url");
        } else {
            list.put(name + "_page", page);
            list.put(name + "_page_url", call.url() + "?page=" + page + "&per_page=" + size);
        }
    }
}
