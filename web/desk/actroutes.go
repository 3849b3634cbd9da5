package desk

// actRoutes is the index of what is done to a count as a whole.
func (s *officers) actRoutes() {
	const contest = " /desk/contests/{contest}/"
	for _, a := range acts() {
		s.page("GET"+contest+a.path, s.actPage(a))
		s.page("POST"+contest+a.path, s.sendAct(a))
	}
	s.page("GET"+contest+"rounds", s.showRounds)
	s.page("GET"+contest+"interruptions", s.showInterruptions)
}
