/* The rule language as it was written: blocks of lines, before names are resolved. Everything borrows the source text or
 * lives in the book's arena. */
#ifndef XCTL_LAW_AST_H
#define XCTL_LAW_AST_H

#include "base/base.h"

/* Where something stands: a number of the book's source files, and a line of it. */
typedef struct law_place {
	uint32_t file, line;
} law_place;

typedef enum law_block_kind {
	LAW_REGIME,
	LAW_FACT,
	LAW_RULE,
	LAW_EXCEPTION,
	LAW_OVERRIDES,
	LAW_SUSPEND,
	LAW_QUESTION,
	LAW_DUTY,
	LAW_CONFLICT,
	LAW_CODES,
	LAW_EXAMPLE,
} law_block_kind;

/* One element of a set: a literal, or rows of a table. */
typedef struct law_element {
	xctl_str literal; /* empty when a table is meant */
	xctl_str table, column, value;
	bool minus; /* stands after `except` */
} law_element;

typedef struct law_elements {
	law_element *at;
	uint32_t count, room;
} law_elements;

typedef enum law_test_kind {
	LAW_TEST_FACT,      /* term: the fact's name */
	LAW_TEST_SET,       /* term is/in set */
	LAW_TEST_COMPARE,   /* term op number */
	LAW_TEST_KNOWN,     /* term known */
	LAW_TEST_SOME,      /* some party variable */
	LAW_TEST_LISTED,    /* variable on list … */
	LAW_TEST_OWNED,     /* variable owned under family … */
	LAW_TEST_RED_FLAG,  /* variable red-flag under family */
	LAW_TEST_KNOWLEDGE, /* knowledge who of topic at grade */
	LAW_TEST_INFORMED,  /* informed by authority */
} law_test_kind;

typedef enum law_op { LAW_LE, LAW_LT, LAW_GE, LAW_GT, LAW_EQ } law_op;

typedef struct law_condition {
	law_test_kind kind;
	bool negated;
	law_place place;
	xctl_str variable; /* "P", or empty when the transfer is meant */
	xctl_str term;     /* path, fact, list, family, topic or authority */
	xctl_str who, grade;
	xctl_str number;
	law_op op;
	law_elements set;
	xctl_str footnote, scope, programme;
	bool covering;
} law_condition;

/* A conjunction. */
typedef struct law_alternative {
	law_condition **at;
	uint32_t count, room;
} law_alternative;

/* A disjunction of conjunctions; a plain line is one alternative of one condition. */
typedef struct law_group {
	law_alternative *at;
	uint32_t count, room;
	bool any;
} law_group;

/* A `key text` line. */
typedef struct law_line {
	xctl_str key, text;
	law_place place;
} law_line;

typedef struct law_block {
	law_block_kind kind;
	law_place place, end; /* first and last line */
	xctl_str head;        /* the words after the keyword */
	struct {
		law_line *at;
		uint32_t count, room;
	} lines;
	struct {
		law_group *at;
		uint32_t count, room;
	} when;
	law_group unless; /* any alternative bars */
	xctl_str variable;         /* of `for` */
	law_elements values;       /* literals, or one table with `column` set */
	bool has_unless;
} law_block;

typedef struct law_source {
	xctl_str path; /* below the rulebook's root */
	xctl_str text;
} law_source;

typedef struct law_ast {
	xctl_arena *arena;
	struct {
		law_source *at;
		uint32_t count, room;
	} sources;
	struct {
		law_block *at;
		uint32_t count, room;
	} blocks;
} law_ast;

/* Reads the fenced `rule` blocks of one Markdown file into `ast`. The text must outlive it. Errors name file, line and
 * column. */
xctl_code law_parse(law_ast *ast, xctl_str path, xctl_str text, xctl_error *error);

/* The text of a `key` line of the block, or the empty view. */
xctl_str law_block_text(const law_block *block, const char *key);
const law_line *law_block_line(const law_block *block, const char *key);

/* The first word of a block's head: its name. */
xctl_str law_block_name(const law_block *block);

#endif
