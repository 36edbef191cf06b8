/* What the tests of the law share: a small world, books from texts or from the folder, transfers from JSON. */
#ifndef TESTS_LAW_LAWFUL_H
#define TESTS_LAW_LAWFUL_H

#include <string.h>

#include "format/json.h"
#include "law/decide.h"
#include "law/reference.h"
#include "testing.h"

#define HEADS "# source: the test\n# verified: 2026-01-01\n# completeness: full\n"

#define WORLD                                                                                                         \
	HEADS "country\tname\n"                                                                                       \
	      "AT\tAustria\nBR\tBrazil\nCA\tCanada\nCN\tChina\nDE\tGermany\nFR\tFrance\nGB\tUnited Kingdom\n"          \
	      "HK\tHong Kong\nIN\tIndia\nJP\tJapan\nKP\tNorth Korea\nKY\tCayman Islands\nNL\tNetherlands\nRU\tRussia\n" \
	      "US\tUnited States\n"

typedef struct lawful {
	xctl_arena arena;
	struct {
		law_file *at;
		uint32_t count, room;
	} files;
	law_book book;
	law_session *session;
	xctl_error error;
} lawful;

static inline void lawful_add(lawful *l, const char *path, xctl_str text)
{
	law_file *file = XCTL_PUSH(&l->arena, &l->files);
	assert_non_null(file);
	file->path = xctl_str_copy(&l->arena, xctl_str_of(path));
	file->text = xctl_str_copy(&l->arena, text);
	assert_true(file->path.at && file->text.at);
}

/* One rule file (its text is put into a fence) and, in pairs up to NULL, tables: name without ending, text without head. */
static inline xctl_code lawful_compile(lawful *l, const char *rules, const char *const *tables)
{
	*l = (lawful){ .arena = { .ceiling = 256u << 20 } };
	xctl_buf md = { .at = NULL }, tsv = { .at = NULL };
	xctl_buf_printf(&md, "# A book\n\n```rule\n%s\n```\n", rules);
	lawful_add(l, "us/rules.md", xctl_buf_view(&md));
	lawful_add(l, "world/countries.tsv", XCTL_STR(WORLD));
	for (; tables && tables[0]; tables += 2) {
		xctl_str path = xctl_str_print(&l->arena, "%s.tsv", tables[0]);
		xctl_buf_clear(&tsv);
		xctl_buf_printf(&tsv, HEADS "%s", tables[1]);
		lawful_add(l, path.at, xctl_buf_view(&tsv));
	}
	xctl_buf_drop(&md);
	xctl_buf_drop(&tsv);
	return law_compile(&l->book, &l->arena, l->files.at, l->files.count, &l->error);
}

static inline void lawful_open(lawful *l, const char *rules, const char *const *tables)
{
	xctl_code code = lawful_compile(l, rules, tables);
	assert_case(code == XCTL_OK, "%s, line %u: %s (%s)\n", l->error.source, l->error.line, l->error.what, l->error.hint);
	assert_int_equal(law_session_open(&l->session, &l->book, NULL, 0, &l->error), XCTL_OK);
}

typedef struct lawful_walk {
	lawful *l;
	const char *root;
} lawful_walk;

static inline xctl_code lawful_take(void *context, const char *relative, xctl_error *error)
{
	lawful_walk *w = context;
	xctl_file file;
	if (strncmp(relative, "lists/", 6) == 0)
		return XCTL_OK;
	xctl_str path = xctl_str_print(&w->l->arena, "%s/%s", w->root, relative);
	xctl_code code = path.at ? xctl_file_read(&file, path.at, 16u << 20, error) : XCTL_LIMIT;
	if (code == XCTL_OK) {
		lawful_add(w->l, relative, file.bytes);
		xctl_file_close(&file);
	}
	return code;
}

/* The rulebook of this repository, without the lists. */
static inline void lawful_open_rulebook(lawful *l)
{
	*l = (lawful){ .arena = { .ceiling = 512u << 20 } };
	xctl_str root = xctl_str_copy(&l->arena, xctl_str_of(test_path("rulebook")));
	lawful_walk walk = { l, root.at };
	xctl_code code = xctl_file_walk(root.at, ".md", lawful_take, &walk, &l->error);
	if (code == XCTL_OK)
		code = xctl_file_walk(root.at, ".tsv", lawful_take, &walk, &l->error);
	if (code == XCTL_OK)
		code = law_compile(&l->book, &l->arena, l->files.at, l->files.count, &l->error);
	assert_case(code == XCTL_OK, "%s, line %u: %s (%s)\n", l->error.source, l->error.line, l->error.what, l->error.hint);
	assert_int_equal(law_session_open(&l->session, &l->book, NULL, 0, &l->error), XCTL_OK);
}

static inline void lawful_close(lawful *l)
{
	law_session_close(l->session);
	xctl_arena_drop(&l->arena);
}

/* A transfer, its one frame and what it came to. Quotes in `json` may be written as '. */
typedef struct lawful_case {
	xctl_arena arena;
	xctl_transfer transfer;
	law_party parties[8];
	law_frame frame;
	law_evaluation evaluation;
	xctl_error error;
} lawful_case;

static inline void lawful_read(const lawful *l, lawful_case *c, const char *json)
{
	*c = (lawful_case){ .arena = { .ceiling = 64u << 20 } };
	char text[4096];
	size_t len = strlen(json);
	assert_true(len < sizeof text);
	for (size_t i = 0; i <= len; i++)
		text[i] = json[i] == '\'' ? '"' : json[i];
	json_t *document = NULL;
	xctl_code code = xctl_json_read(&document, (xctl_str){ text, len }, "transfer", &c->error);
	if (code == XCTL_OK)
		code = xctl_transfer_read(&c->transfer, &c->arena, document, l->book.assigned, &c->error);
	json_decref(document);
	assert_case(code == XCTL_OK, "%s at %s: %s\n", json, c->error.pointer, c->error.what);
	const xctl_transfer *t = &c->transfer;
	assert_true(t->n_parties < COUNT_OF(c->parties));
	c->frame = (law_frame){ .transfer = t, .item = t->n_items ? t->items : NULL,
		.to = t->to.stated == XCTL_STATED ? t->to.country : XCTL_COUNTRY_NONE, .parties = c->parties,
		.n_parties = t->n_parties, .world = t->unstated_no ? LAW_WORLD_UNSTATED_NO : LAW_WORLD_OPEN };
	c->frame.date = t->date.stated == XCTL_STATED ? t->date.date : xctl_date_make(2026, 11, 23);
	c->frame.known = t->known.stated == XCTL_STATED ? t->known.date : c->frame.date;
}

/* After the frame was changed: content, then evaluation. */
static inline void lawful_run(const lawful *l, lawful_case *c)
{
	if (!c->frame.has_content)
		assert_int_equal(law_content(&c->frame, l->session, &c->arena, &c->error), XCTL_OK);
	assert_int_equal(law_evaluate(&c->evaluation, l->session, &c->frame, NULL, 0, &c->arena, &c->error), XCTL_OK);
}

static inline void lawful_drop(lawful_case *c)
{
	xctl_transfer_drop(&c->transfer);
	xctl_arena_drop(&c->arena);
}

static inline law_item_answer lawful_answer(const lawful *l, lawful_case *c, const char *regime, law_truth authorised)
{
	law_item_answer answer;
	law_question q = { .regime = law_find_regime(&l->book, xctl_str_of(regime)), .explain = true, .authorised = authorised,
		.evaluation = &c->evaluation };
	assert_int_not_equal(q.regime, XCTL_NONE);
	xctl_code code = law_answer(&answer, &q, &c->arena, &c->error);
	assert_case(code == XCTL_OK, "%s\n", c->error.what);
	return answer;
}

/* The evaluated truth of a head; the reference evaluator must agree. */
static inline law_truth lawful_truth(lawful *l, lawful_case *c, const char *name)
{
	uint32_t head = law_find_head(&l->book, xctl_str_of(name));
	law_reference *reference;
	assert_case(head != XCTL_NONE, "no head %s\n", name);
	law_truth truth = law_head_truth(&c->evaluation, head);
	assert_int_equal(law_reference_open(&reference, &c->arena, &l->book, l->files.at, l->files.count, &c->error), XCTL_OK);
	assert_case(law_reference_truth(reference, &c->frame, head, &c->arena) == truth, "%s\n", name);
	return truth;
}

#endif
