/* rules show, rules list: the book as it was written, from the sources inside the snapshot. */
#include <stdio.h>
#include <string.h>

#include "desk/rules.h"
#include "desk/table.h"
#include "format/csv.h"
#include "law/parse.h"

static const char *const kind_words[] = { "regime", "fact", "rule", "exception", "overrides", "suspend", "question",
	"duty", "conflict", "codes", "example" };

typedef struct reading {
	xctl_desk *desk;
	const xctl_view *view;
	law_ast ast;
	xctl_str base, instance; /* what was asked for: "us.ear.chart" and "(NS2)" or nothing */
	xctl_arena *arena;
	xctl_buf *out;
} reading;

xctl_code desk_read_rules(law_ast *out, const xctl_desk *desk, xctl_arena *arena, xctl_error *error)
{
	const xctl_snapshot *s = &desk->snapshot;
	*out = (law_ast){ .arena = arena };
	for (uint32_t i = 0; i < s->n_sources; i++) {
		law_file file;
		if (!desk_rule_source(desk, i, &file, error))
			return XCTL_DAMAGED;
		if (file.path.len < 4 || memcmp(file.path.at + file.path.len - 3, ".md", 3) != 0)
			continue;
		xctl_code code = law_parse(out, file.path, file.text, error);
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

bool desk_rule_source(const xctl_desk *desk, uint32_t i, law_file *out, xctl_error *error)
{
	if (xctl_snapshot_source(&desk->snapshot, i, out))
		return true;
	xctl_fail(error, XCTL_DAMAGED, "the rule sources of the snapshot are damaged");
	xctl_hint(error, "build the snapshot again");
	return false;
}

/* --- names --- */

/* Blocks that a person asks for by name. */
static bool has_name(const law_block *b)
{
	return b->kind != LAW_OVERRIDES && b->kind != LAW_SUSPEND && b->kind != LAW_CODES && b->kind != LAW_EXAMPLE;
}

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-'
		|| c == '_';
}

static xctl_str base_of(xctl_str name)
{
	size_t n = 0;
	while (n < name.len && name.at[n] != '(')
		n++;
	return (xctl_str){ name.at, n };
}

/* Does a name in the book mean this rule, or this instance of it? One instance and the whole rule mean each other. */
static bool same_rule(xctl_str name, xctl_str of_base, xctl_str of_instance)
{
	xctl_str base = base_of(name), instance = { name.at + base.len, name.len - base.len };
	return xctl_str_eq(base, of_base) && (!instance.len || !of_instance.len || xctl_str_eq(instance, of_instance));
}

/* Does it mean what was asked for? */
static bool means(const reading *r, xctl_str name)
{
	return same_rule(name, r->base, r->instance);
}

/* Is it named in a text of names ("us.bis licence by us.ear.chart(NS2), us.ear.meu")? */
static bool names_it(const reading *r, xctl_str text)
{
	for (size_t at = 0; at < text.len;) {
		size_t start = at;
		while (at < text.len && is_name_letter(text.at[at]))
			at++;
		size_t end = at;
		if (at > start && at < text.len && text.at[at] == '(')
			while (end < text.len && text.at[end - 1] != ')')
				end++;
		if (at > start && means(r, (xctl_str){ text.at + start, end - start }))
			return true;
		at = end > at ? end : at + 1;
	}
	return false;
}

/* What stands after the word in a block's head: the targets of "A to B, C" or "A over B". */
static xctl_str after_word(xctl_str head, const char *word)
{
	xctl_str rest = head;
	while (rest.len)
		if (xctl_str_is(xctl_str_word(&rest), word))
			return rest;
	return (xctl_str){ 0 };
}

static xctl_code not_found(const reading *r, const char *name, xctl_error *error)
{
	xctl_str *names = XCTL_NEW_ARRAY(r->arena, xctl_str, r->ast.blocks.count);
	size_t n = 0;
	if (!names)
		return xctl_fail_limit(error, "the rulebook");
	for (uint32_t i = 0; i < r->ast.blocks.count; i++)
		if (has_name(&r->ast.blocks.at[i]))
			names[n++] = law_block_name(&r->ast.blocks.at[i]);
	xctl_str near = xctl_nearest(r->base, names, n);
	xctl_fail(error, XCTL_NOT_FOUND, "the rulebook has no \"%.100s\"", name);
	if (near.len && xctl_str_eq(near, r->base))
		xctl_hint(error, "it has %.*s, but not for %.*s", XCTL_FMT(near), XCTL_FMT(r->instance));
	else if (near.len)
		xctl_hint(error, "did you mean %.*s?", XCTL_FMT(near));
	else
		xctl_hint(error, "\"exportctl rules list\" names them all");
	return XCTL_NOT_FOUND;
}

/* --- a block in its file --- */

static xctl_str line_end_cut(xctl_str line)
{
	while (line.len && (line.at[line.len - 1] == '\r' || line.at[line.len - 1] == '\n'))
		line.len--;
	return line;
}

typedef struct passage {
	xctl_str heading, prose, lines; /* the section's heading, its text before the block, the block's own lines */
} passage;

/* The section's prose is what stands between its heading, or the block before, and the fence. */
static passage find_passage(const reading *r, const law_block *b)
{
	passage p = { 0 };
	xctl_str rest = r->ast.sources.at[b->place.file].text;
	const char *prose_from = rest.at, *block_from = NULL;
	bool fenced = false;
	for (uint32_t number = 1; rest.len && number <= b->end.line; number++) {
		xctl_str whole = rest, line = line_end_cut(xctl_str_cut(&rest, '\n'));
		if (xctl_str_starts(line, XCTL_STR("```"))) {
			fenced = !fenced;
			if (fenced)
				p.prose = xctl_str_trim((xctl_str){ prose_from, (size_t)(whole.at - prose_from) });
			else
				prose_from = rest.at;
		} else if (!fenced && xctl_str_starts(line, XCTL_STR("#"))) {
			p.heading = line;
			while (p.heading.len && (p.heading.at[0] == '#' || p.heading.at[0] == ' '))
				p.heading = (xctl_str){ p.heading.at + 1, p.heading.len - 1 };
			prose_from = rest.at;
		}
		if (number == b->place.line)
			block_from = line.at;
		if (number == b->end.line && block_from)
			p.lines = (xctl_str){ block_from, (size_t)(line.at + line.len - block_from) };
	}
	return p;
}

/* --- what the law says of it today --- */

static xctl_date day_of(const law_block *b, const char *key, xctl_date otherwise)
{
	xctl_date day;
	return xctl_date_parse(law_block_text(b, key), &day) ? day : otherwise;
}

/* The suspension whose word counts on that day: the later of two. */
static const law_block *suspension_of(const law_ast *ast, xctl_str base, xctl_str instance, xctl_date today)
{
	const law_block *found = NULL;
	for (uint32_t i = 0; i < ast->blocks.count; i++) {
		const law_block *b = &ast->blocks.at[i];
		if (b->kind != LAW_SUSPEND || !same_rule(law_block_name(b), base, instance))
			continue;
		xctl_interval when = { day_of(b, "from", XCTL_DATE_MIN), day_of(b, "until", XCTL_DATE_MAX) };
		bool known = day_of(b, "known", XCTL_DATE_MIN) <= today && today < day_of(b, "known_until", XCTL_DATE_MAX);
		if (known && xctl_interval_has(when, today) && (!found || day_of(found, "from", XCTL_DATE_MIN) <= when.from))
			found = b;
	}
	return found;
}

const char *desk_rule_status(const law_ast *ast, const law_block *b, xctl_str instance, xctl_date today)
{
	if (b->kind == LAW_REGIME || b->kind == LAW_QUESTION)
		return "";
	if (today < day_of(b, "effective", XCTL_DATE_MIN))
		return "not yet in force";
	if (today >= day_of(b, "until", XCTL_DATE_MAX))
		return "no longer in force";
	if (today < day_of(b, "known", XCTL_DATE_MIN) || today >= day_of(b, "known_until", XCTL_DATE_MAX))
		return "not known on this day";
	const law_block *suspension = suspension_of(ast, law_block_name(b), instance, today);
	if (suspension)
		for (int s = LAW_UNVERIFIED; s <= LAW_SCHEDULED; s++)
			if (xctl_str_is(law_block_text(suspension, "status"), law_status_words[s]))
				return law_status_words[s];
	return today < day_of(b, "attested", XCTL_DATE_MIN) ? "unverified" : "in force";
}

static const char *status_word(const reading *r, const law_block *b)
{
	return desk_rule_status(&r->ast, b, r->instance, r->desk->today);
}

static desk_style status_style(const char *word)
{
	return strcmp(word, "in force") == 0 ? DESK_GOOD : DESK_WARN;
}

/* --- show, as text --- */

static void place(const reading *r, const law_block *b)
{
	xctl_str path = r->ast.sources.at[b->place.file].path;
	xctl_buf_printf(r->out, "%.*s:%u", XCTL_FMT(path), b->place.line);
}

static void show_lines(const reading *r, const law_block *b, xctl_str lines)
{
	for (uint32_t number = b->place.line; lines.len; number++) {
		xctl_str line = line_end_cut(xctl_str_cut(&lines, '\n'));
		xctl_buf_printf(r->out, "%6u  ", number);
		while (line.len) {
			bool tab = memchr(line.at, '\t', line.len) != NULL;
			desk_plain(r->out, xctl_str_cut(&line, '\t'));
			xctl_buf_puts(r->out, tab ? "        " : "");
		}
		xctl_buf_char(r->out, '\n');
	}
}

static void wrapped(const reading *r, unsigned indent, const char *fmt, ...) XCTL_PRINTF(3, 4);

static void wrapped(const reading *r, unsigned indent, const char *fmt, ...)
{
	char text[4096];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	desk_wrap(r->out, xctl_str_of(text), r->view->width, indent);
}

static void heading(const reading *r, const char *text)
{
	xctl_buf_char(r->out, '\n');
	desk_paint(r->out, DESK_HEAD, r->view->colour, xctl_str_of(text));
	xctl_buf_char(r->out, '\n');
}

/* A paragraph's line ends are the file's, not the reader's. */
static void show_prose(const reading *r, xctl_str prose)
{
	xctl_buf paragraph = { 0 };
	while (prose.len) {
		xctl_str line = xctl_str_trim(xctl_str_cut(&prose, '\n'));
		bool item = xctl_str_starts(line, XCTL_STR("* ")) || xctl_str_starts(line, XCTL_STR("- "))
			|| xctl_str_starts(line, XCTL_STR("|"));
		if ((item || !line.len) && paragraph.len) {
			desk_wrap(r->out, xctl_buf_view(&paragraph), r->view->width, 2);
			xctl_buf_clear(&paragraph);
		}
		if (!line.len)
			xctl_buf_char(r->out, '\n');
		else if (paragraph.len)
			xctl_buf_char(&paragraph, ' ');
		xctl_buf_str(&paragraph, line);
	}
	desk_wrap(r->out, xctl_buf_view(&paragraph), r->view->width, 2);
	r->out->failed |= paragraph.failed;
	xctl_buf_drop(&paragraph);
}

static void show_block(const reading *r, const law_block *b, xctl_str *told)
{
	passage p = find_passage(r, b);
	const char *status = status_word(r, b);
	char day[11];
	xctl_date_print(r->desk->today, day);
	if (r->out->len)
		xctl_buf_char(r->out, '\n');
	desk_paint(r->out, DESK_HEAD, r->view->colour, law_block_name(b));
	xctl_buf_printf(r->out, "  %s", kind_words[b->kind]);
	if (*status) {
		xctl_buf_puts(r->out, "  ");
		desk_paint(r->out, status_style(status), r->view->colour, xctl_str_of(status));
		xctl_buf_printf(r->out, " on %s", day);
	}
	xctl_buf_puts(r->out, "  ");
	place(r, b);
	xctl_buf_char(r->out, '\n');
	if (r->instance.len && b->variable.len)
		wrapped(r, 0, "%.*s is this block with %.*s = %.*s.", XCTL_FMT(r->instance), XCTL_FMT(b->variable),
			(int)r->instance.len - 2, r->instance.at + 1);
	if (p.prose.at != told->at && p.prose.len) { /* blocks of one fence share their prose */
		xctl_buf_char(r->out, '\n');
		desk_wrap(r->out, p.heading, r->view->width, 2);
		show_prose(r, p.prose);
	}
	*told = p.prose;
	xctl_buf_char(r->out, '\n');
	show_lines(r, b, p.lines);
}

static void show_suspension(const reading *r, const law_block *b)
{
	xctl_str until = law_block_text(b, "until");
	wrapped(r, 2, "%.*s from %.*s %s%.*s%s%.*s: %.*s [%.*s] %.*s:%u", XCTL_FMT(law_block_text(b, "status")),
		XCTL_FMT(law_block_text(b, "from")), until.len ? "until " : "with no end stated", XCTL_FMT(until),
		law_block_text(b, "known").len ? ", known " : "", XCTL_FMT(law_block_text(b, "known")),
		XCTL_FMT(law_block_text(b, "says")), XCTL_FMT(law_block_text(b, "cites")),
		XCTL_FMT(r->ast.sources.at[b->place.file].path), b->place.line);
}

static void show_overcomer(const reading *r, const law_block *b)
{
	xctl_str symbol = law_block_text(b, "symbol");
	wrapped(r, 2, "%.*s%s%.*s%s  %.*s [%.*s] %.*s:%u", XCTL_FMT(law_block_name(b)), symbol.len ? " (" : "",
		XCTL_FMT(symbol), symbol.len ? ")" : "",
		XCTL_FMT(b->kind == LAW_OVERRIDES ? XCTL_STR("goes before it") : law_block_text(b, "kind")),
		XCTL_FMT(law_block_text(b, "cites")), XCTL_FMT(r->ast.sources.at[b->place.file].path), b->place.line);
}

static bool overcomes(const reading *r, const law_block *b)
{
	return (b->kind == LAW_EXCEPTION && names_it(r, after_word(b->head, "to")))
		|| (b->kind == LAW_OVERRIDES && names_it(r, after_word(b->head, "over")));
}

static bool tests_it(const reading *r, const law_block *b)
{
	for (uint32_t i = 0; b->kind == LAW_EXAMPLE && i < b->lines.count; i++)
		if (xctl_str_is(b->lines.at[i].key, "expect") && names_it(r, b->lines.at[i].text))
			return true;
	return false;
}

static bool is_it(const reading *r, const law_block *b)
{
	return has_name(b) && xctl_str_eq(law_block_name(b), r->base);
}

static bool suspends(const reading *r, const law_block *b)
{
	return b->kind == LAW_SUSPEND && means(r, law_block_name(b));
}

static void show_example(const reading *r, const law_block *b)
{
	wrapped(r, 2, "%.*s  %.*s:%u", XCTL_FMT(b->head), XCTL_FMT(r->ast.sources.at[b->place.file].path), b->place.line);
}

static void show_all(const reading *r, const char *title, bool (*chosen)(const reading *, const law_block *),
	void (*show)(const reading *, const law_block *), const char *none)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < r->ast.blocks.count; i++)
		if (chosen(r, &r->ast.blocks.at[i])) {
			if (!n++)
				heading(r, title);
			show(r, &r->ast.blocks.at[i]);
		}
	if (!n && none) {
		heading(r, title);
		wrapped(r, 2, "%s", none);
	}
}

static void write_text(const reading *r)
{
	xctl_str told = { 0 };
	bool ground = false;
	for (uint32_t i = 0; i < r->ast.blocks.count; i++)
		if (is_it(r, &r->ast.blocks.at[i])) {
			show_block(r, &r->ast.blocks.at[i], &told);
			ground |= r->ast.blocks.at[i].kind == LAW_RULE;
		}
	show_all(r, "STATUS BY DATE", suspends, show_suspension, NULL);
	show_all(r, "OVERCOME BY", overcomes, show_overcomer, ground ? "nothing in the rulebook" : NULL);
	show_all(r, "EXAMPLES", tests_it, show_example, ground ? "none names it" : NULL);
}

/* --- show, as JSON --- */

static void json_text(const law_block *b, xctl_json *w, const char *key)
{
	xctl_str text = law_block_text(b, key);
	xctl_json_key(w, key);
	if (text.len)
		xctl_json_str(w, text);
	else
		xctl_json_null(w);
}

static void json_place(const reading *r, const law_block *b, xctl_json *w)
{
	xctl_json_key(w, "file"), xctl_json_str(w, r->ast.sources.at[b->place.file].path);
	xctl_json_key(w, "line"), xctl_json_int(w, b->place.line);
}

static void json_block(const reading *r, const law_block *b, xctl_json *w)
{
	static const char *const keys[] = { "regime", "title", "cites", "effective", "until", "known", "attested", "says" };
	passage p = find_passage(r, b);
	const char *status = status_word(r, b);
	xctl_json_object(w);
	xctl_json_key(w, "name"), xctl_json_str(w, law_block_name(b));
	xctl_json_key(w, "kind"), xctl_json_text(w, kind_words[b->kind]);
	xctl_json_key(w, "status"), xctl_json_text(w, *status ? status : NULL);
	json_place(r, b, w);
	xctl_json_key(w, "end_line"), xctl_json_int(w, b->end.line);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		json_text(b, w, keys[i]);
	xctl_json_key(w, "section"), xctl_json_str(w, p.heading);
	xctl_json_key(w, "prose"), xctl_json_str(w, p.prose);
	xctl_json_key(w, "text"), xctl_json_str(w, p.lines);
	xctl_json_end_object(w);
}

static void json_related(const reading *r, const law_block *b, xctl_json *w)
{
	static const char *const keys[] = { "status", "from", "until", "known", "kind", "symbol", "cites", "says" };
	xctl_json_object(w);
	xctl_json_key(w, "name"), xctl_json_str(w, b->kind == LAW_EXAMPLE ? b->head : law_block_name(b));
	json_place(r, b, w);
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (law_block_line(b, keys[i]))
			json_text(b, w, keys[i]);
	xctl_json_end_object(w);
}

static void json_all(const reading *r, xctl_json *w, const char *key,
	bool (*chosen)(const reading *, const law_block *), void (*put)(const reading *, const law_block *, xctl_json *))
{
	xctl_json_key(w, key), xctl_json_array(w);
	for (uint32_t i = 0; i < r->ast.blocks.count; i++)
		if (chosen(r, &r->ast.blocks.at[i]))
			put(r, &r->ast.blocks.at[i], w);
	xctl_json_end_array(w);
}

static void write_json(const reading *r, const char *name)
{
	xctl_json *w = &(xctl_json){ .to = r->out };
	xctl_json_object(w);
	xctl_json_key(w, "rule"), xctl_json_text(w, name);
	xctl_json_key(w, "today"), xctl_json_date(w, r->desk->today);
	json_all(r, w, "blocks", is_it, json_block);
	json_all(r, w, "statuses", suspends, json_related);
	json_all(r, w, "overcome_by", overcomes, json_related);
	json_all(r, w, "examples", tests_it, json_related);
	xctl_json_end_object(w);
	xctl_buf_char(r->out, '\n');
}

static void csv_line(xctl_buf *out, const xctl_str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		xctl_buf_puts(out, i ? "," : "");
		xctl_csv_cell(out, cells[i]);
	}
	xctl_buf_char(out, '\n');
}

static xctl_str line_number(const reading *r, const law_block *b)
{
	xctl_buf buf = { 0 };
	xctl_buf_printf(&buf, "%u", b->place.line);
	return desk_keep(r->arena, &buf, r->out);
}

static void write_show_csv(const reading *r)
{
	xctl_buf_puts(r->out, "name,kind,status,effective,until,cites,says,file,line,text\n");
	for (uint32_t i = 0; i < r->ast.blocks.count; i++) {
		const law_block *b = &r->ast.blocks.at[i];
		if (!is_it(r, b))
			continue;
		xctl_str cells[] = { law_block_name(b), xctl_str_of(kind_words[b->kind]), xctl_str_of(status_word(r, b)),
			law_block_text(b, "effective"), law_block_text(b, "until"), law_block_text(b, "cites"),
			law_block_text(b, "says"), r->ast.sources.at[b->place.file].path, line_number(r, b),
			find_passage(r, b).lines };
		csv_line(r->out, cells, sizeof cells / sizeof *cells);
	}
}

/* The name stands in the book, and its instance, if one is meant, was unrolled. */
static bool exists(const reading *r, const char *name)
{
	bool block = false;
	for (uint32_t i = 0; i < r->ast.blocks.count; i++)
		block |= is_it(r, &r->ast.blocks.at[i]);
	return block && (!r->instance.len || law_find_head(&r->desk->snapshot.book, xctl_str_of(name)) != XCTL_NONE);
}

xctl_code xctl_rule_show(xctl_desk *desk, const char *name, const xctl_view *view, xctl_write write, void *context,
	xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	reading r = { .desk = desk, .view = view, .arena = &desk->work, .out = &buf };
	r.base = base_of(xctl_str_of(name));
	r.instance = (xctl_str){ name + r.base.len, strlen(name) - r.base.len };
	xctl_arena_reset(&desk->work);
	xctl_code code = desk_read_rules(&r.ast, desk, r.arena, error);
	if (code == XCTL_OK && !exists(&r, name))
		code = not_found(&r, name, error);
	if (code == XCTL_OK) {
		if (view->format == XCTL_TABLE)
			write_text(&r);
		else if (view->format == XCTL_CSV)
			write_show_csv(&r);
		else
			write_json(&r, name);
		code = desk_flush(&buf, write, context, error);
	}
	xctl_buf_drop(&buf);
	return code;
}

/* --- list --- */

static xctl_str title_of(const law_block *b)
{
	static const char *const keys[] = { "title", "says", "asks", "cites" };
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (law_block_text(b, keys[i]).len)
			return law_block_text(b, keys[i]);
	return (xctl_str){ 0 };
}

/* Each name once, though a fact may have several blocks. */
static xctl_code list_blocks(const reading *r, const law_block ***out, uint32_t *n, xctl_error *error)
{
	xctl_map seen = { .arena = r->arena };
	*out = XCTL_NEW_ARRAY(r->arena, const law_block *, r->ast.blocks.count);
	if (!*out)
		return xctl_fail_limit(error, "the rulebook");
	for (uint32_t i = 0; i < r->ast.blocks.count; i++) {
		const law_block *b = &r->ast.blocks.at[i];
		if (!has_name(b) || xctl_map_get(&seen, law_block_name(b)) != XCTL_NONE)
			continue;
		if (!xctl_map_set(&seen, law_block_name(b), i))
			return xctl_fail_limit(error, "the rulebook");
		(*out)[(*n)++] = b;
	}
	return XCTL_OK;
}

static void json_listed(const reading *r, const law_block *b, xctl_json *w)
{
	xctl_json_object(w);
	xctl_json_key(w, "name"), xctl_json_str(w, law_block_name(b));
	xctl_json_key(w, "kind"), xctl_json_text(w, kind_words[b->kind]);
	xctl_json_key(w, "title"), xctl_json_str(w, title_of(b));
	json_place(r, b, w);
	xctl_json_end_object(w);
}

static void write_list(const reading *r, const law_block *const *blocks, uint32_t n)
{
	static const desk_column columns[] = { { .title = "NAME", .least = 12, .most = 44, .painted = true },
		{ .title = "KIND" }, { .title = "TITLE", .least = 24 } };
	desk_table table = { .arena = r->arena, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	xctl_json *w = &(xctl_json){ .to = r->out };
	if (r->view->format == XCTL_JSON)
		xctl_json_array(w);
	if (r->view->format == XCTL_CSV)
		xctl_buf_puts(r->out, "name,kind,title,file,line\n");
	for (uint32_t i = 0; i < n; i++) {
		const law_block *b = blocks[i];
		xctl_str cells[] = { law_block_name(b), xctl_str_of(kind_words[b->kind]), title_of(b),
			r->ast.sources.at[b->place.file].path, line_number(r, b) };
		switch (r->view->format) {
		case XCTL_TABLE:
			desk_table_row(&table, DESK_PLAIN, cells);
			break;
		case XCTL_CSV:
			csv_line(r->out, cells, sizeof cells / sizeof *cells);
			break;
		case XCTL_JSON:
			json_listed(r, b, w);
			break;
		case XCTL_NDJSON:
			json_listed(r, b, &(xctl_json){ .to = r->out });
			xctl_buf_char(r->out, '\n');
			break;
		}
	}
	if (r->view->format == XCTL_TABLE)
		desk_table_write(r->out, &table, r->view->width, r->view->colour);
	if (r->view->format == XCTL_JSON) {
		xctl_json_end_array(w);
		xctl_buf_char(r->out, '\n');
	}
}

xctl_code xctl_rule_list(xctl_desk *desk, const xctl_view *view, xctl_write write, void *context, xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	reading r = { .desk = desk, .view = view, .arena = &desk->work, .out = &buf };
	const law_block **blocks;
	uint32_t n = 0;
	xctl_arena_reset(&desk->work);
	xctl_code code = desk_read_rules(&r.ast, desk, r.arena, error);
	if (code == XCTL_OK)
		code = list_blocks(&r, &blocks, &n, error);
	if (code == XCTL_OK) {
		write_list(&r, blocks, n);
		code = desk_flush(&buf, write, context, error);
	}
	xctl_buf_drop(&buf);
	return code;
}
