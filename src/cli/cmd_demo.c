/* demo: real questions about a fictional maker's shipments. Each step is a command line that a person can type; it runs
 * as if it had been typed, and is shown before its answer. Nothing is kept, and the clock stands still, so that the
 * demo tells the same story every day. */
#define _GNU_SOURCE /* setenv */
#include "cli/app.h"
#include "cli/input.h"
#include "cli/output.h"
#include "cli/places.h"
#include "cli/request.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DEMO_DAY "2026-11-23"
#define WORDS_MOST 12

typedef struct step {
	const char *heading;  /* NULL: the heading before it stands for this one too */
	unsigned head;        /* pipe only so many lines of `file` in, the first of them a heading; 0: name the file */
	const char *file;     /* below the demo's folder */
	const char *words[9]; /* before and after "@", which is the file; "@NAME" is another of the demo's folder */
} step;

static const step steps[] = {
	{ "A plasma etcher and spares, from Yokohama to a Chinese foundry that a listed institute owns by 55 %", 0,
		"transfers/etcher.json", { "check", "@", "--brief", "--accept-excerpts" } },
	{ "The same order for an etcher of another paragraph, 3B001.c.3, without the spares", 0,
		"transfers/etcher-c3.json", { "check", "@", "--gov", "us", "--brief", "--accept-excerpts" } },
	{ "The spares alone, on three days: the law of the day of the act applies", 0, "transfers/spares.json",
		{ "check", "@", "--gov", "us", "--brief", "--accept-excerpts", "--as-of", "2025-10-15" } },
	{ NULL, 0, "transfers/spares.json", { "check", "@", "--gov", "us", "--brief", "--accept-excerpts", "--as-of", "2026-03-01" } },
	{ NULL, 0, "transfers/spares.json", { "check", "@", "--gov", "us", "--brief", "--accept-excerpts", "--as-of", "2026-11-23" } },
	{ "A customer in Düsseldorf whose name is like that of a listed party", 0, "transfers/false-hit.json",
		{ "check", "@", "--brief", "--accept-excerpts" } },
	{ "A shipment with every fact stated, and nobody listed", 0, "transfers/clean.json",
		{ "check", "@", "--brief", "--accept-excerpts" } },
	{ "Who controls what", 11, "items.csv", { "coverage", "@" } },
	{ "A joint control on 23 machines for mature chips, as two governments might propose it, tried on a year of shipments", 0,
		"shipments.csv", { "replay", "@", "--after", "@proposal", "--accept-excerpts" } },
};

/* How the program and the demo's folder are said in a command line. */
typedef struct stage {
	app *host;
	const char *program;
	const char *folder;
	const char *snapshot; /* to be named in every command, or NULL where it is found without */
	bool bold;
} stage;

static void print_heading(const stage *s, const char *heading)
{
	output_print(s->host, "\n%s%s%s\n", s->bold ? "\033[1m" : "", heading, s->bold ? "\033[0m" : "");
}

static const char *quoted(app *host, const char *word)
{
	return strpbrk(word, " '\"$\\`&|;<>()*?[]#~") ? text_print(&host->pool, "'%s'", word) : word;
}

/* The step's command line, as typed. Returns how many words. */
static size_t words_of_step(const stage *s, const step *st, const char *words[WORDS_MOST])
{
	size_t n = 0;
	for (size_t i = 0; i < sizeof st->words / sizeof *st->words && st->words[i]; i++) {
		const char *word = st->words[i];
		if (text_same(word, "@") && st->head)
			word = "-";
		else if (word[0] == '@')
			word = text_print(&s->host->pool, "%s/%s", s->folder, word[1] ? word + 1 : st->file);
		words[n++] = word;
	}
	if (s->snapshot) {
		words[n++] = "--snapshot";
		words[n++] = s->snapshot;
	}
	return n;
}

static void print_command(const stage *s, const step *st, const char *const *words, size_t n_words)
{
	output_print(s->host, "\n$ ");
	if (st->head)
		output_print(s->host, "head -n %u %s | ", st->head, quoted(s->host,
			text_print(&s->host->pool, "%s/%s", s->folder, st->file)));
	output_print(s->host, "%s", quoted(s->host, s->program));
	for (size_t i = 0; i < n_words; i++)
		output_print(s->host, " %s", quoted(s->host, words[i]));
	output_print(s->host, "\n");
	fflush(stdout); /* before what the command says on stderr */
}

/* Cuts an input to its first lines, as head(1) does. */
static void cut_lines(input *in, unsigned lines)
{
	const char *at = in->bytes, *end = in->bytes + in->length;
	for (; lines && at < end; lines--) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		at = stop ? stop + 1 : end;
	}
	in->length = (size_t)(at - in->bytes);
}

static int run_step(const stage *s, const step *st)
{
	const char *words[WORDS_MOST];
	char *arguments[WORDS_MOST];
	input in = { 0 };
	int failed = 0;
	size_t n = words_of_step(s, st, words);
	for (size_t i = 0; i < n; i++)
		arguments[i] = text_print(&s->host->pool, "%s", words[i]);
	if (st->heading)
		print_heading(s, st->heading);
	print_command(s, st, words, n);
	if (st->head) {
		failed = input_read(s->host, &in, text_print(&s->host->pool, "%s/%s", s->folder, st->file));
		if (failed)
			return failed;
		cut_lines(&in, st->head);
		in.source = "stdin";
		s->host->piped = &in;
	}
	int code = app_run(s->host, n, arguments);
	s->host->piped = NULL;
	input_drop(&in);
	fflush(stdout);
	return code;
}

/* Settings that hold for every step are said through the environment, where each command looks. */
static void hold(const stage *s, const request *asked)
{
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		if (settings_table[i].option != OPTION_NONE && request_has(asked, settings_table[i].option))
			setenv(settings_table[i].environment, s->host->settings[i].value, 1);
	setenv(settings_table[SETTING_TODAY].environment, DEMO_DAY, 1);
	setenv(settings_table[SETTING_STORE].environment, "none", 1);
	setenv(settings_table[SETTING_OUTPUT].environment, "table", 1);
}

/* The demo's own lists and law, unless others were asked for: a user's current.snapshot would tell another story. */
static const char *demo_snapshot(app *host)
{
	const setting_value *chosen = &host->settings[SETTING_SNAPSHOT];
	const char *current = place_data(host, "current.snapshot");
	if (!chosen->value || !current || !text_same(chosen->value, current) || !host->folder)
		return NULL;
	const char *beside = text_print(&host->pool, "%s/exportctl.snapshot", host->folder);
	if (!place_exists(beside))
		beside = place_shipped(host, "exportctl.snapshot");
	return beside ? place_shown(host, beside) : NULL;
}

int cmd_demo(app *host, const request *asked)
{
	const char *folder = place_shipped(host, "demo");
	if (!folder) {
		say("the demo's files are neither beside the program's source nor in its share folder");
		return EXIT_UNDONE;
	}
	stage s = {
		.host = host,
		.program = strchr(host->program, '/') ? host->program : "exportctl",
		.folder = place_shown(host, folder),
		.snapshot = demo_snapshot(host),
		.bold = output_view(host).colour,
	};
	hold(&s, asked);
	output_print(host,
		"Questions of a fictional maker of chip-making tools. Everything but the listed parties "
		"is invented.\n"
		"The lists shipped are excerpts: --accept-excerpts lets them say clear, and each answer "
		"says that it did.\n\n"
		"$ export EXPORTCTL_TODAY=" DEMO_DAY "\n");
	int worst = 0;
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		int code = run_step(&s, &steps[i]);
		if (code == EXIT_WRONG || code == EXIT_UNDONE)
			worst = code;
		if (host->write_reason || (worst && !host->desk))
			return EXIT_UNDONE; /* no further step could fare better */
	}
	print_heading(&s, "Your turn");
	output_print(host, "\n$ %s check %s/shipments.csv\n$ %s help\n", quoted(host, s.program), s.folder,
		quoted(host, s.program));
	return worst;
}
