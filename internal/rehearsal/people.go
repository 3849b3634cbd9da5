package rehearsal

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"resultsdesk/internal/count"
)

// Officer is somebody who signs in at a rehearsal: a role, never a person.
type Officer struct {
	Name       string     `json:"name"`
	Role       count.Role `json:"role"`
	Passphrase string     `json:"passphrase"`
	Secret     string     `json:"secret"`             // of the authenticator app, base32
	Contests   []string   `json:"contests,omitempty"` // by id; none: all
}

// People is the file beside a rehearsal's database: who can sign in, and the plan that
// the database was made for. It holds secrets, of a rehearsal.
type People struct {
	Plan
	Database string  `json:"database"`
	Crews    []Crew  `json:"crews"`
	Confirms Officer `json:"confirms"` // the second person behind corrections, an administrator
}

// Crew is who works at some contests.
type Crew struct {
	Enters   Officer  `json:"enters"`
	Confirms Officer  `json:"confirms"`
	Clerk    Officer  `json:"clerk"` // of the (Acting) Returning Officer
	Contests []string `json:"contests"`
}

// ContestsACrew is how many contests a crew works at.
const ContestsACrew = 25

// NewPeople are the people of a night, without their secrets: a crew of three for some
// contests that lie all over the night, and an administrator.
func NewPeople(n *Night, database string, aCrew int) *People {
	p := &People{Plan: n.Plan, Database: database, Confirms: Officer{Name: "administrator-001", Role: count.RoleAdministrator}}
	crews := (len(n.Contests) + aCrew - 1) / aCrew
	for i := range crews {
		var c Crew
		for at := i; at < len(n.Contests); at += crews {
			c.Contests = append(c.Contests, n.Contests[at].ID)
		}
		c.Enters = Officer{Name: fmt.Sprintf("officer-%03d", 2*i+1), Role: count.RoleCountOfficer, Contests: c.Contests}
		c.Confirms = Officer{Name: fmt.Sprintf("officer-%03d", 2*i+2), Role: count.RoleCountOfficer, Contests: c.Contests}
		c.Clerk = Officer{Name: fmt.Sprintf("returning-officer-%03d", i+1), Role: count.RoleReturningOfficer, Contests: c.Contests}
		p.Crews = append(p.Crews, c)
	}
	return p
}

// Each are all officers, to be given their secrets.
func (p *People) Each() []*Officer {
	all := []*Officer{&p.Confirms}
	for i := range p.Crews {
		all = append(all, &p.Crews[i].Enters, &p.Crews[i].Confirms, &p.Crews[i].Clerk)
	}
	return all
}

// Write makes the file, for its owner alone. It overwrites nothing.
func (p *People) Write(file string) error {
	data, err := json.MarshalIndent(p, "", " ")
	if err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(append(data, '\n'))
	return errors.Join(err, f.Sync(), f.Close())
}

// ReadPeople reads the file.
func ReadPeople(file string) (*People, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	p := &People{}
	if err := json.Unmarshal(data, p); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return p, nil
}
