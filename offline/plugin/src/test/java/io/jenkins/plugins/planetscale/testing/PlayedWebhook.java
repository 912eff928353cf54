package io.jenkins.plugins.planetscale.testing;

import io.jenkins.plugins.planetscale.client.api.WebhookEvent;
import io.jenkins.plugins.planetscale.webhook.WebhookReceiver;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import org.kohsuke.stapler.StaplerRequest2;

/** Hands an event to the receiver as a web server would. */
public final class PlayedWebhook {
    private PlayedWebhook() {}

    /**
     * @param signature null for none
     * @return such as {@code HTTP status 204}
     */
    public static String deliver(WebhookReceiver receiver, byte[] body, String signature) throws IOException {
        Body stream = new Body(body);
        StaplerRequest2 request = (StaplerRequest2) Proxy.newProxyInstance(
                PlayedWebhook.class.getClassLoader(),
                new Class<?>[] {StaplerRequest2.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getHeader" -> arguments[0].equals(WebhookEvent.SIGNATURE) ? signature : null;
                    case "getContentLengthLong" -> (long) body.length;
                    case "getInputStream" -> stream;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
        return String.valueOf(((Exception) receiver.doIndex(request)).getMessage());
    }

    private static final class Body extends ServletInputStream {
        private final ByteArrayInputStream in;

        Body(byte[] body) {
            in = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return in.read();
        }

        @Override
        public int read(byte[] into, int from, int length) {
            return in.read(into, from, length);
        }

        @Override
        public boolean isFinished() {
            return in.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException();
        }
    }
}
