/* The desk itself: a mapped snapshot, a rule session, a store; and what its use cases share. */
#include "desk/desk.h"

#include <stdio.h>
#include <string.h>

xctl_code desk_read_day(const char *text, const char *what, xctl_date *out, xctl_error *error)
{
	if (xctl_date_parse(xctl_str_of(text), out))
		return XCTL_OK;
	xctl_fail(error, XCTL_USAGE, "%s: \"%.40s\" is not a day of the calendar", what, text ? text : "");
	xctl_hint(error, "write YYYY-MM-DD");
	return XCTL_USAGE;
}

bool desk_wants(const char *governments, xctl_str government)
{
	xctl_str rest = xctl_str_of(governments);
	if (!rest.len)
		return true;
	while (rest.len)
		if (xctl_str_eq_nocase(xctl_str_trim(xctl_str_cut(&rest, ',')), government))
			return true;
	return false;
}

xctl_code desk_flush(xctl_buf *buf, xctl_write write, void *context, xctl_error *error)
{
	if (buf->failed)
		return xctl_fail_limit(error, "the output");
	xctl_code code = buf->len ? write(context, buf->at, buf->len) : XCTL_OK;
	if (code != XCTL_OK)
		xctl_fail(error, code, "the output could not be written");
	xctl_buf_clear(buf);
	return code;
}

uint32_t desk_age_days(const xctl_list *list, xctl_date known)
{
	return known > list->as_of ? (uint32_t)(known - list->as_of) : 0;
}

/* Governments named on the command line must be governments of the book. A book of none has no answer: its silence
 * must not look like one. */
xctl_code desk_check_governments(const xctl_desk *desk, const char *governments, xctl_error *error)
{
	const law_book *book = &desk->snapshot.book;
	if (book->n_regimes == 0) {
		xctl_fail(error, XCTL_INPUT, "the rulebook of this snapshot holds no regime: it has no answer to anything");
		xctl_hint(error, "build the snapshot from a rulebook with \"regime\" blocks");
		return XCTL_INPUT;
	}
	xctl_str rest = xctl_str_of(governments);
	while (rest.len) {
		xctl_str one = xctl_str_trim(xctl_str_cut(&rest, ','));
		bool known = false;
		for (uint32_t i = 0; i < book->n_regimes; i++)
			known |= xctl_str_eq_nocase(law_str(book, book->regimes[i].government), one);
		if (known)
			continue;
		char list[200] = "";
		for (uint32_t i = 0; i < book->n_regimes; i++) {
			size_t len = strlen(list);
			xctl_str g = law_str(book, book->regimes[i].government);
			char word[24];
			snprintf(word, sizeof word, " %.*s", XCTL_FMT(g));
			if (!strstr(list, word))
				snprintf(list + len, sizeof list - len, "%s", word);
		}
		xctl_fail(error, XCTL_USAGE, "the rulebook knows no government \"%.*s\"", XCTL_FMT(one));
		xctl_hint(error, "it knows:%s", list);
		return XCTL_USAGE;
	}
	return XCTL_OK;
}

static xctl_code number_lists(xctl_desk *desk, xctl_error *error)
{
	uint32_t n = desk->snapshot.lists.n_lists;
	desk->list_number = xctl_memory_system.allocate(NULL, (n + 1) * sizeof *desk->list_number);
	if (!desk->list_number)
		return xctl_fail_limit(error, "the desk");
	for (uint32_t i = 0; i < n; i++) {
		xctl_list list;
		desk->list_number[i] = xctl_lists_head(&desk->snapshot.lists, i, &list)
			? law_find_list(&desk->snapshot.book, list.id)
			: XCTL_NONE;
	}
	return XCTL_OK;
}

static xctl_code open_snapshot(xctl_snapshot *out, const xctl_desk_options *options, xctl_error *error)
{
	xctl_snapshot trunk;
	if (!options->branch)
		return xctl_snapshot_open(out, options->snapshot, error);
	xctl_code code = xctl_snapshot_open(&trunk, options->snapshot, error);
	if (code != XCTL_OK)
		return code;
	code = desk_branch(out, &trunk, options->branch, error);
	xctl_snapshot_close(&trunk);
	return code;
}

xctl_code xctl_desk_open(xctl_desk **out, const xctl_desk_options *options, xctl_error *error)
{
	xctl_date today;
	xctl_code code = desk_read_day(options->today, "today", &today, error);
	if (code != XCTL_OK)
		return code;
	xctl_desk *desk = xctl_memory_system.allocate(NULL, sizeof *desk);
	if (!desk)
		return xctl_fail_limit(error, "the desk");
	*desk = (xctl_desk){ .today = today, .ceiling = options->memory_ceiling ? options->memory_ceiling : 256u << 20 };
	desk->work.ceiling = desk->report.ceiling = desk->ceiling;
	desk->seen.ceiling = 32u << 20;
	code = open_snapshot(&desk->snapshot, options, error);
	if (code != XCTL_OK) {
		xctl_memory_system.release(NULL, desk);
		return code;
	}
	code = law_session_open(&desk->session, &desk->snapshot.book, NULL, 0, error);
	if (code == XCTL_OK)
		code = number_lists(desk, error);
	desk->folder = code == XCTL_OK ? xctl_folder_open(NULL) : NULL;
	if (code == XCTL_OK && !desk->folder)
		code = xctl_fail_limit(error, "the desk");
	if (code != XCTL_OK) {
		xctl_desk_close(desk);
		return code;
	}
	xctl_error store = { 0 };
	if (options->store && xctl_store_open(&desk->store, options->store, &store) != XCTL_OK)
		snprintf(desk->warning, sizeof desk->warning, "decisions will not be kept: %s%s%s%s%s", store.source,
			store.source[0] ? ": " : "", store.what, store.hint[0] ? "; " : "", store.hint);
	*out = desk;
	return XCTL_OK;
}

void xctl_desk_close(xctl_desk *desk)
{
	if (!desk)
		return;
	if (desk->store)
		xctl_store_close(desk->store);
	law_session_close(desk->session);
	xctl_folder_close(desk->folder);
	xctl_snapshot_close(&desk->snapshot);
	xctl_arena_drop(&desk->work);
	xctl_arena_drop(&desk->report);
	xctl_arena_drop(&desk->seen);
	if (desk->list_number)
		xctl_memory_system.release(NULL, desk->list_number);
	xctl_memory_system.release(NULL, desk);
}

const char *xctl_desk_warning(const xctl_desk *desk)
{
	return desk->warning[0] ? desk->warning : NULL;
}
