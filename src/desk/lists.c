/* lists import, lists status: publishers' files into the project's own form, and how old the snapshot's lists are. */
#define _GNU_SOURCE /* strerrordesc_np: the reason in English whatever the locale */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "desk/desk.h"
#include "desk/table.h"
#include "format/csv.h"
#include "lists/import.h"

enum { MOST_BYTES = 1 << 30 };

/* One list on its way into the folder. */
typedef struct arrival {
	xctl_str path, beside; /* where it goes, and where it waits until all are written; both terminated */
	xctl_list_diff diff;   /* against the version that stood there */
	bool before;           /* there was one */
	bool waiting;          /* the file beside exists */
} arrival;

typedef struct importing {
	const char *folder;
	const xctl_view *view;
	const xctl_list *lists;
	uint32_t n;
	arrival *arrivals;
	xctl_import_report report;
	xctl_arena *arena;
	xctl_buf *out;
} importing;

/* --- import --- */

/* A list's id becomes a file's name: nothing in it may lead elsewhere. */
static xctl_code name_files(importing *m, uint32_t i, xctl_error *error)
{
	xctl_str id = m->lists[i].id;
	bool plain = id.len > 0 && id.len <= 64 && id.at[0] != '-';
	for (size_t k = 0; k < id.len; k++)
		plain &= (id.at[k] >= 'a' && id.at[k] <= 'z') || (id.at[k] >= '0' && id.at[k] <= '9') || id.at[k] == '-';
	if (!plain) {
		xctl_fail(error, XCTL_INPUT, "a list is called \"%.*s\"", XCTL_FMT(id));
		xctl_hint(error, "a list's name is of small letters, digits and hyphens: us-entity");
		return XCTL_INPUT;
	}
	m->arrivals[i].path = xctl_str_print(m->arena, "%s/%.*s.tsv", m->folder, XCTL_FMT(id));
	m->arrivals[i].beside = xctl_str_print(m->arena, "%s/.%.*s.tsv.arriving", m->folder, XCTL_FMT(id));
	return m->arrivals[i].path.at && m->arrivals[i].beside.at ? XCTL_OK : xctl_fail_limit(error, "the import");
}

/* An older version must not take a newer one's place. A feed that lost many of its entries is likelier broken than
 * true: a publisher once lost 15,000 rows unnoticed. */
static xctl_code refuse_worse(const importing *m, uint32_t i, const xctl_list *before, xctl_error *error)
{
	char day[11];
	if (m->lists[i].as_of < before->as_of) {
		xctl_date_print(before->as_of, day);
		xctl_fail(error, XCTL_INPUT, "the new %.*s is older than the one there, of %s: nothing was written",
			XCTL_FMT(m->lists[i].id), day);
		xctl_hint(error, "to go back to it all the same, delete %s first", m->arrivals[i].path.at);
		return XCTL_INPUT;
	}
	uint32_t removed = m->arrivals[i].diff.n_removed;
	if (before->excerpt || removed <= 10 || removed <= before->n_entries / 4)
		return XCTL_OK;
	xctl_fail(error, XCTL_INPUT, "the new %.*s lacks %u of the %u entries it had: nothing was written",
		XCTL_FMT(m->lists[i].id), removed, before->n_entries);
	xctl_hint(error, "fetch the file again; if the publisher did remove them, delete %s first", m->arrivals[i].path.at);
	return XCTL_INPUT;
}

/* Compares with the version that stands in the folder, if one does. */
static xctl_code compare(importing *m, uint32_t i, xctl_error *error)
{
	arrival *a = &m->arrivals[i];
	xctl_file file;
	xctl_list before;
	struct stat status;
	if (stat(a->path.at, &status) != 0 && errno == ENOENT)
		return XCTL_OK;
	xctl_code code = xctl_file_map(&file, a->path.at, error);
	if (code != XCTL_OK)
		return code;
	code = xctl_list_read_tsv(&before, m->arena, file.bytes, a->path.at, error);
	if (code == XCTL_OK && !xctl_list_compare(&a->diff, m->arena, &before, &m->lists[i]))
		code = xctl_fail_limit(error, "the import");
	if (code == XCTL_OK) {
		a->before = true;
		code = refuse_worse(m, i, &before, error);
	}
	/* What a difference names may borrow the file: only its counts are used from here on. */
	xctl_file_close(&file);
	return code;
}

static xctl_code write_beside(importing *m, uint32_t i, xctl_error *error)
{
	xctl_buf text = { .ceiling = MOST_BYTES };
	xctl_code code = xctl_list_write_tsv(&text, &m->lists[i], error);
	if (code == XCTL_OK && text.failed)
		code = xctl_fail_limit(error, "the import");
	if (code == XCTL_OK)
		code = xctl_file_replace(m->arrivals[i].beside.at, xctl_buf_view(&text), error);
	m->arrivals[i].waiting = code == XCTL_OK;
	xctl_buf_drop(&text);
	return code;
}

static void clear_away(importing *m)
{
	for (uint32_t i = 0; i < m->n; i++)
		if (m->arrivals[i].waiting)
			unlink(m->arrivals[i].beside.at);
}

static xctl_code settle(importing *m, xctl_error *error)
{
	for (uint32_t i = 0; i < m->n; i++) {
		if (rename(m->arrivals[i].beside.at, m->arrivals[i].path.at) != 0) {
			xctl_fail(error, XCTL_IO, "%s: cannot be replaced: %s", m->arrivals[i].path.at, strerrordesc_np(errno));
			xctl_hint(error, "%u of %u lists are in place; import again when this is mended", i, m->n);
			return XCTL_IO;
		}
		m->arrivals[i].waiting = false;
	}
	int folder = open(m->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC); /* names too must outlive a power cut */
	if (folder >= 0) {
		fsync(folder);
		close(folder);
	}
	return XCTL_OK;
}

static xctl_code write_all(importing *m, xctl_error *error)
{
	m->arrivals = XCTL_NEW_ARRAY(m->arena, arrival, m->n);
	if (!m->arrivals)
		return xctl_fail_limit(error, "the import");
	xctl_code code = xctl_directory_make(m->folder, error);
	for (uint32_t i = 0; code == XCTL_OK && i < m->n; i++)
		code = name_files(m, i, error);
	for (uint32_t i = 0; code == XCTL_OK && i < m->n; i++)
		code = compare(m, i, error);
	for (uint32_t i = 0; code == XCTL_OK && i < m->n; i++)
		code = write_beside(m, i, error);
	if (code == XCTL_OK)
		code = settle(m, error);
	clear_away(m);
	return code;
}

static void put_notes(const importing *m)
{
	const xctl_import_report *r = &m->report;
	const struct {
		uint32_t n;
		const char *says;
	} notes[] = { { r->repeated, "repeated an earlier record and were folded into it" },
		{ r->unparsed, "have a licence requirement that was not understood: whoever meets them has to read it" },
		{ r->unpolicied, "have a review policy that was not understood" },
		{ r->year_dated, "are dated by the year of their notice alone" },
		{ r->undated, "are dated by nothing but the list's own day" },
		{ r->bad_country, "places name no country that was understood" } };
	xctl_buf line = { 0 };
	xctl_buf_printf(
		&line, "Read as %s: %u records, %u entries.\n", xctl_list_format_name(r->format), r->rows, r->entries);
	for (size_t i = 0; i < sizeof notes / sizeof *notes; i++)
		if (notes[i].n)
			xctl_buf_printf(&line, "%u %s.\n", notes[i].n, notes[i].says);
	desk_wrap(m->out, xctl_buf_view(&line), m->view->width, 0);
	m->out->failed |= line.failed;
	xctl_buf_drop(&line);
}

static xctl_str number(xctl_arena *arena, xctl_buf *out, uint32_t n)
{
	xctl_buf buf = { 0 };
	xctl_buf_printf(&buf, "%u", n);
	return desk_keep(arena, &buf, out);
}

static xctl_str day(xctl_arena *arena, xctl_buf *out, xctl_date date)
{
	char text[11];
	xctl_buf buf = { 0 };
	xctl_date_print(date, text);
	xctl_buf_puts(&buf, text);
	return desk_keep(arena, &buf, out);
}

static xctl_str change(const importing *m, const arrival *a, uint32_t n)
{
	return a->before ? number(m->arena, m->out, n) : XCTL_STR("new");
}

static void import_table(const importing *m)
{
	static const desk_column columns[] = { { .title = "LIST" }, { .title = "AS OF" },
		{ .title = "ENTRIES", .right = true }, { .title = "ADDED", .right = true },
		{ .title = "REMOVED", .right = true }, { .title = "CHANGED", .right = true }, { .title = "COMPLETE" },
		{ .title = "TITLE" } };
	desk_table table = { .arena = m->arena, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	for (uint32_t i = 0; i < m->n; i++) {
		const xctl_list *l = &m->lists[i];
		const arrival *a = &m->arrivals[i];
		desk_table_row(&table, DESK_PLAIN, (xctl_str[]){ l->id, day(m->arena, m->out, l->as_of),
			number(m->arena, m->out, l->n_entries), change(m, a, a->diff.n_added), change(m, a, a->diff.n_removed),
			change(m, a, a->diff.n_changed), l->excerpt ? XCTL_STR("excerpt") : XCTL_STR("full"), l->title });
	}
	desk_table_write(m->out, &table, m->view->width, m->view->colour);
	put_notes(m);
}

static void json_import(const importing *m, xctl_json *w, uint32_t i)
{
	const xctl_list *l = &m->lists[i];
	const arrival *a = &m->arrivals[i];
	xctl_json_object(w);
	xctl_json_key(w, "list"), xctl_json_str(w, l->id);
	xctl_json_key(w, "title"), xctl_json_str(w, l->title);
	xctl_json_key(w, "as_of"), xctl_json_date(w, l->as_of);
	xctl_json_key(w, "completeness"), xctl_json_text(w, l->excerpt ? "excerpt" : "full");
	xctl_json_key(w, "entries"), xctl_json_int(w, l->n_entries);
	xctl_json_key(w, "replaced"), xctl_json_bool(w, a->before);
	xctl_json_key(w, "added"), xctl_json_int(w, a->before ? a->diff.n_added : l->n_entries);
	xctl_json_key(w, "removed"), xctl_json_int(w, a->diff.n_removed);
	xctl_json_key(w, "changed"), xctl_json_int(w, a->diff.n_changed);
	xctl_json_key(w, "file"), xctl_json_str(w, a->path);
	xctl_json_end_object(w);
}

static void import_json(const importing *m)
{
	xctl_json *w = &(xctl_json){ .to = m->out };
	const xctl_import_report *r = &m->report;
	xctl_json_object(w);
	xctl_json_key(w, "format"), xctl_json_text(w, xctl_list_format_name(r->format));
	xctl_json_key(w, "records"), xctl_json_int(w, r->rows);
	xctl_json_key(w, "entries"), xctl_json_int(w, r->entries);
	xctl_json_key(w, "repeated"), xctl_json_int(w, r->repeated);
	xctl_json_key(w, "requirements_not_understood"), xctl_json_int(w, r->unparsed);
	xctl_json_key(w, "policies_not_understood"), xctl_json_int(w, r->unpolicied);
	xctl_json_key(w, "undated"), xctl_json_int(w, r->undated);
	xctl_json_key(w, "dated_by_year"), xctl_json_int(w, r->year_dated);
	xctl_json_key(w, "countries_not_understood"), xctl_json_int(w, r->bad_country);
	xctl_json_key(w, "lists"), xctl_json_array(w);
	for (uint32_t i = 0; i < m->n; i++)
		json_import(m, w, i);
	xctl_json_end_array(w);
	xctl_json_end_object(w);
	xctl_buf_char(m->out, '\n');
}

static void cells_line(xctl_buf *out, const xctl_str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		xctl_buf_puts(out, i ? "," : "");
		xctl_csv_cell(out, cells[i]);
	}
	xctl_buf_char(out, '\n');
}

static void import_csv(const importing *m)
{
	xctl_buf_puts(m->out, "list,as_of,entries,added,removed,changed,completeness,title,file\n");
	for (uint32_t i = 0; i < m->n; i++) {
		const xctl_list *l = &m->lists[i];
		const arrival *a = &m->arrivals[i];
		xctl_str cells[] = { l->id, day(m->arena, m->out, l->as_of), number(m->arena, m->out, l->n_entries),
			number(m->arena, m->out, a->before ? a->diff.n_added : l->n_entries),
			number(m->arena, m->out, a->diff.n_removed), number(m->arena, m->out, a->diff.n_changed),
			l->excerpt ? XCTL_STR("excerpt") : XCTL_STR("full"), l->title, a->path };
		cells_line(m->out, cells, sizeof cells / sizeof *cells);
	}
}

static void import_ndjson(const importing *m)
{
	for (uint32_t i = 0; i < m->n; i++) {
		json_import(m, &(xctl_json){ .to = m->out }, i);
		xctl_buf_char(m->out, '\n');
	}
}

static void show_import(const importing *m)
{
	switch (m->view->format) {
	case XCTL_TABLE:
		import_table(m);
		break;
	case XCTL_CSV:
		import_csv(m);
		break;
	case XCTL_NDJSON:
		import_ndjson(m);
		break;
	case XCTL_JSON:
		import_json(m);
		break;
	}
}

xctl_code xctl_lists_import(const char *path, const char *folder, const char *published, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error)
{
	xctl_arena arena = { .ceiling = (size_t)4 << 30 };
	xctl_buf buf = { .at = NULL };
	importing m = { .folder = folder, .view = view, .arena = &arena, .out = &buf };
	xctl_import_options options = XCTL_IMPORT_OPTIONS_INIT;
	xctl_file file;
	xctl_list *lists;
	options.report = &m.report;
	xctl_code code = published ? desk_read_day(published, "published", &options.published, error) : XCTL_OK;
	if (code == XCTL_OK)
		code =
			strcmp(path, "-") == 0 ? xctl_file_read(&file, path, MOST_BYTES, error) : xctl_file_map(&file, path, error);
	if (code != XCTL_OK)
		return code;
	code = xctl_list_import(&lists, &m.n, &arena, file.bytes, strcmp(path, "-") == 0 ? "stdin" : path, &options, error);
	if (code == XCTL_OK) {
		m.lists = lists;
		code = write_all(&m, error);
	}
	if (code == XCTL_OK) {
		show_import(&m);
		code = desk_flush(&buf, write, context, error);
	}
	xctl_file_close(&file);
	xctl_buf_drop(&buf);
	xctl_arena_drop(&arena);
	return code;
}

/* --- status --- */

typedef struct standing {
	xctl_list list;
	uint32_t entries, age;
	bool stale;
} standing;

static bool fetch(const xctl_desk *desk, uint32_t i, standing *out)
{
	uint32_t first;
	if (!xctl_lists_head(&desk->snapshot.lists, i, &out->list)
		|| !xctl_lists_range(&desk->snapshot.lists, i, &first, &out->entries))
		return false;
	out->age = desk_age_days(&out->list, desk->today);
	out->stale = out->age > out->list.max_age_days;
	return true;
}

static void status_row(desk_table *table, const standing *s, xctl_buf *out)
{
	const xctl_list *l = &s->list;
	desk_table_row(table, s->stale ? DESK_BAD : l->excerpt ? DESK_WARN : DESK_GOOD,
		(xctl_str[]){ l->id, l->title, day(table->arena, out, l->as_of), number(table->arena, out, s->age),
			number(table->arena, out, l->max_age_days), number(table->arena, out, s->entries),
			l->excerpt ? XCTL_STR("excerpt") : XCTL_STR("full"), s->stale ? XCTL_STR("STALE") : XCTL_STR("fresh") });
}

static void status_csv(xctl_arena *arena, const standing *s, xctl_buf *out)
{
	const xctl_list *l = &s->list;
	xctl_str cells[] = { l->id, l->title, l->government, day(arena, out, l->as_of), number(arena, out, s->age),
		number(arena, out, l->max_age_days), number(arena, out, s->entries),
		l->excerpt ? XCTL_STR("excerpt") : XCTL_STR("full"), s->stale ? XCTL_STR("yes") : XCTL_STR("no"), l->source };
	cells_line(out, cells, sizeof cells / sizeof *cells);
}

static void status_json(xctl_json *w, const standing *s)
{
	const xctl_list *l = &s->list;
	xctl_json_object(w);
	xctl_json_key(w, "list"), xctl_json_str(w, l->id);
	xctl_json_key(w, "title"), xctl_json_str(w, l->title);
	xctl_json_key(w, "government"), xctl_json_str(w, l->government);
	xctl_json_key(w, "as_of"), xctl_json_date(w, l->as_of);
	xctl_json_key(w, "age_days"), xctl_json_int(w, s->age);
	xctl_json_key(w, "max_age_days"), xctl_json_int(w, l->max_age_days);
	xctl_json_key(w, "entries"), xctl_json_int(w, s->entries);
	xctl_json_key(w, "completeness"), xctl_json_text(w, l->excerpt ? "excerpt" : "full");
	xctl_json_key(w, "stale"), xctl_json_bool(w, s->stale);
	xctl_json_key(w, "source"), xctl_json_str(w, l->source);
	xctl_json_end_object(w);
}

static xctl_code show_status(xctl_desk *desk, const xctl_view *view, xctl_buf *out, xctl_error *error)
{
	static const desk_column columns[] = { { .title = "LIST" }, { .title = "TITLE", .least = 16, .most = 40 },
		{ .title = "AS OF", .least = 10 }, { .title = "AGE", .right = true }, { .title = "MAX", .right = true },
		{ .title = "ENTRIES", .right = true }, { .title = "COMPLETE", .least = 8, .painted = true },
		{ .title = "STATE", .painted = true } };
	desk_table table = { .arena = &desk->work, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	xctl_json *w = &(xctl_json){ .to = out };
	char hash[65];
	xctl_hex(&desk->snapshot.lists_hash, hash);
	if (view->format == XCTL_JSON) {
		xctl_json_object(w);
		xctl_json_key(w, "hash"), xctl_json_printf(w, "sha256:%s", hash);
		xctl_json_key(w, "today"), xctl_json_date(w, desk->today);
		xctl_json_key(w, "lists"), xctl_json_array(w);
	} else if (view->format == XCTL_CSV) {
		xctl_buf_puts(out, "list,title,government,as_of,age_days,max_age_days,entries,completeness,stale,source\n");
	}
	for (uint32_t i = 0; i < desk->snapshot.lists.n_lists; i++) {
		standing s;
		if (!fetch(desk, i, &s)) {
			xctl_fail(error, XCTL_DAMAGED, "the lists of the snapshot are damaged");
			xctl_hint(error, "build the snapshot again");
			return XCTL_DAMAGED;
		}
		if (view->format == XCTL_TABLE)
			status_row(&table, &s, out);
		else if (view->format == XCTL_CSV)
			status_csv(&desk->work, &s, out);
		else if (view->format == XCTL_JSON)
			status_json(w, &s);
		else {
			status_json(&(xctl_json){ .to = out }, &s);
			xctl_buf_char(out, '\n');
		}
	}
	if (view->format == XCTL_TABLE) {
		desk_table_write(out, &table, view->width, view->colour);
		xctl_buf_printf(out, "lists sha256:%s\n", hash);
	} else if (view->format == XCTL_JSON) {
		xctl_json_end_array(w);
		xctl_json_end_object(w);
		xctl_buf_char(out, '\n');
	}
	return XCTL_OK;
}

xctl_code xctl_lists_status(xctl_desk *desk, const xctl_view *view, xctl_write write, void *context, xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	xctl_arena_reset(&desk->work);
	xctl_code code = show_status(desk, view, &buf, error);
	if (code == XCTL_OK)
		code = desk_flush(&buf, write, context, error);
	xctl_buf_drop(&buf);
	return code;
}
