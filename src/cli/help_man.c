/* The manual page, in the man(7) macros. It carries no date: the same program makes the same page. */
#include "cli/app.h"
#include "cli/help.h"
#include "cli/output.h"

/* Text as roff reads it: no control at a line's beginning, every hyphen one that can be copied. */
static void roff(app *host, const char *text)
{
	if (*text == '.' || *text == '\'')
		output_print(host, "\\&");
	for (; *text; text++) {
		if (*text == '\\')
			output_print(host, "\\e");
		else if (*text == '-')
			output_print(host, "\\-");
		else if (*text == '\'')
			output_print(host, "\\(aq");
		else if (*text == '"')
			output_print(host, "\\(dq");
		else if (*text == '~')
			output_print(host, "\\(ti");
		else if (*text == '^')
			output_print(host, "\\(ha");
		else if (text_starts(text, "\n\n")) {
			output_print(host, "\n.PP\n");
			text++;
		} else
			output_print(host, "%c", *text);
	}
	output_print(host, "\n");
}

static void section(app *host, const char *title)
{
	output_print(host, ".SH %s\n", title);
}

/* A term in bold, and what it means. */
static void entry(app *host, const char *term, const char *meaning)
{
	output_print(host, ".TP\n\\fB");
	roff(host, term);
	output_print(host, "\\fR");
	roff(host, meaning);
}

static void option_entry(app *host, const option *o)
{
	const char *letter = o->letter ? text_print(&host->pool, "-%c, ", o->letter) : "";
	const char *value = o->choices ? o->choices : o->value;
	entry(host, text_print(&host->pool, "%s--%s%s%s", letter, o->name, value ? " " : "", value ? value : ""),
		o->summary);
}

static void option_entries(app *host, option_set set)
{
	for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++)
		if (set >> i & 1)
			option_entry(host, &options[i]);
}

static void command_entry(app *host, const command *c)
{
	output_print(host, ".SS ");
	roff(host, text_print(&host->pool, "exportctl %s%s%s", c->name, *c->words ? " " : "", c->words));
	/* Summaries begin with a small letter. */
	roff(host, text_print(&host->pool, "%c%s.", c->summary[0] - 'a' + 'A', c->summary + 1));
	if (*c->detail) {
		output_print(host, ".PP\n");
		roff(host, c->detail);
	}
	option_entries(host, c->options);
}

static void environment(app *host)
{
	section(host, "ENVIRONMENT");
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		entry(host, settings_table[i].environment, settings_table[i].summary);
	entry(host, "NO_COLOR", "with any value, there are no colours");
	entry(host, "XDG_CONFIG_HOME, XDG_DATA_HOME, XDG_STATE_HOME",
		"the user's folders (default: ~/.config, ~/.local/share, ~/.local/state)");
}

static void files(app *host)
{
	section(host, "FILES");
	entry(host, "$XDG_CONFIG_HOME/exportctl/config.ini, /etc/exportctl/config.ini",
		"settings: lines such as \"snapshot = /srv/exportctl/current.snapshot\", of at most 197 bytes. The "
		"first file that says a setting is heard; the environment goes before both, and an option before "
		"that. \"exportctl config --explain\" shows where each value comes from. The settings:");
	output_print(host, ".RS\n");
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		if (settings_table[i].in_file)
			entry(host, settings_table[i].name, settings_table[i].summary);
	output_print(host, ".RE\n");
	entry(host, "$XDG_DATA_HOME/exportctl/current.snapshot", "the snapshot, where no other is named");
	entry(host, "$XDG_STATE_HOME/exportctl/store.db", "the store, where no other is named");
}

static void examples(app *host)
{
	section(host, "EXAMPLES");
	for (unsigned i = 0; i < n_commands; i++)
		for (const example *e = commands[i].examples; e->line; e++)
			entry(host, e->line, e->what);
}

void help_man(app *host)
{
	output_print(host, ".TH EXPORTCTL 1 \"\" \"exportctl %s\" \"User commands\"\n", XCTL_VERSION);
	section(host, "NAME");
	roff(host, "exportctl - " PROGRAM_SUMMARY);
	section(host, "SYNOPSIS");
	output_print(host, ".B exportctl\n.I command\n.RI [ option ]...\n");
	section(host, "DESCRIPTION");
	roff(host,
		"One transfer goes in; every government's answer comes out, with its reasons. Data is written to "
		"stdout, and messages to stderr. Options may stand before or after other words; -- ends them.");
	section(host, "COMMANDS");
	for (unsigned i = 0; i < n_commands; i++)
		command_entry(host, &commands[i]);
	section(host, "OPTIONS OF EVERY COMMAND");
	option_entries(host, OPTIONS_EVERYWHERE);
	section(host, "EXIT STATUS");
	for (const exit_meaning *e = exit_meanings; e->code; e++)
		entry(host, e->code, e->meaning);
	environment(host);
	files(host);
	examples(host);
}
