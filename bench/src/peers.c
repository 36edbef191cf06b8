/* peers: the small decision of bench/peers/problem.py in this project's engine and in plain C.
 *
 *     peers TOY REAL PROBLEM VERDICTS ROUNDS      TOY, REAL: snapshots; PROBLEM: the folder of tables and transfers
 *
 * Writes one line an engine, as every peer does: name, version, seconds to load, nanoseconds a decision, what was timed.
 * VERDICTS/NAME gets a letter a transfer: P prohibited, L licence, E exception, C clear. */
#include <exportctl.h>
#include <stdlib.h>
#include <string.h>

#include "law/sweep.h"
#include "law/weigh.h"
#include "peers.h"
#include "rows.h"
#include "snapshot/snapshot.h"

enum { BLOCK = 10000, REGIMES = 16 };

/* --- the problem --- */

static void read_problem(problem *p)
{
	char line[BENCH_LINE], *cells[5];
	FILE *file = bench_open_in(p->folder, "transfers.tsv", "r");
	int have = 0;
	while (bench_read_row(file, line, cells, 5)) {
		if (p->count == have && !(p->at = realloc(p->at, (size_t)(have = have * 2 + 1024) * sizeof *p->at)))
			bench_die("no room");
		transfer *t = &p->at[p->count++];
		snprintf(t->to, sizeof t->to, "%.2s", cells[0]);
		snprintf(t->code, sizeof t->code, "%s", cells[1]);
		t->value = strtol(cells[2], NULL, 10);
		t->footnote = cells[3][0] == '1';
		snprintf(t->product, sizeof t->product, "%s", cells[4]);
	}
	fclose(file);
}

void peers_report(const problem *p, const char *name, const char *version, double load, double took, const char *timed,
	const char *verdicts)
{
	printf("%s\t%s\t%.4f\t%.2f\t%s\n", name, version, load, took / p->count * 1e9, timed);
	fflush(stdout);
	if (!verdicts)
		return;
	FILE *file = bench_open_in(p->verdicts, name, "w");
	fwrite(verdicts, 1, (size_t)p->count, file);
	fclose(file);
}

char peers_letter(law_verdict verdict)
{
	static const char letters[LAW_VERDICTS] = { [LAW_CLEAR] = 'C', [LAW_EXCEPTED] = 'E', [LAW_LICENCE] = 'L', [LAW_PROHIBITED] = 'P' };
	return verdict < LAW_VERDICTS && letters[verdict] ? letters[verdict] : '?';
}

/* --- this project's engine --- */

static json_t *document(const transfer *t)
{
	json_t *products = json_array();
	if (strcmp(t->product, "none") != 0)
		json_array_append_new(products, json_string(t->product));
	json_t *listed = t->footnote ? json_pack("[{s:s, s:[s]}]", "list", "us-entity", "footnotes", "1") : json_array();
	return json_pack("{s:s, s:s, s:s, s:s, s:[{s:s, s:{s:[s]}, s:s, s:I, s:s, s:o}], s:[{s:s, s:s, s:s, s:o}]}", "kind", "export",
		"from", "US", "to", t->to, "date", "2026-11-01", "items", "type", "commodity", "codes", "US", t->code, "origin", "US",
		"value", (json_int_t)t->value, "currency", "USD", "direct_product_of", products, "parties", "role", "end-user", "name",
		"somebody", "country", t->to, "listed", listed);
}

typedef struct engine {
	xctl_snapshot snapshot;
	law_session *session;
	law_swept swept;
	law_weights weights;
	law_between between[REGIMES];
	uint32_t regime;
	xctl_arena own, block, scratch;
	law_listing listing; /* footnote 1 of the Entity List */
	law_party listed, unlisted;
} engine;

typedef struct made {
	xctl_transfer transfer;
	law_frame frame;
} made;

typedef struct interned {
	law_made_of of;
	const law_standing *party;
} interned;

static void open_engine(engine *e, const char *path)
{
	xctl_error error = { 0 };
	if (xctl_snapshot_open(&e->snapshot, path, &error) != XCTL_OK)
		bench_die(error.what);
	const law_book *book = &e->snapshot.book;
	if (book->n_regimes > REGIMES)
		bench_die("more regimes than there is room for");
	e->own.ceiling = e->block.ceiling = e->scratch.ceiling = (size_t)1 << 30;
	if (law_session_open(&e->session, book, NULL, (size_t)1 << 30, &error) != XCTL_OK)
		bench_die(error.what);
	if (!law_swept_make(&e->swept, &e->session->plan, &e->own) || !law_weights_make(&e->weights, &e->session->plan, &e->own))
		bench_die("no room");
	e->regime = law_find_regime(book, XCTL_STR("toy"));
	e->listing = (law_listing){ .list = law_find_list(book, XCTL_STR("us-entity")), .certain = LAW_YES, .covering = LAW_YES,
		.footnotes = 1u << 1, .scope = 1, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS };
	e->listed = (law_party){ .listings = &e->listing, .n_listings = 1 };
}

static void close_engine(engine *e)
{
	law_session_close(e->session);
	xctl_snapshot_close(&e->snapshot);
	xctl_arena_drop(&e->own);
	xctl_arena_drop(&e->block);
	xctl_arena_drop(&e->scratch);
}

static void read_one(made *m, engine *e, const transfer *t)
{
	xctl_error error = { 0 };
	json_t *one = document(t);
	if (!one || xctl_transfer_read(&m->transfer, &e->block, one, e->snapshot.book.assigned, &error) != XCTL_OK)
		bench_die(error.what);
	json_decref(one);
	m->frame = (law_frame){ .transfer = &m->transfer, .item = &m->transfer.items[0], .to = m->transfer.to.country,
		.date = m->transfer.date.date, .known = xctl_date_make(2026, 11, 1), .world = LAW_WORLD_CLOSED,
		.parties = t->footnote ? &e->listed : &e->unlisted, .n_parties = 1, .has_content = true };
}

static void intern(interned *in, engine *e, const made *m)
{
	for (int p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		if (!(in->of.parts[p] = law_profile_of(e->session, (law_part)p, &m->frame, &e->scratch)))
			bench_die("no room for profiles");
	if (!(in->party = law_standing_of(e->session, 0, &m->frame, &e->scratch)))
		bench_die("no room for parties");
	in->of.parties = &in->party;
	in->of.n_parties = 1;
	in->of.day = law_epoch_rows_of(e->session, m->frame.date, m->frame.known);
}

static void decide(engine *e, const interned *in)
{
	if (!law_sweep(&e->swept, e->session, &in->of, NULL))
		bench_die("no room");
	const law_profile *act = in->of.parts[LAW_PART_ACT];
	law_bits bits = { &e->session->plan, e->swept.may, e->swept.must, e->swept.facts_may, e->swept.facts_must, act->affirmed,
		act->denied, in->of.day->status };
	law_weigh(&e->weights, &bits, NULL);
	law_weights_bounds(e->between, &e->weights, &bits);
}

typedef struct times {
	double load, whole, decision; /* seconds over all transfers */
} times;

/* A block of transfers is read, then `rounds` times its parts are looked up and it is decided; the best round counts. */
static void run_block(engine *e, const problem *p, int from, int count, made *all, interned *in, char *verdicts, times *t)
{
	double start = bench_processor(), best_whole = 1e9, best = 1e9;
	xctl_arena_reset(&e->block);
	for (int i = 0; i < count; i++)
		read_one(&all[i], e, &p->at[from + i]);
	t->load += bench_processor() - start;
	for (int round = 0; round < p->rounds; round++) {
		start = bench_processor();
		for (int i = 0; i < count; i++) {
			xctl_arena_reset(&e->scratch);
			intern(&in[i], e, &all[i]);
			decide(e, &in[i]);
		}
		double took = bench_processor() - start;
		best_whole = took < best_whole ? took : best_whole;
		start = bench_processor();
		for (int i = 0; i < count; i++) {
			decide(e, &in[i]);
			if (verdicts)
				verdicts[from + i] = peers_letter(law_verdict_between(e->between[e->regime].at_least, e->between[e->regime].at_most));
		}
		took = bench_processor() - start;
		best = took < best ? took : best;
	}
	t->whole += best_whole;
	t->decision += best;
}

static times run_engine(const char *snapshot, const problem *p, char *verdicts)
{
	engine e = { 0 };
	made *all = bench_room(BLOCK, sizeof *all);
	interned *in = bench_room(BLOCK, sizeof *in);
	double start = bench_processor();
	open_engine(&e, snapshot);
	times t = { .load = bench_processor() - start };
	if (verdicts && e.regime == XCTL_NONE)
		bench_die("the small rulebook has no regime");
	for (int from = 0; from < p->count; from += BLOCK)
		run_block(&e, p, from, p->count - from < BLOCK ? p->count - from : BLOCK, all, in, verdicts, &t);
	close_engine(&e);
	free(all);
	free(in);
	return t;
}

/* What a host pays that hands over JSON and wants the whole decision, reasons and all, as JSON. */
static void run_desk(const char *snapshot, const problem *p, char *verdicts)
{
	xctl_desk *desk;
	xctl_error error = { 0 };
	double start = bench_processor(), took = 0;
	if (xctl_desk_open(&desk, &(xctl_desk_options){ .snapshot = snapshot, .today = "2026-11-01" }, &error) != XCTL_OK)
		bench_die(error.what);
	double load = bench_processor() - start;
	const xctl_check_options options = { .accept_excerpts = true, .no_store = true };
	for (int i = 0; i < p->count; i++) {
		json_t *one = document(&p->at[i]);
		char *text = json_dumps(one, JSON_COMPACT);
		xctl_decision *decision;
		start = bench_processor();
		if (xctl_check(&decision, desk, text, strlen(text), &options, &error) != XCTL_OK)
			bench_die(error.what);
		took += bench_processor() - start;
		verdicts[i] = peers_letter((law_verdict)xctl_decision_verdict(decision));
		xctl_decision_free(decision);
		free(text);
		json_decref(one);
	}
	xctl_desk_close(desk);
	peers_report(p, "exportctl, JSON to JSON", XCTL_VERSION, load, took, "one document in, the whole decision with reasons out", verdicts);
}

int main(int argc, char **argv)
{
	if (argc != 6)
		return 2;
	problem p = { .folder = argv[3], .verdicts = argv[4], .rounds = (int)strtol(argv[5], NULL, 10) };
	read_problem(&p);
	if (p.count == 0 || p.rounds < 1)
		bench_die("nothing to do");
	char *verdicts = bench_room((size_t)p.count, 1);
	times toy = run_engine(argv[1], &p, verdicts);
	peers_report(&p, "exportctl", XCTL_VERSION, toy.load, toy.whole, "parsed transfer to verdict, with survivors and near misses", verdicts);
	peers_report(&p, "exportctl, parts known", XCTL_VERSION, toy.load, toy.decision, "the same once the transfer's parts were looked up", verdicts);
	times real = run_engine(argv[2], &p, NULL);
	peers_report(&p, "exportctl, whole rulebook", XCTL_VERSION, real.load, real.whole,
		"not the small decision: every government's law over the same transfers", NULL);
	peers_report(&p, "exportctl, whole rulebook, parts known", XCTL_VERSION, real.load, real.decision, "the same once the parts were looked up",
		NULL);
	run_desk(argv[1], &p, verdicts);
	peers_columns(argv[1], &p, "exportctl, columns", "all transfers at once, from an Arrow record batch", verdicts);
	peers_columns(argv[2], &p, "exportctl, whole rulebook, columns", "every government's law, from an Arrow record batch", NULL);
	peers_by_hand(&p, verdicts);
	free(verdicts);
	free(p.at);
	return 0;
}
