/* coverage: items by governments. Who controls what, as widely as whom, since when, and by which agreement. */
#include <string.h>

#include "desk/coverage.h"
#include "desk/table.h"
#include "format/csv.h"

enum { MOST_CODES = 32 };

/* What one government does about one item. */
typedef struct cell {
	const char *word; /* same, narrower, wider, listed, conditional, none, unknown */
	xctl_date since;  /* of the control */
	xctl_date rule;   /* of the rule, where nobody dated the code */
	xctl_date from;   /* the control is no older, where several rows differ */
	xctl_date later;  /* a control that begins after the day asked for */
	xctl_str basis, cites, says, control;
	bool unverified;
	bool shared;      /* several rows have the code: told apart by the title, or the earliest of them */
	uint32_t head;    /* the rule, or XCTL_NONE */
} cell;

typedef struct covering {
	xctl_desk *desk;
	const char *source;
	const xctl_view *view;
	xctl_date as_of;
	xctl_str governments[COVERAGE_GOVERNMENTS];
	unsigned n_governments;
	coverage_table table;
	struct {
		coverage_item *at;
		uint32_t count, room;
	} items;
	cell *cells; /* n_governments for each item */
	xctl_str columns[MOST_CODES]; /* of the CSV: the government of each, empty when it holds something else */
	uint32_t item, title, control, n_columns;
	xctl_arena *arena;
	xctl_buf *out;
} covering;

/* --- the question --- */

static xctl_str capitals(xctl_arena *arena, xctl_str word)
{
	char *out = XCTL_NEW_ARRAY(arena, char, word.len + 1);
	for (size_t i = 0; out && i < word.len; i++)
		out[i] = word.at[i] >= 'a' && word.at[i] <= 'z' ? (char)(word.at[i] - 'a' + 'A') : word.at[i];
	return (xctl_str){ out, out ? word.len : 0 };
}

static xctl_code read_governments(covering *v, const char *given, xctl_error *error)
{
	xctl_code code = desk_check_governments(v->desk, given, error);
	xctl_str rest = xctl_str_of(given && *given ? given : "US,JP,NL,CN");
	while (code == XCTL_OK && rest.len) {
		xctl_str one = capitals(v->arena, xctl_str_trim(xctl_str_cut(&rest, ',')));
		bool repeated = !one.len;
		if (!one.at)
			return xctl_fail_limit(error, "the coverage");
		for (unsigned i = 0; i < v->n_governments; i++)
			repeated |= xctl_str_eq(v->governments[i], one);
		if (repeated)
			continue;
		if (v->n_governments == COVERAGE_GOVERNMENTS) {
			xctl_fail(error, XCTL_USAGE, "at most %d governments stand side by side", COVERAGE_GOVERNMENTS);
			xctl_hint(error, "name fewer");
			return XCTL_USAGE;
		}
		v->governments[v->n_governments++] = one;
	}
	return code;
}

static xctl_code read_header(covering *v, const xctl_csv_row *row, xctl_error *error)
{
	bool codes = false;
	v->item = v->title = v->control = XCTL_NONE;
	v->n_columns = row->n_cells < MOST_CODES ? row->n_cells : MOST_CODES;
	for (uint32_t i = 0; i < v->n_columns; i++) {
		xctl_str name = xctl_str_trim(row->cells[i]);
		if (xctl_str_starts(name, XCTL_STR("item.codes.")))
			name = (xctl_str){ name.at + 5, name.len - 5 };
		if (xctl_str_is(name, "item") || xctl_str_is(name, "item.name"))
			v->item = i;
		else if (xctl_str_is(name, "title"))
			v->title = i;
		else if (xctl_str_is(name, "control"))
			v->control = i;
		else if (xctl_str_starts(name, XCTL_STR("codes.")) && !xctl_str_is(name, "codes.HS")) {
			v->columns[i] = xctl_str_copy(v->arena, (xctl_str){ name.at + 6, name.len - 6 });
			codes = true;
		}
	}
	if (v->item != XCTL_NONE && codes)
		return XCTL_OK;
	xctl_fail(error, XCTL_INPUT, "the table has no column \"%s\"", codes ? "item" : "codes.US (or another government)");
	xctl_at(error, v->source, row->line, 0);
	xctl_hint(error, "the first line names the columns: item,title,codes.US,codes.JP,codes.NL,codes.CN");
	return XCTL_INPUT;
}

static xctl_str cell_of(const covering *v, const xctl_csv_row *row, uint32_t column)
{
	return column < row->n_cells ? xctl_str_copy(v->arena, xctl_str_trim(row->cells[column])) : (xctl_str){ 0 };
}

/* The codes of one cell, parted by semicolons; an empty one states nothing. */
static xctl_code read_codes(covering *v, xctl_str text, xctl_words *out, xctl_error *error)
{
	struct {
		xctl_str *at;
		uint32_t count, room;
	} codes = { 0 };
	while (text.len) {
		xctl_str one = xctl_str_trim(xctl_str_cut(&text, ';'));
		xctl_str *slot = one.len ? XCTL_PUSH(v->arena, &codes) : NULL;
		if (one.len && !slot)
			return xctl_fail_limit(error, "the items");
		if (slot)
			*slot = one;
	}
	*out = (xctl_words){ codes.count ? XCTL_STATED : XCTL_ABSENT, codes.count, codes.at };
	return XCTL_OK;
}

static xctl_code read_row(void *context, const xctl_csv_row *row, xctl_error *error)
{
	covering *v = context;
	if (row->bad != XCTL_OK) {
		*error = *row->error;
		xctl_at(error, v->source, row->line, 0);
		return row->bad;
	}
	if (!v->n_columns)
		return read_header(v, row, error);
	coverage_item *item = XCTL_PUSH(v->arena, &v->items);
	xctl_code_list *codes = XCTL_NEW_ARRAY(v->arena, xctl_code_list, v->n_columns);
	if (!item || !codes)
		return xctl_fail_limit(error, "the items");
	*item = (coverage_item){ .name = cell_of(v, row, v->item), .title = cell_of(v, row, v->title),
		.control = cell_of(v, row, v->control), .codes = codes, .line = row->line };
	for (uint32_t i = 0; i < v->n_columns && i < row->n_cells; i++) {
		if (!v->columns[i].len)
			continue;
		xctl_code_list *one = &codes[item->n_codes];
		one->system = v->columns[i];
		xctl_code code = read_codes(v, cell_of(v, row, i), &one->codes, error);
		if (code != XCTL_OK)
			return code;
		item->n_codes += one->codes.n > 0;
	}
	return XCTL_OK;
}

/* --- the answer --- */

static bool not_listed(const xctl_words *codes)
{
	for (uint32_t i = 0; i < codes->n; i++)
		if (!xctl_str_eq_nocase(codes->at[i], XCTL_STR("none")) && !xctl_str_eq_nocase(codes->at[i], XCTL_STR("EAR99")))
			return false;
	return true;
}

static const char *scope_word(xctl_str scope)
{
	static const char *const words[] = { "same", "narrower", "wider", "none" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (xctl_str_is(scope, words[i]))
			return words[i];
	return "listed";
}

static cell no_cell(const char *word)
{
	return (cell){ .word = word, .since = XCTL_DATE_NONE, .rule = XCTL_DATE_NONE, .from = XCTL_DATE_NONE,
		.later = XCTL_DATE_NONE, .head = XCTL_NONE };
}

static cell cell_of_row(const covering *v, const coverage_group *group, const coverage_control *row)
{
	cell c = no_cell(scope_word(row->scope));
	if (row->since != XCTL_DATE_NONE && row->since > v->as_of) {
		c.word = "none";
		c.later = row->since;
	} else {
		c.since = row->since;
		c.basis = row->basis;
	}
	c.cites = row->cites;
	c.says = row->says;
	c.control = group->name;
	c.unverified = row->unverified;
	return c;
}

/* Another row with the same right to speak: only what they agree on stays. */
static void merge_cell(cell *c, const cell *other)
{
	bool none = strcmp(c->word, "none") == 0, other_none = strcmp(other->word, "none") == 0;
	if (none != other_none || strcmp(c->word, "unknown") == 0) {
		*c = no_cell("unknown");
		c->shared = true;
		return;
	}
	if (strcmp(c->word, other->word) != 0)
		c->word = "listed";
	if (!xctl_str_eq(c->basis, other->basis))
		c->basis = (xctl_str){ 0 };
	if (c->since != other->since || c->from != XCTL_DATE_NONE) {
		xctl_date known = c->from != XCTL_DATE_NONE ? c->from : c->since;
		c->from = other->since < known ? other->since : known;
		c->since = XCTL_DATE_NONE;
	}
	c->control = c->cites = c->says = (xctl_str){ 0 };
	c->unverified |= other->unverified;
	c->shared = true;
}

/* The rows of the table that speak of the item; where it states a code, only rows with a code in common. */
static bool from_table(const covering *v, const coverage_item *item, const coverage_match *match, xctl_str government,
	const xctl_words *codes, cell *out)
{
	bool any = false;
	for (uint32_t i = 0; i < match->n; i++) {
		const coverage_control *row = coverage_row(match->at[i], government);
		if (!row || (codes && !row->code.len)
			|| (codes && !item->control.len && !coverage_shares(codes, row->code)))
			continue;
		cell one = cell_of_row(v, match->at[i], row);
		if (any)
			merge_cell(out, &one);
		else
			*out = one;
		any = true;
	}
	if (any)
		out->shared |= match->by_title;
	return any;
}

static void from_book(const covering *v, xctl_str government, const xctl_words *codes, cell *out)
{
	const law_book *book = &v->desk->snapshot.book;
	coverage_law law = coverage_ask(book, government, codes, v->as_of, v->desk->today);
	if (law.state == COVERAGE_UNTESTED)
		return;
	out->word = law.state == COVERAGE_LISTED ? "listed" : "conditional";
	out->head = law.head;
	out->since = law.since;
	out->rule = law.rule;
	/* The rule's text may speak of the row: what the row cites stands for it. */
	out->cites = law_str(book, book->heads[law.head].cites);
	if (law.member != XCTL_NONE && book->members[law.member].cites.len)
		out->cites = law_str(book, book->members[law.member].cites);
	else if (memchr(out->cites.at, '{', out->cites.len))
		out->cites.len = (size_t)((const char *)memchr(out->cites.at, '{', out->cites.len) - out->cites.at);
	out->unverified = v->as_of < book->heads[law.head].attested;
}

static cell answer(const covering *v, const coverage_item *item, const coverage_match *match, xctl_str government)
{
	const xctl_words *codes = coverage_codes(item, government);
	cell out = no_cell("unknown");
	if (codes && not_listed(codes))
		out.word = "none";
	else if (!from_table(v, item, match, government, codes, &out) && codes)
		from_book(v, government, codes, &out);
	return out;
}

static xctl_code answer_all(covering *v, xctl_error *error)
{
	v->cells = XCTL_NEW_ARRAY(v->arena, cell, (size_t)v->items.count * v->n_governments);
	if (!v->cells)
		return xctl_fail_limit(error, "the coverage");
	for (uint32_t i = 0; i < v->items.count; i++) {
		coverage_match match;
		xctl_code code = coverage_find(&match, &v->table, &v->items.at[i], v->arena, error);
		if (code != XCTL_OK) {
			xctl_at(error, v->source, v->items.at[i].line, 0);
			return code;
		}
		for (unsigned g = 0; g < v->n_governments; g++)
			v->cells[i * v->n_governments + g] = answer(v, &v->items.at[i], &match, v->governments[g]);
	}
	return XCTL_OK;
}

/* --- showing --- */

static const cell *at(const covering *v, uint32_t item, unsigned government)
{
	return &v->cells[item * v->n_governments + government];
}

static bool is_word(const cell *c, const char *word)
{
	return strcmp(c->word, word) == 0;
}

static bool controls(const cell *c)
{
	return !is_word(c, "none") && !is_word(c, "unknown") && !is_word(c, "conditional");
}

static const char *basis_letter(xctl_str basis)
{
	static const char *const letters[][2] = { { "wassenaar", " W" }, { "MTCR", " M" }, { "plurilateral", " P" },
		{ "national", " N" } };
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (xctl_str_eq_nocase(basis, xctl_str_of(letters[i][0])))
			return letters[i][1];
	return "";
}

static xctl_str cell_text(const covering *v, const cell *c)
{
	xctl_buf buf = { 0 };
	char day[11];
	xctl_buf_printf(&buf, "%s%s%s", c->word, c->unverified ? "*" : "", c->shared ? "~" : "");
	xctl_date_print(c->since, day);
	if (day[0])
		xctl_buf_printf(&buf, "\n%s%s", day, basis_letter(c->basis));
	else if (c->from != XCTL_DATE_NONE) {
		xctl_date_print(c->from, day);
		xctl_buf_printf(&buf, "\n\xe2\x89\xa5%s%s", day, basis_letter(c->basis));
	} else if (c->rule != XCTL_DATE_NONE) {
		xctl_date_print(c->rule, day);
		xctl_buf_printf(&buf, "\n(%s)", day);
	}
	return desk_keep(v->arena, &buf, v->out);
}

/* How many governments control each item, and how many items how many. */
typedef struct sums {
	uint32_t all, some, one, none;
} sums;

static uint32_t holders(const covering *v, uint32_t item)
{
	uint32_t n = 0;
	for (unsigned g = 0; g < v->n_governments; g++)
		n += controls(at(v, item, g));
	return n;
}

static sums sum_up(const covering *v)
{
	sums s = { 0 };
	for (uint32_t i = 0; i < v->items.count; i++) {
		uint32_t n = holders(v, i);
		if (n == v->n_governments)
			s.all++;
		else if (n == 0)
			s.none++;
		else if (n == 1)
			s.one++;
		else
			s.some++;
	}
	return s;
}

static void write_legend(const covering *v)
{
	xctl_buf line = { 0 };
	char day[11];
	sums s = sum_up(v);
	xctl_date_print(v->as_of, day);
	xctl_buf_printf(&line,
		"%u items on %s: controlled by all %u governments %u, by several %u, by one %u, by none known %u.\n",
		v->items.count, day, v->n_governments, s.all, s.some, s.one, s.none);
	xctl_buf_puts(&line,
		"same, narrower, wider: against the first mover (the United States; China for raw materials). "
		"listed: the rulebook controls the code, its scope was not compared. conditional: only for a use, a user or a "
		"notice. "
		"none: no control known. unknown: the item is not classified there and no row of the table is its own.\n"
		"Day: since when; (day): of the rule, the code itself may be younger; \xe2\x89\xa5"
		"day: not before. W Wassenaar, M MTCR: "
		"already agreed there; P plurilateral, N national: new.\n"
		"* unverified, confirm before relying on it. ~ several rows of the table have the code: told apart by the "
		"title, or not "
		"at all. A column \"control\" in the file can name the row.\n");
	if (!v->table.n_groups)
		xctl_buf_puts(
			&line, "The snapshot has no table regimes/controls.tsv: scopes and agreements are not compared.\n");
	xctl_buf_char(v->out, '\n');
	desk_wrap(v->out, xctl_buf_view(&line), v->view->width, 0);
	v->out->failed |= line.failed;
	xctl_buf_drop(&line);
}

static void write_table(const covering *v)
{
	desk_column columns[2 + COVERAGE_GOVERNMENTS] = { { .title = "ITEM", .least = 4, .most = 16 },
		{ .title = "TITLE", .least = 18, .most = 48 } };
	char titles[COVERAGE_GOVERNMENTS][24];
	desk_table table = { .arena = v->arena, .columns = columns, .n_columns = 2 + v->n_governments };
	for (unsigned g = 0; g < v->n_governments; g++) {
		size_t len = v->governments[g].len < sizeof titles[g] - 1 ? v->governments[g].len : sizeof titles[g] - 1;
		memcpy(titles[g], v->governments[g].at, len);
		titles[g][len] = '\0';
		columns[2 + g] = (desk_column){ .title = titles[g], .least = 12 };
	}
	for (uint32_t i = 0; i < v->items.count; i++) {
		xctl_str cells[2 + COVERAGE_GOVERNMENTS] = { v->items.at[i].name, v->items.at[i].title };
		for (unsigned g = 0; g < v->n_governments; g++)
			cells[2 + g] = cell_text(v, at(v, i, g));
		desk_table_row(&table, DESK_PLAIN, cells);
	}
	desk_table_write(v->out, &table, v->view->width, v->view->colour);
	write_legend(v);
}

static xctl_str rule_name(const covering *v, const cell *c)
{
	const law_book *book = &v->desk->snapshot.book;
	return c->head == XCTL_NONE ? (xctl_str){ 0 } : law_str(book, book->heads[c->head].name);
}

static void json_cell(const covering *v, xctl_json *w, const cell *c)
{
	xctl_json_object(w);
	xctl_json_key(w, "scope"), xctl_json_text(w, c->word);
	xctl_json_key(w, "since"), xctl_json_date(w, c->since);
	xctl_json_key(w, "basis"), c->basis.len ? xctl_json_str(w, c->basis) : xctl_json_null(w);
	xctl_json_key(w, "status");
	if (is_word(c, "unknown"))
		xctl_json_null(w);
	else
		xctl_json_text(w, c->unverified ? "unverified" : "verified");
	if (c->control.len)
		xctl_json_key(w, "control"), xctl_json_str(w, c->control);
	if (c->shared)
		xctl_json_key(w, "shared_code"), xctl_json_bool(w, true);
	if (c->from != XCTL_DATE_NONE)
		xctl_json_key(w, "not_before"), xctl_json_date(w, c->from);
	if (c->later != XCTL_DATE_NONE)
		xctl_json_key(w, "begins"), xctl_json_date(w, c->later);
	if (c->head != XCTL_NONE) {
		xctl_json_key(w, "rule"), xctl_json_str(w, rule_name(v, c));
		xctl_json_key(w, "rule_since"), xctl_json_date(w, c->rule);
	}
	if (c->cites.len)
		xctl_json_key(w, "cites"), xctl_json_str(w, c->cites);
	if (c->says.len)
		xctl_json_key(w, "says"), xctl_json_str(w, c->says);
	xctl_json_end_object(w);
}

static void json_item(const covering *v, xctl_json *w, uint32_t i)
{
	char name[64];
	xctl_json_object(w);
	xctl_json_key(w, "item"), xctl_json_str(w, v->items.at[i].name);
	xctl_json_key(w, "title"), xctl_json_str(w, v->items.at[i].title);
	xctl_json_key(w, "controlled_by"), xctl_json_int(w, holders(v, i));
	xctl_json_key(w, "governments"), xctl_json_object(w);
	for (unsigned g = 0; g < v->n_governments; g++) {
		size_t len = v->governments[g].len < sizeof name - 1 ? v->governments[g].len : sizeof name - 1;
		memcpy(name, v->governments[g].at, len);
		name[len] = '\0';
		xctl_json_key(w, name);
		json_cell(v, w, at(v, i, g));
	}
	xctl_json_end_object(w);
	xctl_json_end_object(w);
}

static void write_ndjson(const covering *v)
{
	for (uint32_t i = 0; i < v->items.count; i++) {
		json_item(v, &(xctl_json){ .to = v->out }, i);
		xctl_buf_char(v->out, '\n');
	}
}

static void write_json(const covering *v)
{
	xctl_json *w = &(xctl_json){ .to = v->out };
	sums s = sum_up(v);
	xctl_json_object(w);
	xctl_json_key(w, "as_of"), xctl_json_date(w, v->as_of);
	xctl_json_key(w, "items"), xctl_json_array(w);
	for (uint32_t i = 0; i < v->items.count; i++)
		json_item(v, w, i);
	xctl_json_end_array(w);
	xctl_json_key(w, "controlled"), xctl_json_object(w);
	xctl_json_key(w, "by_all"), xctl_json_int(w, s.all);
	xctl_json_key(w, "by_several"), xctl_json_int(w, s.some);
	xctl_json_key(w, "by_one"), xctl_json_int(w, s.one);
	xctl_json_key(w, "by_none"), xctl_json_int(w, s.none);
	xctl_json_end_object(w);
	xctl_json_end_object(w);
	xctl_buf_char(v->out, '\n');
}

static void write_csv(const covering *v)
{
	xctl_buf_puts(v->out,
		"item,title,government,scope,since,basis,status,not_before,shared_code,control,rule,rule_since,begins,cites,"
		"says\n");
	for (uint32_t i = 0; i < v->items.count; i++)
		for (unsigned g = 0; g < v->n_governments; g++) {
			const cell *c = at(v, i, g);
			char since[11], from[11], rule[11], later[11];
			xctl_date_print(c->since, since);
			xctl_date_print(c->from, from);
			xctl_date_print(c->rule, rule);
			xctl_date_print(c->later, later);
			const char *status = is_word(c, "unknown") ? "" : c->unverified ? "unverified" : "verified";
			xctl_str cells[] = { v->items.at[i].name, v->items.at[i].title, v->governments[g], xctl_str_of(c->word),
				xctl_str_of(since), c->basis, xctl_str_of(status), xctl_str_of(from),
				c->shared ? XCTL_STR("yes") : XCTL_STR("no"), c->control,
				rule_name(v, c), xctl_str_of(rule), xctl_str_of(later), c->cites, c->says };
			for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
				xctl_buf_puts(v->out, k ? "," : "");
				xctl_csv_cell(v->out, cells[k]);
			}
			xctl_buf_char(v->out, '\n');
		}
}

static xctl_code read_all(covering *v, const char *csv, size_t length, const char *governments, const char *as_of,
	xctl_error *error)
{
	xctl_code code = read_governments(v, governments, error);
	if (code == XCTL_OK && as_of)
		code = desk_read_day(as_of, "as-of", &v->as_of, error);
	if (code == XCTL_OK)
		code = coverage_read_table(&v->table, v->desk, v->arena, error);
	if (code == XCTL_OK)
		code = xctl_csv_read((xctl_str){ csv, length }, &(xctl_csv_options){ .source = v->source }, read_row, v, error);
	if (code != XCTL_OK || v->items.count)
		return code;
	xctl_fail(error, XCTL_INPUT, "there is no item in it");
	xctl_at(error, v->source, 0, 0);
	xctl_hint(error, "give a heading (item,title,codes.US,codes.JP …) and at least one row");
	return XCTL_INPUT;
}

xctl_code xctl_coverage(xctl_desk *desk, const char *csv, size_t length, const char *source, const char *governments,
	const char *as_of, const xctl_view *view, xctl_write write, void *context, xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	covering v = {
		.desk = desk, .source = source, .view = view, .as_of = desk->today, .arena = &desk->work, .out = &buf
	};
	xctl_arena_reset(&desk->work);
	xctl_code code = read_all(&v, csv, length, governments, as_of, error);
	if (code == XCTL_OK)
		code = answer_all(&v, error);
	if (code == XCTL_OK) {
		if (view->format == XCTL_TABLE)
			write_table(&v);
		else if (view->format == XCTL_CSV)
			write_csv(&v);
		else if (view->format == XCTL_NDJSON)
			write_ndjson(&v);
		else
			write_json(&v);
		code = desk_flush(&buf, write, context, error);
	}
	xctl_buf_drop(&buf);
	return code;
}
