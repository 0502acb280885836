package runfile

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"kobayashi/game"
)

// The lines as they are written, without their hash: the order of the fields is
// the order in the file.
type (
	headerLine struct {
		Format   string `json:"format"`
		ID       string `json:"id"`
		Player   string `json:"player"`
		Scenario string `json:"scenario"`
		Digest   string `json:"digest"`
		Variant  string `json:"variant"`
		Lang     string `json:"lang"`
		Seed     string `json:"seed"` // decimal: JSON readers elsewhere have 53 bits
		Started  string `json:"started"`
		Engine   string `json:"engine"`
		Prev     string `json:"prev"`
	}
	stepLine struct {
		Seq   int    `json:"seq"`
		Scene string `json:"scene"`
		N     int    `json:"n,omitzero"`
		Ticks []int  `json:"ticks,omitzero"` // nil, not empty, where nothing is to tick
		Mark  string `json:"mark"`
		Sure  int    `json:"sure,omitzero"`
		At    string `json:"at"`
		Prev  string `json:"prev"`
	}
	lastLine struct {
		End     *endPart      `json:"end"`
		Hotwash *game.Hotwash `json:"hotwash,omitempty"`
		Prev    string        `json:"prev"`
	}
	endPart struct {
		game.Result
		Skill string `json:"skill,omitempty"`
		Luck  string `json:"luck,omitempty"`
	}
)

// stamp is how a time is written: UTC, to the millisecond.
const stamp = "2006-01-02T15:04:05.000Z"

// hashMark stands between what a line's hash is over and the hash.
const hashMark = `,"hash":"`

// digits is the length of a hash in hex.
const digits = 2 * sha256.Size

// first is what stands for the hash before the first line.
var first = strings.Repeat("0", digits)

func hashOf(body []byte) string {
	sum := sha256.Sum256(body)
	return hex.EncodeToString(sum[:])
}

// encode gives a line's bytes before hashMark. There is no other way to write
// these values: decode compares with it.
func encode(line any) ([]byte, error) {
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		return nil, err
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("}\n")), nil
}

// seal closes a line with its hash, and gives the hash for the next one.
func seal(body []byte) (line []byte, hash string) {
	hash = hashOf(body)
	return fmt.Appendf(nil, "%s%s%s\"}\n", body, hashMark, hash), hash
}

// open takes a line (without its line feed) apart. What comes after the body has
// one form only, so that a hash which fits speaks for every byte of the line.
func open(line []byte) (body []byte, hash string, ok bool) {
	at := len(line) - len(hashMark) - digits - len(`"}`)
	if at < 0 {
		return nil, "", false
	}
	body, tail := line[:at], string(line[at:])
	hash = tail[len(hashMark) : len(hashMark)+digits]
	return body, hash, tail == hashMark+hash+`"}`
}

// decode reads a line's body into one of the line types. It refuses what encode
// would have written in another way.
func decode(body []byte, line any) error {
	dec := json.NewDecoder(bytes.NewReader(append(bytes.Clone(body), '}')))
	dec.DisallowUnknownFields()
	if err := dec.Decode(line); err != nil {
		return err
	}
	again, err := encode(line)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, body) {
		return fmt.Errorf("the same values are written in another way")
	}
	return nil
}

func writeTime(t time.Time) string { return t.UTC().Format(stamp) }

func readTime(text string) (time.Time, error) {
	t, err := time.Parse(stamp, text)
	if err != nil || t.Format(stamp) != text {
		return t, fmt.Errorf("time %.40q", text)
	}
	return t.UTC(), nil
}

// writePoints gives an exact fraction in lowest terms: 137/2, -3/1.
func writePoints(p *game.Points) string {
	if p == nil {
		return ""
	}
	return fmt.Sprintf("%d/%d", p.Num, p.Den)
}

func readPoints(text string) (*game.Points, error) {
	if text == "" {
		return nil, nil
	}
	num, den, _ := strings.Cut(text, "/")
	n, err1 := strconv.ParseInt(num, 10, 64)
	d, err2 := strconv.ParseInt(den, 10, 64)
	p := game.Points{Num: n, Den: d}
	// Sharing by 100 percent brings a fraction to its lowest terms.
	low, fine := p.Share(100)
	if err1 != nil || err2 != nil || d < 1 || !fine || low != p || writePoints(&p) != text {
		return nil, fmt.Errorf("fraction %.40q", text)
	}
	return &p, nil
}
