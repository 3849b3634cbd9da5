package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"resultsdesk/internal/account"
	"resultsdesk/internal/count"
	"resultsdesk/internal/qr"
	"resultsdesk/web/view/officer"
)

// showStaff lists all officers for an administrator.
func (s *officers) showStaff(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	staff, err := s.Accounts.Staff(r.Context(), by)
	if err != nil {
		return err
	}
	m := officer.StaffPage{Page: s.frame(r, "Officers")}
	here, never := 0, 0
	for _, one := range staff {
		m.Members = append(m.Members, s.memberRow(r, one))
		if len(one.Sessions) > 0 {
			here++
		}
		if one.SignedIn.IsZero() {
			never++
		}
	}
	m.Sum = fmt.Sprintf("%s, %d signed in now", plural(len(staff), "officer"), here)
	if never > 0 {
		m.Sum += fmt.Sprintf(", %d never yet", never)
	}
	m.Sum += "."
	s.draw(w, r, http.StatusOK, officer.Staff(m))
	return nil
}

func (s *officers) memberRow(r *http.Request, one account.Member) officer.Member {
	row := officer.Member{ID: one.ID, URL: memberURL(one.ID), Role: roleWords(one.Role), Contests: "every contest", Disabled: one.Disabled, SignedIn: "never"}
	if len(one.Contests) > 0 {
		row.Contests = strings.Join(one.Contests, ", ")
	}
	if !one.SignedIn.IsZero() {
		row.SignedIn = one.SignedIn.In(s.zone(r)).Format("2 Jan 15:04")
	}
	switch n := len(one.Sessions); {
	case n == 1:
		row.Now = "now"
	case n > 1:
		row.Now = "now, in " + strconv.Itoa(n) + " places"
	}
	if f, err := s.Accounts.Factors(r.Context(), one.ID); err == nil {
		row.Factors, row.Resettable = factorWords(f), f.Any()
	} else {
		row.Factors = "unknown, incident " + s.incident(r, err)
	}
	return row
}

// showMember shows one officer with what an administrator can do.
func (s *officers) showMember(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	return s.drawMember(w, r, by, http.StatusOK, officer.MemberPage{})
}

func (s *officers) drawMember(w http.ResponseWriter, r *http.Request, by count.Officer, status int, m officer.MemberPage) error {
	staff, err := s.Accounts.Staff(r.Context(), by)
	if err != nil {
		return err
	}
	id := r.PathValue("officer")
	for _, one := range staff {
		if one.ID != id {
			continue
		}
		known, _ := r.Context().Value(askerKey{}).(asker)
		m.Page, m.Member, m.Self = s.frame(r, "Officer "+id), s.memberRow(r, one), id == by.ID
		m.Open = s.sessionRows(r, one.Sessions, known.session.ID)
		s.draw(w, r, status, officer.MemberSheet(m))
		return nil
	}
	return errNoPage
}

// member is a button on an officer's page.
func (s *officers) member(do func(context.Context, count.Officer, *http.Request) error) action {
	return func(w http.ResponseWriter, r *http.Request, by count.Officer) error {
		if resumed(r) {
			return s.drawMember(w, r, by, http.StatusOK, officer.MemberPage{Notice: notDone(r)})
		}
		err := do(r.Context(), by, r)
		switch {
		case errors.Is(err, account.ErrSelf):
			return s.drawMember(w, r, by, http.StatusConflict, officer.MemberPage{Notice: &officer.Notice{Title: "You cannot disable yourself.", Text: "Another administrator can.", Alarm: true}})
		case errors.Is(err, account.ErrLastAdministrator):
			return s.drawMember(w, r, by, http.StatusConflict, officer.MemberPage{Notice: &officer.Notice{Title: "This is the last administrator.", Text: "Add another first.", Alarm: true}})
		case errors.Is(err, account.ErrNotFound):
			return errNoPage
		case err != nil:
			return err
		}
		s.recheck()
		http.Redirect(w, r, memberURL(r.PathValue("officer")), http.StatusSeeOther)
		return nil
	}
}

// endMembers ends one session of an officer, or all; one's own stays where it asks.
func (s *officers) endMembers(ctx context.Context, by count.Officer, r *http.Request) error {
	known, _ := r.Context().Value(askerKey{}).(asker)
	id, officer := r.PostForm.Get("session"), r.PathValue("officer")
	if id == "" {
		return s.Accounts.EndAll(ctx, by, officer, known.session.ID)
	}
	if all, err := s.Accounts.Sessions(ctx, officer); err != nil || !has(all, id) {
		return err
	}
	return s.Accounts.End(ctx, by, id)
}

func (s *officers) disable(ctx context.Context, by count.Officer, r *http.Request) error {
	return s.Accounts.As(by).Disable(ctx, r.PathValue("officer"))
}

func (s *officers) enable(ctx context.Context, by count.Officer, r *http.Request) error {
	return s.Accounts.As(by).Enable(ctx, r.PathValue("officer"))
}

// inviteAgain makes a new invitation and shows its link this once.
func (s *officers) inviteAgain(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	if resumed(r) {
		return s.drawMember(w, r, by, http.StatusOK, officer.MemberPage{Notice: notDone(r)})
	}
	id := r.PathValue("officer")
	token, until, err := s.Accounts.As(by).Invite(r.Context(), id)
	switch {
	case errors.Is(err, account.ErrNotFound):
		return errNoPage
	case errors.Is(err, account.ErrDisabled):
		return s.drawMember(w, r, by, http.StatusConflict, officer.MemberPage{Notice: &officer.Notice{Title: "This officer is disabled.", Text: "Enable the officer first.", Alarm: true}})
	case err != nil:
		return err
	}
	address := s.origin(r) + "/desk/invitation/" + token
	drawn, err := qr.Draw(address)
	if err != nil {
		return err
	}
	return s.drawMember(w, r, by, http.StatusOK, officer.MemberPage{Invitation: address, Until: until.In(s.zone(r)).Format("Monday 2 January, 15:04"),
		QR: officer.QR{Label: "QR code that opens the invitation", Box: drawn.Box(), Path: drawn.Path}})
}

func memberURL(id string) string { return "/desk/officers/" + url.PathEscape(id) }

// ledBack answers who comes back to the address of a button: with the page that has it.
func ledBack(page string) action {
	return func(w http.ResponseWriter, r *http.Request, _ count.Officer) error {
		http.Redirect(w, r, page, http.StatusSeeOther)
		return nil
	}
}

func backToMember(w http.ResponseWriter, r *http.Request, by count.Officer) error {
	return ledBack(memberURL(r.PathValue("officer")))(w, r, by)
}
