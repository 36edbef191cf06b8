/* The front of all importers: what form is it, and is the result whole. */
#include <string.h>

#include "lists/inside.h"

#define LOOKED_AT ((size_t)4096)

static bool contains(xctl_str s, const char *what)
{
	size_t len = strlen(what);
	for (size_t i = 0; i + len <= s.len; i++)
		if (s.at[i] == what[0] && memcmp(s.at + i, what, len) == 0)
			return true;
	return false;
}

xctl_list_format xctl_list_recognise(xctl_str bytes)
{
	static const xctl_str mark = { "\xEF\xBB\xBF", 3 };
	if (xctl_str_starts(bytes, mark))
		bytes = (xctl_str){ bytes.at + mark.len, bytes.len - mark.len };
	xctl_str s = { bytes.at, bytes.len < LOOKED_AT ? bytes.len : LOOKED_AT };
	s = xctl_str_trim(s);
	if (s.len == 0)
		return XCTL_LIST_UNRECOGNISED;
	if (s.at[0] == '#')
		return contains(s, "# list:") ? XCTL_LIST_OWN_TSV : XCTL_LIST_UNRECOGNISED;
	if (s.at[0] == '{') {
		bool compact = contains(s, "\"countsBySource\"") || (contains(s, "\"tables\"") && contains(s, "\"entries\""));
		return compact ? XCTL_LIST_US_COMPACT : XCTL_LIST_UNRECOGNISED;
	}
	if (s.at[0] == '[') {
		if (contains(s, "\"jp-end-user-list\""))
			return XCTL_LIST_JP_END_USER;
		bool chinese = contains(s, "\"cn-export-control-watchlist\"") || contains(s, "\"cn-unreliable-entity-list\"")
		    || contains(s, "\"cn-attention-list\"");
		return chinese ? XCTL_LIST_CN_MOFCOM : XCTL_LIST_UNRECOGNISED;
	}
	xctl_str rest = s, head = xctl_str_cut(&rest, '\n');
	bool american = contains(head, "source") && contains(head, "name") && contains(head, "federal_register_notice");
	return american ? XCTL_LIST_US_CSV : XCTL_LIST_UNRECOGNISED;
}

const char *xctl_list_format_name(xctl_list_format format)
{
	static const char *const names[] = { "unrecognised", "list table (TSV)", "US Consolidated Screening List (CSV)",
		"US Consolidated Screening List (compacted JSON)", "METI Foreign End User List (JSON)", "MOFCOM lists (JSON)" };
	return (unsigned)format < sizeof names / sizeof names[0] ? names[format] : NULL;
}

static xctl_code import_own(xctl_list **out, uint32_t *n, xctl_gather *gather, xctl_str bytes, const char *source,
	xctl_error *error)
{
	xctl_list *list = XCTL_NEW(gather->arena, xctl_list);
	if (!list)
		return xctl_fail_limit(error, "importing the lists");
	xctl_code code = xctl_list_read_tsv(list, gather->arena, bytes, source, error);
	if (code != XCTL_OK)
		return code;
	gather->report.rows = gather->report.entries = list->n_entries;
	for (uint32_t i = 0; i < list->n_entries; i++)
		gather->report.unparsed += list->entries[i].scope == XCTL_SCOPE_UNPARSED;
	*out = list;
	*n = 1;
	return XCTL_OK;
}

static xctl_code import_feed(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error)
{
	switch (gather->report.format) {
	case XCTL_LIST_US_CSV:
		return xctl_us_csv(gather, bytes, source, published, error);
	case XCTL_LIST_US_COMPACT:
		return xctl_us_compact(gather, bytes, source, published, error);
	case XCTL_LIST_JP_END_USER:
		return xctl_jp_end_user(gather, bytes, source, published, error);
	case XCTL_LIST_CN_MOFCOM:
		return xctl_cn_mofcom(gather, bytes, source, published, error);
	case XCTL_LIST_UNRECOGNISED:
	case XCTL_LIST_OWN_TSV:
		break;
	}
	xctl_fail(error, XCTL_INPUT, "no form of a list this program knows");
	xctl_hint(error, "known are the US consolidated.csv and the project's own tables; see the manual, lists");
	xctl_at(error, source, 0, 0);
	return XCTL_INPUT;
}

xctl_code xctl_list_import(xctl_list **out, uint32_t *n, xctl_arena *arena, xctl_str bytes, const char *source,
	const xctl_import_options *options, xctl_error *error)
{
	xctl_gather gather = { .arena = arena };
	/* A day of 0 is an option that was never set: no list is of 1970-01-01. */
	xctl_date published = options && options->published != 0 ? options->published : XCTL_DATE_NONE;
	xctl_list *lists = NULL;
	uint32_t count = 0;

	gather.report.format = xctl_list_recognise(bytes);
	xctl_code code;
	if (gather.report.format == XCTL_LIST_OWN_TSV) {
		code = import_own(&lists, &count, &gather, bytes, source, error);
	} else {
		code = import_feed(&gather, bytes, source, published, error);
		if (code == XCTL_OK)
			code = xctl_gather_finish(&gather, &lists, &count, source, error);
	}
	if (options && options->report)
		*options->report = gather.report;
	if (code != XCTL_OK)
		return code;
	*out = lists;
	*n = count;
	return XCTL_OK;
}
