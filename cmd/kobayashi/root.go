package main

import (
	"strings"

	"github.com/spf13/cobra"
)

// root builds the tree of commands in the program's language.
func (p *program) root() *cobra.Command {
	root := p.command("kobayashi", "", p.open)
	root.Short, root.Long = p.words.Say("cmd.short"), p.words.Say("cmd.long")
	root.SilenceErrors, root.SilenceUsage = true, true
	root.SetOut(p.out)
	root.SetErr(p.err)
	root.SetIn(p.in)
	root.PersistentFlags().String("lang", "", p.words.Say("cmd.flag.lang"))
	root.SetUsageTemplate(p.usage())
	root.SetHelpTemplate("{{with (or .Long .Short)}}{{. | trimTrailingWhitespaces}}\n\n{{end}}{{.UsageString}}")
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(p.play(), p.list(), p.new(), p.preview(), p.lint(), p.fmt(), p.stats(), p.translate(), p.test(), p.explain(), p.solve(), p.simulate(), p.graph(), p.export(), p.lsp(), p.runs(), p.replay(), p.verify(), p.report(), p.print(), p.tally(), p.serve(), p.board(), p.load(), p.submit(), p.workshop(), p.version(), p.completion())
	root.SetHelpCommand(p.help(root))
	p.translateHelp(root)
	return root
}

// translateHelp gives a command and those below it a --help in our words.
func (p *program) translateHelp(c *cobra.Command) {
	c.InitDefaultHelpFlag()
	c.Flags().Lookup("help").Usage = p.words.Say("cmd.flag.help")
	for _, below := range c.Commands() {
		p.translateHelp(below)
	}
}

// command makes a command whose phrases stand under cmd.NAME. More arguments
// than the usage names are refused; which of them may be missing, run says.
func (p *program) command(usage, phrases string, run func(*cobra.Command, []string) error) *cobra.Command {
	c := &cobra.Command{Use: usage, RunE: run, DisableFlagsInUseLine: true}
	if phrases != "" {
		c.Short, c.Long = p.words.Say(phrases+".short"), p.words.Say(phrases+".long")
		if p.words.Has(phrases + ".example") {
			c.Example = p.words.Say(phrases + ".example")
		}
	}
	most := strings.Count(usage, " ")
	many := strings.HasSuffix(usage, "…")
	c.Args = func(c *cobra.Command, args []string) error {
		switch {
		case c == c.Root() && len(args) > 0:
			return wrong("cmd.error.command", args[0])
		case len(args) > most && !many:
			return wrong("cmd.error.args.many", strings.Join(args[most:], " "))
		case len(args) < most-strings.Count(usage, "["):
			return wrong("cmd.error.args.few")
		}
		return nil
	}
	return c
}

// usage is the template of the usage in the program's language.
func (p *program) usage() string {
	say := p.words.Say
	return say("cmd.usage") + `
{{- if .Runnable}}
  {{.UseLine}}{{end}}
{{- if .HasAvailableSubCommands}}
  {{.CommandPath}} ` + say("cmd.usage.sub") + `

` + say("cmd.commands") + `
{{- range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}
{{- if .HasExample}}

` + say("cmd.examples") + `
{{.Example}}{{end}}
{{- if .HasAvailableLocalFlags}}

` + say("cmd.flags") + `
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasAvailableInheritedFlags}}

` + say("cmd.globals") + `
{{.InheritedFlags.FlagUsages | trimTrailingWhitespaces}}{{end}}
{{- if .HasAvailableSubCommands}}

` + say("cmd.more") + `{{end}}
`
}

func (p *program) help(root *cobra.Command) *cobra.Command {
	c := p.command("help [COMMAND]", "", func(_ *cobra.Command, args []string) error {
		target, _, err := root.Find(args)
		if err != nil || target == nil || len(args) > 0 && target == root {
			return wrong("cmd.error.command", args[0])
		}
		return target.Help()
	})
	c.Short = p.words.Say("cmd.help.short")
	return c
}

func (p *program) completion() *cobra.Command {
	c := p.command("completion SHELL", "cmd.completion", func(c *cobra.Command, args []string) error {
		root := c.Root()
		switch args[0] {
		case "bash":
			return root.GenBashCompletionV2(p.out, true)
		case "zsh":
			return root.GenZshCompletion(p.out)
		case "fish":
			return root.GenFishCompletion(p.out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(p.out)
		}
		return unlisted("SHELL", args[0], c.ValidArgs...)
	})
	c.ValidArgs = []string{"bash", "zsh", "fish", "powershell"}
	return c
}
