/* rules lint: the findings of a book, each with its place and, where a transfer can show it, an example to paste. */
#include "law/lint.h"

#include "desk/desk.h"
#include "desk/table.h"

typedef struct linted {
	xctl_desk *desk;
	xctl_arena arena;
	const xctl_view *view;
	xctl_buf out;
	law_lint_result result;
} linted;

/* Tables that this program reads by their names, whatever rules say. */
static const xctl_str read_by_name[] = { { "regimes/controls", 16 }, { "coverage", 8 }, { "text-hashes", 11 } };

static bool to_act_on(const law_finding *f)
{
	return f->accepted.len == 0;
}

/* --- showing --- */

static void show_finding(linted *l, const law_finding *f)
{
	bool act = to_act_on(f);
	unsigned width = l->view->width ? l->view->width : DESK_WIDTH;
	xctl_str head = xctl_str_print(&l->arena, "%.*s:%u: %s %.*s", XCTL_FMT(f->file), f->line, law_finding_words[f->kind],
		XCTL_FMT(f->name));
	xctl_buf line = { .ceiling = 1u << 20 };
	desk_plain(&line, head);
	desk_paint(&l->out, act ? DESK_WARN : DESK_FAINT, l->view->colour, xctl_buf_view(&line));
	xctl_buf_char(&l->out, '\n');
	desk_wrap(&l->out, f->what, width, 4);
	if (!act)
		desk_wrap(&l->out, xctl_str_print(&l->arena, "accepted: %.*s", XCTL_FMT(f->accepted)), width, 4);
	if (act && f->example.len) {
		xctl_buf_puts(&l->out, "\n");
		xctl_buf_str(&l->out, f->example);
	}
	xctl_buf_char(&l->out, '\n');
	xctl_buf_drop(&line);
}

/* What is accepted is told last: the rest is what somebody came for. */
static void show_table(linted *l)
{
	for (int accepted = 0; accepted < 2; accepted++)
		for (uint32_t i = 0; i < l->result.n_findings; i++)
			if (to_act_on(&l->result.findings[i]) != (accepted != 0))
				show_finding(l, &l->result.findings[i]);
}

static void put_text(xctl_json *w, const char *key, xctl_str text)
{
	xctl_json_key(w, key);
	if (text.len)
		xctl_json_str(w, text);
	else
		xctl_json_null(w);
}

static void put_finding(xctl_json *w, const law_finding *f)
{
	xctl_json_object(w);
	xctl_json_key(w, "kind");
	xctl_json_text(w, law_finding_words[f->kind]);
	put_text(w, "name", f->name);
	put_text(w, "file", f->file);
	xctl_json_key(w, "line");
	xctl_json_int(w, f->line);
	put_text(w, "what", f->what);
	put_text(w, "example", f->example);
	put_text(w, "accepted", f->accepted);
	xctl_json_end_object(w);
}

static void show_json(linted *l)
{
	xctl_json w = { .to = &l->out };
	const law_lint_result *r = &l->result;
	xctl_json_object(&w);
	xctl_json_key(&w, "rules");
	xctl_json_int(&w, r->n_rules);
	xctl_json_key(&w, "clauses");
	xctl_json_int(&w, r->n_clauses);
	xctl_json_key(&w, "to_act_on");
	xctl_json_int(&w, r->n_findings - r->n_accepted);
	xctl_json_key(&w, "accepted");
	xctl_json_int(&w, r->n_accepted);
	xctl_json_key(&w, "complete");
	xctl_json_bool(&w, r->compiled);
	xctl_json_key(&w, "findings");
	xctl_json_array(&w);
	for (uint32_t i = 0; i < r->n_findings; i++)
		put_finding(&w, &r->findings[i]);
	xctl_json_end_array(&w);
	xctl_json_end_object(&w);
	xctl_buf_char(&l->out, '\n');
}

/* --- finding --- */

static xctl_code lint(void *context, const law_file *files, uint32_t n, xctl_error *error)
{
	linted *l = context;
	const xctl_snapshot *s = &l->desk->snapshot;
	law_family_list families[DESK_FAMILIES];
	xctl_str *lists = XCTL_NEW_ARRAY(&l->arena, xctl_str, s->lists.n_lists);
	if (!lists)
		return xctl_fail_limit(error, "the lint");
	for (uint32_t i = 0; i < s->lists.n_lists; i++) {
		xctl_list list = { 0 };
		if (!xctl_lists_head(&s->lists, i, &list))
			return xctl_fail(error, XCTL_DAMAGED, "the snapshot is damaged: a list cannot be read");
		lists[i] = list.id;
	}
	desk_families(families);
	law_lint_options options = { .lists = lists, .n_lists = s->lists.n_lists, .families = families,
		.n_families = DESK_FAMILIES, .read = read_by_name, .n_read = sizeof read_by_name / sizeof *read_by_name,
		.today = l->desk->today };
	xctl_code code = law_lint(&l->result, &l->arena, files, n, &options, error);
	if (code != XCTL_OK)
		return code;
	/* While the sources are there: findings borrow from them. */
	if (l->view->format == XCTL_TABLE)
		show_table(l);
	else
		show_json(l);
	return XCTL_OK;
}

xctl_code xctl_rule_lint(xctl_lint_result *result, xctl_desk *desk, const char *folder, const xctl_view *view, xctl_write write,
	void *context, xctl_error *error)
{
	linted l = { .desk = desk, .arena = { .ceiling = desk->ceiling }, .view = view, .out = { .ceiling = desk->ceiling } };
	xctl_code code = desk_with_sources(&desk->snapshot, folder, lint, &l, error);
	if (code == XCTL_OK)
		code = desk_flush(&l.out, write, context, error);
	if (code == XCTL_OK)
		*result = (xctl_lint_result){ .rules = l.result.n_rules, .clauses = l.result.n_clauses,
			.to_act_on = l.result.n_findings - l.result.n_accepted, .accepted = l.result.n_accepted,
			.complete = l.result.compiled };
	xctl_buf_drop(&l.out);
	xctl_arena_drop(&l.arena);
	return code;
}
