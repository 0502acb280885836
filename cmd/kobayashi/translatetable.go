package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"kobayashi/game/translate"
	"kobayashi/game/typeset"
)

func (p *program) translateExport() *cobra.Command {
	c := p.command("export PATH", "cmd.translate.export", func(c *cobra.Command, args []string) error {
		form, _ := c.Flags().GetString("format")
		name, _ := c.Flags().GetString("output")
		if form != "po" && form != "csv" {
			return unlisted("--format", form, "po", "csv")
		}
		t, err := p.openTranslation(c, args[0])
		if err != nil {
			return err
		}
		defer t.root.Close()
		if t.lang == "" {
			return wrong("cmd.translate.noto")
		}
		table, err := translate.Export(t.root.FS(), t.name, t.lang)
		if err != nil {
			return t.untranslatable(err)
		}
		var out bytes.Buffer
		write := translate.WritePO
		if form == "csv" {
			write = translate.WriteCSV
		}
		if err := write(&out, table); err != nil {
			return err
		}
		if name == "" {
			_, err = p.out.Write(out.Bytes())
			return err
		}
		return overwrite(name, out.Bytes())
	})
	p.to(c)
	c.Flags().String("format", "po", p.words.Say("cmd.flag.tableformat"))
	c.Flags().StringP("output", "o", "", p.words.Say("cmd.flag.output"))
	c.Flags().SortFlags = false
	return c
}

// maxTable is the largest table that is read: many times a scenario.
const maxTable = 16 << 20

func (p *program) translateImport() *cobra.Command {
	c := p.command("import PATH FILE", "cmd.translate.import", func(c *cobra.Command, args []string) error {
		dry, _ := c.Flags().GetBool("dry-run")
		table, err := readTable(args[1])
		if err != nil {
			return err
		}
		t, err := p.openTranslation(c, args[0])
		if err != nil {
			return err
		}
		defer t.root.Close()
		switch {
		case t.lang == "":
			t.lang = table.To
		case table.To != "" && table.To != t.lang:
			return fails(nil, "cmd.translate.otherlang", args[1], table.To, t.lang)
		}
		if t.lang == "" {
			return wrong("cmd.translate.noto")
		}
		taken, err := translate.Import(t.root.FS(), t.name, t.lang, table.Rows)
		if err != nil {
			return t.untranslatable(err)
		}
		return p.writeTaken(t, taken, dry)
	})
	p.to(c)
	c.Flags().Bool("dry-run", false, p.words.Say("cmd.flag.dryrun"))
	c.Flags().SortFlags = false
	return c
}

// readTable reads a table by what the file's name ends in.
func readTable(name string) (translate.Table, error) {
	read := translate.ReadPO
	switch lower := strings.ToLower(name); {
	case strings.HasSuffix(lower, ".po"):
	case strings.HasSuffix(lower, ".csv"), strings.HasSuffix(lower, ".tsv"):
		read = translate.ReadCSV
	default:
		return translate.Table{}, wrong("cmd.translate.notable", name)
	}
	info, err := os.Stat(name)
	switch {
	case err != nil:
		return translate.Table{}, fails(err, "cmd.error.file", name, cause(err))
	case !info.Mode().IsRegular() || info.Size() > maxTable:
		return translate.Table{}, fails(nil, "cmd.translate.bigtable", name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return translate.Table{}, fails(err, "cmd.error.file", name, cause(err))
	}
	table, err := read(data)
	var faulty *translate.FaultyTable
	if errors.As(err, &faulty) {
		return table, fails(err, "cmd.translate.table."+strings.ReplaceAll(faulty.Why, "-", ""), name, faulty.Line)
	}
	return table, err
}

// mostRefused is how many rows that were not taken are named one by one.
const mostRefused = 20

// writeTaken writes what an import came to, and says which rows were not taken.
func (p *program) writeTaken(t translation, taken translate.Taken, dry bool) error {
	for i, r := range taken.Refused {
		if i == mostRefused {
			fmt.Fprintln(p.out, p.words.Say("cmd.translate.refusedmore", len(taken.Refused)-mostRefused))
			break
		}
		why := p.words.Say("cmd.translate.why." + strings.ReplaceAll(string(r.Why), "-", ""))
		fmt.Fprintln(p.out, "  "+typeset.Truncate(typeset.Clean(r.Key), 60)+": "+why)
	}
	if err := p.writeSynced(t, taken.Files, dry); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.words.Say("cmd.translate.taken", taken.Set, len(taken.Refused)))
	if len(taken.Refused) > 0 {
		return quiet(failed)
	}
	return nil
}
