package io.jenkins.plugins.planetscale.fuzz;

import java.util.List;

/** Something that parses, and what must hold whatever it is given. Used by one thread. */
interface FuzzTarget extends AutoCloseable {
    /**
     * Gives it one input. Whatever this throws is a finding.
     *
     * @return what came of it, in few different words: an input that leads to new ones is worth changing further
     */
    String run(byte[] input) throws Exception;

    /** What its texts are made of; inserted here and there. */
    List<String> words();

    /** The longest input, in bytes: what its callers let through. */
    int longest();

    /** How many inputs there are in an ordinary run. */
    default int tries() {
        return 1_500;
    }

    /** How many bytes of memory it may take in all for a byte of the input. */
    default int bytesOfByte() {
        return 100;
    }

    @Override
    default void close() {}
}
