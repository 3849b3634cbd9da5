package main

import (
	"context"
	"errors"
	"fmt"
	"html/template"
	"os"
	"strings"
	"time"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/qr"
)

// invite prints a link by which an officer chooses a passphrase, and where asked
// writes a page that can be printed and handed over.
func invite(ctx context.Context, env environment, book *account.Book, name, origin, file string) error {
	if err := checkOrigin("url", origin); err != nil {
		return err
	}
	if file != "" { // before the invitation is made: it is shown once
		if _, err := os.Stat(file); err == nil {
			return fmt.Errorf("%s is there already; name a new file with -o", file)
		}
	}
	token, until, err := book.Invite(ctx, name)
	if err != nil {
		return err
	}
	address := origin + "/desk/invitation/" + token
	fmt.Fprintf(env.stdout, "%s chooses a passphrase at\n\n  %s\n\nThe link works once, until %s. It is kept nowhere.\n", name, address, until.Format("2 January 2006 15:04 MST"))
	if file == "" {
		return nil
	}
	all, err := book.Officers(ctx)
	if err != nil {
		return err
	}
	for _, o := range all {
		if o.ID == name {
			return writeInvitation(file, o, address, until)
		}
	}
	return fmt.Errorf("%s: %w", name, account.ErrNotFound)
}

// writeInvitation writes the page for its owner's eyes alone: whoever holds the link
// can become the officer.
func writeInvitation(path string, o account.Officer, address string, until time.Time) (err error) {
	drawn, err := qr.Draw(address)
	if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	t, err := template.New("invitation").Parse(invitationPage)
	if err != nil {
		return err
	}
	work := map[count.Role]string{
		count.RoleCountOfficer: "You type verified papers and count sheets.", count.RoleReturningOfficer: "You act for the (Acting) Returning Officer: provisional, ready, declared.",
		count.RoleAdministrator: "You see everything and touch no figure.", count.RoleReporter: "You call winners, type results as they are declared, and confirm them against the notice.",
		count.RoleEditor: "You write notes for the public. You see what the public sees, and no count.",
	}
	contests := "every contest"
	if len(o.Contests) > 0 {
		contests = strings.Join(o.Contests, ", ")
	}
	return t.Execute(f, map[string]any{
		"Name": o.ID, "Work": work[o.Role], "Contests": contests, "Address": address, "QR": drawn, "Until": until.Format("Monday 2 January 2006, 15:04 MST"),
		"Least": account.MinPassphrase, "Second": account.Privileged(o.Role), "Types": o.Role == count.RoleCountOfficer || o.Role == count.RoleReporter,
	})
}

// invitationPage is one sheet of A4, complete in itself.
const invitationPage = `<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Invitation for {{.Name}}</title>
<style>
@page { size: A4; margin: 20mm; }
body { max-width: 170mm; margin: 0 auto; padding: 8mm 4mm; font: 12pt/1.5 Arial, "Liberation Sans", sans-serif; color: #000; background: #fff; }
h1 { font-size: 22pt; margin: 0 0 4mm; }
h2 { font-size: 14pt; margin: 8mm 0 2mm; }
.address { padding: 4mm; border: 1.5pt solid #000; font: 700 12pt/1.5 "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
svg { display: block; width: 40mm; height: 40mm; margin-top: 4mm; }
kbd { padding: 0 2mm; border: 1pt solid #000; border-radius: 1mm; font: 11pt "DejaVu Sans Mono", monospace; }
li { margin-bottom: 2mm; }
</style>
</head>
<body>
<h1>Results Desk: {{.Name}}</h1>
<p>{{.Work}} Contests: <strong>{{.Contests}}</strong>.</p>
<h2>Your first minute</h2>
<ol>
<li>Open this address. It works once, until {{.Until}}.
<p class="address">{{.Address}}</p>
<p>On a telephone or tablet point the camera here:</p>
<svg viewBox="{{.QR.Box}}" role="img" aria-label="QR code that opens the address" shape-rendering="crispEdges"><rect width="100%" height="100%" fill="#fff"/><path d="{{.QR.Path}}"/></svg></li>
<li>Choose a passphrase of at least {{.Least}} characters. Later you sign in as <strong>{{.Name}}</strong>.</li>
{{- if .Second}}
<li>Have your telephone at hand, with an authenticator app on it: any app that shows six digits for signing in. You set it up as your second factor, once, and get recovery codes to print. The desk may offer a passkey instead.</li>
{{- end}}
<li>You are then signed in and see your counts.</li>
{{- if .Types}}
<li>Open the sheet that is in front of you: the same names in the same order. Type what is on the paper.</li>
<li>Send it. The header says <strong>NOT SENT</strong> until the desk has it. Nothing that you type is lost: it comes back when you open the sheet again.</li>
{{- else}}
<li>Open a contest: its page says what comes next.</li>
{{- end}}
</ol>
{{- if .Types}}
<h2>The keys that matter</h2>
<p><kbd>Enter</kbd> or <kbd>↓</kbd> next figure · <kbd>↑</kbd> back · <kbd>Enter</kbd> after the last figure goes to the button, and once more sends; <kbd>Ctrl</kbd> + <kbd>Enter</kbd> sends from anywhere</p>
{{- end}}
<p>Whoever holds this page before you have used it can become {{.Name}}. Keep it; afterwards it opens nothing.</p>
</body>
</html>
`
