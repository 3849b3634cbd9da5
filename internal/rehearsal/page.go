package rehearsal

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Page is an answer of the desk, as a browser without scripts reads it.
type Page struct {
	Status int
	URL    string // where it came from in the end
	Forms  []*Form
	Codes  []string // of what was refused or warned of, "E05"
	Wrong  []string // what was refused or warned of, or why nothing can be done here, in words
	Sheets []string // codes that are printed on sheets
}

// Form is a form of a page with what stands in it.
type Form struct {
	Action string
	Fields []Field
}

// Field is a field of a form.
type Field struct {
	Name, Type, Value string
	On                bool // ticked or chosen; always for what is typed
}

// says is what a page says is wrong, for a report.
func (p *Page) says() string {
	const most = 300
	text := []rune(strings.Join(p.Wrong, "; "))
	if len(text) > most {
		return string(text[:most]) + "…"
	}
	return string(text)
}

// Find is the first form that is sent to an address; nil where there is none.
func (p *Page) Find(action string) *Form {
	for _, f := range p.Forms {
		if f.Action == action {
			return f
		}
	}
	return nil
}

// Has tells whether a form has a field.
func (f *Form) Has(name string) bool {
	return slices.ContainsFunc(f.Fields, func(field Field) bool { return field.Name == name })
}

// Values are what a browser would send.
func (f *Form) Values() url.Values {
	v := url.Values{}
	for _, field := range f.Fields {
		if field.On && field.Name != "" {
			v.Set(field.Name, field.Value)
		}
	}
	return v
}

// Named are the names of the fields that begin with a prefix.
func (f *Form) Named(prefix string) []string {
	var names []string
	for _, field := range f.Fields {
		if strings.HasPrefix(field.Name, prefix) {
			names = append(names, field.Name)
		}
	}
	return names
}

// readPage reads a page of the desk.
func readPage(status int, at, body string) (*Page, error) {
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		return nil, err
	}
	p := &Page{Status: status, URL: at}
	p.read(root, nil)
	return p, nil
}

func (p *Page) read(n *html.Node, in *Form) {
	if n.Type == html.ElementNode {
		switch n.Data {
		case "form":
			in = &Form{Action: attr(n, "action")}
			p.Forms = append(p.Forms, in)
		case "input", "textarea", "select":
			if in != nil {
				in.Fields = append(in.Fields, fieldOf(n))
			}
		case "span":
			if attr(n, "class") == "code" {
				p.Codes, p.Wrong = append(p.Codes, words(n)), append(p.Wrong, words(n.Parent))
			}
		case "p":
			switch text := words(n); {
			case attr(n, "class") == "figure" && sheetCode(text):
				p.Sheets = append(p.Sheets, text)
			case attr(n, "class") == "locked":
				p.Wrong = append(p.Wrong, text)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.read(c, in)
	}
}

func sheetCode(text string) bool { return regexp.MustCompile(`^\d{3,}-\d{2,}-\d$`).MatchString(text) }

func fieldOf(n *html.Node) Field {
	f := Field{Name: attr(n, "name"), Type: attr(n, "type"), Value: attr(n, "value"), On: true}
	switch n.Data {
	case "textarea":
		f.Value = words(n)
	case "select":
		f.Type, f.Value = "select", chosen(n)
	}
	if f.Type == "radio" || f.Type == "checkbox" {
		f.On = has(n, "checked")
	}
	return f
}

// chosen is the value of a select: the option that is marked, or the first.
func chosen(n *html.Node) string {
	value, first := "", true
	for o := range n.Descendants() {
		if o.Type == html.ElementNode && o.Data == "option" && (first || has(o, "selected")) {
			value, first = attr(o, "value"), false
		}
	}
	return value
}

func words(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
