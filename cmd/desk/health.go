package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"
)

// health asks a running desk how it is: for a container, in which there is no other
// program that could ask.
func health(ctx context.Context, env environment, args []string) error {
	f := env.flags("health", "health [-ready] [-ops-addr HOST:PORT]")
	addr := f.String("ops-addr", env.or("DESK_OPS_ADDR", "127.0.0.1:9090"), "`HOST:PORT` where the desk answers operators (DESK_OPS_ADDR)")
	ready := f.Bool("ready", false, "ask whether it is ready, not only whether it lives")
	if err := f.Parse(args); err != nil {
		return err
	}
	path := "/healthz"
	if *ready {
		path = "/readyz"
	}
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+*addr+path, nil)
	if err != nil {
		return err
	}
	answer, err := http.DefaultClient.Do(ask)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(io.LimitReader(answer.Body, 4<<10))
	if err != nil {
		return err
	}
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s", strings.TrimSpace(string(text)))
	}
	fmt.Fprint(env.stdout, string(text))
	return nil
}
