/* rules verify: the official text of today against the text that the book was written against. */
#include <stdlib.h>
#include <string.h>

#include "base/bits.h"
#include "desk/citations.h"
#include "desk/official.h"
#include "desk/rules.h"
#include "desk/table.h"
#include "format/csv.h"
#include "format/tsv.h"

enum { SAME, CHANGED, MISSING, UNKNOWN, STATES };
static const char *const state_words[] = { "same", "changed", "missing", "unknown" };

/* A section that the book has a hash of, or that the folder holds, or both. */
typedef struct section {
	xctl_str name, cited, as_of;
	xctl_digest was, is;
	int state;
	XCTL_LIST(uint32_t) rules; /* blocks that cite it */
} section;

typedef struct verifying {
	xctl_desk *desk;
	xctl_arena *arena;
	const char *folder;
	official_texts texts;
	XCTL_LIST(section) sections;
	xctl_map by_name;
	law_ast ast;
	uint32_t files, counts[STATES];
	xctl_error *error;
} verifying;

static xctl_code no_room(verifying *v)
{
	return xctl_fail_limit(v->error, "the texts");
}

static section *add_section(verifying *v, xctl_str name)
{
	section *s = XCTL_PUSH(v->arena, &v->sections);
	if (!s || !xctl_map_set(&v->by_name, name, v->sections.count - 1))
		return NULL;
	*s = (section){ .name = name };
	return s;
}

/* --- the hashes of the book --- */

static xctl_code read_hashes(verifying *v, const law_file *file)
{
	xctl_tsv table;
	xctl_str source = xctl_str_copy(v->arena, file->path);
	if (!source.at)
		return no_room(v);
	xctl_code code = xctl_tsv_read(&table, v->arena, file->text, source.at, v->error);
	for (uint32_t row = 0; code == XCTL_OK && row < table.n_rows; row++) {
		xctl_str name = xctl_tsv_cell(&table, row, xctl_tsv_column(&table, "section"));
		if (xctl_map_get(&v->by_name, name) != XCTL_NONE) {
			xctl_at(v->error, source.at, table.lines[row], 0);
			return xctl_fail(v->error, XCTL_INPUT, "%.*s has two hashes", XCTL_FMT(name));
		}
		section *s = add_section(v, name);
		if (!s)
			return no_room(v);
		s->cited = xctl_tsv_cell(&table, row, xctl_tsv_column(&table, "cited"));
		s->as_of = xctl_tsv_cell(&table, row, xctl_tsv_column(&table, "as_of"));
		s->state = MISSING;
		if (!xctl_unhex(xctl_tsv_cell(&table, row, xctl_tsv_column(&table, "hash")), &s->was)) {
			xctl_at(v->error, source.at, table.lines[row], 0);
			return xctl_fail(v->error, XCTL_INPUT, "not the SHA-256 of a text: 64 digits of base 16");
		}
	}
	return code;
}

static xctl_code read_book(verifying *v)
{
	static const char name[] = "text-hashes.tsv";
	xctl_code code = desk_read_rules(&v->ast, v->desk, v->arena, v->error);
	for (uint32_t i = 0; code == XCTL_OK && i < v->desk->snapshot.n_sources; i++) {
		law_file file;
		if (!desk_rule_source(v->desk, i, &file, v->error))
			return XCTL_DAMAGED;
		size_t length = sizeof name - 1;
		if (file.path.len > length && memcmp(file.path.at + file.path.len - length, name, length) == 0
			&& file.path.at[file.path.len - length - 1] == '/')
			code = read_hashes(v, &file);
	}
	return code;
}

/* --- the texts of the folder --- */

static xctl_code read_text(void *context, const char *relative, xctl_error *error)
{
	verifying *v = context;
	xctl_file file;
	xctl_str path = xctl_str_print(v->arena, "%s/%s", v->folder, relative);
	if (!path.at)
		return no_room(v);
	xctl_code code = xctl_file_map(&file, path.at, error);
	if (code != XCTL_OK)
		return code;
	v->files++;
	code = official_read(&v->texts, file.bytes, path.at, error);
	xctl_file_close(&file);
	return code;
}

static xctl_code read_folder(verifying *v)
{
	v->texts.arena = v->texts.by_name.arena = v->arena;
	xctl_code code = xctl_file_walk(v->folder, ".xml", read_text, v, v->error);
	if (code == XCTL_OK && !v->texts.at.count) {
		xctl_fail(v->error, XCTL_INPUT, "there is no official text in %s", v->folder);
		xctl_hint(v->error, "put the XML of the eCFR or of e-Gov there, as .xml");
		code = XCTL_INPUT;
	}
	for (uint32_t i = 0; code == XCTL_OK && i < v->texts.at.count; i++) {
		const official_section *t = &v->texts.at.at[i];
		uint32_t at = xctl_map_get(&v->by_name, t->name);
		section *s = at == XCTL_NONE ? add_section(v, t->name) : &v->sections.at[at];
		if (!s)
			return no_room(v);
		s->is = t->hash;
		s->state = at == XCTL_NONE ? UNKNOWN : memcmp(&s->was, &s->is, sizeof s->is) == 0 ? SAME : CHANGED;
		if (!s->cited.len)
			s->cited = t->cited;
	}
	return code;
}

/* --- the rules that rest on them --- */

static xctl_code find_rules(verifying *v)
{
	desk_citations citations = { .arena = v->arena };
	uint32_t n = v->sections.count, n_words = XCTL_WORDS(n + 1);
	uint64_t *named = XCTL_NEW_ARRAY(v->arena, uint64_t, n_words);
	for (uint32_t i = 0; named && i < n; i++)
		if (v->sections.at[i].cited.len && !desk_citations_add(&citations, v->sections.at[i].cited, i))
			return no_room(v);
	if (!named)
		return no_room(v);
	for (uint32_t i = 0; i < v->ast.blocks.count; i++) {
		xctl_str cites = law_block_text(&v->ast.blocks.at[i], "cites");
		if (!cites.len)
			continue;
		memset(named, 0, n_words * sizeof *named);
		desk_citations_find(&citations, cites, named);
		for (uint32_t k = xctl_bit_next(named, n, 0); k < n; k = xctl_bit_next(named, n, k + 1)) {
			uint32_t *slot = XCTL_PUSH(v->arena, &v->sections.at[k].rules);
			if (!slot)
				return no_room(v);
			*slot = i;
		}
	}
	for (uint32_t i = 0; i < n; i++)
		v->counts[v->sections.at[i].state]++;
	return XCTL_OK;
}

/* Changed first; within a state as the texts and the book have them. */
static int by_state(const void *a, const void *b)
{
	static const int order[] = { [CHANGED] = 0, [MISSING] = 1, [UNKNOWN] = 2, [SAME] = 3 };
	const section *x = a, *y = b;
	int difference = order[x->state] - order[y->state];
	return difference ? difference : xctl_str_cmp(x->name, y->name);
}

/* --- showing --- */

static void show_table(const verifying *v, const xctl_view *view, xctl_buf *out)
{
	static const desk_column columns[] = { { .title = "SECTION", .least = 24, .painted = true },
		{ .title = "TEXT", .painted = true }, { .title = "RULES", .right = true }, { .title = "WRITTEN AGAINST", .least = 10 } };
	static const desk_style styles[] = { DESK_GOOD, DESK_BAD, DESK_WARN, DESK_FAINT };
	desk_table table = { .arena = v->arena, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	for (uint32_t i = 0; i < v->sections.count; i++) {
		const section *s = &v->sections.at[i];
		if (s->state == UNKNOWN && !s->rules.count) /* nothing in the book rests on it */
			continue;
		xctl_str cells[] = { s->name, xctl_str_of(state_words[s->state]), xctl_str_print(v->arena, "%u", s->rules.count), s->as_of };
		desk_table_row(&table, styles[s->state], cells);
		for (uint32_t k = 0; s->state == CHANGED && k < s->rules.count; k++) {
			const law_block *b = &v->ast.blocks.at[s->rules.at[k]];
			desk_table_note(&table, xctl_str_print(v->arena, "%.*s  %.*s:%u", XCTL_FMT(law_block_name(b)),
							XCTL_FMT(v->ast.sources.at[b->place.file].path), b->place.line));
		}
	}
	desk_table_write(out, &table, view->width ? view->width : DESK_WIDTH, view->colour);
}

static void show_csv(const verifying *v, xctl_buf *out)
{
	char hex[65];
	xctl_buf_puts(out, "section,state,rules,as_of,hash\n");
	for (uint32_t i = 0; i < v->sections.count; i++) {
		const section *s = &v->sections.at[i];
		xctl_hex(&s->is, hex);
		xctl_csv_cell(out, s->name);
		xctl_buf_printf(out, ",%s,%u,%.*s,%s\n", state_words[s->state], s->rules.count, XCTL_FMT(s->as_of),
			s->state == MISSING ? "" : hex);
	}
}

static void json_hash(xctl_json *w, const char *key, const xctl_digest *digest, bool known)
{
	char hex[65];
	xctl_hex(digest, hex);
	xctl_json_key(w, key);
	xctl_json_text(w, known ? hex : NULL);
}

static void json_section(const verifying *v, const section *s, xctl_json *w)
{
	xctl_json_object(w);
	xctl_json_key(w, "section"), xctl_json_str(w, s->name);
	xctl_json_key(w, "state"), xctl_json_text(w, state_words[s->state]);
	json_hash(w, "hash", &s->is, s->state != MISSING);
	json_hash(w, "was", &s->was, s->state != UNKNOWN);
	xctl_json_key(w, "as_of");
	if (s->as_of.len)
		xctl_json_str(w, s->as_of);
	else
		xctl_json_null(w);
	xctl_json_key(w, "rules"), xctl_json_array(w);
	for (uint32_t k = 0; k < s->rules.count; k++) {
		const law_block *b = &v->ast.blocks.at[s->rules.at[k]];
		xctl_json_object(w);
		xctl_json_key(w, "name"), xctl_json_str(w, law_block_name(b));
		xctl_json_key(w, "file"), xctl_json_str(w, v->ast.sources.at[b->place.file].path);
		xctl_json_key(w, "line"), xctl_json_int(w, b->place.line);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
	xctl_json_end_object(w);
}

static void show_json(const verifying *v, bool lines, xctl_buf *out)
{
	xctl_json *w = &(xctl_json){ .to = out };
	if (!lines) {
		xctl_json_object(w);
		for (int i = 0; i < STATES; i++)
			xctl_json_key(w, state_words[i]), xctl_json_int(w, v->counts[i]);
		xctl_json_key(w, "sections"), xctl_json_array(w);
	}
	for (uint32_t i = 0; i < v->sections.count; i++) {
		json_section(v, &v->sections.at[i], lines ? &(xctl_json){ .to = out } : w);
		if (lines)
			xctl_buf_char(out, '\n');
	}
	if (lines)
		return;
	xctl_json_end_array(w);
	xctl_json_end_object(w);
	xctl_buf_char(out, '\n');
}

xctl_code xctl_rule_verify(xctl_rule_verify_result *result, xctl_desk *desk, const char *folder, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	xctl_arena_reset(&desk->work);
	verifying v = { .desk = desk, .arena = &desk->work, .folder = folder, .by_name.arena = &desk->work, .error = error };
	xctl_code code = read_book(&v);
	if (code == XCTL_OK)
		code = read_folder(&v);
	if (code == XCTL_OK)
		code = find_rules(&v);
	if (code == XCTL_OK) {
		qsort(v.sections.at, v.sections.count, sizeof *v.sections.at, by_state);
		if (view->format == XCTL_TABLE)
			show_table(&v, view, &buf);
		else if (view->format == XCTL_CSV)
			show_csv(&v, &buf);
		else
			show_json(&v, view->format == XCTL_NDJSON, &buf);
		code = desk_flush(&buf, write, context, error);
	}
	if (code == XCTL_OK)
		*result = (xctl_rule_verify_result){ .files = v.files, .same = v.counts[SAME], .changed = v.counts[CHANGED],
			.missing = v.counts[MISSING], .unknown = v.counts[UNKNOWN] };
	xctl_buf_drop(&buf);
	return code;
}
