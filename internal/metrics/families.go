package metrics

import (
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"resultsdesk/internal/measure"
	"resultsdesk/internal/operation"
)

type state = operation.State

// families are the metrics that are read from the state. Times are moments in Unix
// seconds, sizes bytes, durations seconds.
func families() []family {
	var all []family
	for _, part := range [][]family{readiness(), ledger(), publishing(), audiences(), people(), machine()} {
		all = append(all, part...)
	}
	return all
}

func readiness() []family {
	return []family{
		{name: "desk_build_info", help: "Always 1; which program runs.", kind: prometheus.GaugeValue, labels: []string{"version", "go"},
			values: func(s state, emit func(float64, ...string)) { emit(1, s.Version, s.Go) }},
		gauge("desk_start_timestamp_seconds", "When the desk started.", func(s state) float64 { return moment(s.Started) }),
		truth("desk_ready", "1 where forms and viewers can be taken; /readyz says why not.", func(s state) bool { return len(s.Unready()) == 0 }),
		truth("desk_database_writable", "1 where the writer can begin a transaction.", func(s state) bool { return s.Fault == "" }),
		counter("desk_faults_total", "Errors of the desk itself that were logged.", func(s state) uint64 { return s.Faults }),
	}
}

func ledger() []family {
	return []family{
		gauge("desk_ledger_head_seq", "Number of the last act in the ledger.", func(s state) float64 { return float64(s.Act) }),
		gauge("desk_audit_head_line", "Number of the last line of the audit.", func(s state) float64 { return float64(s.Audit) }),
		counter("desk_writer_commits_total", "Commits; one may hold several commands.", func(s state) uint64 { return s.Writer.Commits }),
		counter("desk_writer_commit_failures_total", "Commits that failed, with every command in them.", func(s state) uint64 { return s.Writer.Failed }),
		histogram("desk_writer_wait_seconds", "Time that a command waited for its turn to write.", func(s state) measure.Distribution { return s.Writer.Wait }),
		histogram("desk_writer_commit_duration_seconds", "Time of a commit, the sync to disk included.", func(s state) measure.Distribution { return s.Writer.Commit }),
		histogram("desk_writer_batch_commands", "Commands that shared a commit.", func(s state) measure.Distribution { return s.Writer.Batch }),
	}
}

func publishing() []family {
	return []family{
		gauge("desk_published_seq", "Number of the last act that publishing has read.", func(s state) float64 { return float64(s.Read) }),
		gauge("desk_published_revision", "Revision of the last bulletin.", func(s state) float64 { return float64(s.Revision) }),
		gauge("desk_epoch", "Life of the database; it changes after a restore and at no other time.", func(s state) float64 { return float64(s.Epoch) }),
		gauge("desk_publish_lag_seconds", "How long the oldest committed act that is not published has waited; 0 where none waits.", func(s state) float64 { return s.Lag.Seconds() }),
		counter("desk_bulletins_total", "Bulletins delivered to pages and sockets.", func(s state) uint64 { return s.Bulletins }),
		counter("desk_publish_failures_total", "Passes of publishing that failed.", func(s state) uint64 { return s.Unpublished }),
		histogram("desk_publish_delay_seconds", "Time from a commit to the delivery of what it changed, of the oldest commit of each pass.", func(s state) measure.Distribution { return s.Delay }),
	}
}

func audiences() []family {
	byTopic := func(of func(state) operation.Audience) func(state, func(float64, ...string)) {
		return func(s state, emit func(float64, ...string)) {
			kinds := map[string]int{"overview": 0, "contest": 0}
			for topic, n := range of(s).Topics {
				kind, _, _ := strings.Cut(topic, "/")
				kinds[kind] += n
			}
			for kind, n := range kinds {
				emit(float64(n), kind)
			}
		}
	}
	viewers := func(s state) operation.Audience { return s.Viewers }
	return []family{
		gauge("desk_viewers", "Viewers connected by socket.", func(s state) float64 { return float64(s.Viewers.Connected) }),
		{name: "desk_viewers_by_topic", help: "Viewers by the kind of topic that they watch; one who watches two counts twice.", kind: prometheus.GaugeValue, labels: []string{"kind"}, values: byTopic(viewers)},
		gauge("desk_viewers_slow", "Viewers to whom one message has been under way for more than two seconds.", func(s state) float64 { return float64(s.Viewers.Slow) }),
		counter("desk_viewer_messages_total", "Messages handed to viewers' connections, heartbeats included.", func(s state) uint64 { return s.Viewers.Sent }),
		counter("desk_viewer_states_skipped_total", "Times that a viewer was sent a state without the one before it.", func(s state) uint64 { return s.Viewers.Skipped }),
		counter("desk_viewers_refused_total", "Viewers for whom there was no place.", func(s state) uint64 { return s.Viewers.Refused }),
		{name: "desk_viewer_closes_total", help: "Connections that the desk ended, by close code.", kind: prometheus.CounterValue, labels: []string{"code"},
			values: func(s state, emit func(float64, ...string)) {
				for code, n := range s.Viewers.Closes {
					emit(float64(n), strconv.Itoa(code))
				}
			}},
		gauge("desk_officer_pages", "Officers' pages connected by socket.", func(s state) float64 { return float64(s.Pages.Connected) }),
	}
}

func people() []family {
	return []family{
		gauge("desk_sessions", "Sessions that are open.", func(s state) float64 { return float64(s.Sessions) }),
		gauge("desk_officers_signed_in", "Officers with an open session.", func(s state) float64 { return float64(s.Officers) }),
	}
}

func machine() []family {
	disk := func(name, help string, of func(operation.Disk) uint64) family {
		return family{name: name, help: help, kind: prometheus.GaugeValue, labels: []string{"role"}, values: func(s state, emit func(float64, ...string)) {
			for _, d := range s.Disks {
				if d.Total > 0 {
					emit(float64(of(d)), d.Role)
				}
			}
		}}
	}
	return []family{
		disk("desk_disk_free_bytes", "Room that is free for the desk, by what is kept there.", func(d operation.Disk) uint64 { return d.Free }),
		disk("desk_disk_size_bytes", "Room in all, by what is kept there.", func(d operation.Disk) uint64 { return d.Total }),
		gauge("desk_database_bytes", "Size of the database file.", func(s state) float64 { return float64(s.File) }),
		gauge("desk_wal_bytes", "Size of the write-ahead log.", func(s state) float64 { return float64(s.Log) }),
		truth("desk_backup_expected", "1 where this desk is to make backups.", func(s state) bool { return s.Backup.Expected }),
		gauge("desk_backup_last_success_timestamp_seconds", "When the last good backup was made; 0: none yet.", func(s state) float64 { return moment(s.Backup.Last) }),
		gauge("desk_backup_last_bytes", "Size of the last good backup.", func(s state) float64 { return float64(s.Backup.Size) }),
		counter("desk_backup_failures_total", "Backups that failed.", func(s state) uint64 { return s.Backup.Failures }),
		truth("desk_clock_synchronised", "1 where the kernel says that the clock is kept.", func(s state) bool { return s.Clock.Known && s.Clock.Synchronised }),
		gauge("desk_clock_offset_seconds", "What the kernel has still to make up on the clock.", func(s state) float64 { return s.Clock.Offset.Seconds() }),
		gauge("desk_clock_max_error_seconds", "How wrong the clock may be, as the kernel says.", func(s state) float64 { return s.Clock.MaxError.Seconds() }),
		{name: "desk_certificate_end_timestamp_seconds", help: "When the nearest certificate of the desk ends; absent where a proxy has them.", kind: prometheus.GaugeValue,
			values: func(s state, emit func(float64, ...string)) {
				if !s.Certificate.IsZero() {
					emit(moment(s.Certificate))
				}
			}},
	}
}

func moment(t time.Time) float64 {
	if t.IsZero() {
		return 0
	}
	return float64(t.UnixMilli()) / 1000
}
