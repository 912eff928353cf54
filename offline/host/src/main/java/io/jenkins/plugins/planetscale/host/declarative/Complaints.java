package io.jenkins.plugins.planetscale.host.declarative;

import java.util.HashSet;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.syntax.SyntaxException;

/** What is wrong with a Jenkinsfile, each at its line and column; all of it is told at once. */
final class Complaints {
    private final SourceUnit source;
    private final Set<String> told = new HashSet<>();

    Complaints(SourceUnit source) {
        this.source = source;
    }

    void add(ASTNode where, String message) {
        if (told.add(where.getLineNumber() + ":" + where.getColumnNumber() + ":" + message)) {
            source.getErrorCollector()
                    .addErrorAndContinue(new SyntaxErrorMessage(
                            new SyntaxException(
                                    message,
                                    where.getLineNumber(),
                                    where.getColumnNumber(),
                                    where.getLastLineNumber(),
                                    where.getLastColumnNumber()),
                            source));
        }
    }
}
