/* exportctl: the control of technology exports.
 *
 * One transfer goes in; every government's answer comes out, with reasons. Open a desk on a snapshot, ask it, free what
 * you were given:
 *
 *     xctl_desk *desk;
 *     xctl_error error;
 *     if (xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = "current.snapshot" }, &error) != XCTL_OK) …
 *     xctl_decision *decision;
 *     if (xctl_check(&decision, desk, json, length, NULL, &error) == XCTL_OK) {
 *         puts(xctl_decision_json(decision));
 *         xctl_decision_free(decision);
 *     }
 *     xctl_desk_close(desk);
 *
 * Ownership: what is returned by value or as a plain pointer is borrowed from what it was asked of; what comes through a
 * leading pointer-to-pointer belongs to the caller. Errors are plain data; on failure every other output is left as it
 * was. A desk serves one thread at a time; several desks share a snapshot's pages. The library reads no clock,
 * environment or locale: days and paths are given to it. */
#ifndef EXPORTCTL_H
#define EXPORTCTL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define XCTL_VERSION "0.1.0"

/* What went wrong, coarsely: enough to choose an exit code. */
typedef enum xctl_code {
	XCTL_OK = 0,
	XCTL_USAGE,     /* the command or the call is wrong */
	XCTL_INPUT,     /* a document, a rule or a list is wrong: `error` names the place */
	XCTL_NOT_FOUND, /* no such decision, rule, file or list */
	XCTL_IO,        /* the system could not read or write */
	XCTL_DAMAGED,   /* a snapshot or a store is damaged, truncated or newer than this program */
	XCTL_LIMIT,     /* a ceiling on memory, depth or size was reached */
	XCTL_CANCELLED, /* the host asked to stop */
} xctl_code;

/* An error as plain data: no heap, safe to copy. Empty strings and zeros mean "not known". */
typedef struct xctl_error {
	xctl_code code;
	uint32_t line;     /* 1-based */
	uint32_t column;   /* 1-based, in bytes */
	char source[128];  /* a file, or "stdin" */
	char pointer[128]; /* JSON pointer or CSV column */
	char what[320];    /* a short fact */
	char hint[320];    /* how to mend it */
} xctl_error;

/* Receives output; anything but XCTL_OK stops the writer. */
typedef xctl_code (*xctl_write)(void *context, const char *bytes, size_t length);

typedef enum xctl_format { XCTL_TABLE, XCTL_JSON, XCTL_NDJSON, XCTL_CSV } xctl_format;

/* How something is shown. */
typedef struct xctl_view {
	xctl_format format;
	unsigned width; /* of a terminal line, for XCTL_TABLE; 0: 100 */
	bool colour;    /* ANSI colours, for XCTL_TABLE */
	bool brief;     /* XCTL_TABLE: what decides and what is asked, without policies and conditions */
	bool line;      /* XCTL_TABLE: one line a decision, for a batch */
} xctl_view;

/* --- the desk --- */

typedef struct xctl_desk xctl_desk;

typedef struct xctl_desk_options {
	const char *snapshot;  /* path of the snapshot to map */
	const char *branch;    /* a folder of .md and .tsv files laid over the snapshot's rulebook in memory, or NULL: a book as
	                        * it would be. A file of the same path takes the other's place */
	const char *store;     /* path of the store, or NULL for none: then nothing is kept and `why` finds nothing */
	const char *today;     /* ISO day; the knowledge day where none is stated. Needed. */
	size_t memory_ceiling; /* bytes one question may take; 0: 256 MiB */
} xctl_desk_options;

/* Maps the snapshot and opens the store. An unwritable store is not an error here: the desk answers without it and
 * xctl_desk_warning says so. A damaged, truncated or newer snapshot is XCTL_DAMAGED. */
xctl_code xctl_desk_open(xctl_desk **out, const xctl_desk_options *options, xctl_error *error);
void xctl_desk_close(xctl_desk *desk);
/* What went wrong without stopping the desk, or NULL. */
const char *xctl_desk_warning(const xctl_desk *desk);

/* --- decide --- */

/* Verdicts, best first (docs/manual/decision.md). */
typedef enum xctl_verdict {
	XCTL_NOT_SUBJECT,
	XCTL_CLEAR,
	XCTL_AUTHORISED,
	XCTL_EXCEPTION,
	XCTL_REVIEW,
	XCTL_UNDETERMINED,
	XCTL_NOTIFY,
	XCTL_LICENCE,
	XCTL_PROHIBITED,
} xctl_verdict;

typedef struct xctl_check_options {
	const char *as_of;       /* ISO day: overrides the document's date */
	const char *known;       /* ISO day: overrides the document's knowledge day */
	const char *governments; /* "us,jp": only these; NULL: all */
	bool accept_excerpts;    /* an excerpt of a list may say clear (and is listed under `assumed`) */
	bool no_store;
	bool receipt;            /* keep what xctl_receipt_write needs */
} xctl_check_options;

typedef struct xctl_decision xctl_decision;

/* Checks one transfer given as JSON. O(items * parties) evaluations and one look-up a party. */
xctl_code xctl_check(xctl_decision **out, xctl_desk *desk, const char *json, size_t length,
	const xctl_check_options *options, xctl_error *error);
void xctl_decision_free(xctl_decision *decision);

const char *xctl_decision_id(const xctl_decision *decision);
/* The decision as one JSON object (docs/manual/decision.md), terminated. */
const char *xctl_decision_json(const xctl_decision *decision);
xctl_verdict xctl_decision_verdict(const xctl_decision *decision);
/* What missing facts could still make of it. */
xctl_verdict xctl_decision_at_least(const xctl_decision *decision);
xctl_verdict xctl_decision_at_most(const xctl_decision *decision);
/* True when a list it needed is older than its maximum age: exit 3. */
bool xctl_decision_stale(const xctl_decision *decision);
/* Why it could not be kept in the store, or NULL. */
const char *xctl_decision_warning(const xctl_decision *decision);
xctl_code xctl_decision_show(const xctl_decision *decision, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error);
const char *xctl_verdict_word(xctl_verdict verdict);

/* A stored decision by its id or a unique prefix of it. */
xctl_code xctl_why(xctl_decision **out, xctl_desk *desk, const char *id, xctl_error *error);

/* --- evidence --- */

/* A new key pair (Ed25519) from 32 random bytes. The half that signs is created at `path`, readable by its owner alone;
 * an existing file is never replaced. The line that checks is written out. */
xctl_code xctl_log_key_make(const char *name, const unsigned char seed[32], const char *path, xctl_write write, void *context,
	xctl_error *error);
/* Writes a receipt: the question, the answer and what it rests on, as a signed note (docs/manual/receipt.md), whole or not
 * at all. The decision was made with `receipt`; `key` is the line of a key that signs. */
xctl_code xctl_receipt_write(const xctl_decision *decision, const char *key, size_t key_length, const char *path,
	xctl_error *error);
/* Checks the signature against `key`, and gives the hash of the snapshot that the receipt was made with. */
xctl_code xctl_receipt_snapshot(char hash[65], const char *bytes, size_t length, const char *key, size_t key_length,
	xctl_error *error);
/* Checks the signature against `key` (the line that checks), then asks the question again on the desk's snapshot, which
 * must be the one the receipt names: the answer must be the same to the byte. `*out` is that answer. A note that was
 * changed, or an answer that differs, is XCTL_DAMAGED; another snapshot is XCTL_NOT_FOUND. */
xctl_code xctl_receipt_verify(xctl_decision **out, xctl_desk *desk, const char *bytes, size_t length, const char *key,
	size_t key_length, xctl_error *error);

/* A batch: CSV (dotted columns) or NDJSON, recognised by content. `each` is called for every transfer in the input's
 * order, with either a decision or the error of an unreadable one (and its line); it does not own the decision. */
typedef struct xctl_batch_row {
	uint32_t line;                  /* of the transfer's first row */
	const xctl_decision *decision;  /* NULL when unreadable */
	const xctl_error *error;        /* set when unreadable */
	size_t bytes_done, bytes_total; /* for a progress bar */
} xctl_batch_row;

typedef struct xctl_batch_report {
	uint32_t transfers;     /* answered; the unreadable are not among them */
	uint32_t unreadable;
	uint32_t verdicts[9];      /* by xctl_verdict */
	xctl_verdict worst;
	xctl_verdict worst_at_least;
	bool stale;
	const char *const *unmatched; /* columns or fields that nobody understood; borrowed from the desk until its next call */
	uint32_t n_unmatched;
} xctl_batch_report;

xctl_code xctl_check_batch(xctl_batch_report *out, xctl_desk *desk, const char *bytes, size_t length, const char *source,
	const xctl_check_options *options, xctl_code (*each)(void *context, const xctl_batch_row *row), void *context,
	xctl_error *error);

/* Transfers as columns, in the memory layout of Apache Arrow: a record batch of the Arrow C data interface, whose columns
 * are named by the dotted paths of a transfer (item.codes.US, end-user.name …). Dictionary columns of utf8 with 32-bit
 * indices are read in place; utf8, large_utf8, bool, integers, decimal128 and date32 are encoded first. */
struct ArrowSchema;
struct ArrowArray;
#define XCTL_UNREADABLE 255

typedef struct xctl_columns_report {
	uint64_t transfers;     /* lines of one id that follow each other are one */
	uint64_t unreadable;
	uint64_t cases;         /* combinations that were decided: every other transfer was like one of them */
	xctl_error first_error; /* of the unreadable; `line` is the row's number, from 1 */
} xctl_columns_report;

/* Each of the three arrays takes a byte a row (an xctl_verdict, or XCTL_UNREADABLE) and may be NULL. The verdicts are those
 * of xctl_check, but for one thing: where facts are missing, xctl_check may narrow the bounds by trying what a missing fact
 * can be; here they stay as wide as the law leaves them. O(rows * columns) and one decision a case. */
xctl_code xctl_check_columns(xctl_columns_report *out, xctl_desk *desk, const struct ArrowSchema *schema,
	const struct ArrowArray *array, const xctl_check_options *options, unsigned char *verdicts, unsigned char *at_least,
	unsigned char *at_most, xctl_error *error);

/* --- replay --- */

typedef struct xctl_replay_options {
	const char *path;         /* CSV with dotted columns, mapped; NULL: `bytes` are the text */
	const char *bytes;
	size_t length;
	const char *source;       /* how errors call it */
	xctl_check_options check; /* no_store and receipt mean nothing here */
	/* Hears of each transfer that cannot be read; anything but XCTL_OK stops. May be NULL. */
	xctl_code (*bad)(void *context, const xctl_error *error);
	void (*progress)(void *context, size_t done, size_t total); /* may be NULL */
	void *context;
} xctl_replay_options;

typedef struct xctl_replay_result {
	uint64_t transfers, unreadable;
	uint64_t stricter, looser; /* transfers whose answer changed */
	uint64_t cannot_tell;      /* it may have changed: a fact that the book afterwards needs was not recorded */
} xctl_replay_result;

/* Answers past transfers under two books, in one pass, and shows what changes: verdicts before and after, for each
 * government; grounds gained and lost; what is at stake by currency, customer and HS code; and what nobody can tell. Nothing
 * is kept in a store. */
xctl_code xctl_replay(xctl_replay_result *out, xctl_desk *before, xctl_desk *after, const xctl_replay_options *options,
	const xctl_view *view, xctl_write write, void *context, xctl_error *error);

/* --- screen --- */

typedef struct xctl_screen_query {
	const char *name;
	const char *country; /* ISO alpha-2, or NULL */
	const char *kind;    /* "person", "organization", or NULL */
	const char *address; /* or NULL */
	bool exhaustive;     /* score every entry: slow, for comparison */
} xctl_screen_query;

typedef struct xctl_screen_result {
	uint32_t strong, medium, weak, confirmed;
	bool incomplete; /* a budget ran out: not "no match" */
} xctl_screen_result;

/* Looks a name up on every list of the snapshot and shows the hits with their evidence. */
xctl_code xctl_screen(xctl_screen_result *out, xctl_desk *desk, const xctl_screen_query *query, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error);

/* --- the rulebook --- */

/* A rule as it stands in the book: its prose, its lines, its status on the desk's day. */
xctl_code xctl_rule_show(xctl_desk *desk, const char *name, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error);
/* Names of all rules, one a line with their titles. */
xctl_code xctl_rule_list(xctl_desk *desk, const xctl_view *view, xctl_write write, void *context, xctl_error *error);

typedef struct xctl_test_result {
	uint32_t passed, failed;
} xctl_test_result;

/* Runs the book's examples, each with both evaluators. `filter` keeps examples whose name contains it, or NULL. */
xctl_code xctl_rule_test(xctl_test_result *out, xctl_desk *desk, const char *filter, const xctl_view *view, xctl_write write,
	void *context, xctl_error *error);

/* How far the book's examples reach into it. */
typedef struct xctl_rule_coverage {
	uint32_t blocks, matched;     /* facts, rules, exceptions, duties, conflicts; those that held for sure in some example */
	uint32_t grounds, decisive;   /* rules; those without which some answer would be milder */
	uint32_t conditions, alone;   /* of all clauses; those that alone kept a clause from holding, in some example */
	uint32_t failed;              /* examples that do not hold */
} xctl_rule_coverage;

/* Runs the examples and shows, for each file of the book, what they reach, and every block that none matches. */
xctl_code xctl_rule_covered(xctl_rule_coverage *out, xctl_desk *desk, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error);

typedef struct xctl_rule_outline_result {
	uint32_t parts;  /* of the laws in the book's outline */
	uint32_t faults; /* places where the outline and the book disagree, and citations that stand in no part */
} xctl_rule_outline_result;

/* Which parts of each government's law are in the book, in what depth and as of when: what the book's tables `coverage` say,
 * held against what its rules and tables cite. */
xctl_code xctl_rule_outline(xctl_rule_outline_result *out, xctl_desk *desk, const char *governments, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error);

typedef struct xctl_rule_verify_result {
	uint32_t files;   /* of official texts that were read */
	uint32_t same, changed; /* sections that the book has a hash of */
	uint32_t missing; /* of those, the ones that the folder does not hold */
	uint32_t unknown; /* sections of the folder that the book has no hash of */
} xctl_rule_verify_result;

/* Compares official texts that were downloaded (eCFR XML, e-Gov XML; the .xml files below `folder`) with the hashes that the book
 * was written against, and names the rules that cite what changed. */
xctl_code xctl_rule_verify(xctl_rule_verify_result *out, xctl_desk *desk, const char *folder, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error);

/* Which conditions of the book its examples notice when they are not there. */
typedef struct xctl_rule_mutation {
	uint32_t conditions, killed; /* as written; those without which some example would no longer hold */
	uint32_t implied;            /* those that none notices and the book itself marks as implied by others */
	uint32_t failed;             /* examples that do not hold as the book is */
} xctl_rule_mutation;

/* Takes the conditions of the files whose path starts with `only` (NULL: all) out one by one, runs all examples and shows,
 * for each file, how many losses are noticed, and every condition that no example notices. */
xctl_code xctl_rule_mutated(xctl_rule_mutation *out, xctl_desk *desk, const char *only, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error);
/* Percent of the conditions that are not implied; 100 where there are none. */
double xctl_rule_killed_share(const xctl_rule_mutation *counted);

/* What a book says in vain, twice, not at all, or against itself. */
typedef struct xctl_lint_result {
	uint32_t rules, clauses; /* looked at */
	uint32_t to_act_on;      /* findings that nobody accepted */
	uint32_t accepted;       /* findings that the book's own table accepts, with a reason */
	bool complete;           /* false: the book does not compile for what was found, and nothing else could be looked at */
} xctl_lint_result;

/* Lints the desk's book, or that book with the files of `folder` laid over it (NULL: none), and shows each finding with its
 * place and, where a transfer can show it, an example to paste. A book that cannot be read for another reason is XCTL_INPUT,
 * with its place. */
xctl_code xctl_rule_lint(xctl_lint_result *out, xctl_desk *desk, const char *folder, const xctl_view *view, xctl_write write,
	void *context, xctl_error *error);

/* Who controls what: items (CSV with item, title, codes.US …) by governments. */
xctl_code xctl_coverage(xctl_desk *desk, const char *csv, size_t length, const char *source, const char *governments,
	const char *as_of, const xctl_view *view, xctl_write write, void *context, xctl_error *error);

/* Who sends what to whom: the decisions in the store, summed. Each line of a transfer counts once, by its newest decision
 * (transfers are one where their references are, or without a reference where their documents are). Values are summed
 * currency by currency, exactly; nothing is converted. */
typedef struct xctl_flows_options {
	const char *by;        /* columns of: exporter,item,end-user,route,verdict; NULL: all of them */
	const char *from, *to; /* days of the acts, both included; NULL: no limit */
} xctl_flows_options;

xctl_code xctl_flows(xctl_desk *desk, const xctl_flows_options *options, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error);

/* --- lists and snapshots --- */

/* Builds a snapshot from a rulebook folder and list files (the project's own TSV or a publisher's format), written whole
 * or not at all. */
typedef struct xctl_build_options {
	const char *const *rulebooks;   /* folders with .md and .tsv files: a file of a later one replaces, or adds to, the earlier */
	uint32_t n_rulebooks;
	const char *const *lists;       /* folders or files of lists; later ones replace earlier ones of the same id */
	uint32_t n_lists;
	const char *out;
} xctl_build_options;

xctl_code xctl_snapshot_build(const xctl_build_options *options, char hash[65], xctl_error *error);
/* Checks every byte of a snapshot against its hashes. */
xctl_code xctl_snapshot_verify(const char *path, char hash[65], xctl_error *error);
/* Keeps a copy of the desk's snapshot in a folder that exists, as HASH.snapshot, unless a whole one is there. */
xctl_code xctl_snapshot_keep(const xctl_desk *desk, const char *folder, xctl_error *error);

/* Reads a publisher's file and writes each list it holds as the project's own TSV into `folder`; reports what it read.
 * `published` is an ISO day or NULL. Nothing is written when anything is wrong. */
xctl_code xctl_lists_import(const char *path, const char *folder, const char *published, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error);
/* The lists of the desk's snapshot: age, entries, completeness, hash. */
xctl_code xctl_lists_status(xctl_desk *desk, const xctl_view *view, xctl_write write, void *context, xctl_error *error);

/* What the desk stands on: snapshot, hashes, lists, store; with anything that is wrong about them. */
xctl_code xctl_doctor(xctl_desk *desk, const xctl_view *view, xctl_write write, void *context, bool *healthy,
	xctl_error *error);

#ifdef __cplusplus
}
#endif
#endif
