package hudson.console;

public class HyperlinkNote extends ConsoleNote {
    public HyperlinkNote(String url, int length) {}

    public static String encodeTo(String url, String text) {
        return text;
    }
}
