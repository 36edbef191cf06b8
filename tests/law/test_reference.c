/* The bitset engine and the tree-walking reference must come to the same truth of every head, over the real rulebook and
 * random transfers. XCTL_DIFFERENTIAL=N asks for more of them, XCTL_SEED=N for others (./dev nightly). */
#include <stdio.h>
#include <stdlib.h>

#include "chance.h"

enum { USUAL = 700, PARTIES = 8 };

typedef struct tally {
	uint32_t *yes, *maybe;
} tally;

static void differ(const lawful *l, const json_t *document, const law_frame *f, uint32_t head, law_truth engine,
	law_truth reference, uint32_t round)
{
	char *text = json_dumps(document, JSON_SORT_KEYS);
	char date[11], known[11];
	xctl_date_print(f->date, date);
	xctl_date_print(f->known, known);
	print_error("round %u, %.*s (%.*s line %u): engine %d, reference %d; item %u, date %s, known %s, world %d\n%s\n", round,
		XCTL_FMT(law_str(&l->book, l->book.heads[head].name)), XCTL_FMT(law_str(&l->book, l->book.heads[head].file)),
		l->book.heads[head].line, (int)engine, (int)reference, f->item_index, date, known, (int)f->world, text);
	free(text);
	fail();
}

static void one(chance *c, law_reference *reference, tally *seen, uint32_t round)
{
	const lawful *l = c->l;
	xctl_arena arena = { .ceiling = 64u << 20 };
	xctl_transfer transfer;
	xctl_error error;
	law_party parties[PARTIES];
	law_frame frame;
	law_evaluation e;
	json_t *document = chance_document(c, 2 + chance_below(c, 8));
	xctl_code code = xctl_transfer_read(&transfer, &arena, document, l->book.assigned, &error);
	assert_case(code == XCTL_OK, "%s: %s\n", error.pointer, error.what);
	chance_frame(c, &frame, &transfer, parties, &arena);
	assert_int_equal(law_evaluate(&e, l->session, &frame, NULL, 0, &arena, &error), XCTL_OK);
	uint8_t *truths = XCTL_NEW_ARRAY(&arena, uint8_t, l->book.n_heads);
	assert_non_null(truths);
	assert_int_equal(law_reference_truths(truths, reference, &frame, &arena, &error), XCTL_OK);
	for (uint32_t i = 0; i < l->book.n_heads; i++) {
		if (l->book.heads[i].kind == LAW_HEAD_PATTERN || l->book.heads[i].object == LAW_OF_PARTY)
			continue;
		law_truth truth = law_head_truth(&e, i);
		if (truth != truths[i])
			differ(l, document, &frame, i, truth, (law_truth)truths[i], round);
		seen->yes[i] += truth == LAW_YES;
		seen->maybe[i] += truth == LAW_MAYBE;
	}
	xctl_transfer_drop(&transfer);
	json_decref(document);
	xctl_arena_drop(&arena);
}

static void engine_and_reference_agree(void **state)
{
	const char *asked = getenv("XCTL_DIFFERENTIAL"), *seed = getenv("XCTL_SEED");
	uint32_t rounds = asked ? (uint32_t)strtoul(asked, NULL, 10) : USUAL;
	lawful l;
	chance c;
	law_reference *reference;
	(void)state;
	lawful_open_rulebook(&l);
	chance_open(&c, &l, seed ? strtoul(seed, NULL, 10) : 20261123);
	assert_int_equal(law_reference_open(&reference, &l.arena, &l.book, l.files.at, l.files.count, &l.error), XCTL_OK);
	tally seen = { XCTL_NEW_ARRAY(&c.arena, uint32_t, l.book.n_heads), XCTL_NEW_ARRAY(&c.arena, uint32_t, l.book.n_heads) };
	assert_true(seen.yes && seen.maybe);
	for (uint32_t i = 0; i < rounds; i++)
		one(&c, reference, &seen, i);
	uint32_t heads = 0, yes = 0, maybe = 0;
	for (uint32_t i = 0; i < l.book.n_heads; i++) {
		heads += l.book.heads[i].kind != LAW_HEAD_PATTERN;
		yes += seen.yes[i] > 0;
		maybe += seen.maybe[i] > 0;
	}
	print_message("# %u transfers; of %u heads %u were true and %u open in one of them\n", rounds, heads, yes, maybe);
	assert_true(maybe * 2 > heads);
	chance_close(&c);
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(engine_and_reference_agree),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
