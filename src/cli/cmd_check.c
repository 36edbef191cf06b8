/* check: one transfer, or a batch of them. */
#include "cli/app.h"
#include "cli/input.h"
#include "cli/kept.h"
#include "cli/output.h"
#include "cli/progress.h"
#include "cli/request.h"

#include <stdio.h>
#include <string.h>

static xctl_check_options how_to_check(const app *host, const request *asked)
{
	return (xctl_check_options){
		.as_of = request_value(asked, OPTION_AS_OF),
		.known = request_value(asked, OPTION_KNOWN),
		.governments = host->settings[SETTING_GOV].value,
		.accept_excerpts = request_has(asked, OPTION_ACCEPT_EXCERPTS),
		.no_store = request_has(asked, OPTION_NO_STORE),
		.receipt = request_value(asked, OPTION_RECEIPT) != NULL,
	};
}

/* The answer as a receipt, where one is asked for. Returns 0 or the exit code. */
static int write_receipt(app *host, const request *asked, const xctl_desk *desk, const xctl_decision *decision)
{
	const char *path = request_value(asked, OPTION_RECEIPT);
	input key;
	xctl_error error = { 0 };
	if (!path)
		return 0;
	int failed = log_read_key(host, asked, &key);
	if (failed)
		return failed;
	if (xctl_receipt_write(decision, key.bytes, key.length, path, &error) != XCTL_OK)
		failed = app_fail(host, &error, key.source);
	input_drop(&key);
	if (!failed)
		kept_add(host, desk);
	return failed;
}

static int check_one(app *host, const request *asked, xctl_desk *desk, const input *in)
{
	xctl_check_options how = how_to_check(host, asked);
	xctl_view view = output_view(host);
	view.brief = request_has(asked, OPTION_BRIEF);
	xctl_decision *decision;
	xctl_error error = { 0 };
	if (xctl_check(&decision, desk, in->bytes, in->length, &how, &error) != XCTL_OK)
		return app_fail(host, &error, in->source);
	int code = exit_of_verdict(xctl_decision_verdict(decision), xctl_decision_at_least(decision),
		xctl_decision_stale(decision), request_has(asked, OPTION_DETAILED_EXITCODE));
	if (xctl_decision_show(decision, &view, output_write, host, &error) != XCTL_OK)
		code = app_fail(host, &error, in->source);
	output_flush(host);
	if (xctl_decision_warning(decision))
		say("warning: %s", xctl_decision_warning(decision));
	int failed = write_receipt(host, asked, desk, decision);
	if (failed)
		code = failed;
	xctl_decision_free(decision);
	return code;
}

/* A batch under way. */
typedef struct batch {
	app *host;
	const char *source;
	series out;
	progress bar;
	bool warned; /* one row's trouble with the store is every row's */
	xctl_error error; /* why a row could not be shown */
} batch;

/* One line of a table: the whole of each answer would bury the worst of them. */
static xctl_code show_decision(batch *b, const xctl_batch_row *row)
{
	series_next(&b->out);
	return xctl_decision_show(row->decision, &b->out.view, series_write, &b->out, &b->error);
}

static xctl_code each_row(void *context, const xctl_batch_row *row)
{
	batch *b = context;
	const char *warning = row->decision && !b->warned ? xctl_decision_warning(row->decision) : NULL;
	xctl_code code = XCTL_OK;
	/* On one terminal, the bar gives way to what is written. */
	progress_hide(&b->bar);
	if (row->error)
		output_flush(b->host);
	if (row->error) {
		xctl_error error = *row->error;
		if (!error.line)
			error.line = row->line;
		say_error(&error, b->source);
	} else {
		code = show_decision(b, row);
	}
	if (warning) {
		output_flush(b->host);
		say("warning: %s", warning);
		b->warned = true;
	}
	progress_at(&b->bar, row->bytes_done, row->bytes_total);
	return code;
}

/* Adds "3 licence" to a list of such, in a line of bounded length. */
static void add_count(char *line, size_t room, unsigned count, const char *what)
{
	size_t used = strlen(line);
	snprintf(line + used, room - used, "%s%u %s", used ? ", " : "", count, what);
}

/* Names with commas between, from a desk that may know thousands. */
static void say_unmatched(const xctl_batch_report *report)
{
	char line[2048] = "";
	uint32_t shown = 0;
	for (; shown < report->n_unmatched && strlen(line) < sizeof line / 2; shown++) {
		size_t used = strlen(line);
		snprintf(line + used, sizeof line - used, "%s%s", used ? ", " : "", report->unmatched[shown]);
	}
	if (shown < report->n_unmatched)
		say_plain("columns nobody understood: %s and %u more", line, report->n_unmatched - shown);
	else if (shown)
		say_plain("columns nobody understood: %s", line);
}

static void say_summary(const xctl_batch_report *report)
{
	char line[512] = "";
	for (int verdict = XCTL_PROHIBITED; verdict >= XCTL_NOT_SUBJECT; verdict--)
		if (report->verdicts[verdict])
			add_count(line, sizeof line, report->verdicts[verdict],
				xctl_verdict_word((xctl_verdict)verdict));
	if (report->unreadable)
		add_count(line, sizeof line, report->unreadable, "unreadable");
	say_plain("%u transfer%s: %s", report->transfers, report->transfers == 1 ? "" : "s",
		*line ? line : "nothing to check");
	say_unmatched(report);
	if (report->stale)
		say_plain("a list is older than it may be: see \"exportctl lists status\"");
}

static int check_batch(app *host, const request *asked, xctl_desk *desk, const input *in)
{
	xctl_check_options how = how_to_check(host, asked);
	batch b = { .host = host, .source = in->source };
	xctl_batch_report report = { 0 };
	xctl_error error = { 0 };
	series_begin(&b.out, host);
	b.out.view.line = true;
	progress_start(&b.bar, host->settings[SETTING_PROGRESS].value);
	xctl_code failed =
		xctl_check_batch(&report, desk, in->bytes, in->length, in->source, &how, each_row, &b, &error);
	series_end(&b.out);
	output_flush(host);
	progress_end(&b.bar);
	if (failed != XCTL_OK)
		return app_fail(host, b.error.code != XCTL_OK ? &b.error : &error, in->source);
	say_summary(&report);
	if (report.unreadable)
		return EXIT_WRONG;
	return exit_of_verdict(report.worst, report.worst_at_least, report.stale,
		request_has(asked, OPTION_DETAILED_EXITCODE));
}

int cmd_check(app *host, const request *asked)
{
	input in;
	xctl_desk *desk;
	int failed = input_read(host, &in, request_word(asked));
	if (failed)
		return failed;
	if (request_value(asked, OPTION_RECEIPT) && input_is_batch(&in)) {
		say("a receipt is of one transfer, and %s holds a batch", in.source);
		say_hint("check the transfers one by one, or leave --receipt out");
		input_drop(&in);
		return EXIT_WRONG;
	}
	failed = app_desk(host, request_has(asked, OPTION_NO_STORE) ? DESK_CLEARANCES : DESK_WITH_STORE, &desk);
	if (!failed && input_is_batch(&in))
		failed = check_batch(host, asked, desk, &in);
	else if (!failed)
		failed = check_one(host, asked, desk, &in);
	input_drop(&in);
	return failed;
}
