/* Whatever allocation fails, the law says so, and what it does say is what it says with memory enough. */
#include "lawful.h"

static const char rules[] =
	"regime us.t\ngovernment US\nsubject s\n\nquestion q\nasks \"?\"\n\nfact s\ntitle \"reach\"\nwhen any facts.q\n or to in BR, CN\n\n"
	"codes US\nentries us/registry\n\n"
	"rule r\nregime us.t\ncites x\neffective 2010-01-01\nfor C in NS2, AT1\nwhen s\n and item.codes.US in us/ccl where control is C\n"
	" and any item.value.USD > 100\n or some party P\n with P.role is bank\nthen licence\n\n"
	"exception x to r(NS2)\nkind exclusion\nwhen end_use.uses is chips\nunless some party P\n and P on us-entity\n or to is CN\n\n"
	"suspend r\nstatus suspended\nfrom 2020-01-01\nuntil 2021-01-01\n";

static const char table[] = HEADS "code\tcontrol\teffective\n3A001.a\tNS2\t2010-01-01\n3B001 except 3B001.c\tAT1\t\n";
static const char registry[] = HEADS "code\ttabled\tleaf\n3A001\tyes\t\n3A001.a\t\tyes\n3A001.b\t\tyes\n";

static uint32_t sources(law_file files[4], char text[2048])
{
	snprintf(text, 2048, "```rule\n%s```\n", rules);
	files[0] = (law_file){ XCTL_STR("us/a.md"), xctl_str_of(text) };
	files[1] = (law_file){ XCTL_STR("us/ccl.tsv"), XCTL_STR(table) };
	files[2] = (law_file){ XCTL_STR("us/registry.tsv"), XCTL_STR(registry) };
	files[3] = (law_file){ XCTL_STR("world/countries.tsv"), XCTL_STR(WORLD) };
	return 4;
}

static xctl_code compile(const xctl_memory *memory, void *context)
{
	xctl_arena arena = { .memory = memory };
	law_file files[4];
	char text[2048];
	law_book book;
	xctl_error error;
	(void)context;
	xctl_code code = law_compile(&book, &arena, files, sources(files, text), &error);
	xctl_arena_drop(&arena);
	return code;
}

static void compiling(void **state)
{
	(void)state;
	test_every_allocation(compile, NULL);
}

typedef struct sought {
	const law_book *book;
	const xctl_transfer *transfer;
	law_item_answer expected;
	const law_file *files;
	uint32_t n_files;
} sought;

static xctl_code answer(const xctl_memory *memory, void *context)
{
	const sought *s = context;
	xctl_arena arena = { .memory = memory };
	law_session *session = NULL;
	law_evaluation e;
	law_item_answer a = { 0 };
	xctl_error error;
	law_party parties[2] = { { .unscreened = true }, { .stranger = true } };
	law_frame frame = { .transfer = s->transfer, .item = s->transfer->items, .to = XCTL_COUNTRY_NONE,
		.date = xctl_date_make(2025, 1, 1), .known = xctl_date_make(2025, 1, 1), .parties = parties, .n_parties = 2 };
	xctl_code code = law_session_open(&session, s->book, memory, 0, &error);
	if (code == XCTL_OK)
		code = law_content(&frame, session, &arena, &error);
	if (code == XCTL_OK)
		code = law_evaluate(&e, session, &frame, NULL, 0, &arena, &error);
	if (code == XCTL_OK) {
		law_question q = { .regime = 0, .explain = true, .evaluation = &e };
		code = law_answer(&a, &q, &arena, &error);
	}
	if (code == XCTL_OK) {
		/* The rows that found no room are worked out without: the answer is the same, or it is refused. */
		assert_int_equal(a.at_least, s->expected.at_least);
		assert_int_equal(a.at_most, s->expected.at_most);
		assert_int_equal(a.n_grounds, s->expected.n_grounds);
		assert_int_equal(a.n_missing, s->expected.n_missing);
		for (uint32_t i = 0; i < a.n_missing; i++) {
			assert_true(xctl_str_eq(a.missing[i].fact, s->expected.missing[i].fact));
			assert_int_equal(a.missing[i].n_outcomes, s->expected.missing[i].n_outcomes);
		}
	}
	law_session_close(session);
	xctl_arena_drop(&arena);
	return code;
}

static void answering(void **state)
{
	xctl_arena arena = { 0 };
	law_file files[4];
	char text[2048];
	law_book book;
	xctl_error error;
	xctl_transfer transfer;
	law_session *session;
	law_evaluation e;
	json_t *document = NULL;
	static const char json[] = "{\"kind\": \"export\", \"items\": [{\"codes\": {\"US\": \"3A001\"}, \"contains\": [{\"origin\": \"US\","
				   "\"codes\": {\"US\": [\"3A001.a\", \"5A991\"]}}]}], \"parties\": [{\"role\": \"end-user\"}]}";
	(void)state;
	uint32_t n = sources(files, text);
	assert_int_equal(law_compile(&book, &arena, files, n, &error), XCTL_OK);
	assert_int_equal(xctl_json_read(&document, xctl_str_of(json), "t", &error), XCTL_OK);
	assert_int_equal(xctl_transfer_read(&transfer, &arena, document, book.assigned, &error), XCTL_OK);
	json_decref(document);
	sought s = { .book = &book, .transfer = &transfer, .files = files, .n_files = n };
	law_party parties[2] = { { .unscreened = true }, { .stranger = true } };
	law_frame frame = { .transfer = &transfer, .item = transfer.items, .to = XCTL_COUNTRY_NONE,
		.date = xctl_date_make(2025, 1, 1), .known = xctl_date_make(2025, 1, 1), .parties = parties, .n_parties = 2 };
	assert_int_equal(law_session_open(&session, &book, NULL, 0, &error), XCTL_OK);
	assert_int_equal(law_content(&frame, session, &arena, &error), XCTL_OK);
	assert_int_equal(law_evaluate(&e, session, &frame, NULL, 0, &arena, &error), XCTL_OK);
	law_question q = { .regime = 0, .explain = true, .evaluation = &e };
	assert_int_equal(law_answer(&s.expected, &q, &arena, &error), XCTL_OK);
	assert_true(s.expected.n_missing > 1 && s.expected.n_grounds > 0);
	test_every_allocation(answer, &s);
	law_session_close(session);
	xctl_transfer_drop(&transfer);
	xctl_arena_drop(&arena);
}

static xctl_code refer(const xctl_memory *memory, void *context)
{
	const sought *s = context;
	xctl_arena arena = { .memory = memory };
	law_reference *reference;
	xctl_error error;
	law_frame frame = { .transfer = s->transfer, .item = s->transfer->items, .to = XCTL_COUNTRY_NONE };
	xctl_code code = law_reference_open(&reference, &arena, s->book, s->files, s->n_files, &error);
	uint8_t *truths = XCTL_NEW_ARRAY(&arena, uint8_t, s->book->n_heads);
	if (code == XCTL_OK && !truths)
		code = XCTL_LIMIT;
	if (code == XCTL_OK)
		code = law_reference_truths(truths, reference, &frame, &arena, &error);
	xctl_arena_drop(&arena);
	return code;
}

static void the_reference(void **state)
{
	xctl_arena arena = { 0 };
	law_file files[4];
	char text[2048];
	law_book book;
	xctl_error error;
	xctl_item item = { 0 };
	xctl_transfer transfer = { .items = &item, .n_items = 1 };
	(void)state;
	uint32_t n = sources(files, text);
	assert_int_equal(law_compile(&book, &arena, files, n, &error), XCTL_OK);
	sought s = { .book = &book, .transfer = &transfer, .files = files, .n_files = n };
	test_every_allocation(refer, &s);
	xctl_arena_drop(&arena);
}

static xctl_code pack(const xctl_memory *memory, void *context)
{
	xctl_buf out = { .memory = memory };
	xctl_error error;
	xctl_code code = law_pack(&out, context, &error);
	xctl_buf_drop(&out);
	return code;
}

static void packing(void **state)
{
	xctl_arena arena = { 0 };
	law_file files[4];
	char text[2048];
	law_book book;
	(void)state;
	assert_int_equal(law_compile(&book, &arena, files, sources(files, text), NULL), XCTL_OK);
	test_every_allocation(pack, &book);
	xctl_arena_drop(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(compiling),
		cmocka_unit_test(answering),
		cmocka_unit_test(the_reference),
		cmocka_unit_test(packing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
