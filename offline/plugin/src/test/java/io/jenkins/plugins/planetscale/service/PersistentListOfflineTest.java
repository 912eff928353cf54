package io.jenkins.plugins.planetscale.service;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.jenkins.plugins.planetscale.offline.PlayedJenkins;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PersistentListOfflineTest {
    @TempDir
    private File home;

    @Test
    void whatCannotBeWrittenIsNotInIt() throws Exception {
        PlayedJenkins jenkins = new PlayedJenkins(home);
        try {
            File folder = new File(home, "folder");
            Files.writeString(folder.toPath(), "no folder");
            File file = new File(folder, "list.xml");
            PersistentList<String> list = new PersistentList<>(file, String.class, "");
            IOException e = assertThrows(IOException.class, () -> list.change(all -> all.add("one")));
            assertThat(e.getMessage(), containsString("Cannot write " + file));
            assertThat(e.getMessage(), containsString("Free space on that disk"));
            assertEquals(List.of(), list.list());
        } finally {
            jenkins.close();
        }
    }
}
