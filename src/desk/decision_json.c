/* A decision as JSON: the shape is docs/manual/decision.md. Written in one pass from the answer. */
#include <string.h>

#include "desk/desk.h"

typedef struct writing {
	xctl_json *w;
	const xctl_desk *desk;
	const law_book *book;
	const desk_answer *a;
	xctl_arena *arena;
} writing;

static void put(const writing *x, const char *key, law_text text)
{
	xctl_json_key(x->w, key);
	xctl_json_str(x->w, law_str(x->book, text));
}

static void put_word(const writing *x, const char *key, const char *word)
{
	xctl_json_key(x->w, key);
	xctl_json_text(x->w, word);
}

static void put_hash(const writing *x, const char *key, const xctl_digest *digest)
{
	char hex[65];
	xctl_hex(digest, hex);
	xctl_json_key(x->w, key);
	xctl_json_printf(x->w, "sha256:%s", hex);
}

static void put_interval(const writing *x, const char *key, xctl_interval i)
{
	xctl_json_key(x->w, key);
	xctl_json_array(x->w);
	xctl_json_date(x->w, i.from == XCTL_DATE_MIN ? XCTL_DATE_NONE : i.from);
	xctl_json_date(x->w, i.until == XCTL_DATE_MAX ? XCTL_DATE_NONE : i.until);
	xctl_json_end_array(x->w);
}

/* Citations stand apart by semicolons. */
static void put_cites(const writing *x, xctl_str cites, xctl_str more)
{
	xctl_json_key(x->w, "cites");
	xctl_json_array(x->w);
	xctl_str both[] = { cites, more };
	for (int i = 0; i < 2; i++)
		while (both[i].len) {
			xctl_str one = xctl_str_trim(xctl_str_cut(&both[i], ';'));
			if (one.len)
				xctl_json_str(x->w, one);
		}
	xctl_json_end_array(x->w);
}

static void put_item_number(const writing *x, uint32_t item)
{
	const xctl_transfer *t = x->a->transfer;
	if (item >= t->n_items)
		return;
	xctl_json_key(x->w, "item");
	if (t->items[item].line.stated == XCTL_STATED)
		xctl_json_decimal(x->w, t->items[item].line.value);
	else
		xctl_json_int(x->w, (int64_t)item + 1);
}

/* The stated facts a clause rests on, as pointers into the document. */
static void put_facts(const writing *x, const law_evaluation *e, const law_ground *g)
{
	xctl_json_key(x->w, "facts");
	xctl_json_array(x->w);
	const law_clause *c = &x->book->clauses[g->clause];
	for (uint32_t i = 0; i < c->literals.n; i++) {
		uint32_t attribute = x->book->tests[x->book->literals[c->literals.from + i].test].attribute;
		const law_attribute *a = &x->book->attributes[attribute];
		if (a->term < LAW_TERM_PATTERN && a->object == LAW_OF_TRANSFER)
			xctl_json_str(x->w, law_pointer(x->book, attribute, e->frame, XCTL_NONE, x->arena));
	}
	for (uint32_t b = 0; b < g->n_bindings; b++)
		if (g->bindings[b].party < x->a->transfer->n_parties)
			xctl_json_printf(x->w, "parties/%u", g->bindings[b].party);
	xctl_json_end_array(x->w);
}

static void put_ground(const writing *x, const desk_item_answer *one, uint32_t item, uint32_t number, const law_ground *g)
{
	const law_head *h = &x->book->heads[g->head];
	const law_frame *frame = one->evaluation->frame;
	xctl_json_object(x->w);
	xctl_json_key(x->w, "id");
	xctl_json_printf(x->w, "G%u", number);
	put(x, "rule", h->name);
	put_item_number(x, item);
	put_word(x, "verdict", law_verdict_words[g->verdict]);
	put_word(x, "state", g->truth == LAW_YES ? "stands" : "possible");
	put_word(x, "status", law_status_words[g->status]);
	put_interval(x, "effective", h->effective);
	put_interval(x, "known", h->known);
	xctl_str more = { 0 };
	if (g->suspension != XCTL_NONE)
		more = law_str(x->book, x->book->suspensions[g->suspension].cites);
	else if (g->member != XCTL_NONE)
		more = law_str(x->book, x->book->members[g->member].cites);
	/* A rule may say itself where the row's citation stands. */
	xctl_str law = law_render(x->book, law_str(x->book, h->cites), frame, g->bindings, g->n_bindings, g->member, x->arena);
	bool placed = g->suspension == XCTL_NONE && law.at != law_str(x->book, h->cites).at;
	put_cites(x, law, placed ? (xctl_str){ 0 } : more);
	put(x, "policy", h->policy);
	xctl_json_key(x->w, "says");
	xctl_json_str(x->w, law_render(x->book, law_str(x->book, h->says), frame, g->bindings, g->n_bindings, g->member, x->arena));
	if (g->status == LAW_UNVERIFIED)
		put_word(x, "confirm", "confirm: the law could not be verified for this day");
	if (g->suspension != XCTL_NONE && x->book->suspensions[g->suspension].says.len)
		put(x, "status_says", x->book->suspensions[g->suspension].says);
	put_facts(x, one->evaluation, g);
	xctl_json_key(x->w, "overcome_by");
	if (g->overcome == LAW_YES && g->overcome_by != XCTL_NONE)
		xctl_json_str(x->w, law_str(x->book, x->book->heads[g->overcome_by].name));
	else if (g->overcome == LAW_YES)
		xctl_json_text(x->w, "a held licence");
	else
		xctl_json_null(x->w);
	xctl_json_end_object(x->w);
}

/* Grounds are numbered through a regime, item by item. */
static uint32_t first_number(const desk_regime_answer *r, uint32_t item)
{
	uint32_t n = 1;
	for (uint32_t i = 0; i < item; i++)
		n += r->items[i].answer.n_grounds;
	return n;
}

static void put_exception(const writing *x, const desk_regime_answer *r, uint32_t item, const law_exception *e)
{
	const desk_item_answer *one = &r->items[item];
	const law_head *h = &x->book->heads[e->head];
	xctl_json_object(x->w);
	put(x, "rule", h->name);
	put_item_number(x, item);
	put(x, "symbol", h->symbol);
	put_word(x, "kind", h->exclusion ? "exclusion" : "licence-exception");
	put_word(x, "status", law_exception_words[e->status]);
	xctl_json_key(x->w, "overcomes");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < e->n_overcomes; i++)
		for (uint32_t g = 0; g < one->answer.n_grounds; g++)
			if (one->answer.grounds[g].head == e->overcomes[i])
				xctl_json_printf(x->w, "G%u", first_number(r, item) + g);
	xctl_json_end_array(x->w);
	xctl_json_key(x->w, "conditions");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < h->affirms.n; i++)
		xctl_json_str(x->w, law_str(x->book, x->book->affirms[h->affirms.from + i].text));
	xctl_json_end_array(x->w);
	if (h->says.len) {
		xctl_json_key(x->w, "says");
		xctl_json_str(x->w, law_render(x->book, law_str(x->book, h->says), one->evaluation->frame, NULL, 0, XCTL_NONE, x->arena));
	}
	if (e->standing == LAW_UNVERIFIED)
		put_word(x, "confirm", "confirm: the law could not be verified for this day");
	if (e->suspension != XCTL_NONE && x->book->suspensions[e->suspension].says.len)
		put(x, "status_says", x->book->suspensions[e->suspension].says);
	put_cites(x, law_str(x->book, h->cites), (xctl_str){ 0 });
	xctl_json_end_object(x->w);
}

static void put_missing(const writing *x, const law_missing *m)
{
	xctl_json_object(x->w);
	put_item_number(x, m->item);
	xctl_json_key(x->w, "fact");
	xctl_json_str(x->w, m->fact);
	xctl_json_key(x->w, "asks");
	xctl_json_str(x->w, m->asks);
	xctl_json_key(x->w, "if");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < m->n_outcomes; i++) {
		const law_outcome *o = &m->outcomes[i];
		xctl_json_object(x->w);
		xctl_json_key(x->w, "value");
		xctl_json_str(x->w, o->value);
		if (law_verdict_between(o->at_least, o->at_most) != LAW_UNDETERMINED)
			put_word(x, "verdict", law_verdict_words[law_verdict_between(o->at_least, o->at_most)]);
		if (o->at_least != o->at_most) {
			put_word(x, "at_least", law_verdict_words[o->at_least]);
			put_word(x, "at_most", law_verdict_words[o->at_most]);
		}
		if (o->says.len) {
			xctl_json_key(x->w, "says");
			xctl_json_str(x->w, o->says);
		}
		xctl_json_end_object(x->w);
	}
	xctl_json_end_array(x->w);
	xctl_json_end_object(x->w);
}

/* The same fact may be missing for several items or parties: told once. */
static bool told(const desk_regime_answer *r, uint32_t item, uint32_t index)
{
	xctl_str fact = r->items[item].answer.missing[index].fact;
	for (uint32_t i = 0; i <= item; i++)
		for (uint32_t k = 0; k < r->items[i].answer.n_missing && !(i == item && k >= index); k++)
			if (xctl_str_eq(r->items[i].answer.missing[k].fact, fact))
				return true;
	return false;
}

static void put_near(const writing *x, const desk_regime_answer *r)
{
	xctl_json_key(x->w, "near");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_items; i++)
		for (uint32_t n = 0; n < r->items[i].answer.n_near; n++) {
			const law_near *near = &r->items[i].answer.near[n];
			xctl_json_object(x->w);
			put(x, "rule", x->book->heads[near->head].name);
			put_item_number(x, i);
			xctl_json_key(x->w, "fails_only");
			xctl_json_str(x->w, law_literal_text(x->book, near->test, near->negated, x->arena));
			put_cites(x, law_render(x->book, law_str(x->book, x->book->heads[near->head].cites),
				r->items[i].evaluation->frame, NULL, 0, XCTL_NONE, x->arena), (xctl_str){ 0 });
			xctl_json_end_object(x->w);
		}
	xctl_json_end_array(x->w);
}

static void put_duties(const writing *x, const desk_regime_answer *r)
{
	xctl_json_key(x->w, "duties");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_items; i++)
		for (uint32_t d = 0; d < r->items[i].answer.n_duties; d++) {
			const law_aside *aside = &r->items[i].answer.duties[d];
			const law_head *h = &x->book->heads[aside->head];
			bool again = false;
			for (uint32_t k = 0; k < i; k++)
				for (uint32_t o = 0; o < r->items[k].answer.n_duties; o++)
					again |= r->items[k].answer.duties[o].head == aside->head;
			if (again)
				continue;
			xctl_json_object(x->w);
			put(x, "kind", h->name);
			xctl_json_key(x->w, "before_shipment");
			xctl_json_bool(x->w, h->before_shipment);
			put(x, "due", h->due);
			xctl_json_key(x->w, "says");
			xctl_json_str(x->w, law_render(x->book, law_str(x->book, h->says), r->items[i].evaluation->frame, aside->bindings,
				aside->n_bindings, XCTL_NONE, x->arena));
			put_cites(x, law_str(x->book, h->cites), (xctl_str){ 0 });
			xctl_json_end_object(x->w);
		}
	xctl_json_end_array(x->w);
}

/* Each list the regime needs that keeps it from saying clear, by name. */
static void put_list_notes(const writing *x, const desk_regime_answer *r)
{
	const law_regime *regime = &x->book->regimes[r->regime];
	for (uint32_t i = 0; i < regime->lists.n; i++) {
		xctl_str name = law_str(x->book, x->book->lists[x->book->links[regime->lists.from + i]]);
		uint32_t at = xctl_lists_find(&x->desk->snapshot.lists, name);
		xctl_list list;
		if (at == XCTL_NONE || !xctl_lists_head(&x->desk->snapshot.lists, at, &list)) {
			if (r->missing_list)
				xctl_json_printf(x->w, "the list %.*s is needed and not loaded: import it and build a snapshot with it",
					XCTL_FMT(name));
			continue;
		}
		if (r->excerpt && list.excerpt)
			xctl_json_printf(x->w, "the list %.*s is only an excerpt here: load the whole list, or accept excerpts",
				XCTL_FMT(name));
		if (r->stale && desk_age_days(&list, x->a->known) > list.max_age_days)
			xctl_json_printf(x->w, "the list %.*s is older than its %u days: load a newer one", XCTL_FMT(name),
				list.max_age_days);
	}
}

static void put_notes(const writing *x, const desk_regime_answer *r)
{
	xctl_json_key(x->w, "notes");
	xctl_json_array(x->w);
	if (r->hit)
		xctl_json_text(x->w, "a name on the transfer may be a listed party: adjudicate the hit");
	put_list_notes(x, r);
	xctl_json_end_array(x->w);
}

static void put_regime(const writing *x, const desk_regime_answer *r)
{
	const law_regime *regime = &x->book->regimes[r->regime];
	xctl_json_object(x->w);
	put(x, "government", regime->government);
	put(x, "authority", regime->authority);
	put(x, "regime", regime->name);
	put(x, "title", regime->title);
	put_word(x, "verdict", law_verdict_words[r->verdict]);
	put_word(x, "at_least", law_verdict_words[r->at_least]);
	put_word(x, "at_most", law_verdict_words[r->at_most]);
	xctl_json_key(x->w, "items");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_items; i++) {
		const law_item_answer *one = &r->items[i].answer;
		xctl_json_object(x->w);
		put_item_number(x, i);
		put_word(x, "subject", one->subject == LAW_YES ? "yes" : one->subject == LAW_NO ? "no" : "unknown");
		put_word(x, "verdict", law_verdict_words[one->verdict]);
		put_word(x, "at_least", law_verdict_words[one->at_least]);
		put_word(x, "at_most", law_verdict_words[one->at_most]);
		xctl_json_end_object(x->w);
	}
	xctl_json_end_array(x->w);
	xctl_json_key(x->w, "rules_looked_at");
	xctl_json_int(x->w, r->items[0].answer.n_rules);
	xctl_json_key(x->w, "grounds");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_items; i++)
		for (uint32_t g = 0; g < r->items[i].answer.n_grounds; g++)
			put_ground(x, &r->items[i], i, first_number(r, i) + g, &r->items[i].answer.grounds[g]);
	xctl_json_end_array(x->w);
	xctl_json_key(x->w, "exceptions");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_items; i++)
		for (uint32_t e = 0; e < r->items[i].answer.n_exceptions; e++)
			put_exception(x, r, i, &r->items[i].answer.exceptions[e]);
	xctl_json_end_array(x->w);
	xctl_json_key(x->w, "missing");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_items; i++)
		for (uint32_t m = 0; m < r->items[i].answer.n_missing; m++)
			if (!told(r, i, m))
				put_missing(x, &r->items[i].answer.missing[m]);
	xctl_json_end_array(x->w);
	put_near(x, r);
	put_duties(x, r);
	put_notes(x, r);
	xctl_json_end_object(x->w);
}

static void put_hit(const writing *x, const desk_person *person, const desk_hit *hit)
{
	static const char *const states[] = { "open", "same", "cleared", "open" };
	static const char *const strengths[] = { "none", "weak", "medium", "strong" };
	const xctl_transfer *t = x->a->transfer;
	xctl_entry entry;
	xctl_list list;
	uint32_t number;
	if (!xctl_lists_entry(&x->desk->snapshot.lists, hit->entry, x->arena, &entry, &number)
		|| !xctl_lists_head(&x->desk->snapshot.lists, number, &list))
		return;
	xctl_json_object(x->w);
	xctl_json_key(x->w, "party");
	if (person->party != XCTL_NONE)
		xctl_json_str(x->w, t->parties[person->party].role.at);
	else
		xctl_json_text(x->w, "owner");
	xctl_json_key(x->w, "name");
	xctl_json_str(x->w, person->name);
	xctl_json_key(x->w, "list");
	xctl_json_str(x->w, list.id);
	xctl_json_key(x->w, "entry");
	xctl_json_str(x->w, entry.id);
	xctl_json_key(x->w, "listed_name");
	xctl_json_str(x->w, hit->name.name < entry.n_names ? entry.names[hit->name.name].text
			: entry.n_names			   ? entry.names[0].text
							   : (xctl_str){ "", 0 });
	xctl_json_key(x->w, "score");
	xctl_json_int(x->w, hit->name.score);
	put_word(x, "strength", strengths[hit->name.strength]);
	put_word(x, "state", states[hit->state]);
	if (hit->reason.len) {
		xctl_json_key(x->w, "reason");
		xctl_json_str(x->w, hit->reason);
	}
	xctl_json_key(x->w, "evidence");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < hit->name.n_evidence; i++) {
		xctl_json_object(x->w);
		put_word(x, "on", hit->name.evidence[i].on);
		xctl_json_key(x->w, "yours");
		xctl_json_str(x->w, hit->name.evidence[i].yours);
		xctl_json_key(x->w, "theirs");
		xctl_json_str(x->w, hit->name.evidence[i].theirs);
		xctl_json_key(x->w, "points");
		xctl_json_int(x->w, hit->name.evidence[i].points);
		xctl_json_end_object(x->w);
	}
	xctl_json_end_array(x->w);
	xctl_json_key(x->w, "effect");
	if (entry.requirement_text.len)
		xctl_json_str(x->w, entry.requirement_text);
	else
		xctl_json_str(x->w, list.title);
	xctl_json_key(x->w, "policy");
	xctl_json_str(x->w, entry.policy_text);
	put_cites(x, entry.cites, list.cites);
	xctl_json_end_object(x->w);
}

static void put_hits(const writing *x)
{
	xctl_json_key(x->w, "hits");
	xctl_json_array(x->w);
	for (uint32_t p = 0; p < x->a->parties->n; p++)
		for (uint32_t h = 0; h < x->a->parties->at[p].n_hits; h++)
			put_hit(x, &x->a->parties->at[p], &x->a->parties->at[p].hits[h]);
	xctl_json_end_array(x->w);
}

/* Who holds what, where a listed owner reaches or shadows a party. */
static void put_ownership(const writing *x)
{
	xctl_json_key(x->w, "ownership");
	xctl_json_array(x->w);
	const desk_parties *parties = x->a->parties;
	for (uint32_t f = 0; f < parties->n_families; f++)
		for (uint32_t p = 0; p < parties->n; p++) {
			const xctl_owned *owned = &parties->families[f].owned[p];
			if (!owned->listed_owner && owned->reach == XCTL_REACH_NO)
				continue;
			xctl_json_object(x->w);
			xctl_json_key(x->w, "party");
			xctl_json_str(x->w, parties->at[p].name);
			put(x, "family", x->book->families[parties->families[f].family]);
			put_word(x, "reached", owned->reach == XCTL_REACH_MUST ? "yes" : owned->reach == XCTL_REACH_MAY ? "unknown" : "no");
			xctl_json_key(x->w, "certain_pct");
			xctl_json_decimal(x->w, owned->must_pct);
			xctl_json_key(x->w, "possible_pct");
			xctl_json_decimal(x->w, owned->may_pct);
			xctl_json_key(x->w, "through");
			xctl_json_array(x->w);
			for (uint32_t i = 0; i < owned->n_proof; i++) {
				const xctl_holding *h = &parties->holdings[owned->proof[i]];
				xctl_json_object(x->w);
				xctl_json_key(x->w, "owner");
				xctl_json_str(x->w, parties->at[h->owner].name);
				xctl_json_key(x->w, "owned");
				xctl_json_str(x->w, parties->at[h->owned].name);
				xctl_json_key(x->w, "pct");
				if (h->share_known)
					xctl_json_decimal(x->w, h->share_pct);
				else
					xctl_json_null(x->w);
				xctl_json_end_object(x->w);
			}
			xctl_json_end_array(x->w);
			xctl_json_end_object(x->w);
		}
	xctl_json_end_array(x->w);
}

static void put_conflicts(const writing *x)
{
	xctl_json_key(x->w, "conflicts");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->n_conflicts; i++) {
		const desk_conflict *conflict = &x->a->conflicts[i];
		const law_head *h = &x->book->heads[conflict->aside.head];
		xctl_json_object(x->w);
		put(x, "rule", h->name);
		xctl_json_key(x->w, "between");
		xctl_json_array(x->w);
		xctl_str between = law_str(x->book, h->between);
		while (between.len)
			xctl_json_str(x->w, xctl_str_trim(xctl_str_cut(&between, ',')));
		xctl_json_end_array(x->w);
		xctl_json_key(x->w, "says");
		xctl_json_str(x->w, law_render(x->book, law_str(x->book, h->says), conflict->frame, conflict->aside.bindings,
			conflict->aside.n_bindings, XCTL_NONE, x->arena));
		put_cites(x, law_str(x->book, h->cites), (xctl_str){ 0 });
		xctl_json_end_object(x->w);
	}
	xctl_json_end_array(x->w);
}

static void put_lists(const writing *x)
{
	xctl_json_key(x->w, "lists");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->desk->snapshot.lists.n_lists; i++) {
		xctl_list list;
		if (!xctl_lists_head(&x->desk->snapshot.lists, i, &list))
			continue;
		xctl_json_object(x->w);
		xctl_json_key(x->w, "list");
		xctl_json_str(x->w, list.id);
		xctl_json_key(x->w, "as_of");
		xctl_json_date(x->w, list.as_of);
		put_word(x, "completeness", list.excerpt ? "excerpt" : "full");
		xctl_json_key(x->w, "stale");
		xctl_json_bool(x->w, desk_age_days(&list, x->a->known) > list.max_age_days);
		xctl_json_end_object(x->w);
	}
	xctl_json_end_array(x->w);
}

static void put_items(const writing *x)
{
	xctl_json_key(x->w, "items");
	xctl_json_array(x->w);
	for (uint32_t i = 0; i < x->a->transfer->n_items; i++) {
		const xctl_item *item = &x->a->transfer->items[i];
		law_verdict worst = LAW_NOT_SUBJECT;
		for (uint32_t r = 0; r < x->a->n_regimes; r++)
			if (x->a->regimes[r].items[i].answer.verdict > worst)
				worst = x->a->regimes[r].items[i].answer.verdict;
		xctl_json_object(x->w);
		xctl_json_key(x->w, "line");
		if (item->line.stated == XCTL_STATED)
			xctl_json_decimal(x->w, item->line.value);
		else
			xctl_json_int(x->w, (int64_t)i + 1);
		if (item->name.stated == XCTL_STATED) {
			xctl_json_key(x->w, "name");
			xctl_json_str(x->w, item->name.at);
		}
		put_word(x, "verdict", law_verdict_words[worst]);
		xctl_json_end_object(x->w);
	}
	xctl_json_end_array(x->w);
}

static void put_head(const writing *x, const char *id)
{
	const xctl_transfer *t = x->a->transfer;
	put_word(x, "id", id);
	xctl_json_key(x->w, "transfer");
	if (t->id.stated == XCTL_STATED)
		xctl_json_str(x->w, t->id.at);
	else
		xctl_json_null(x->w);
	put_word(x, "verdict", law_verdict_words[x->a->verdict]);
	put_word(x, "at_least", law_verdict_words[x->a->at_least]);
	put_word(x, "at_most", law_verdict_words[x->a->at_most]);
	xctl_json_key(x->w, "unverified");
	xctl_json_bool(x->w, x->a->unverified);
	xctl_json_key(x->w, "stale");
	xctl_json_bool(x->w, x->a->stale);
	xctl_json_key(x->w, "as_of");
	xctl_json_object(x->w);
	xctl_json_key(x->w, "date");
	xctl_json_date(x->w, x->a->date);
	xctl_json_key(x->w, "known");
	xctl_json_date(x->w, x->a->known);
	put_hash(x, "rulebook", &x->desk->snapshot.rulebook_hash);
	put_hash(x, "lists", &x->desk->snapshot.lists_hash);
	put_hash(x, "snapshot", &x->desk->snapshot.hash);
	xctl_json_end_object(x->w);
}

/* Of all that is missing, once for the whole answer. */
static void put_all_missing(const writing *x)
{
	xctl_json_key(x->w, "missing");
	xctl_json_array(x->w);
	for (uint32_t r = 0; r < x->a->n_regimes; r++)
		for (uint32_t i = 0; i < x->a->n_items; i++)
			for (uint32_t m = 0; m < x->a->regimes[r].items[i].answer.n_missing; m++) {
				xctl_str fact = x->a->regimes[r].items[i].answer.missing[m].fact;
				bool again = told(&x->a->regimes[r], i, m);
				for (uint32_t q = 0; q < r && !again; q++)
					for (uint32_t k = 0; k < x->a->n_items && !again; k++)
						for (uint32_t n = 0; n < x->a->regimes[q].items[k].answer.n_missing && !again; n++)
							again = xctl_str_eq(x->a->regimes[q].items[k].answer.missing[n].fact, fact);
				if (!again)
					xctl_json_str(x->w, fact);
			}
	xctl_json_end_array(x->w);
}

static void put_foreign_law(const writing *x)
{
	uint32_t at = law_find_country(x->book, x->a->transfer->from.country);
	xctl_str name = at == XCTL_NONE ? XCTL_STR("the country it leaves") : law_str(x->book, x->book->countries[at].name);
	xctl_json_printf(x->w, "it leaves %.*s, whose own export controls are not in this book: ask there too", XCTL_FMT(name));
}

xctl_code desk_write_decision(xctl_buf *out, const xctl_desk *desk, const desk_answer *answer, const char *id,
	xctl_arena *arena, xctl_error *error)
{
	xctl_json w = { .to = out };
	writing x = { &w, desk, &desk->snapshot.book, answer, arena };
	xctl_json_object(&w);
	put_head(&x, id);
	put_items(&x);
	xctl_json_key(&w, "notes");
	xctl_json_array(&w);
	if (answer->foreign_law)
		put_foreign_law(&x);
	xctl_json_end_array(&w);
	xctl_json_key(&w, "jurisdictions");
	xctl_json_array(&w);
	for (uint32_t r = 0; r < answer->n_regimes; r++)
		put_regime(&x, &answer->regimes[r]);
	xctl_json_end_array(&w);
	put_hits(&x);
	put_ownership(&x);
	put_conflicts(&x);
	put_lists(&x);
	xctl_json_key(&w, "assumed");
	xctl_json_array(&w);
	for (uint32_t i = 0; i < answer->n_assumed; i++)
		xctl_json_str(&w, answer->assumed[i]);
	xctl_json_end_array(&w);
	put_all_missing(&x);
	xctl_json_key(&w, "unread");
	xctl_json_array(&w);
	for (uint32_t i = 0; i < answer->transfer->n_unread; i++)
		xctl_json_str(&w, answer->transfer->unread[i]);
	xctl_json_end_array(&w);
	xctl_json_end_object(&w);
	return out->failed ? xctl_fail_limit(error, "the decision") : XCTL_OK;
}
