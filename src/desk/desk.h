/* Inside the desk: what the use cases share. Hosts see include/exportctl.h and nothing of this. */
#ifndef XCTL_DESK_DESK_H
#define XCTL_DESK_DESK_H

#include "exportctl.h"
#include "format/json.h"
#include "law/decide.h"
#include "law/reference.h"
#include "law/witness.h"
#include "owners/owners.h"
#include "snapshot/snapshot.h"
#include "store/store.h"
#include "text/fold.h"

struct xctl_desk {
	xctl_snapshot snapshot;
	law_session *session;
	xctl_folder *folder; /* what folding names opened once */
	xctl_store *store; /* NULL: none, or it could not be opened */
	char warning[900];
	xctl_date today;
	size_t ceiling;
	xctl_arena work;      /* of one question: reset at each */
	xctl_arena report;    /* of one batch: what its report borrows */
	xctl_arena seen;      /* names looked up already: customers come again and again */
	xctl_map seen_at;
	struct {
		xctl_name_hits *at;
		uint32_t count, room;
	} seen_hits;
	uint32_t *list_number; /* of each list of the snapshot: the book's number, or XCTL_NONE */
};

struct xctl_decision {
	char id[32];
	xctl_verdict verdict, at_least, at_most;
	bool stale;
	char *json; /* terminated */
	size_t length;
	char *receipt; /* the text that a receipt signs, terminated; NULL when none was asked for */
	char warning[400];
};

/* --- parties.c: who they are, what is listed, who owns them --- */

/* A list entry that a name of the transfer may mean. */
typedef struct desk_hit {
	uint32_t entry; /* number through all lists of the snapshot */
	uint32_t list;  /* number in the snapshot */
	xctl_name_hit name;
	enum { DESK_OPEN, DESK_SAME, DESK_CLEARED, DESK_WEAK } state;
	xctl_str reason; /* of a clearance */
} desk_hit;

/* A name on the transfer: a party, or an owner of one. */
typedef struct desk_person {
	xctl_str name;
	xctl_country country; /* XCTL_COUNTRY_NONE when not stated */
	uint32_t party;       /* index in the transfer, or XCTL_NONE for an owner */
	const desk_hit *hits;
	uint32_t n_hits;
	const law_listing *listings; /* confirmed, open, or stated */
	uint32_t n_listings;
	const uint32_t *listing_entries; /* the entry of each, or XCTL_NONE when stated without one */
	bool unscreened;      /* no name to look up, or the look-up was cut short */
} desk_person;

typedef struct desk_ownership {
	uint32_t family;      /* the book's number */
	const xctl_owned *owned; /* of each person */
} desk_ownership;

typedef struct desk_parties {
	const desk_person *at; /* the transfer's parties first, then owners */
	uint32_t n;
	const xctl_holding *holdings;
	uint32_t n_holdings;
	const desk_ownership *families;
	uint32_t n_families;
} desk_parties;

xctl_code desk_find_parties(desk_parties *out, xctl_desk *desk, const xctl_transfer *transfer, law_world world,
	xctl_date date, xctl_date known, xctl_arena *arena, xctl_error *error);
/* Whether a party of that role receives what is transferred: an end-user, an operator. */
bool desk_role_receives(xctl_str role);
/* What the law sees of the parties for one item. `assume_cleared`: open hits count as not the same party. */
xctl_code desk_law_parties(const law_party **out, uint32_t *n, xctl_desk *desk, const desk_parties *parties,
	const xctl_transfer *transfer, const xctl_item *item, law_world world, bool assume_cleared, xctl_arena *arena,
	xctl_error *error);

/* --- answer.c: every regime over every item --- */

typedef struct desk_item_answer {
	law_item_answer answer;
	const law_evaluation *evaluation;
} desk_item_answer;

typedef struct desk_regime_answer {
	uint32_t regime;
	law_verdict verdict, at_least, at_most;
	const desk_item_answer *items;
	bool hit;     /* an open name hit could change it */
	bool excerpt; /* an excerpt of a needed list was not accepted */
	bool stale;   /* a needed list is too old */
	bool missing_list;
} desk_regime_answer;

typedef struct desk_conflict {
	law_aside aside;
	const law_frame *frame; /* of the item that brings it about */
} desk_conflict;

typedef struct desk_answer {
	const xctl_transfer *transfer;
	const desk_parties *parties;
	xctl_date date, known;
	law_world world;
	xctl_country to;
	const desk_regime_answer *regimes;
	uint32_t n_regimes;
	uint32_t n_items; /* at least 1: a transfer without items has one frame */
	law_verdict verdict, at_least, at_most;
	bool stale, unverified;
	bool foreign_law; /* it leaves a country whose own law is not in the book */
	const desk_conflict *conflicts; /* of any item, each once */
	uint32_t n_conflicts;
	const xctl_str *assumed;
	uint32_t n_assumed;
} desk_answer;

/* A verdict with what missing facts could still make of it. */
typedef struct desk_between {
	law_verdict verdict, at_least, at_most;
} desk_between;

/* Open name hits put to the side give the verdict; with them still unknown it may become worse, and a person must look. */
void desk_take_hits(desk_between *with, const desk_between *without);
void desk_raise_to_review(desk_between *between);
/* The worse of two answers to one question. */
void desk_take_worse(desk_between *worst, const desk_between *other);

/* What keeps a regime from saying clear: a list it needs that is not there, is an excerpt, or is too old. */
typedef struct desk_list_state {
	bool missing, excerpt, stale;
} desk_list_state;

/* The state of the regime's list number `i` (below its lists.n) on the knowledge day. */
desk_list_state desk_list_state_of(const xctl_desk *desk, uint32_t regime, uint32_t i, xctl_date known);
/* Whether the book holds a regime of the country's government. */
bool desk_knows_law_of(const law_book *book, xctl_country country);
/* Whether the regime speaks of acts of this kind. */
bool desk_regime_covers(const law_book *book, uint32_t regime, xctl_str kind);
/* Whether the regime looks at the list that this hit stands on, and the hit is open. */
bool desk_regime_minds(const xctl_desk *desk, uint32_t regime, const desk_hit *hit);

typedef struct desk_asking {
	law_world world;
	xctl_date as_of, known; /* XCTL_DATE_NONE: the document's */
	const char *governments;
	bool accept_excerpts;
	bool receipt;
	bool consult_lists;
	bool explain;
} desk_asking;

typedef struct desk_days {
	xctl_date date, known;
	bool assumed; /* nobody named a date: it is the knowledge day */
} desk_days;

/* The day the law is asked for and the day it is known on: what the asker says, else what the document says (its date, the
 * day it leaves, its knowledge day: XCTL_DATE_NONE where not stated), else today. */
desk_days desk_days_asked(const desk_asking *asking, xctl_date date, xctl_date leaves, xctl_date known, xctl_date today);
/* Whether the answer must not pass for leave to ship where the book does not hold the law of the country it leaves. */
bool desk_minds_foreign_law(const desk_asking *asking);
xctl_code desk_answer_transfer(desk_answer *out, xctl_desk *desk, const xctl_transfer *transfer, const desk_asking *asking,
	xctl_arena *arena, xctl_error *error);
/* The same transfer answered over other evaluations of its items; nothing of it may be an open name hit. */
xctl_code desk_answer_with(desk_answer *out, xctl_desk *desk, const desk_answer *like, const desk_asking *asking,
	const law_evaluation *const *evaluations, xctl_arena *arena, xctl_error *error);
/* Codes that no table knows, places a transfer cannot do without. */
xctl_code desk_check_codes(xctl_desk *desk, const xctl_transfer *transfer, xctl_error *error);

/* --- check.c --- */

xctl_code desk_read_options(desk_asking *out, const xctl_check_options *options, xctl_error *error);
/* Reads a document; an error says how to mend it. */
xctl_code desk_read_document(json_t **out, xctl_str text, const char *source, xctl_error *error);
/* No string of a document may be longer than a name that can be looked up. */
xctl_code desk_check_lengths(json_t *document, xctl_error *error);
/* Reads, answers, writes and keeps one document. */
xctl_code desk_check_document(xctl_decision **out, xctl_desk *desk, json_t *document, const desk_asking *asking, bool store,
	xctl_error *error);

/* --- receipt.c --- */

/* Appends the text that a receipt of this decision signs; `transfer` is its canonical JSON. */
void desk_write_receipt(xctl_buf *out, const xctl_desk *desk, const xctl_decision *decision, const desk_asking *asking,
	const desk_answer *answer, xctl_str transfer);

/* --- decision_json.c, decision_text.c --- */

xctl_code desk_write_decision(xctl_buf *out, const xctl_desk *desk, const desk_answer *answer, const char *id,
	xctl_arena *arena, xctl_error *error);
xctl_code desk_show_decision(const char *json, size_t length, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error);

/* --- examples.c --- */

/* One example, or one of its variants, while it is run. */
typedef struct desk_example desk_example;
law_reference *desk_example_reference(const desk_example *example);
const desk_asking *desk_example_asking(const desk_example *example);
law_place desk_example_place(const desk_example *example);
/* Whether its statements hold of an answer, but for what an answer asks for: that nobody is asked here. */
bool desk_example_holds(const desk_example *example, const desk_answer *answer);

/* Hears of the answer to an example; what it borrows holds until the next. */
typedef xctl_code (*desk_visit)(void *context, const desk_example *example, const desk_answer *answer, xctl_error *error);
/* Runs the book's examples whose name contains `filter` (NULL: all). What did not hold is appended to `out`. Without a
 * `visit` each is evaluated a second time, by the reference evaluator. */
xctl_code desk_run_examples(xctl_test_result *result, xctl_desk *desk, const char *filter, desk_visit visit, void *context,
	xctl_buf *out, xctl_error *error);

/* --- build.c --- */

/* A branch of the book: the snapshot's own sources with the folder's files over them, and the same lists. */
xctl_code desk_branch(xctl_snapshot *out, const xctl_snapshot *from, const char *folder, xctl_error *error);

/* Hears of the sources of a book before anything is compiled; they are borrowed until it returns. */
typedef xctl_code (*desk_use_sources)(void *context, const law_file *files, uint32_t n, xctl_error *error);
/* The snapshot's own sources, with the folder's files over them where one is named. */
xctl_code desk_with_sources(const xctl_snapshot *from, const char *folder, desk_use_sources use, void *context, xctl_error *error);

/* --- parties.c: families --- */

/* The ownership families that the rule language may name, each with a list whose entries count in it. */
enum { DESK_FAMILIES = 4 };
void desk_families(law_family_list out[DESK_FAMILIES]);

/* --- shared --- */

xctl_code desk_read_day(const char *text, const char *what, xctl_date *out, xctl_error *error);
/* Is `government` named in "us,jp"? NULL names all. */
bool desk_wants(const char *governments, xctl_str government);
xctl_code desk_check_governments(const xctl_desk *desk, const char *governments, xctl_error *error);
/* Writes a buffer through the host's function. */
xctl_code desk_flush(xctl_buf *buf, xctl_write write, void *context, xctl_error *error);
uint32_t desk_age_days(const xctl_list *list, xctl_date known);

#endif
