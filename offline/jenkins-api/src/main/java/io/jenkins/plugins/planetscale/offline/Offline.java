package io.jenkins.plugins.planetscale.offline;

import java.util.Locale;
import org.jvnet.localizer.Localizable;
import org.jvnet.localizer.ResourceBundleHolder;

/** What the declarations of the Jenkins API share: the installed {@link Controller}, and how to say what is missing. */
public final class Offline {
    private static volatile Controller controller;

    /** Of threads that play a Jenkins of their own. */
    private static final ThreadLocal<Controller> HERE = new ThreadLocal<>();

    private Offline() {}

    /** Begins to play Jenkins with this controller; {@code null} ends it. Jenkins' own statics look here each time. */
    public static void install(Controller next) {
        controller = next;
    }

    /** As {@link #install}, for what the calling thread does, and in place of the one that is there for all. */
    public static void installHere(Controller next) {
        if (next == null) {
            HERE.remove();
        } else {
            HERE.set(next);
        }
    }

    private static Controller current() {
        Controller here = HERE.get();
        return here == null ? controller : here;
    }

    /**
     * The installed controller.
     *
     * @throws IllegalStateException when none is installed, as {@code Jenkins.get()} without a Jenkins
     */
    public static Controller controller() {
        Controller current = current();
        if (current == null) {
            throw new IllegalStateException("no Jenkins is played here: Offline.install(...) has not been called");
        }
        return current;
    }

    public static boolean isInstalled() {
        return current() != null;
    }

    /** What a declaration without behaviour throws; {@code member} is "Class.method". */
    public static UnsupportedOperationException missing(String member) {
        return new UnsupportedOperationException("not available offline: " + member);
    }

    /** A text of Jenkins itself, in English only. */
    public static Localizable text(String english) {
        return new Text(english);
    }

    private static final class Text extends Localizable {
        private static final long serialVersionUID = 1L;

        private final String english;

        Text(String english) {
            super(ResourceBundleHolder.get(Offline.class), english);
            this.english = english;
        }

        @Override
        public String toString(Locale locale) {
            return english;
        }

        @Override
        public String toString() {
            return english;
        }
    }
}
