/* Lists of parties: what one publisher's list says, in one shape for all.
 *
 * The list's own words are kept where they carry law (`requirement_text`, `policy_text`), and their normalised meaning
 * beside them. What could not be normalised is kept and flagged, never dropped. */
#ifndef XCTL_LISTS_LIST_H
#define XCTL_LISTS_LIST_H

#include "base/base.h"
#include "names/names.h"

/* What an entry's licence requirement reaches. */
typedef enum xctl_scope {
	XCTL_SCOPE_NONE,      /* the list states no requirement of its own */
	XCTL_SCOPE_ALL,       /* all items subject to the law, with `except` codes if any */
	XCTL_SCOPE_LISTED,    /* items on the control list (CCL), plus `codes` */
	XCTL_SCOPE_CODES,     /* only `codes` */
	XCTL_SCOPE_UNPARSED,  /* read requirement_text: unknown to the engine */
} xctl_scope;

typedef enum xctl_policy {
	XCTL_POLICY_NONE,
	XCTL_POLICY_DENIAL,
	XCTL_POLICY_PRESUMPTION, /* presumption of denial */
	XCTL_POLICY_CASE,        /* case by case */
	XCTL_POLICY_MIXED,       /* read policy_text */
} xctl_policy;

enum { /* xctl_entry.footnotes */
	XCTL_FOOTNOTE_1 = 1 << 1,
	XCTL_FOOTNOTE_2 = 1 << 2,
	XCTL_FOOTNOTE_3 = 1 << 3,
	XCTL_FOOTNOTE_4 = 1 << 4,
	XCTL_FOOTNOTE_5 = 1 << 5,
};

typedef struct xctl_entry {
	xctl_str id; /* stable within its list */
	xctl_party_kind kind;
	const xctl_name *names; /* the primary name first */
	uint32_t n_names;
	xctl_str countries; /* two-letter codes run together */
	const xctl_str *addresses;
	uint32_t n_addresses;
	const xctl_str *ids;
	uint32_t n_ids;
	const xctl_str *programmes; /* "NPWMD", METI concern codes "B", "C", "M", "N", "CW" … */
	uint32_t n_programmes;
	xctl_str birth;
	xctl_scope scope;
	const xctl_str *codes;  /* with LISTED and CODES: control list entries, or "§…" for a provision's own list, which codes
	                         * cannot settle ("§744-supp-2"); with ALL: none */
	uint32_t n_codes;
	const xctl_str *except; /* codes carved out ("EAR99 food and medicine" stays in requirement_text and flags it) */
	uint32_t n_except;
	bool carve_out;         /* the text carves something out that codes cannot say */
	const xctl_str *carved; /* with carve_out: the codes it may reach ("EAR99"; '?' stands for one character, "?E" for any
	                         * technology); none: it may reach anything */
	uint32_t n_carved;
	xctl_str requirement_text;
	xctl_policy policy;
	xctl_str policy_text;
	uint8_t footnotes;
	xctl_str cites;
	xctl_interval effective; /* from the entry's date, else its notice's day, else the last day of the notice's year (a
	                          * citation gives the year), else the list's day; `until` is the first day after */
	xctl_interval known;     /* when it had been published */
} xctl_entry;

typedef enum xctl_covers { XCTL_COVERS_NO, XCTL_COVERS_YES, XCTL_COVERS_UNKNOWN } xctl_covers;

/* Does the entry's licence requirement reach an item? `codes` are the item's codes in the entry's government's list; one
 * "none" or "EAR99" is an item classified and not listed, no code at all is an item not classified. A code stands for
 * itself and everything below it ("3B001" for "3B001.c.1"); an item that says only "3B001" may or may not be "3B001.c".
 * Several codes: the requirement reaches the item when it reaches one of them. O(codes * entry's codes). */
xctl_covers xctl_entry_covers(const xctl_entry *entry, const xctl_str *codes, uint32_t n_codes);

typedef struct xctl_list {
	xctl_str id;         /* "us-entity", "us-denied", "us-unverified", "us-meu", "us-sdn", "jp-end-user", "cn-control" … */
	xctl_str title;
	xctl_str government; /* "US" */
	xctl_str source;     /* who publishes it, where */
	xctl_str cites;      /* the law that gives it effect */
	xctl_date as_of;     /* the publisher's day of this version */
	xctl_date known;     /* when it was published or fetched */
	uint32_t max_age_days;
	bool excerpt;
	const xctl_entry *entries;
	uint32_t n_entries;
} xctl_list;

/* The words of the list form ("all", "presumption", "organization" …); NULL when out of range. */
const char *xctl_scope_word(xctl_scope scope);
const char *xctl_policy_word(xctl_policy policy);
const char *xctl_party_kind_word(xctl_party_kind kind);

/* Lists side by side in one flat, position-independent block (a section of the snapshot). The same lists give the same
 * bytes. On failure `out` is left as it was. O(bytes). */
xctl_code xctl_lists_encode(xctl_buf *out, const xctl_list *lists, uint32_t n_lists, xctl_error *error);

typedef struct xctl_lists {
	xctl_str bytes;
	uint32_t n_lists, n_entries;
} xctl_lists;

/* Opens a block in place; checks that every section lies inside. */
xctl_code xctl_lists_open(xctl_lists *out, xctl_str bytes, xctl_error *error);
/* The list's head (no entries). False when out of range or damaged. */
bool xctl_lists_head(const xctl_lists *lists, uint32_t list, xctl_list *out);
/* The number of the list's first entry and how many it has; false when out of range or damaged. */
bool xctl_lists_range(const xctl_lists *lists, uint32_t list, uint32_t *first, uint32_t *count);
/* One entry, numbered through all lists; strings borrow the block, arrays live in `arena`. `*list` is its list. */
bool xctl_lists_entry(const xctl_lists *lists, uint32_t entry, xctl_arena *arena, xctl_entry *out, uint32_t *list);
/* The list's number by id, or XCTL_NONE. */
uint32_t xctl_lists_find(const xctl_lists *lists, xctl_str id);
/* The entry's number by its id within a list whose entries are sorted by id (as the readers give them), or XCTL_NONE.
 * O(log n). */
uint32_t xctl_lists_find_entry(const xctl_lists *lists, uint32_t list, xctl_str id);

#endif
