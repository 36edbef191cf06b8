#include "law/reference.h"

#include <stdlib.h>
#include <string.h>

#include "format/tsv.h"

/* A table beside the law, with the columns that date its rows. */
typedef struct table {
	xctl_str name;
	xctl_tsv tsv;
	uint32_t effective, until, known, known_until;
	xctl_map keys; /* first column -> 1 + number of one row */
} table;

struct law_reference {
	const law_book *book;
	law_ast ast;
	struct {
		table *at;
		uint32_t count, room;
	} tables;
	xctl_map attributes; /* "object path who" -> number of a stated attribute of the book */
	xctl_map facts;      /* "object name" -> number of the derived fact */
	uint32_t n_facts;
	uint32_t *first, *next; /* blocks of each fact: first by fact, next by block */
	xctl_map blocks;        /* "path line" -> block */
};

/* One evaluation: what was found out already about one frame. */
typedef struct walk {
	const law_reference *r;
	const law_frame *frame;
	xctl_arena *arena;
	uint8_t *facts;     /* n_facts for the transfer, then for each party: 0 not yet, else truth + 1 */
	law_value **values; /* n_attributes for the transfer, then for each party */
	const law_condition *counted; /* counts as `as`, whatever the facts say; or NULL */
	law_truth as;
	bool no_room;
} walk;

/* A block with its `for` variable's value; `own` is the party a fact is of. */
typedef struct instance {
	const law_block *block;
	xctl_str value;
	xctl_str own;
	uint32_t party;
} instance;

enum { KEY = 256 };

/* --- opening --- */

static xctl_str key_of(char out[KEY], char kind, xctl_str a, xctl_str b)
{
	if (a.len + b.len + 2 > KEY)
		return (xctl_str){ 0 };
	out[0] = kind;
	memcpy(out + 1, a.at, a.len);
	out[a.len + 1] = ' ';
	if (b.len)
		memcpy(out + a.len + 2, b.at, b.len);
	return (xctl_str){ out, a.len + b.len + 2 };
}

static bool remember(xctl_map *map, xctl_str key, uint32_t value)
{
	xctl_str kept = xctl_str_copy(map->arena, key);
	return kept.at && xctl_map_set(map, kept, value);
}

static bool ends(xctl_str path, const char *with)
{
	size_t n = strlen(with);
	return path.len > n && memcmp(path.at + path.len - n, with, n) == 0;
}

static xctl_code open_table(law_reference *r, xctl_arena *arena, const law_file *file, xctl_error *error)
{
	table *t = XCTL_PUSH(arena, &r->tables);
	if (!t)
		return xctl_fail_limit(error, "the reference evaluator");
	t->name = (xctl_str){ file->path.at, file->path.len - 4 };
	xctl_code code = xctl_tsv_read(&t->tsv, arena, file->text, "", error);
	if (code != XCTL_OK)
		return code;
	t->effective = xctl_tsv_column(&t->tsv, "effective");
	t->until = xctl_tsv_column(&t->tsv, "until");
	t->known = xctl_tsv_column(&t->tsv, "known");
	t->known_until = xctl_tsv_column(&t->tsv, "known_until");
	t->keys.arena = arena;
	for (uint32_t row = 0; row < t->tsv.n_rows; row++)
		if (!xctl_map_set(&t->keys, xctl_tsv_cell(&t->tsv, row, 0), row + 1))
			return xctl_fail_limit(error, "the reference evaluator");
	return XCTL_OK;
}

/* "fact NAME of P": its name and, where it has one, its party variable. */
static xctl_str fact_head(const law_block *block, xctl_str *own)
{
	xctl_str rest = block->head, name = xctl_str_word(&rest), of = xctl_str_word(&rest);
	*own = xctl_str_is(of, "of") ? xctl_str_word(&rest) : (xctl_str){ 0 };
	return name;
}

static bool number_facts(law_reference *r, xctl_arena *arena)
{
	uint32_t n = r->ast.blocks.count;
	r->first = XCTL_NEW_ARRAY(arena, uint32_t, n);
	r->next = XCTL_NEW_ARRAY(arena, uint32_t, n);
	if (!r->first || !r->next)
		return false;
	for (uint32_t i = 0; i < n; i++) {
		const law_block *b = &r->ast.blocks.at[i];
		xctl_str own;
		char key[KEY];
		r->next[i] = XCTL_NONE;
		xctl_str place = xctl_str_print(arena, "%.*s %u", XCTL_FMT(r->ast.sources.at[b->place.file].path), b->place.line);
		if (!place.at || !xctl_map_set(&r->blocks, place, i))
			return false;
		if (b->kind != LAW_FACT)
			continue;
		xctl_str name = fact_head(b, &own), fact = key_of(key, own.len ? 'P' : 'T', name, (xctl_str){ 0 });
		uint32_t number = xctl_map_get(&r->facts, fact);
		if (number == XCTL_NONE) {
			number = r->n_facts++;
			r->first[number] = XCTL_NONE;
			if (!remember(&r->facts, fact, number))
				return false;
		}
		r->next[i] = r->first[number];
		r->first[number] = i;
	}
	return true;
}

static bool number_attributes(law_reference *r)
{
	for (uint32_t i = 0; i < r->book->n_attributes; i++) {
		const law_attribute *a = &r->book->attributes[i];
		char key[KEY];
		if (a->term < LAW_TERM_PATTERN
			&& !remember(&r->attributes, key_of(key, a->object == LAW_OF_PARTY ? 'P' : 'T', law_str(r->book, a->path),
							     law_str(r->book, a->who)), i))
			return false;
	}
	return true;
}

xctl_code law_reference_open(law_reference **out, xctl_arena *arena, const law_book *book, const law_file *files,
	uint32_t n_files, xctl_error *error)
{
	law_reference *r = XCTL_NEW(arena, law_reference);
	if (!r)
		return xctl_fail_limit(error, "the reference evaluator");
	r->book = book;
	r->ast.arena = r->attributes.arena = r->facts.arena = r->blocks.arena = arena;
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; i < n_files && code == XCTL_OK; i++) {
		if (ends(files[i].path, ".md"))
			code = law_parse(&r->ast, files[i].path, files[i].text, error);
		else if (ends(files[i].path, ".tsv"))
			code = open_table(r, arena, &files[i], error);
	}
	if (code == XCTL_OK && (!number_facts(r, arena) || !number_attributes(r)))
		code = xctl_fail_limit(error, "the reference evaluator");
	if (code == XCTL_OK)
		*out = r;
	return code;
}

const law_ast *law_reference_ast(const law_reference *reference)
{
	return &reference->ast;
}

/* --- days --- */

static xctl_date day_or(xctl_str text, xctl_date otherwise)
{
	xctl_date day;
	return xctl_date_parse(text, &day) ? day : otherwise;
}

static bool within(xctl_date day, xctl_str from, xctl_str until)
{
	return day >= day_or(from, XCTL_DATE_MIN) && day < day_or(until, XCTL_DATE_MAX);
}

static bool block_in_force(const walk *w, const law_block *b)
{
	return within(w->frame->date, law_block_text(b, "effective"), law_block_text(b, "until"))
		&& within(w->frame->known, law_block_text(b, "known"), law_block_text(b, "known_until"));
}

static bool row_in_force(const walk *w, const table *t, uint32_t row)
{
	return within(w->frame->date, xctl_tsv_cell(&t->tsv, row, t->effective), xctl_tsv_cell(&t->tsv, row, t->until))
		&& within(w->frame->known, xctl_tsv_cell(&t->tsv, row, t->known), xctl_tsv_cell(&t->tsv, row, t->known_until));
}

/* --- sets --- */

static xctl_str meant(const instance *in, xctl_str word)
{
	return in->block->variable.len && xctl_str_eq(word, in->block->variable) ? in->value : word;
}

/* Both codes are read part by part ("3B001", ".c", ".1"; "7", "(16)"); a customs code digit by digit. The code lies under
 * the pattern when the pattern's parts are its first; where only the beginning of the code is sure, it may. */
static size_t next_part(xctl_str s, size_t at, bool digits)
{
	if (digits)
		return at + 1;
	size_t end = at + 1;
	while (end < s.len && s.at[end] != '.' && s.at[end] != '(')
		end++;
	return end;
}

static law_truth code_under(xctl_str code, size_t sure, xctl_str pattern, bool digits)
{
	size_t at = 0;
	while (at < pattern.len) {
		if (at >= code.len || at >= sure) {
			/* All that is sure was walked. A stated tail that agrees so far is taken at its word. */
			if (at >= code.len)
				return LAW_MAYBE;
			xctl_str rest = { pattern.at + at, pattern.len - at }, tail = { code.at + at, code.len - at };
			return code_under(tail, tail.len, rest, digits) == LAW_YES ? LAW_YES : LAW_MAYBE;
		}
		size_t end = next_part(pattern, at, digits), mine = next_part(code, at, digits);
		if (end != mine || memcmp(pattern.at + at, code.at + at, end - at) != 0)
			return LAW_NO;
		at = end;
	}
	return LAW_YES;
}

/* One value of the attribute against one text of a set: a word, or a code with perhaps " except A, B". */
static law_truth text_has(const law_value *v, uint32_t i, xctl_str text)
{
	if (v->type != LAW_CODES_TYPE && v->type != LAW_HS)
		return xctl_str_eq(text, v->words[i]) ? LAW_YES : LAW_NO;
	size_t sure = v->known_len ? v->known_len[i] : v->words[i].len, cut = 0;
	while (cut + 8 <= text.len && memcmp(text.at + cut, " except ", 8) != 0)
		cut++;
	bool excepts = cut + 8 <= text.len;
	xctl_str pattern = xctl_str_trim((xctl_str){ text.at, excepts ? cut : text.len });
	law_truth truth = code_under(v->words[i], sure, pattern, v->type == LAW_HS);
	xctl_str rest = excepts ? (xctl_str){ text.at + cut + 8, text.len - cut - 8 } : (xctl_str){ 0 };
	while (rest.len) {
		xctl_str out = xctl_str_trim(xctl_str_cut(&rest, ','));
		truth = law_and(truth, law_not(code_under(v->words[i], sure, out, v->type == LAW_HS)));
	}
	return truth;
}

static const table *table_named(const law_reference *r, xctl_str name)
{
	for (uint32_t i = 0; i < r->tables.count; i++)
		if (xctl_str_eq(r->tables.at[i].name, name))
			return &r->tables.at[i];
	return NULL;
}

static bool lists(xctl_str cell, xctl_str value)
{
	while (cell.len)
		if (xctl_str_eq(xctl_str_trim(xctl_str_cut(&cell, ',')), value))
			return true;
	return false;
}

/* The rows of the element that are in force: does one of them have the text? */
static law_truth rows_have(const walk *w, const instance *in, const law_element *e, const table *t, const law_value *v,
	uint32_t i, xctl_str country)
{
	law_truth any = LAW_NO;
	char name[KEY] = "";
	xctl_str column_name = meant(in, e->column);
	if (column_name.len < sizeof name)
		memcpy(name, column_name.at ? column_name.at : "", column_name.len);
	uint32_t column = e->column.len ? xctl_tsv_column(&t->tsv, name) : XCTL_NONE;
	for (uint32_t row = 0; row < t->tsv.n_rows && any != LAW_YES; row++) {
		xctl_str first = xctl_tsv_cell(&t->tsv, row, 0);
		law_truth has = country.len ? (xctl_str_eq(first, country) ? LAW_YES : LAW_NO) : text_has(v, i, first);
		if (has <= any)
			continue;
		if (column != XCTL_NONE && !lists(xctl_tsv_cell(&t->tsv, row, column), meant(in, e->value)))
			continue;
		if (row_in_force(w, t, row))
			any = has;
	}
	return any;
}

/* Where a country has no row of its own it takes that of the country it belongs to, by <government>/territories. */
static law_truth country_in_rows(const walk *w, const instance *in, const law_element *e, const table *t, const law_value *v,
	uint32_t i)
{
	char code[3], name[KEY];
	xctl_country_print(v->countries[i], code);
	xctl_str country = { code, 2 }, government = t->name;
	if (xctl_map_get(&t->keys, country) != XCTL_NONE)
		return rows_have(w, in, e, t, v, i, country);
	government = xctl_str_cut(&government, '/');
	if (government.len + sizeof "/territories" > sizeof name)
		return LAW_NO;
	memcpy(name, government.at, government.len);
	memcpy(name + government.len, "/territories", sizeof "/territories");
	const table *territories = table_named(w->r, xctl_str_of(name));
	law_truth any = LAW_NO;
	for (uint32_t row = 0; territories && territories != t && row < territories->tsv.n_rows; row++)
		if (xctl_str_eq(xctl_tsv_cell(&territories->tsv, row, 0), country))
			any = law_or(any, rows_have(w, in, e, t, v, i, xctl_tsv_cell(&territories->tsv, row, 1)));
	return any;
}

static law_truth element_has(const walk *w, const instance *in, const law_element *e, const law_value *v, uint32_t i)
{
	if (!e->table.len) {
		xctl_str literal = meant(in, e->literal);
		if (v->type == LAW_COUNTRIES)
			return xctl_country_of(literal) == v->countries[i] ? LAW_YES : LAW_NO;
		return text_has(v, i, literal);
	}
	const table *t = table_named(w->r, e->table);
	if (!t)
		return LAW_NO;
	return v->type == LAW_COUNTRIES ? country_in_rows(w, in, e, t, v, i) : rows_have(w, in, e, t, v, i, (xctl_str){ 0 });
}

/* One of the values is in the sum and not in what is taken away; where more may apply than was said, one may be. */
static law_truth in_set(const walk *w, const instance *in, const law_elements *set, const law_value *v)
{
	law_truth any = v->open ? LAW_MAYBE : LAW_NO;
	for (uint32_t i = 0; i < v->n; i++) {
		law_truth sum = LAW_NO, away = LAW_NO;
		for (uint32_t k = 0; k < set->count; k++)
			if (!set->at[k].minus)
				sum = law_or(sum, element_has(w, in, &set->at[k], v, i));
		for (uint32_t k = 0; k < set->count && sum != LAW_NO; k++)
			if (set->at[k].minus)
				away = law_or(away, element_has(w, in, &set->at[k], v, i));
		any = law_or(any, law_and(sum, law_not(away)));
	}
	return any;
}

/* --- conditions --- */

static const law_value *value_of(walk *w, char object, xctl_str path, xctl_str who, uint32_t party)
{
	char key[KEY];
	uint32_t attribute = xctl_map_get(&w->r->attributes, key_of(key, object, path, who));
	if (attribute == XCTL_NONE)
		return NULL;
	size_t whose = object == 'P' ? (size_t)party + 1 : 0;
	law_value **slot = &w->values[whose * w->r->book->n_attributes + attribute];
	if (!*slot) {
		*slot = XCTL_NEW(w->arena, law_value);
		if (!*slot) {
			w->no_room = true;
			return NULL;
		}
		**slot = law_read(w->r->book, attribute, w->frame, object == 'P' ? party : XCTL_NONE, w->arena);
	}
	return *slot;
}

static bool holds(law_op op, int order)
{
	switch (op) {
	case LAW_LE:
		return order <= 0;
	case LAW_LT:
		return order < 0;
	case LAW_GE:
		return order >= 0;
	case LAW_GT:
		return order > 0;
	case LAW_EQ:
		break;
	}
	return order == 0;
}

/* Whether the comparison holds of every number between the bounds, of some, of none. */
static law_truth number_compares(const law_value *v, law_op op, xctl_decimal with)
{
	if (!v->has_low && !v->has_high)
		return v->open ? LAW_MAYBE : LAW_NO;
	int low = v->has_low ? xctl_decimal_cmp(v->low, with) : -1, high = v->has_high ? xctl_decimal_cmp(v->high, with) : 1;
	bool below = low < 0, at = low <= 0 && high >= 0, above = high > 0;
	bool some = (below && holds(op, -1)) || (at && holds(op, 0)) || (above && holds(op, 1));
	bool all = (!below || holds(op, -1)) && (!at || holds(op, 0)) && (!above || holds(op, 1));
	return all ? LAW_YES : some ? LAW_MAYBE : LAW_NO;
}

static law_truth compares(const instance *in, const law_condition *c, const law_value *v)
{
	xctl_str text = meant(in, c->number);
	if (v->type == LAW_DATE) {
		xctl_date day = day_or(text, XCTL_DATE_NONE);
		if (v->assumed)
			return LAW_NO;
		if (!v->stated)
			return v->open ? LAW_MAYBE : LAW_NO;
		return holds(c->op, v->date < day ? -1 : v->date > day) ? LAW_YES : LAW_NO;
	}
	xctl_decimal number = { 0 };
	xctl_decimal_parse(text, false, &number);
	return number_compares(v, c->op, number);
}

static law_truth is_listed(const walk *w, const law_condition *c, uint32_t party)
{
	static const char *const scopes[] = { "none", "all", "listed", "codes", "unparsed" };
	const law_party *p = &w->frame->parties[party];
	law_truth any = p->unscreened || p->stranger ? LAW_MAYBE : LAW_NO;
	for (uint32_t i = 0; i < p->n_listings; i++) {
		const law_listing *l = &p->listings[i];
		bool fits = l->list < w->r->book->n_lists && xctl_str_eq(law_str(w->r->book, w->r->book->lists[l->list]), c->term);
		fits = fits && xctl_interval_has(l->effective, w->frame->date) && xctl_interval_has(l->known, w->frame->known);
		if (c->footnote.len)
			fits = fits && c->footnote.len == 1 && (l->footnotes >> (c->footnote.at[0] - '0') & 1);
		if (c->scope.len)
			fits = fits && xctl_str_is(c->scope, scopes[l->scope]);
		bool programme = c->programme.len == 0;
		for (uint32_t k = 0; k < l->n_programmes; k++)
			programme |= xctl_str_eq(l->programmes[k], c->programme);
		if (fits && programme)
			any = law_or(any, c->covering ? law_and(l->certain, l->covering) : l->certain);
	}
	return any;
}

static law_truth is_owned(const walk *w, const law_condition *c, uint32_t party)
{
	const law_party *p = &w->frame->parties[party];
	law_truth any = p->owners_unknown || p->stranger ? LAW_MAYBE : LAW_NO;
	for (uint32_t i = 0; i < p->n_ownings; i++) {
		const law_owning *o = &p->ownings[i];
		if (o->family >= w->r->book->n_families
			|| !xctl_str_eq(law_str(w->r->book, w->r->book->families[o->family]), c->term))
			continue;
		if (c->kind == LAW_TEST_RED_FLAG)
			any = law_or(any, o->red_flag);
		else
			any = law_or(any, c->covering ? law_and(o->reach, o->covering) : o->reach);
	}
	return any;
}

static law_truth fact_truth(walk *w, xctl_str name, char object, uint32_t party);

static law_truth is_yes(const law_condition *c, const law_value *v)
{
	xctl_str word = c->set.count ? c->set.at[0].literal : (xctl_str){ 0 };
	return xctl_str_is(word, "yes") || xctl_str_is(word, "true") ? v->truth : law_not(v->truth);
}

static law_truth plain_condition(walk *w, const instance *in, const law_condition *c, uint32_t party)
{
	static const char *const grades[] = { "none", "reason-to-know", "suspected", "aware" };
	char object = c->variable.len ? 'P' : 'T', path[KEY];
	const law_value *v;
	switch (c->kind) {
	case LAW_TEST_SOME:
		return LAW_YES;
	case LAW_TEST_LISTED:
		return is_listed(w, c, party);
	case LAW_TEST_OWNED:
	case LAW_TEST_RED_FLAG:
		return is_owned(w, c, party);
	case LAW_TEST_INFORMED: {
		law_element authority = { .literal = c->term };
		law_elements set = { &authority, 1, 1 };
		v = value_of(w, 'T', XCTL_STR("informed"), XCTL_STR(""), XCTL_NONE);
		return v ? in_set(w, &(instance){ .block = in->block }, &set, v) : LAW_MAYBE;
	}
	case LAW_TEST_KNOWLEDGE: {
		if (c->term.len + sizeof "knowledge." > sizeof path)
			return LAW_MAYBE;
		memcpy(path, "knowledge.", 10);
		memcpy(path + 10, c->term.at, c->term.len);
		v = value_of(w, 'T', (xctl_str){ path, c->term.len + 10 }, c->who, XCTL_NONE);
		xctl_decimal grade = { 0 };
		while (grade.coefficient < 3 && !xctl_str_is(c->grade, grades[grade.coefficient]))
			grade.coefficient++;
		return v ? number_compares(v, LAW_GE, grade) : LAW_MAYBE;
	}
	default:
		break;
	}
	v = value_of(w, object, c->term, XCTL_STR(""), party);
	if (!v)
		return c->kind == LAW_TEST_FACT ? fact_truth(w, c->term, object, party) : LAW_MAYBE;
	if (c->kind == LAW_TEST_FACT)
		return v->truth;
	if (c->kind == LAW_TEST_KNOWN)
		return v->stated && !v->assumed ? LAW_YES : LAW_NO;
	if (c->kind == LAW_TEST_COMPARE)
		return compares(in, c, v);
	return v->type == LAW_BOOL ? is_yes(c, v) : in_set(w, in, &c->set, v);
}

static law_truth condition_truth(walk *w, const instance *in, const law_condition *c, uint32_t party)
{
	if (c == w->counted)
		return w->as;
	law_truth truth = plain_condition(w, in, c, party);
	return c->negated ? law_not(truth) : truth;
}

/* --- blocks --- */

static bool of_some_party(const walk *w, const instance *in, const law_condition *c)
{
	return c != w->counted && c->kind != LAW_TEST_SOME && c->variable.len && !xctl_str_eq(c->variable, in->own);
}

static bool speaks_of_some_party(const walk *w, const instance *in, const law_group *group)
{
	for (uint32_t a = 0; a < group->count; a++)
		for (uint32_t i = 0; i < group->at[a].count; i++)
			if (of_some_party(w, in, group->at[a].at[i]))
				return true;
	return false;
}

/* What an alternative says of the transfer, and of the party the block itself is of. */
static law_truth own_truth(walk *w, const instance *in, const law_alternative *alternative)
{
	law_truth all = LAW_YES;
	for (uint32_t i = 0; i < alternative->count && all != LAW_NO; i++)
		if (!of_some_party(w, in, alternative->at[i]))
			all = law_and(all, condition_truth(w, in, alternative->at[i], in->party));
	return all;
}

/* Some party fits everything that the chosen alternatives say of the variable. */
static law_truth some_truth(walk *w, const instance *in, const law_alternative *const *chosen, uint32_t n, xctl_str variable)
{
	law_truth any = LAW_NO;
	for (uint32_t p = 0; p < w->frame->n_parties && any != LAW_YES; p++) {
		law_truth all = LAW_YES;
		for (uint32_t g = 0; g < n && all != LAW_NO; g++)
			for (uint32_t i = 0; i < chosen[g]->count && all != LAW_NO; i++) {
				const law_condition *c = chosen[g]->at[i];
				if (of_some_party(w, in, c) && xctl_str_eq(c->variable, variable))
					all = law_and(all, condition_truth(w, in, c, p));
			}
		any = law_or(any, all);
	}
	return any;
}

/* One alternative of every group was chosen: what they say together. A variable that none of them names asks nothing. */
static law_truth choice_truth(walk *w, const instance *in, const law_alternative *const *chosen, uint32_t n)
{
	law_truth all = LAW_YES;
	for (uint32_t g = 0; g < n && all != LAW_NO; g++)
		all = law_and(all, own_truth(w, in, chosen[g]));
	for (uint32_t g = 0; g < n && all != LAW_NO; g++)
		for (uint32_t i = 0; i < chosen[g]->count && all != LAW_NO; i++) {
			const law_condition *c = chosen[g]->at[i];
			bool first = of_some_party(w, in, c);
			for (uint32_t h = 0; h <= g && first; h++)
				for (uint32_t k = 0; k < (h == g ? i : chosen[h]->count); k++)
					if (of_some_party(w, in, chosen[h]->at[k]) && xctl_str_eq(chosen[h]->at[k]->variable, c->variable))
						first = false;
			if (first)
				all = law_and(all, some_truth(w, in, chosen, n, c->variable));
		}
	return all;
}

static law_truth choose(walk *w, const instance *in, const law_group *const *groups, uint32_t n,
	const law_alternative **chosen, uint32_t at)
{
	if (at == n)
		return choice_truth(w, in, chosen, n);
	law_truth any = LAW_NO;
	for (uint32_t a = 0; a < groups[at]->count && any != LAW_YES; a++) {
		chosen[at] = &groups[at]->at[a];
		any = law_or(any, choose(w, in, groups, n, chosen, at + 1));
	}
	return any;
}

/* Groups that speak of no `some` party stand for themselves; the others are taken together, every choice in turn. */
static law_truth groups_truth(walk *w, const instance *in, const law_group *groups, uint32_t n)
{
	law_truth all = LAW_YES;
	uint32_t n_bound = 0;
	const law_group **bound = XCTL_NEW_ARRAY(w->arena, const law_group *, n);
	const law_alternative **chosen = XCTL_NEW_ARRAY(w->arena, const law_alternative *, n);
	if (!bound || !chosen) {
		w->no_room = true;
		return LAW_MAYBE;
	}
	for (uint32_t g = 0; g < n && all != LAW_NO; g++) {
		if (speaks_of_some_party(w, in, &groups[g])) {
			bound[n_bound++] = &groups[g];
			continue;
		}
		law_truth any = LAW_NO;
		for (uint32_t a = 0; a < groups[g].count && any != LAW_YES; a++)
			any = law_or(any, own_truth(w, in, &groups[g].at[a]));
		all = law_and(all, any);
	}
	if (all != LAW_NO && n_bound)
		all = law_and(all, choose(w, in, bound, n_bound, chosen, 0));
	return all;
}

static law_truth instance_truth(walk *w, const instance *in, bool unless)
{
	const law_block *b = in->block;
	return unless ? groups_truth(w, in, &b->unless, 1) : groups_truth(w, in, b->when.at, b->when.count);
}

/* Hears of one value of a block's `for`; false to hear no more. */
typedef bool (*on_instance)(walk *w, const instance *in, void *context);

/* A block without `for` has one instance. */
static void each_instance(walk *w, instance in, on_instance hear, void *context)
{
	const law_block *b = in.block;
	bool more = b->variable.len != 0 || (hear(w, &in, context) && false);
	for (uint32_t i = 0; i < b->values.count && more; i++) {
		const law_element *e = &b->values.at[i];
		const table *t = e->table.len ? table_named(w->r, e->table) : NULL;
		char name[KEY] = "";
		if (e->column.len && e->column.len < sizeof name)
			memcpy(name, e->column.at, e->column.len);
		uint32_t column = t ? xctl_tsv_column(&t->tsv, name) : XCTL_NONE;
		for (uint32_t row = 0; t && row < t->tsv.n_rows; row++) {
			xctl_str cell = xctl_tsv_cell(&t->tsv, row, column);
			while (cell.len && more) {
				in.value = xctl_str_trim(xctl_str_cut(&cell, ','));
				more = !in.value.len || hear(w, &in, context);
			}
		}
		if (!t) {
			in.value = e->literal;
			more = hear(w, &in, context);
		}
	}
}

static bool or_instance(walk *w, const instance *in, void *context)
{
	law_truth *any = context;
	*any = law_or(*any, instance_truth(w, in, false));
	return *any != LAW_YES;
}

/* Of a fact any value will do. */
static law_truth unrolled_truth(walk *w, instance in)
{
	law_truth any = LAW_NO;
	each_instance(w, in, or_instance, &any);
	return any;
}

static law_truth fact_truth(walk *w, xctl_str name, char object, uint32_t party)
{
	const law_reference *r = w->r;
	char key[KEY];
	uint32_t fact = xctl_map_get(&r->facts, key_of(key, object, name, (xctl_str){ 0 }));
	if (fact == XCTL_NONE)
		return LAW_MAYBE;
	size_t whose = object == 'P' ? (size_t)party + 1 : 0;
	uint8_t *slot = &w->facts[whose * r->n_facts + fact];
	if (*slot)
		return (law_truth)(*slot - 1);
	law_truth any = LAW_NO;
	for (uint32_t i = r->first[fact]; i != XCTL_NONE && any != LAW_YES; i = r->next[i]) {
		instance in = { .block = &r->ast.blocks.at[i], .party = object == 'P' ? party : XCTL_NONE };
		fact_head(in.block, &in.own);
		if (block_in_force(w, in.block))
			any = law_or(any, unrolled_truth(w, in));
	}
	*slot = (uint8_t)(any + 1);
	return any;
}

/* --- heads --- */

/* What stands between the parentheses behind the block's own name: "us.ear.chart(NS2)". */
static xctl_str value_in(xctl_str name, xctl_str base)
{
	if (name.len < base.len + 2 || name.at[base.len] != '(')
		return (xctl_str){ 0 };
	size_t end = name.len - 1;
	while (end > base.len && name.at[end] != ')')
		end--;
	return (xctl_str){ name.at + base.len + 1, end > base.len ? end - base.len - 1 : 0 };
}

/* "A over B": some precedence between the two is in force. */
static bool precedence_in_force(const walk *w, xctl_str stronger, xctl_str base, xctl_str weaker)
{
	for (uint32_t i = 0; i < w->r->ast.blocks.count; i++) {
		const law_block *b = &w->r->ast.blocks.at[i];
		xctl_str rest = b->head, first = xctl_str_word(&rest), over = xctl_str_word(&rest), second = xctl_str_word(&rest);
		bool same = b->kind == LAW_OVERRIDES && over.len && xctl_str_eq(second, weaker)
			&& (xctl_str_eq(first, stronger) || xctl_str_eq(first, base));
		if (same && block_in_force(w, b))
			return true;
	}
	return false;
}

static law_truth head_truth(walk *w, uint32_t head)
{
	const law_reference *r = w->r;
	const law_head *h = &r->book->heads[head];
	xctl_buf place = { .at = NULL };
	if (h->kind == LAW_HEAD_PATTERN || h->object == LAW_OF_PARTY)
		return LAW_MAYBE;
	xctl_buf_printf(&place, "%.*s %u", XCTL_FMT(law_str(r->book, h->file)), h->line);
	uint32_t at = place.failed ? XCTL_NONE : xctl_map_get(&r->blocks, xctl_buf_view(&place));
	xctl_buf_drop(&place);
	if (at == XCTL_NONE)
		return LAW_MAYBE;
	instance in = { .block = &r->ast.blocks.at[at], .party = XCTL_NONE };
	xctl_str name = law_str(r->book, h->name), base = law_block_name(in.block);
	for (size_t i = 0; i + 6 < name.len; i++)
		if (memcmp(name.at + i, " over ", 6) == 0) {
			xctl_str weaker = { name.at + i + 6, name.len - i - 6 };
			name.len = i;
			if (!precedence_in_force(w, name, base, weaker))
				return LAW_NO;
		}
	if (!block_in_force(w, in.block))
		return LAW_NO;
	in.value = value_in(name, base);
	return instance_truth(w, &in, h->kind == LAW_HEAD_BAR);
}

static bool start(walk *w, law_reference *r, const law_frame *frame, xctl_arena *arena)
{
	size_t whose = (size_t)frame->n_parties + 1;
	*w = (walk){ .r = r, .frame = frame, .arena = arena };
	w->facts = XCTL_NEW_ARRAY(arena, uint8_t, whose * r->n_facts);
	w->values = xctl_alloc_array(arena, whose * r->book->n_attributes, sizeof *w->values);
	return w->facts && w->values;
}

law_truth law_reference_truth(law_reference *reference, const law_frame *frame, uint32_t head, xctl_arena *arena)
{
	walk w;
	if (!start(&w, reference, frame, arena))
		return LAW_MAYBE;
	law_truth truth = head_truth(&w, head);
	return w.no_room ? LAW_MAYBE : truth;
}

xctl_code law_reference_truths(uint8_t *truths, law_reference *reference, const law_frame *frame, xctl_arena *arena,
	xctl_error *error)
{
	walk w;
	if (!start(&w, reference, frame, arena))
		return xctl_fail_limit(error, "the reference evaluator");
	for (uint32_t i = 0; i < reference->book->n_heads; i++)
		truths[i] = (uint8_t)head_truth(&w, i);
	return w.no_room ? xctl_fail_limit(error, "the reference evaluator") : XCTL_OK;
}

/* --- one condition counted as given --- */

struct law_probe {
	walk w;
};

xctl_code law_probe_open(law_probe **out, law_reference *reference, const law_frame *frame, xctl_arena *arena, xctl_error *error)
{
	law_probe *probe = XCTL_NEW(arena, law_probe);
	if (!probe || !start(&probe->w, reference, frame, arena))
		return xctl_fail_limit(error, "the reference evaluator");
	*out = probe;
	return XCTL_OK;
}

typedef struct moving {
	const law_counted *counted;
	bool moves;
} moving;

/* To count a condition as true can only make more of the block, as false only less: mostly one look tells. */
static bool compare_instance(walk *w, const instance *in, void *context)
{
	moving *m = context;
	const law_counted *c = m->counted;
	w->as = c->as;
	w->counted = c->as == LAW_YES ? c->condition : NULL;
	law_truth more = instance_truth(w, in, c->unless);
	w->counted = c->as == LAW_YES ? NULL : c->condition;
	m->moves = more != LAW_NO && instance_truth(w, in, c->unless) != more;
	w->counted = NULL;
	return !m->moves;
}

bool law_probe_moves(law_probe *probe, const law_counted *counted)
{
	walk *w = &probe->w;
	instance in = { .block = counted->block, .party = XCTL_NONE };
	moving m = { .counted = counted };
	if (!block_in_force(w, in.block))
		return false;
	if (in.block->kind == LAW_FACT)
		fact_head(in.block, &in.own);
	for (uint32_t p = 0; p < (in.own.len ? w->frame->n_parties : 1) && !m.moves; p++) {
		in.party = in.own.len ? p : XCTL_NONE;
		each_instance(w, in, compare_instance, &m);
	}
	return m.moves;
}

xctl_code law_probe_truths(uint8_t *truths, law_probe *probe, const law_counted *counted, const uint32_t *heads, uint32_t n,
	xctl_error *error)
{
	walk w = probe->w; /* what was read of the transfer serves; facts must be found out anew */
	w.facts = XCTL_NEW_ARRAY(w.arena, uint8_t, ((size_t)w.frame->n_parties + 1) * w.r->n_facts);
	w.counted = counted ? counted->condition : NULL;
	w.as = counted ? counted->as : LAW_NO;
	for (uint32_t i = 0; w.facts && i < n; i++)
		truths[heads[i]] = (uint8_t)head_truth(&w, heads[i]);
	return w.facts && !w.no_room ? XCTL_OK : xctl_fail_limit(error, "the reference evaluator");
}
