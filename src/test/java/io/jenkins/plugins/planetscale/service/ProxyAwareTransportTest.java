package io.jenkins.plugins.planetscale.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jenkins.plugins.planetscale.client.Transport;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class ProxyAwareTransportTest {
    private final List<ScriptedTransport> made = new ArrayList<>();
    private Object settings;
    private final ProxyAwareTransport transport = new ProxyAwareTransport(() -> settings, this::make);

    @Test
    void isMadeAtTheFirstRequestAndKept() {
        assertEquals(0, made.size());
        get();
        get();
        assertEquals(1, made.size());
    }

    @Test
    void otherSettingsMakeAnotherOneWithoutBreakingOffWhatIsUnderWay() {
        get();
        settings = new Object();
        get();
        assertEquals(2, made.size());
        assertFalse(made.get(0).closed);
        settings = null;
        get();
        assertEquals(3, made.size());
    }

    @Test
    void closesAllThatItMadeAndMakesNoMore() {
        get();
        settings = new Object();
        get();
        transport.close();
        assertTrue(made.stream().allMatch(one -> one.closed));
        assertThrows(RejectedExecutionException.class, this::get);
    }

    private Transport make() {
        ScriptedTransport one = new ScriptedTransport();
        made.add(one);
        return one;
    }

    private void get() {
        transport.enqueue(new Transport.Request("GET", URI.create("https://api.example.test/v1"), Map.of(), null));
    }
}
