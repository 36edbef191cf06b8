/* rules show --coverage: counting what the book has of each part of the law. */
#include <string.h>

#include "base/bits.h"
#include "desk/outline.h"
#include "desk/rules.h"
#include "format/tsv.h"

const char *const outline_depth_words[] = { "none", "partial", "full" };

typedef struct counting {
	outline *o;
	const xctl_desk *desk;
	law_ast ast;
	struct {
		xctl_str name; /* "US" */
		desk_citations citations;
	} governments[32];
	uint32_t n_governments;
	uint32_t n_words;   /* of a set of parts */
	uint64_t *named;    /* the set at hand */
	xctl_map rules;     /* base names, to their sets */
	XCTL_LIST(uint64_t *) sets;
	xctl_error *error;
} counting;

static xctl_code no_room(counting *c)
{
	return xctl_fail_limit(c->error, "the outline of the law");
}

static xctl_code fault(counting *c, const char *source, uint32_t line, const char *fmt, ...) XCTL_PRINTF(4, 5);

static xctl_code fault(counting *c, const char *source, uint32_t line, const char *fmt, ...)
{
	char text[600];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	xctl_str *slot = XCTL_PUSH(c->o->arena, &c->o->faults);
	if (!slot)
		return no_room(c);
	*slot = xctl_str_print(c->o->arena, "%s:%u: %s", source, line, text);
	return slot->at ? XCTL_OK : no_room(c);
}

/* --- the tables --- */

static desk_citations *citations_of(counting *c, xctl_str government)
{
	for (uint32_t i = 0; i < c->n_governments; i++)
		if (xctl_str_eq_nocase(c->governments[i].name, government))
			return &c->governments[i].citations;
	return NULL;
}

static desk_citations *add_government(counting *c, xctl_str name)
{
	desk_citations *found = citations_of(c, name);
	if (found || c->n_governments == sizeof c->governments / sizeof *c->governments)
		return found;
	c->governments[c->n_governments].name = name;
	c->governments[c->n_governments].citations.arena = c->o->arena;
	return &c->governments[c->n_governments++].citations;
}

/* A law's parts stand together, so that a new name begins a new law. */
static outline_law *law_of(outline *o, const outline_part *part)
{
	outline_law *last = o->laws.count ? &o->laws.at[o->laws.count - 1] : NULL;
	if (last && xctl_str_eq(last->law, part->law) && xctl_str_eq(last->government, part->government))
		return last;
	last = XCTL_PUSH(o->arena, &o->laws);
	if (last)
		*last = (outline_law){ part->government, part->law, o->parts.count - 1, 0, { 0 }, XCTL_DATE_NONE };
	return last;
}

static xctl_code read_depth(counting *c, outline_part *part, xctl_str depth, xctl_str as_of)
{
	bool known = false;
	for (int i = OUTLINE_NONE; i <= OUTLINE_FULL; i++)
		if (xctl_str_is(depth, outline_depth_words[i])) {
			part->depth = (outline_depth)i;
			known = true;
		}
	part->as_of = XCTL_DATE_NONE;
	if (!known)
		return fault(c, part->source, part->line, "the depth is full, partial or none, not \"%.*s\"", XCTL_FMT(depth));
	if (part->depth == OUTLINE_NONE ? as_of.len != 0 : !xctl_date_parse(as_of, &part->as_of))
		return fault(c, part->source, part->line, part->depth == OUTLINE_NONE
				? "a part that is not in the book has no day of its text"
				: "the day of the text is missing: YYYY-MM-DD");
	if (part->depth == OUTLINE_PARTIAL && !part->left_out.len)
		return fault(c, part->source, part->line, "a partial part says what is left out");
	if (part->depth == OUTLINE_FULL && part->left_out.len)
		return fault(c, part->source, part->line, "a part in full leaves nothing out");
	return XCTL_OK;
}

static xctl_code read_table(counting *c, const law_file *file)
{
	static const char *const names[] = { "government", "law", "part", "title", "cited", "depth", "as_of", "left_out" };
	enum { GOVERNMENT, LAW, PART, TITLE, CITED, DEPTH, AS_OF, LEFT_OUT, N };
	uint32_t column[N];
	xctl_tsv table;
	xctl_str source = xctl_str_copy(c->o->arena, file->path);
	if (!source.at)
		return no_room(c);
	xctl_code code = xctl_tsv_read(&table, c->o->arena, file->text, source.at, c->error);
	for (int i = 0; code == XCTL_OK && i < N; i++) {
		column[i] = xctl_tsv_column(&table, names[i]);
		if (column[i] == XCTL_NONE) {
			xctl_at(c->error, source.at, 0, 0);
			code = xctl_fail(c->error, XCTL_INPUT, "a table of coverage has the column \"%s\"", names[i]);
		}
	}
	for (uint32_t row = 0; code == XCTL_OK && row < table.n_rows; row++) {
		outline_part *part = XCTL_PUSH(c->o->arena, &c->o->parts);
		if (!part)
			return no_room(c);
		xctl_str cell[N];
		for (int i = 0; i < N; i++)
			cell[i] = xctl_tsv_cell(&table, row, column[i]);
		*part = (outline_part){ .government = cell[GOVERNMENT], .law = cell[LAW], .part = cell[PART], .title = cell[TITLE],
			.left_out = cell[LEFT_OUT], .source = source.at, .line = table.lines[row] };
		outline_law *law = law_of(c->o, part);
		desk_citations *citations = add_government(c, part->government);
		if (!law || !citations || !desk_citations_add(citations, cell[CITED], c->o->parts.count - 1))
			return no_room(c);
		law->count++;
		part->whole = (uint32_t)(law - c->o->laws.at);
		code = read_depth(c, part, cell[DEPTH], cell[AS_OF]);
		if (part->as_of != XCTL_DATE_NONE && (law->as_of == XCTL_DATE_NONE || part->as_of < law->as_of))
			law->as_of = part->as_of;
	}
	return code;
}

/* --- counting --- */

static bool is_table(xctl_str path, const char *name)
{
	size_t length = strlen(name);
	return path.len >= length && memcmp(path.at + path.len - length, name, length) == 0
		&& (path.len == length || path.at[path.len - length - 1] == '/');
}

/* Adds to one of the counts of every part in the set, and once to that of each law. */
static void add(outline *o, const uint64_t *set, size_t count, uint32_t n)
{
	uint32_t law = XCTL_NONE;
	for (uint32_t i = xctl_bit_next(set, o->parts.count, 0); i < o->parts.count; i = xctl_bit_next(set, o->parts.count, i + 1)) {
		*(uint32_t *)((char *)&o->parts.at[i].n + count) += n;
		if (o->parts.at[i].whole == law) /* parts of a law stand together */
			continue;
		law = o->parts.at[i].whole;
		*(uint32_t *)((char *)&o->laws.at[law].n + count) += n;
	}
}

static void name_first(outline *o, const uint64_t *set, xctl_str by)
{
	for (uint32_t i = xctl_bit_next(set, o->parts.count, 0); i < o->parts.count; i = xctl_bit_next(set, o->parts.count, i + 1))
		if (!o->parts.at[i].cited_by.len)
			o->parts.at[i].cited_by = by;
}

/* Which parts a rule's name stands for; examples are counted by it. */
static xctl_code keep_set(counting *c, xctl_str name)
{
	uint32_t at = xctl_map_get(&c->rules, name);
	if (at == XCTL_NONE) {
		uint64_t **slot = XCTL_PUSH(c->o->arena, &c->sets);
		uint64_t *set = XCTL_NEW_ARRAY(c->o->arena, uint64_t, c->n_words);
		if (!slot || !set || !xctl_map_set(&c->rules, name, c->sets.count - 1))
			return no_room(c);
		*slot = set;
		at = c->sets.count - 1;
	}
	for (uint32_t w = 0; w < c->n_words; w++)
		c->sets.at[at][w] |= c->named[w];
	return XCTL_OK;
}

static xctl_code count_block(counting *c, const law_block *b)
{
	xctl_str cites = law_block_text(b, "cites"), name = law_block_name(b), rest = name;
	xctl_str government = xctl_str_cut(&rest, '.');
	if (!cites.len)
		return XCTL_OK;
	char source[256];
	snprintf(source, sizeof source, "%.*s", XCTL_FMT(c->ast.sources.at[b->place.file].path));
	const desk_citations *citations = citations_of(c, government);
	if (!citations)
		return fault(c, source, b->place.line, "%.*s is of a government without an outline", XCTL_FMT(name));
	memset(c->named, 0, c->n_words * sizeof *c->named);
	xctl_str unknown = desk_citations_find(citations, cites, c->named);
	if (unknown.len) {
		xctl_code code = fault(c, source, b->place.line, "%.*s cites \"%.*s\", which stands in no part of the outline",
			XCTL_FMT(name), XCTL_FMT(unknown));
		if (code != XCTL_OK)
			return code;
	}
	name_first(c->o, c->named, name);
	if (b->kind == LAW_SUSPEND || b->kind == LAW_OVERRIDES)
		return XCTL_OK;
	add(c->o, c->named, offsetof(outline_counts, rules), 1);
	if (strcmp(desk_rule_status(&c->ast, b, (xctl_str){ 0 }, c->desk->today), "unverified") == 0)
		add(c->o, c->named, offsetof(outline_counts, unverified), 1);
	return keep_set(c, name);
}

/* What the table's head says of it must bear out what the outline says of the parts that it is drawn from. */
static xctl_code hold_against(counting *c, const xctl_tsv *table, xctl_str path)
{
	xctl_date verified = XCTL_DATE_NONE;
	bool whole = xctl_str_is(xctl_tsv_head(table, "completeness"), "full");
	bool read = xctl_date_parse(xctl_tsv_head(table, "verified"), &verified);
	for (uint32_t i = 0; i < c->o->parts.count; i++) {
		const outline_part *part = &c->o->parts.at[i];
		xctl_code code = XCTL_OK;
		if (!xctl_bit(c->named, i) || part->depth == OUTLINE_NONE)
			continue;
		if (part->depth == OUTLINE_FULL && (!whole || !read))
			code = fault(c, part->source, part->line, "said to be full, but %.*s is %s", XCTL_FMT(path),
				whole ? "not verified" : "an excerpt");
		else if (read && verified < part->as_of)
			code = fault(c, part->source, part->line, "its text is said to be newer than %.*s, which was verified on %.*s",
				XCTL_FMT(path), XCTL_FMT(xctl_tsv_head(table, "verified")));
		if (code != XCTL_OK)
			return code;
	}
	return XCTL_OK;
}

static xctl_code count_table(counting *c, const law_file *file)
{
	xctl_str rest = file->path, government = xctl_str_cut(&rest, '/');
	const desk_citations *citations = citations_of(c, government);
	if (!citations || !rest.len)
		return XCTL_OK;
	char source[256];
	xctl_tsv table;
	snprintf(source, sizeof source, "%.*s", XCTL_FMT(file->path));
	xctl_code code = xctl_tsv_read(&table, c->o->arena, file->text, source, c->error);
	if (code != XCTL_OK)
		return code;
	uint32_t cites = xctl_tsv_column(&table, "cites");
	xctl_str last = { 0 };
	for (uint32_t row = 0; row < table.n_rows; row++) {
		xctl_str cell = xctl_tsv_cell(&table, row, cites);
		if (row == 0 || !xctl_str_eq(cell, last)) {
			memset(c->named, 0, c->n_words * sizeof *c->named);
			desk_citations_find(citations, cell.len ? cell : xctl_tsv_head(&table, "source"), c->named);
			last = cell;
		}
		add(c->o, c->named, offsetof(outline_counts, rows), 1);
		name_first(c->o, c->named, file->path);
	}
	memset(c->named, 0, c->n_words * sizeof *c->named);
	desk_citations_find(citations, xctl_tsv_head(&table, "source"), c->named);
	if (xctl_bit_next(c->named, c->o->parts.count, 0) == c->o->parts.count)
		return fault(c, source, 1, "its source stands in no part of the outline");
	return hold_against(c, &table, file->path);
}

static bool is_name_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
}

/* The parts of every rule that the example expects something of. */
static void count_example(counting *c, const law_block *b)
{
	memset(c->named, 0, c->n_words * sizeof *c->named);
	for (uint32_t i = 0; i < b->lines.count; i++) {
		xctl_str text = b->lines.at[i].text;
		for (size_t at = 0; xctl_str_is(b->lines.at[i].key, "expect") && at < text.len;) {
			size_t start = at;
			while (at < text.len && is_name_letter(text.at[at]))
				at++;
			uint32_t set = xctl_map_get(&c->rules, (xctl_str){ text.at + start, at - start });
			for (uint32_t w = 0; set != XCTL_NONE && w < c->n_words; w++)
				c->named[w] |= c->sets.at[set][w];
			at += at == start;
		}
	}
	add(c->o, c->named, offsetof(outline_counts, examples), 1);
}

static xctl_code check_part(counting *c, const outline_part *part)
{
	if (part->depth == OUTLINE_NONE && part->cited_by.len)
		return fault(c, part->source, part->line, "said not to be in the book, but %.*s cites it", XCTL_FMT(part->cited_by));
	if (part->depth != OUTLINE_NONE && !part->n.rules && !part->n.rows)
		return fault(c, part->source, part->line, "said to be %s, but no rule and no table cites it",
			outline_depth_words[part->depth]);
	if (part->depth == OUTLINE_FULL && part->n.unverified)
		return fault(c, part->source, part->line, "said to be full, but %u of its rules are unverified", part->n.unverified);
	return XCTL_OK;
}

static xctl_code read_tables(counting *c)
{
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; code == XCTL_OK && i < c->desk->snapshot.n_sources; i++) {
		law_file file;
		if (!desk_rule_source(c->desk, i, &file, c->error))
			return XCTL_DAMAGED;
		if (is_table(file.path, "coverage.tsv"))
			code = read_table(c, &file);
	}
	c->n_words = XCTL_WORDS(c->o->parts.count + 1);
	c->named = XCTL_NEW_ARRAY(c->o->arena, uint64_t, c->n_words);
	return code == XCTL_OK && !c->named ? no_room(c) : code;
}

static xctl_code count_tables(counting *c)
{
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; code == XCTL_OK && i < c->desk->snapshot.n_sources; i++) {
		law_file file;
		if (!desk_rule_source(c->desk, i, &file, c->error))
			return XCTL_DAMAGED;
		bool tsv = file.path.len > 4 && memcmp(file.path.at + file.path.len - 4, ".tsv", 4) == 0;
		if (tsv && !is_table(file.path, "coverage.tsv") && !is_table(file.path, "text-hashes.tsv"))
			code = count_table(c, &file);
	}
	return code;
}

xctl_code outline_read(outline *out, const xctl_desk *desk, xctl_arena *arena, xctl_error *error)
{
	*out = (outline){ .arena = arena };
	counting c = { .o = out, .desk = desk, .rules.arena = arena, .error = error };
	xctl_code code = desk_read_rules(&c.ast, desk, arena, error);
	if (code == XCTL_OK)
		code = read_tables(&c);
	for (uint32_t i = 0; code == XCTL_OK && i < c.ast.blocks.count; i++)
		code = count_block(&c, &c.ast.blocks.at[i]);
	if (code == XCTL_OK)
		code = count_tables(&c);
	for (uint32_t i = 0; code == XCTL_OK && i < c.ast.blocks.count; i++)
		if (c.ast.blocks.at[i].kind == LAW_EXAMPLE)
			count_example(&c, &c.ast.blocks.at[i]);
	for (uint32_t i = 0; code == XCTL_OK && i < out->parts.count; i++)
		code = check_part(&c, &out->parts.at[i]);
	return code;
}

xctl_code xctl_rule_outline(xctl_rule_outline_result *result, xctl_desk *desk, const char *governments, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error)
{
	outline o;
	xctl_buf buf = { .ceiling = desk->ceiling };
	xctl_arena_reset(&desk->work);
	xctl_code code = desk_check_governments(desk, governments, error);
	if (code == XCTL_OK)
		code = outline_read(&o, desk, &desk->work, error);
	if (code == XCTL_OK) {
		outline_show(&o, governments, view, &buf);
		code = desk_flush(&buf, write, context, error);
	}
	if (code == XCTL_OK)
		*result = (xctl_rule_outline_result){ .parts = o.parts.count, .faults = o.faults.count };
	xctl_buf_drop(&buf);
	return code;
}
