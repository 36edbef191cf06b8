/* The compiled rulebook: flat tables that lie in a snapshot as they are and are read in place.
 *
 * A head is one unrolled block (a fact, a ground, an exception …) or a party pattern taken out of one. Its conditions
 * become clauses: conjunctions of literals, a literal being a test of one attribute, perhaps negated. Clauses stand in
 * sheets: one sheet is what can be decided once the sheets before it are (facts of facts come later), for the transfer's
 * frame or for each party. All evaluation is AND over bitsets of clauses, one row for each attribute's value. */
#ifndef XCTL_LAW_LAW_H
#define XCTL_LAW_LAW_H

#include "base/base.h"
#include "law/ast.h"
#include "transfer/transfer.h"

/* Three values, ordered: and is the least, or the greatest. */
typedef enum law_truth { LAW_NO, LAW_MAYBE, LAW_YES } law_truth;

static inline law_truth law_and(law_truth a, law_truth b)
{
	return a < b ? a : b;
}
static inline law_truth law_or(law_truth a, law_truth b)
{
	return a > b ? a : b;
}
static inline law_truth law_not(law_truth a)
{
	return (law_truth)(2 - (int)a);
}

/* Verdicts, best first. */
typedef enum law_verdict {
	LAW_NOT_SUBJECT,
	LAW_CLEAR,
	LAW_AUTHORISED,
	LAW_EXCEPTED,
	LAW_REVIEW,
	LAW_UNDETERMINED,
	LAW_NOTIFY,
	LAW_LICENCE,
	LAW_PROHIBITED,
} law_verdict;
#define LAW_VERDICTS 9

extern const char *const law_verdict_words[LAW_VERDICTS];
bool law_verdict_of(xctl_str word, law_verdict *out);

/* A string of the pool. */
typedef struct law_text {
	uint32_t at, len;
} law_text;

typedef struct law_span {
	uint32_t from, n;
} law_span;

typedef enum law_object { LAW_OF_TRANSFER, LAW_OF_PARTY } law_object;

typedef enum law_type {
	LAW_BOOL,
	LAW_WORDS,
	LAW_COUNTRIES,
	LAW_CODES_TYPE,
	LAW_HS,
	LAW_NUMBER,
	LAW_DATE,
	LAW_LISTINGS,
	LAW_OWNERSHIP,
	LAW_GRADE,
} law_type;

typedef struct law_attribute {
	law_text path;      /* "item.codes.US", "role", a fact's name */
	law_text parameter; /* what stands for the open part of the path: "US" */
	law_text who;       /* of knowledge */
	uint16_t term;      /* number in the vocabulary, or LAW_TERM_FACT, LAW_TERM_PATTERN */
	uint8_t type, object;
	uint8_t dated;      /* some test of it depends on the day: part of the row's key */
	law_span tests;
	uint32_t sheet;     /* derived: the sheet that decides it; XCTL_NONE for stated facts */
	law_text title;     /* of a fact */
	law_text asks;      /* of a question */
} law_attribute;

#define LAW_TERM_FACT UINT16_MAX
#define LAW_TERM_PATTERN (UINT16_MAX - 1)

typedef enum law_test_op {
	LAW_OP_TRUE,
	LAW_OP_SET,
	LAW_OP_NUMBER,
	LAW_OP_DATE,
	LAW_OP_KNOWN,
	LAW_OP_LISTED,
	LAW_OP_OWNED,
	LAW_OP_RED_FLAG,
	LAW_OP_GRADE,
} law_test_op;

/* One element of a test's set; texts of codes hold the pattern. */
typedef struct law_member {
	law_text text;
	law_span except; /* of texts */
	xctl_country country;
	uint8_t minus;
	xctl_interval effective, known;
	xctl_date attested;  /* before it the row applies unverified; XCTL_DATE_MIN when verified throughout */
	law_text cites, says; /* of the table's row */
} law_member;

typedef struct law_test {
	uint32_t attribute;
	uint8_t op, compare; /* law_test_op, law_op */
	uint8_t covering, footnote, scope, grade;
	uint32_t list;       /* number of the list or family */
	law_text programme;
	xctl_decimal number;
	xctl_date date;
	law_span members;
	law_text label;      /* as a person reads it: "in us/supp4-742" */
	law_span positive, negative; /* clauses that hold it, by sign (into clause_lists) */
} law_test;

typedef struct law_literal {
	uint32_t test;
	uint32_t negated;
} law_literal;

typedef struct law_clause {
	uint32_t head;
	law_span literals;
} law_clause;

typedef enum law_head_kind {
	LAW_HEAD_FACT,
	LAW_HEAD_PATTERN,
	LAW_HEAD_GROUND,
	LAW_HEAD_EXCEPTION,
	LAW_HEAD_BAR, /* the `unless` of an exception */
	LAW_HEAD_DUTY,
	LAW_HEAD_CONFLICT,
} law_head_kind;

typedef struct law_head {
	law_text name;      /* "us.ear.chart(NS2)" */
	law_text base;      /* "us.ear.chart" */
	law_text variable, value;
	uint8_t kind, object, verdict;
	uint8_t exclusion, counts, releases, before_shipment;
	uint32_t regime;    /* XCTL_NONE for facts */
	uint32_t attribute; /* what a fact or pattern decides */
	uint32_t other;     /* an exception's bar, or XCTL_NONE */
	uint32_t sheet;
	law_span clauses;
	law_span targets;   /* heads, in links */
	law_span affirms;
	xctl_interval effective, known;
	xctl_date attested;
	law_text cites, says, policy, title, symbol, asserts, between, due;
	law_text file;
	uint32_t line, end_line;
	
	law_span patterns;  /* pattern attributes its clauses use with their variable, in links: attribute, variable letter */
} law_head;

typedef struct law_affirm {
	uint32_t attribute;
	law_text text;
} law_affirm;

typedef enum law_status { LAW_IN_FORCE, LAW_UNVERIFIED, LAW_SUSPENDED, LAW_NOT_ENFORCED, LAW_SCHEDULED } law_status;
extern const char *const law_status_words[5];

typedef struct law_suspension {
	uint32_t head;
	uint32_t status;
	xctl_interval effective, known;
	law_text cites, says;
} law_suspension;

typedef struct law_regime {
	law_text name, government, authority, title;
	law_span covers;      /* texts: kinds of act; none: all */
	uint32_t subject;     /* attribute, or XCTL_NONE */
	law_span lists;       /* numbers of lists, in links */
	uint32_t licence_months; /* 0: not known */
} law_regime;

enum { LAW_CODE_ENTRY = 1, LAW_CODE_TABLED = 2, LAW_CODE_LEAF = 4, LAW_CODE_RESERVED = 8 };

typedef struct law_code {
	law_text code, title;
	uint32_t flags;
} law_code;

typedef struct law_code_system {
	law_text system;
	law_span codes; /* sorted by code */
} law_code_system;

typedef struct law_country {
	law_text name, ja, zh;
	uint32_t country;
} law_country;

typedef struct law_sheet {
	uint32_t object;
	law_span clauses;    /* starts at a multiple of 64 */
	law_span attributes; /* what its literals test, in links */
	law_span heads;
} law_sheet;

#define LAW_TABLES(X)                                                                                                  \
	X(char, text)                                                                                                  \
	X(law_attribute, attributes)                                                                                   \
	X(law_test, tests)                                                                                             \
	X(law_member, members)                                                                                         \
	X(law_text, texts)                                                                                             \
	X(law_literal, literals)                                                                                       \
	X(law_clause, clauses)                                                                                         \
	X(law_head, heads)                                                                                             \
	X(law_sheet, sheets)                                                                                           \
	X(uint32_t, links)                                                                                             \
	X(law_affirm, affirms)                                                                                         \
	X(law_suspension, suspensions)                                                                                 \
	X(law_regime, regimes)                                                                                         \
	X(law_code_system, systems)                                                                                    \
	X(law_code, codes)                                                                                             \
	X(law_country, countries)                                                                                      \
	X(law_text, lists)                                                                                             \
	X(law_text, families)

/* The book, opened: every table borrows the bytes it was opened from, or the compiler's arena. */
typedef struct law_book {
#define X(type, name)                                                                                                  \
	const type *name;                                                                                              \
	uint32_t n_##name;
	LAW_TABLES(X)
#undef X
	uint64_t assigned[XCTL_COUNTRY_WORDS]; /* countries the book knows */
} law_book;

static inline xctl_str law_str(const law_book *book, law_text t)
{
	return (xctl_str){ book->text + t.at, t.len };
}

/* The sources a book is compiled from: Markdown and TSV, by path below the rulebook's root. */
typedef struct law_file {
	xctl_str path, text;
} law_file;

/* Compiles. `files` in any order: the result does not depend on it. All memory from `arena`. The first error is reported
 * with file, line and column and a mend. */
xctl_code law_compile(law_book *out, xctl_arena *arena, const law_file *files, uint32_t n_files, xctl_error *error);

/* The packed form: position-independent, with a header that tells another version apart. */
xctl_code law_pack(xctl_buf *out, const law_book *book, xctl_error *error);
/* Opens packed bytes in place (8-byte aligned, borrowed). A damaged block is XCTL_DAMAGED; every index that evaluation
 * follows is checked here once. */
xctl_code law_open(law_book *out, xctl_str bytes, xctl_error *error);

/* Index by full name ("us.ear.chart(NS2)"), or XCTL_NONE. */
uint32_t law_find_head(const law_book *book, xctl_str name);
uint32_t law_find_regime(const law_book *book, xctl_str name);
uint32_t law_find_list(const law_book *book, xctl_str name);
uint32_t law_find_country(const law_book *book, xctl_country country);

/* What a book says of a code. */
typedef enum law_code_state {
	LAW_CODE_KNOWN,     /* it stands in the tables */
	LAW_CODE_LOOSE,     /* its entry is known, its paragraph is not tabled: only `known_len` bytes are sure */
	LAW_CODE_MISSING,   /* no such entry, or no such paragraph of a tabled entry */
	LAW_CODE_UNCHECKED, /* the book has no registry of this system */
} law_code_state;

law_code_state law_code_look(const law_book *book, xctl_str system, xctl_str code, size_t *known_len,
	const law_code **entry);

#endif
