/* Every regime over every item: frames, name hits that are still open, lists that are old or incomplete, the headline. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"

/* A code that stands in no table is an error of the document; what no table can check is left alone. */
static xctl_code check_item_codes(xctl_desk *desk, const xctl_item *item, const char *pointer, xctl_error *error)
{
	for (uint32_t s = 0; s < item->n_codes; s++)
		for (uint32_t i = 0; i < item->codes[s].codes.n; i++) {
			xctl_str system = item->codes[s].system, code = item->codes[s].codes.at[i];
			size_t known;
			const law_code *entry;
			bool hs = xctl_str_is(system, "HS"), digits = code.len >= 2 && code.len <= 10;
			for (size_t k = 0; k < code.len && hs; k++)
				digits &= code.at[k] >= '0' && code.at[k] <= '9';
			law_code_state state = law_code_look(&desk->snapshot.book, system, code, &known, &entry);
			bool missing = hs ? !digits : state == LAW_CODE_MISSING || code.len == 0;
			if (!missing)
				continue;
			xctl_fail(error, XCTL_INPUT, "%.*s code \"%.40s\" does not exist", XCTL_FMT(system),
				code.len ? code.at : "");
			xctl_at_pointer(error, "%s/codes/%.*s", pointer, XCTL_FMT(system));
			if (hs)
				xctl_hint(error, "write 2 to 10 digits without dots");
			else if (entry && known < code.len)
				xctl_hint(error, "%.*s has no such live paragraph; write the paragraph as the list does, or only %.*s",
					(int)known, code.at, (int)known, code.at);
			else
				xctl_hint(error, "write it as the list does (3A001.a.2, 7(16)), \"EAR99\", or \"none\" when it is not listed");
			return XCTL_INPUT;
		}
	return XCTL_OK;
}

xctl_code desk_check_codes(xctl_desk *desk, const xctl_transfer *t, xctl_error *error)
{
	for (uint32_t i = 0; i < t->n_items; i++) {
		char pointer[64];
		snprintf(pointer, sizeof pointer, "/items/%u", i);
		xctl_code code = check_item_codes(desk, &t->items[i], pointer, error);
		for (uint32_t k = 0; k < t->items[i].n_contains && code == XCTL_OK; k++) {
			snprintf(pointer, sizeof pointer, "/items/%u/contains/%u", i, k);
			code = check_item_codes(desk, &t->items[i].contains[k], pointer, error);
		}
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

typedef struct answering {
	xctl_desk *desk;
	const xctl_transfer *t;
	const desk_asking *asking;
	xctl_arena *arena;
	xctl_error *error;
	desk_answer *out;
	bool open_hits;
	XCTL_LIST(xctl_str) assumed;
	xctl_map assumed_at;
} answering;

static xctl_code assume(answering *a, xctl_str text)
{
	if (text.at && xctl_map_get(&a->assumed_at, text) != XCTL_NONE)
		return XCTL_OK;
	xctl_str *slot = text.at ? XCTL_PUSH(a->arena, &a->assumed) : NULL;
	if (!slot || !xctl_map_set(&a->assumed_at, text, a->assumed.count - 1))
		return xctl_fail_limit(a->error, "the answer");
	*slot = text;
	return XCTL_OK;
}

/* One item's frame evaluated; `assume_cleared` takes open hits for somebody else. */
static xctl_code evaluate(answering *a, uint32_t item, bool assume_cleared, const law_evaluation **out)
{
	law_frame *frame = XCTL_NEW(a->arena, law_frame);
	law_evaluation *e = XCTL_NEW(a->arena, law_evaluation);
	if (!frame || !e)
		return xctl_fail_limit(a->error, "the answer");
	*frame = (law_frame){
		.transfer = a->t,
		.item = item < a->t->n_items ? &a->t->items[item] : NULL,
		.item_index = item,
		.to = a->out->to,
		.date = a->out->date,
		.known = a->out->known,
		.world = a->out->world,
	};
	xctl_code code = desk_law_parties(&frame->parties, &frame->n_parties, a->desk, a->out->parties, a->t, frame->item,
		a->out->world, assume_cleared, a->arena, a->error);
	if (code == XCTL_OK)
		code = law_content(frame, a->desk->session, a->arena, a->error);
	if (code == XCTL_OK)
		code = law_evaluate(e, a->desk->session, frame, NULL, 0, a->arena, a->error);
	*out = e;
	return code;
}

static bool words_have(const xctl_words *words, xctl_str word)
{
	for (uint32_t i = 0; i < words->n; i++)
		if (xctl_str_eq_nocase(words->at[i], word))
			return true;
	return false;
}

static bool licence_covers_item(const xctl_authorisation *held, const xctl_item *item, uint32_t index)
{
	if (!held->items.n || !item)
		return true;
	char number[16];
	snprintf(number, sizeof number, "%u", index + 1);
	if (words_have(&held->items, xctl_str_of(number)))
		return true;
	for (uint32_t s = 0; s < item->n_codes; s++)
		for (uint32_t c = 0; c < item->codes[s].codes.n; c++)
			if (words_have(&held->items, item->codes[s].codes.at[c]))
				return true;
	return item->name.stated == XCTL_STATED && words_have(&held->items, item->name.at);
}

/* A held licence must name the receivers when it names parties at all. */
static bool licence_covers_parties(const xctl_authorisation *held, const xctl_transfer *t)
{
	for (uint32_t i = 0; held->parties.n && i < t->n_parties; i++) {
		const xctl_party *p = &t->parties[i];
		bool receives = desk_role_receives(p->role.at);
		if (receives && (p->name.stated != XCTL_STATED || !words_have(&held->parties, p->name.at)))
			return false;
	}
	return true;
}

/* Does a held licence of the regime's authority cover this item, on this day? */
static law_truth authorised(const answering *a, uint32_t regime, uint32_t item)
{
	const law_regime *r = &a->desk->snapshot.book.regimes[regime];
	xctl_str authority = law_str(&a->desk->snapshot.book, r->authority);
	law_truth best = LAW_NO;
	for (uint32_t i = 0; i < a->t->n_authorisations; i++) {
		const xctl_authorisation *held = &a->t->authorisations[i];
		const xctl_item *one = item < a->t->n_items ? &a->t->items[item] : NULL;
		if (held->authority.stated != XCTL_STATED || !xctl_str_eq_nocase(held->authority.at, authority)
			|| !licence_covers_item(held, one, item) || !licence_covers_parties(held, a->t))
			continue;
		xctl_date until = held->expires.date;
		bool ends = held->expires.stated == XCTL_STATED;
		if (!ends && held->issued.stated == XCTL_STATED && r->licence_months) {
			/* Months run from the day after it was given: its last day is the day of the same number. */
			until = xctl_date_add_months(held->issued.date, (int)r->licence_months) + 1;
			ends = true;
		}
		if ((held->issued.stated == XCTL_STATED && a->out->date < held->issued.date) || (ends && a->out->date >= until))
			continue;
		bool enough = held->remaining.stated != XCTL_STATED || !one || one->quantity.stated != XCTL_STATED
			|| xctl_decimal_cmp(one->quantity.value, held->remaining.value) <= 0;
		if (!enough)
			continue;
		bool stated = held->issued.stated == XCTL_STATED && ends && held->parties.n && held->items.n;
		best = law_or(best, stated ? LAW_YES : LAW_MAYBE);
	}
	return best;
}

bool desk_regime_covers(const law_book *book, uint32_t regime, xctl_str kind)
{
	const law_regime *r = &book->regimes[regime];
	for (uint32_t i = 0; i < r->covers.n; i++)
		if (xctl_str_eq(law_str(book, book->texts[r->covers.from + i]), kind))
			return true;
	return r->covers.n == 0;
}

bool desk_regime_minds(const xctl_desk *desk, uint32_t regime, const desk_hit *hit)
{
	const law_book *book = &desk->snapshot.book;
	const law_regime *r = &book->regimes[regime];
	uint32_t number = desk->list_number[hit->list];
	for (uint32_t l = 0; l < r->lists.n && number != XCTL_NONE && hit->state == DESK_OPEN; l++)
		if (book->links[r->lists.from + l] == number)
			return true;
	return false;
}

static bool has_hit(const answering *a, uint32_t regime)
{
	for (uint32_t p = 0; p < a->out->parties->n; p++)
		for (uint32_t h = 0; h < a->out->parties->at[p].n_hits; h++)
			if (desk_regime_minds(a->desk, regime, &a->out->parties->at[p].hits[h]))
				return true;
	return false;
}

void desk_take_hits(desk_between *with, const desk_between *without)
{
	law_verdict base = without->verdict;
	with->at_least = without->at_least > LAW_REVIEW ? without->at_least : LAW_REVIEW;
	if (with->at_most < with->at_least)
		with->at_most = with->at_least;
	with->verdict = base > LAW_REVIEW ? base : LAW_REVIEW;
}

static desk_between between_of(const law_item_answer *answer)
{
	return (desk_between){ answer->verdict, answer->at_least, answer->at_most };
}

static void take_hits(law_item_answer *answer, const law_item_answer *cleared)
{
	desk_between with = between_of(answer), without = between_of(cleared);
	desk_take_hits(&with, &without);
	answer->verdict = with.verdict;
	answer->at_least = with.at_least;
	answer->at_most = with.at_most;
}

static xctl_code answer_regime(answering *a, uint32_t regime, const law_evaluation *const *open,
	const law_evaluation *const *cleared, desk_regime_answer *out)
{
	desk_item_answer *items = XCTL_NEW_ARRAY(a->arena, desk_item_answer, a->out->n_items);
	if (!items)
		return xctl_fail_limit(a->error, "the answer");
	*out = (desk_regime_answer){ .regime = regime, .items = items };
	bool hit = a->open_hits && has_hit(a, regime);
	for (uint32_t i = 0; i < a->out->n_items; i++) {
		law_question q = { .regime = regime, .explain = a->asking->explain, .authorised = authorised(a, regime, i),
			.evaluation = open[i] };
		items[i].evaluation = open[i];
		xctl_code code = law_answer(&items[i].answer, &q, a->arena, a->error);
		if (code == XCTL_OK && hit && items[i].answer.subject != LAW_NO) {
			law_item_answer without;
			q.evaluation = cleared[i];
			code = law_answer(&without, &q, a->arena, a->error);
			if (code == XCTL_OK)
				take_hits(&items[i].answer, &without);
			out->hit = true;
		}
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

/* An act of a kind that the regime does not speak of. */
static xctl_code not_covered(answering *a, uint32_t regime, const law_evaluation *const *open, desk_regime_answer *out)
{
	desk_item_answer *items = XCTL_NEW_ARRAY(a->arena, desk_item_answer, a->out->n_items);
	if (!items)
		return xctl_fail_limit(a->error, "the answer");
	for (uint32_t i = 0; i < a->out->n_items; i++)
		items[i].evaluation = open[i]; /* nothing stands, and the zeroed verdicts say not-subject */
	*out = (desk_regime_answer){ .regime = regime, .items = items };
	return XCTL_OK;
}

desk_list_state desk_list_state_of(const xctl_desk *desk, uint32_t regime, uint32_t i, xctl_date known)
{
	const law_book *book = &desk->snapshot.book;
	xctl_str name = law_str(book, book->lists[book->links[book->regimes[regime].lists.from + i]]);
	uint32_t at = xctl_lists_find(&desk->snapshot.lists, name);
	xctl_list list;
	if (at == XCTL_NONE || !xctl_lists_head(&desk->snapshot.lists, at, &list))
		return (desk_list_state){ .missing = true };
	return (desk_list_state){ .excerpt = list.excerpt, .stale = desk_age_days(&list, known) > list.max_age_days };
}

/* Lists the regime needs before it may say clear: each must be there, full (or accepted), and fresh. */
static xctl_code look_at_lists(answering *a, desk_regime_answer *out)
{
	const law_book *book = &a->desk->snapshot.book;
	const law_regime *r = &book->regimes[out->regime];
	bool reached = false;
	for (uint32_t i = 0; i < a->out->n_items; i++)
		reached |= out->items[i].answer.subject != LAW_NO;
	for (uint32_t l = 0; l < r->lists.n && a->asking->consult_lists && reached; l++) {
		desk_list_state state = desk_list_state_of(a->desk, out->regime, l, a->out->known);
		out->missing_list |= state.missing;
		out->stale |= state.stale;
		out->excerpt |= state.excerpt && !a->asking->accept_excerpts;
		if (!state.excerpt || !a->asking->accept_excerpts)
			continue;
		xctl_code code = assume(a, xctl_str_print(a->arena, "lists/%.*s: an excerpt is taken for the whole list",
			XCTL_FMT(law_str(book, book->lists[book->links[r->lists.from + l]]))));
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

void desk_raise_to_review(desk_between *b)
{
	desk_take_worse(b, &(desk_between){ LAW_REVIEW, LAW_REVIEW, LAW_REVIEW });
}

void desk_take_worse(desk_between *worst, const desk_between *other)
{
	if (other->verdict > worst->verdict)
		worst->verdict = other->verdict;
	if (other->at_least > worst->at_least)
		worst->at_least = other->at_least;
	if (other->at_most > worst->at_most)
		worst->at_most = other->at_most;
}

static void sum_up(answering *a, desk_regime_answer *out)
{
	desk_between worst = { 0 }; /* not subject: the best there is */
	for (uint32_t i = 0; i < a->out->n_items; i++) {
		const law_item_answer *item = &out->items[i].answer;
		desk_between one = between_of(item);
		desk_take_worse(&worst, &one);
		for (uint32_t g = 0; g < item->n_grounds; g++)
			a->out->unverified |= item->grounds[g].status == LAW_UNVERIFIED && item->grounds[g].overcome != LAW_YES
				&& item->grounds[g].truth == LAW_YES;
		for (uint32_t e = 0; e < item->n_exceptions; e++)
			a->out->unverified |= item->exceptions[e].standing == LAW_UNVERIFIED && item->exceptions[e].status == LAW_APPLIES;
	}
	if (out->excerpt || out->stale || out->missing_list)
		desk_raise_to_review(&worst);
	out->verdict = worst.verdict;
	out->at_least = worst.at_least;
	out->at_most = worst.at_most;
	a->out->stale |= out->stale;
}

/* Facts that the transfer left unstated and its own "unstated": "no" closed. */
static xctl_code list_assumptions(answering *a, const law_evaluation *e)
{
	const law_book *book = e->book;
	if (a->out->world != LAW_WORLD_UNSTATED_NO)
		return XCTL_OK;
	for (uint32_t i = 0; i < book->n_attributes; i++) {
		const law_attribute *at = &book->attributes[i];
		/* What does not stand in the item was said with the first. */
		if (at->term >= LAW_TERM_PATTERN || (e->frame->item_index && law_term_part(at->term) > LAW_PART_CONTENT))
			continue;
		uint32_t n = at->object == LAW_OF_PARTY ? a->t->n_parties : 1;
		for (uint32_t p = 0; p < n; p++) {
			uint32_t party = at->object == LAW_OF_PARTY ? p : XCTL_NONE;
			if (!law_read(book, i, e->frame, party, a->arena).assumed)
				continue;
			xctl_code code = assume(a, law_pointer(book, i, e->frame, party, a->arena));
			if (code != XCTL_OK)
				return code;
		}
	}
	return XCTL_OK;
}

static xctl_code evaluate_items(answering *a, const law_evaluation **open, const law_evaluation **cleared)
{
	for (uint32_t i = 0; i < a->out->n_items; i++) {
		xctl_code code = evaluate(a, i, false, &open[i]);
		if (code == XCTL_OK && a->open_hits)
			code = evaluate(a, i, true, &cleared[i]);
		if (code == XCTL_OK)
			code = list_assumptions(a, open[i]);
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

/* A conflict speaks of the whole transfer: it is told once, with the first item that brings it about. */
static xctl_code collect_conflicts(answering *a, const law_evaluation *const *open)
{
	XCTL_LIST(desk_conflict) all = { 0 };
	for (uint32_t i = 0; i < a->out->n_items; i++) {
		const law_aside *found;
		uint32_t n;
		xctl_code code = law_conflicts(&found, &n, open[i], a->arena, a->error);
		if (code != XCTL_OK)
			return code;
		for (uint32_t k = 0; k < n; k++) {
			bool told = false;
			for (uint32_t t = 0; t < all.count && !told; t++)
				told = all.at[t].aside.head == found[k].head;
			desk_conflict *slot = told ? NULL : XCTL_PUSH(a->arena, &all);
			if (!told && !slot)
				return xctl_fail_limit(a->error, "the answer");
			if (slot)
				*slot = (desk_conflict){ .aside = found[k], .frame = open[i]->frame };
		}
	}
	a->out->conflicts = all.at;
	a->out->n_conflicts = all.count;
	return XCTL_OK;
}

static xctl_code answer_regimes(answering *a, const law_evaluation *const *open, const law_evaluation *const *cleared)
{
	const law_book *book = &a->desk->snapshot.book;
	desk_regime_answer *all = XCTL_NEW_ARRAY(a->arena, desk_regime_answer, book->n_regimes);
	xctl_code code = all ? XCTL_OK : xctl_fail_limit(a->error, "the answer");
	for (uint32_t r = 0; r < book->n_regimes && code == XCTL_OK; r++) {
		const law_regime *regime = &book->regimes[r];
		if (!desk_wants(a->asking->governments, law_str(book, regime->government)))
			continue;
		desk_regime_answer *out = &all[a->out->n_regimes];
		code = desk_regime_covers(book, r, a->t->kind.at) ? answer_regime(a, r, open, cleared, out)
								: not_covered(a, r, open, out);
		if (code == XCTL_OK)
			code = look_at_lists(a, out);
		if (code != XCTL_OK)
			break;
		sum_up(a, out);
		a->out->n_regimes++;
	}
	a->out->regimes = all;
	return code == XCTL_OK ? collect_conflicts(a, open) : code;
}

static xctl_code evaluate_and_answer(answering *a)
{
	const law_evaluation **open = xctl_alloc_array(a->arena, a->out->n_items, sizeof *open);
	const law_evaluation **cleared = xctl_alloc_array(a->arena, a->out->n_items, sizeof *cleared);
	xctl_code code = open && cleared ? evaluate_items(a, open, cleared) : xctl_fail_limit(a->error, "the answer");
	return code == XCTL_OK ? answer_regimes(a, open, cleared) : code;
}

bool desk_knows_law_of(const law_book *book, xctl_country country)
{
	char code[3];
	xctl_country_print(country, code);
	for (uint32_t r = 0; r < book->n_regimes; r++)
		if (xctl_str_is(law_str(book, book->regimes[r].government), code))
			return true;
	return false;
}

bool desk_minds_foreign_law(const desk_asking *asking)
{
	return !asking->governments && asking->consult_lists;
}

/* The country it leaves has export controls of its own, whatever the book knows of others: where the book does not hold
 * them, nobody may read the answer as leave to ship. */
static bool leaves_unknown_law(const answering *a)
{
	bool asked = desk_minds_foreign_law(a->asking) && a->t->from.stated == XCTL_STATED;
	return asked && !desk_knows_law_of(&a->desk->snapshot.book, a->t->from.country);
}

/* The worst of all regimes. */
static void headline(desk_answer *out)
{
	desk_between worst = { 0 };
	for (uint32_t r = 0; r < out->n_regimes; r++)
		desk_take_worse(&worst, &(desk_between){ out->regimes[r].verdict, out->regimes[r].at_least, out->regimes[r].at_most });
	if (out->foreign_law)
		desk_raise_to_review(&worst);
	out->verdict = worst.verdict;
	out->at_least = worst.at_least;
	out->at_most = worst.at_most;
}

desk_days desk_days_asked(const desk_asking *asking, xctl_date date, xctl_date leaves, xctl_date known, xctl_date today)
{
	desk_days days = { .date = asking->as_of, .known = asking->known };
	if (days.known == XCTL_DATE_NONE)
		days.known = known != XCTL_DATE_NONE ? known : today;
	if (days.date == XCTL_DATE_NONE)
		days.date = date != XCTL_DATE_NONE ? date : leaves;
	days.assumed = days.date == XCTL_DATE_NONE;
	if (days.assumed)
		days.date = days.known;
	return days;
}

static xctl_date day_stated(const xctl_day *day)
{
	return day->stated == XCTL_STATED ? day->date : XCTL_DATE_NONE;
}

static xctl_code set_days(answering *a)
{
	const xctl_transfer *t = a->t;
	desk_days days = desk_days_asked(a->asking, day_stated(&t->date), day_stated(&t->date_export), day_stated(&t->known),
		a->desk->today);
	a->out->date = days.date;
	a->out->known = days.known;
	if (!days.assumed)
		return XCTL_OK;
	char day[11];
	xctl_date_print(days.date, day);
	return assume(a, xctl_str_print(a->arena, "date: %s, the knowledge day", day));
}

xctl_code desk_answer_transfer(desk_answer *out, xctl_desk *desk, const xctl_transfer *t, const desk_asking *asking,
	xctl_arena *arena, xctl_error *error)
{
	desk_parties *parties = XCTL_NEW(arena, desk_parties);
	desk_answer answer = { .transfer = t, .parties = parties, .n_items = t->n_items ? t->n_items : 1,
		.to = t->to.stated == XCTL_STATED ? t->to.country : XCTL_COUNTRY_NONE };
	answering a = { .desk = desk, .t = t, .asking = asking, .arena = arena, .error = error, .out = &answer,
		.assumed_at = { .arena = arena } };
	answer.world = asking->world == LAW_WORLD_CLOSED ? LAW_WORLD_CLOSED
		: t->unstated_no			 ? LAW_WORLD_UNSTATED_NO
							 : LAW_WORLD_OPEN;
	if (!parties)
		return xctl_fail_limit(error, "the answer");
	xctl_code code = set_days(&a);
	if (code == XCTL_OK)
		code = desk_find_parties(parties, desk, t, answer.world, answer.date, answer.known, arena, error);
	for (uint32_t p = 0; code == XCTL_OK && p < parties->n; p++)
		for (uint32_t h = 0; h < parties->at[p].n_hits; h++)
			a.open_hits |= parties->at[p].hits[h].state == DESK_OPEN;
	if (code == XCTL_OK)
		code = evaluate_and_answer(&a);
	if (code != XCTL_OK)
		return code;
	answer.foreign_law = leaves_unknown_law(&a);
	headline(&answer);
	answer.assumed = a.assumed.at;
	answer.n_assumed = a.assumed.count;
	*out = answer;
	return XCTL_OK;
}

xctl_code desk_answer_with(desk_answer *out, xctl_desk *desk, const desk_answer *like, const desk_asking *asking,
	const law_evaluation *const *evaluations, xctl_arena *arena, xctl_error *error)
{
	desk_answer answer = *like;
	answering a = { .desk = desk, .t = like->transfer, .asking = asking, .arena = arena, .error = error, .out = &answer,
		.assumed_at = { .arena = arena } };
	answer.n_regimes = 0;
	answer.stale = answer.unverified = false;
	xctl_code code = answer_regimes(&a, evaluations, evaluations);
	if (code != XCTL_OK)
		return code;
	headline(&answer);
	*out = answer;
	return XCTL_OK;
}
