package hudson;

public final class FilePath {
    FilePath() {}
}
