/* The conformance suite: nothing here knows what stands behind store.h. */
#include "conformance.h"

#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const store_backend *backend;

static xctl_store *open_at(const char *path)
{
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	xctl_code code = xctl_store_open(&store, path, &error);
	assert_case(code == XCTL_OK, "%s: %s (%s)\n", error.source, error.what, error.hint);
	return store;
}

static xctl_stored_decision decision_of(const char *id)
{
	return (xctl_stored_decision){
		.id = xctl_str_of(id), .transfer_ref = XCTL_STR("PO-1"), .verdict = XCTL_STR("licence"),
		.transfer = XCTL_STR("{\"ref\":\"PO-1\"}"), .decision = XCTL_STR("{\"verdict\":\"licence\"}"),
		.snapshot = XCTL_STR("00ff"), .date = XCTL_STR("2026-03-01"), .known = XCTL_STR("2026-03-02"),
	};
}

static void put(xctl_store *store, const char *id)
{
	xctl_stored_decision d = decision_of(id);
	xctl_error error = { 0 };
	assert_case(xctl_store_put(store, &d, &error) == XCTL_OK, "%s: %s\n", id, error.what);
}

static void assert_same(const xctl_stored_decision *a, const xctl_stored_decision *b)
{
	const xctl_str x[] = { a->id, a->transfer_ref, a->verdict, a->transfer, a->decision, a->snapshot, a->date,
		a->known };
	const xctl_str y[] = { b->id, b->transfer_ref, b->verdict, b->transfer, b->decision, b->snapshot, b->date,
		b->known };
	for (size_t i = 0; i < COUNT_OF(x); i++)
		test_same(x[i], y[i], __FILE__, __LINE__);
}

static bool kept(xctl_store *store, const char *id)
{
	xctl_arena arena = { 0 };
	xctl_stored_decision out, d = decision_of(id);
	xctl_code code = xctl_store_get(store, d.id, &arena, &out, NULL);
	assert_true(code == XCTL_OK || code == XCTL_NOT_FOUND);
	if (code == XCTL_OK)
		assert_same(&out, &d);
	xctl_arena_drop(&arena);
	return code == XCTL_OK;
}

static uint64_t decisions_in(xctl_store *store)
{
	xctl_store_status status = { 0 };
	assert_int_equal(xctl_store_status_get(store, &status, NULL), XCTL_OK);
	return status.decisions;
}

static void keeps_decisions_between_runs(void **state)
{
	(void)state;
	const char *path = backend->fresh();
	xctl_store *store = open_at(path);
	assert_int_equal(decisions_in(store), 0);
	assert_false(kept(store, "D-AAAAAAAAAAAAAAAAAAAAAAAAAA"));
	put(store, "D-AAAAAAAAAAAAAAAAAAAAAAAAAA");
	assert_true(kept(store, "D-AAAAAAAAAAAAAAAAAAAAAAAAAA"));
	xctl_store_close(store);

	store = open_at(path);
	assert_true(kept(store, "D-AAAAAAAAAAAAAAAAAAAAAAAAAA"));
	assert_int_equal(decisions_in(store), 1);
	assert_int_equal(xctl_store_verify(store, NULL), XCTL_OK);
	xctl_store_close(store);
	xctl_store_close(NULL);
}

static void keeps_the_first_of_an_id(void **state)
{
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	xctl_stored_decision d = decision_of("D-AAAAAAAAAAAAAAAAAAAAAAAAAA");
	put(store, "D-AAAAAAAAAAAAAAAAAAAAAAAAAA");
	d.verdict = XCTL_STR("prohibited");
	assert_int_equal(xctl_store_put(store, &d, NULL), XCTL_OK);
	assert_true(kept(store, "D-AAAAAAAAAAAAAAAAAAAAAAAAAA"));
	assert_int_equal(decisions_in(store), 1);
	xctl_store_close(store);
}

/* Bytes come back as they went in: empty, long, not ASCII, and what would mean something in a query. */
static void keeps_every_text(void **state)
{
	static char longest[1 << 20];
	(void)state;
	memset(longest, 'x', sizeof longest);
	const xctl_str texts[] = {
		{ NULL, 0 }, XCTL_STR(""), XCTL_STR("'; DROP TABLE decisions; --"), XCTL_STR("株式会社 \xF0\x9F\x9A\xA2"),
		XCTL_STR("%_\\\"\n\t"), XCTL_STR("NULL"), XCTL_STR("1e5"), { longest, sizeof longest },
		XCTL_STR("a\0b"),
	};
	xctl_store *store = open_at(backend->fresh());
	for (size_t i = 0; i < COUNT_OF(texts); i++) {
		xctl_arena arena = { 0 };
		char id[32];
		snprintf(id, sizeof id, "D-AAAAAAAAAAAAAAAAAAAAAAAAA%c", (char)('A' + i));
		xctl_stored_decision d = { xctl_str_of(id), texts[i], texts[i], texts[i], texts[i], texts[i], texts[i],
			texts[i] };
		xctl_stored_decision out;
		assert_int_equal(xctl_store_put(store, &d, NULL), XCTL_OK);
		assert_int_equal(xctl_store_get(store, d.id, &arena, &out, NULL), XCTL_OK);
		assert_same(&out, &d);
		xctl_arena_drop(&arena);
	}
	xctl_store_close(store);
}

static void finds_by_the_beginning(void **state)
{
	static const char *const ids[] = {
		"D-ABCDEFAAAAAAAAAAAAAAAAAAAA", "D-ABCDEFBAAAAAAAAAAAAAAAAAAA", "D-ABCDEGAAAAAAAAAAAAAAAAAAAA",
		"D-QRSTUV234567AAAAAAAAAAAAAA", "D-Z7777777777777777777777777", "D-ZZZZZZZZZZZZZZZZZZZZZZZZZZ",
	};
	static const struct {
		const char *asked;
		xctl_code code;
		const char *found; /* the id, or what the hint must name */
	} cases[] = {
		{ "D-ABCDEFAAAAAAAAAAAAAAAAAAAA", XCTL_OK, "D-ABCDEFAAAAAAAAAAAAAAAAAAAA" },
		{ "D-ABCDEG", XCTL_OK, "D-ABCDEGAAAAAAAAAAAAAAAAAAAA" },
		{ "D-ABCDEFB", XCTL_OK, "D-ABCDEFBAAAAAAAAAAAAAAAAAAA" },
		{ "d-abcdeg", XCTL_OK, "D-ABCDEGAAAAAAAAAAAAAAAAAAAA" },
		{ "D-ZZZZZZ", XCTL_OK, "D-ZZZZZZZZZZZZZZZZZZZZZZZZZZ" },
		{ "D-ABCDEF", XCTL_INPUT, "D-ABCDEFAAAAAAAAAAAAAAAAAAAA" },
		{ "D-ABCDEF", XCTL_INPUT, "D-ABCDEFBAAAAAAAAAAAAAAAAAAA" },
		{ "D-ABCDE", XCTL_NOT_FOUND, "6 letters" },
		{ "D-", XCTL_NOT_FOUND, "6 letters" },
		{ "", XCTL_NOT_FOUND, "6 letters" },
		{ "PO-1", XCTL_NOT_FOUND, "6 letters" },
		{ "D-ABCDEH", XCTL_NOT_FOUND, "D-ABCDEGAAAAAAAAAAAAAAAAAAAA" },
		{ "D-QRSTUV234567AAAAAAAAAAAAAB", XCTL_NOT_FOUND, "D-QRSTUV234567AAAAAAAAAAAAAA" },
		{ "D-3RSTUV234567AAAAAAAAAAAAAA", XCTL_NOT_FOUND, "D-QRSTUV234567AAAAAAAAAAAAAA" },
		{ "D-QRTSUV234567AAAAAAAAAAAAAA", XCTL_NOT_FOUND, "D-QRSTUV234567AAAAAAAAAAAAAA" },
		{ "D-QRSTUV234567AAAAAAAAAAAAAAA", XCTL_NOT_FOUND, "D-QRSTUV234567AAAAAAAAAAAAAA" },
		{ "D-%%%%%%", XCTL_NOT_FOUND, "D-" },
		{ "D-______", XCTL_NOT_FOUND, "D-" },
		{ "D-ABCDEGAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", XCTL_NOT_FOUND,
			"D-ABCDEGAAAAAAAAAAAAAAAAAAAA" },
	};
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	xctl_error nothing = { 0 };
	assert_int_equal(xctl_store_get(store, XCTL_STR("D-ABCDEF"), NULL, NULL, &nothing), XCTL_NOT_FOUND);
	assert_true(nothing.what[0] && nothing.hint[0]);
	for (size_t i = 0; i < COUNT_OF(ids); i++)
		put(store, ids[i]);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_error error = { 0 };
		xctl_stored_decision out = { .id = XCTL_STR("as it was") };
		xctl_code code = xctl_store_get(store, xctl_str_of(cases[i].asked), &arena, &out, &error);
		assert_case(code == cases[i].code, "%s: code %d, %s\n", cases[i].asked, (int)code, error.what);
		assert_str(out.id, code == XCTL_OK ? cases[i].found : "as it was");
		assert_case(code == XCTL_OK || (error.code == code && error.what[0]), "%s\n", cases[i].asked);
		assert_case(code == XCTL_OK || strstr(error.hint, cases[i].found), "%s: %s\n", cases[i].asked,
			error.hint);
		xctl_arena_drop(&arena);
	}
	xctl_store_close(store);
}

static void shows_only_some_of_many(void **state)
{
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	for (unsigned i = 0; i < 32; i++) {
		char id[32];
		snprintf(id, sizeof id, "D-ABCDEFAAAAAAAAAAAAAAAAAAA%c", "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[i]);
		put(store, id);
	}
	xctl_error error = { 0 };
	assert_int_equal(xctl_store_get(store, XCTL_STR("D-ABCDEF"), NULL, NULL, &error), XCTL_INPUT);
	assert_non_null(strstr(error.hint, "…"));
	xctl_store_close(store);
}

typedef struct walk {
	char seen[256];
	int stop_after;
} walk;

static xctl_code note(void *context, const xctl_stored_decision *d, xctl_error *error)
{
	walk *w = context;
	size_t len = strlen(w->seen);
	snprintf(w->seen + len, sizeof w->seen - len, "%.*s ", XCTL_FMT(d->id));
	return --w->stop_after == 0 ? xctl_fail(error, XCTL_CANCELLED, "enough") : XCTL_OK;
}

static void walks_in_the_order_of_putting(void **state)
{
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	put(store, "D-C");
	put(store, "D-A");
	put(store, "D-B");
	put(store, "D-C");
	walk all = { .stop_after = 0 }, two = { .stop_after = 2 };
	xctl_error error = { 0 };
	assert_int_equal(xctl_store_each(store, note, &all, NULL), XCTL_OK);
	assert_string_equal(all.seen, "D-C D-A D-B ");
	assert_int_equal(xctl_store_each(store, note, &two, &error), XCTL_CANCELLED);
	assert_string_equal(two.seen, "D-C D-A ");
	assert_string_equal(error.what, "enough");
	put(store, "D-D"); /* a walk that was ended holds nothing */
	xctl_store_close(store);
}

static void put_transfer(xctl_store *store, const char *id, const char *ref, const char *transfer, const char *date)
{
	xctl_stored_decision d = decision_of(id);
	d.transfer_ref = xctl_str_of(ref);
	d.transfer = xctl_str_of(transfer);
	d.date = xctl_str_of(date);
	assert_int_equal(xctl_store_put(store, &d, NULL), XCTL_OK);
}

static void the_newest_of_each_transfer(void **state)
{
	static const struct {
		const char *from, *to, *seen;
	} cases[] = { { "", "", "D-B D-D D-E D-F " }, { "2026-03-02", "", "D-B D-E D-F " }, { "", "2026-03-02", "D-B D-D " },
		{ "2026-03-02", "2026-03-03", "D-B D-E " }, { "2027-01-01", "", "" } };
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	put_transfer(store, "D-A", "PO-1", "{\"a\":1}", "2026-03-01");
	put_transfer(store, "D-B", "PO-1", "{\"a\":2}", "2026-03-02"); /* the same transfer, asked again with another fact */
	put_transfer(store, "D-C", "", "{\"b\":1}", "2026-03-01");
	put_transfer(store, "D-D", "", "{\"b\":1}", "2026-03-01");     /* by another snapshot */
	put_transfer(store, "D-E", "", "{\"b\":2}", "2026-03-03");
	put_transfer(store, "D-F", "{\"b\":1}", "{\"c\":1}", "2026-03-04"); /* a reference is no document */
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		walk all = { .stop_after = 0 };
		assert_int_equal(xctl_store_latest(store, xctl_str_of(cases[i].from), xctl_str_of(cases[i].to), note, &all, NULL),
			XCTL_OK);
		assert_string_equal(all.seen, cases[i].seen);
	}
	walk one = { .stop_after = 1 };
	assert_int_equal(xctl_store_latest(store, (xctl_str){ 0 }, (xctl_str){ 0 }, note, &one, NULL), XCTL_CANCELLED);
	put(store, "D-G");
	xctl_store_close(store);
}

static void batches_are_all_or_none(void **state)
{
	(void)state;
	const char *path = backend->fresh();
	xctl_store *store = open_at(path);
	xctl_error error = { 0 };
	assert_int_equal(xctl_store_batch_end(store, &error), XCTL_USAGE);
	assert_int_equal(xctl_store_batch_begin(store, NULL), XCTL_OK);
	assert_int_equal(xctl_store_batch_begin(store, &error), XCTL_USAGE);
	put(store, "D-AAAAAA1");
	put(store, "D-AAAAAA1");
	assert_true(kept(store, "D-AAAAAA1"));
	xctl_store_batch_abandon(store);
	xctl_store_batch_abandon(store);
	assert_false(kept(store, "D-AAAAAA1"));

	assert_int_equal(xctl_store_batch_begin(store, NULL), XCTL_OK);
	put(store, "D-AAAAAA2");
	put(store, "D-AAAAAA3");
	assert_int_equal(xctl_store_batch_end(store, NULL), XCTL_OK);
	assert_int_equal(xctl_store_batch_begin(store, NULL), XCTL_OK);
	assert_int_equal(xctl_store_batch_end(store, NULL), XCTL_OK); /* an empty one */
	assert_int_equal(xctl_store_batch_begin(store, NULL), XCTL_OK);
	put(store, "D-AAAAAA4");
	xctl_store_close(store); /* with a batch open */

	store = open_at(path);
	assert_true(kept(store, "D-AAAAAA2") && kept(store, "D-AAAAAA3"));
	assert_false(kept(store, "D-AAAAAA1") || kept(store, "D-AAAAAA4"));
	assert_int_equal(decisions_in(store), 2);
	xctl_store_close(store);
}

/* What the caller did wrong is refused without spoiling the batch around it. */
static void wrong_calls_do_not_lose_a_batch(void **state)
{
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	xctl_stored_decision nameless = decision_of("");
	xctl_clearance odd = { .party_hash = XCTL_STR("aa"), .entry_hash = XCTL_STR("bb"),
		.outcome = XCTL_STR("maybe") };
	assert_int_equal(xctl_store_batch_begin(store, NULL), XCTL_OK);
	put(store, "D-AAAAAA1");
	assert_int_equal(xctl_store_put(store, &nameless, NULL), XCTL_USAGE);
	assert_int_equal(xctl_store_adjudicate(store, &odd, NULL), XCTL_INPUT);
	assert_int_equal(xctl_store_batch_end(store, NULL), XCTL_OK);
	assert_true(kept(store, "D-AAAAAA1"));
	xctl_store_close(store);
}

static xctl_clearance clearance_of(const char *party, const char *entry, const char *outcome, const char *reason)
{
	return (xctl_clearance){ xctl_str_of(party), xctl_str_of(entry), XCTL_STR("us/entity-list"), XCTL_STR("E-7"),
		xctl_str_of(outcome), xctl_str_of(reason), XCTL_STR("m.ito"), XCTL_STR("2026-03-01") };
}

static void the_newest_adjudication_counts(void **state)
{
	static const struct {
		const char *party, *entry, *outcome, *reason;
	} said[] = {
		{ "aa", "01", "escalated", "first" }, { "aa", "02", "same", "another entry" },
		{ "ab", "01", "same", "another party" }, { "aa", "01", "cleared", "then" },
		{ "aa", "01", "cleared", "then" },
	};
	static const struct {
		const char *party, *entry, *outcome, *reason;
	} asked[] = {
		{ "aa", "01", "cleared", "then" }, { "aa", "02", "same", "another entry" },
		{ "ab", "01", "same", "another party" }, { "ab", "02", NULL, NULL }, { "a", "a01", NULL, NULL },
		{ "", "", NULL, NULL }, { "AA", "01", NULL, NULL },
	};
	(void)state;
	const char *path = backend->fresh();
	xctl_store *store = open_at(path);
	for (size_t i = 0; i < COUNT_OF(said); i++) {
		xctl_clearance c = clearance_of(said[i].party, said[i].entry, said[i].outcome, said[i].reason);
		assert_int_equal(xctl_store_adjudicate(store, &c, NULL), XCTL_OK);
	}
	for (int run = 0; run < 2; run++) {
		for (size_t i = 0; i < COUNT_OF(asked); i++) {
			xctl_arena arena = { 0 };
			xctl_error error = { 0 };
			xctl_clearance out = { .by = XCTL_STR("as it was") };
			xctl_code code = xctl_store_adjudicated(store, xctl_str_of(asked[i].party),
				xctl_str_of(asked[i].entry), &arena, &out, &error);
			assert_case(code == (asked[i].outcome ? XCTL_OK : XCTL_NOT_FOUND), "case %zu\n", i);
			assert_case(code == XCTL_OK || !error.what[0], "case %zu\n", i);
			assert_str(out.by, code == XCTL_OK ? "m.ito" : "as it was");
			if (code == XCTL_OK) {
				assert_str(out.outcome, asked[i].outcome);
				assert_str(out.reason, asked[i].reason);
				assert_str(out.party_hash, asked[i].party);
				assert_str(out.entry_hash, asked[i].entry);
				assert_str(out.list, "us/entity-list");
				assert_str(out.entry, "E-7");
				assert_str(out.day, "2026-03-01");
			}
			xctl_arena_drop(&arena);
		}
		xctl_store_status status = { 0 };
		assert_int_equal(xctl_store_status_get(store, &status, NULL), XCTL_OK);
		assert_int_equal(status.adjudications, COUNT_OF(said)); /* also what was said twice */
		xctl_store_close(store);
		store = open_at(path);
	}
	xctl_store_close(store);
}

static void refuses_adjudications_that_say_nothing(void **state)
{
	static const struct {
		const char *party, *entry, *outcome, *pointer;
	} cases[] = {
		{ "aa", "01", "maybe", "/outcome" }, { "aa", "01", "", "/outcome" },
		{ "aa", "01", "Cleared", "/outcome" },
		{ "", "01", "same", "/party_hash" }, { "aa", "", "same", "/entry_hash" },
	};
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_clearance c = clearance_of(cases[i].party, cases[i].entry, cases[i].outcome, "");
		xctl_error error = { 0 };
		assert_case(xctl_store_adjudicate(store, &c, &error) == XCTL_INPUT, "case %zu\n", i);
		assert_string_equal(error.pointer, cases[i].pointer);
	}
	xctl_store_close(store);
}

static xctl_code read_back(const xctl_memory *memory, void *context)
{
	xctl_store *store = context;
	xctl_arena arena = { .memory = memory };
	xctl_stored_decision out = { .id = XCTL_STR("as it was") };
	xctl_clearance clearance;
	xctl_code code = xctl_store_get(store, XCTL_STR("D-AAAAAA1"), &arena, &out, NULL);
	assert_str(out.id, code == XCTL_OK ? "D-AAAAAA1" : "as it was");
	if (code == XCTL_OK)
		code = xctl_store_adjudicated(store, XCTL_STR("aa"), XCTL_STR("01"), &arena, &clearance, NULL);
	xctl_arena_drop(&arena);
	return code;
}

static void survives_without_memory(void **state)
{
	(void)state;
	xctl_store *store = open_at(backend->fresh());
	xctl_clearance c = clearance_of("aa", "01", "same", "because");
	put(store, "D-AAAAAA1");
	assert_int_equal(xctl_store_adjudicate(store, &c, NULL), XCTL_OK);
	test_every_allocation(read_back, store);
	/* Ceilings too small for the texts, one after the other. */
	for (size_t ceiling = 16; ceiling < 16 * 16; ceiling += 16) {
		xctl_arena arena = { .ceiling = ceiling };
		xctl_stored_decision out;
		xctl_code code = xctl_store_get(store, XCTL_STR("D-AAAAAA1"), &arena, &out, NULL);
		assert_true(code == XCTL_OK || code == XCTL_LIMIT);
		xctl_arena_drop(&arena);
	}
	assert_true(kept(store, "D-AAAAAA1"));
	xctl_store_close(store);
}

/* One process of several: opens the place, which may not exist yet, and puts what the others put too, and its own. */
static int work(const char *path, unsigned worker)
{
	xctl_store *store = NULL;
	xctl_error error = { 0 };
	xctl_code code = xctl_store_open(&store, path, &error);
	for (unsigned i = 0; code == XCTL_OK && i < 20; i++) {
		char id[32];
		snprintf(id, sizeof id, "D-AAAAAA%c%u", (char)(i % 2 ? 'A' : 'B' + (int)worker), 1000 + i);
		xctl_stored_decision d = decision_of(id);
		if (i % 10 == 0)
			code = xctl_store_batch_begin(store, &error);
		if (code == XCTL_OK)
			code = xctl_store_put(store, &d, &error);
		if (code == XCTL_OK && i % 10 == 4)
			code = xctl_store_batch_end(store, &error);
	}
	xctl_store_close(store);
	if (code != XCTL_OK)
		print_error("worker %u: %s\n", worker, error.what);
	return code == XCTL_OK ? 0 : 1;
}

static void serves_several_processes(void **state)
{
	enum { WORKERS = 5, ROUNDS = 8 };
	(void)state;
	for (unsigned round = 0; round < ROUNDS; round++) {
		const char *path = backend->fresh();
		pid_t workers[WORKERS];
		for (unsigned w = 0; w < WORKERS; w++) {
			workers[w] = fork();
			assert_true(workers[w] >= 0);
			if (workers[w] == 0)
				_exit(work(path, w));
		}
		for (unsigned w = 0; w < WORKERS; w++) {
			int status = -1;
			assert_int_equal(waitpid(workers[w], &status, 0), workers[w]);
			assert_case(WIFEXITED(status) && WEXITSTATUS(status) == 0, "worker %u of round %u\n", w, round);
		}
		xctl_store *store = open_at(path);
		assert_int_equal(decisions_in(store), 10 + WORKERS * 10); /* odd ones are everybody's */
		assert_int_equal(xctl_store_verify(store, NULL), XCTL_OK);
		xctl_store_close(store);
	}
}

/* Two handles in one process see what the other has finished, and nothing of what it has not. */
static void sees_what_others_finished(void **state)
{
	(void)state;
	const char *path = backend->fresh();
	xctl_store *one = open_at(path), *two = open_at(path);
	put(one, "D-AAAAAA1");
	assert_true(kept(two, "D-AAAAAA1"));
	assert_int_equal(xctl_store_batch_begin(one, NULL), XCTL_OK);
	put(one, "D-AAAAAA2");
	assert_false(kept(two, "D-AAAAAA2"));
	assert_int_equal(xctl_store_batch_end(one, NULL), XCTL_OK);
	assert_true(kept(two, "D-AAAAAA2"));
	xctl_store_close(one);
	put(two, "D-AAAAAA3");
	xctl_store_close(two);
}

int store_conformance(const char *name, const store_backend *b)
{
	const struct CMUnitTest suite[] = {
		cmocka_unit_test(keeps_decisions_between_runs),
		cmocka_unit_test(keeps_the_first_of_an_id),
		cmocka_unit_test(keeps_every_text),
		cmocka_unit_test(finds_by_the_beginning),
		cmocka_unit_test(shows_only_some_of_many),
		cmocka_unit_test(walks_in_the_order_of_putting),
		cmocka_unit_test(the_newest_of_each_transfer),
		cmocka_unit_test(batches_are_all_or_none),
		cmocka_unit_test(wrong_calls_do_not_lose_a_batch),
		cmocka_unit_test(the_newest_adjudication_counts),
		cmocka_unit_test(refuses_adjudications_that_say_nothing),
		cmocka_unit_test(survives_without_memory),
		cmocka_unit_test(serves_several_processes),
		cmocka_unit_test(sees_what_others_finished),
	};
	backend = b;
	return cmocka_run_group_tests_name(name, suite, NULL, NULL);
}
