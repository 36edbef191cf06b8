/* doctor: what answers stand on, whether it is sound, and how to mend what is not. */
#include <stdio.h>
#include <string.h>

#include "desk/desk.h"
#include "desk/table.h"
#include "format/csv.h"
#include "law/parse.h"
#include "text/fold.h"

typedef enum soundness { SOUND, NOTE, WRONG } soundness;
static const char *const soundness_words[] = { "ok", "note", "WRONG" };

typedef struct finding {
	const char *about;
	soundness soundness;
	xctl_str says, mend;
} finding;

typedef struct examining {
	xctl_desk *desk;
	xctl_arena *arena;
	struct {
		finding *at;
		uint32_t count, room;
	} findings;
	bool failed, healthy;
} examining;

static void find(examining *x, const char *about, soundness sound, const char *mend, const char *fmt, ...)
	XCTL_PRINTF(5, 6);

static void find(examining *x, const char *about, soundness sound, const char *mend, const char *fmt, ...)
{
	char text[1024];
	va_list args;
	va_start(args, fmt);
	vsnprintf(text, sizeof text, fmt, args);
	va_end(args);
	finding *f = XCTL_PUSH(x->arena, &x->findings);
	xctl_str says = xctl_str_copy(x->arena, xctl_str_of(text)), how = xctl_str_copy(x->arena, xctl_str_of(mend));
	if (!f || !says.at || !how.at) {
		x->failed = true;
		return;
	}
	*f = (finding){ about, sound, says, how };
	x->healthy &= sound != WRONG;
}

static void examine_snapshot(examining *x)
{
	const xctl_snapshot *s = &x->desk->snapshot;
	xctl_error error = { 0 };
	char hash[65];
	xctl_hex(&s->hash, hash);
	if (xctl_snapshot_check(s, &error) == XCTL_OK)
		find(x, "snapshot", SOUND, "", "sha256:%s, %zu bytes, each as it was written", hash, s->file.bytes.len);
	else
		find(x, "snapshot", WRONG, error.hint[0] ? error.hint : "build the snapshot again", "sha256:%s: %s", hash,
			error.what);
}

/* Counts blocks in the sources: heads are unrolled, a person counts what is written. */
static void examine_rulebook(examining *x)
{
	const xctl_snapshot *s = &x->desk->snapshot;
	law_ast ast = { .arena = x->arena };
	uint32_t n[LAW_EXAMPLE + 1] = { 0 };
	xctl_error error = { 0 };
	char hash[65];
	law_file file;
	xctl_hex(&s->rulebook_hash, hash);
	for (uint32_t i = 0; i < s->n_sources; i++) {
		bool there = xctl_snapshot_source(s, i, &file);
		bool prose = there && file.path.len > 3 && memcmp(file.path.at + file.path.len - 3, ".md", 3) == 0;
		if (!there || (prose && law_parse(&ast, file.path, file.text, &error) != XCTL_OK)) {
			find(x, "rulebook", WRONG, "build the snapshot again", "sha256:%s: a source cannot be read%s%s", hash,
				error.what[0] ? ": " : "", error.what);
			return;
		}
	}
	for (uint32_t i = 0; i < ast.blocks.count; i++)
		n[ast.blocks.at[i].kind]++;
	find(x, "rulebook", SOUND, "", "sha256:%s; files %u, regimes %u, rules %u, facts %u, exceptions %u, duties %u, "
		"conflicts %u, questions %u, examples %u", hash, s->n_sources, n[LAW_REGIME], n[LAW_RULE], n[LAW_FACT],
		n[LAW_EXCEPTION], n[LAW_DUTY], n[LAW_CONFLICT], n[LAW_QUESTION], n[LAW_EXAMPLE]);
}

static void examine_unicode(examining *x)
{
	xctl_str with = x->desk->snapshot.folded_with;
	const char *running = xctl_fold_version();
	if (xctl_str_is(with, running))
		find(x, "names", SOUND, "", "%u names folded with Unicode library %s, as this program does",
			x->desk->snapshot.names.n_names, running);
	else
		find(x, "names", WRONG, "build the snapshot again with this program",
			"folded with Unicode library %.*s, this program has %s: a name may be missed", XCTL_FMT(with), running);
}

static void examine_list(examining *x, uint32_t i)
{
	xctl_list l;
	uint32_t first, entries;
	char day[11];
	if (!xctl_lists_head(&x->desk->snapshot.lists, i, &l)
		|| !xctl_lists_range(&x->desk->snapshot.lists, i, &first, &entries)) {
		find(x, "list", WRONG, "build the snapshot again", "list %u cannot be read", i + 1);
		return;
	}
	uint32_t age = desk_age_days(&l, x->desk->today);
	xctl_date_print(l.as_of, day);
	if (age > l.max_age_days)
		find(x, "list", WRONG, "import the publisher's newest version and build the snapshot again",
			"%.*s of %s is %u day%s old, %u are allowed: no answer that needs it is clear", XCTL_FMT(l.id), day, age,
			age == 1 ? "" : "s", l.max_age_days);
	else if (l.excerpt)
		find(x, "list", NOTE, "import the publisher's full list and build the snapshot again",
			"%.*s of %s, %u day%s old: an excerpt (%u listed), who is not found may still be listed", XCTL_FMT(l.id),
			day, age, age == 1 ? "" : "s", entries);
	else
		find(x, "list", SOUND, "", "%.*s of %s, %u day%s old, %u listed", XCTL_FMT(l.id), day, age,
			age == 1 ? "" : "s", entries);
}

/* Lists that a regime needs before it may say clear, and that nobody loaded. */
static void examine_missing(examining *x)
{
	const law_book *b = &x->desk->snapshot.book;
	for (uint32_t i = 0; i < b->n_lists; i++) {
		xctl_str id = law_str(b, b->lists[i]), wants = { 0 };
		for (uint32_t r = 0; r < b->n_regimes && !wants.len; r++)
			for (uint32_t k = 0; k < b->regimes[r].lists.n; k++)
				if (b->links[b->regimes[r].lists.from + k] == i)
					wants = law_str(b, b->regimes[r].name);
		if (wants.len && xctl_lists_find(&x->desk->snapshot.lists, id) == XCTL_NONE)
			find(x, "list", WRONG, "import it and build the snapshot again",
				"%.*s is not loaded: %.*s says nothing clear without it", XCTL_FMT(id), XCTL_FMT(wants));
	}
}

static void examine_store(examining *x)
{
	xctl_store_status status;
	xctl_error error = { 0 };
	if (x->desk->warning[0]) {
		find(x, "store", WRONG, "name another file with --store, or mend this one", "%s", x->desk->warning);
		return;
	}
	if (!x->desk->store) {
		find(x, "store", NOTE, "name a file with --store to keep decisions", "none: decisions are not kept");
		return;
	}
	xctl_code code = xctl_store_verify(x->desk->store, &error);
	if (code == XCTL_OK)
		code = xctl_store_status_get(x->desk->store, &status, &error);
	if (code != XCTL_OK)
		find(x, "store", WRONG, error.hint[0] ? error.hint : "restore it from a copy", "%s", error.what);
	else
		find(x, "store", SOUND, "", "%llu decisions and %llu adjudications, schema %u, its pages agree",
			(unsigned long long)status.decisions, (unsigned long long)status.adjudications, status.schema);
}

static void examine(examining *x)
{
	x->healthy = true;
	examine_snapshot(x);
	examine_rulebook(x);
	examine_unicode(x);
	for (uint32_t i = 0; i < x->desk->snapshot.lists.n_lists; i++)
		examine_list(x, i);
	examine_missing(x);
	examine_store(x);
}

/* --- showing --- */

static void write_table(const examining *x, const xctl_view *view, xctl_buf *out)
{
	static const desk_column columns[] = { { .title = "CHECK", .least = 8 },
		{ .title = "STATE", .least = 5, .painted = true }, { .title = "FOUND", .least = 40 } };
	static const desk_style styles[] = { DESK_GOOD, DESK_WARN, DESK_BAD };
	desk_table table = { .arena = x->arena, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	for (uint32_t i = 0; i < x->findings.count; i++) {
		const finding *f = &x->findings.at[i];
		xctl_buf found = { 0 };
		xctl_buf_str(&found, f->says);
		if (f->mend.len)
			xctl_buf_printf(&found, "\nto mend: %.*s", XCTL_FMT(f->mend));
		desk_table_row(&table, styles[f->soundness], (xctl_str[]){ xctl_str_of(f->about),
			xctl_str_of(soundness_words[f->soundness]), desk_keep(x->arena, &found, out) });
	}
	desk_table_write(out, &table, view->width, view->colour);
	xctl_buf_puts(out, x->healthy ? "Sound.\n" : "Something is wrong: see the lines marked WRONG.\n");
}

static void json_finding(xctl_json *w, const finding *f)
{
	static const char *const words[] = { "ok", "note", "wrong" };
	xctl_json_object(w);
	xctl_json_key(w, "check"), xctl_json_text(w, f->about);
	xctl_json_key(w, "state"), xctl_json_text(w, words[f->soundness]);
	xctl_json_key(w, "says"), xctl_json_str(w, f->says);
	xctl_json_key(w, "mend"), f->mend.len ? xctl_json_str(w, f->mend) : xctl_json_null(w);
	xctl_json_end_object(w);
}

static void write_json(const examining *x, xctl_buf *out)
{
	xctl_json *w = &(xctl_json){ .to = out };
	const xctl_snapshot *s = &x->desk->snapshot;
	const struct {
		const char *key;
		const xctl_digest *digest;
	} hashes[] = { { "snapshot", &s->hash }, { "rulebook", &s->rulebook_hash }, { "lists", &s->lists_hash } };
	xctl_json_object(w);
	xctl_json_key(w, "healthy"), xctl_json_bool(w, x->healthy);
	xctl_json_key(w, "version"), xctl_json_text(w, XCTL_VERSION);
	for (size_t i = 0; i < sizeof hashes / sizeof *hashes; i++) {
		char hex[65];
		xctl_hex(hashes[i].digest, hex);
		xctl_json_key(w, hashes[i].key), xctl_json_printf(w, "sha256:%s", hex);
	}
	xctl_json_key(w, "checks"), xctl_json_array(w);
	for (uint32_t i = 0; i < x->findings.count; i++)
		json_finding(w, &x->findings.at[i]);
	xctl_json_end_array(w);
	xctl_json_end_object(w);
	xctl_buf_char(out, '\n');
}

static void write_rows(const examining *x, xctl_format format, xctl_buf *out)
{
	if (format == XCTL_CSV)
		xctl_buf_puts(out, "check,state,says,mend\n");
	for (uint32_t i = 0; i < x->findings.count; i++) {
		const finding *f = &x->findings.at[i];
		if (format == XCTL_NDJSON) {
			json_finding(&(xctl_json){ .to = out }, f);
		} else {
			xctl_buf_printf(out, "%s,%s,", f->about, f->soundness == WRONG ? "wrong" : soundness_words[f->soundness]);
			xctl_csv_cell(out, f->says);
			xctl_buf_char(out, ',');
			xctl_csv_cell(out, f->mend);
		}
		xctl_buf_char(out, '\n');
	}
}

xctl_code xctl_doctor(xctl_desk *desk, const xctl_view *view, xctl_write write, void *context, bool *healthy,
	xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	examining x = { .desk = desk, .arena = &desk->work };
	xctl_arena_reset(&desk->work);
	examine(&x);
	if (view->format == XCTL_TABLE)
		write_table(&x, view, &buf);
	else if (view->format == XCTL_JSON)
		write_json(&x, &buf);
	else
		write_rows(&x, view->format, &buf);
	buf.failed |= x.failed;
	xctl_code code = desk_flush(&buf, write, context, error);
	if (code == XCTL_OK)
		*healthy = x.healthy;
	xctl_buf_drop(&buf);
	return code;
}
