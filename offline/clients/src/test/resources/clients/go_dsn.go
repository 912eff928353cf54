package main

import (
	"database/sql"
	"fmt"
	"os"

	_ "github.com/go-sql-driver/mysql"
)

func main() {
	database, err := sql.Open("mysql", os.Getenv("GO_DSN"))
	if err != nil {
		panic(err)
	}
	var name, value string
	if err := database.QueryRow("SHOW STATUS LIKE 'Ssl_cipher'").Scan(&name, &value); err != nil {
		panic(err)
	}
	fmt.Println("tls=" + value)
}
