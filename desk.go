// Package resultsdesk is a live election-night results desk for a United Kingdom
// count.
//
// Count officers type vote totals into forms (web/desk). Package count checks them
// by the rules of the count and appends an act to a ledger in SQLite
// (internal/sqlite). After each commit package feed reads the ledger and publishes
// bulletins, package broadcast pushes them to browsers over websockets, and package
// web serves the same bulletins as pages, tickers and files. Data moves one way.
//
// The program is cmd/desk. This package only embeds the database schema and the runbook, because
// embedding cannot reach into a parent folder.
package resultsdesk

import "embed"

// Schema is schema.sql: the whole database and its dictionary.
//
//go:embed schema.sql
var Schema string

// Runbook is docs/the-night.md: what to do in the night. The desk shows it.
//
//go:embed docs/the-night.md
var Runbook string

// SchemaVersion is the user_version of Schema.
const SchemaVersion = 4

// ApplicationID is the application_id of Schema: it tells a desk's file from any
// other SQLite file.
const ApplicationID = 1380217675

// Migrations are the steps for files that are older than Schema: migrations/N.sql makes
// a file of version N of one of version N-1, migrations/schema-N.sql is the schema of an
// earlier version N.
//
//go:embed migrations/*.sql
var Migrations embed.FS
