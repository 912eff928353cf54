import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;

class Jdbc {
    public static void main(String[] arguments) throws Exception {
        String url = System.getenv(arguments[0]);
        try (Connection connection =
                        DriverManager.getConnection(url, System.getenv("DB_USER"), System.getenv("DB_PASSWORD"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW STATUS LIKE 'Ssl_cipher'")) {
            rows.next();
            System.out.println("tls=" + rows.getString(2));
        }
    }
}
