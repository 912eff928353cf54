package io.jenkins.plugins.planetscale.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.release.Marker;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Controller, build and step, and the author's own notes, a line each: what a step marks it finds again, and nobody else
 * takes it for theirs, whatever the notes and the names say.
 */
final class MarkerTarget implements FuzzTarget {
    @Override
    public String run(byte[] input) {
        String[] lines = Arrays.copyOf(new String(input, StandardCharsets.UTF_8).split("\n", 5), 5);
        String controller = or(lines[0], "controller");
        String work = or(lines[1], "job#1/7");
        String description = or(lines[2], "job #1");
        String otherDescription = or(lines[3], "job #12");
        String notes = lines[4];
        Marker marker = Marker.of(controller, work, description);
        String marked = marker.notes(notes);
        assertTrue(marker.token().matches("jenkins-[0-9a-f]{8}-[0-9a-f]{16}"), marker::token);
        assertTrue(marker.marks(marked) && marker.marks(marker.review(notes)) && marker.marks(marker.token()));
        assertTrue(Marker.isOf(controller, marked));
        assertTrue(marker.isOfSameBuild(marked));
        assertTrue(notes == null || marked.contains(notes.strip()), "the author's notes stay");
        assertEquals(marked, marker.notes(notes));
        Marker step = Marker.of(controller, work + "x", description);
        assertFalse(step.marks(marker.token()), "another step's");
        assertTrue(step.isOfSameBuild(marker.notes(null)));
        Marker stranger = Marker.of(controller + "x", work, description);
        assertFalse(stranger.marks(marker.token()) || Marker.isOf(controller + "x", marker.token()), "another Jenkins's");
        Marker other = Marker.of(controller, work + "y", otherDescription);
        boolean same = otherDescription.equals(description);
        assertEquals(same, other.isOfSameBuild(marker.notes(null)), "a build is known by its whole name");
        boolean any = notes != null && Marker.isOf(controller, notes);
        return any + " " + marker.marks(notes) + " " + marker.isOfSameBuild(notes) + " " + same;
    }

    private static String or(String text, String otherwise) {
        return text == null || text.isEmpty() ? otherwise : text;
    }

    @Override
    public List<String> words() {
        String token = Marker.of("controller", "job#1/7", "job #1").token();
        return List.of(
                "\n", "Opened by Jenkins: ", "job #1", "job #12", "[" + token + "]", token, "jenkins-", "[jenkins-", "controller",
                "job#1/7", " ", "]", "From Jenkins: ");
    }

    @Override
    public int longest() {
        return 64 << 10;
    }
}
