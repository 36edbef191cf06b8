/* sweep: one decision, once its transfer's parts are interned; and what interning costs.  sweep SNAPSHOT
 *
 * Transfers of a house with 2,000 products and 1,000 partners: one item, four parties, a day of the last four years, nothing
 * unknown, every government of the book; no two are the same. What is timed is the whole answer without its text:
 * survivors, near misses, verdicts. */
#include <stdlib.h>
#include <string.h>
#include <x86intrin.h>

#include "law/sweep.h"
#include "law/weigh.h"
#include "owners/owners.h"
#include "report.h"
#include "snapshot/snapshot.h"

enum { TRANSFERS = 20000, PARTIES = 4, ROUNDS = 5, PRODUCTS = 2000, FIRMS = 1000, REGIMES = 16 };

static uint64_t state = 42;

static uint32_t below(uint32_t n)
{
	state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (uint32_t)((state >> 33) % n);
}

static void die(const char *what)
{
	fprintf(stderr, "%s\n", what);
	exit(1);
}

/* What is left of a transfer once it is interned. */
typedef struct interned {
	law_made_of of;
	const law_standing *parties[PARTIES];
} interned;

typedef struct made {
	xctl_transfer transfer;
	law_frame frame;
} made;

static json_t *country(const law_book *b)
{
	static const char *const usual[] = { "US", "JP", "CN", "NL", "DE", "KR", "TW", "HK", "SG", "IN", "RU", "MY" };
	char code[3];
	if (below(3))
		return json_string(usual[below(sizeof usual / sizeof *usual)]);
	xctl_country_print((xctl_country)b->countries[below(b->n_countries)].country, code);
	return json_string(code);
}

static json_t *codes(const law_book *b)
{
	json_t *all = json_object();
	for (uint32_t s = 0; s < b->n_systems; s++) {
		law_span span = b->systems[s].codes;
		xctl_str system = law_str(b, b->systems[s].system);
		char name[16];
		snprintf(name, sizeof name, "%.*s", XCTL_FMT(system));
		if (!span.n || strcmp(name, "HS") == 0)
			continue;
		xctl_str code = below(3) ? law_str(b, b->codes[span.from + below(span.n)].code) : XCTL_STR("none");
		json_object_set_new(all, name, json_pack("[s#]", code.at, (int)code.len));
	}
	return all;
}

typedef struct house {
	json_t *products[PRODUCTS];
	struct {
		json_t *country, *headquarters;
		law_party found;
	} firms[FIRMS];
} house;

/* One firm in eight is on a list, by name and for sure. */
static void found_house(house *h, const law_book *b, xctl_arena *arena)
{
	for (int i = 0; i < PRODUCTS; i++)
		h->products[i] = json_pack("{s:s, s:o, s:o, s:s}", "type", below(8) ? "commodity" : "technology", "codes", codes(b),
			"origin", country(b), "currency", "USD");
	for (int i = 0; i < FIRMS; i++) {
		h->firms[i].country = country(b);
		h->firms[i].headquarters = country(b);
		if (below(8))
			continue;
		law_listing *one = XCTL_NEW(arena, law_listing);
		if (!one)
			die("no room");
		*one = (law_listing){ .list = below(b->n_lists), .certain = LAW_YES, .covering = below(2) ? LAW_YES : LAW_NO,
			.footnotes = (uint8_t)(1u << below(6)), .scope = 1, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS };
		h->firms[i].found = (law_party){ .listings = one, .n_listings = 1 };
	}
}

static json_t *document(const house *h, const law_book *b, law_party *found)
{
	static const char *const roles[PARTIES] = { "exporter", "intermediate-consignee", "consignee", "end-user" };
	static const char *const kinds[] = { "export", "export", "export", "reexport" };
	json_t *parties = json_array();
	for (int p = 0; p < PARTIES; p++) {
		uint32_t firm = below(FIRMS);
		found[p] = h->firms[firm].found;
		json_array_append_new(parties, json_pack("{s:s, s:s, s:O, s:O}", "role", roles[p], "name", "somebody", "country",
			h->firms[firm].country, "headquarters", h->firms[firm].headquarters));
	}
	char day[11];
	xctl_date_print(xctl_date_make(2023, 1, 1) + (xctl_date)below(1400), day);
	json_t *item = json_deep_copy(h->products[below(PRODUCTS)]);
	json_object_set_new(item, "value", json_sprintf("%u", below(200000)));
	return json_pack("{s:s, s:o, s:o, s:s, s:[o], s:o}", "kind", kinds[below(4)], "from", country(b), "to", country(b), "date",
		day, "items", item, "parties", parties);
}

static void read_one(made *m, const house *h, const law_book *b, xctl_arena *arena)
{
	xctl_error error = { 0 };
	law_party *found = XCTL_NEW_ARRAY(arena, law_party, PARTIES);
	json_t *one = found ? document(h, b, found) : NULL;
	if (!one || xctl_transfer_read(&m->transfer, arena, one, b->assigned, &error) != XCTL_OK)
		die(error.what);
	m->frame = (law_frame){ .transfer = &m->transfer, .item = &m->transfer.items[0], .to = m->transfer.to.country,
		.date = m->transfer.date.date, .known = xctl_date_make(2026, 11, 1), .world = LAW_WORLD_CLOSED,
		.parties = found, .n_parties = PARTIES, .has_content = true };
}

static void intern(interned *in, const made *m, law_session *session, xctl_arena *arena)
{
	for (int p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		if (!(in->of.parts[p] = law_profile_of(session, (law_part)p, &m->frame, arena)))
			die("no room for profiles");
	for (uint32_t p = 0; p < PARTIES; p++)
		if (!(in->parties[p] = law_standing_of(session, p, &m->frame, arena)))
			die("no room for parties");
	in->of.parties = in->parties;
	in->of.n_parties = PARTIES;
	in->of.day = law_epoch_rows_of(session, m->frame.date, m->frame.known);
}

typedef struct deciding {
	law_session *session;
	law_swept swept;
	law_weights weights;
	law_between between[REGIMES];
	uint64_t sum;
} deciding;

static void decide(deciding *d, const interned *m)
{
	if (!law_sweep(&d->swept, d->session, &m->of, NULL))
		die("no room");
	const law_profile *act = m->of.parts[LAW_PART_ACT];
	law_bits bits = { &d->session->plan, d->swept.may, d->swept.must, d->swept.facts_may, d->swept.facts_must,
		act->affirmed, act->denied, m->of.day->status };
	law_weigh(&d->weights, &bits, NULL);
	law_weights_bounds(d->between, &d->weights, &bits);
	for (int i = 0; i < REGIMES / 4; i++) {
		uint64_t four;
		memcpy(&four, d->between + i * 4, sizeof four);
		d->sum = d->sum * 31 + four;
	}
}

static double own(const double *sorted, int n, double share)
{
	return sorted[(int)((double)(n - 1) * share)];
}

/* Ticks of the cycle counter over one decision, or over none. */
static double sample(deciding *d, const interned *one)
{
	unsigned cpu;
	uint64_t start = __rdtscp(&cpu);
	if (d)
		decide(d, one);
	return (double)(__rdtscp(&cpu) - start);
}

static void time_decisions(FILE *record, deciding *d, const interned *all)
{
	static double ticks[TRANSFERS];
	double best = 1e9, from = bench_now(), per_tick;
	uint64_t first = __rdtsc();
	for (int round = 0; round < ROUNDS; round++) {
		double start = bench_now();
		for (int i = 0; i < TRANSFERS; i++)
			decide(d, &all[i]);
		double took = (bench_now() - start) / TRANSFERS;
		best = took < best ? took : best;
	}
	per_tick = (bench_now() - from) / (double)(__rdtsc() - first);
	for (int i = 0; i < TRANSFERS; i++)
		ticks[i] = sample(NULL, NULL) * per_tick * 1e9;
	double clock = bench_median(ticks, TRANSFERS);
	for (int i = 0; i < TRANSFERS; i++)
		ticks[i] = sample(d, &all[i]) * per_tick * 1e9 - clock;
	double p50 = bench_median(ticks, TRANSFERS);
	bench_figure(record, "reading the cycle counter twice (taken off)", clock, "ns", NULL, 0);
	bench_figure(record, "decision, mean of distinct transfers", best * 1e9, "ns", NULL, 0);
	bench_figure(record, "decision, p50", p50, "ns", NULL, 0);
	bench_figure(record, "decision, p99", own(ticks, TRANSFERS, 0.99), "ns", NULL, 0);
	bench_figure(record, "decisions, one core", 1 / best, "/s", NULL, 0);
}

/* The closures that stand before a decision: who owns whom, what a party's listings come to, what the parts are. */
static void time_closures(FILE *record, law_session *session, made *all, interned *in, xctl_arena *arena)
{
	enum { TIMES = 20000 };
	double start = bench_now();
	for (int i = 0; i < TRANSFERS; i++) {
		xctl_arena_reset(arena);
		intern(&in[i], &all[i], session, arena);
	}
	bench_figure(record, "parts and parties, read and found again", (bench_now() - start) / TRANSFERS * 1e9, "ns", NULL, 0);
	static const xctl_holding holdings[] = { { 1, 0, true, { 30, 0 } }, { 2, 0, true, { 25, 0 } }, { 3, 1, true, { 60, 0 } },
		{ 3, 2, true, { 50, 0 } }, { 0, 2, true, { 10, 0 } } };
	const xctl_owner_listing listings[4] = { { 0 }, { 0 }, { 0 }, { XCTL_REACH_MUST, true } };
	xctl_owner_graph graph = { .n_parties = 4, .holdings = holdings, .n_holdings = sizeof holdings / sizeof *holdings };
	xctl_error error;
	start = bench_now();
	for (int i = 0; i < TIMES; i++) {
		xctl_owned out[4];
		xctl_arena_reset(arena);
		if (xctl_owners_reach(out, arena, &graph, listings, (xctl_decimal){ 50, 0 }, true, &error) != XCTL_OK)
			die("owners");
	}
	bench_figure(record, "closure: owners, four parties, five holdings", (bench_now() - start) / TIMES * 1e9, "ns", NULL, 0);
	xctl_transfer *t = &all[0].transfer;
	xctl_item part = { .origin = { XCTL_STATED, xctl_country_of(XCTL_STR("US")) }, .value = { XCTL_STATED, { 100, 0 } },
		.n_codes = t->items[0].n_codes, .codes = t->items[0].codes };
	xctl_item parts[5] = { part, part, part, part, part }, whole = t->items[0];
	whole.contains_stated = XCTL_STATED;
	whole.contains = parts;
	whole.n_contains = 5;
	law_frame frame = all[0].frame;
	frame.item = &whole;
	start = bench_now();
	for (int i = 0; i < 500; i++) {
		xctl_arena_reset(arena);
		if (law_content(&frame, session, arena, &error) != XCTL_OK)
			die("content");
	}
	bench_figure(record, "closure: contents of five parts", (bench_now() - start) / 500 * 1e9, "ns", NULL, 0);
}

static void time_compile(FILE *record, const law_book *book)
{
	double start = bench_now();
	xctl_arena arena = { 0 };
	law_plan plan;
	if (!law_plan_make(&plan, book, &arena))
		die("plan");
	bench_figure(record, "session opened (plan made)", (bench_now() - start) * 1e6, "us", NULL, 0);
	xctl_arena_drop(&arena);
}

int main(int argc, char **argv)
{
	xctl_snapshot snapshot;
	xctl_error error = { 0 };
	if (argc != 2)
		return 2;
	if (xctl_snapshot_open(&snapshot, argv[1], &error) != XCTL_OK)
		die(error.what);
	FILE *record = bench_open("sweep");
	const law_book *book = &snapshot.book;
	if (book->n_regimes > REGIMES)
		die("more regimes than there is room for");
	xctl_arena arena = { .ceiling = (size_t)1 << 30 }, scratch = { .ceiling = 64u << 20 };
	deciding d = { 0 };
	if (law_session_open(&d.session, book, NULL, (size_t)1 << 30, &error) != XCTL_OK)
		die(error.what);
	made *all = calloc(TRANSFERS, sizeof *all);
	house *h = calloc(1, sizeof *h);
	interned *in = calloc(TRANSFERS, sizeof *in);
	if (!all || !h || !in || !law_swept_make(&d.swept, &d.session->plan, &arena) || !law_weights_make(&d.weights, &d.session->plan, &arena))
		die("no room");
	bench_figure(record, "clauses of the book", book->n_clauses, "clauses", NULL, 0);
	time_compile(record, book);
	found_house(h, book, &arena);
	double start = bench_now();
	for (int i = 0; i < TRANSFERS; i++)
		read_one(&all[i], h, book, &arena);
	double reading = bench_now() - start;
	start = bench_now();
	for (int i = 0; i < TRANSFERS; i++) {
		xctl_arena_reset(&scratch);
		intern(&in[i], &all[i], d.session, &scratch);
	}
	bench_figure(record, "transfer read from JSON", reading / TRANSFERS * 1e9, "ns", NULL, 0);
	bench_figure(record, "parts and parties, interned", (bench_now() - start) / TRANSFERS * 1e9, "ns", NULL, 0);
	bench_figure(record, "profiles kept", d.session->profiles.count + d.session->standings.count, "", NULL, 0);
	time_decisions(record, &d, in);
	time_closures(record, d.session, all, in, &scratch);
	printf("(check sum %016llx)\n", (unsigned long long)d.sum);
	law_session_close(d.session);
	if (record)
		fclose(record);
	return 0;
}
