package main

import (
	"context"
	"fmt"
	"os"

	"ariga.io/atlas/sql/sqlclient"
	_ "ariga.io/atlas/sql/mysql"
	_ "github.com/go-sql-driver/mysql"
)

func main() {
	client, err := sqlclient.Open(context.Background(), os.Getenv("DATABASE_URL"))
	if err != nil {
		panic(err)
	}
	var name, value string
	if err := client.DB.QueryRow("SHOW STATUS LIKE 'Ssl_cipher'").Scan(&name, &value); err != nil {
		panic(err)
	}
	fmt.Println("tls=" + value)
}
