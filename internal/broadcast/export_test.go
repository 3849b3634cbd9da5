package broadcast

// Asked is what the hub reads out of a viewer's query.
func Asked(query string) (topics []string, epoch, revision int64, refusal string) {
	asked, refusal := parse(query)
	return asked.topics, asked.since.epoch, asked.since.revision, refusal
}
