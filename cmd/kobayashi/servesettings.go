package main

import (
	"net"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"kobayashi/game/host"
	"kobayashi/game/typeset"
	"kobayashi/game/words"
	"kobayashi/game/workshop"
)

// settings are what serve goes by. Each is a flag, and a key of the same name in
// the configuration file; what stands on the command line wins.
type settings struct {
	listen, web, host string
	cert, certKey     string // files of the web door's certificate; empty: plain HTTP
	store             string
	workshop, name    string
	fresh             bool
	scenario, variant string
	language          string // of who brings no language along
	join              string
	seed              uint64
	seeded            bool
	rules             workshop.Rules
	closed            bool
	noWeb             bool
	perSource         int             // connections of one address
	given             map[string]bool // names of the flags that were set, here or in the file
}

const (
	usualTeams     = 250
	usualSeats     = 8
	usualLeast     = 3
	usualRetention = 30 // days
	usualPerSource = 64 // a class behind one address
	mostSeats      = 20
	mostTeams      = 1000
	mostName       = 60 // characters
	mostJoin       = 40
)

func (p *program) serveFlags(f *pflag.FlagSet) {
	say := p.words.Say
	f.String("listen", ":2222", say("cmd.flag.listen"))
	f.String("web", ":8080", say("cmd.flag.web"))
	f.String("tls-cert", "", say("cmd.flag.tlscert"))
	f.String("tls-key", "", say("cmd.flag.tlskey"))
	f.String("host", "", say("cmd.flag.host"))
	f.String("store", "", say("cmd.flag.store"))
	f.String("workshop", "", say("cmd.flag.workshop"))
	f.Bool("new", false, say("cmd.flag.new"))
	f.String("name", "", say("cmd.flag.workshopname"))
	f.String("scenario", "shop-bot", say("cmd.flag.played"))
	f.String("variant", "", say("cmd.flag.variant"))
	f.String("join", "", say("cmd.flag.join"))
	f.Uint64("seed", 0, say("cmd.flag.seed"))
	f.String("lock", string(workshop.ByCaptain), say("cmd.flag.lock"))
	f.Bool("no-confidence", false, say("cmd.flag.noconfidence"))
	f.Bool("untimed", false, say("cmd.flag.untimed"))
	f.Bool("closed", false, say("cmd.flag.closed"))
	f.Bool("solo", false, say("cmd.flag.solo"))
	f.Bool("offline", false, say("cmd.flag.offline"))
	f.Int("seats", usualSeats, say("cmd.flag.seats"))
	f.Int("teams", usualTeams, say("cmd.flag.teams"))
	f.Int("least", usualLeast, say("cmd.flag.least"))
	f.Int("per-source", usualPerSource, say("cmd.flag.persource"))
	f.Int("retention", usualRetention, say("cmd.flag.retention"))
	f.String("config", "", say("cmd.flag.config"))
	f.Bool("check", false, say("cmd.flag.ready"))
	f.SortFlags = false
}

// settings reads the flags, and the file for those that were not given.
func (p *program) settings(c *cobra.Command) (settings, error) {
	f := c.Flags()
	if file, _ := f.GetString("config"); file != "" {
		if err := configure(f, file); err != nil {
			return settings{}, err
		}
	}
	var s settings
	text := func(name string) string { v, _ := f.GetString(name); return strings.TrimSpace(v) }
	yes := func(name string) bool { v, _ := f.GetBool(name); return v }
	number := func(name string) int { v, _ := f.GetInt(name); return v }
	s.listen, s.web, s.host, s.store = doorAddress(text("listen")), doorAddress(text("web")), text("host"), text("store")
	s.cert, s.certKey = text("tls-cert"), text("tls-key")
	s.workshop, s.name, s.scenario, s.variant, s.join = text("workshop"), text("name"), text("scenario"), text("variant"), text("join")
	s.fresh, s.closed = yes("new"), yes("closed")
	s.noWeb = slices.Contains([]string{"", "off", "false", "no"}, s.web)
	if lang := text("lang"); lang != "" && lang != p.lang { // the file says so
		if !slices.Contains(words.Langs(), lang) {
			return settings{}, wrong("cmd.error.lang", lang)
		}
		p.lang, p.words = lang, p.book.In(lang)
	}
	s.language = p.lang
	s.host = strings.TrimSuffix(strings.TrimPrefix(s.host, "["), "]")
	s.perSource = number("per-source")
	s.seed, _ = f.GetUint64("seed")
	s.seeded = f.Changed("seed")
	s.given = map[string]bool{}
	f.Visit(func(flag *pflag.Flag) { s.given[flag.Name] = true })
	s.rules = workshop.Rules{
		Lock: workshop.LockRule(text("lock")), Confidence: !yes("no-confidence"), Untimed: yes("untimed"),
		Seats: number("seats"), Teams: number("teams"), Least: number("least"), Retention: number("retention"),
		Solo: yes("solo"), Doors: !s.closed, Offline: yes("offline"),
	}
	return s, s.sound()
}

// sound reports the first value that cannot be meant.
func (s settings) sound() error {
	r := s.rules
	switch {
	case r.Lock != workshop.ByCaptain && r.Lock != workshop.ByMajority:
		return wrong("cmd.error.badvalue", "--lock", string(r.Lock))
	case r.Seats < 1 || r.Seats > mostSeats:
		return wrong("cmd.error.range", "--seats", 1, mostSeats)
	case r.Teams < 1 || r.Teams > mostTeams:
		return wrong("cmd.error.range", "--teams", 1, mostTeams)
	case r.Least < 1 || r.Least > mostTeams:
		return wrong("cmd.error.range", "--least", 1, mostTeams)
	case r.Retention < 1 || r.Retention > 3650:
		return wrong("cmd.error.range", "--retention", 1, 3650)
	case s.perSource < 1 || s.perSource > mostSeats*mostTeams:
		return wrong("cmd.error.range", "--per-source", 1, mostSeats*mostTeams)
	case (s.cert == "") != (s.certKey == ""):
		return wrong("cmd.error.tlspair")
	case s.workshop != "" && !goodID(s.workshop):
		return wrong("cmd.error.workshopid", s.workshop)
	case s.host != "" && !goodHost(s.host):
		return wrong("cmd.error.host", s.host)
	case utf8.RuneCountInString(s.name) > mostName || typeset.Clean(s.name) != s.name:
		return wrong("cmd.error.workshopname", mostName)
	case utf8.RuneCountInString(s.join) > mostJoin || typeset.Clean(s.join) != s.join || s.join != "" && host.Plain(s.join) == "":
		return wrong("cmd.error.joincode", mostJoin)
	case s.fresh && s.workshop != "":
		return wrong("cmd.error.newalone")
	}
	return nil
}

// goodID reports whether a workshop can have this id: it stands in addresses,
// file names and ids of runs.
func goodID(id string) bool {
	const most = 40
	return len(id) <= most && strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

// doorAddress is where a door listens. A number alone is a port.
func doorAddress(typed string) string {
	if typed != "" && strings.Trim(typed, "0123456789") == "" {
		return ":" + typed
	}
	return typed
}

// goodHost reports whether people can type this behind the @ of ssh and in the
// address of a page: a name or an address, without a port.
func goodHost(name string) bool {
	if strings.Contains(name, ":") {
		return net.ParseIP(name) != nil
	}
	return len(name) <= 253 && !strings.ContainsFunc(name, func(c rune) bool {
		return c <= ' ' || c >= 0x7f || strings.ContainsRune("/\\@#?%&;|<>()[]{}*$`'\"!,=+^~", c)
	})
}
