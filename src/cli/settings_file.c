/* Settings files, read by inih: "name = value" lines, "#" and ";" before a comment, no sections. A line has at most 197
 * bytes: inih's own limit, which would otherwise cut a longer one in two without a word. */
#define _GNU_SOURCE /* strerrordesc_np */
#include "cli/app.h"

#include <errno.h>
#include <ini.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct file_reader {
	app *host;
	const char *path;
	FILE *from;
	unsigned line;      /* being read */
	unsigned bad_line;  /* of the first error, or 0 */
	bool too_long;
	const char *what, *hint;
	setting_value own[SETTING_COUNT]; /* said by this file */
} file_reader;

/* inih's fgets, with a count of lines. */
static char *next_line(char *to, int room, void *context)
{
	file_reader *r = context;
	if (r->too_long || !fgets(to, room, r->from))
		return NULL;
	r->line++;
	if (!strchr(to, '\n') && !feof(r->from)) {
		r->too_long = true;
		r->bad_line = r->bad_line ? r->bad_line : r->line;
		if (r->bad_line == r->line)
			r->what = text_print(&r->host->pool, "the line is longer than %d bytes", room - 2);
		return NULL;
	}
	return to;
}

static int refuse(file_reader *r, const char *what, const char *hint)
{
	if (!r->bad_line) {
		r->bad_line = r->line;
		r->what = what;
		r->hint = hint;
	}
	return 0;
}

/* A path counts from the folder of the file that says it; "~/" is the user's home. */
static const char *whole_path(const file_reader *r, const char *value)
{
	const char *home = getenv("HOME");
	const char *slash = strrchr(r->path, '/');
	if (value[0] == '~' && value[1] == '/' && home)
		return text_print(&r->host->pool, "%s%s", home, value + 1);
	if (value[0] == '/' || text_same(value, "none") || !slash)
		return text_print(&r->host->pool, "%s", value);
	return text_print(&r->host->pool, "%.*s/%s", (int)(slash - r->path), r->path, value);
}

static int unknown_setting(file_reader *r, const char *name)
{
	nearest n = { .meant = name };
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		if (settings_table[i].in_file)
			nearest_try(&n, settings_table[i].name);
	return refuse(r, text_print(&r->host->pool, "there is no setting \"%s\"", name),
		n.best ? text_print(&r->host->pool, "did you mean %s?", n.best)
		       : "\"exportctl config\" lists the settings");
}

static int take_setting(void *context, const char *section, const char *name, const char *value)
{
	file_reader *r = context;
	pool *p = &r->host->pool;
	if (*section)
		return refuse(r, text_print(p, "settings have no sections such as [%s]", section),
			"remove the heading");
	unsigned id = 0;
	while (id < SETTING_COUNT && !(settings_table[id].in_file && text_same(settings_table[id].name, name)))
		id++;
	if (id == SETTING_COUNT)
		return unknown_setting(r, name);
	const setting *s = &settings_table[id];
	if (r->own[id].value)
		return refuse(r, text_print(p, "%s is set a second time", name), "keep one of the lines");
	const char *choices = options[s->option].choices;
	const char *fault = value_fault(s->kind, choices, value);
	if (fault) {
		const char *what = text_print(p, "%s %s%s%s, not \"%s\"", name, fault, choices ? " " : "",
			choices ? choices : "", value);
		return refuse(r, what, NULL);
	}
	r->own[id].value = s->kind == VALUE_PATH ? whole_path(r, value) : text_print(p, "%s", value);
	r->own[id].origin = text_print(p, "%s:%u", r->path, r->line);
	return 1;
}

int settings_file_read(app *host, const char *path, setting_value values[SETTING_COUNT])
{
	file_reader r = { .host = host, .path = path, .from = fopen(path, "re") };
	if (!r.from) {
		if (errno == ENOENT || errno == ENOTDIR)
			return 0;
		say("%s: the settings cannot be read: %s", path, strerrordesc_np(errno));
		return EXIT_UNDONE;
	}
	int first_bad = ini_parse_stream(next_line, &r, take_setting, &r);
	bool unreadable = ferror(r.from);
	fclose(r.from);
	if (unreadable) {
		say("%s: the settings cannot be read", path);
		return EXIT_UNDONE;
	}
	/* inih knows of lines that are no setting at all, and of those this file's own reader refused. */
	if (first_bad > 0 && (!r.bad_line || (unsigned)first_bad < r.bad_line)) {
		r.bad_line = (unsigned)first_bad;
		r.what = "this is no setting";
		r.hint = "a line is: name = value";
	}
	if (r.bad_line) {
		say("%s:%u: %s", path, r.bad_line, r.what);
		if (r.hint)
			say_hint("%s", r.hint);
		return EXIT_WRONG;
	}
	for (unsigned i = 0; i < SETTING_COUNT; i++)
		if (!values[i].value)
			values[i] = r.own[i];
	return 0;
}
