package sshd_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"kobayashi/game/sshd"
	"kobayashi/game/tui/paint"

	tea "charm.land/bubbletea/v2"
	gossh "golang.org/x/crypto/ssh"
)

// roleEnv makes the test's own program play a part in another process.
const roleEnv = "KOBAYASHI_SSHD_ROLE"

func TestMain(m *testing.M) {
	role, rest, _ := strings.Cut(os.Getenv(roleEnv), " ")
	switch role {
	case "":
		os.Exit(m.Run())
	case "flood":
		flood(rest)
	case "echo":
		serveAs(echo)
	case "paint":
		serveAs(painted)
	case "bare":
		serveBare()
	case "terminate":
		terminate()
	default:
		fmt.Fprintln(os.Stderr, "no such role:", role)
		os.Exit(2)
	}
}

// actor is the test's program in another part.
type actor struct {
	*exec.Cmd
	line string // the first line it wrote
}

// act starts the test's program in another part and waits for its first line. It
// ends with the test at the latest.
func act(tb testing.TB, role string) actor {
	tb.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), roleEnv+"="+role)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe() // it ends when this does
	if err != nil {
		tb.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		tb.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		_ = in.Close()
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		tb.Fatal(err)
	}
	return actor{cmd, strings.TrimSpace(line)}
}

// endWithParent ends the process when whoever started it has gone.
func endWithParent() {
	go func() {
		_, _ = io.Copy(io.Discard, os.Stdin)
		os.Exit(0)
	}()
}

func listen() net.Listener {
	endWithParent()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return l
}

// wide are limits under which a load is measured: all seats are on one machine.
func wide() sshd.Limits {
	silent, _ := strconv.Atoi(os.Getenv("KOBAYASHI_SSHD_SILENT"))
	return sshd.Limits{PerSource: 20_000, Total: 10_000, Silent: silent}
}

func serveAs(serve func(context.Context, sshd.Session) int) {
	l := listen()
	d, err := sshd.New(sshd.Options{HostKey: newKey(quick{}), Serve: serve, Limits: wide()})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(l.Addr())
	_ = d.Serve(l)
}

// quick is a test that is none: what fails ends the process.
type quick struct{ testing.TB }

func (quick) Helper() {}

func (quick) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	os.Exit(1)
}

// serveBare is the least an SSH server can do, to compare with.
func serveBare() {
	l := listen()
	config := &gossh.ServerConfig{NoClientAuth: true}
	config.AddHostKey(newKey(quick{}))
	fmt.Println(l.Addr())
	for {
		c, err := l.Accept()
		if err != nil {
			return
		}
		go func() {
			_, channels, requests, err := gossh.NewServerConn(c, config)
			if err != nil {
				return
			}
			go gossh.DiscardRequests(requests)
			for nc := range channels {
				ch, reqs, err := nc.Accept()
				if err != nil {
					return
				}
				go func() {
					for r := range reqs {
						_ = r.Reply(true, nil)
						if r.Type == "shell" {
							go func() {
								fmt.Fprint(ch, "hello bare\r\n")
								_, _ = io.Copy(ch, ch)
							}()
						}
					}
				}()
			}
		}()
	}
}

// terminate serves until SIGTERM, and then as long as the door wants.
func terminate() {
	l := listen()
	d, err := sshd.New(sshd.Options{
		HostKey: newKey(quick{}), Serve: painted,
		Farewell: func(sshd.Session, error) string { return "closing for today\n" },
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(l.Addr())
	if os.Getenv("KOBAYASHI_SSHD_CATCH") == "" {
		_ = d.Serve(l)
		return
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := d.Run(ctx, l); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// flood opens connections that say nothing, from many addresses if the system
// has them, and opens each anew as soon as it is closed. It writes a line when
// all have been opened once.
func flood(args string) {
	endWithParent()
	var addr string
	var n, sources int
	if _, err := fmt.Sscan(args, &addr, &n, &sources); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	opened := make(chan bool, n)
	for i := range n {
		d := net.Dialer{Timeout: 10 * time.Second}
		if sources > 1 && runtime.GOOS == "linux" {
			d.LocalAddr = &net.TCPAddr{IP: net.IPv4(127, 1, byte(i%sources/250), byte(1+i%sources%250))}
		}
		go func() {
			for first := true; ; first = false {
				c, err := d.Dial("tcp", addr)
				if first {
					opened <- true
				}
				if err != nil {
					time.Sleep(50 * time.Millisecond)
					continue
				}
				_, _ = io.Copy(io.Discard, c)
				_ = c.Close()
				time.Sleep(2*time.Second + rand.N(4*time.Second))
			}
		}()
	}
	for range n {
		<-opened
	}
	fmt.Println("all")
	select {}
}

// painted plays the model on the session's terminal, as the game will.
func painted(ctx context.Context, s sshd.Session) int {
	return paintSession(ctx, s, counter{})
}

// paintSession feeds paint from a session.
func paintSession(ctx context.Context, s sshd.Session, m tea.Model) int {
	sizes := make(chan paint.Size)
	done := make(chan struct{})
	defer close(done)
	go func() {
		for {
			select {
			case size := <-s.Sizes:
				select {
				case sizes <- paint.Size(size):
				case <-done:
					return
				}
			case <-done:
				return
			}
		}
	}()
	err := paint.Run(ctx, m, paint.Terminal{
		In: s.In, Out: s.Out, Env: s.Env, Width: s.Width, Height: s.Height, Sizes: sizes,
	})
	if err != nil {
		return 1
	}
	return 0
}

// counter is the least of models: arrows count, q quits.
type counter struct{ n, width, height int }

func (counter) Init() tea.Cmd { return nil }

func (c counter) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		c.width, c.height = msg.Width, msg.Height
	case tea.KeyPressMsg:
		switch msg.String() {
		case "q":
			return c, tea.Quit
		case "down":
			c.n++
		case "up":
			c.n--
		}
	}
	return c, nil
}

func (c counter) View() tea.View {
	var b strings.Builder
	fmt.Fprintf(&b, "window %d by %d\ncounted %d\n", c.width, c.height, c.n)
	for y := range max(c.height-3, 0) {
		fmt.Fprintf(&b, "%02d 夜間の保守作業に使う口座が、海外の番地から使われた。\n", y)
	}
	return tea.NewView(b.String())
}
