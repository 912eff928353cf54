package io.jenkins.plugins.planetscale.view.job;

import hudson.Functions;
import io.jenkins.plugins.planetscale.view.ViewMessages;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The releases of a job as two rows of bars over one axis of builds, drawn by the server as SVG.
 *
 * <p>Not by the ECharts API plugin: that would make Jenkins load five more plugins (plugin-util-api, bootstrap5-api,
 * font-awesome-api, jquery3-api, jackson3-api, by its {@code pom.xml}) for two series of bars, and shows nothing where
 * no JavaScript runs. This is markup without script and style, so no Content-Security-Policy stands in its way; classes
 * colour it from the variables of Jenkins' themes.
 *
 * <p>Places across are in percent and heights in pixels, without a {@code viewBox}: so it fits each width and its text
 * keeps its size. What a colour tells is told by a pattern or a sign, too; the table below it says the same in words.
 */
final class ReleaseChart {
    private static final int FEWEST_PLACES = 12;
    private static final int LABELS = 6;
    private static final int HEIGHT = 72;
    private static final int CAPTION = 20;
    private static final int GAP = 16;
    private static final int FOOT = 40;

    private final List<ReleaseRow> rows;
    private final double place;

    /** @param newestFirst the releases */
    ReleaseChart(List<ReleaseRow> newestFirst) {
        this.rows = newestFirst;
        this.place = 100.0 / Math.max(FEWEST_PLACES, newestFirst.size());
    }

    /** Whether any of them has a time to draw. */
    boolean isWorthDrawing() {
        return rows.stream().anyMatch(row -> row.copyMillis() >= 0 || row.waitMillis() >= 0);
    }

    String svg() {
        StringBuilder svg = new StringBuilder(200 * rows.size() + 1000);
        int height = 2 * (CAPTION + HEIGHT) + GAP + FOOT;
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"planetscale-chart\" role=\"img\"")
                .append(" aria-labelledby=\"planetscale-chart-title planetscale-chart-desc\" width=\"100%\" height=\"")
                .append(height)
                .append("\"><title id=\"planetscale-chart-title\">")
                .append(text("Chart.title", rows.size()))
                .append("</title><desc id=\"planetscale-chart-desc\">")
                .append(text("Chart.desc"))
                .append("</desc><defs><pattern id=\"planetscale-chart-hatch\" patternUnits=\"userSpaceOnUse\"")
                .append(" width=\"6\" height=\"6\" patternTransform=\"rotate(45)\">")
                .append("<rect class=\"planetscale-chart__hatch\" width=\"3\" height=\"6\"/></pattern></defs>");
        series(svg, 0, "copy", "Chart.copy", ReleaseRow::copyMillis);
        series(svg, CAPTION + HEIGHT + GAP, "wait", "Chart.wait", ReleaseRow::waitMillis);
        foot(svg, 2 * (CAPTION + HEIGHT) + GAP);
        return svg.append("</svg>").toString();
    }

    private void series(StringBuilder svg, int top, String kind, String caption, ToLongFunction<ReleaseRow> time) {
        long longest = rows.stream().mapToLong(time).max().orElse(-1);
        label(
                svg,
                "0",
                top + CAPTION - 7,
                "caption",
                longest < 0 ? text(caption + ".none") : text(caption, ViewMessages.span(longest)));
        int floor = top + CAPTION + HEIGHT;
        for (int y : new int[] {top + CAPTION, top + CAPTION + HEIGHT / 2, floor}) {
            svg.append("<line class=\"planetscale-chart__line\" x1=\"0\" x2=\"100%\" y1=\"")
                    .append(y)
                    .append("\" y2=\"")
                    .append(y)
                    .append("\"/>");
        }
        for (int i = 0; i < rows.size(); i++) {
            ReleaseRow row = rows.get(rows.size() - 1 - i);
            long millis = time.applyAsLong(row);
            if (millis >= 0) {
                double tall = longest == 0 ? 1 : Math.max(1, (double) HEIGHT * millis / longest);
                svg.append("<rect class=\"planetscale-chart__bar planetscale-chart__")
                        .append(kind)
                        .append("\"");
                if (row.mark() == ReleaseRow.Mark.REVERTED) {
                    svg.append(" fill=\"url(#planetscale-chart-hatch)\"");
                }
                svg.append(" x=\"")
                        .append(percent(i + 0.15))
                        .append("\" width=\"")
                        .append(percent(0.7))
                        .append("\" y=\"")
                        .append(number(floor - tall))
                        .append("\" height=\"")
                        .append(number(tall))
                        .append("\"><title>")
                        .append(Functions.htmlAttributeEscape(row.getLine()))
                        .append("</title></rect>");
            }
        }
    }

    /** A sign for each release that is not simply live, and numbers of builds as far as there is room. */
    private void foot(StringBuilder svg, int top) {
        int every = (rows.size() + LABELS - 1) / LABELS;
        for (int i = 0; i < rows.size(); i++) {
            ReleaseRow row = rows.get(rows.size() - 1 - i);
            String sign = sign(row.mark());
            if (sign != null) {
                label(svg, percent(i + 0.5), top + 14, "sign planetscale-chart__" + row.kind(), sign);
            }
            if ((rows.size() - 1 - i) % every == 0) {
                label(svg, percent(i + 0.5), top + 32, "build", "#" + row.build());
            }
        }
    }

    /** Null for what needs none. */
    static String sign(ReleaseRow.Mark mark) {
        return switch (mark) {
            case LIVE -> null;
            case REVERTED -> "\u21B6";
            case FAILED, CANCELLED -> "\u2716";
            case OPEN -> "\u25CB";
            case RUNNING -> "\u25CF";
        };
    }

    private static void label(StringBuilder svg, String x, int y, String kind, String escaped) {
        svg.append("<text class=\"planetscale-chart__")
                .append(kind)
                .append("\" x=\"")
                .append(x)
                .append("\" y=\"")
                .append(y)
                .append("\">")
                .append(escaped)
                .append("</text>");
    }

    private String percent(double places) {
        return number(place * places) + "%";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String text(String key, Object... arguments) {
        return Functions.htmlAttributeEscape(ViewMessages.of(key, arguments));
    }
}
