/* Drafts to sheets: facts are ordered so that each is decided after what it speaks of; then everything is written flat. */
#include <stdlib.h>

#include "law/compiler.h"

enum { WHITE, GREY, BLACK };

typedef struct ordering {
	law_compiler *c;
	uint8_t *colour;  /* of attributes */
	uint32_t *level;  /* of attributes: the sheet level that decides it plus one; 0 for stated facts */
	/* drafts by the attribute they decide */
	uint32_t *first, *next;
} ordering;

static xctl_code level_of(ordering *o, uint32_t attribute, uint32_t depth, uint32_t *out);

static xctl_code draft_level(ordering *o, uint32_t draft, uint32_t depth, uint32_t *out)
{
	const law_draft *d = &o->c->drafts_list.at[draft];
	uint32_t level = 0;
	for (uint32_t i = 0; i < d->clauses.count; i++)
		for (uint32_t j = 0; j < d->clauses.at[i].count; j++) {
			uint32_t below;
			uint32_t attribute = o->c->tests_list.at[d->clauses.at[i].at[j].test].attribute;
			xctl_code code = level_of(o, attribute, depth, &below);
			if (code != XCTL_OK)
				return code;
			if (below > level)
				level = below;
		}
	*out = level;
	return XCTL_OK;
}

static xctl_code level_of(ordering *o, uint32_t attribute, uint32_t depth, uint32_t *out)
{
	const law_attribute *a = &o->c->attributes_list.at[attribute];
	*out = 0;
	if (a->term < LAW_TERM_PATTERN)
		return XCTL_OK;
	if (o->colour[attribute] == BLACK) {
		*out = o->level[attribute];
		return XCTL_OK;
	}
	uint32_t draft = o->first[attribute];
	law_place place = draft == XCTL_NONE ? (law_place){ 0, 0 } : o->c->drafts_list.at[draft].block->place;
	if (o->colour[attribute] == GREY || depth > 200)
		return law_wrong(o->c, place, "take one of the facts between out of its conditions", "the fact \"%.*s\" depends on itself",
			XCTL_FMT(law_interned(o->c, a->path)));
	o->colour[attribute] = GREY;
	uint32_t level = 0;
	for (; draft != XCTL_NONE; draft = o->next[draft]) {
		uint32_t own;
		xctl_code code = draft_level(o, draft, depth + 1, &own);
		if (code != XCTL_OK)
			return code;
		o->c->drafts_list.at[draft].level = own;
		if (own > level)
			level = own;
	}
	o->level[attribute] = level + 1;
	o->colour[attribute] = BLACK;
	*out = level + 1;
	return XCTL_OK;
}

static xctl_code order(ordering *o, uint32_t *last)
{
	law_compiler *c = o->c;
	uint32_t n = c->attributes_list.count, drafts = c->drafts_list.count;
	o->colour = XCTL_NEW_ARRAY(c->arena, uint8_t, n);
	o->level = XCTL_NEW_ARRAY(c->arena, uint32_t, n);
	o->first = XCTL_NEW_ARRAY(c->arena, uint32_t, n);
	o->next = XCTL_NEW_ARRAY(c->arena, uint32_t, drafts);
	if (!o->colour || !o->level || !o->first || !o->next)
		return law_no_room(c);
	for (uint32_t i = 0; i < n; i++)
		o->first[i] = XCTL_NONE;
	for (uint32_t i = drafts; i-- > 0;) {
		uint32_t attribute = c->drafts_list.at[i].head.attribute;
		if (attribute == XCTL_NONE)
			continue;
		o->next[i] = o->first[attribute];
		o->first[attribute] = i;
	}
	*last = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t level;
		xctl_code code = level_of(o, i, 0, &level);
		if (code != XCTL_OK)
			return code;
		if (level > *last)
			*last = level;
	}
	for (uint32_t i = 0; i < drafts; i++)
		if (c->drafts_list.at[i].head.attribute == XCTL_NONE)
			c->drafts_list.at[i].level = *last;
	return XCTL_OK;
}

typedef struct placed {
	uint32_t draft, level, object, kind;
	xctl_str name;
	xctl_date from, known;
} placed;

static int by_place(const void *a, const void *b)
{
	const placed *x = a, *y = b;
	if (x->level != y->level)
		return x->level < y->level ? -1 : 1;
	if (x->object != y->object)
		return x->object < y->object ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int names = xctl_str_cmp(x->name, y->name);
	if (names)
		return names;
	if (x->from != y->from)
		return x->from < y->from ? -1 : 1;
	if (x->known != y->known)
		return x->known < y->known ? -1 : 1;
	return x->draft < y->draft ? -1 : x->draft > y->draft;
}

typedef struct writing {
	law_compiler *c;
	XCTL_LIST(law_literal) literals;
	XCTL_LIST(law_clause) clauses;
	XCTL_LIST(law_head) heads;
	XCTL_LIST(law_sheet) sheets;
	uint32_t *head_of; /* of drafts */
} writing;

static bool pad(writing *w)
{
	while (w->clauses.count % 64) {
		law_clause *clause = XCTL_PUSH(w->c->arena, &w->clauses);
		if (!clause)
			return false;
		clause->head = XCTL_NONE;
	}
	return true;
}

static bool write_clauses(writing *w, const law_draft *d, uint32_t head)
{
	law_span span = { w->clauses.count, 0 };
	for (uint32_t i = 0; i < d->clauses.count; i++) {
		law_clause *clause = XCTL_PUSH(w->c->arena, &w->clauses);
		if (!clause)
			return false;
		clause->head = head;
		clause->literals = (law_span){ w->literals.count, d->clauses.at[i].count };
		for (uint32_t j = 0; j < d->clauses.at[i].count; j++) {
			law_literal *literal = XCTL_PUSH(w->c->arena, &w->literals);
			if (!literal)
				return false;
			*literal = (law_literal){ d->clauses.at[i].at[j].test, d->clauses.at[i].at[j].negated };
		}
		span.n++;
	}
	w->heads.at[head].clauses = span;
	return true;
}

/* Patterns the head's clauses use, with the variable each stands for: so that a reason can name the party. */
static bool write_patterns(writing *w, const law_draft *d, uint32_t head)
{
	law_span span = { w->c->links_list.count, 0 };
	for (uint32_t i = 0; i < d->clauses.count; i++)
		for (uint32_t j = 0; j < d->clauses.at[i].count; j++) {
			const law_lit *lit = &d->clauses.at[i].at[j];
			if (!lit->variable)
				continue;
			uint32_t attribute = w->c->tests_list.at[lit->test].attribute;
			bool seen = false;
			for (uint32_t k = 0; k < span.n; k++)
				seen |= w->c->links_list.at[span.from + 2 * k] == attribute
					&& w->c->links_list.at[span.from + 2 * k + 1] == (uint32_t)lit->variable;
			if (seen)
				continue;
			uint32_t *slot = XCTL_PUSH(w->c->arena, &w->c->links_list);
			if (!slot)
				return false;
			*slot = attribute;
			slot = XCTL_PUSH(w->c->arena, &w->c->links_list);
			if (!slot)
				return false;
			*slot = (uint32_t)lit->variable;
			span.n++;
		}
	w->heads.at[head].patterns = span;
	return true;
}

/* What grounds stand on is the last sheet, of the transfer: it is there even where a book has none. */
static bool write_last_sheet(writing *w)
{
	if (!pad(w))
		return false;
	if (w->sheets.count && w->sheets.at[w->sheets.count - 1].object == LAW_OF_TRANSFER)
		return true;
	law_sheet *sheet = XCTL_PUSH(w->c->arena, &w->sheets);
	if (!sheet)
		return false;
	sheet->object = LAW_OF_TRANSFER;
	sheet->clauses.from = w->clauses.count;
	sheet->heads.from = w->heads.count;
	return true;
}

static bool write_heads(writing *w, const placed *order_, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++) {
		bool starts = i == 0 || order_[i].level != order_[i - 1].level || order_[i].object != order_[i - 1].object;
		if (starts) {
			law_sheet *sheet = pad(w) ? XCTL_PUSH(w->c->arena, &w->sheets) : NULL;
			if (!sheet)
				return false;
			sheet->object = order_[i].object;
			sheet->clauses.from = w->clauses.count;
			sheet->heads.from = w->heads.count;
		}
		law_head *head = XCTL_PUSH(w->c->arena, &w->heads);
		if (!head)
			return false;
		const law_draft *d = &w->c->drafts_list.at[order_[i].draft];
		uint32_t index = w->heads.count - 1;
		*head = d->head;
		head->sheet = w->sheets.count - 1;
		w->head_of[order_[i].draft] = index;
		if (!write_clauses(w, d, index) || !write_patterns(w, d, index))
			return false;
		law_sheet *sheet = &w->sheets.at[w->sheets.count - 1];
		sheet->clauses.n = w->clauses.count - sheet->clauses.from;
		sheet->heads.n = w->heads.count - sheet->heads.from;
		if (d->head.attribute != XCTL_NONE && w->c->attributes_list.at[d->head.attribute].sheet == XCTL_NONE)
			w->c->attributes_list.at[d->head.attribute].sheet = w->sheets.count - 1;
	}
	return write_last_sheet(w);
}

/* Draft numbers become head numbers. */
static void relink(writing *w)
{
	law_compiler *c = w->c;
	for (uint32_t i = 0; i < w->heads.count; i++) {
		law_head *h = &w->heads.at[i];
		if (h->other != XCTL_NONE)
			h->other = w->head_of[h->other];
		for (uint32_t j = 0; j < h->targets.n; j++)
			c->links_list.at[h->targets.from + j] = w->head_of[c->links_list.at[h->targets.from + j]];
	}
	for (uint32_t i = 0; i < c->suspensions_list.count; i++)
		c->suspensions_list.at[i].head = w->head_of[c->suspensions_list.at[i].head];
}

/* For each test the clauses that hold it; for each attribute its tests; for each sheet its attributes. */
static bool write_lists(writing *w)
{
	law_compiler *c = w->c;
	for (uint32_t t = 0; t < c->tests_list.count; t++)
		for (uint32_t sign = 0; sign < 2; sign++) {
			law_span span = { c->links_list.count, 0 };
			for (uint32_t i = 0; i < w->clauses.count; i++)
				for (uint32_t j = 0; j < w->clauses.at[i].literals.n; j++) {
					const law_literal *l = &w->literals.at[w->clauses.at[i].literals.from + j];
					if (l->test != t || l->negated != sign)
						continue;
					uint32_t *slot = XCTL_PUSH(c->arena, &c->links_list);
					if (!slot)
						return false;
					*slot = i;
					span.n++;
				}
			if (sign)
				c->tests_list.at[t].negative = span;
			else
				c->tests_list.at[t].positive = span;
		}
	for (uint32_t a = 0; a < c->attributes_list.count; a++) {
		law_span span = { c->links_list.count, 0 };
		for (uint32_t t = 0; t < c->tests_list.count; t++) {
			if (c->tests_list.at[t].attribute != a)
				continue;
			uint32_t *slot = XCTL_PUSH(c->arena, &c->links_list);
			if (!slot)
				return false;
			*slot = t;
			span.n++;
		}
		c->attributes_list.at[a].tests = span;
	}
	uint8_t *used = XCTL_NEW_ARRAY(c->arena, uint8_t, c->attributes_list.count);
	if (!used)
		return false;
	for (uint32_t s = 0; s < w->sheets.count; s++) {
		law_sheet *sheet = &w->sheets.at[s];
		for (uint32_t a = 0; a < c->attributes_list.count; a++)
			used[a] = 0;
		for (uint32_t i = 0; i < sheet->clauses.n; i++) {
			const law_clause *clause = &w->clauses.at[sheet->clauses.from + i];
			for (uint32_t j = 0; j < clause->literals.n; j++)
				used[c->tests_list.at[w->literals.at[clause->literals.from + j].test].attribute] = 1;
		}
		law_span span = { c->links_list.count, 0 };
		for (uint32_t a = 0; a < c->attributes_list.count; a++) {
			if (!used[a])
				continue;
			uint32_t *slot = XCTL_PUSH(c->arena, &c->links_list);
			if (!slot)
				return false;
			*slot = a;
			span.n++;
		}
		w->sheets.at[s].attributes = span;
	}
	return true;
}

xctl_code law_layout(law_compiler *c, law_book *out)
{
	ordering o = { .c = c };
	uint32_t last, n = c->drafts_list.count;
	xctl_code code = order(&o, &last);
	if (code != XCTL_OK)
		return code;
	placed *order_ = XCTL_NEW_ARRAY(c->arena, placed, n);
	writing w = { .c = c, .head_of = XCTL_NEW_ARRAY(c->arena, uint32_t, n) };
	if (!order_ || !w.head_of)
		return law_no_room(c);
	for (uint32_t i = 0; i < n; i++) {
		const law_draft *d = &c->drafts_list.at[i];
		order_[i] = (placed){ i, d->level, d->head.object, d->head.kind, law_interned(c, d->head.name),
			d->head.effective.from, d->head.known.from };
	}
	qsort(order_, n, sizeof *order_, by_place);
	if (!write_heads(&w, order_, n))
		return law_no_room(c);
	relink(&w);
	if (!write_lists(&w))
		return law_no_room(c);
	*out = (law_book){
		.literals = w.literals.at, .n_literals = w.literals.count, .clauses = w.clauses.at,
		.n_clauses = w.clauses.count, .heads = w.heads.at, .n_heads = w.heads.count, .sheets = w.sheets.at,
		.n_sheets = w.sheets.count,
#define TAKE(name) .name = c->name##_list.at, .n_##name = c->name##_list.count
		TAKE(attributes), TAKE(tests), TAKE(members), TAKE(texts), TAKE(links), TAKE(affirms), TAKE(suspensions),
		TAKE(regimes), TAKE(systems), TAKE(codes), TAKE(countries), TAKE(lists), TAKE(families),
#undef TAKE
		.text = c->text_list.at, .n_text = c->text_list.count,
	};
	for (uint32_t i = 0; i < XCTL_COUNTRY_WORDS; i++)
		out->assigned[i] = c->assigned[i];
	return XCTL_OK;
}
