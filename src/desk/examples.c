/* rules test: the book's examples, answered by the desk as a transfer would be, and evaluated twice: by the bitset engine
 * and by the reference evaluator, which must agree on every ground, exception, duty and conflict. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"

typedef struct desk_example running;

struct desk_example {
	xctl_desk *desk;
	law_reference *reference;
	xctl_arena *arena;
	const law_block *block;
	law_place place;
	xctl_str changes, statements; /* of a variant */
	bool told;                    /* whether what is asked for is left out */
	desk_asking asking;
	desk_answer answer;
	desk_visit visit; /* hears of each answer, or NULL */
	void *context;
	xctl_buf why; /* what did not hold */
};

static void fail(running *x, const char *fmt, ...) XCTL_PRINTF(2, 3);

static void fail(running *x, const char *fmt, ...)
{
	char text[400];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	xctl_buf_printf(&x->why, "    %s\n", text);
}

/* The part before the first ` word ` that stands outside quotes, which is cut away with it. */
static xctl_str cut_at(xctl_str *rest, const char *word)
{
	size_t n = strlen(word);
	bool quoted = false;
	xctl_str part = *rest;
	for (size_t i = 0; i + n <= rest->len; i++) {
		quoted ^= rest->at[i] == '"';
		bool here = !quoted && memcmp(rest->at + i, word, n) == 0 && i && rest->at[i - 1] == ' '
			&& i + n < rest->len && rest->at[i + n] == ' ';
		if (!here)
			continue;
		part.len = i;
		*rest = xctl_str_trim((xctl_str){ rest->at + i + n, rest->len - i - n });
		return xctl_str_trim(part);
	}
	*rest = (xctl_str){ rest->at + rest->len, 0 };
	return xctl_str_trim(part);
}

typedef struct facts {
	xctl_str names[128], cells[128];
	uint32_t n;
} facts;

enum { MOST_FACTS = sizeof((facts *)0)->names / sizeof *((facts *)0)->names };

/* `PATH = VALUE`; a path that was given already takes the new value. */
static void give(running *x, facts *f, xctl_str line)
{
	xctl_str cell = line, name = xctl_str_trim(xctl_str_cut(&cell, '='));
	uint32_t at = 0;
	cell = xctl_str_trim(cell);
	if (name.len == xctl_str_trim(line).len)
		fail(x, "\"%.*s\" states no fact: write PATH = VALUE", XCTL_FMT(line));
	if (cell.len >= 2 && cell.at[0] == '"' && cell.at[cell.len - 1] == '"')
		cell = (xctl_str){ cell.at + 1, cell.len - 2 };
	while (at < f->n && !xctl_str_eq(f->names[at], name))
		at++;
	if (at == MOST_FACTS) {
		fail(x, "more than %d facts", (int)MOST_FACTS);
		return;
	}
	f->n += at == f->n;
	f->names[at] = name;
	f->cells[at] = cell;
}

/* `without PATH`: the fact, or all facts below it. */
static void take_away(running *x, facts *f, xctl_str path)
{
	uint32_t kept = 0;
	for (uint32_t i = 0; i < f->n; i++) {
		xctl_str name = f->names[i];
		if (xctl_str_eq(name, path) || (xctl_str_starts(name, path) && name.at[path.len] == '.'))
			continue;
		f->names[kept] = name;
		f->cells[kept++] = f->cells[i];
	}
	if (kept == f->n)
		fail(x, "nothing was given for \"%.*s\"", XCTL_FMT(path));
	f->n = kept;
}

static void change(running *x, facts *f)
{
	for (xctl_str rest = x->changes; rest.len;) {
		xctl_str one = cut_at(&rest, "and"), path = one;
		if (xctl_str_is(xctl_str_word(&path), "without"))
			take_away(x, f, xctl_str_trim(path));
		else
			give(x, f, one);
	}
}

/* `given` lines are columns: the same paths, the same cells. */
static json_t *document_of(running *x, xctl_error *error)
{
	facts f = { .n = 0 };
	for (uint32_t i = 0; i < x->block->lines.count; i++) {
		const law_line *line = &x->block->lines.at[i];
		if (xctl_str_is(line->key, "given"))
			give(x, &f, line->text);
	}
	change(x, &f);
	xctl_columns *columns;
	xctl_words unmatched;
	json_t *document = NULL;
	if (xctl_columns_open(&columns, x->arena, f.names, f.n, &unmatched, error) != XCTL_OK)
		return NULL;
	for (uint32_t i = 0; i < unmatched.n; i++)
		fail(x, "no field of a transfer is called \"%.*s\"", XCTL_FMT(unmatched.at[i]));
	if (xctl_columns_add(columns, f.cells, f.n, &document, error) != XCTL_OK)
		return NULL;
	xctl_columns_end(document);
	return document;
}

static xctl_date day_of(const law_block *b, const char *key, xctl_date otherwise)
{
	xctl_date day;
	return xctl_date_parse(law_block_text(b, key), &day) ? day : otherwise;
}

static const desk_regime_answer *regime_answer(const running *x, xctl_str name)
{
	for (uint32_t i = 0; i < x->answer.n_regimes; i++)
		if (xctl_str_eq(law_str(&x->desk->snapshot.book, x->desk->snapshot.book.regimes[x->answer.regimes[i].regime].name),
			    name))
			return &x->answer.regimes[i];
	return NULL;
}

static bool named(const law_book *book, uint32_t head, xctl_str name)
{
	return xctl_str_eq(law_str(book, book->heads[head].name), name) || xctl_str_eq(law_str(book, book->heads[head].base), name);
}

/* The ground of that name that stands (or may), in any regime and item. */
static const law_ground *ground_named(const running *x, xctl_str name)
{
	for (uint32_t r = 0; r < x->answer.n_regimes; r++)
		for (uint32_t i = 0; i < x->answer.n_items; i++) {
			const law_item_answer *one = &x->answer.regimes[r].items[i].answer;
			for (uint32_t g = 0; g < one->n_grounds; g++)
				if (named(&x->desk->snapshot.book, one->grounds[g].head, name))
					return &one->grounds[g];
		}
	return NULL;
}

static void expect_ground(running *x, xctl_str name)
{
	const law_ground *g = ground_named(x, name);
	if (!g)
		fail(x, "the ground %.*s does not stand", XCTL_FMT(name));
	else if (g->overcome == LAW_YES)
		fail(x, "the ground %.*s is overcome", XCTL_FMT(name));
}

/* The exception of that name that the answer offers, in any regime and item. */
static const law_exception *exception_named(const running *x, xctl_str name)
{
	for (uint32_t r = 0; r < x->answer.n_regimes; r++)
		for (uint32_t i = 0; i < x->answer.n_items; i++) {
			const law_item_answer *one = &x->answer.regimes[r].items[i].answer;
			for (uint32_t e = 0; e < one->n_exceptions; e++)
				if (named(&x->desk->snapshot.book, one->exceptions[e].head, name))
					return &one->exceptions[e];
		}
	return NULL;
}

static void expect_status(running *x, xctl_str name, law_status status)
{
	const law_ground *g = ground_named(x, name);
	const law_exception *e = exception_named(x, name);
	if (!g && !e)
		fail(x, "the ground %.*s does not stand", XCTL_FMT(name));
	else if ((g ? g->status : e->standing) != status)
		fail(x, "%.*s is %s, not %s", XCTL_FMT(name), law_status_words[g ? g->status : e->standing], law_status_words[status]);
}

static void expect_exception(running *x, xctl_str name, law_exception_status status)
{
	const law_exception *e = exception_named(x, name);
	if (!e)
		fail(x, "the exception %.*s is not offered", XCTL_FMT(name));
	else if (e->status != status)
		fail(x, "the exception %.*s is %s, not %s", XCTL_FMT(name), law_exception_words[e->status],
			law_exception_words[status]);
}

static void expect_asked(running *x, xctl_str path)
{
	const law_book *book = &x->desk->snapshot.book;
	for (uint32_t r = 0; r < x->answer.n_regimes; r++)
		for (uint32_t i = 0; i < x->answer.n_items; i++) {
			const law_item_answer *one = &x->answer.regimes[r].items[i].answer;
			for (uint32_t m = 0; m < one->n_missing; m++)
				if (xctl_str_eq(one->missing[m].fact, path)
					|| xctl_str_eq(law_str(book, book->attributes[one->missing[m].attribute].path), path))
					return;
		}
	fail(x, "nobody asks for %.*s", XCTL_FMT(path));
}

static bool has_conflict(const running *x, xctl_str name)
{
	for (uint32_t c = 0; c < x->answer.n_conflicts; c++)
		if (named(&x->desk->snapshot.book, x->answer.conflicts[c].aside.head, name))
			return true;
	return false;
}

static bool has_duty(const running *x, xctl_str name)
{
	for (uint32_t r = 0; r < x->answer.n_regimes; r++)
		for (uint32_t i = 0; i < x->answer.n_items; i++) {
			const law_item_answer *one = &x->answer.regimes[r].items[i].answer;
			for (uint32_t d = 0; d < one->n_duties; d++)
				if (named(&x->desk->snapshot.book, one->duties[d].head, name))
					return true;
		}
	return false;
}

static void expect_aside(running *x, xctl_str word, xctl_str name)
{
	if (xctl_str_is(word, "duty") ? !has_duty(x, name) : !has_conflict(x, name))
		fail(x, "there is no %.*s %.*s", XCTL_FMT(word), XCTL_FMT(name));
}

/* `no NAME`: a ground that does not stand, an exception that is not offered, a duty or a conflict that is not there. */
static void expect_none(running *x, xctl_str name)
{
	const law_book *book = &x->desk->snapshot.book;
	bool known = false;
	for (uint32_t h = 0; h < book->n_heads && !known; h++)
		known = named(book, h, name);
	const law_ground *g = ground_named(x, name);
	if (!known)
		fail(x, "nothing is named %.*s", XCTL_FMT(name));
	else if (g && g->overcome != LAW_YES)
		fail(x, "the ground %.*s %s", XCTL_FMT(name), g->truth == LAW_YES ? "stands" : "may stand");
	else if (exception_named(x, name))
		fail(x, "the exception %.*s is offered", XCTL_FMT(name));
	else if (has_duty(x, name) || has_conflict(x, name))
		fail(x, "there is a %s %.*s", has_duty(x, name) ? "duty" : "conflict", XCTL_FMT(name));
}

static void expect_verdict(running *x, const char *what, law_verdict is, xctl_str word)
{
	law_verdict wanted;
	if (!law_verdict_of(word, &wanted))
		fail(x, "\"%.*s\" is no verdict", XCTL_FMT(word));
	else if (is != wanted)
		fail(x, "%s is %s, not %.*s", what, law_verdict_words[is], XCTL_FMT(word));
}

/* `REGIME VERDICT [by GROUND, …]`, `REGIME at-least V`, `REGIME at-most V`. */
static void expect_regime(running *x, xctl_str name, xctl_str rest)
{
	const desk_regime_answer *r = regime_answer(x, name);
	xctl_str word = xctl_str_word(&rest);
	char what[96];
	if (!r) {
		fail(x, "no regime \"%.*s\" speaks of this transfer", XCTL_FMT(name));
		return;
	}
	snprintf(what, sizeof what, "%.*s", XCTL_FMT(name));
	if (xctl_str_is(word, "at-least") || xctl_str_is(word, "at-most")) {
		bool least = xctl_str_is(word, "at-least");
		expect_verdict(x, least ? "at least" : "at most", least ? r->at_least : r->at_most, xctl_str_word(&rest));
		return;
	}
	expect_verdict(x, what, r->verdict, word);
	word = xctl_str_word(&rest);
	if (!word.len)
		return;
	if (!xctl_str_is(word, "by"))
		fail(x, "\"%.*s\" is not understood", XCTL_FMT(word));
	while (rest.len)
		expect_ground(x, xctl_str_trim(xctl_str_cut(&rest, ',')));
}

static void expect_item(running *x, xctl_str rest)
{
	xctl_str number = xctl_str_word(&rest), regime = xctl_str_word(&rest), word = xctl_str_word(&rest);
	const desk_regime_answer *r = regime_answer(x, regime);
	xctl_decimal n;
	if (!xctl_decimal_parse(number, false, &n) || n.scale || n.coefficient < 1 || n.coefficient > x->answer.n_items || !r)
		fail(x, "there is no item %.*s under %.*s", XCTL_FMT(number), XCTL_FMT(regime));
	else
		expect_verdict(x, "the item", r->items[n.coefficient - 1].answer.verdict, word);
}

static void expect(running *x, xctl_str line)
{
	xctl_str rest = line, word = xctl_str_word(&rest), name = xctl_str_trim(rest);
	if (xctl_str_is(word, "item"))
		expect_item(x, rest);
	else if (xctl_str_is(word, "candidate"))
		expect_exception(x, name, LAW_CANDIDATE);
	else if (xctl_str_is(word, "applies"))
		expect_exception(x, name, LAW_APPLIES);
	else if (xctl_str_is(word, "barred"))
		expect_exception(x, name, LAW_BARRED);
	else if (xctl_str_is(word, "no"))
		expect_none(x, name);
	else if (xctl_str_is(word, "asks") && x->told)
		return;
	else if (xctl_str_is(word, "asks"))
		expect_asked(x, name);
	else if (xctl_str_is(word, "unverified"))
		expect_status(x, name, LAW_UNVERIFIED);
	else if (xctl_str_is(word, "suspended"))
		expect_status(x, name, LAW_SUSPENDED);
	else if (xctl_str_is(word, "not-enforced"))
		expect_status(x, name, LAW_NOT_ENFORCED);
	else if (xctl_str_is(word, "duty") || xctl_str_is(word, "conflict"))
		expect_aside(x, word, name);
	else
		expect_regime(x, word, rest);
}

static void expect_all(running *x)
{
	for (xctl_str rest = x->statements; rest.len;)
		expect(x, cut_at(&rest, "and"));
	for (uint32_t i = 0; i < x->block->lines.count && !x->changes.len; i++)
		if (xctl_str_is(x->block->lines.at[i].key, "expect"))
			expect(x, x->block->lines.at[i].text);
}

law_reference *desk_example_reference(const desk_example *example)
{
	return example->reference;
}

const desk_asking *desk_example_asking(const desk_example *example)
{
	return &example->asking;
}

law_place desk_example_place(const desk_example *example)
{
	return example->place;
}

bool desk_example_holds(const desk_example *example, const desk_answer *answer)
{
	running x = *example;
	x.answer = *answer;
	x.why = (xctl_buf){ 0 };
	x.told = true;
	expect_all(&x);
	bool holds = x.why.len == 0;
	xctl_buf_drop(&x.why);
	return holds;
}

/* Both evaluators on every head of the last sheet. */
static void compare(running *x)
{
	static const char *const truths[] = { "no", "unknown", "yes" };
	const law_book *book = &x->desk->snapshot.book;
	for (uint32_t i = 0; i < x->answer.n_items && x->answer.n_regimes; i++) {
		const law_evaluation *e = x->answer.regimes[0].items[i].evaluation;
		const law_sheet *sheet = &book->sheets[book->n_sheets - 1];
		for (uint32_t h = sheet->heads.from; h < sheet->heads.from + sheet->heads.n; h++) {
			if (book->heads[h].kind == LAW_HEAD_BAR)
				continue;
			law_truth fast = law_head_truth(e, h), slow = law_reference_truth(x->reference, e->frame, h, x->arena);
			if (fast != slow)
				fail(x, "the evaluators disagree on %.*s: %s and, by the reference, %s",
					XCTL_FMT(law_str(book, book->heads[h].name)), truths[fast], truths[slow]);
		}
	}
}

static xctl_code run(running *x, xctl_error *error)
{
	xctl_error bad = { 0 };
	xctl_transfer t;
	json_t *document = document_of(x, &bad);
	xctl_code code = document ? xctl_transfer_read(&t, x->arena, document, x->desk->snapshot.book.assigned, &bad) : bad.code;
	if (code != XCTL_OK) {
		fail(x, "the facts cannot be read: %s", bad.what);
		json_decref(document);
		return code == XCTL_LIMIT ? code : XCTL_OK;
	}
	xctl_date on = day_of(x->block, "on", x->desk->today);
	x->asking = (desk_asking){ .world = LAW_WORLD_CLOSED, .as_of = t.date.stated == XCTL_STATED ? XCTL_DATE_NONE : on,
		.known = day_of(x->block, "known", t.known.stated == XCTL_STATED ? t.known.date : on > x->desk->today ? on : x->desk->today),
		.explain = true };
	code = desk_check_codes(x->desk, &t, &bad);
	if (code == XCTL_OK)
		code = desk_answer_transfer(&x->answer, x->desk, &t, &x->asking, x->arena, &bad);
	if (code != XCTL_OK) {
		fail(x, "there is no answer: %s", bad.what);
	} else {
		expect_all(x);
		if (x->visit)
			code = x->visit(x->context, x, &x->answer, error);
		else
			compare(x);
	}
	xctl_transfer_drop(&t);
	json_decref(document);
	if (code == XCTL_LIMIT && error)
		*error = bad;
	return code == XCTL_LIMIT ? code : XCTL_OK;
}

static bool wanted(const law_block *b, const char *filter)
{
	if (b->kind != LAW_EXAMPLE)
		return false;
	char head[160];
	snprintf(head, sizeof head, "%.*s", XCTL_FMT(b->head));
	return !filter || strstr(head, filter) != NULL;
}

typedef struct examples {
	xctl_desk *desk;
	law_reference *reference;
	const char *filter;
	desk_visit visit;
	void *context;
} examples;

/* The example as it is given, or one variant of it. */
static xctl_code run_one(xctl_test_result *result, const examples *all, running x, law_place place, xctl_buf *out,
	xctl_error *error)
{
	xctl_arena_reset(&all->desk->work);
	x.place = place;
	xctl_code code = run(&x, error);
	if (x.why.len) {
		result->failed++;
		xctl_buf_printf(out, "%.*s:%u: example %.*s%s%.*s\n", XCTL_FMT(law_reference_ast(all->reference)->sources.at[place.file].path),
			place.line, XCTL_FMT(x.block->head), x.changes.len ? ", but " : "", XCTL_FMT(x.changes));
		xctl_buf_str(out, xctl_buf_view(&x.why));
	} else {
		result->passed++;
	}
	xctl_buf_drop(&x.why);
	return code;
}

/* `but CHANGES -> STATEMENTS`: what is stated holds for the lines below it that state nothing. */
static xctl_code run_variants(xctl_test_result *result, const examples *all, running x, xctl_buf *out, xctl_error *error)
{
	xctl_code code = XCTL_OK;
	const law_block *b = x.block;
	for (uint32_t i = 0; i < b->lines.count && code == XCTL_OK; i++) {
		if (!xctl_str_is(b->lines.at[i].key, "but"))
			continue;
		xctl_str rest = b->lines.at[i].text;
		x.changes = cut_at(&rest, "->");
		x.statements = rest.len ? rest : x.statements;
		running one = x;
		if (!one.statements.len)
			fail(&one, "nothing is expected: write but CHANGES -> STATEMENTS");
		code = run_one(result, all, one, b->lines.at[i].place, out, error);
	}
	return code;
}

static xctl_code run_all(xctl_test_result *result, const examples *all, xctl_buf *out, xctl_error *error)
{
	xctl_desk *desk = all->desk;
	law_reference *reference = all->reference;
	const law_ast *ast = law_reference_ast(reference);
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; i < ast->blocks.count && code == XCTL_OK; i++) {
		const law_block *b = &ast->blocks.at[i];
		if (!wanted(b, all->filter))
			continue;
		running x = { .desk = desk, .reference = reference, .arena = &desk->work, .block = b, .visit = all->visit,
			.context = all->context };
		code = run_one(result, all, x, b->place, out, error);
		if (code == XCTL_OK)
			code = run_variants(result, all, x, out, error);
	}
	return code;
}

xctl_code desk_run_examples(xctl_test_result *result, xctl_desk *desk, const char *filter, desk_visit visit, void *context,
	xctl_buf *out, xctl_error *error)
{
	xctl_arena arena = { .ceiling = desk->ceiling };
	uint32_t n = desk->snapshot.n_sources;
	law_file *files = XCTL_NEW_ARRAY(&arena, law_file, n);
	examples all = { .desk = desk, .filter = filter, .visit = visit, .context = context };
	for (uint32_t i = 0; files && i < n; i++)
		xctl_snapshot_source(&desk->snapshot, i, &files[i]);
	xctl_code code = files ? law_reference_open(&all.reference, &arena, &desk->snapshot.book, files, n, error)
			       : xctl_fail_limit(error, "the rulebook");
	*result = (xctl_test_result){ 0 };
	if (code == XCTL_OK)
		code = run_all(result, &all, out, error);
	xctl_arena_drop(&arena);
	return code;
}

xctl_code xctl_rule_test(xctl_test_result *result, xctl_desk *desk, const char *filter, const xctl_view *view, xctl_write write,
	void *context, xctl_error *error)
{
	xctl_buf out = { 0 };
	xctl_test_result counted;
	(void)view; /* one form: lines a compiler would print */
	xctl_code code = desk_run_examples(&counted, desk, filter, NULL, NULL, &out, error);
	if (code == XCTL_OK) {
		xctl_buf_printf(&out, "%u passed, %u failed\n", counted.passed, counted.failed);
		code = desk_flush(&out, write, context, error);
	}
	if (code == XCTL_OK)
		*result = counted;
	xctl_buf_drop(&out);
	return code;
}
