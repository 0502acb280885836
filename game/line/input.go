package line

import (
	"bufio"
	"context"
	"errors"
	"io"
)

const (
	maxLine = 64 << 10 // bytes of an answer
	maxSkip = 16 << 20 // bytes thrown away in search of the end of a longer one
)

// errLong is a line longer than maxLine. It was read to its end.
var errLong = errors.New("the line is too long")

// input reads answers. Its last line needs no line feed.
type input struct{ r *bufio.Reader }

func newInput(r io.Reader) *input { return &input{bufio.NewReaderSize(r, maxLine)} }

// next gives the next line without its end, errLong, or errEnded. A cancelled
// context gives up the input: the reading goroutine may stay until its read
// returns, so nothing may be read after that.
func (in *input) next(ctx context.Context) (string, error) {
	if ctx.Done() == nil {
		return in.read()
	}
	type line struct {
		text string
		err  error
	}
	ch := make(chan line, 1)
	go func() {
		text, err := in.read()
		ch <- line{text, err}
	}()
	select {
	case l := <-ch:
		return l.text, l.err
	case <-ctx.Done():
		return "", context.Cause(ctx)
	}
}

func (in *input) read() (string, error) {
	line, err := in.r.ReadSlice('\n')
	switch {
	case errors.Is(err, bufio.ErrBufferFull):
		return "", in.skip()
	case err != nil && len(line) == 0:
		// A broken input is an ended one: nobody can answer any more.
		return "", errEnded
	case err == nil:
		line = line[:len(line)-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return string(line), nil
}

// skip reads to the end of a line that is too long. A line without any end in
// sight is taken for the end of the input.
func (in *input) skip() error {
	for read := maxLine; read < maxSkip; {
		part, err := in.r.ReadSlice('\n')
		read += len(part)
		switch {
		case err == nil:
			return errLong
		case !errors.Is(err, bufio.ErrBufferFull):
			return errLong // the next read finds the end
		}
	}
	return errEnded
}

// typed is a line as it was read: its text, or errLong.
type typed struct {
	text string
	err  error
}

// stream reads lines until the input or the context ends; then the channel is
// closed. Nothing else may read the input after that.
func (in *input) stream(ctx context.Context) <-chan typed {
	ch := make(chan typed)
	go func() {
		defer close(ch)
		for {
			text, err := in.read()
			if errors.Is(err, errEnded) {
				return
			}
			select {
			case ch <- typed{text, err}:
			case <-ctx.Done():
				return
			}
		}
	}()
	return ch
}
