/* Random graphs against a naive oracle, and what must hold of every proof. */
#include <string.h>

#include "owners/owners.h"
#include "testing.h"

__extension__ typedef __int128 wide;

#define PARTIES_MOST 9
#define HOLDINGS_MOST 24

typedef struct trial {
	xctl_holding holdings[HOLDINGS_MOST];
	xctl_owner_listing listings[PARTIES_MOST];
	xctl_owner_graph graph;
	xctl_decimal threshold;
	bool inclusive;
} trial;

/* A rational, compared by cross-multiplication: nothing of how the module counts is used here. */
typedef struct ratio {
	wide over, under;
} ratio;

static wide ten_to(unsigned n)
{
	wide power = 1;
	while (n-- > 0)
		power *= 10;
	return power;
}

static ratio ratio_of(xctl_decimal d)
{
	return (ratio){ d.coefficient, ten_to(d.scale) };
}

static ratio add(ratio a, ratio b)
{
	wide under = a.under > b.under ? a.under : b.under; /* both powers of ten */
	return (ratio){ a.over * (under / a.under) + b.over * (under / b.under), under };
}

static int compare(ratio a, ratio b)
{
	ratio difference = add(a, (ratio){ -b.over, b.under });
	return (difference.over > 0) - (difference.over < 0);
}

static bool passes(const trial *t, ratio sum)
{
	int c = compare(sum, ratio_of(t->threshold));
	return t->inclusive ? c >= 0 : c > 0;
}

/* The sum of one party under the owners that count now, by the sentence in the header. */
static ratio sum_of(const trial *t, uint32_t party, const bool *counts, bool possible)
{
	ratio sum = { 0, 1 }, known = { 0, 1 };
	bool unknown = false;
	for (uint32_t i = 0; i < t->graph.n_holdings; i++) {
		const xctl_holding *h = &t->holdings[i];
		if (h->owned != party)
			continue;
		if (h->share_known)
			known = add(known, ratio_of(h->share_pct));
		if (counts[h->owner] && h->share_known)
			sum = add(sum, ratio_of(h->share_pct));
		unknown |= counts[h->owner] && !h->share_known;
	}
	if (unknown && possible)
		sum = add(sum, add((ratio){ 100, 1 }, (ratio){ -known.over, known.under }));
	return sum;
}

/* Round after round over everything until nothing changes. */
static void oracle(const trial *t, bool possible, bool *reached, bool *counts)
{
	bool changed = true;
	for (uint32_t p = 0; p < t->graph.n_parties; p++) {
		reached[p] = false;
		counts[p] = t->listings[p].carries
			&& (t->listings[p].listed == XCTL_REACH_MUST
				|| (possible && t->listings[p].listed == XCTL_REACH_MAY));
	}
	while (changed) {
		changed = false;
		for (uint32_t p = 0; p < t->graph.n_parties; p++) {
			if (reached[p] || !passes(t, sum_of(t, p, counts, possible)))
				continue;
			reached[p] = counts[p] = changed = true;
		}
	}
}

static void make(trial *t, test_random *r)
{
	*t = (trial){ .graph = { .holdings = t->holdings } };
	t->graph.n_parties = (uint32_t)test_random_between(r, 1, PARTIES_MOST);
	t->inclusive = test_random_between(r, 0, 1);
	t->threshold = (xctl_decimal){ test_random_between(r, 1, 20) * 5, 0 };
	if (test_random_between(r, 0, 3))
		t->threshold = (xctl_decimal){ 500, 1 };
	for (uint32_t p = 0; p < t->graph.n_parties; p++)
		if (test_random_between(r, 0, 2) == 0)
			t->listings[p] = (xctl_owner_listing){ (xctl_reach)test_random_between(r, 0, 2),
				test_random_between(r, 0, 4) };
	int64_t left[PARTIES_MOST]; /* tenths */
	for (uint32_t p = 0; p < PARTIES_MOST; p++)
		left[p] = 1000;
	uint32_t wanted = (uint32_t)test_random_between(r, 0, HOLDINGS_MOST);
	for (uint32_t i = 0; i < wanted && t->graph.n_parties > 1; i++) {
		xctl_holding h = { .owner = (uint32_t)test_random_between(r, 0, t->graph.n_parties - 1) };
		h.owned = (h.owner + (uint32_t)test_random_between(r, 1, t->graph.n_parties - 1)) % t->graph.n_parties;
		int64_t tenths = test_random_between(r, 1, 12) * 50;
		h.share_known = test_random_between(r, 0, 5) > 0;
		if (h.share_known && tenths > left[h.owned])
			tenths = left[h.owned];
		if (h.share_known && tenths == 0)
			continue;
		uint8_t scale = (uint8_t)test_random_between(r, 1, 12); /* the same share, written otherwise */
		h.share_pct = (xctl_decimal){ tenths * (int64_t)ten_to(scale - 1u), scale };
		if (h.share_known)
			left[h.owned] -= tenths;
		t->holdings[t->graph.n_holdings++] = h;
	}
}

/* Do these holdings, with nothing else, reach the party? One of them may be left out. */
static bool suffices(const trial *t, const xctl_owned *o, uint32_t party, uint32_t without)
{
	bool possible = o->reach == XCTL_REACH_MAY, rest_taken = false;
	ratio sum = { 0, 1 };
	for (uint32_t k = 0; k < o->n_proof; k++) {
		const xctl_holding *h = &t->holdings[o->proof[k]];
		if (k == without)
			continue;
		if (h->share_known) {
			sum = add(sum, ratio_of(h->share_pct));
		} else if (possible && !rest_taken) {
			rest_taken = true;
			bool all[PARTIES_MOST];
			memset(all, true, sizeof all);
			ratio known = sum_of(t, party, all, false);
			sum = add(sum, add((ratio){ 100, 1 }, (ratio){ -known.over, known.under }));
		}
	}
	return passes(t, sum);
}

/* Follows a proof to its listings; never comes back to a party that is still being proved. */
static bool follows(const trial *t, const xctl_owned *out, uint32_t party, bool certain, uint32_t depth)
{
	const xctl_owned *o = &out[party];
	if (depth > PARTIES_MOST || o->reach == XCTL_REACH_NO || (certain && o->reach != XCTL_REACH_MUST))
		return false;
	for (uint32_t k = 0; k < o->n_proof; k++) {
		uint32_t owner = t->holdings[o->proof[k]].owner;
		bool must = o->reach == XCTL_REACH_MUST;
		const xctl_owner_listing *l = &t->listings[owner];
		if (l->carries && l->listed >= (must ? XCTL_REACH_MUST : XCTL_REACH_MAY))
			continue;
		if (!follows(t, out, owner, must, depth + 1))
			return false;
	}
	return true;
}

static void check_proof(const trial *t, const xctl_owned *out, uint32_t party, uint64_t n)
{
	const xctl_owned *o = &out[party];
	if (o->reach == XCTL_REACH_NO) {
		assert_int_equal(o->n_proof, 0);
		return;
	}
	for (uint32_t k = 0; k < o->n_proof; k++) {
		assert_case(t->holdings[o->proof[k]].owned == party, "graph %llu\n", (unsigned long long)n);
		assert_case(k == 0 || o->proof[k - 1] < o->proof[k], "graph %llu\n", (unsigned long long)n);
		assert_case(!suffices(t, o, party, k), "graph %llu: one can be spared\n", (unsigned long long)n);
	}
	assert_case(suffices(t, o, party, XCTL_NONE), "graph %llu\n", (unsigned long long)n);
	assert_case(follows(t, out, party, false, 0), "graph %llu\n", (unsigned long long)n);
}

static void check(const trial *t, const xctl_owned *out, uint64_t n)
{
	bool must[PARTIES_MOST], may[PARTIES_MOST], must_count[PARTIES_MOST], may_count[PARTIES_MOST];
	oracle(t, false, must, must_count);
	oracle(t, true, may, may_count);
	for (uint32_t p = 0; p < t->graph.n_parties; p++) {
		xctl_reach expected = must[p] ? XCTL_REACH_MUST : may[p] ? XCTL_REACH_MAY : XCTL_REACH_NO;
		bool flag = false;
		for (uint32_t i = 0; i < t->graph.n_holdings; i++)
			flag |= t->holdings[i].owned == p && may_count[t->holdings[i].owner];
		assert_case(out[p].reach == expected, "graph %llu, party %u\n", (unsigned long long)n, p);
		assert_case(out[p].listed_owner == flag, "graph %llu, party %u\n", (unsigned long long)n, p);
		assert_case(compare(ratio_of(out[p].must_pct), sum_of(t, p, must_count, false)) == 0, "graph %llu\n",
			(unsigned long long)n);
		assert_case(compare(ratio_of(out[p].may_pct), sum_of(t, p, may_count, true)) == 0, "graph %llu\n",
			(unsigned long long)n);
		check_proof(t, out, p, n);
	}
}

static void agrees_with_the_oracle(void **state)
{
	test_random r = { 7435801 };
	trial t;
	uint64_t reached[3] = { 0 };
	(void)state;
	for (uint64_t n = 0; n < 20000; n++) {
		xctl_arena arena = { 0 };
		xctl_owned out[PARTIES_MOST];
		make(&t, &r);
		assert_int_equal(
			xctl_owners_reach(out, &arena, &t.graph, t.listings, t.threshold, t.inclusive, NULL), XCTL_OK);
		check(&t, out, n);
		for (uint32_t p = 0; p < t.graph.n_parties; p++)
			reached[out[p].reach]++;
		xctl_arena_drop(&arena);
	}
	/* A generator that reaches nobody would prove nothing. */
	assert_true(reached[XCTL_REACH_MUST] > 2000 && reached[XCTL_REACH_MAY] > 2000 && reached[XCTL_REACH_NO] > 2000);
}

/* The same holdings in another order reach the same parties with the same sums and proofs as short. */
static void does_not_depend_on_the_order(void **state)
{
	test_random r = { 90211 };
	trial t;
	(void)state;
	for (uint64_t n = 0; n < 4000; n++) {
		xctl_arena arena = { 0 };
		xctl_owned first[PARTIES_MOST], second[PARTIES_MOST];
		make(&t, &r);
		xctl_owners_reach(first, &arena, &t.graph, t.listings, t.threshold, t.inclusive, NULL);
		for (uint32_t i = t.graph.n_holdings; i > 1; i--) {
			uint32_t k = (uint32_t)test_random_between(&r, 0, i - 1);
			xctl_holding h = t.holdings[k];
			t.holdings[k] = t.holdings[i - 1];
			t.holdings[i - 1] = h;
		}
		xctl_owners_reach(second, &arena, &t.graph, t.listings, t.threshold, t.inclusive, NULL);
		for (uint32_t p = 0; p < t.graph.n_parties; p++) {
			assert_int_equal(first[p].reach, second[p].reach);
			assert_int_equal(first[p].n_proof, second[p].n_proof);
			assert_int_equal(first[p].listed_owner, second[p].listed_owner);
			assert_int_equal(xctl_decimal_cmp(first[p].must_pct, second[p].must_pct), 0);
			assert_int_equal(xctl_decimal_cmp(first[p].may_pct, second[p].may_pct), 0);
		}
		xctl_arena_drop(&arena);
	}
}

/* A long chain: no recursion, whatever the depth. */
static void goes_as_deep_as_it_must(void **state)
{
	enum { DEPTH = 200000 };
	xctl_arena arena = { 0 };
	xctl_holding *holdings = XCTL_NEW_ARRAY(&arena, xctl_holding, DEPTH - 1);
	xctl_owner_listing *listings = XCTL_NEW_ARRAY(&arena, xctl_owner_listing, DEPTH);
	xctl_owned *out = XCTL_NEW_ARRAY(&arena, xctl_owned, DEPTH);
	(void)state;
	assert_true(holdings && listings && out);
	listings[DEPTH - 1] = (xctl_owner_listing){ XCTL_REACH_MUST, true };
	for (uint32_t i = 0; i < DEPTH - 1; i++)
		holdings[i] = (xctl_holding){ i + 1, i, true, { 50, 0 } };
	xctl_owner_graph graph = { .n_parties = DEPTH, .holdings = holdings, .n_holdings = DEPTH - 1 };
	xctl_code code = xctl_owners_reach(out, &arena, &graph, listings, (xctl_decimal){ 50, 0 }, true, NULL);
	assert_int_equal(code, XCTL_OK);
	assert_int_equal(out[0].reach, XCTL_REACH_MUST);
	assert_int_equal(out[0].n_proof, 1);
	assert_int_equal(out[DEPTH - 1].reach, XCTL_REACH_NO);
	xctl_arena_drop(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_the_oracle),
		cmocka_unit_test(does_not_depend_on_the_order),
		cmocka_unit_test(goes_as_deep_as_it_must),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
