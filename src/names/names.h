/* Names: an index over listed names, candidates without a linear scan, a score with visible evidence.
 *
 * Scores and points are evidence in tenths of a bit, as integers: how much likelier the pair is if both are the same
 * party than if they are not (Fellegi and Sunter 1969). Same index, same query: same hits, same order, on every machine. */
#ifndef XCTL_NAMES_NAMES_H
#define XCTL_NAMES_NAMES_H

#include "base/base.h"
#include "text/fold.h"

typedef enum xctl_party_kind {
	XCTL_PARTY_UNKNOWN,
	XCTL_PARTY_ORGANIZATION,
	XCTL_PARTY_PERSON,
	XCTL_PARTY_VESSEL,
	XCTL_PARTY_ADDRESS, /* an entry that names an address, not a party */
} xctl_party_kind;

typedef enum xctl_name_quality { XCTL_NAME_PRIMARY, XCTL_NAME_STRONG, XCTL_NAME_WEAK } xctl_name_quality;

typedef struct xctl_name {
	xctl_str text;
	xctl_name_quality quality;
} xctl_name;

/* A party to be indexed, or one to be looked up. `countries` are two-letter codes run together ("CNHK"). */
typedef struct xctl_named {
	xctl_party_kind kind;
	const xctl_name *names;
	uint32_t n_names;
	xctl_str countries;
	const xctl_str *addresses;
	uint32_t n_addresses;
	const xctl_str *ids; /* "KIND:VALUE" or plain values */
	uint32_t n_ids;
	xctl_str birth; /* ISO date or year, empty when not stated */
} xctl_named;

/* Thresholds of strength, in tenths of a bit: the only place they stand. Medium is set where less than about one in a
 * hundred names that are on no list still has a hit, strong where hits on names that only resemble each other end; weak
 * where names with one slip are still found. docs/manual/names.md has the figures. */
#define XCTL_SCORE_WEAK 65
#define XCTL_SCORE_MEDIUM 95
#define XCTL_SCORE_STRONG 140

typedef enum xctl_strength { XCTL_STRENGTH_NONE, XCTL_WEAK, XCTL_MEDIUM, XCTL_STRONG } xctl_strength;

/* One reason. `on` is one of: "name" (words that agree), "acronym", "other words" (words of one side or both that agree
 * with none), "number" (numbers that differ or are missing), "whole name" (nothing is left over), "legal form", "weak
 * alias", "kind", "country", "birth", "address", "id". Words are shown folded, organisation words in their common form. */
typedef struct xctl_evidence {
	const char *on;
	xctl_str yours, theirs;
	int32_t points; /* tenths of a bit; negative speaks against */
} xctl_evidence;

typedef struct xctl_name_hit {
	uint32_t entity; /* index into what the index was built from */
	uint32_t name;   /* which of its names matched best */
	int32_t score;   /* the sum of the points */
	xctl_strength strength;
	bool confirmed; /* an identifier matches, or an organisation's primary or strong name is equal after folding and
	                 * legal forms with no contradicting country; a person never by name alone. Legal forms of different
	                 * kinds (GmbH, AG) contradict, a missing one does not; China, Hong Kong and Macau do not contradict
	                 * each other; a Han or Arabic name equals another in its own script, never by its romanisation. A
	                 * listed party of no stated kind counts as an organisation when its name has a legal form or an
	                 * organisation word. Not tied to `strength` */
	const xctl_evidence *evidence;
	uint32_t n_evidence;
} xctl_name_hit;

typedef struct xctl_name_hits {
	const xctl_name_hit *at; /* best first; ties by entity */
	uint32_t count;
	bool incomplete; /* a budget ran out: never read as "no match" */
} xctl_name_hits;

/* Builds the flat, position-independent index, appended to `out` (the caller sets its ceiling: about 1 KB a party). A
 * listed name that is not UTF-8 is XCTL_INPUT with a pointer "/entity/names/name"; one without letters is kept and
 * matches nothing. On failure `out` is as it was. O(total length of the names), some 20 microseconds each. */
xctl_code xctl_names_build(xctl_buf *out, const xctl_named *entities, uint32_t n_entities, xctl_error *error);

typedef struct xctl_name_index {
	xctl_str bytes;
	uint32_t n_entities, n_names;
} xctl_name_index;

/* Opens a built index in place, at any address; the bytes stay the caller's. O(1). Checks the header and that every section lies inside; later
 * reads are bounds-checked. */
xctl_code xctl_names_open(xctl_name_index *out, xctl_str bytes, xctl_error *error);

typedef struct xctl_name_options {
	int32_t floor;    /* hits below this score are left out; 0: the shipped weak threshold */
	uint32_t most;    /* hits at most; 0: 50 */
	uint32_t work;    /* budget: a listed name looked up costs 1, a name scored 50; 0: two million, which no list of
	                   * common size comes near. What does not fit sets `incomplete` */
	bool exhaustive;  /* score every entity: the oracle for recall */
	xctl_folder *folder; /* keeps the transliterators between calls; NULL: opened when a name needs them, which takes
	                      * some milliseconds for Han, kana and the rarer scripts and nothing for all others */
} xctl_name_options;

/* Parties whose names, identifiers or (for entries that are addresses) addresses resemble the query's: all that score
 * `floor` or more, the same as with `exhaustive`, unless `incomplete`. Country, birth date and address together add at
 * most what the name gives; an identifier is bound by nothing. A query of unknown kind is read both as an organisation
 * and as a person. Everything returned lives in `arena`. A name of only punctuation is XCTL_INPUT with a hint.
 * About 60 microseconds for a name on no list against 57,000 listed names, 100 to 200 for one that is listed. */
xctl_code xctl_names_find(xctl_name_hits *out, xctl_arena *arena, const xctl_name_index *index, const xctl_named *query,
	const xctl_name_options *options, xctl_error *error);

/* Scores one pair; the index gives the rarity of tokens and may be NULL. */
xctl_code xctl_names_compare(xctl_name_hit *out, xctl_arena *arena, const xctl_name_index *index, const xctl_named *yours,
	const xctl_named *theirs, xctl_error *error);

/* As above with a folder kept by the caller. */
xctl_code xctl_names_compare_with(xctl_name_hit *out, xctl_arena *arena, const xctl_name_index *index,
	const xctl_named *yours, const xctl_named *theirs, xctl_folder *folder, xctl_error *error);

xctl_strength xctl_strength_of(int32_t score);

#endif
