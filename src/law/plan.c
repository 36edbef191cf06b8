#include "law/plan.h"

#include <stdlib.h>

static bool divide(law_plan *p, xctl_arena *arena)
{
	const law_book *b = p->book;
	for (uint32_t i = 0; i < b->n_attributes; i++) {
		const law_attribute *a = &b->attributes[i];
		if (a->term >= LAW_TERM_PATTERN)
			continue;
		uint32_t *slot = XCTL_PUSH(arena, &p->part[law_term_part(a->term)]);
		if (!slot)
			return false;
		*slot = i;
	}
	/* What a party comes to depends on these too. */
	uint8_t *taken = XCTL_NEW_ARRAY(arena, uint8_t, b->n_attributes);
	if (!taken)
		return false;
	for (uint32_t s = 0; s < b->n_sheets; s++)
		for (uint32_t i = 0; i < b->sheets[s].attributes.n && b->sheets[s].object == LAW_OF_PARTY; i++) {
			uint32_t attribute = b->links[b->sheets[s].attributes.from + i];
			const law_attribute *a = &b->attributes[attribute];
			if (a->object == LAW_OF_PARTY || taken[attribute])
				continue;
			taken[attribute] = 1;
			if (a->term >= LAW_TERM_PATTERN) {
				p->mixed = true;
				continue;
			}
			uint32_t *slot = XCTL_PUSH(arena, &p->part[LAW_PART_PARTY]);
			if (!slot)
				return false;
			*slot = attribute;
		}
	return true;
}

static bool number_facts(law_plan *p, xctl_arena *arena)
{
	const law_book *b = p->book;
	p->fact = XCTL_NEW_ARRAY(arena, uint32_t, b->n_attributes);
	p->attribute = XCTL_NEW_ARRAY(arena, uint32_t, b->n_attributes);
	p->clause_fact = XCTL_NEW_ARRAY(arena, uint32_t, b->n_clauses);
	if (!p->fact || !p->attribute || !p->clause_fact)
		return false;
	for (uint32_t i = 0; i < b->n_attributes; i++) {
		bool derived = b->attributes[i].term >= LAW_TERM_PATTERN;
		p->fact[i] = derived ? p->n_facts : XCTL_NONE;
		if (derived)
			p->attribute[p->n_facts++] = i;
	}
	for (uint32_t i = 0; i < b->n_clauses; i++) {
		uint32_t head = b->clauses[i].head, attribute = head == XCTL_NONE ? XCTL_NONE : b->heads[head].attribute;
		p->clause_fact[i] = attribute == XCTL_NONE ? XCTL_NONE : p->fact[attribute];
	}
	p->fact_words = XCTL_WORDS(p->n_facts);
	p->subject = XCTL_NEW_ARRAY(arena, uint32_t, b->n_regimes);
	for (uint32_t i = 0; p->subject && i < b->n_regimes; i++)
		p->subject[i] = b->regimes[i].subject == XCTL_NONE ? XCTL_NONE : p->fact[b->regimes[i].subject];
	return p->subject != NULL;
}

/* A literal that waits for a fact, with the slot it was given. */
typedef struct wait {
	uint32_t fact, negated, at;
	uint64_t clause;
} wait;

static int by_fact(const void *a, const void *b)
{
	const wait *x = a, *y = b;
	if (x->fact != y->fact)
		return x->fact < y->fact ? -1 : 1;
	if (x->negated != y->negated)
		return x->negated < y->negated ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

typedef struct waits {
	wait *at;
	uint32_t count, room;
} waits;

/* The same literal stands in the clause before. */
static bool repeated(const law_book *b, const law_clause *clause, uint32_t literal)
{
	const law_literal *l = &b->literals[clause->literals.from];
	for (uint32_t k = 0; k < literal; k++)
		if (l[k].test == l[literal].test && l[k].negated == l[literal].negated)
			return true;
	return false;
}

/* Literals of transfer sheets on derived facts; `slot` is kept in `at` until the number of slots is known. */
static bool gather(law_plan *p, waits *out, xctl_arena *arena)
{
	const law_book *b = p->book;
	for (uint32_t s = 0; s < b->n_sheets; s++) {
		const law_sheet *sheet = &b->sheets[s];
		for (uint32_t i = sheet->clauses.from; i < sheet->clauses.from + sheet->clauses.n; i++) {
			uint32_t slot = 0;
			for (uint32_t k = 0; k < b->clauses[i].literals.n && sheet->object == LAW_OF_TRANSFER; k++) {
				const law_literal *l = &b->literals[b->clauses[i].literals.from + k];
				uint32_t fact = p->fact[b->tests[l->test].attribute];
				if (fact == XCTL_NONE || repeated(b, &b->clauses[i], k))
					continue;
				wait *one = XCTL_PUSH(arena, out);
				if (!one)
					return false;
				*one = (wait){ fact, l->negated != 0, slot++, i };
			}
			if (slot > p->n_slots)
				p->n_slots = slot;
		}
	}
	return true;
}

/* The facts that each clause tests. */
static bool list_asked(law_plan *p, const waits *all, xctl_arena *arena)
{
	p->asks = XCTL_NEW_ARRAY(arena, uint64_t, (size_t)p->book->n_clauses * p->fact_words);
	for (uint32_t i = 0; p->asks && i < all->count; i++)
		xctl_bit_set(p->asks + (size_t)all->at[i].clause * p->fact_words, all->at[i].fact);
	return p->asks != NULL;
}

static bool wire(law_plan *p, xctl_arena *arena)
{
	waits all = { 0 };
	if (!gather(p, &all, arena) || !list_asked(p, &all, arena))
		return false;
	if (p->n_slots < LAW_SLOTS)
		p->n_slots = LAW_SLOTS;
	p->opened = XCTL_NEW_ARRAY(arena, uint64_t, (size_t)p->n_words * p->n_slots);
	p->effects = XCTL_NEW_ARRAY(arena, law_effect, p->n_facts);
	p->waiting = XCTL_NEW_ARRAY(arena, law_waiting, all.count);
	if (!p->opened || !p->effects || !p->waiting)
		return false;
	for (uint32_t i = 0; i < p->n_words * p->n_slots; i++)
		p->opened[i] = ~UINT64_C(0);
	for (uint32_t i = 0; i < all.count; i++) {
		uint32_t clause = (uint32_t)all.at[i].clause;
		all.at[i].at += clause / 64 * p->n_slots;
		all.at[i].clause = UINT64_C(1) << (clause % 64);
		if (!all.at[i].negated)
			p->opened[all.at[i].at] &= ~all.at[i].clause;
	}
	if (all.count)
		qsort(all.at, all.count, sizeof *all.at, by_fact);
	uint32_t n = 0;
	for (uint32_t i = 0; i < all.count; i++) {
		const wait *one = &all.at[i];
		law_span *span = one->negated ? &p->effects[one->fact].closes : &p->effects[one->fact].opens;
		bool same = i && by_fact(one, one - 1) == 0;
		if (same) {
			p->waiting[n - 1].clauses |= one->clause;
			continue;
		}
		if (!span->n)
			span->from = n;
		span->n++;
		p->waiting[n++] = (law_waiting){ one->at, one->clause };
	}
	for (uint32_t i = 0; i < p->n_facts; i++) {
		law_effect *e = &p->effects[i];
		for (uint32_t k = 0; k < LAW_FIRST_OPENED && e->opens.n; k++, e->opens.from++, e->opens.n--)
			e->first[k] = p->waiting[e->opens.from];
	}
	return true;
}

static bool shrink_leaves(law_plan *p, xctl_arena *arena)
{
	const law_book *b = p->book;
	p->last = &b->sheets[b->n_sheets - 1];
	p->last_from = p->last->clauses.from / 64;
	p->last_words = XCTL_WORDS(p->last->clauses.n);
	p->head_words = XCTL_WORDS(p->last->heads.n);
	p->leaves = XCTL_NEW_ARRAY(arena, law_leaf, p->last->clauses.n);
	if (!p->leaves)
		return false;
	for (uint32_t i = 0; i < p->last->clauses.n; i++) {
		uint32_t head = b->clauses[p->last->clauses.from + i].head;
		if (head == XCTL_NONE)
			continue;
		const law_head *h = &b->heads[head];
		p->leaves[i] = (law_leaf){ head, h->regime == XCTL_NONE ? UINT16_MAX : (uint16_t)h->regime, h->kind, h->verdict };
	}
	return true;
}

static bool add_day(struct law_days *days, xctl_arena *arena, xctl_date day)
{
	if (day == XCTL_DATE_MIN || day == XCTL_DATE_MAX)
		return true;
	xctl_date *slot = XCTL_PUSH(arena, days);
	if (slot)
		*slot = day;
	return slot != NULL;
}

static bool add_interval(law_plan *p, xctl_arena *arena, xctl_interval effective, xctl_interval known)
{
	return add_day(&p->effective, arena, effective.from) && add_day(&p->effective, arena, effective.until)
		&& add_day(&p->known, arena, known.from) && add_day(&p->known, arena, known.until);
}

static int by_day(const void *a, const void *b)
{
	const xctl_date *x = a, *y = b;
	return *x < *y ? -1 : *x > *y;
}

static void sort_days(struct law_days *days)
{
	uint32_t kept = 0;
	if (days->count)
		qsort(days->at, days->count, sizeof *days->at, by_day);
	for (uint32_t i = 0; i < days->count; i++)
		if (!kept || days->at[i] != days->at[kept - 1])
			days->at[kept++] = days->at[i];
	days->count = kept;
}

static bool gather_days(law_plan *p, xctl_arena *arena)
{
	const law_book *b = p->book;
	for (uint32_t i = 0; i < b->n_heads; i++)
		if (!add_interval(p, arena, b->heads[i].effective, b->heads[i].known)
			|| !add_day(&p->effective, arena, b->heads[i].attested))
			return false;
	for (uint32_t i = 0; i < b->n_suspensions; i++)
		if (!add_interval(p, arena, b->suspensions[i].effective, b->suspensions[i].known))
			return false;
	/* Members of one table stand together and mostly share their days. */
	const law_member *like = NULL;
	for (uint32_t i = 0; i < b->n_members; i++) {
		const law_member *m = &b->members[i];
		bool same = like && m->effective.from == like->effective.from && m->effective.until == like->effective.until
			&& m->known.from == like->known.from && m->known.until == like->known.until && m->attested == like->attested;
		like = m;
		if (!same && (!add_interval(p, arena, m->effective, m->known) || !add_day(&p->effective, arena, m->attested)))
			return false;
	}
	/* The day itself may be tested: "on or before" changes on the day and on the next. */
	for (uint32_t i = 0; i < b->n_tests; i++)
		if (b->tests[i].op == LAW_OP_DATE && b->tests[i].date < XCTL_DATE_MAX
			&& (!add_day(&p->effective, arena, b->tests[i].date) || !add_day(&p->effective, arena, b->tests[i].date + 1)))
			return false;
	sort_days(&p->effective);
	sort_days(&p->known);
	return true;
}

/* Days on which a test of the attribute may say something else of the same value. */
static bool add_test_days(law_plan *p, law_part part, uint32_t attribute, xctl_arena *arena)
{
	const law_book *b = p->book;
	struct law_days *effective = &p->part_effective[part], *known = &p->part_known[part];
	const law_member *like = NULL;
	for (uint32_t i = 0; i < b->attributes[attribute].tests.n; i++) {
		const law_test *t = &b->tests[b->links[b->attributes[attribute].tests.from + i]];
		if (t->op == LAW_OP_DATE && t->date < XCTL_DATE_MAX
			&& (!add_day(effective, arena, t->date) || !add_day(effective, arena, t->date + 1)))
			return false;
		for (uint32_t k = 0; k < t->members.n; k++) {
			const law_member *m = &b->members[t->members.from + k];
			bool same = like && m->effective.from == like->effective.from && m->effective.until == like->effective.until
				&& m->known.from == like->known.from && m->known.until == like->known.until;
			like = m;
			if (!same && (!add_day(effective, arena, m->effective.from) || !add_day(effective, arena, m->effective.until)
					     || !add_day(known, arena, m->known.from) || !add_day(known, arena, m->known.until)))
				return false;
		}
	}
	return true;
}

static bool gather_part_days(law_plan *p, xctl_arena *arena)
{
	for (uint32_t part = 0; part <= LAW_PART_PARTY; part++) {
		for (uint32_t i = 0; i < p->part[part].count; i++)
			if (!add_test_days(p, (law_part)part, p->part[part].at[i], arena))
				return false;
		sort_days(&p->part_effective[part]);
		sort_days(&p->part_known[part]);
	}
	return true;
}

bool law_plan_make(law_plan *out, const law_book *book, xctl_arena *arena)
{
	law_plan p = { .book = book, .n_words = book->n_clauses / 64 };
	if (!divide(&p, arena) || !number_facts(&p, arena) || !wire(&p, arena) || !shrink_leaves(&p, arena)
		|| !gather_days(&p, arena) || !gather_part_days(&p, arena))
		return false;
	*out = p;
	return true;
}

/* How many of the days are not later. */
static uint32_t passed(const struct law_days *days, xctl_date day)
{
	uint32_t low = 0, high = days->count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (days->at[middle] <= day)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t law_epoch(const law_plan *plan, xctl_date date, xctl_date known)
{
	return passed(&plan->effective, date) * (plan->known.count + 1) + passed(&plan->known, known);
}

uint32_t law_part_epoch(const law_plan *plan, law_part part, xctl_date date, xctl_date known)
{
	return passed(&plan->part_effective[part], date) * (plan->part_known[part].count + 1) + passed(&plan->part_known[part], known);
}
