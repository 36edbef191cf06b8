/* screen: a name, or a file of names, against every list. */
#include "cli/app.h"
#include "cli/input.h"
#include "cli/names.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/request.h"

static int exit_of_screen(const xctl_screen_result *result)
{
	if (result->incomplete)
		return EXIT_UNDONE;
	return result->strong || result->medium || result->confirmed ? EXIT_ACT : EXIT_CLEAR;
}

static void say_incomplete(const char *name)
{
	say("\"%s\": the search ran out of memory or time before it had seen every candidate", name);
	say_hint("this is not \"no match\": narrow it with --country, or allow more with --memory");
}

static int screen_one(app *host, const request *asked, xctl_desk *desk)
{
	xctl_screen_query query = {
		.name = request_word(asked),
		.country = request_value(asked, OPTION_COUNTRY),
		.kind = request_value(asked, OPTION_KIND),
		.address = request_value(asked, OPTION_ADDRESS),
		.exhaustive = request_has(asked, OPTION_EXHAUSTIVE),
	};
	xctl_view view = output_view(host);
	xctl_screen_result result = { 0 };
	xctl_error error = { 0 };
	if (xctl_screen(&result, desk, &query, &view, output_write, host, &error) != XCTL_OK)
		return app_fail(host, &error, NULL);
	output_flush(host);
	if (result.incomplete)
		say_incomplete(query.name);
	return exit_of_screen(&result);
}

/* A file under way. */
typedef struct screening {
	app *host;
	xctl_desk *desk;
	const request *asked;
	const char *source;
	series out;
	unsigned screened, hit, weak, incomplete, unreadable;
} screening;

/* What a row does not say, the command line may say for all. */
static const char *either(const char *in_row, const request *asked, option_id id)
{
	return in_row ? in_row : request_value(asked, id);
}

/* Returns 0, or the exit code of a failure that the other rows would meet too. */
static int screen_row(screening *s, const names_row *row)
{
	xctl_screen_query query = {
		.name = row->value[NAMES_NAME],
		.country = either(row->value[NAMES_COUNTRY], s->asked, OPTION_COUNTRY),
		.kind = either(row->value[NAMES_KIND], s->asked, OPTION_KIND),
		.address = either(row->value[NAMES_ADDRESS], s->asked, OPTION_ADDRESS),
		.exhaustive = request_has(s->asked, OPTION_EXHAUSTIVE),
	};
	xctl_screen_result result = { 0 };
	xctl_error error = { 0 };
	series_next(&s->out);
	xctl_code code = xctl_screen(&result, s->desk, &query, &s->out.view, series_write, &s->out, &error);
	if (code == XCTL_INPUT || code == XCTL_USAGE) {
		error.line = row->line;
		say_error(&error, s->source);
		s->unreadable++;
		return 0;
	}
	if (code != XCTL_OK)
		return app_fail(s->host, &error, s->source);
	s->screened++;
	s->incomplete += result.incomplete;
	if (result.incomplete) {
		output_flush(s->host);
		say_incomplete(query.name);
	}
	if (exit_of_screen(&result) == EXIT_ACT)
		s->hit++;
	else
		s->weak += result.weak > 0;
	return 0;
}

static int screen_rows(screening *s, names *rows, size_t total)
{
	const char *start = rows->at;
	progress bar;
	names_row row;
	int failed = 0;
	progress_start(&bar, s->host->settings[SETTING_PROGRESS].value);
	while (!failed && names_next(rows, &row)) {
		progress_hide(&bar);
		if (row.fault) {
			output_flush(s->host);
			say("%s:%u: %s", s->source, row.line, row.fault);
			s->unreadable++;
		} else {
			failed = screen_row(s, &row);
		}
		progress_at(&bar, (size_t)(rows->at - start), total);
	}
	progress_end(&bar);
	return failed;
}

static void say_unmatched(app *host, const names *rows)
{
	const char *line = "";
	for (size_t i = 0; i < rows->n_columns; i++)
		if (rows->meaning[i] == NAMES_UNKNOWN)
			line = text_print(&host->pool, "%s%s%s", line, *line ? ", " : "", rows->titles[i]);
	if (*line)
		say_plain("columns nobody understood: %s", line);
}

static int screen_file(app *host, const request *asked, xctl_desk *desk, input *in)
{
	screening s = { .host = host, .desk = desk, .asked = asked, .source = in->source };
	names *rows = &(names){ 0 };
	names_start(rows, in->bytes, in->length);
	series_begin(&s.out, host);
	int failed = screen_rows(&s, rows, in->length);
	series_end(&s.out);
	output_flush(host);
	if (failed)
		return failed;
	say_plain("%u name%s: %u with hits, %u with weak ones only, %u incomplete, %u unreadable", s.screened,
		s.screened == 1 ? "" : "s", s.hit, s.weak, s.incomplete, s.unreadable);
	say_unmatched(host, rows);
	return s.unreadable ? EXIT_WRONG : s.incomplete ? EXIT_UNDONE : s.hit ? EXIT_ACT : EXIT_CLEAR;
}

int cmd_screen(app *host, const request *asked)
{
	const char *path = request_value(asked, OPTION_FILE);
	input in = { 0 };
	xctl_desk *desk;
	if (!path == !request_word(asked)) {
		say(path ? "screen takes a NAME or -f FILE, not both" : "screen needs a NAME, or -f FILE");
		say_hint("exportctl screen \"Huaxin Tianyuan\" --country CN");
		return EXIT_WRONG;
	}
	int failed = path ? input_read(host, &in, path) : 0;
	if (!failed)
		failed = app_desk(host, DESK_WITH_STORE, &desk);
	if (!failed)
		failed = path ? screen_file(host, asked, desk, &in) : screen_one(host, asked, desk);
	input_drop(&in);
	return failed;
}
