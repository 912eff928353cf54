package hudson.util;

import com.thoughtworks.xstream.XStream;
import com.thoughtworks.xstream.converters.SingleValueConverter;

public class XStream2 extends XStream {
    public XStream2() {
        allowTypesByWildcard(new String[] {"io.jenkins.plugins.planetscale.**", "hudson.**", "com.cloudbees.**"});
        registerConverter(new SecretConverter());
    }

    private static final class SecretConverter implements SingleValueConverter {
        @Override
        public boolean canConvert(Class type) {
            return type == Secret.class;
        }

        @Override
        public String toString(Object secret) {
            return ((Secret) secret).getEncryptedValue();
        }

        @Override
        public Object fromString(String text) {
            return Secret.fromString(text);
        }
    }
}
