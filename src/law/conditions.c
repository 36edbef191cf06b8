/* Conditions to clauses: every condition becomes a test of one attribute; groups multiply out into conjunctions; what is
 * said of one party variable is taken together into a pattern, a hidden fact that some party fits it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "law/compiler.h"

enum { MOST_CLAUSES = 512 };

static uint32_t attribute_named(law_compiler *c, law_object object, xctl_str path, xctl_str who)
{
	xctl_str key = xctl_str_print(c->arena, "%d %.*s %.*s", (int)object, XCTL_FMT(path), XCTL_FMT(who));
	uint32_t at = key.at ? xctl_map_get(&c->attribute_at, key) : XCTL_NONE;
	if (at != XCTL_NONE || !key.at)
		return at;
	law_attribute *a = XCTL_PUSH(c->arena, &c->attributes_list);
	if (!a || !xctl_map_set(&c->attribute_at, key, c->attributes_list.count - 1))
		return XCTL_NONE;
	a->object = (uint8_t)object;
	a->sheet = XCTL_NONE;
	if (!law_intern(c, path, &a->path) || !law_intern(c, who, &a->who))
		return XCTL_NONE;
	return c->attributes_list.count - 1;
}

xctl_code law_fact_attribute(law_compiler *c, xctl_str name, law_object object, uint32_t *out)
{
	uint32_t before = c->attributes_list.count;
	*out = attribute_named(c, object, name, XCTL_STR(""));
	if (*out == XCTL_NONE)
		return law_no_room(c);
	if (c->attributes_list.count > before) {
		c->attributes_list.at[*out].term = LAW_TERM_FACT;
		c->attributes_list.at[*out].type = LAW_BOOL;
	}
	return XCTL_OK;
}

static const law_block *question_named(const law_compiler *c, xctl_str name)
{
	for (uint32_t i = 0; i < c->ast.blocks.count; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		if (b->kind == LAW_QUESTION && xctl_str_eq(law_block_name(b), name))
			return b;
	}
	return NULL;
}

/* A stated term as an attribute; XCTL_NONE in `*out` and no error where the vocabulary has no such path. */
static xctl_code term_attribute(law_compiler *c, xctl_str path, xctl_str who, law_object object, law_place place,
	uint32_t *out)
{
	uint16_t term;
	xctl_str parameter;
	*out = XCTL_NONE;
	if (!law_term_find(path, object, &term, &parameter))
		return XCTL_OK;
	uint32_t before = c->attributes_list.count;
	uint32_t at = attribute_named(c, object, path, who);
	if (at == XCTL_NONE)
		return law_no_room(c);
	*out = at;
	if (c->attributes_list.count == before)
		return XCTL_OK;
	law_attribute *a = &c->attributes_list.at[at];
	a->term = term;
	a->type = (uint8_t)law_term_at(term)->type;
	if (a->type == LAW_CODES_TYPE && xctl_str_is(parameter, "HS"))
		a->type = LAW_HS;
	if (!law_intern(c, parameter, &a->parameter))
		return law_no_room(c);
	if (!xctl_str_starts(path, XCTL_STR("facts.")))
		return XCTL_OK;
	const law_block *question = question_named(c, parameter);
	if (!question)
		return law_wrong(c, place, "declare it: a block \"question NAME\" with \"asks …\"",
			"no question declares the fact \"%.*s\"", XCTL_FMT(parameter));
	xctl_str type = law_block_text(question, "type");
	a = &c->attributes_list.at[at];
	if (type.len)
		a->type = xctl_str_is(type, "number") ? LAW_NUMBER : xctl_str_is(type, "date") ? LAW_DATE : LAW_WORDS;
	xctl_str asks = law_block_text(question, "asks");
	law_text text;
	if (!law_intern(c, asks, &text))
		return law_no_room(c);
	c->attributes_list.at[at].asks = text;
	return XCTL_OK;
}

xctl_code law_question_attribute(law_compiler *c, xctl_str name, law_place place, uint32_t *out)
{
	xctl_str path = xctl_str_print(c->arena, "facts.%.*s", XCTL_FMT(name));
	if (!path.at)
		return law_no_room(c);
	return term_attribute(c, path, XCTL_STR(""), LAW_OF_TRANSFER, place, out);
}

uint32_t law_list_number(law_compiler *c, xctl_str name, bool family)
{
	xctl_map *map = family ? &c->family_at : &c->list_at;
	uint32_t at = xctl_map_get(map, name);
	if (at != XCTL_NONE)
		return at;
	law_text *slot = family ? XCTL_PUSH(c->arena, &c->families_list) : XCTL_PUSH(c->arena, &c->lists_list);
	uint32_t number = (family ? c->families_list.count : c->lists_list.count) - 1;
	if (!slot || !law_intern(c, name, slot) || !xctl_map_set(map, name, number))
		return XCTL_NONE;
	return number;
}

static xctl_code unknown_term(law_compiler *c, const law_condition *condition, law_object object)
{
	xctl_str known[128];
	size_t n = 0;
	for (uint16_t i = 0; i < law_term_count() && n < 128; i++)
		if (law_term_at(i)->object == object)
			known[n++] = xctl_str_of(law_term_at(i)->path);
	for (uint32_t i = 0; i < c->ast.blocks.count && n < 128; i++)
		if (c->ast.blocks.at[i].kind == LAW_FACT)
			known[n++] = law_block_name(&c->ast.blocks.at[i]);
	xctl_str near = xctl_nearest(condition->term, known, n);
	char hint[160];
	snprintf(hint, sizeof hint, near.len ? "is \"%.*s\" meant?" : "see \"Terms\" in the manual of the rule language%.*s",
		XCTL_FMT(near));
	return law_wrong(c, condition->place, hint, "\"%.*s\" is neither a fact of the rulebook nor a term",
		XCTL_FMT(condition->term));
}

/* A table by the name a person knows it by: its `# title:`, else its path. */
static xctl_str table_title(const law_compiler *c, xctl_str name)
{
	const law_table *table = law_table_find(c, name);
	xctl_str title = table ? xctl_tsv_head(&table->tsv, "title") : (xctl_str){ NULL, 0 };
	return title.len ? title : name;
}

/* How a person reads the test; with `exact`, the form by which equal tests are recognised. */
static xctl_str label_of(law_compiler *c, const law_instance *in, const law_condition *d, bool exact)
{
	static const char *const ops[] = { "<=", "<", ">=", ">", "=" };
	switch (d->kind) {
	case LAW_TEST_FACT:
		return XCTL_STR("holds");
	case LAW_TEST_KNOWN:
		return XCTL_STR("is stated");
	case LAW_TEST_COMPARE:
		return xctl_str_print(c->arena, "%s %.*s", ops[d->op], XCTL_FMT(law_substitute(in, d->number)));
	case LAW_TEST_LISTED:
		return xctl_str_print(c->arena, "on %.*s%s%.*s%s%.*s%s%.*s%s", XCTL_FMT(d->term), d->footnote.len ? " footnote " : "",
			XCTL_FMT(d->footnote), d->scope.len ? " scope " : "", XCTL_FMT(d->scope),
			d->programme.len ? " programme " : "", XCTL_FMT(d->programme), d->covering ? " covering the item" : "");
	case LAW_TEST_OWNED:
		return xctl_str_print(c->arena, "owned under %.*s%s", XCTL_FMT(d->term), d->covering ? " covering the item" : "");
	case LAW_TEST_RED_FLAG:
		return xctl_str_print(c->arena, "red-flag under %.*s", XCTL_FMT(d->term));
	case LAW_TEST_KNOWLEDGE:
		return xctl_str_print(c->arena, "at %.*s", XCTL_FMT(d->grade));
	case LAW_TEST_INFORMED:
		return xctl_str_print(c->arena, "is %.*s", XCTL_FMT(d->term));
	case LAW_TEST_SET:
	case LAW_TEST_SOME:
		break;
	}
	xctl_buf b = { .memory = c->arena->memory ? c->arena->memory : &xctl_memory_system };
	xctl_buf_puts(&b, "in ");
	bool minus = false;
	for (uint32_t i = 0; i < d->set.count; i++) {
		const law_element *e = &d->set.at[i];
		if (i)
			xctl_buf_puts(&b, e->minus && !minus ? " except " : ", ");
		minus = e->minus;
		if (e->table.len) {
			xctl_buf_str(&b, exact ? e->table : table_title(c, e->table));
			if (e->column.len)
				xctl_buf_printf(&b, exact ? " where %.*s is \"%.*s\"" : " where %.*s is %.*s",
					XCTL_FMT(law_substitute(in, e->column)), XCTL_FMT(law_substitute(in, e->value)));
		} else { /* a literal may itself hold a comma or "except" */
			xctl_buf_printf(&b, exact ? "\"%.*s\"" : "%.*s", XCTL_FMT(law_substitute(in, e->literal)));
		}
	}
	xctl_str label = b.failed ? (xctl_str){ 0 } : xctl_str_copy(c->arena, xctl_buf_view(&b));
	xctl_buf_drop(&b);
	return label;
}

static xctl_code fill_number(law_compiler *c, const law_instance *in, const law_condition *d, law_type type, law_test *t)
{
	xctl_str number = law_substitute(in, d->number);
	t->compare = (uint8_t)d->op;
	if (type == LAW_DATE) {
		t->op = LAW_OP_DATE;
		if (!xctl_date_parse(number, &t->date))
			return law_wrong(c, d->place, "write YYYY-MM-DD", "\"%.*s\" is not a day of the calendar", XCTL_FMT(number));
		return XCTL_OK;
	}
	t->op = LAW_OP_NUMBER;
	if (type != LAW_NUMBER)
		return law_wrong(c, d->place, "compare with \"is\" or \"in\"", "\"%.*s\" is not a number", XCTL_FMT(d->term));
	if (!xctl_decimal_parse(number, false, &t->number))
		return law_wrong(c, d->place, "write digits with a decimal point", "\"%.*s\" is not a number", XCTL_FMT(number));
	return XCTL_OK;
}

/* `yes` or `no` of a yes/no attribute. */
static xctl_code fill_yes(law_compiler *c, const law_condition *d, law_test *t, bool *negated)
{
	xctl_str word = d->set.count == 1 ? d->set.at[0].literal : (xctl_str){ 0 };
	bool yes = xctl_str_is(word, "yes") || xctl_str_is(word, "true");
	if (!yes && !xctl_str_is(word, "no") && !xctl_str_is(word, "false"))
		return law_wrong(c, d->place, "write \"is yes\" or \"is no\"", "\"%.*s\" is a yes or a no", XCTL_FMT(d->term));
	t->op = LAW_OP_TRUE;
	*negated ^= !yes;
	return XCTL_OK;
}

static bool number_in(xctl_str s, uint8_t most, uint8_t *out)
{
	xctl_decimal d;
	if (!xctl_decimal_parse(s, false, &d) || d.scale || d.coefficient < 0 || d.coefficient > most)
		return false;
	*out = (uint8_t)d.coefficient;
	return true;
}

static xctl_code fill_listed(law_compiler *c, const law_condition *d, law_test *t)
{
	static const char *const scopes[] = { "none", "all", "listed", "codes", "unparsed" };
	t->op = LAW_OP_LISTED;
	t->covering = d->covering;
	t->list = law_list_number(c, d->term, false);
	if (t->list == XCTL_NONE || !law_intern(c, d->programme, &t->programme))
		return law_no_room(c);
	if (d->footnote.len && !number_in(d->footnote, 7, &t->footnote))
		return law_wrong(c, d->place, "footnotes are numbered 1 to 7", "\"%.*s\" is no footnote", XCTL_FMT(d->footnote));
	for (uint8_t i = 0; i < 5; i++)
		if (xctl_str_is(d->scope, scopes[i]))
			t->scope = i;
	if (d->scope.len && !t->scope)
		return law_wrong(c, d->place, "one of: all, listed, codes, unparsed", "\"%.*s\" is no scope", XCTL_FMT(d->scope));
	return XCTL_OK;
}

static xctl_code fill_grade(law_compiler *c, const law_condition *d, law_test *t)
{
	static const char *const grades[] = { "none", "reason-to-know", "suspected", "aware" };
	t->op = LAW_OP_GRADE;
	for (uint8_t i = 1; i < 4; i++)
		if (xctl_str_is(d->grade, grades[i])) {
			t->grade = i;
			return XCTL_OK;
		}
	return law_wrong(c, d->place, "one of: reason-to-know, suspected, aware", "\"%.*s\" is no grade of knowledge",
		XCTL_FMT(d->grade));
}

/* The attribute that a condition is about. */
static xctl_code condition_attribute(law_compiler *c, const law_condition *d, uint32_t *out)
{
	law_object object = d->variable.len ? LAW_OF_PARTY : LAW_OF_TRANSFER;
	xctl_str none = XCTL_STR("");
	switch (d->kind) {
	case LAW_TEST_LISTED:
		return term_attribute(c, XCTL_STR("listed"), none, LAW_OF_PARTY, d->place, out);
	case LAW_TEST_OWNED:
	case LAW_TEST_RED_FLAG:
		return term_attribute(c, XCTL_STR("owners"), none, LAW_OF_PARTY, d->place, out);
	case LAW_TEST_INFORMED:
		return term_attribute(c, XCTL_STR("informed"), none, LAW_OF_TRANSFER, d->place, out);
	case LAW_TEST_KNOWLEDGE: {
		xctl_str path = xctl_str_print(c->arena, "knowledge.%.*s", XCTL_FMT(d->term));
		return path.at ? term_attribute(c, path, d->who, LAW_OF_TRANSFER, d->place, out) : law_no_room(c);
	}
	default:
		break;
	}
	xctl_code code = term_attribute(c, d->term, none, object, d->place, out);
	if (code != XCTL_OK || *out != XCTL_NONE)
		return code;
	bool known = false;
	for (uint32_t i = 0; i < c->ast.blocks.count && !known; i++) {
		const law_block *b = &c->ast.blocks.at[i];
		xctl_str rest = b->head, name = xctl_str_word(&rest), of = xctl_str_word(&rest);
		known = b->kind == LAW_FACT && xctl_str_eq(name, d->term)
			&& xctl_str_is(of, "of") == (object == LAW_OF_PARTY);
	}
	if (!known || d->kind != LAW_TEST_FACT)
		return unknown_term(c, d, object);
	return law_fact_attribute(c, d->term, object, out);
}

static xctl_code fill_test(law_compiler *c, const law_instance *in, const law_condition *d, law_test *t, bool *negated)
{
	law_attribute *a = &c->attributes_list.at[t->attribute];
	law_type type = (law_type)a->type;
	bool dated = false;
	switch (d->kind) {
	case LAW_TEST_FACT:
		if (type != LAW_BOOL)
			return law_wrong(c, d->place, "say what it is or in what it lies", "\"%.*s\" is not a yes or a no",
				XCTL_FMT(d->term));
		t->op = LAW_OP_TRUE;
		return XCTL_OK;
	case LAW_TEST_KNOWN:
		t->op = LAW_OP_KNOWN;
		return XCTL_OK;
	case LAW_TEST_COMPARE:
		return fill_number(c, in, d, type, t);
	case LAW_TEST_LISTED:
		return fill_listed(c, d, t);
	case LAW_TEST_OWNED:
	case LAW_TEST_RED_FLAG:
		t->op = d->kind == LAW_TEST_OWNED ? LAW_OP_OWNED : LAW_OP_RED_FLAG;
		t->covering = d->covering;
		t->list = law_list_number(c, d->term, true);
		return t->list == XCTL_NONE ? law_no_room(c) : XCTL_OK;
	case LAW_TEST_KNOWLEDGE:
		return fill_grade(c, d, t);
	case LAW_TEST_INFORMED: {
		t->op = LAW_OP_SET;
		law_member *m = XCTL_PUSH(c->arena, &c->members_list);
		t->members = (law_span){ c->members_list.count - 1, 1 };
		if (!m || !law_intern(c, d->term, &m->text))
			return law_no_room(c);
		m->effective = m->known = XCTL_ALWAYS;
		m->attested = XCTL_DATE_MIN;
		return XCTL_OK;
	}
	case LAW_TEST_SET:
		break;
	case LAW_TEST_SOME:
		return XCTL_OK;
	}
	if (type == LAW_BOOL)
		return fill_yes(c, d, t, negated);
	if (type == LAW_NUMBER || type == LAW_DATE)
		return law_wrong(c, d->place, "compare with <=, <, >=, > or =", "\"%.*s\" is a number or a day", XCTL_FMT(d->term));
	if (type == LAW_LISTINGS || type == LAW_OWNERSHIP || type == LAW_GRADE)
		return law_wrong(c, d->place, "write \"P on LIST\", \"P owned under FAMILY\" or \"knowledge WHO of TOPIC at GRADE\"",
			"\"%.*s\" is not a member of a set", XCTL_FMT(d->term));
	t->op = LAW_OP_SET;
	xctl_code code = law_resolve_set(c, in, d, type, t, &dated);
	c->attributes_list.at[t->attribute].dated |= dated;
	return code;
}

/* A condition as a literal; equal tests are made once. */
static xctl_code literal_of(law_compiler *c, const law_instance *in, const law_condition *d, law_lit *out)
{
	uint32_t attribute;
	bool negated = d->negated;
	xctl_code code = condition_attribute(c, d, &attribute);
	if (code != XCTL_OK)
		return code;
	if (attribute == XCTL_NONE)
		return unknown_term(c, d, d->variable.len ? LAW_OF_PARTY : LAW_OF_TRANSFER);
	xctl_str label = label_of(c, in, d, false), exact = label_of(c, in, d, true);
	xctl_str key = xctl_str_print(c->arena, "%u %.*s", attribute, XCTL_FMT(exact));
	if (!label.at || !exact.at || !key.at)
		return law_no_room(c);
	bool yes_no = c->attributes_list.at[attribute].type == LAW_BOOL && d->kind == LAW_TEST_SET;
	uint32_t at = yes_no ? XCTL_NONE : xctl_map_get(&c->test_at, key);
	if (at == XCTL_NONE) {
		law_test t = { .attribute = attribute };
		code = fill_test(c, in, d, &t, &negated);
		if (code != XCTL_OK)
			return code;
		if (yes_no) {
			key = xctl_str_print(c->arena, "%u holds", attribute);
			label = XCTL_STR("holds");
			at = key.at ? xctl_map_get(&c->test_at, key) : XCTL_NONE;
		}
		if (at == XCTL_NONE) {
			law_test *slot = XCTL_PUSH(c->arena, &c->tests_list);
			if (!slot || !law_intern(c, label, &t.label))
				return law_no_room(c);
			*slot = t;
			at = c->tests_list.count - 1;
			if (!key.at || !xctl_map_set(&c->test_at, key, at))
				return law_no_room(c);
		}
	}
	*out = (law_lit){ at, negated, d->variable.len ? d->variable.at[0] : '\0', d->place };
	return XCTL_OK;
}

static int by_literal(const void *a, const void *b)
{
	const law_lit *x = a, *y = b;
	if (x->test != y->test)
		return x->test < y->test ? -1 : 1;
	return (int)x->negated - (int)y->negated;
}

/* Some party fits all of `lits`: the hidden attribute that says so, made at first sight. */
static xctl_code pattern_of(law_compiler *c, law_lit *lits, uint32_t n, const law_block *block, uint32_t *attribute)
{
	qsort(lits, n, sizeof *lits, by_literal);
	xctl_buf key = { .memory = c->arena->memory ? c->arena->memory : &xctl_memory_system };
	xctl_buf_puts(&key, "some party");
	for (uint32_t i = 0; i < n; i++)
		xctl_buf_printf(&key, " %s%u", lits[i].negated ? "!" : "", lits[i].test);
	xctl_str name = key.failed ? (xctl_str){ 0 } : xctl_str_copy(c->arena, xctl_buf_view(&key));
	xctl_buf_drop(&key);
	if (!name.at)
		return law_no_room(c);
	*attribute = xctl_map_get(&c->pattern_at, name);
	if (*attribute != XCTL_NONE)
		return XCTL_OK;
	*attribute = attribute_named(c, LAW_OF_TRANSFER, name, XCTL_STR(""));
	if (*attribute == XCTL_NONE || !xctl_map_set(&c->pattern_at, name, *attribute))
		return law_no_room(c);
	c->attributes_list.at[*attribute].term = LAW_TERM_PATTERN;
	c->attributes_list.at[*attribute].type = LAW_BOOL;
	law_draft *draft = XCTL_PUSH(c->arena, &c->drafts_list);
	law_lits *clause = draft ? XCTL_PUSH(c->arena, &draft->clauses) : NULL;
	if (!clause || !law_intern(c, name, &draft->head.name))
		return law_no_room(c);
	draft->block = block;
	draft->head.kind = LAW_HEAD_PATTERN;
	draft->head.object = LAW_OF_PARTY;
	draft->head.attribute = *attribute;
	draft->head.regime = draft->head.other = XCTL_NONE;
	draft->head.effective = draft->head.known = XCTL_ALWAYS;
	draft->head.attested = XCTL_DATE_MIN;
	for (uint32_t i = 0; i < n; i++) {
		law_lit *slot = XCTL_PUSH(c->arena, clause);
		if (!slot)
			return law_no_room(c);
		*slot = (law_lit){ lits[i].test, lits[i].negated, '\0', lits[i].place };
	}
	return XCTL_OK;
}

static xctl_code pattern_literal(law_compiler *c, uint32_t attribute, char variable, law_lit *out)
{
	xctl_str key = xctl_str_print(c->arena, "%u holds", attribute);
	if (!key.at)
		return law_no_room(c);
	uint32_t at = xctl_map_get(&c->test_at, key);
	if (at == XCTL_NONE) {
		law_test *t = XCTL_PUSH(c->arena, &c->tests_list);
		if (!t || !law_intern(c, XCTL_STR("holds"), &t->label))
			return law_no_room(c);
		t->attribute = attribute;
		t->op = LAW_OP_TRUE;
		at = c->tests_list.count - 1;
		if (!xctl_map_set(&c->test_at, key, at))
			return law_no_room(c);
	}
	*out = (law_lit){ .test = at, .variable = variable };
	return XCTL_OK;
}

/* One conjunction as it was multiplied out: party variables become patterns, the rest stays. */
static xctl_code add_clause(law_compiler *c, const law_instance *in, uint32_t draft, const law_lit *lits, uint32_t n)
{
	law_lits out = { 0 };
	char done[8] = { 0 };
	uint32_t n_done = 0;
	for (uint32_t i = 0; i < n; i++) {
		char variable = lits[i].variable;
		law_lit literal = lits[i];
		if (variable && variable != in->own) {
			bool seen = false;
			for (uint32_t d = 0; d < n_done; d++)
				seen |= done[d] == variable;
			if (seen)
				continue;
			if (n_done == sizeof done)
				return law_wrong(c, in->block->place, "state part of it as a fact", "more than eight party variables");
			done[n_done++] = variable;
			law_lit *mine = XCTL_NEW_ARRAY(c->arena, law_lit, n);
			uint32_t n_mine = 0;
			for (uint32_t j = 0; mine && j < n; j++)
				if (lits[j].variable == variable)
					mine[n_mine++] = lits[j];
			uint32_t attribute = XCTL_NONE;
			xctl_code code = mine ? pattern_of(c, mine, n_mine, in->block, &attribute) : law_no_room(c);
			if (code == XCTL_OK)
				code = pattern_literal(c, attribute, variable, &literal);
			if (code != XCTL_OK)
				return code;
		} else {
			literal.variable = '\0';
		}
		law_lit *slot = XCTL_PUSH(c->arena, &out);
		if (!slot)
			return law_no_room(c);
		*slot = literal;
	}
	law_draft *d = &c->drafts_list.at[draft];
	law_lits *clause = XCTL_PUSH(c->arena, &d->clauses);
	if (!clause)
		return law_no_room(c);
	*clause = out;
	return XCTL_OK;
}

static bool declared(const law_instance *in, xctl_str variable)
{
	if (variable.len == 0 || (in->own && variable.at[0] == in->own))
		return true;
	const law_block *b = in->block;
	for (uint32_t g = 0; g < b->when.count; g++)
		for (uint32_t a = 0; a < b->when.at[g].count; a++)
			for (uint32_t i = 0; i < b->when.at[g].at[a].count; i++) {
				const law_condition *d = b->when.at[g].at[a].at[i];
				if (d->kind == LAW_TEST_SOME && xctl_str_eq(d->variable, variable))
					return true;
			}
	for (uint32_t a = 0; a < b->unless.count; a++)
		for (uint32_t i = 0; i < b->unless.at[a].count; i++)
			if (b->unless.at[a].at[i]->kind == LAW_TEST_SOME
				&& xctl_str_eq(b->unless.at[a].at[i]->variable, variable))
				return true;
	return false;
}

/* The literals of one alternative. */
static xctl_code alternative_literals(law_compiler *c, const law_instance *in, const law_alternative *alternative,
	law_lits *out)
{
	for (uint32_t i = 0; i < alternative->count; i++) {
		const law_condition *d = alternative->at[i];
		if (d->variable.len > 1)
			return law_wrong(c, d->place, "use one capital letter", "\"%.*s\" is no party variable", XCTL_FMT(d->variable));
		if (!declared(in, d->variable))
			return law_wrong(c, d->place, "introduce it: \"some party P\"", "nobody says who \"%.*s\" is",
				XCTL_FMT(d->variable));
		if (d->kind == LAW_TEST_SOME && d->negated)
			return law_wrong(c, d->place, "state the fact with \"some party\" and write \"not FACT\"",
				"\"not\" before \"some party\" says nothing");
		if (d->kind == LAW_TEST_SOME)
			continue;
		law_lit literal;
		xctl_code code = literal_of(c, in, d, &literal);
		law_lit *slot = code == XCTL_OK ? XCTL_PUSH(c->arena, out) : NULL;
		if (code != XCTL_OK)
			return code;
		if (!slot)
			return law_no_room(c);
		*slot = literal;
	}
	return XCTL_OK;
}

/* Multiplies the groups out, one chosen alternative each. A block none of whose clauses can be met is refused; one that is
 * unrolled, where none of its instances can (a table may have nothing for one value). */
static xctl_code multiply(law_compiler *c, const law_instance *in, uint32_t draft, law_lits *const *groups,
	const uint32_t *counts, uint32_t n_groups)
{
	uint64_t total = 1;
	for (uint32_t g = 0; g < n_groups && total <= MOST_CLAUSES; g++)
		total *= counts[g];
	if (total > MOST_CLAUSES)
		return law_wrong(c, in->block->place, "state some of the \"any\" groups as facts of their own",
			"the block multiplies out into more than %d clauses", MOST_CLAUSES);
	bool possible = false;
	law_clash clash = { 0 };
	for (uint64_t k = 0; k < total; k++) {
		law_lits lits = { 0 };
		uint64_t rest = k;
		for (uint32_t g = 0; g < n_groups; g++) {
			const law_lits *chosen = &groups[g][rest % counts[g]];
			rest /= counts[g];
			for (uint32_t i = 0; i < chosen->count; i++) {
				law_lit *slot = XCTL_PUSH(c->arena, &lits);
				if (!slot)
					return law_no_room(c);
				*slot = chosen->at[i];
			}
		}
		possible = possible
			|| !law_contradict(c, lits.at, lits.count, c->drafts_list.at[draft].head.effective, &clash);
		xctl_code code = add_clause(c, in, draft, lits.at, lits.count);
		if (code != XCTL_OK)
			return code;
	}
	if (possible || total == 0)
		return XCTL_OK;
	if (!in->variable.len)
		return law_contradicts(c, in->block, &clash);
	c->n_impossible += c->drafts_list.at[draft].head.kind != LAW_HEAD_BAR;
	c->clash = clash;
	return XCTL_OK;
}

xctl_code law_conditions(law_compiler *c, const law_instance *in, uint32_t draft, bool unless)
{
	const law_block *b = in->block;
	uint32_t n_groups = unless ? 1 : b->when.count;
	law_lits **groups = XCTL_NEW_ARRAY(c->arena, law_lits *, n_groups);
	uint32_t *counts = XCTL_NEW_ARRAY(c->arena, uint32_t, n_groups);
	if (!groups || !counts)
		return law_no_room(c);
	for (uint32_t g = 0; g < n_groups; g++) {
		const law_group *group = unless ? &b->unless : &b->when.at[g];
		counts[g] = group->count;
		groups[g] = XCTL_NEW_ARRAY(c->arena, law_lits, group->count);
		if (!groups[g])
			return law_no_room(c);
		for (uint32_t a = 0; a < group->count; a++) {
			xctl_code code = alternative_literals(c, in, &group->at[a], &groups[g][a]);
			if (code != XCTL_OK)
				return code;
		}
	}
	return multiply(c, in, draft, groups, counts, n_groups);
}
