/* Reading lists: the project's own form, and the forms in which publishers give them out.
 *
 * Nothing is half imported: a feed that lost a column, is cut short, or has no usable row is refused whole, and the error
 * says where. What an importer did not understand it keeps and counts in the report; it drops nothing silently. */
#ifndef XCTL_LISTS_IMPORT_H
#define XCTL_LISTS_IMPORT_H

#include "lists/list.h"

/* Reads one list in the project's own form (docs/manual/lists.md). Strings borrow `bytes`, the rest lives in `arena`.
 * Refused with line and column: a missing head or column, an unknown country, an impossible date, a repeated entry, a
 * word outside a vocabulary. On failure `out` is left as it was. */
xctl_code xctl_list_read_tsv(xctl_list *out, xctl_arena *arena, xctl_str bytes, const char *source, xctl_error *error);

/* Writes a list in that form; what is written reads back as the same list. Refused (XCTL_INPUT): a text with a tab, a line
 * end or, inside an array, a semicolon. On failure `to` is left as it was. */
xctl_code xctl_list_write_tsv(xctl_buf *to, const xctl_list *list, xctl_error *error);

typedef enum xctl_list_format {
	XCTL_LIST_UNRECOGNISED,
	XCTL_LIST_OWN_TSV,        /* the project's own form: one list */
	XCTL_LIST_US_CSV,         /* the US Consolidated Screening List, consolidated.csv: up to 13 lists */
	XCTL_LIST_US_COMPACT,     /* the same, as compacted JSON with string tables */
	XCTL_LIST_JP_END_USER,    /* METI's Foreign End User List as records of JSON */
	XCTL_LIST_CN_MOFCOM,      /* MOFCOM's control, unreliable-entity and attention lists as records of JSON */
} xctl_list_format;

/* Recognises a form by its first bytes, not by a file's name. O(1): looks at 4 KiB. */
xctl_list_format xctl_list_recognise(xctl_str bytes);
const char *xctl_list_format_name(xctl_list_format format);

/* What an import did, row by row. */
typedef struct xctl_import_report {
	xctl_list_format format;
	uint32_t rows;        /* records read */
	uint32_t entries;     /* entries made of them */
	uint32_t repeated;    /* records equal to one before, folded into it */
	uint32_t unparsed;    /* entries whose requirement stays XCTL_SCOPE_UNPARSED */
	uint32_t unpolicied;  /* entries whose review policy is a text of no known meaning (XCTL_POLICY_MIXED) */
	uint32_t undated;     /* entries dated by nothing but the list's own day */
	uint32_t year_dated;  /* entries dated by the year of their notice's citation */
	uint32_t bad_end;     /* entries whose end lies before their start: kept without an end */
	uint32_t bad_country; /* places whose country was not understood: no country is set for them */
} xctl_import_report;

typedef struct xctl_import_options {
	xctl_date published; /* the publisher's day of this version; XCTL_DATE_NONE: take it from the feed. A CSV does not state
	                      * it, so there it is required */
	xctl_import_report *report; /* may be NULL */
} xctl_import_options;

#define XCTL_IMPORT_OPTIONS_INIT ((xctl_import_options){ .published = XCTL_DATE_NONE })

/* Reads every list in `bytes`, whatever its recognised form. Lists come sorted by id, entries by id; the same bytes give the
 * same lists. An entry's id is the publisher's number where there is one, else the first 60 bits (base 32) of the SHA-256 of
 * its name and countries, so that it stays through updates. Everything lives in `arena` (about 10 times the bytes; strings
 * may also borrow `bytes`). `options` may be NULL. On failure `out` and `n` are left as they were.
 * O(n log n) in the rows. */
xctl_code xctl_list_import(xctl_list **out, uint32_t *n, xctl_arena *arena, xctl_str bytes, const char *source,
	const xctl_import_options *options, xctl_error *error);

/* What changed between two versions of one list; ids in bytewise order, in `arena`. */
typedef struct xctl_list_diff {
	const xctl_str *added, *removed, *changed;
	uint32_t n_added, n_removed, n_changed;
} xctl_list_diff;

/* Compares by entry id and by everything an entry says except `known`. Both lists sorted by id. O(entries). A caller that
 * updates lists refuses a feed that loses many (a publisher once lost 15,000 rows unnoticed). */
bool xctl_list_compare(xctl_list_diff *out, xctl_arena *arena, const xctl_list *before, const xctl_list *after);

#endif
