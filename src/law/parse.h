/* Between parse.c and the generated line grammar. */
#ifndef XCTL_LAW_PARSE_H
#define XCTL_LAW_PARSE_H

#include "law/ast.h"

typedef struct law_line_parse {
	law_ast *ast;
	law_condition *out;   /* of a condition line */
	law_elements *values; /* where literals go: the condition's set or the block's `for` values */
	xctl_str variable;    /* of a `for` line */
	bool any, minus;
	bool failed, out_of_memory;
	xctl_str unexpected; /* the token that did not fit; empty at the end of the line */
} law_line_parse;

void law_line_term(law_line_parse *p, xctl_str term);
void law_line_literal(law_line_parse *p, xctl_str literal);
void law_line_where(law_line_parse *p, xctl_str table, xctl_str column, xctl_str value);
void law_line_column(law_line_parse *p, xctl_str table, xctl_str column);
void law_line_wrong(law_line_parse *p, xctl_str token);

#endif
