/* What the sources of `lists` share; not for other modules. */
#ifndef XCTL_LISTS_INSIDE_H
#define XCTL_LISTS_INSIDE_H

#include "lists/import.h"

typedef struct xctl_strs {
	xctl_str *at;
	uint32_t count, room;
} xctl_strs;

typedef struct xctl_name_list {
	xctl_name *at;
	uint32_t count, room;
} xctl_name_list;

/* country.c */

/* True for an assigned ISO 3166-1 alpha-2 code, and XK. */
bool xctl_country_assigned(xctl_str code);
/* The code of the country a text begins with, ends with or is ("Islamic Republic of Iran", "…, CN", "日本东京都…"), or
 * the empty view. `*rest` (may be NULL) is the text without a country's name it began with. */
xctl_str xctl_country_named(xctl_str text, xctl_str *rest);
/* Adds a code once to a run of codes ("CNHK"), kept in order of arrival; false at the arena's ceiling. */
bool xctl_countries_add(xctl_str *countries, xctl_arena *arena, xctl_str code);

/* notice.c */

/* The earliest day a citation gives: a day written out ("6/27/03", "(11/19/98)", "03/07/1994"), else the last day of the
 * year of the earliest Federal Register volume. `*by_year` tells which. XCTL_DATE_NONE when it gives neither. */
xctl_date xctl_notice_day(xctl_str cites, bool *by_year);
/* Fills the open ends of the entry's intervals: effective from `known`, else the notice, else the list; known from
 * `effective`, else the notice, else the list; nothing later than the list's own day. Counts into `report` (may be NULL). */
void xctl_entry_date(xctl_entry *entry, const xctl_list *list, xctl_import_report *report);

/* texts.c: the texts of the US Entity List by their meaning. False at the arena's ceiling. */
bool xctl_requirement_read(xctl_entry *entry, xctl_arena *arena, xctl_str text);
/* False in `*understood` when the text has no known meaning (the policy is then XCTL_POLICY_MIXED). */
bool xctl_policy_read(xctl_entry *entry, xctl_arena *arena, xctl_str text, bool *understood);

/* clean.c */

/* One line of plain text: white space of any kind collapsed, semicolons made commas when `in_array`. Borrows `s` when
 * nothing had to change; `.at` is NULL at the ceiling. */
xctl_str xctl_clean(xctl_arena *arena, xctl_str s, bool in_array);
/* Adds a name and what it holds: "Name (ACRONYM)" is also "Name" and "ACRONYM"; "X, a.k.a. Y" is X and Y; "X, including …"
 * is also X; "Body. Affiliated Entity: Part" is also the part. Repeated names are left out. An acronym of up to three letters is weak. */
bool xctl_names_add(xctl_name_list *names, xctl_arena *arena, xctl_str text, xctl_name_quality quality);
/* Adds every part of a "; "-separated text. */
bool xctl_names_split(xctl_name_list *names, xctl_arena *arena, xctl_str text, xctl_name_quality quality);
bool xctl_strs_add(xctl_strs *to, xctl_arena *arena, xctl_str s); /* once */
/* An organisation when a word of the name says so, else unknown: a person is never guessed. */
xctl_party_kind xctl_kind_guess(xctl_str name);

/* gather.c: lists growing entry by entry. */
typedef struct xctl_gather_list {
	xctl_list head;
	struct {
		xctl_entry *at;
		uint32_t count, room;
	} entries;
} xctl_gather_list;

typedef struct xctl_gather {
	xctl_arena *arena;
	xctl_import_report report;
	struct {
		xctl_gather_list *at;
		uint32_t count, room;
	} lists;
} xctl_gather;

/* The list with this id, made from `head` when new; NULL at the ceiling. */
xctl_gather_list *xctl_gather_list_of(xctl_gather *gather, const xctl_list *head);
/* Adds an entry, dated and counted. Its id is the publisher's, or empty for one made of its name and countries. */
bool xctl_gather_add(xctl_gather *gather, xctl_gather_list *list, xctl_entry entry);
/* Gives ids, folds repeated entries, sorts lists and entries. Refuses a feed without a single entry. */
xctl_code xctl_gather_finish(xctl_gather *gather, xctl_list **out, uint32_t *n, const char *source, xctl_error *error);

/* us.c: what the Consolidated Screening List's CSV and JSON have in common. */
typedef struct xctl_us_row {
	xctl_str source, number, type, programmes, name, addresses, notice, start, end, standard, requirement, policy, ids, birth;
	xctl_str nationalities, citizenships;
	xctl_str aliases; /* "; "-separated */
	const xctl_str *alias_at;
	uint32_t n_aliases;
	xctl_str countries; /* when the feed states them by themselves, "CNHK" */
} xctl_us_row;
/* Adds a row to its list. `published` is the feed's day. XCTL_INPUT with the reason when the row makes no sense. */
xctl_code xctl_us_add(xctl_gather *gather, const xctl_us_row *row, xctl_date published, xctl_error *error);

/* The readers of each form; `published` is XCTL_DATE_NONE when the caller did not say. */
xctl_code xctl_us_csv(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error);
xctl_code xctl_us_compact(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error);
xctl_code xctl_jp_end_user(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error);
xctl_code xctl_cn_mofcom(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error);

#endif
