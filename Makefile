# The few commands a person types. Each does its own set-up.

GO ?= go
LITESTREAM = v0.5.18

# A minute of each fuzz target. Corpora stand beside the tests and run with them.
FUZZ = $(GO) test -run '^$$' -fuzztime 60s -fuzzminimizetime 10x -fuzz

.PHONY: help demo test check unit race browser bench harness night generate build reproducible gosec

help:
	@echo "make demo    try the desk: a real election, on this machine"
	@echo "make test    everything that must hold before a change lands"
	@echo "make bench   measurements, as ratios against a floor in the same run"
	@echo "make harness  what typing errors the desk catches; writes docs/harness.md"
	@echo "make build   bin/desk, static and reproducible"
	@echo "make night   the long runs"

demo:
	$(GO) run ./cmd/desk demo

test: check unit race browser

# Formatting, vet, staticcheck, and generated files that are current.
check:
	@bad=$$(gofmt -l $$(git ls-files '*.go')); test -z "$$bad" || { echo "gofmt would change: $$bad"; exit 1; }
	$(GO) vet ./...
	$(GO) tool staticcheck ./...
	@.ci/generated

unit:
	$(GO) test ./...

# The race detector, where goroutines share memory. SQLite under it is many times
# slower, so of packages that store only the tests with several goroutines run;
# random nights are one goroutine's. make night runs them whole.
race:
	$(GO) test -race -skip RandomNights ./internal/count/... ./internal/broadcast ./internal/space
	$(GO) test -race -run 'Fault|Run|Pass|Head|Start' ./internal/feed
	$(GO) test -race -run 'AtOnce|Crowd|Hall|Meanwhile|Waits|BrokenOff|WrongP|Administrator' ./internal/account
	$(GO) test -race -run 'WritersAtOnce|AnotherProcess|Grows|TheSchedule' ./internal/sqlite ./internal/backup

# A person's journeys in a real browser.
browser:
	@e2e/run

bench:
	$(GO) test -run '^$$' -bench . -benchtime 2s ./internal/gazetteer ./internal/broadcast ./internal/sqlite ./internal/backup ./web ./web/card
	@cd e2e && node weight.bench.mjs && node pushed.bench.mjs

harness:
	DESK_HARNESS=10000 $(GO) test -count=1 -run TestOperatorErrors ./internal/pack

night: reproducible gosec
	DESK_MODEL_STEPS=100000 $(GO) test -run RandomNightsOnFile -timeout 4h ./internal/sqlite
	$(GO) test -race ./internal/feed ./internal/account ./internal/backup
	AXE_ALL=1 ENTRIES=200 e2e/run a11y.test.mjs latency.test.mjs
	WHOLE=1 e2e/run rehearsal.test.mjs
	DESK_REHEARSE=650 $(GO) test -count=1 -v -run 'TestARehearsal$$' -timeout 1h ./cmd/desk
	DESK_KILLS=10000 $(GO) test -run TestKill -timeout 4h ./cmd/desk
	DESK_HISTORIES=1000 $(GO) test -count=1 -v -run TestHistoriesOfASheet ./cmd/desk
	DESK_ROLLING_FOR=5m DESK_ROLLING_EVERY=20s DESK_ROLLING_VIEWERS=1000 $(GO) test -v -run TestRollingRestart -timeout 30m ./cmd/desk
	@set -e; dir=$$(mktemp -d); trap "rm -r $$dir" EXIT; GOBIN=$$dir $(GO) install github.com/benbjohnson/litestream/cmd/litestream@$(LITESTREAM); \
	  DESK_LITESTREAM=$$dir/litestream $(GO) test -count=5 -v -run TestLitestream ./cmd/desk
	DESK_IMAGE=1 $(GO) test -count=1 -run TestProgramAlone ./cmd/desk
	DESK_SLOW=1 $(GO) test -count=1 -v -run AttackSlow ./cmd/desk
	$(FUZZ) FuzzHost ./cmd/desk
	$(FUZZ) FuzzParseFigure ./internal/count
	$(FUZZ) FuzzRead ./internal/pack
	$(FUZZ) FuzzZip ./internal/pack
	$(FUZZ) FuzzHOC ./internal/pack
	$(FUZZ) FuzzCSV ./internal/cell
	$(FUZZ) FuzzForm ./web/desk
	$(FUZZ) FuzzNext ./web/desk
	$(FUZZ) FuzzNames ./web
	$(FUZZ) FuzzResume ./internal/broadcast
	$(FUZZ) FuzzClientFrame ./internal/broadcast

# One static program that anybody can build again, byte by byte.
build:
	CGO_ENABLED=0 $(GO) build -trimpath -buildvcs=auto -o bin/desk ./cmd/desk

reproducible:
	@.ci/reproducible

# What gosec finds and is not argued fails: by rule in docs/security.md, or at its place.
# Tests and generated pages are left out.
gosec:
	$(GO) run github.com/securego/gosec/v2/cmd/gosec@v2.30.0 -quiet -exclude-generated -exclude=G104,G115,G304,G710 ./...

generate:
	$(GO) tool templ generate
