// PocketBase as it is, with synchronous=FULL in place of NORMAL: a save that was answered is on disk, as it is with Panoh.
// The other settings are those of its core/db_connect.go. See peer_pocketbase.py.
package main

import (
	"fmt"
	"log"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
)

const settings = "?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)" +
	"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)"

func main() {
	app := pocketbase.NewWithConfig(pocketbase.Config{
		DBConnect: func(path string) (*dbx.DB, error) { return dbx.Open("sqlite", path+settings) },
	})
	app.OnServe().BindFunc(func(event *core.ServeEvent) error {
		var mode int
		if err := event.App.NonconcurrentDB().NewQuery("PRAGMA synchronous").Row(&mode); err != nil {
			return err
		}
		fmt.Println("synchronous", mode)
		return event.Next()
	})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}
