package io.jenkins.plugins.planetscale.fuzz;

import hudson.model.Action;
import io.jenkins.plugins.planetscale.testing.BuildRecords;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Several damages at once to what a build has noted, one a line: where, as a number, and what stands there instead. Jenkins
 * reads it, unless it is no XML any more, and the pages of the build and of its job are drawn.
 */
final class RecordTarget implements FuzzTarget {
    private static final Pattern DAMAGE = Pattern.compile("([ra])([0-9]{1,6}) ([a-z]) ?(.*)", Pattern.DOTALL);
    private static final Pattern PLACE = Pattern.compile("<[^>]*>|[^<]+");
    private static final int MOST_DAMAGES = 6;

    private final BuildRecords records;

    RecordTarget(Path home) {
        records = new BuildRecords(home.toFile());
    }

    @Override
    public String run(byte[] input) {
        String[] damages = new String(input, StandardCharsets.UTF_8).split("\n", MOST_DAMAGES + 1);
        String xml = damages[0].startsWith("a") ? records.asked() : records.record();
        int done = 0;
        for (String line : damages) {
            Matcher damage = DAMAGE.matcher(line);
            if (damage.matches()) {
                xml = damaged(xml, Integer.parseInt(damage.group(2)), damage.group(3).charAt(0), damage.group(4));
                done++;
            }
        }
        Action read = BuildRecords.read(xml);
        if (read == null) {
            return "unreadable";
        }
        records.draw(read);
        return "drawn " + done + " " + read.getClass().getSimpleName() + " " + xml.length() / 500;
    }

    /** An element with all that is in it goes, a text becomes another one, or a part of the XML comes twice. */
    private static String damaged(String xml, int at, char what, String text) {
        List<int[]> places = new ArrayList<>();
        for (Matcher place = PLACE.matcher(xml); place.find(); ) {
            places.add(new int[] {place.start(), place.end()});
        }
        int[] place = places.get(at % places.size());
        String there = xml.substring(place[0], place[1]);
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replaceAll("[^\\t\\n\\x20-\\ud7ff\\ue000-\\ufffd]", "?");
        if (!there.startsWith("<")) {
            return xml.substring(0, place[0]) + escaped + xml.substring(place[1]);
        }
        Matcher name = Pattern.compile("<([\\w.$-]+)").matcher(there);
        if (there.endsWith("/>") || !name.find()) {
            return xml.substring(0, place[0]) + (what == 'd' ? there + there : "") + xml.substring(place[1]);
        }
        int end = xml.indexOf("</" + name.group(1) + ">", place[1]);
        if (end < 0 || place[0] == 0) {
            return xml;
        }
        int after = end + name.group(1).length() + 3;
        return switch (what) {
            case 'd' -> xml.substring(0, after) + xml.substring(place[0], after) + xml.substring(after);
            case 'e' -> xml.substring(0, place[1]) + escaped + xml.substring(end);
            case 'n' -> xml.substring(0, place[1]) + "<null/>" + xml.substring(place[1]);
            default -> xml.substring(0, place[0]) + xml.substring(after);
        };
    }

    @Override
    public List<String> words() {
        return List.of(
                "\n", "r12 d", "r40 e -1", "r77 r", "a9 n", "a30 e ", "0", "1", "2", "7", "-1", "9223372036854775807", "2026-01-01T00:00:00Z",
                "+1000000000-12-31T23:59:59Z", "true", "APPLIED", "DEPLOY_REQUEST", "#0", "#7", "a/b", "ERROR lint: x", "https://x/",
                "javascript:alert(1)");
    }

    @Override
    public int longest() {
        return 4 << 10;
    }

    @Override
    public int tries() {
        return 500;
    }

    @Override
    public void close() {
        records.close();
    }
}
