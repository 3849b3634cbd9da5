package desk

import "net/http"

// Patterns are the addresses of the officers' side, as [http.ServeMux] has them:
// "GET /desk/board".
func Patterns() []string {
	var all []string
	for _, r := range (&officers{Options: Options{Watch: &Watch{}}}).index() {
		all = append(all, r.pattern)
	}
	return all
}

// beside is what stands beside the officers' side, the most of it only where that has a
// listener to itself.
func (s *officers) beside() []route {
	return []route{
		{pattern: "GET /desk", who: everybody, open: toDesk},
		{pattern: "GET /{$}", who: everybody, open: toDesk},
		{pattern: "GET /static/{name}", who: everybody, open: s.asset},
	}
}

// asset sends a style sheet or script by its hashed name.
func (s *officers) asset(w http.ResponseWriter, r *http.Request) {
	if _, ok := s.Files.Find(r.URL.Path); !ok {
		s.problem(w, r, errNoPage)
		return
	}
	s.Files.ServeHTTP(w, r)
}

// toDesk sends whoever asks for the bare host on to the desk.
func toDesk(w http.ResponseWriter, r *http.Request) {
	http.Redirect(w, r, "/desk/", http.StatusSeeOther)
}
