-- migrate:up
CREATE TABLE session_cipher (cipher varchar(64) NOT NULL CHECK (cipher <> ''));
INSERT INTO session_cipher SELECT VARIABLE_VALUE FROM information_schema.SESSION_STATUS WHERE VARIABLE_NAME = 'SSL_CIPHER';

-- migrate:down
DROP TABLE session_cipher;
