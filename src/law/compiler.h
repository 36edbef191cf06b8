/* What the compiler's parts share: growing tables, names, places for errors. */
#ifndef XCTL_LAW_COMPILER_H
#define XCTL_LAW_COMPILER_H

#include "format/tsv.h"
#include "law/law.h"
#include "law/value.h"

typedef struct law_table {
	xctl_str name;
	xctl_str path; /* terminated */
	xctl_tsv tsv;
} law_table;

/* One literal before layout: which test, which sign, of which variable ('\0': the transfer's own). */
typedef struct law_lit {
	uint32_t test;
	bool negated;
	char variable;
	law_place place;
} law_lit;

typedef struct law_lits {
	law_lit *at;
	uint32_t count, room;
} law_lits;

/* Two lines of one clause that no transfer meets together; `alone` where one is enough, against the block's own days. */
typedef struct law_clash {
	law_place later, earlier;
	bool alone;
} law_clash;

/* A head before layout, with its clauses. */
typedef struct law_draft {
	law_head head;
	struct {
		law_lits *at;
		uint32_t count, room;
	} clauses;
	uint32_t level;
	const law_block *block;
} law_draft;

typedef struct law_compiler {
	xctl_arena *arena;
	xctl_error *error;
	law_ast ast;
	XCTL_LIST(law_table) table_list;
	xctl_map table_names, text_at, attribute_at, test_at, list_at, family_at, regime_at, pattern_at;
	XCTL_LIST(char) text_list;
#define X(type, name) XCTL_LIST(type) name##_list;
	X(law_attribute, attributes)
	X(law_test, tests)
	X(law_member, members)
	X(law_text, texts)
	X(uint32_t, links)
	X(law_affirm, affirms)
	X(law_suspension, suspensions)
	X(law_regime, regimes)
	X(law_code_system, systems)
	X(law_code, codes)
	X(law_country, countries)
	X(law_text, lists)
	X(law_text, families)
	X(law_draft, drafts)
#undef X
	uint64_t assigned[XCTL_COUNTRY_WORDS];
	uint32_t n_impossible; /* instances of the block at hand that no transfer can meet, and why the last cannot */
	law_clash clash;
} law_compiler;

/* The block being compiled, once for each value of its `for`. */
typedef struct law_instance {
	const law_block *block;
	xctl_str variable, value;
	char own; /* a party fact's variable */
} law_instance;

xctl_code law_wrong(law_compiler *c, law_place place, const char *hint, const char *fmt, ...) XCTL_PRINTF(4, 5);
xctl_code law_no_room(law_compiler *c);

/* Puts a string into the pool (once); false at the ceiling. */
bool law_intern(law_compiler *c, xctl_str s, law_text *out);
static inline xctl_str law_interned(const law_compiler *c, law_text t)
{
	return (xctl_str){ c->text_list.at + t.at, t.len };
}

const law_table *law_table_find(const law_compiler *c, xctl_str name);
/* A row's dates and texts. */
xctl_code law_row_dates(law_compiler *c, const law_table *table, uint32_t row, law_member *out);
/* Resolves the set of a condition to members of the test. */
xctl_code law_resolve_set(law_compiler *c, const law_instance *in, const law_condition *condition, law_type type,
	law_test *test, bool *dated);
/* The distinct values of a `for` line. */
xctl_code law_resolve_values(law_compiler *c, const law_block *block, xctl_str **out, uint32_t *n);
/* A word, or what the instance's variable stands for. */
xctl_str law_substitute(const law_instance *in, xctl_str word);

/* Reads tables, countries, code registries. */
xctl_code law_load_tables(law_compiler *c, const law_file *files, uint32_t n_files);
xctl_code law_load_codes(law_compiler *c, const law_block *block);
/* Paragraphs that rules and tables speak of exist, where an entry's paragraphs are not tabled. */
xctl_code law_mention_codes(law_compiler *c);

/* Conditions of one instance to clauses of a draft (index, since drafts may move). */
xctl_code law_conditions(law_compiler *c, const law_instance *in, uint32_t draft, bool unless);
/* Whether the literals, all to hold in a block of these days, cannot be met together: O(n^2). What it takes more than one
 * block to see is not looked for. */
bool law_contradict(const law_compiler *c, const law_lit *lits, uint32_t n, xctl_interval effective, law_clash *out);
/* The error of a block that contradicts itself. */
xctl_code law_contradicts(law_compiler *c, const law_block *block, const law_clash *clash);
/* The attribute of a derived fact, made at first sight. */
xctl_code law_fact_attribute(law_compiler *c, xctl_str name, law_object object, uint32_t *out);
/* The attribute of a declared question; an error where it is not declared. */
xctl_code law_question_attribute(law_compiler *c, xctl_str name, law_place place, uint32_t *out);
uint32_t law_list_number(law_compiler *c, xctl_str name, bool family);

/* Orders facts into sheets and writes the book. */
xctl_code law_layout(law_compiler *c, law_book *out);

#endif
