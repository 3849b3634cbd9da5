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
	Text   string   // what it says, without tags
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
	var text strings.Builder
	p.read(root, nil, &text)
	p.Text = strings.Join(strings.Fields(text.String()), " ")
	return p, nil
}

func (p *Page) read(n *html.Node, in *Form, text *strings.Builder) {
	switch {
	case n.Type == html.TextNode:
		text.WriteString(n.Data)
	case n.Type == html.ElementNode:
		text.WriteByte(' ')
		switch n.Data {
		case "script", "style":
			return
		case "form":
			in = &Form{Action: attr(n, "action")}
			p.Forms = append(p.Forms, in)
		case "input", "textarea", "select":
			if in != nil {
				in.Fields = append(in.Fields, fieldOf(n))
			}
		case "span":
			if code := words(n); attr(n, "class") == "code" {
				p.Codes = append(p.Codes, code)
			}
		case "p":
			if code := words(n); attr(n, "class") == "figure" && sheetCode(code) {
				p.Sheets = append(p.Sheets, code)
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		p.read(c, in, text)
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
	return strings.TrimSpace(b.String())
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
