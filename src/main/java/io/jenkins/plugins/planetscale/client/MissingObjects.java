package io.jenkins.plugins.planetscale.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The objects that may be what a 404 is about: all that the call names, in its path and in its body. */
final class MissingObjects {
    private static final Map<String, String> COLLECTIONS = Map.of(
            "organizations", "the organization",
            "databases", "the database",
            "branches", "the branch",
            "deploy-requests", "the deploy request",
            "backups", "the backup",
            "passwords", "the password",
            "webhooks", "the webhook");

    private static final Map<String, String> BODY = Map.of(
            "branch", "the branch",
            "into_branch", "the target branch",
            "parent_branch", "the parent branch",
            "backup_id", "the backup",
            "region", "the region",
            "cluster_size", "the cluster size");

    private MissingObjects() {}

    /** Begins the sentence "… does not exist": what is nearest comes first. */
    static String of(ApiCall<?> call) {
        List<String> path = call.path();
        List<String> objects = new ArrayList<>();
        for (int i = 0; i + 1 < path.size(); i += 2) {
            if (COLLECTIONS.containsKey(path.get(i))) {
                objects.add(0, COLLECTIONS.get(path.get(i)));
            }
        }
        if (objects.size() > 2) {
            objects.remove("the organization"); // whoever has named that wrongly is told so by reading the database
        }
        if (call.method().equals("POST") && call.body() != null) {
            call.body().keySet().stream()
                    .filter(BODY::containsKey)
                    .map(BODY::get)
                    .sorted()
                    .forEach(name -> objects.add(0, name));
        }
        int last = objects.size() - 1;
        return last < 0
                ? "it"
                : last == 0 ? objects.get(0) : String.join(", ", objects.subList(0, last)) + " or " + objects.get(last);
    }
}
