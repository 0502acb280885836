package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certified makes a certificate for 127.0.0.1 that ends at a time, and gives the
// flags that name its files and what a browser must know to trust it.
func certified(t *testing.T, until time.Time) ([]string, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	about := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: until, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, about, about, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	var flags []string
	for _, f := range []struct {
		flag, kind string
		data       []byte
	}{{"--tls-cert", "CERTIFICATE", der}, {"--tls-key", "PRIVATE KEY", secret}} {
		name := filepath.Join(dir, f.flag[2:]+".pem")
		if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: f.kind, Bytes: f.data}), 0o600); err != nil {
			t.Fatal(err)
		}
		flags = append(flags, f.flag+"="+name)
	}
	trust := x509.NewCertPool()
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	trust.AddCert(leaf)
	return flags, trust
}

// TestServeTLS: with a certificate the web door speaks HTTPS, and nothing else;
// its links say so, and a facilitator's cookie is for HTTPS alone.
func TestServeTLS(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server")
	}
	flags, trust := certified(t, time.Now().AddDate(0, 1, 0))
	s := live(t, "secured", flags...)
	if want := "https://" + s.web + "/"; !strings.Contains(s.out.String(), want) {
		t.Errorf("it does not invite to %s:\n%s", want, s.out)
	}
	client := &http.Client{
		Transport:     &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trust}, ForceAttemptHTTP2: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	t.Cleanup(client.CloseIdleConnections)
	res, err := client.Get("https://" + s.web + "/")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(res.Body)
	res.Body.Close()
	if err != nil || res.StatusCode != http.StatusOK || res.ProtoMajor != 1 || !strings.Contains(string(body), "The coin") {
		t.Errorf("the board: %s %s, %v\n%s", res.Proto, res.Status, err, body)
	}
	res, err = client.PostForm("https://"+s.web+"/facilitator/login", url.Values{"token": {tokenLine.FindStringSubmatch(s.out.String())[1]}, "name": {"Mori"}})
	if err != nil {
		t.Fatal(err)
	}
	res.Body.Close()
	if c := res.Cookies(); len(c) != 1 || !c[0].Secure {
		t.Errorf("coming in: %s, %v", res.Status, c)
	}
	plain, err := http.Get("http://" + s.web + "/")
	if err == nil {
		plain.Body.Close()
		if plain.StatusCode != http.StatusBadRequest {
			t.Errorf("without TLS: %s", plain.Status)
		}
	}
	old, err := tls.Dial("tcp", s.web, &tls.Config{RootCAs: trust, MaxVersion: tls.VersionTLS11})
	if err == nil {
		old.Close()
		t.Error("TLS 1.1 is spoken")
	}
}

// TestServeCheckTLS: what is wrong with a certificate is said before the day.
func TestServeCheckTLS(t *testing.T) {
	good, _ := certified(t, time.Now().AddDate(0, 1, 0))
	soon, _ := certified(t, time.Now().Add(time.Hour))
	over, _ := certified(t, time.Now().Add(-time.Minute))
	for _, tt := range []struct {
		name string
		args []string
		code int
		want string
	}{
		{"good", good, done, "ok   web door's certificate: good until "},
		{"good, and no web door", append([]string{"--web=off"}, good...), done, "SSH door 127.0.0.1:0: free\nok   records"},
		{"of another name", append([]string{"--host=room.example"}, good...), done, "is not for room.example"},
		{"over soon", soon, done, "ends soon"},
		{"over", over, failed, "!!   web door's certificate: it holds from "},
		{"of another key", []string{good[0], soon[1]}, failed, "!!   web door's certificate: The web door's certificate cannot be used: tls: "},
		{"not there", []string{"--tls-cert=nowhere.pem", good[1]}, failed, "nowhere.pem"},
		{"half", good[:1], misused, "--tls-cert and --tls-key belong together."},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var out output
			code := run(t.Context(), world{in: strings.NewReader(""), out: &out, err: &out, env: func(name string) string {
				return map[string]string{"KOBAYASHI_HOME": t.TempDir(), "LANG": "en_GB.UTF-8"}[name]
			}}, append([]string{"serve", "--check", "--listen=127.0.0.1:0", "--web=127.0.0.1:0"}, tt.args...))
			if code != tt.code || !strings.Contains(out.String(), tt.want) {
				t.Errorf("exit %d, want %d, and %q in\n%s", code, tt.code, tt.want, out.String())
			}
		})
	}
}
