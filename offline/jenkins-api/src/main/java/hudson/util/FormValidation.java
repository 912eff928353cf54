package hudson.util;

import edu.umd.cs.findbugs.annotations.NonNull;
import java.io.IOException;
import java.util.Collection;
import java.util.Comparator;
import java.util.stream.Collectors;
import org.kohsuke.stapler.HttpResponse;

public abstract class FormValidation extends IOException implements HttpResponse {
    private static final long serialVersionUID = 1L;

    private static final FormValidation OK = respond(Kind.OK, "<div/>", null);

    public final FormValidation.Kind kind;

    private FormValidation(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static FormValidation error(String message) {
        return ofText(Kind.ERROR, message);
    }

    public static FormValidation warning(String message) {
        return ofText(Kind.WARNING, message);
    }

    public static FormValidation ok(String message) {
        return ofText(Kind.OK, message);
    }

    public static FormValidation ok() {
        return OK;
    }

    /** The worst kind of all, with all their messages as a list. */
    @NonNull
    public static FormValidation aggregate(@NonNull Collection<FormValidation> validations) {
        if (validations.isEmpty()) {
            return ok();
        } else if (validations.size() == 1) {
            return validations.iterator().next();
        }
        Kind worst = validations.stream()
                .map(validation -> validation.kind)
                .max(Comparator.naturalOrder())
                .orElse(Kind.OK);
        String items = validations.stream()
                .map(validation -> "<li>" + validation.renderHtml() + "</li>")
                .collect(Collectors.joining());
        String html = "<ul style='list-style-type: none; padding-left: 0; margin: 0'>" + items + "</ul>";
        return respond(worst, html, null);
    }

    public static FormValidation validatePositiveInteger(String value) {
        try {
            return Integer.parseInt(value) > 0 ? ok() : error("Not a positive number");
        } catch (NumberFormatException e) {
            return error("Not a number");
        }
    }

    public abstract String renderHtml();

    private static FormValidation ofText(Kind kind, String text) {
        if (text == null) {
            return kind == Kind.OK ? ok() : respond(kind, "<div/>", null);
        }
        String escaped = escape(text);
        String html = "<div class=" + kind.name().toLowerCase(java.util.Locale.ENGLISH) + ">" + escaped + "</div>";
        return respond(kind, html, escaped);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#039;")
                .replace("\n", "<br>");
    }

    private static FormValidation respond(Kind kind, String html, String message) {
        return new FormValidation(kind, message) {
            private static final long serialVersionUID = 1L;

            @Override
            public String renderHtml() {
                return html;
            }

            @Override
            public String toString() {
                return kind + ": " + getMessage();
            }
        };
    }

    public enum Kind {
        OK,
        WARNING,
        ERROR
    }
}
