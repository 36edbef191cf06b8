/* What must hold of the whole book, whatever its rules say, over random transfers drawn from what they ask about: a fact
 * stated later keeps to the bounds given before it; a stricter party never loosens a verdict; files have no order.
 * XCTL_DIFFERENTIAL=N asks for N transfers, XCTL_SEED=N for others (./dev nightly). */
#include <stdio.h>
#include <stdlib.h>

#include "chance.h"
#include "fields.h"

enum { STATED = 12, STRICTER = 150, PARTIES = 8, MOST_REGIMES = 32 };

typedef struct bounds {
	law_verdict least[MOST_REGIMES], most[MOST_REGIMES];
} bounds;

static uint32_t rounds(uint32_t usual)
{
	const char *asked = getenv("XCTL_DIFFERENTIAL");
	return asked ? (uint32_t)strtoul(asked, NULL, 10) : usual;
}

static void open_book(lawful *l, chance *c, uint32_t salt)
{
	const char *seed = getenv("XCTL_SEED");
	lawful_open_rulebook(l);
	assert_true(l->book.n_regimes <= MOST_REGIMES);
	chance_open(c, l, (seed ? strtoul(seed, NULL, 10) : 20261123) + salt);
}

/* What may go ahead is one class: which of the ways it goes does not matter here. */
static law_verdict class_of(law_verdict v)
{
	return v <= LAW_EXCEPTED ? LAW_EXCEPTED : v;
}

static void find_bounds(const lawful *l, const law_frame *frame, bounds *out, xctl_arena *arena)
{
	law_evaluation e;
	xctl_error error;
	assert_int_equal(law_evaluate(&e, l->session, frame, NULL, 0, arena, &error), XCTL_OK);
	for (uint32_t r = 0; r < l->book.n_regimes; r++) {
		assert_int_equal(law_bounds(&out->least[r], &out->most[r], &e, r, LAW_NO, arena, &error), XCTL_OK);
		out->least[r] = class_of(out->least[r]);
		out->most[r] = class_of(out->most[r]);
	}
}

static void broken(const lawful *l, const json_t *document, const char *what, uint32_t r, const bounds *before,
	const bounds *after, const law_frame *f)
{
	char *text = json_dumps(document, JSON_SORT_KEYS), day[11];
	xctl_date_print(f->date, day);
	print_error("%s: %.*s goes from [%s, %s] to [%s, %s]; item %u, %s, world %d\n%s\n", what,
		XCTL_FMT(law_str(&l->book, l->book.regimes[r].name)), law_verdict_words[before->least[r]],
		law_verdict_words[before->most[r]], law_verdict_words[after->least[r]], law_verdict_words[after->most[r]],
		f->item_index, day, (int)f->world, text);
	free(text);
	fail();
}

/* --- stating a fact --- */

static void bounds_of(const lawful *l, json_t *document, const law_frame *like, bounds *out)
{
	xctl_arena arena = { .ceiling = 256u << 20 };
	xctl_transfer t;
	xctl_error error;
	assert_int_equal(xctl_transfer_read(&t, &arena, document, l->book.assigned, &error), XCTL_OK);
	law_frame f = *like;
	f.transfer = &t;
	f.item = t.n_items ? &t.items[f.item_index] : NULL;
	f.to = t.to.stated == XCTL_STATED ? t.to.country : XCTL_COUNTRY_NONE;
	f.world = LAW_WORLD_OPEN;
	find_bounds(l, &f, out, &arena);
	xctl_transfer_drop(&t);
	xctl_arena_drop(&arena);
}

static void take_key(json_t *value, const char *name)
{
	const char *key;
	json_t *one;
	size_t i;
	if (json_is_object(value)) {
		json_object_del(value, name);
		json_object_foreach(value, key, one)
			take_key(one, name);
	} else {
		json_array_foreach(value, i, one)
			take_key(one, name);
	}
}

static void leave_out(const law_book *b, uint32_t attribute, json_t *document)
{
	const law_attribute *a = &b->attributes[attribute];
	xctl_str path = a->parameter.len ? law_str(b, a->parameter) : law_str(b, a->path);
	char name[128];
	if (!a->parameter.len)
		for (xctl_str rest = path; rest.len;)
			path = xctl_str_cut(&rest, '.');
	snprintf(name, sizeof name, "%.*s", XCTL_FMT(path));
	take_key(document, name);
}

/* Two kinds of statement may lead out of the bounds, and are meant to. "TERM known" asks what was stated, not what is: a
 * red flag that nobody raised does not keep an answer open. And nobody relies on an exception before its conditions are
 * affirmed: until then it is a candidate, and the ground stands. Neither is stated here. */
static void leave_statements(const law_book *b, json_t *document)
{
	for (uint32_t i = 0; i < b->n_tests; i++)
		if (b->tests[i].op == LAW_OP_KNOWN)
			leave_out(b, b->tests[i].attribute, document);
	for (uint32_t i = 0; i < b->n_affirms; i++)
		leave_out(b, b->affirms[i].attribute, document);
}

static void state_facts(chance *c, uint32_t *steps)
{
	const lawful *l = c->l;
	xctl_arena arena = { .ceiling = 256u << 20 };
	xctl_transfer transfer;
	xctl_error error;
	law_party parties[PARTIES];
	law_frame frame;
	bounds more, less;
	json_t *document = chance_document(c, 1 + chance_below(c, 8));
	leave_statements(&l->book, document);
	assert_int_equal(xctl_transfer_read(&transfer, &arena, document, l->book.assigned, &error), XCTL_OK);
	chance_frame(c, &frame, &transfer, parties, &arena);
	bounds_of(l, document, &frame, &more);
	for (uint32_t n = count_fields(document); n > 0; n = count_fields(document)) {
		char name[64] = "", what[100];
		uint32_t which = chance_below(c, n);
		json_t *before = json_deep_copy(document);
		assert_true(take_field(document, &which, chance_in(c, 3), name, sizeof name));
		bounds_of(l, document, &frame, &less);
		snprintf(what, sizeof what, "stating \"%s\"", name);
		for (uint32_t r = 0; r < l->book.n_regimes; r++)
			if (more.least[r] < less.least[r] || more.most[r] > less.most[r])
				broken(l, before, what, r, &less, &more, &frame);
		json_decref(before);
		more = less;
		++*steps;
	}
	xctl_transfer_drop(&transfer);
	json_decref(document);
	xctl_arena_drop(&arena);
}

static void a_fact_keeps_to_the_bounds(void **state)
{
	lawful l;
	chance c;
	uint32_t steps = 0;
	(void)state;
	open_book(&l, &c, 1);
	for (uint32_t i = rounds(STATED); i-- > 0;)
		state_facts(&c, &steps);
	print_message("# %u transfers, %u facts stated\n", rounds(STATED), steps);
	chance_close(&c);
	lawful_close(&l);
}

/* --- a stricter party --- */

static void one_listing_more(chance *c, law_party *party, xctl_arena *arena)
{
	const law_book *b = &c->l->book;
	law_listing *listings = XCTL_NEW_ARRAY(arena, law_listing, party->n_listings + 1);
	assert_non_null(listings);
	if (party->n_listings)
		memcpy(listings, party->listings, party->n_listings * sizeof *listings);
	listings[party->n_listings++] = (law_listing){ .list = chance_below(c, b->n_lists), .certain = LAW_YES,
		.covering = LAW_YES, .footnotes = (uint8_t)(chance_in(c, 2) ? 1u << (1 + chance_below(c, 5)) : 0u),
		.scope = (uint8_t)chance_below(c, 5), .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS };
	party->listings = listings;
}

/* The same transfer with one listing more, or with one more party in the same role that is as another but also listed. */
static void stricter(chance *c)
{
	const lawful *l = c->l;
	xctl_arena arena = { .ceiling = 256u << 20 };
	xctl_transfer transfer;
	xctl_error error;
	law_party parties[PARTIES];
	law_frame frame;
	bounds before, after;
	json_t *document = chance_document(c, 2 + chance_below(c, 8));
	json_t *named = json_object_get(document, "parties");
	if (!json_array_size(named)) {
		named = json_pack("[{s:s}]", "role", "end-user");
		json_object_set_new(document, "parties", named);
	}
	uint32_t which = chance_below(c, (uint32_t)json_array_size(named));
	bool another = chance_in(c, 2);
	json_t *twin = json_deep_copy(json_array_get(named, which));
	assert_int_equal(xctl_transfer_read(&transfer, &arena, document, l->book.assigned, &error), XCTL_OK);
	chance_frame(c, &frame, &transfer, parties, &arena);
	frame.n_parties = transfer.n_parties; /* everybody is named: a stranger would be as strict already */
	find_bounds(l, &frame, &before, &arena);
	xctl_transfer_drop(&transfer);
	uint32_t listed = which;
	if (another) {
		listed = (uint32_t)json_array_size(named);
		json_array_append(named, twin);
		parties[listed] = parties[which];
	}
	json_decref(twin);
	assert_int_equal(xctl_transfer_read(&transfer, &arena, document, l->book.assigned, &error), XCTL_OK);
	frame.transfer = &transfer;
	frame.item = transfer.n_items ? &transfer.items[frame.item_index] : NULL;
	frame.n_parties = transfer.n_parties;
	one_listing_more(c, &parties[listed], &arena);
	uint32_t list = parties[listed].listings[parties[listed].n_listings - 1].list;
	find_bounds(l, &frame, &after, &arena);
	for (uint32_t r = 0; r < l->book.n_regimes; r++)
		if (after.least[r] < before.least[r] || after.most[r] < before.most[r]) {
			char what[120];
			snprintf(what, sizeof what, "%s %u on %.*s", another ? "another party as" : "party", which,
				XCTL_FMT(law_str(&l->book, l->book.lists[list])));
			broken(l, document, what, r, &before, &after, &frame);
		}
	xctl_transfer_drop(&transfer);
	json_decref(document);
	xctl_arena_drop(&arena);
}

static void a_stricter_party_loosens_nothing(void **state)
{
	lawful l;
	chance c;
	(void)state;
	open_book(&l, &c, 2);
	for (uint32_t i = rounds(STRICTER); i-- > 0;)
		stricter(&c);
	chance_close(&c);
	lawful_close(&l);
}

/* --- order --- */

static void files_have_no_order(void **state)
{
	lawful l;
	chance c;
	law_book other;
	xctl_error error;
	xctl_buf one = { .at = NULL }, two = { .at = NULL };
	xctl_arena arena = { .ceiling = 512u << 20 };
	(void)state;
	open_book(&l, &c, 3);
	for (uint32_t i = l.files.count; i-- > 1;) {
		uint32_t k = chance_below(&c, i + 1);
		law_file swap = l.files.at[i];
		l.files.at[i] = l.files.at[k];
		l.files.at[k] = swap;
	}
	assert_int_equal(law_compile(&other, &arena, l.files.at, l.files.count, &error), XCTL_OK);
	assert_int_equal(law_pack(&one, &l.book, &error), XCTL_OK);
	assert_int_equal(law_pack(&two, &other, &error), XCTL_OK);
	assert_true(xctl_str_eq(xctl_buf_view(&one), xctl_buf_view(&two)));
	xctl_buf_drop(&one);
	xctl_buf_drop(&two);
	xctl_arena_drop(&arena);
	chance_close(&c);
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_fact_keeps_to_the_bounds),
		cmocka_unit_test(a_stricter_party_loosens_nothing),
		cmocka_unit_test(files_have_no_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
