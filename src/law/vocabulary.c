/* The terms rules may speak of, and how each is read from a transfer. One table; the manual's list of terms is its text. */
#include <stdio.h>
#include <string.h>

#include "law/value.h"

typedef struct reading {
	const law_book *book;
	const law_attribute *attribute;
	const law_frame *frame;
	uint32_t party;
	xctl_arena *arena;
	xctl_stated stated;
	bool gap;       /* part of a stated whole says nothing of this (a part without a code) */
	bool array_gap; /* the same, and what is absent is an array */
} reading;

typedef void (*read_term)(reading *r, law_value *v);

static void keep_word(reading *r, law_value *v, const xctl_word *word)
{
	r->stated = word->stated;
	if (word->stated == XCTL_STATED) {
		v->words = &word->at;
		v->n = 1;
	}
}

static void keep_words(reading *r, law_value *v, const xctl_words *words)
{
	r->stated = words->stated;
	if (words->stated == XCTL_STATED) {
		v->words = words->at;
		v->n = words->n;
	}
}

static void keep_place(reading *r, law_value *v, const xctl_place *place)
{
	r->stated = place->stated;
	if (place->stated == XCTL_STATED) {
		v->countries = &place->country;
		v->n = 1;
	}
}

static void keep_yes(reading *r, law_value *v, const xctl_yes *yes)
{
	r->stated = yes->stated;
	if (yes->stated == XCTL_STATED)
		v->truth = yes->yes ? LAW_YES : LAW_NO;
}

static void keep_number(reading *r, law_value *v, const xctl_number *number)
{
	r->stated = number->stated;
	if (number->stated == XCTL_STATED) {
		v->has_low = v->has_high = true;
		v->low = v->high = number->value;
	}
}

static void keep_date(reading *r, law_value *v, const xctl_day *day)
{
	r->stated = day->stated;
	v->date = day->date;
}

static xctl_str parameter(const reading *r)
{
	return law_str(r->book, r->attribute->parameter);
}

static const xctl_party *party_of(const reading *r)
{
	return &r->frame->transfer->parties[r->party];
}

#define TRANSFER_TERM(name, keep, member)                                                                              \
	static void read_##name(reading *r, law_value *v)                                                              \
	{                                                                                                              \
		keep(r, v, &r->frame->transfer->member);                                                               \
	}
#define ITEM_TERM(name, keep, member)                                                                                  \
	static void read_##name(reading *r, law_value *v)                                                              \
	{                                                                                                              \
		if (r->frame->item)                                                                                    \
			keep(r, v, &r->frame->item->member);                                                           \
	}
#define PARTY_TERM(name, keep, member)                                                                                 \
	static void read_##name(reading *r, law_value *v)                                                              \
	{                                                                                                              \
		keep(r, v, &party_of(r)->member);                                                                      \
	}

TRANSFER_TERM(kind, keep_word, kind)
TRANSFER_TERM(date_contract, keep_date, date_contract)
TRANSFER_TERM(date_order, keep_date, date_order)
TRANSFER_TERM(date_loaded, keep_date, date_loaded)
TRANSFER_TERM(date_export, keep_date, date_export)
TRANSFER_TERM(date_arrival, keep_date, date_arrival)
TRANSFER_TERM(from, keep_place, from)
TRANSFER_TERM(to_region, keep_word, to_region)
TRANSFER_TERM(end_use, keep_words, end_use)
TRANSFER_TERM(investment_pct, keep_number, investment.pct)
TRANSFER_TERM(investment_government, keep_place, investment.government)
TRANSFER_TERM(investment_government_pct, keep_number, investment.government_pct)
TRANSFER_TERM(investment_rights, keep_words, investment.rights)
TRANSFER_TERM(investment_activities, keep_words, investment.activities)
TRANSFER_TERM(procurement_for, keep_words, procurement_for)
ITEM_TERM(type, keep_word, type)
ITEM_TERM(origin, keep_place, origin)
ITEM_TERM(direct_product_of, keep_words, direct_product_of)
ITEM_TERM(plant_direct_product_of, keep_words, plant_direct_product_of)
ITEM_TERM(release_form, keep_word, release_form)
ITEM_TERM(release_storage, keep_word, release_storage)
ITEM_TERM(release_encryption, keep_word, release_encryption)
ITEM_TERM(release_published, keep_yes, release_published)
PARTY_TERM(role, keep_word, role)
PARTY_TERM(country, keep_place, country)
PARTY_TERM(incorporated, keep_place, incorporated)
PARTY_TERM(headquarters, keep_place, headquarters)
PARTY_TERM(residence, keep_place, residence)
PARTY_TERM(us_person, keep_yes, us_person)
PARTY_TERM(party_type, keep_word, type)
PARTY_TERM(foreign_income_pct, keep_number, foreign_income_pct)
PARTY_TERM(facility_node, keep_word, facility_node)
PARTY_TERM(facility_backend_only, keep_yes, facility_backend_only)
PARTY_TERM(facility_connected_to, keep_words, facility_connected_to)

static const xctl_str in_country = { "in-country", 10 };

/* What the act is once places are looked at: an export that stays in one country is a transfer in that country. */
static void read_event(reading *r, law_value *v)
{
	const xctl_transfer *t = r->frame->transfer;
	keep_word(r, v, &t->kind);
	bool moves = v->n && (xctl_str_is(t->kind.at, "export") || xctl_str_is(t->kind.at, "reexport"));
	bool from = t->from.stated == XCTL_STATED, to = r->frame->to != XCTL_COUNTRY_NONE;
	if (moves && from && to && t->from.country == r->frame->to)
		v->words = &in_country;
	/* Between which countries is part of what the act is: until both are known it may be either. */
	if (moves && !(from && to) && r->frame->world != LAW_WORLD_CLOSED) {
		v->n = 0;
		r->stated = XCTL_NULL;
	}
}

static void read_date(reading *r, law_value *v)
{
	r->stated = XCTL_STATED;
	v->date = r->frame->date;
}

static void read_to(reading *r, law_value *v)
{
	bool asked = r->frame->transfer->to.stated == XCTL_NULL;
	r->stated = r->frame->to != XCTL_COUNTRY_NONE ? XCTL_STATED : asked ? XCTL_NULL : XCTL_ABSENT;
	if (r->stated == XCTL_STATED) {
		v->countries = &r->frame->to;
		v->n = 1;
	}
}

static void read_via(reading *r, law_value *v)
{
	const xctl_places *via = &r->frame->transfer->via;
	r->stated = via->stated;
	v->countries = via->at;
	v->n = via->n;
}

/* Codes with how much of each is sure; `none` stays a word that no pattern covers. */
static void keep_codes(reading *r, law_value *v, const xctl_words *codes, xctl_str system)
{
	if (!codes) {
		r->stated = XCTL_ABSENT;
		return;
	}
	keep_words(r, v, codes);
	size_t *known = XCTL_NEW_ARRAY(r->arena, size_t, v->n);
	if (!known) {
		v->n = 0;
		r->stated = XCTL_NULL;
		return;
	}
	for (uint32_t i = 0; i < v->n; i++) {
		known[i] = v->words[i].len;
		law_code_look(r->book, system, v->words[i], &known[i], NULL);
	}
	v->known_len = known;
}

static void read_codes(reading *r, law_value *v)
{
	if (r->frame->item)
		keep_codes(r, v, xctl_item_codes(r->frame->item, parameter(r)), parameter(r));
}

static const xctl_number *amount(const xctl_item *item, xctl_str currency)
{
	for (uint32_t i = 0; i < item->n_values; i++)
		if (xctl_str_eq(item->values[i].currency, currency))
			return &item->values[i].value;
	return item->currency.stated == XCTL_STATED && xctl_str_eq(item->currency.at, currency) ? &item->value : NULL;
}

static void read_value(reading *r, law_value *v)
{
	const xctl_number *number = r->frame->item ? amount(r->frame->item, parameter(r)) : NULL;
	if (number)
		keep_number(r, v, number);
}

/* The entry of a code: value limits count the sub-row or the ECCN, not its paragraphs (6(6) of 6(6).1, 3A001 of 3A001.a). */
static xctl_str entry_of(xctl_str code)
{
	return xctl_str_cut(&code, '.');
}

/* Whether two lines stand under any government's same entry; where none lists both, nobody can say. */
static law_truth same_code(const xctl_item *a, const xctl_item *b)
{
	bool compared = false;
	for (uint32_t s = 0; s < a->n_codes; s++) {
		const xctl_words *x = &a->codes[s].codes, *y = xctl_item_codes(b, a->codes[s].system);
		if (xctl_str_is(a->codes[s].system, "HS") || !x->n || !y || !y->n)
			continue;
		compared = true;
		if (xctl_str_eq(entry_of(x->at[0]), entry_of(y->at[0])))
			return LAW_YES;
	}
	return compared ? LAW_NO : LAW_MAYBE;
}

/* Value limits sum the lines of one entry: with another line under any government's same entry. */
static void read_code_total(reading *r, law_value *v)
{
	const xctl_item *item = r->frame->item;
	if (!item)
		return;
	const xctl_number *own = amount(item, parameter(r));
	if (!own || own->stated != XCTL_STATED)
		return;
	xctl_decimal sum = own->value;
	bool whole = true, null = false;
	for (uint32_t i = 0; i < r->frame->transfer->n_items; i++) {
		const xctl_item *other = &r->frame->transfer->items[i];
		law_truth same = other == item ? LAW_NO : same_code(item, other);
		if (same == LAW_NO)
			continue;
		const xctl_number *more = amount(other, parameter(r));
		bool known = same == LAW_YES && more && more->stated == XCTL_STATED;
		/* Perhaps a line of the same entry, or one without a value in this currency: it can only be more. */
		if (!known || !xctl_decimal_add(sum, more->value, &sum))
			whole = false;
		null |= more && more->stated == XCTL_NULL;
	}
	r->stated = whole ? XCTL_STATED : null ? XCTL_NULL : XCTL_ABSENT;
	v->has_low = true;
	v->has_high = whole;
	v->low = v->high = sum;
}

static void read_us_content(reading *r, law_value *v)
{
	r->stated = r->frame->has_content ? XCTL_STATED : XCTL_NULL;
	if (!r->frame->has_content && r->frame->item && r->frame->item->content_stated == XCTL_ABSENT)
		r->stated = XCTL_ABSENT;
	v->has_low = v->has_high = r->frame->has_content;
	v->low = r->frame->content_low;
	v->high = r->frame->content_high;
}

static void read_us_content_report(reading *r, law_value *v)
{
	const xctl_item *item = r->frame->item;
	for (uint32_t i = 0; item && i < item->n_content; i++)
		if (item->content[i].destination.stated != XCTL_STATED
			|| item->content[i].destination.country == r->frame->to)
			keep_yes(r, v, &item->content[i].report_filed);
}

static void read_contains_codes(reading *r, law_value *v)
{
	const xctl_item *item = r->frame->item;
	if (!item)
		return;
	r->stated = item->contains_stated;
	uint32_t total = 0;
	for (uint32_t i = 0; i < item->n_contains; i++) {
		const xctl_words *codes = xctl_item_codes(&item->contains[i], parameter(r));
		total += codes && codes->stated == XCTL_STATED ? codes->n : 0;
		v->open |= codes && codes->stated == XCTL_NULL;
		r->gap |= !codes || codes->stated == XCTL_ABSENT;
	}
	xctl_str *all = XCTL_NEW_ARRAY(r->arena, xctl_str, total);
	if (!all)
		return;
	xctl_words joined = { item->contains_stated, 0, all };
	for (uint32_t i = 0; i < item->n_contains; i++) {
		const xctl_words *codes = xctl_item_codes(&item->contains[i], parameter(r));
		for (uint32_t j = 0; codes && j < codes->n; j++)
			all[joined.n++] = codes->at[j];
	}
	keep_codes(r, v, &joined, parameter(r));
}

static void read_contains_origin(reading *r, law_value *v)
{
	const xctl_item *item = r->frame->item;
	if (!item)
		return;
	r->stated = item->contains_stated;
	xctl_country *all = XCTL_NEW_ARRAY(r->arena, xctl_country, item->n_contains);
	for (uint32_t i = 0; all && i < item->n_contains; i++) {
		v->open |= item->contains[i].origin.stated == XCTL_NULL;
		r->gap |= item->contains[i].origin.stated == XCTL_ABSENT;
		if (item->contains[i].origin.stated == XCTL_STATED)
			all[v->n++] = item->contains[i].origin.country;
	}
	v->countries = all;
}

static void read_contains_plant(reading *r, law_value *v)
{
	const xctl_item *item = r->frame->item;
	if (!item)
		return;
	r->stated = item->contains_stated;
	uint32_t total = 0;
	for (uint32_t i = 0; i < item->n_contains; i++) {
		total += item->contains[i].plant_direct_product_of.n;
		v->open |= item->contains[i].plant_direct_product_of.stated == XCTL_NULL;
		r->array_gap |= item->contains[i].plant_direct_product_of.stated == XCTL_ABSENT;
	}
	xctl_str *all = XCTL_NEW_ARRAY(r->arena, xctl_str, total);
	if (!all)
		return;
	xctl_words joined = { item->contains_stated, 0, all };
	for (uint32_t i = 0; i < item->n_contains; i++)
		for (uint32_t j = 0; j < item->contains[i].plant_direct_product_of.n; j++)
			all[joined.n++] = item->contains[i].plant_direct_product_of.at[j];
	keep_codes(r, v, &joined, XCTL_STR("US"));
}

/* Where those are who hold a quarter of the party's votes or more themselves (31 CFR 800.256). */
static void read_holders(reading *r, law_value *v)
{
	const xctl_party *p = party_of(r);
	r->stated = p->owners_stated;
	xctl_country *all = XCTL_NEW_ARRAY(r->arena, xctl_country, p->n_owners);
	for (uint32_t i = 0; all && i < p->n_owners; i++) {
		const xctl_owner *o = &p->owners[i];
		if (o->of.stated == XCTL_STATED)
			continue;
		bool large = o->pct.stated != XCTL_STATED || xctl_decimal_cmp(o->pct.value, (xctl_decimal){ 25, 0 }) >= 0;
		v->open |= large && (o->pct.stated == XCTL_NULL || o->country.stated == XCTL_NULL);
		r->gap |= large && (o->pct.stated == XCTL_ABSENT || o->country.stated == XCTL_ABSENT);
		if (large && o->pct.stated == XCTL_STATED && o->country.stated == XCTL_STATED)
			all[v->n++] = o->country.country;
	}
	v->countries = all;
}

/* A value of another type than the question's (a word where a day is asked for) says as little as null. */
static void keep_parameter(reading *r, law_value *v, const xctl_parameter *at, uint32_t n)
{
	const xctl_parameter *p = NULL;
	for (uint32_t i = 0; i < n; i++)
		if (xctl_str_eq(at[i].name, parameter(r)))
			p = &at[i];
	if (!p)
		return;
	r->stated = XCTL_NULL;
	if (p->stated != XCTL_STATED)
		return;
	if (v->type == LAW_BOOL && p->kind == XCTL_PARAMETER_YES) {
		v->truth = p->yes ? LAW_YES : LAW_NO;
	} else if (v->type == LAW_NUMBER && p->kind == XCTL_PARAMETER_NUMBER) {
		v->has_low = v->has_high = true;
		v->low = v->high = p->number;
	} else if (v->type == LAW_DATE && p->kind == XCTL_PARAMETER_DATE) {
		v->date = p->date;
	} else if (v->type == LAW_WORDS && p->word.at) {
		v->words = &p->word;
		v->n = 1;
	} else {
		return;
	}
	r->stated = XCTL_STATED;
}

static void read_parameters(reading *r, law_value *v)
{
	if (r->frame->item)
		keep_parameter(r, v, r->frame->item->parameters, r->frame->item->n_parameters);
}

static void read_facts(reading *r, law_value *v)
{
	keep_parameter(r, v, r->frame->transfer->facts, r->frame->transfer->n_facts);
}

/* An order's totals are in the currency of its lines. */
static void keep_order(reading *r, law_value *v, const xctl_number *number)
{
	const xctl_item *item = r->frame->item;
	bool same = item && item->currency.stated == XCTL_STATED && xctl_str_eq(item->currency.at, parameter(r));
	if (same)
		keep_number(r, v, number);
}

static void read_order_total(reading *r, law_value *v)
{
	keep_order(r, v, &r->frame->transfer->order_total);
}

static void read_order_year(reading *r, law_value *v)
{
	keep_order(r, v, &r->frame->transfer->order_year_total);
}

/* The most recent citizenship or permanent residence counts (15 CFR 734.13(b)). */
static void read_citizenship(reading *r, law_value *v)
{
	const xctl_party *p = party_of(r);
	r->stated = p->citizenships_stated;
	const xctl_citizenship *latest = NULL;
	for (uint32_t i = 0; i < p->n_citizenships; i++)
		if (!latest || p->citizenships[i].since.stated != XCTL_STATED
			|| (latest->since.stated == XCTL_STATED && p->citizenships[i].since.date > latest->since.date))
			latest = &p->citizenships[i];
	/* Without all the days nobody can say which of several is the latest. */
	for (uint32_t i = 0; p->n_citizenships > 1 && i < p->n_citizenships; i++)
		v->open |= p->citizenships[i].since.stated != XCTL_STATED;
	if (v->open)
		return;
	if (latest && latest->country.stated == XCTL_STATED) {
		v->countries = &latest->country.country;
		v->n = 1;
	} else if (p->n_citizenships) {
		v->open = true;
	}
	if (p->residence.stated == XCTL_STATED && p->residence_since.stated == XCTL_STATED && latest
		&& latest->since.stated == XCTL_STATED && p->residence_since.date > latest->since.date)
		v->countries = &p->residence.country;
}

static void read_listings(reading *r, law_value *v)
{
	v->party = &r->frame->parties[r->party];
	r->stated = v->party->unscreened ? XCTL_NULL : XCTL_STATED;
}

static void read_ownership(reading *r, law_value *v)
{
	v->party = &r->frame->parties[r->party];
	r->stated = v->party->owners_unknown ? XCTL_NULL : XCTL_STATED;
	v->stated = true;
}

static int grade_of(xctl_str word)
{
	static const char *const grades[] = { "none", "reason-to-know", "suspected", "aware" };
	for (int i = 0; i < 4; i++)
		if (xctl_str_is(word, grades[i]))
			return i;
	return -1;
}

static void read_knowledge(reading *r, law_value *v)
{
	const xctl_transfer *t = r->frame->transfer;
	xctl_str who = law_str(r->book, r->attribute->who);
	r->stated = t->knowledge_stated;
	int best = 0;
	for (uint32_t i = 0; i < t->n_knowledge; i++) {
		const xctl_knowledge *k = &t->knowledge[i];
		if (k->who.stated == XCTL_STATED && !xctl_str_eq(k->who.at, who))
			continue;
		if (k->of.stated != XCTL_STATED || !xctl_str_eq(k->of.at, parameter(r)))
			continue;
		if (k->grade.stated != XCTL_STATED)
			r->stated = XCTL_NULL;
		else if (grade_of(k->grade.at) > best)
			best = grade_of(k->grade.at);
	}
	/* Beside an entry whose grade is not known the others still count: it can only be more. */
	v->has_low = t->knowledge_stated == XCTL_STATED;
	v->has_high = r->stated == XCTL_STATED;
	v->low = v->high = (xctl_decimal){ best, 0 };
}

static void read_informed(reading *r, law_value *v)
{
	const xctl_transfer *t = r->frame->transfer;
	r->stated = t->informed_stated;
	xctl_str *all = XCTL_NEW_ARRAY(r->arena, xctl_str, t->n_informed);
	for (uint32_t i = 0; all && i < t->n_informed; i++) {
		const xctl_notice *notice = &t->informed[i];
		if (notice->date.stated == XCTL_STATED && notice->date.date > r->frame->date)
			continue;
		if (notice->authority.stated == XCTL_STATED)
			all[v->n++] = notice->authority.at;
		else
			v->open = true;
	}
	v->words = all;
}

static const struct {
	law_term term;
	read_term read;
} terms[] = {
	{ { "kind", LAW_WORDS, LAW_OF_TRANSFER, false, "kind", "What is done?" }, read_kind },
	{ { "event", LAW_WORDS, LAW_OF_TRANSFER, false, "kind", "What is done, and between which countries?" }, read_event },
	{ { "date", LAW_DATE, LAW_OF_TRANSFER, false, "date", "On which day?" }, read_date },
	{ { "dates.contract", LAW_DATE, LAW_OF_TRANSFER, false, "dates/contract", "When was the contract signed?" },
		read_date_contract },
	{ { "dates.order", LAW_DATE, LAW_OF_TRANSFER, false, "dates/order", "When was it ordered?" }, read_date_order },
	{ { "dates.loaded", LAW_DATE, LAW_OF_TRANSFER, false, "dates/loaded", "When was it loaded?" }, read_date_loaded },
	{ { "dates.export", LAW_DATE, LAW_OF_TRANSFER, false, "dates/export", "When does it leave?" }, read_date_export },
	{ { "dates.arrival", LAW_DATE, LAW_OF_TRANSFER, false, "dates/arrival", "When does it arrive?" }, read_date_arrival },
	{ { "from", LAW_COUNTRIES, LAW_OF_TRANSFER, false, "from", "From which country does it leave?" }, read_from },
	{ { "to", LAW_COUNTRIES, LAW_OF_TRANSFER, false, "to", "Which country is the destination?" }, read_to },
	{ { "to_region", LAW_WORDS, LAW_OF_TRANSFER, false, "to_region", "Does it go to a region with rules of its own?" },
		read_to_region },
	{ { "via", LAW_COUNTRIES, LAW_OF_TRANSFER, true, "via", "Through which countries does it pass?" }, read_via },
	{ { "end_use.uses", LAW_WORDS, LAW_OF_TRANSFER, false, "end_use/uses", "What will it be used for?" }, read_end_use },
	{ { "item.codes.", LAW_CODES_TYPE, LAW_OF_TRANSFER, false, "items/#/codes/", "Under which code is the item listed?" },
		read_codes },
	{ { "item.type", LAW_WORDS, LAW_OF_TRANSFER, false, "items/#/type", "Is it a commodity, software or technology?" },
		read_type },
	{ { "item.origin", LAW_COUNTRIES, LAW_OF_TRANSFER, false, "items/#/origin", "Where was the item made?" }, read_origin },
	{ { "item.value.", LAW_NUMBER, LAW_OF_TRANSFER, false, "items/#/values/", "What is the line worth in this currency?" },
		read_value },
	{ { "item.code_total.", LAW_NUMBER, LAW_OF_TRANSFER, false, "items/#/values/",
		  "What are all lines of this code worth together in this currency?" },
		read_code_total },
	{ { "item.us_content", LAW_NUMBER, LAW_OF_TRANSFER, true, "items/#/us_controlled_content",
		  "What percentage of the item's value is US-origin content that is controlled to this destination?" },
		read_us_content },
	{ { "item.us_content_report", LAW_BOOL, LAW_OF_TRANSFER, true, "items/#/us_controlled_content",
		  "Was the one-time report for technology filed?" },
		read_us_content_report },
	{ { "item.contains.codes.", LAW_CODES_TYPE, LAW_OF_TRANSFER, true, "items/#/contains", "What parts does it contain?" },
		read_contains_codes },
	{ { "item.contains.origin", LAW_COUNTRIES, LAW_OF_TRANSFER, true, "items/#/contains", "Where were its parts made?" },
		read_contains_origin },
	{ { "item.contains.plant_direct_product_of", LAW_CODES_TYPE, LAW_OF_TRANSFER, true, "items/#/contains",
		  "Does it contain parts made by plant that is the direct product of listed technology?" },
		read_contains_plant },
	{ { "item.direct_product_of", LAW_CODES_TYPE, LAW_OF_TRANSFER, true, "items/#/direct_product_of",
		  "Of which listed technology or software is the item the direct product?" },
		read_direct_product_of },
	{ { "item.plant_direct_product_of", LAW_CODES_TYPE, LAW_OF_TRANSFER, true, "items/#/plant_direct_product_of",
		  "Of which listed technology or software is the plant that made it the direct product?" },
		read_plant_direct_product_of },
	{ { "item.release.form", LAW_WORDS, LAW_OF_TRANSFER, false, "items/#/release/form", "Source or object code?" },
		read_release_form },
	{ { "item.release.published", LAW_BOOL, LAW_OF_TRANSFER, true, "items/#/release/published", "Is it published?" },
		read_release_published },
	{ { "item.release.storage", LAW_WORDS, LAW_OF_TRANSFER, false, "items/#/release/storage", "Where is it stored?" },
		read_release_storage },
	{ { "item.release.encryption", LAW_WORDS, LAW_OF_TRANSFER, false, "items/#/release/encryption", "How is it encrypted?" },
		read_release_encryption },
	{ { "item.parameters.", LAW_NUMBER, LAW_OF_TRANSFER, false, "items/#/parameters/", "What is this parameter?" },
		read_parameters },
	{ { "order.total.", LAW_NUMBER, LAW_OF_TRANSFER, false, "order/total", "What is the order worth in this currency?" },
		read_order_total },
	{ { "order.calendar_year_total.", LAW_NUMBER, LAW_OF_TRANSFER, false, "order/calendar_year_total",
		  "What have this year's orders come to?" },
		read_order_year },
	{ { "investment.pct", LAW_NUMBER, LAW_OF_TRANSFER, false, "investment/pct",
		  "What percentage of the target's votes will the investor hold?" },
		read_investment_pct },
	{ { "investment.government", LAW_COUNTRIES, LAW_OF_TRANSFER, false, "investment/government",
		  "Governments of which foreign state hold votes of the investor?" },
		read_investment_government },
	{ { "investment.government_pct", LAW_NUMBER, LAW_OF_TRANSFER, false, "investment/government_pct",
		  "What percentage of the investor's votes do governments of one foreign state hold?" },
		read_investment_government_pct },
	{ { "investment.rights", LAW_WORDS, LAW_OF_TRANSFER, true, "investment/rights",
		  "Which rights besides its votes does the investor get?" },
		read_investment_rights },
	{ { "investment.activities", LAW_WORDS, LAW_OF_TRANSFER, false, "investment/activities",
		  "What does the target do, in the words of the laws that screen investment?" },
		read_investment_activities },
	{ { "procurement.for", LAW_WORDS, LAW_OF_TRANSFER, false, "procurement/for",
		  "For whom, or with whose money or leave, is it bought?" },
		read_procurement_for },
	{ { "facts.", LAW_BOOL, LAW_OF_TRANSFER, true, "facts/", "" }, read_facts },
	{ { "knowledge.", LAW_GRADE, LAW_OF_TRANSFER, false, "knowledge", "What is known about this?" }, read_knowledge },
	{ { "informed", LAW_WORDS, LAW_OF_TRANSFER, false, "informed", "Has an authority given notice?" }, read_informed },
	{ { "role", LAW_WORDS, LAW_OF_PARTY, false, "parties/#/role", "Who are the parties?" }, read_role },
	{ { "country", LAW_COUNTRIES, LAW_OF_PARTY, false, "parties/#/country", "In which country is the party?" }, read_country },
	{ { "incorporated", LAW_COUNTRIES, LAW_OF_PARTY, false, "parties/#/incorporated", "Where was the party formed?" },
		read_incorporated },
	{ { "headquarters", LAW_COUNTRIES, LAW_OF_PARTY, false, "parties/#/headquarters",
		  "In which country is the party's ultimate parent headquartered?" },
		read_headquarters },
	{ { "residence", LAW_COUNTRIES, LAW_OF_PARTY, false, "parties/#/residence", "Where does the person live?" }, read_residence },
	{ { "us_person", LAW_BOOL, LAW_OF_PARTY, false, "parties/#/us_person", "Is the party a US person?" }, read_us_person },
	{ { "type", LAW_WORDS, LAW_OF_PARTY, false, "parties/#/type", "What kind of party is it?" }, read_party_type },
	{ { "citizenship", LAW_COUNTRIES, LAW_OF_PARTY, false, "parties/#/citizenships",
		  "Of which country is the person the most recent citizen or permanent resident?" },
		read_citizenship },
	{ { "foreign_income_pct", LAW_NUMBER, LAW_OF_PARTY, false, "parties/#/foreign_income_pct",
		  "How much of the person's income comes from a foreign government?" },
		read_foreign_income_pct },
	{ { "facility.node", LAW_WORDS, LAW_OF_PARTY, false, "parties/#/facility/node",
		  "What does the facility make: advanced-node circuits, others, or none?" },
		read_facility_node },
	{ { "facility.backend_only", LAW_BOOL, LAW_OF_PARTY, true, "parties/#/facility/backend_only",
		  "Does the facility only assemble, test or package?" },
		read_facility_backend_only },
	{ { "facility.connected_to", LAW_WORDS, LAW_OF_PARTY, true, "parties/#/facility/connected_to",
		  "Is the building joined to another?" },
		read_facility_connected_to },
	{ { "holders", LAW_COUNTRIES, LAW_OF_PARTY, false, "parties/#/owners",
		  "Where are those who hold a quarter of the party's votes or more?" },
		read_holders },
	{ { "listed", LAW_LISTINGS, LAW_OF_PARTY, false, "parties/#/name", "Who is the party, by its registered name?" },
		read_listings },
	{ { "owners", LAW_OWNERSHIP, LAW_OF_PARTY, false, "parties/#/owners", "Who owns the party, and how much of it?" },
		read_ownership },
};

uint16_t law_term_count(void)
{
	return (uint16_t)(sizeof terms / sizeof *terms);
}

const law_term *law_term_at(uint16_t term)
{
	return &terms[term].term;
}

bool law_term_many(uint16_t term)
{
	static const char *const many[] = { "via", "end_use.uses", "item.codes.", "item.contains.codes.", "item.contains.origin",
		"item.contains.plant_direct_product_of", "item.direct_product_of", "item.plant_direct_product_of", "informed",
		"facility.connected_to", "investment.rights", "investment.activities", "procurement.for", "holders" };
	for (size_t i = 0; i < sizeof many / sizeof *many; i++)
		if (strcmp(terms[term].term.path, many[i]) == 0)
			return true;
	return false;
}

law_part law_term_part(uint16_t term)
{
	static const struct {
		const char *path;
		law_part part;
	} parts[] = {
		{ "item.value.", LAW_PART_WORTH }, { "item.code_total.", LAW_PART_WORTH }, { "order.", LAW_PART_WORTH },
		{ "item.us_content", LAW_PART_CONTENT }, { "item.", LAW_PART_ITEM }, { "event", LAW_PART_ROUTE },
		{ "from", LAW_PART_ROUTE }, { "to", LAW_PART_ROUTE }, { "to_region", LAW_PART_ROUTE }, { "via", LAW_PART_ROUTE },
	};
	const law_term *t = &terms[term].term;
	if (t->object == LAW_OF_PARTY)
		return LAW_PART_PARTY;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		size_t len = strlen(parts[i].path);
		bool open = parts[i].path[len - 1] == '.';
		if (strncmp(t->path, parts[i].path, len) == 0 && (open || t->path[len] == '\0' || t->path[len] == '_'))
			return parts[i].part;
	}
	return LAW_PART_ACT;
}

bool law_term_find(xctl_str path, law_object object, uint16_t *term, xctl_str *parameter_out)
{
	for (uint16_t i = 0; i < law_term_count(); i++) {
		const law_term *t = &terms[i].term;
		if (t->object != object)
			continue;
		size_t len = strlen(t->path);
		bool open = t->path[len - 1] == '.';
		if (open ? path.len > len && memcmp(path.at, t->path, len) == 0 : xctl_str_is(path, t->path)) {
			*term = i;
			*parameter_out = open ? (xctl_str){ path.at + len, path.len - len } : (xctl_str){ 0 };
			return true;
		}
	}
	return false;
}

law_value law_read(const law_book *book, uint32_t attribute, const law_frame *frame, uint32_t party, xctl_arena *arena)
{
	const law_attribute *a = &book->attributes[attribute];
	reading r = { book, a, frame, party, arena, XCTL_ABSENT, false, false };
	law_value v = { .type = (law_type)a->type, .truth = LAW_MAYBE };
	const law_term *term = &terms[a->term].term;
	if (a->object == LAW_OF_PARTY && frame->parties[party].stranger) {
		v.open = true;
		v.party = &frame->parties[party];
		return v;
	}
	terms[a->term].read(&r, &v);
	v.stated = r.stated == XCTL_STATED;
	/* In a closed world what nobody stated is no: no word, no country, no number. "unstated": "no" closes less. What was
	 * asked and is not known (null) stays open in every world. */
	bool closed = frame->world == LAW_WORLD_CLOSED, no = frame->world == LAW_WORLD_UNSTATED_NO;
	bool number = v.type == LAW_NUMBER || v.type == LAW_DATE;
	bool absent = r.stated == XCTL_ABSENT && v.type != LAW_LISTINGS && v.type != LAW_OWNERSHIP;
	v.assumed = absent && (closed || (no && term->closable && !number));
	v.open |= (r.stated != XCTL_STATED && !v.assumed) || (r.gap && !closed) || (r.array_gap && !closed && !no);
	if (v.assumed) {
		v.stated = true;
		if (v.truth == LAW_MAYBE)
			v.truth = LAW_NO;
		if (v.type == LAW_GRADE)
			v.has_low = true;
		if (v.has_low && !v.has_high) {
			v.has_high = true;
			v.high = v.low;
		}
	}
	return v;
}

xctl_str law_pointer(const law_book *book, uint32_t attribute, const law_frame *frame, uint32_t party, xctl_arena *arena)
{
	const law_attribute *a = &book->attributes[attribute];
	if (a->object == LAW_OF_PARTY && frame->parties[party].stranger)
		return XCTL_STR("parties");
	const char *pointer = terms[a->term].term.pointer, *mark = strchr(pointer, '#');
	size_t len = strlen(pointer);
	xctl_str end = len && pointer[len - 1] == '/' ? law_str(book, a->parameter) : (xctl_str){ 0 };
	if (!mark) { /* most pointers are such, and an answer lists hundreds of them */
		char *joined = xctl_alloc(arena, len + end.len + 1);
		if (!joined)
			return (xctl_str){ NULL, 0 };
		memcpy(joined, pointer, len);
		if (end.len)
			memcpy(joined + len, end.at, end.len);
		return (xctl_str){ joined, len + end.len };
	}
	uint32_t number = a->object == LAW_OF_PARTY ? party : frame->item_index;
	return xctl_str_print(arena, "%.*s%u%s%.*s", (int)(mark - pointer), pointer, number, mark + 1, XCTL_FMT(end));
}
