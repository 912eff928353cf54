package io.jenkins.plugins.planetscale.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One Jenkins for all tests of a class, given to whoever asks for a {@link org.jvnet.hudson.test.JenkinsRule}: starting
 * one takes longer than most tests. After each test it is as new, see {@link JenkinsReset}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(SharedJenkins.class)
public @interface WithSharedJenkins {}
