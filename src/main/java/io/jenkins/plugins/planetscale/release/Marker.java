package io.jenkins.plugins.planetscale.release;

import java.io.Serializable;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Identifies the build and step that created an object at PlanetScale. It is part of the name of a password or backup
 * and of the notes of a deploy request: after a crash the step finds its own objects by it, and the sweeper what a dead
 * build left.
 */
public final class Marker implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final String OPENED = "Opened by Jenkins: ";
    private static final Pattern TOKEN = Pattern.compile("jenkins-([0-9a-f]{8})-([0-9a-f]{16})");

    private final String controller;
    private final String work;
    private final String description;

    private Marker(String controller, String work, String description) {
        this.controller = controller;
        this.work = work;
        this.description = description;
    }

    /**
     * @param controllerId tells this Jenkins from every other one
     * @param work tells this step of this build from every other one of the controller, and stays the same over restarts
     * @param description the build as a person knows it: {@code release/main #12}
     */
    public static Marker of(String controllerId, String work, String description) {
        return new Marker(
                Sha256.hex(Objects.requireNonNull(controllerId), 8),
                Sha256.hex(controllerId + '\n' + Objects.requireNonNull(work), 16),
                Objects.requireNonNull(description));
    }

    /** {@code jenkins-<controller>-<work>}: legal as a password name. */
    public String token() {
        return "jenkins-" + controller + "-" + work;
    }

    public String description() {
        return description;
    }

    /** Notes of a deploy request: the author's own, then a line that says where it comes from. */
    public String notes(String own) {
        String line = OPENED + description + " [" + token() + "]";
        return own == null || own.isBlank() ? line : own.strip() + "\n\n" + line;
    }

    /** A text for a review, then a line that says where it comes from. */
    public String review(String own) {
        return (own == null || own.isBlank() ? "" : own.strip() + "\n\n") + "From Jenkins: " + description + " ["
                + token() + "]";
    }

    /** Whether a text bears this marker. */
    public boolean marks(String text) {
        return text != null && text.contains(token());
    }

    /** Whether notes say that a step of the same build has opened the deploy request, whichever step it was. */
    public boolean isOfSameBuild(String notes) {
        return notes != null && notes.contains(OPENED + description + " [jenkins-" + controller + "-");
    }

    /** Whether a text bears the marker of any build of any controller. */
    static boolean isIn(String text) {
        return TOKEN.matcher(text).find();
    }

    /** Whether a text bears a marker of the given controller, whichever build it was. */
    public static boolean isOf(String controllerId, String text) {
        if (text == null) {
            return false;
        }
        Matcher token = TOKEN.matcher(text);
        String controller = Sha256.hex(controllerId, 8);
        while (token.find()) {
            if (token.group(1).equals(controller)) {
                return true;
            }
        }
        return false;
    }
}
