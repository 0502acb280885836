package parse

import (
	"testing"
	"testing/fstest"

	"github.com/yuin/goldmark/text"
)

func benchmarkRead(b *testing.B, scenes int) {
	src := sample(scenes)
	fsys := fstest.MapFS{"sample.md": {Data: src}}
	if r := Read(fsys, "sample.md"); r.Scenario == nil {
		b.Fatal(r.Problems)
	}
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		Read(fsys, "sample.md")
	}
}

func BenchmarkRead200(b *testing.B)  { benchmarkRead(b, 200) }
func BenchmarkRead1200(b *testing.B) { benchmarkRead(b, 1200) } // just below 1 MiB

// BenchmarkGoldmark200 is the floor of a reader that is built on goldmark alone.
func BenchmarkGoldmark200(b *testing.B) {
	src := sample(200)
	b.SetBytes(int64(len(src)))
	b.ReportAllocs()
	for b.Loop() {
		reading.Parse(text.NewReader(src))
	}
}
