package main

import (
	"context"
	"flag"
	"io"
	"log/slog"
	"net"

	"resultsdesk/internal/operation"
)

// operating are the flags for those who run the desk.
type operating struct{ addr, format, level *string }

func operatingFlags(f *flag.FlagSet, env environment) operating {
	return operating{
		addr:   f.String("ops-addr", env.or("DESK_OPS_ADDR", ""), "`HOST:PORT` for operators alone, such as 127.0.0.1:9090: /healthz, /readyz, /metrics (DESK_OPS_ADDR)"),
		format: f.String("log", env.or("DESK_LOG", "text"), "`FORMAT` of the log: text or json (DESK_LOG)"),
		level:  f.String("log-level", env.or("DESK_LOG_LEVEL", "info"), "`LEVEL` from which on is logged: debug, info, warn or error; debug has a line for each request (DESK_LOG_LEVEL)"),
	}
}

// log makes the log that the flags ask for.
func (o operating) log(w io.Writer, faults *operation.Faults) (*slog.Logger, error) {
	level, err := operation.LogLevel(*o.level)
	if err != nil {
		return nil, err
	}
	return operation.NewLog(w, *o.format, level, faults)
}

// listen takes the operators' port; nil where they have none.
func (o operating) listen(ctx context.Context) (net.Listener, error) {
	if *o.addr == "" {
		return nil, nil
	}
	return listen(ctx, *o.addr)
}
