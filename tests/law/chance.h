/* Random transfers that hit a book: values are drawn from the sets, numbers and days its rules ask about. */
#ifndef TESTS_LAW_CHANCE_H
#define TESTS_LAW_CHANCE_H

#include "lawful.h"

typedef struct chance_pool {
	struct {
		xctl_str *at;
		uint32_t count, room;
	} words;
	struct {
		xctl_decimal *at;
		uint32_t count, room;
	} numbers;
} chance_pool;

typedef struct chance {
	const lawful *l;
	xctl_arena arena; /* of the pools */
	chance_pool *pools; /* by attribute */
	chance_pool programmes;
	struct {
		xctl_date *at;
		uint32_t count, room;
	} days;
	test_random random;
} chance;

static inline uint32_t chance_below(chance *c, uint32_t n)
{
	return n ? (uint32_t)test_random_between(&c->random, 0, n - 1) : 0;
}

static inline bool chance_in(chance *c, uint32_t of)
{
	return chance_below(c, of) == 0;
}

static inline void chance_word(chance *c, chance_pool *pool, xctl_str word)
{
	xctl_str *slot = XCTL_PUSH(&c->arena, &pool->words);
	assert_non_null(slot);
	*slot = word;
}

static inline void chance_day(chance *c, xctl_date day)
{
	if (day <= XCTL_DATE_MIN || day >= XCTL_DATE_MAX)
		return;
	for (int i = -1; i < 2; i++) {
		xctl_date *slot = XCTL_PUSH(&c->arena, &c->days);
		assert_non_null(slot);
		*slot = day + i;
	}
}

static inline void chance_days(chance *c, xctl_interval effective, xctl_interval known)
{
	chance_day(c, effective.from);
	chance_day(c, effective.until);
	chance_day(c, known.from);
	chance_day(c, known.until);
}

static inline void chance_open(chance *c, const lawful *l, uint64_t seed)
{
	const law_book *b = &l->book;
	*c = (chance){ .l = l, .arena = { .ceiling = 256u << 20 }, .random = { seed } };
	c->pools = XCTL_NEW_ARRAY(&c->arena, chance_pool, b->n_attributes);
	assert_non_null(c->pools);
	for (uint32_t i = 0; i < b->n_tests; i++) {
		const law_test *t = &b->tests[i];
		chance_pool *pool = &c->pools[t->attribute];
		if (t->op == LAW_OP_NUMBER) {
			xctl_decimal *slot = XCTL_PUSH(&c->arena, &pool->numbers);
			assert_non_null(slot);
			*slot = t->number;
		}
		if (t->op == LAW_OP_DATE)
			chance_day(c, t->date);
		if (t->programme.len)
			chance_word(c, &c->programmes, law_str(b, t->programme));
		for (uint32_t m = 0; m < t->members.n; m++) {
			const law_member *member = &b->members[t->members.from + m];
			chance_days(c, member->effective, member->known);
			if (b->attributes[t->attribute].type == LAW_COUNTRIES) {
				char code[3];
				xctl_country_print(member->country, code);
				chance_word(c, pool, xctl_str_copy(&c->arena, xctl_str_of(code)));
			} else {
				chance_word(c, pool, law_str(b, member->text));
			}
			for (uint32_t e = 0; e < member->except.n; e++)
				chance_word(c, pool, law_str(b, b->texts[member->except.from + e]));
		}
	}
	for (uint32_t i = 0; i < b->n_heads; i++)
		chance_days(c, b->heads[i].effective, b->heads[i].known);
	chance_day(c, xctl_date_make(2026, 11, 23));
}

static inline void chance_close(chance *c)
{
	xctl_arena_drop(&c->arena);
}

static inline xctl_date chance_date(chance *c)
{
	if (chance_in(c, 2))
		return xctl_date_make(2026, 11, 23);
	return c->days.at[chance_below(c, c->days.count)];
}

static inline json_t *chance_day_text(chance *c)
{
	char text[11];
	xctl_date_print(chance_date(c), text);
	return json_string(text);
}

/* A word of the pool; a code may lose its last paragraphs or grow one that no table has. */
static inline json_t *chance_pick(chance *c, uint32_t attribute)
{
	const law_book *b = &c->l->book;
	const law_attribute *a = &b->attributes[attribute];
	const chance_pool *pool = &c->pools[attribute];
	if (a->type == LAW_COUNTRIES && (chance_in(c, 3) || !pool->words.count)) {
		char code[3];
		xctl_country_print((xctl_country)b->countries[chance_below(c, b->n_countries)].country, code);
		return json_string(code);
	}
	if (!pool->words.count)
		return json_string("other");
	xctl_str word = pool->words.at[chance_below(c, pool->words.count)];
	if (a->type == LAW_COUNTRIES)
		return json_stringn(word.at, word.len);
	if (a->type == LAW_WORDS)
		return chance_in(c, 12) ? json_string("other") : json_stringn(word.at, word.len);
	uint32_t way = chance_below(c, 10);
	if (way == 0)
		return json_string("none");
	if (way == 1)
		return json_sprintf("%.*s%s", XCTL_FMT(word), a->type == LAW_HS ? "10" : ".z");
	if (way < 4 && word.len > 2) {
		size_t cut = word.len - 1;
		while (a->type != LAW_HS && cut > 1 && word.at[cut] != '.' && word.at[cut] != '(')
			cut--;
		return json_stringn(word.at, cut > 1 ? cut : word.len);
	}
	return json_stringn(word.at, word.len);
}

static inline json_t *chance_many(chance *c, uint32_t attribute)
{
	if (chance_in(c, 6))
		return json_array();
	if (chance_in(c, 2))
		return chance_pick(c, attribute);
	json_t *array = json_array();
	for (uint32_t n = 1 + chance_below(c, 3); n-- > 0;)
		json_array_append_new(array, chance_pick(c, attribute));
	return array;
}

static inline json_t *chance_number(chance *c, uint32_t attribute)
{
	const chance_pool *pool = &c->pools[attribute];
	if (!pool->numbers.count)
		return json_integer(test_random_between(&c->random, 0, 9000));
	xctl_decimal d = pool->numbers.at[chance_below(c, pool->numbers.count)];
	char text[24];
	uint32_t way = chance_below(c, 4);
	if (way == 0)
		d.coefficient = d.coefficient ? d.coefficient - 1 : 0;
	if (way == 1)
		d.coefficient++;
	xctl_decimal_print(d, text);
	return json_string(text);
}

static inline json_t *chance_value(chance *c, uint32_t attribute, bool many)
{
	if (chance_in(c, 12))
		return json_null();
	switch ((law_type)c->l->book.attributes[attribute].type) {
	case LAW_BOOL:
		return json_boolean(chance_in(c, 2));
	case LAW_NUMBER:
		return chance_number(c, attribute);
	case LAW_DATE:
		return chance_day_text(c);
	default:
		return many ? chance_many(c, attribute) : chance_pick(c, attribute);
	}
}

static inline json_t *chance_child(json_t *in, const char *key, bool array)
{
	json_t *child = json_object_get(in, key);
	if (!child) {
		child = array ? json_array() : json_object();
		json_object_set_new(in, key, child);
	}
	return child;
}

/* Words that the reader itself bounds. */
static inline bool chance_bounded(chance *c, json_t *in, xctl_str path)
{
	static const char *const types[] = { "commodity", "software", "technology" }, *const forms[] = { "source", "object" };
	if (xctl_str_is(path, "item.type"))
		json_object_set_new(in, "type", json_string(types[chance_below(c, 3)]));
	else if (xctl_str_is(path, "item.release.form"))
		json_object_set_new(chance_child(in, "release", false), "form", json_string(forms[chance_below(c, 2)]));
	else
		return false;
	return true;
}

static inline void chance_part(chance *c, json_t *item, uint32_t attribute, const char *key, const char *under, bool many)
{
	json_t *parts = chance_child(item, "contains", true);
	while (json_array_size(parts) == 0 || (json_array_size(parts) < 3 && chance_in(c, 3)))
		json_array_append_new(parts, json_object());
	json_t *part = json_array_get(parts, chance_below(c, (uint32_t)json_array_size(parts)));
	if (under)
		part = chance_child(part, under, false);
	json_object_set_new(part, key, chance_value(c, attribute, many));
}

/* States the attribute in one of the items, or in none. */
static inline void chance_item(chance *c, json_t *item, uint32_t attribute, xctl_str path)
{
	char key[128];
	snprintf(key, sizeof key, "%.*s", XCTL_FMT(law_str(&c->l->book, c->l->book.attributes[attribute].parameter)));
	if (chance_bounded(c, item, path))
		return;
	if (xctl_str_starts(path, XCTL_STR("item.codes.")))
		json_object_set_new(chance_child(item, "codes", false), key, chance_value(c, attribute, true));
	else if (xctl_str_is(path, "item.origin"))
		json_object_set_new(item, "origin", chance_value(c, attribute, false));
	else if (xctl_str_starts(path, XCTL_STR("item.value.")) || xctl_str_starts(path, XCTL_STR("item.code_total.")))
		json_object_set_new(chance_child(item, "values", false), key, chance_value(c, attribute, false));
	else if (xctl_str_is(path, "item.us_content_report"))
		json_object_set_new(item, "us_controlled_content",
			json_pack("[{s:o}]", "report_filed", chance_value(c, attribute, false)));
	else if (xctl_str_starts(path, XCTL_STR("item.contains.codes.")))
		chance_part(c, item, attribute, key, "codes", true);
	else if (xctl_str_is(path, "item.contains.origin"))
		chance_part(c, item, attribute, "origin", NULL, false);
	else if (xctl_str_is(path, "item.contains.plant_direct_product_of"))
		chance_part(c, item, attribute, "plant_direct_product_of", NULL, true);
	else if (xctl_str_is(path, "item.direct_product_of") || xctl_str_is(path, "item.plant_direct_product_of"))
		json_object_set_new(item, path.at + 5, chance_value(c, attribute, true));
	else if (xctl_str_starts(path, XCTL_STR("item.release.")))
		json_object_set_new(chance_child(item, "release", false), path.at + 13, chance_value(c, attribute, false));
	else if (xctl_str_starts(path, XCTL_STR("item.parameters.")))
		json_object_set_new(chance_child(item, "parameters", false), key, chance_value(c, attribute, false));
}

static inline void chance_party(chance *c, json_t *party, uint32_t attribute, xctl_str path)
{
	if (xctl_str_is(path, "citizenship")) {
		for (uint32_t n = 1 + chance_below(c, 2); n-- > 0;) {
			json_t *one = json_pack("{s:o}", "country", chance_value(c, attribute, false));
			if (!chance_in(c, 4))
				json_object_set_new(one, "since", chance_day_text(c));
			json_array_append_new(chance_child(party, "citizenships", true), one);
		}
	} else if (xctl_str_starts(path, XCTL_STR("facility."))) {
		json_object_set_new(chance_child(party, "facility", false), path.at + 9,
			chance_value(c, attribute, xctl_str_is(path, "facility.connected_to")));
	} else if (!xctl_str_is(path, "role") && !xctl_str_is(path, "listed") && !xctl_str_is(path, "owners")) {
		json_object_set_new(party, path.at, chance_value(c, attribute, false));
	}
}

static inline void chance_knowledge(chance *c, json_t *to, uint32_t attribute, const char *of)
{
	static const char *const grades[] = { "none", "reason-to-know", "suspected", "aware" };
	xctl_str who = law_str(&c->l->book, c->l->book.attributes[attribute].who);
	json_t *one = json_pack("{s:s}", "of", of);
	if (!chance_in(c, 5))
		json_object_set_new(one, "who", json_stringn(who.at, who.len));
	if (!chance_in(c, 6))
		json_object_set_new(one, "grade", json_string(grades[chance_below(c, 4)]));
	json_array_append_new(chance_child(to, "knowledge", true), one);
}

static inline void chance_whole(chance *c, json_t *to, uint32_t attribute, xctl_str path)
{
	char key[128];
	snprintf(key, sizeof key, "%.*s", XCTL_FMT(law_str(&c->l->book, c->l->book.attributes[attribute].parameter)));
	if (xctl_str_starts(path, XCTL_STR("dates.")))
		json_object_set_new(chance_child(to, "dates", false), path.at + 6, chance_day_text(c));
	else if (xctl_str_is(path, "from") || xctl_str_is(path, "to") || xctl_str_is(path, "to_region"))
		json_object_set_new(to, path.at, chance_value(c, attribute, false));
	else if (xctl_str_is(path, "via"))
		json_object_set_new(to, "via", chance_value(c, attribute, true));
	else if (xctl_str_is(path, "end_use.uses"))
		json_object_set_new(chance_child(to, "end_use", false), "uses", chance_value(c, attribute, true));
	else if (xctl_str_starts(path, XCTL_STR("facts.")))
		json_object_set_new(chance_child(to, "facts", false), key, chance_value(c, attribute, false));
	else if (xctl_str_starts(path, XCTL_STR("order.")))
		json_object_set_new(chance_child(to, "order", false), path.at[6] == 't' ? "total" : "calendar_year_total",
			chance_value(c, attribute, false));
	else if (xctl_str_starts(path, XCTL_STR("knowledge.")))
		chance_knowledge(c, to, attribute, key);
	else if (xctl_str_is(path, "informed"))
		json_array_append_new(chance_child(to, "informed", true),
			json_pack("{s:o,s:o}", "authority", chance_pick(c, attribute), "date", chance_day_text(c)));
}

/* A document; `most` of ten attributes are stated. */
static inline json_t *chance_document(chance *c, uint32_t most)
{
	static const char *const kinds[] = { "export", "export", "export", "reexport", "release", "in-country", "service",
		"brokering", "transit", "procurement", "investment" };
	static const char *const roles[] = { "exporter", "manufacturer", "purchaser", "consignee", "end-user", "end-user",
		"recipient", "forwarder", "bank", "investor", "target", "supplier", "operator" };
	const law_book *b = &c->l->book;
	json_t *to = json_pack("{s:s,s:[{}]}", "kind", kinds[chance_below(c, COUNT_OF(kinds))], "items");
	json_t *items = json_object_get(to, "items"), *parties = NULL;
	if (chance_in(c, 4))
		json_array_append_new(items, json_object());
	if (!chance_in(c, 8))
		parties = chance_child(to, "parties", true);
	for (uint32_t n = parties ? chance_below(c, 5) : 0; n-- > 0;)
		json_array_append_new(parties, json_pack("{s:s}", "role", roles[chance_below(c, COUNT_OF(roles))]));
	if (!chance_in(c, 4))
		json_object_set_new(json_array_get(items, 0), "currency", json_string("USD"));
	if (chance_in(c, 8))
		json_object_set_new(to, "knowledge", chance_in(c, 2) ? json_null() : json_array());
	if (chance_in(c, 8))
		json_object_set_new(to, "informed", chance_in(c, 2) ? json_null() : json_array());
	if (chance_in(c, 8))
		json_object_set_new(json_array_get(items, 0), "contains", chance_in(c, 2) ? json_null() : json_array());
	for (uint32_t i = 0; i < b->n_attributes; i++) {
		const law_attribute *a = &b->attributes[i];
		xctl_str path = law_str(b, a->path);
		if (a->term >= LAW_TERM_PATTERN)
			continue;
		if (a->object == LAW_OF_PARTY) {
			for (size_t p = 0; parties && p < json_array_size(parties); p++)
				if (chance_below(c, 10) < most)
					chance_party(c, json_array_get(parties, p), i, path);
			continue;
		}
		if (chance_below(c, 10) >= most)
			continue;
		bool broken = (xctl_str_starts(path, XCTL_STR("knowledge.")) && json_is_null(json_object_get(to, "knowledge")))
			|| (xctl_str_is(path, "informed") && json_is_null(json_object_get(to, "informed")))
			|| (xctl_str_starts(path, XCTL_STR("item.contains."))
				&& json_is_null(json_object_get(json_array_get(items, 0), "contains")));
		if (broken)
			continue;
		if (xctl_str_starts(path, XCTL_STR("item.")))
			chance_item(c, json_array_get(items, chance_below(c, (uint32_t)json_array_size(items))), i, path);
		else
			chance_whole(c, to, i, path);
	}
	return to;
}

/* What the host would have found out about a party. */
static inline void chance_found(chance *c, xctl_arena *arena, law_party *p)
{
	const law_book *b = &c->l->book;
	*p = (law_party){ .unscreened = chance_in(c, 12), .owners_unknown = chance_in(c, 6) };
	uint32_t n = b->n_lists && chance_in(c, 2) ? 1 + chance_below(c, 3) : 0;
	law_listing *listings = XCTL_NEW_ARRAY(arena, law_listing, n);
	for (uint32_t i = 0; i < n; i++) {
		law_listing *l = &listings[i];
		*l = (law_listing){ .list = chance_in(c, 10) ? XCTL_NONE : chance_below(c, b->n_lists),
			.certain = chance_in(c, 3) ? LAW_MAYBE : LAW_YES, .covering = (law_truth)chance_below(c, 3),
			.footnotes = (uint8_t)(chance_in(c, 2) ? 1u << (1 + chance_below(c, 5)) : 0u),
			.scope = (uint8_t)chance_below(c, 5), .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS };
		if (chance_in(c, 3))
			l->effective.from = chance_date(c);
		if (chance_in(c, 4))
			l->known.from = chance_date(c);
		if (c->programmes.words.count && chance_in(c, 2)) {
			l->programmes = &c->programmes.words.at[chance_below(c, c->programmes.words.count)];
			l->n_programmes = 1;
		}
	}
	p->listings = listings;
	p->n_listings = n;
	uint32_t owned = b->n_families && chance_in(c, 2) ? 1 + chance_below(c, 2) : 0;
	law_owning *ownings = XCTL_NEW_ARRAY(arena, law_owning, owned);
	for (uint32_t i = 0; i < owned; i++)
		ownings[i] = (law_owning){ chance_below(c, b->n_families), (law_truth)chance_below(c, 3),
			(law_truth)chance_below(c, 3), (law_truth)chance_below(c, 3) };
	p->ownings = ownings;
	p->n_ownings = owned;
}

/* A frame over one of the transfer's items; `parties` has room for one more than the transfer's. */
static inline void chance_frame(chance *c, law_frame *frame, const xctl_transfer *t, law_party *parties, xctl_arena *arena)
{
	static const law_world worlds[] = { LAW_WORLD_OPEN, LAW_WORLD_OPEN, LAW_WORLD_UNSTATED_NO, LAW_WORLD_CLOSED };
	*frame = (law_frame){ .transfer = t, .parties = parties, .n_parties = t->n_parties };
	frame->item_index = chance_below(c, t->n_items);
	frame->item = t->n_items ? &t->items[frame->item_index] : NULL;
	frame->to = t->to.stated == XCTL_STATED ? t->to.country : XCTL_COUNTRY_NONE;
	frame->date = chance_date(c);
	frame->known = chance_in(c, 2) ? frame->date : chance_date(c);
	frame->world = worlds[chance_below(c, COUNT_OF(worlds))];
	for (uint32_t i = 0; i < t->n_parties; i++)
		chance_found(c, arena, &parties[i]);
	if (frame->world != LAW_WORLD_CLOSED && chance_in(c, 4))
		parties[frame->n_parties++] = (law_party){ .stranger = true };
	if (chance_in(c, 2)) {
		frame->has_content = true;
		frame->content_low = (xctl_decimal){ test_random_between(&c->random, 0, 30), 0 };
		frame->content_high = frame->content_low;
		if (chance_in(c, 3))
			frame->content_high.coefficient += test_random_between(&c->random, 0, 30);
	}
}

#endif
