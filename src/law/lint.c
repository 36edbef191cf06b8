#include "law/linting.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *const law_finding_words[LAW_FINDING_KINDS] = { "gap", "overlap", "vacuous", "redundant", "shadowed", "overridden",
	"cycle", "dangling", "empty-interval", "unused-row", "unknown-list", "stale-reference" };

const lint_table *lint_table_named(const linting *l, xctl_str name)
{
	for (uint32_t i = 0; i < l->tables.count; i++)
		if (xctl_str_eq(l->tables.at[i].name, name))
			return &l->tables.at[i];
	return NULL;
}

static law_finding *find(linting *l, law_finding_kind kind, xctl_str name, xctl_str file, uint32_t line, const char *fmt,
	va_list args)
{
	char what[600];
	vsnprintf(what, sizeof what, fmt, args);
	for (uint32_t i = 0; i < l->findings.count; i++) { /* told once */
		const law_finding *old = &l->findings.at[i];
		if (old->kind == kind && old->line == line && xctl_str_eq(old->file, file) && xctl_str_eq(old->name, name)
			&& xctl_str_is(old->what, what))
			return NULL;
	}
	law_finding *f = XCTL_PUSH(l->arena, &l->findings);
	l->no_room |= !f;
	if (!f)
		return NULL;
	*f = (law_finding){ .kind = kind, .name = xctl_str_copy(l->arena, name), .file = xctl_str_copy(l->arena, file),
		.line = line, .what = xctl_str_copy(l->arena, xctl_str_of(what)) };
	l->no_room |= !f->name.at || !f->file.at || !f->what.at;
	return f;
}

law_finding *lint_find(linting *l, law_finding_kind kind, xctl_str name, xctl_str file, uint32_t line, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	law_finding *f = find(l, kind, name, file, line, fmt, args);
	va_end(args);
	return f;
}

law_finding *lint_find_block(linting *l, law_finding_kind kind, const law_block *b, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	law_finding *f = find(l, kind, b->kind == LAW_OVERRIDES ? b->head : law_block_name(b),
		l->ast.sources.at[b->place.file].path, b->place.line, fmt, args);
	va_end(args);
	return f;
}

/* A bar has no place of its own: it is its exception's. */
law_finding *lint_find_head(linting *l, law_finding_kind kind, uint32_t head, const char *fmt, ...)
{
	const law_head *h = &l->book.heads[head];
	va_list args;
	va_start(args, fmt);
	law_finding *f = find(l, kind, law_str(&l->book, h->name), law_str(&l->book, h->file), h->line, fmt, args);
	va_end(args);
	return f;
}

bool lint_alive(const linting *l, uint32_t head)
{
	return xctl_interval_has(l->book.heads[head].known, l->options->today);
}

static int by_text(const void *a, const void *b)
{
	return xctl_str_cmp(*(const xctl_str *)a, *(const xctl_str *)b);
}

typedef XCTL_LIST(xctl_str) strings;

static void add_value(linting *l, strings *values, xctl_str value)
{
	xctl_str *slot = XCTL_PUSH(l->arena, values);
	l->no_room |= !slot;
	if (slot)
		*slot = value;
}

void lint_values(linting *l, const law_block *b, xctl_str **out, uint32_t *n)
{
	strings values = { 0 };
	for (uint32_t i = 0; i < b->values.count; i++) {
		const law_element *e = &b->values.at[i];
		const lint_table *table = e->table.len ? lint_table_named(l, e->table) : NULL;
		if (!e->table.len)
			add_value(l, &values, e->literal);
		if (!table)
			continue;
		char name[64];
		snprintf(name, sizeof name, "%.*s", XCTL_FMT(e->column));
		uint32_t column = xctl_tsv_column(&table->tsv, name);
		for (uint32_t row = 0; row < table->tsv.n_rows; row++)
			for (xctl_str cell = xctl_tsv_cell(&table->tsv, row, column); cell.len;)
				add_value(l, &values, xctl_str_trim(xctl_str_cut(&cell, ',')));
	}
	if (!b->variable.len)
		add_value(l, &values, (xctl_str){ 0 });
	if (values.count)
		qsort(values.at, values.count, sizeof *values.at, by_text);
	uint32_t kept = 0;
	for (uint32_t i = 0; i < values.count; i++)
		if (kept == 0 || !xctl_str_eq(values.at[kept - 1], values.at[i]))
			values.at[kept++] = values.at[i];
	*out = values.at;
	*n = kept;
}

/* --- examples --- */

static bool covers(const law_book *b, const law_regime *r, xctl_str kind)
{
	for (uint32_t i = 0; i < r->covers.n; i++)
		if (xctl_str_eq(law_str(b, b->texts[r->covers.from + i]), kind))
			return true;
	return r->covers.n == 0;
}

/* `expect` lines: each regime of the heads concerned with the grounds among them that stand, and those that do not. */
typedef struct expecting {
	linting *l;
	const law_witness *witness;
	xctl_buf *out;
	bool any;
} expecting;

static void expect_line(expecting *x, const char *fmt, ...) XCTL_PRINTF(2, 3);

static void expect_line(expecting *x, const char *fmt, ...)
{
	char text[400];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	xctl_buf_printf(x->out, "%s%s\n", x->any ? " and        " : "expect      ", text);
	x->any = true;
}

static bool concerns(uint32_t head, const uint32_t *heads, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (heads[i] == head)
			return true;
	return false;
}

static void expect_regime(expecting *x, uint32_t regime, const uint32_t *heads, uint32_t n)
{
	const law_book *b = &x->l->book;
	const law_regime *r = &b->regimes[regime];
	law_item_answer answer;
	law_question q = { .regime = regime, .evaluation = x->witness->evaluation };
	char by[300] = "";
	if (!covers(b, r, x->witness->evaluation->frame->transfer->kind.at)
		|| law_answer(&answer, &q, x->l->arena, x->l->error) != XCTL_OK)
		return;
	for (uint32_t g = 0; g < answer.n_grounds; g++) {
		const law_ground *ground = &answer.grounds[g];
		size_t used = strlen(by);
		if (concerns(ground->head, heads, n) && ground->truth == LAW_YES && ground->overcome != LAW_YES)
			snprintf(by + used, sizeof by - used, "%s%.*s", used ? ", " : " by ",
				XCTL_FMT(law_str(b, b->heads[ground->head].name)));
	}
	expect_line(x, "%.*s %s%s", XCTL_FMT(law_str(b, r->name)), law_verdict_words[answer.verdict], by);
	for (uint32_t i = 0; i < n; i++) {
		const law_head *h = &b->heads[heads[i]];
		bool stands = false;
		for (uint32_t g = 0; g < answer.n_grounds; g++)
			stands |= answer.grounds[g].head == heads[i] && answer.grounds[g].overcome != LAW_YES;
		if (h->kind == LAW_HEAD_GROUND && h->regime == regime && !stands)
			expect_line(x, "no %.*s", XCTL_FMT(law_str(b, h->name)));
	}
}

/* Regimes of the heads; where none belongs to one, all that speak of the act. */
static void expect_all(expecting *x, const uint32_t *heads, uint32_t n)
{
	const law_book *b = &x->l->book;
	bool any = false;
	for (uint32_t i = 0; i < n; i++)
		any |= b->heads[heads[i]].regime != XCTL_NONE;
	for (uint32_t r = 0; r < b->n_regimes; r++) {
		bool mine = !any;
		for (uint32_t i = 0; i < n; i++)
			mine |= b->heads[heads[i]].regime == r;
		if (mine)
			expect_regime(x, r, heads, n);
	}
}

static void write_example(linting *l, law_finding *f, const law_witness *w, const uint32_t *heads, uint32_t n)
{
	xctl_buf b = { 0 };
	char day[11];
	xctl_date_print(w->on, day);
	xctl_buf_printf(&b, "example     %s %.*s\non          %s\n", law_finding_words[f->kind], XCTL_FMT(f->name), day);
	for (uint32_t i = 0; i < w->n_given; i++)
		xctl_buf_printf(&b, "%s%.*s = %.*s\n", i ? "            " : "given       ", XCTL_FMT(w->given[i].path),
			XCTL_FMT(w->given[i].cell));
	expecting x = { .l = l, .witness = w, .out = &b };
	expect_all(&x, heads, n);
	f->example = b.failed ? (xctl_str){ 0 } : xctl_str_copy(l->arena, xctl_buf_view(&b));
	l->no_room |= !f->example.at;
	xctl_buf_drop(&b);
}

void lint_show(linting *l, law_finding *finding, const law_wish *wish, const uint32_t *concerned, uint32_t n)
{
	law_witness found;
	if (finding && law_witness_find(&found, l->witnesses, wish))
		write_example(l, finding, &found, concerned, n);
}

/* --- the whole --- */

static bool ends_with(xctl_str path, const char *ending)
{
	size_t len = strlen(ending);
	return path.len > len && memcmp(path.at + path.len - len, ending, len) == 0;
}

static xctl_code read_sources(linting *l)
{
	for (uint32_t i = 0; i < l->n_files; i++) {
		const law_file *file = &l->files[i];
		xctl_code code = XCTL_OK;
		if (ends_with(file->path, ".md"))
			code = law_parse(&l->ast, file->path, file->text, l->error);
		if (ends_with(file->path, ".tsv")) {
			lint_table *table = XCTL_PUSH(l->arena, &l->tables);
			if (!table)
				return xctl_fail_limit(l->error, "the lint");
			table->path = xctl_str_copy(l->arena, file->path);
			table->name = (xctl_str){ file->path.at, file->path.len - 4 };
			if (!table->path.at)
				return xctl_fail_limit(l->error, "the lint");
			code = xctl_tsv_read(&table->tsv, l->arena, file->text, table->path.at, l->error);
		}
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

static xctl_code compiled(linting *l)
{
	xctl_code code = law_compile(&l->book, l->arena, l->files, l->n_files, l->error);
	if (code == XCTL_OK)
		code = law_sets_open(&l->sets, l->arena, &l->book, l->options->today, l->error);
	if (code == XCTL_OK)
		code = law_witnesses_open(&l->witnesses, l->arena, &l->sets, l->files, l->n_files, l->options->families,
			l->options->n_families, l->options->today, l->error);
	if (code != XCTL_OK)
		return code;
	lint_lists(l);
	lint_clauses(l);
	lint_gaps(l);
	lint_tables(l);
	lint_stale(l);
	return XCTL_OK;
}

static int by_place(const void *a, const void *b)
{
	const law_finding *x = a, *y = b;
	int files = xctl_str_cmp(x->file, y->file);
	if (files)
		return files;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	int names = xctl_str_cmp(x->name, y->name);
	return names ? names : xctl_str_cmp(x->what, y->what);
}

static void sum_up(const linting *l, law_lint_result *out)
{
	out->findings = l->findings.at;
	out->n_findings = l->findings.count;
	for (uint32_t i = 0; i < out->n_findings; i++)
		out->n_accepted += out->findings[i].accepted.len != 0;
	for (uint32_t h = 0; h < l->book.n_heads; h++) {
		const law_head *head = &l->book.heads[h];
		out->n_rules += head->kind != LAW_HEAD_PATTERN && head->kind != LAW_HEAD_BAR && lint_alive(l, h);
		out->n_clauses += head->kind != LAW_HEAD_PATTERN && lint_alive(l, h) ? head->clauses.n : 0;
	}
}

xctl_code law_lint(law_lint_result *out, xctl_arena *arena, const law_file *files, uint32_t n_files,
	const law_lint_options *options, xctl_error *error)
{
	linting l = { .arena = arena, .files = files, .n_files = n_files, .options = options, .error = error,
		.ast = { .arena = arena } };
	*out = (law_lint_result){ 0 };
	xctl_code code = read_sources(&l);
	if (code == XCTL_OK)
		lint_blocks(&l);
	out->compiled = code == XCTL_OK && l.findings.count == 0;
	if (out->compiled)
		code = compiled(&l);
	if (code == XCTL_OK && out->compiled)
		lint_accept(&l);
	law_witnesses_close(l.witnesses);
	if (code == XCTL_OK && l.no_room)
		code = xctl_fail_limit(error, "the lint");
	if (code != XCTL_OK)
		return code;
	if (l.findings.count)
		qsort(l.findings.at, l.findings.count, sizeof *l.findings.at, by_place);
	sum_up(&l, out);
	return XCTL_OK;
}
