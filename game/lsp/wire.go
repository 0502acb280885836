package lsp

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Limits on what a client may send: whoever speaks something else than the
// protocol is not to fill the memory. A scenario has one megabyte at most.
const (
	maxMessage = 32 << 20
	maxHeader  = 8 << 10
)

var (
	errTooLong   = errors.New("message too long")
	errNoMessage = errors.New("no message of the protocol")
)

// grace is how long what was asked before the input ended may still take.
const grace = 500 * time.Millisecond

// wire frames messages as the protocol does: a header with the length, a blank
// line, and so many bytes. Both ends may be used at the same time.
type wire struct {
	in     *bufio.Reader
	out    io.Writer
	came   chan received
	closed chan struct{}
	once   sync.Once
}

type received struct {
	message []byte
	err     error
}

// newWire begins to read. The reader cannot be called back from its input, so it
// is left there when the wire is closed.
func newWire(in io.Reader, out io.Writer) *wire {
	w := &wire{in: bufio.NewReaderSize(in, maxHeader), out: out, came: make(chan received), closed: make(chan struct{})}
	go func() {
		for {
			message, err := w.read()
			select {
			case w.came <- received{message, err}:
			case <-w.closed:
				return
			}
			if err != nil {
				return
			}
		}
	}()
	return w
}

// Recv gives one message. After an error there are no more: where the next one
// would begin is not known.
func (w *wire) Recv() ([]byte, error) {
	select {
	case r := <-w.came:
		if r.err == io.EOF {
			select {
			case <-w.closed:
			case <-time.After(grace):
			}
		}
		return r.message, r.err
	case <-w.closed:
		return nil, io.EOF
	}
}

// Close lets Recv come to an end. The process owns both ends of the wire.
func (w *wire) Close() error {
	w.once.Do(func() { close(w.closed) })
	return nil
}

// Send writes one message.
func (w *wire) Send(message []byte) error {
	frame := make([]byte, 0, len(message)+32)
	frame = fmt.Appendf(frame, "Content-Length: %d\r\n\r\n", len(message))
	_, err := w.out.Write(append(frame, message...))
	return err
}

func (w *wire) read() ([]byte, error) {
	length := -1
	for {
		line, err := w.header()
		if err != nil {
			return nil, err
		}
		if line == "" {
			break
		}
		name, value, ok := strings.Cut(line, ":")
		if !ok {
			return nil, fmt.Errorf("header %.40q: %w", line, errNoMessage)
		}
		if strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			length, err = strconv.Atoi(strings.TrimSpace(value))
			if err != nil || length < 0 {
				return nil, fmt.Errorf("length %.40q: %w", value, errNoMessage)
			}
		}
	}
	switch {
	case length < 0:
		return nil, fmt.Errorf("a header without a length: %w", errNoMessage)
	case length > maxMessage:
		return nil, fmt.Errorf("%d bytes: %w", length, errTooLong)
	}
	return w.body(length)
}

// body reads so many bytes. The room grows with what came, so that a length
// alone takes no memory.
func (w *wire) body(length int) ([]byte, error) {
	const step = 1 << 20
	message := make([]byte, 0, min(length, step))
	for len(message) < length {
		n := len(message)
		more := min(length-n, max(step, n))
		message = append(message, make([]byte, more)...)
		if _, err := io.ReadFull(w.in, message[n:]); err != nil {
			return nil, fmt.Errorf("reading a message: %w", err)
		}
	}
	return message, nil
}

// header reads one line. At the end of the input between two messages it gives
// io.EOF.
func (w *wire) header() (string, error) {
	line, err := w.in.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return "", fmt.Errorf("header: %w", errTooLong)
	case err == io.EOF && len(line) == 0:
		return "", io.EOF
	case err != nil:
		return "", fmt.Errorf("header: %w", err)
	}
	return strings.TrimRight(string(line), "\r\n"), nil
}
