/* The examples of the OFAC FAQ and what the header promises beside them. */
#include <string.h>

#include "owners/owners.h"
#include "testing.h"

/* A graph in words: "X>A 50; A>B 50": owner, owned, share or "?". Parties are single letters, A to Z. */
typedef struct picture {
	xctl_holding holdings[32];
	xctl_owner_listing listings[26];
	xctl_owner_graph graph;
} picture;

static xctl_decimal dec(const char *text)
{
	xctl_decimal value = { 0, 0 };
	assert_case(xctl_decimal_parse(xctl_str_of(text), false, &value), "%s\n", text);
	return value;
}

static void draw(picture *p, const char *holdings)
{
	*p = (picture){ .graph = { .n_parties = 26, .holdings = p->holdings } };
	xctl_str rest = xctl_str_of(holdings);
	while (rest.len) {
		xctl_str one = xctl_str_cut(&rest, ';');
		xctl_str who = xctl_str_word(&one), share = xctl_str_word(&one);
		xctl_holding *h = &p->holdings[p->graph.n_holdings++];
		*h = (xctl_holding){ .owner = (uint32_t)(who.at[0] - 'A'), .owned = (uint32_t)(who.at[2] - 'A') };
		h->share_known = !xctl_str_is(share, "?");
		if (h->share_known)
			assert_case(xctl_decimal_parse(share, false, &h->share_pct), "%s\n", holdings);
	}
}

/* Listings in words: capital: listed; small: an open hit; after a dash: listed and not carrying. */
static void list(picture *p, const char *listed)
{
	bool carries = true;
	for (const char *c = listed; *c; c++) {
		if (*c == '-')
			carries = false;
		else if (*c >= 'a')
			p->listings[*c - 'a'] = (xctl_owner_listing){ XCTL_REACH_MAY, carries };
		else
			p->listings[*c - 'A'] = (xctl_owner_listing){ XCTL_REACH_MUST, carries };
	}
}

/* Whom it reached, in the same words. */
static void tell(const xctl_owned *out, char text[27])
{
	for (char c = 'A'; c <= 'Z'; c++)
		if (out[c - 'A'].reach != XCTL_REACH_NO)
			*text++ = out[c - 'A'].reach == XCTL_REACH_MUST ? c : (char)(c - 'A' + 'a');
	*text = '\0';
}

static void solve(picture *p, xctl_owned out[26], xctl_arena *arena, const char *threshold, bool inclusive)
{
	xctl_error error = { 0 };
	xctl_code code = xctl_owners_reach(out, arena, &p->graph, p->listings, dec(threshold), inclusive, &error);
	assert_case(code == XCTL_OK, "%s %s\n", error.pointer, error.what);
}

static void reaches_as_the_law_says(void **state)
{
	static const struct {
		const char *holdings, *listed, *reached, *why;
		const char *threshold;
		bool above; /* not at equality */
	} cases[] = {
		{ "X>A 50; A>B 50", "X", "AB", "FAQ 401: a reached owner counts whole, not 25 %", "50", false },
		{ "X>A 50; X>B 50; A>C 25; B>C 25", "X", "ABC", "FAQ 401: indirect holdings add up", "50", false },
		{ "X>A 50; X>B 10; A>B 40", "X", "AB", "FAQ 401: direct and indirect add up", "50", false },
		{ "X>A 50; X>B 25; A>C 25; B>C 25", "X", "A", "FAQ 401: B is not reached, so C has 25 %", "50", false },
		{ "X>A 25; A>B 50", "X", "", "FAQ 401: A is not reached", "50", false },
		{ "X>A 25; Y>A 25", "XY", "A", "FAQ 399: listed owners add up", "50", false },
		{ "X>A 25; Y>A 25", "X", "", "FAQ 399: the other owner is not listed", "50", false },
		{ "X>A 30", "X", "", "FAQ 398: control with 30 % is not ownership", "50", false },
		{ "X>A 50", "A", "", "owners of a listed party are not reached", "50", false },
		{ "X>A 50", "", "", "nobody is listed", "50", false },
		{ "X>A 49.99", "X", "", "just under", "50", false },
		{ "X>A 49.999999999999", "X", "", "as little under as can be said", "50", false },
		{ "X>A 50.0", "X", "A", "exactly, at equality", "50", false },
		{ "X>A 50.000000000000", "X", "A", "exactly, in another scale", "50", false },
		{ "X>A 50.0", "X", "", "exactly, where more is needed", "50", true },
		{ "X>A 50.000000000001", "X", "A", "as little over as can be said", "50", true },
		{ "X>A 25; X>A 25", "X", "A", "two holdings of one owner add up", "50", false },
		{ "X>A 33.333333333333; Y>A 33.333333333333; Z>A 33.333333333334", "XYZ", "A", "thirds", "100", false },
		{ "X>A 0.000000000001", "X", "A", "any share", "0", true },
		{ "X>A 25", "X", "A", "another threshold", "25", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_owned out[26];
		picture p;
		char reached[27];
		draw(&p, cases[i].holdings);
		list(&p, cases[i].listed);
		solve(&p, out, &arena, cases[i].threshold, !cases[i].above);
		tell(out, reached);
		assert_case(strcmp(reached, cases[i].reached) == 0, "%s: got %s\n", cases[i].why, reached);
		xctl_arena_drop(&arena);
	}
}

static void keeps_must_and_may_apart(void **state)
{
	static const struct {
		const char *holdings, *listed, *reached;
		const char *must, *may; /* of A */
		bool flag;              /* of A */
		const char *why;
	} cases[] = {
		{ "X>A ?", "X", "a", "0", "100", true, "an unknown share may be all" },
		{ "X>A ?; Y>A 40", "X", "a", "0", "60", true, "what is left is enough" },
		{ "X>A ?; Y>A 50.01", "X", "", "0", "49.99", true, "what is left is not" },
		{ "X>A ?; Y>A 100", "X", "", "0", "0", true, "nothing is left" },
		{ "X>A ?; Z>A ?; Y>A 40", "XZ", "a", "0", "60", true, "two unknown shares have one rest" },
		{ "X>A ?; Z>A ?; Y>A 60", "XZ", "", "0", "40", true, "and do not take it twice" },
		{ "X>A ?; X>A 30; Y>A 30", "X", "a", "30", "70", true, "a known and an unknown share of one owner" },
		{ "X>A ?; Y>A 50", "XY", "A", "50", "100", true, "certain without the unknown share" },
		{ "Y>A ?; X>A 40", "X", "", "40", "40", true, "the rest of an owner who is not listed" },
		{ "X>A 40", "X", "", "40", "40", true, "a rest that nobody holds" },
		{ "X>A 60", "x", "a", "0", "60", true, "an open hit" },
		{ "X>A 30; Y>A 30", "Xy", "a", "30", "60", true, "an open hit beside a listed owner" },
		{ "X>A 50; Y>A 50", "Xy", "A", "50", "100", true, "certain without the open hit" },
		{ "X>A 60; A>B 50; B>C ?", "x", "abc", "0", "60", true, "what may be reached may reach" },
		{ "X>A ?; A>B 50; Y>B 50", "XY", "aB", "0", "100", true, "certain on another way" },
		{ "X>A 60", "-X", "", "0", "0", false, "a listing that does not carry gives nothing" },
		{ "X>A ?", "-X", "", "0", "0", false, "with no share either" },
		{ "Y>X 50; X>A 60", "Y-X", "AX", "60", "60", true, "but counts when it is itself reached" },
		{ "X>A 60; A>B 60", "XA", "AB", "60", "60", true, "a listed party may be reached as well" },
		{ "Y>A 60", "A", "", "0", "0", false, "its own listing does not reach it" },
		{ "X>A 1", "x", "", "0", "1", true, "a red flag whatever the share" },
		{ "X>A 1; Y>A 1", "", "", "0", "0", false, "no flag" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_owned out[26];
		picture p;
		char reached[27];
		draw(&p, cases[i].holdings);
		list(&p, cases[i].listed);
		solve(&p, out, &arena, "50", true);
		tell(out, reached);
		assert_case(strcmp(reached, cases[i].reached) == 0, "%s: got %s\n", cases[i].why, reached);
		assert_case(xctl_decimal_cmp(out[0].must_pct, dec(cases[i].must)) == 0, "%s\n", cases[i].why);
		assert_case(xctl_decimal_cmp(out[0].may_pct, dec(cases[i].may)) == 0, "%s\n", cases[i].why);
		assert_case(out[0].listed_owner == cases[i].flag, "%s\n", cases[i].why);
		xctl_arena_drop(&arena);
	}
}

/* Owners of each other: legal, and the least fixpoint (they do not reach themselves out of nothing). */
static void goes_round_in_circles(void **state)
{
	static const struct {
		const char *holdings, *listed, *reached;
	} cases[] = {
		{ "A>B 60; B>A 60", "", "" },
		{ "A>B 60; B>A 60", "A", "AB" },
		{ "A>B 60; B>A 60; X>A 40", "X", "" },
		{ "A>B 60; B>A 50; X>A 50", "X", "AB" },
		{ "A>B 60; B>C 60; C>A 40; X>A 60", "X", "ABC" },
		{ "A>B 60; B>C 60; C>A 40; X>A ?", "X", "abc" },
		{ "A>B 30; A>C 30; B>C 30; C>B 30; X>A 50; X>B 20", "X", "ABC" },
		{ "A>B 30; A>C 30; B>C 30; C>B 30; X>A 50", "X", "A" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_owned out[26];
		picture p;
		char reached[27];
		draw(&p, cases[i].holdings);
		list(&p, cases[i].listed);
		solve(&p, out, &arena, "50", true);
		tell(out, reached);
		assert_case(strcmp(reached, cases[i].reached) == 0, "%s: got %s\n", cases[i].holdings, reached);
		xctl_arena_drop(&arena);
	}
}

static void proves_with_the_fewest(void **state)
{
	static const struct {
		const char *holdings, *listed;
		uint32_t proof[4], n_proof; /* of A */
		const char *why;
	} cases[] = {
		{ "Y>A 10; X>A 50", "XY", { 1 }, 1, "one is enough" },
		{ "Y>A 10; X>A 30; Z>A 20", "XYZ", { 1, 2 }, 2, "two are, in the caller's order" },
		{ "Y>A 10; X>A 15; Z>A 35", "XYZ", { 1, 2 }, 2, "the largest" },
		{ "X>B 50; B>A 50; X>A 50", "X", { 2 }, 1, "the nearest to a listing among equals" },
		{ "Y>A 50; X>A 50", "XY", { 0 }, 1, "the caller's first among equals" },
		{ "X>A 30", "X", { 0 }, 0, "none where nothing is reached" },
		{ "X>A ?; Y>A 20; Z>A 30", "XYZ", { 1, 2 }, 2, "known shares for what is certain" },
		{ "X>A ?; Y>A 20; Z>A 20", "XY", { 0 }, 1, "the rest as one holding" },
		{ "Z>A ?; X>A ?; Y>A 20; W>A 40", "XYZ", { 0, 2 }, 2, "under the first of its possible owners" },
		{ "B>A 60; A>B 50; X>B 50; Y>A 20; X>A 20", "XY", { 0 }, 1, "through a circle, not round it" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_owned out[26];
		picture p;
		draw(&p, cases[i].holdings);
		list(&p, cases[i].listed);
		solve(&p, out, &arena, "50", true);
		assert_case(out[0].n_proof == cases[i].n_proof, "%s: %u\n", cases[i].why, out[0].n_proof);
		for (uint32_t k = 0; k < cases[i].n_proof; k++)
			assert_case(out[0].proof[k] == cases[i].proof[k], "%s: %u\n", cases[i].why, out[0].proof[k]);
		xctl_arena_drop(&arena);
	}
}

static void refuses_what_cannot_be(void **state)
{
	static const struct {
		xctl_holding holdings[3];
		uint32_t n_holdings;
		const char *pointer;
	} cases[] = {
		{ { { 0, 1, true, { 0, 0 } } }, 1, "/parties/1" },
		{ { { 0, 1, true, { -5, 0 } } }, 1, "/parties/1" },
		{ { { 0, 1, true, { 1000000000001, 10 } } }, 1, "/parties/1" },
		{ { { 0, 1, true, { 101, 0 } } }, 1, "/parties/1" },
		{ { { 0, 1, true, { INT64_MAX, 12 } } }, 1, "/parties/1" },
		{ { { 0, 1, true, { INT64_MIN, 0 } } }, 1, "/parties/1" },
		{ { { 0, 1, true, { 1, 13 } } }, 1, "/parties/1" },
		{ { { 0, 2, true, { 50, 0 } }, { 1, 2, true, { 50000000000001, 12 } } }, 2, "/parties/2" },
		{ { { 0, 2, true, { 60, 0 } }, { 0, 1, true, { 60, 0 } }, { 0, 2, true, { 60, 0 } } }, 3,
			"/parties/2" },
		{ { { 2, 2, true, { 10, 0 } } }, 1, "/parties/2" },
		{ { { 2, 2, false, { 0, 0 } } }, 1, "/parties/2" },
		{ { { 0, 3, true, { 10, 0 } } }, 1, "/parties/3" },
		{ { { 3, 0, false, { 0, 0 } } }, 1, "/parties/0" },
		{ { { UINT32_MAX, 1, true, { 10, 0 } } }, 1, "/parties/1" },
	};
	static const xctl_owner_listing listings[3];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_error error = { 0 };
		xctl_owned out[3], before[3];
		xctl_owner_graph graph = { .n_parties = 3, .holdings = cases[i].holdings, .n_holdings = cases[i].n_holdings };
		memset(out, 0x5A, sizeof out);
		memcpy(before, out, sizeof out);
		xctl_code code = xctl_owners_reach(out, &arena, &graph, listings, dec("50"), true, &error);
		assert_case(code == XCTL_INPUT && error.code == XCTL_INPUT, "case %zu\n", i);
		assert_case(strcmp(error.pointer, cases[i].pointer) == 0, "case %zu: %s\n", i, error.pointer);
		assert_case(error.what[0] && error.hint[0], "case %zu\n", i);
		assert_memory_equal(out, before, sizeof out);
		xctl_arena_drop(&arena);
	}
}

static void refuses_a_senseless_threshold(void **state)
{
	static const struct {
		xctl_decimal threshold;
		bool inclusive;
		xctl_code code;
	} cases[] = {
		{ { 0, 0 }, true, XCTL_USAGE }, { { 0, 0 }, false, XCTL_OK }, { { -1, 0 }, false, XCTL_USAGE },
		{ { 101, 0 }, true, XCTL_USAGE }, { { 100, 0 }, true, XCTL_OK }, { { 1, 13 }, true, XCTL_USAGE },
		{ { 1, 12 }, true, XCTL_OK },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_owner_graph nobody = { .n_parties = 0, .holdings = NULL, .n_holdings = 0 };
		xctl_code code = xctl_owners_reach(NULL, &arena, &nobody, NULL, cases[i].threshold,
			cases[i].inclusive, NULL);
		assert_case(code == cases[i].code, "case %zu: %d\n", i, (int)code);
		xctl_arena_drop(&arena);
	}
}

static xctl_code attempt(const xctl_memory *memory, void *context)
{
	picture *p = context;
	xctl_arena arena = { .memory = memory };
	xctl_owned out[26], before[26];
	memset(out, 0x5A, sizeof out);
	memcpy(before, out, sizeof out);
	xctl_code code = xctl_owners_reach(out, &arena, &p->graph, p->listings, (xctl_decimal){ 50, 0 }, true, NULL);
	if (code != XCTL_OK)
		assert_memory_equal(out, before, sizeof out);
	xctl_arena_drop(&arena);
	return code;
}

static void survives_without_memory(void **state)
{
	picture p;
	(void)state;
	draw(&p, "X>A 50; A>B 30; X>B 30; B>C ?");
	list(&p, "X");
	test_every_allocation(attempt, &p);
}

/* Ceilings from nothing upward stop each allocation in turn, however large the arena's chunks are. */
static void stops_at_the_ceiling(void **state)
{
	picture p;
	bool done = false;
	(void)state;
	draw(&p, "X>A 50; A>B 30; X>B 30; B>C ?");
	list(&p, "X");
	for (size_t ceiling = 16; !done; ceiling += 16) {
		xctl_arena arena = { .ceiling = ceiling };
		xctl_owned out[26];
		xctl_code code = xctl_owners_reach(out, &arena, &p.graph, p.listings, dec("50"), true, NULL);
		assert_true(code == XCTL_OK || code == XCTL_LIMIT);
		done = code == XCTL_OK;
		assert_true(ceiling < 1 << 16);
		xctl_arena_drop(&arena);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reaches_as_the_law_says),
		cmocka_unit_test(keeps_must_and_may_apart),
		cmocka_unit_test(goes_round_in_circles),
		cmocka_unit_test(proves_with_the_fewest),
		cmocka_unit_test(refuses_what_cannot_be),
		cmocka_unit_test(refuses_a_senseless_threshold),
		cmocka_unit_test(survives_without_memory),
		cmocka_unit_test(stops_at_the_ceiling),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
