#include "cli/help.h"

#include "cli/app.h"
#include "cli/output.h"

#include <string.h>

const exit_meaning exit_meanings[] = {
	{ "0", "clear, not subject, authorised, or an exception applies; the command did what it should" },
	{ "1", "a person must act" },
	{ "2", "the command or the input was wrong" },
	{ "3", "it could not be done: a file cannot be read, a list is stale, the store or the snapshot is damaged" },
	{ "10-14",
		"with --detailed-exitcode, instead of 1: 10 review, 11 licence, 12 prohibited, 13 undetermined, 14 "
		"notify" },
	{ NULL, NULL },
};

#define LINE 80

/* Prints `text` from column `at` on; further lines begin at column `indent`. An empty line parts paragraphs. */
static void print_wrapped(app *host, size_t at, size_t indent, const char *text)
{
	while (*text) {
		size_t word = strcspn(text, " \n");
		if (at > indent && at + 1 + word > LINE) {
			output_print(host, "\n");
			at = 0;
		}
		if (at < indent || at == 0)
			output_print(host, "%*s", (int)(indent - at), "");
		else if (at > indent)
			output_print(host, " ");
		at = (at < indent ? indent : at + (at > indent)) + word;
		output_print(host, "%.*s", (int)word, text);
		text += word;
		if (text_starts(text, "\n\n")) {
			output_print(host, "\n\n");
			at = 0;
		}
		text += strspn(text, " \n");
	}
	output_print(host, "\n");
}

/* A term and what it means, in two columns. */
static void print_entry(app *host, const char *term, size_t column, const char *meaning)
{
	size_t used = strlen(term) + 2;
	output_print(host, "  %s", term);
	if (used + 2 > column) {
		output_print(host, "\n");
		used = 0;
	}
	print_wrapped(host, used, column, meaning);
}

static void print_option(app *host, const option *o)
{
	const char *letter = o->letter ? text_print(&host->pool, "-%c, ", o->letter) : "";
	const char *value = o->choices ? o->choices : o->value;
	print_entry(host, text_print(&host->pool, "%s--%s%s%s", letter, o->name, value ? " " : "", value ? value : ""),
		24, o->summary);
}

static void print_options(app *host, option_set set)
{
	for (unsigned i = OPTION_NONE + 1; i < OPTION_COUNT; i++)
		if (set >> i & 1)
			print_option(host, &options[i]);
}

static void print_command_line(app *host, const command *c)
{
	const char *gap = *c->words ? " " : "";
	print_entry(host, text_print(&host->pool, "%s%s%s", c->name, gap, c->words), 24, c->summary);
}

void help_overview(app *host)
{
	output_print(host, "exportctl: %s\n\n  exportctl COMMAND [OPTION]...\n\nCommands:\n", PROGRAM_SUMMARY);
	for (unsigned i = 0; i < n_commands; i++)
		print_command_line(host, &commands[i]);
	output_print(host, "\nOptions of every command:\n");
	print_options(host, OPTIONS_EVERYWHERE);
	output_print(host, "\nExit codes:\n");
	for (const exit_meaning *e = exit_meanings; e->code; e++)
		print_entry(host, e->code, 10, e->meaning);
	output_print(host, "\n\"exportctl help COMMAND\" explains one; \"exportctl demo\" shows them at work.\n");
}

void help_command(app *host, const command *c)
{
	const char *gap = *c->words ? " " : "";
	output_print(host, "exportctl %s:", c->name);
	print_wrapped(host, strlen(c->name) + 11, 0, c->summary);
	output_print(host, "\n  exportctl %s%s%s%s\n", c->name, gap, c->words, c->options ? " [OPTION]..." : "");
	if (*c->detail) {
		output_print(host, "\n");
		print_wrapped(host, 0, 0, c->detail);
	}
	if (c->options) {
		output_print(host, "\nOptions:\n");
		print_options(host, c->options);
	}
	output_print(host, "\nOptions of every command:\n");
	print_options(host, OPTIONS_EVERYWHERE);
	if (c->examples->line)
		output_print(host, "\nExamples:\n");
	for (const example *e = c->examples; e->line; e++)
		output_print(host, "  %s\n      %s\n", e->line, e->what);
}

void help_group(app *host, const char *group)
{
	output_print(host, "exportctl %s:\n", group);
	for (unsigned i = 0; i < n_commands; i++)
		if (text_starts(commands[i].name, group) && commands[i].name[strlen(group)] == ' ')
			print_command_line(host, &commands[i]);
	output_print(host, "\n\"exportctl help %s ...\" explains one of them.\n", group);
}
