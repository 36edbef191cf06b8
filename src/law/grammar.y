/* One line of a rule block after its first word: conditions, `for` lists. The lines' layout is parse.c's business. */
%name LawParse
%token_prefix TOKEN_
%token_type { xctl_str }
%extra_argument { law_line_parse *p }
%include {
#include <assert.h>
#include "law/parse.h"
}
%syntax_error { law_line_wrong(p, TOKEN.at ? TOKEN : (xctl_str){ "", 0 }); }
%stack_overflow { law_line_wrong(p, (xctl_str){ "", 0 }); }
%start_symbol line

line ::= CONDITION condition.
line ::= CONDITION ANY condition.            { p->any = true; }
line ::= FOR WORD(V) IN list.                { p->variable = V; }
line ::= FOR WORD(V) IN WORD(T) COLUMN WORD(C). { p->variable = V; law_line_column(p, T, C); }

condition ::= test.
condition ::= NOT test.                      { p->out->negated = true; }

test ::= WORD(F).                            { p->out->kind = LAW_TEST_FACT; law_line_term(p, F); }
test ::= WORD(V) WORD(F).                    { p->out->kind = LAW_TEST_FACT; p->out->variable = V; p->out->term = F; }
test ::= WORD(T) IS list.                    { p->out->kind = LAW_TEST_SET; law_line_term(p, T); }
test ::= WORD(T) IN set.                     { p->out->kind = LAW_TEST_SET; law_line_term(p, T); }
test ::= WORD(T) comparison WORD(N).         { p->out->kind = LAW_TEST_COMPARE; law_line_term(p, T); p->out->number = N; }
test ::= WORD(T) KNOWN.                      { p->out->kind = LAW_TEST_KNOWN; law_line_term(p, T); }
test ::= SOME PARTY WORD(V).                 { p->out->kind = LAW_TEST_SOME; p->out->variable = V; }
test ::= WORD(V) ON WORD(L) filters.         { p->out->kind = LAW_TEST_LISTED; p->out->variable = V; p->out->term = L; }
test ::= WORD(V) OWNED UNDER WORD(F) filters. { p->out->kind = LAW_TEST_OWNED; p->out->variable = V; p->out->term = F; }
test ::= WORD(V) RED_FLAG UNDER WORD(F).     { p->out->kind = LAW_TEST_RED_FLAG; p->out->variable = V; p->out->term = F; }
test ::= KNOWLEDGE WORD(W) OF WORD(T) AT WORD(G). {
	p->out->kind = LAW_TEST_KNOWLEDGE; p->out->who = W; p->out->term = T; p->out->grade = G; }
test ::= INFORMED BY WORD(A).                { p->out->kind = LAW_TEST_INFORMED; p->out->term = A; }

comparison ::= LE. { p->out->op = LAW_LE; }
comparison ::= LT. { p->out->op = LAW_LT; }
comparison ::= GE. { p->out->op = LAW_GE; }
comparison ::= GT. { p->out->op = LAW_GT; }
comparison ::= EQ. { p->out->op = LAW_EQ; }

filters ::= .
filters ::= filters FOOTNOTE WORD(N).  { p->out->footnote = N; }
filters ::= filters SCOPE WORD(S).     { p->out->scope = S; }
filters ::= filters PROGRAMME WORD(N). { p->out->programme = N; }
filters ::= filters COVERING ITEM.     { p->out->covering = true; }

list ::= literal.
list ::= list COMMA literal.
literal ::= WORD(W).   { law_line_literal(p, W); }
literal ::= STRING(S). { law_line_literal(p, S); }

set ::= sum.
set ::= sum except sum.
except ::= EXCEPT.     { p->minus = true; }
sum ::= element.
sum ::= sum COMMA element.
element ::= literal.
element ::= WORD(T) WHERE WORD(C) IS WORD(V).   { law_line_where(p, T, C, V); }
element ::= WORD(T) WHERE WORD(C) IS STRING(V). { law_line_where(p, T, C, V); }
