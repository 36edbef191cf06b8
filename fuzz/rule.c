/* A rule file, beside a table and a few countries: what compiles must pack, open and answer; what does not must say where
 * and how to mend it. */
#include <stdlib.h>

#include "law/decide.h"
#include "law/reference.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

#define HEADS "# source: x\n# verified: 2026-01-01\n# completeness: full\n"

static const law_file beside[] = {
	{ { "us/ccl.tsv", 10 }, { NULL, 0 } },
	{ { "us/territories.tsv", 18 }, { NULL, 0 } },
	{ { "world/countries.tsv", 19 }, { NULL, 0 } },
};
static const char *const texts[] = {
	HEADS "code\tcontrol\teffective\n3A001\tNS2\t\n3B001 except 3B001.c\tNS1, AT1\t2020-01-01\n",
	HEADS "territory\tcountry\nHK\tCN\n",
	HEADS "country\tname\nBR\tBrazil\nCN\tChina\nHK\tHong Kong\nUS\tUnited States\n",
};

/* The engine and the reference see the same law. */
static void answer(const law_book *book, const law_file *files, uint32_t n_files, xctl_arena *arena)
{
	law_session *session;
	law_evaluation e;
	law_reference *reference;
	xctl_item item = { 0 };
	xctl_transfer transfer = { .items = &item, .n_items = 1, .n_parties = 0 };
	law_party stranger = { .stranger = true };
	law_frame frame = { .transfer = &transfer, .item = &item, .to = xctl_country_of(XCTL_STR("CN")), .date = 20000, .known = 20000,
		.parties = &stranger, .n_parties = 1 };
	if (law_session_open(&session, book, NULL, 0, NULL) != XCTL_OK)
		return;
	bool good = law_evaluate(&e, session, &frame, NULL, 0, arena, NULL) == XCTL_OK;
	for (uint32_t i = 0; i < book->n_regimes && good; i++) {
		law_item_answer answer_;
		law_question q = { .regime = i, .explain = true, .evaluation = &e };
		if (law_answer(&answer_, &q, arena, NULL) == XCTL_OK && answer_.at_least > answer_.at_most)
			abort();
	}
	uint8_t *truths = XCTL_NEW_ARRAY(arena, uint8_t, book->n_heads);
	good = good && truths && law_reference_open(&reference, arena, book, files, n_files, NULL) == XCTL_OK
		&& law_reference_truths(truths, reference, &frame, arena, NULL) == XCTL_OK;
	for (uint32_t i = 0; i < book->n_heads && good; i++)
		if (book->heads[i].kind != LAW_HEAD_PATTERN && book->heads[i].object == LAW_OF_TRANSFER
			&& law_head_truth(&e, i) != (law_truth)truths[i])
			abort();
	law_session_close(session);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	xctl_arena arena = { .ceiling = 64u << 20 };
	xctl_buf text = { .at = NULL }, packed = { .at = NULL };
	law_file files[4];
	law_book book, opened;
	xctl_error error = { 0 };
	xctl_buf_puts(&text, "```rule\n");
	xctl_buf_put(&text, bytes, len);
	xctl_buf_puts(&text, "\n```\n");
	files[0] = (law_file){ XCTL_STR("us/a.md"), xctl_buf_view(&text) };
	for (uint32_t i = 0; i < 3; i++)
		files[i + 1] = (law_file){ beside[i].path, xctl_str_of(texts[i]) };
	xctl_code code = law_compile(&book, &arena, files, 4, &error);
	if (code == XCTL_OK) {
		if (law_pack(&packed, &book, NULL) != XCTL_OK || law_open(&opened, xctl_buf_view(&packed), NULL) != XCTL_OK)
			abort();
		answer(&opened, files, 4, &arena);
	} else if (code != XCTL_LIMIT && (code != XCTL_INPUT || !error.what[0] || !error.source[0] || !error.hint[0])) {
		abort();
	}
	xctl_buf_drop(&packed);
	xctl_buf_drop(&text);
	xctl_arena_drop(&arena);
	return 0;
}
