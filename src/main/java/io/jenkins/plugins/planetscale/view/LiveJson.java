package io.jenkins.plugins.planetscale.view;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32;

/**
 * The JSON that an open page polls: for each entry a shape, which changes when the page has to reload the entry's HTML,
 * and the figures that the page updates in place.
 */
final class LiveJson {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode json = JSON.objectNode();
    private final String version;

    LiveJson(List<EntryView> entries, boolean building) {
        json.put("building", building);
        ArrayNode list = json.putArray("entries");
        for (EntryView entry : entries) {
            ObjectNode one = list.addObject();
            one.put("id", entry.getId());
            one.put("shape", entry.getShape());
            if (entry.getDeployRequest() != null) {
                one.put("say", entry.getDeployRequest().getSentence());
                ArrayNode bars = one.putArray("bars");
                for (BarView bar : entry.getDeployRequest().bars()) {
                    ArrayNode figures = bars.addArray();
                    figures.add(bar.getPercent());
                    figures.add(bar.getText());
                }
            }
        }
        CRC32 sum = new CRC32();
        sum.update(json.toString().getBytes(StandardCharsets.UTF_8));
        version = Long.toHexString(sum.getValue());
    }

    /** Changes with everything but the time. */
    String version() {
        return version;
    }

    /** @param now the server's time, for the countdowns */
    String text(long now) {
        return json.put("version", version).put("now", now).toString();
    }
}
