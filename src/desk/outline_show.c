/* rules show --coverage: the outline as a table, as CSV, as JSON. */
#include <string.h>

#include "desk/outline.h"
#include "desk/table.h"
#include "format/csv.h"

static xctl_str number(const outline *o, uint32_t n)
{
	return xctl_str_print(o->arena, "%u", n);
}

static xctl_str day(const outline *o, xctl_date date)
{
	char text[11];
	if (date == XCTL_DATE_NONE)
		return (xctl_str){ 0 };
	xctl_date_print(date, text);
	return xctl_str_copy(o->arena, xctl_str_of(text));
}

static desk_style style_of(outline_depth depth)
{
	return depth == OUTLINE_FULL ? DESK_GOOD : depth == OUTLINE_PARTIAL ? DESK_WARN : DESK_FAINT;
}

static void table_row(desk_table *table, const outline *o, desk_style style, xctl_str name, const char *depth,
	const outline_counts *n, xctl_date as_of)
{
	bool any = n->rules || n->rows;
	xctl_str nothing = { 0 };
	xctl_str cells[] = { name, xctl_str_of(depth), any ? number(o, n->rules) : nothing, any ? number(o, n->rows) : nothing,
		any ? number(o, n->examples) : nothing, n->unverified ? number(o, n->unverified) : nothing, day(o, as_of) };
	desk_table_row(table, style, cells);
}

static void show_table(const outline *o, const char *governments, const xctl_view *view, xctl_buf *out)
{
	static const desk_column columns[] = { { .title = "PART OF THE LAW", .least = 24, .painted = true },
		{ .title = "DEPTH", .painted = true }, { .title = "RULES", .right = true }, { .title = "ROWS", .right = true },
		{ .title = "EXAMPLES", .right = true }, { .title = "UNVERIFIED", .right = true }, { .title = "TEXT AS OF", .least = 10 } };
	desk_table table = { .arena = o->arena, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	for (uint32_t i = 0; i < o->laws.count; i++) {
		const outline_law *law = &o->laws.at[i];
		if (!desk_wants(governments, law->government))
			continue;
		table_row(&table, o, DESK_HEAD, xctl_str_print(o->arena, "%.*s  %.*s", XCTL_FMT(law->government), XCTL_FMT(law->law)), "",
			&law->n, law->as_of);
		for (uint32_t k = law->from; k < law->from + law->count; k++) {
			const outline_part *p = &o->parts.at[k];
			table_row(&table, o, style_of(p->depth),
				xctl_str_print(o->arena, "%.*s%s%.*s", XCTL_FMT(p->part), p->title.len ? "  " : "", XCTL_FMT(p->title)),
				outline_depth_words[p->depth], &p->n, p->as_of);
			if (p->left_out.len)
				desk_table_note(&table, xctl_str_print(o->arena, "limits: %.*s", XCTL_FMT(p->left_out)));
		}
	}
	desk_table_write(out, &table, view->width ? view->width : DESK_WIDTH, view->colour);
	for (uint32_t i = 0; i < o->faults.count; i++)
		xctl_buf_printf(out, "%.*s\n", XCTL_FMT(o->faults.at[i]));
}

static void csv_line(xctl_buf *out, const outline *o, const outline_law *law, const outline_part *part)
{
	const outline_counts *n = part ? &part->n : &law->n;
	xctl_str nothing = { 0 };
	xctl_str cells[] = { law->government, law->law, part ? part->part : nothing, part ? part->title : nothing,
		part ? xctl_str_of(outline_depth_words[part->depth]) : nothing, number(o, n->rules), number(o, n->rows),
		number(o, n->examples), number(o, n->unverified), day(o, part ? part->as_of : law->as_of),
		part ? part->left_out : nothing };
	for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
		xctl_buf_puts(out, i ? "," : "");
		xctl_csv_cell(out, cells[i]);
	}
	xctl_buf_char(out, '\n');
}

/* A line without a part is the law's own. */
static void show_csv(const outline *o, const char *governments, xctl_buf *out)
{
	xctl_buf_puts(out, "government,law,part,title,depth,rules,rows,examples,unverified,as_of,left_out\n");
	for (uint32_t i = 0; i < o->laws.count; i++) {
		const outline_law *law = &o->laws.at[i];
		if (!desk_wants(governments, law->government))
			continue;
		csv_line(out, o, law, NULL);
		for (uint32_t k = law->from; k < law->from + law->count; k++)
			csv_line(out, o, law, &o->parts.at[k]);
	}
}

static void json_counts(xctl_json *w, const outline_counts *n, xctl_date as_of)
{
	xctl_json_key(w, "rules"), xctl_json_int(w, n->rules);
	xctl_json_key(w, "rows"), xctl_json_int(w, n->rows);
	xctl_json_key(w, "examples"), xctl_json_int(w, n->examples);
	xctl_json_key(w, "unverified"), xctl_json_int(w, n->unverified);
	xctl_json_key(w, "as_of");
	if (as_of == XCTL_DATE_NONE)
		xctl_json_null(w);
	else
		xctl_json_date(w, as_of);
}

static void json_law(xctl_json *w, const outline *o, const outline_law *law)
{
	xctl_json_object(w);
	xctl_json_key(w, "government"), xctl_json_str(w, law->government);
	xctl_json_key(w, "law"), xctl_json_str(w, law->law);
	json_counts(w, &law->n, law->as_of);
	xctl_json_key(w, "parts"), xctl_json_array(w);
	for (uint32_t k = law->from; k < law->from + law->count; k++) {
		const outline_part *p = &o->parts.at[k];
		xctl_json_object(w);
		xctl_json_key(w, "part"), xctl_json_str(w, p->part);
		xctl_json_key(w, "title"), xctl_json_str(w, p->title);
		xctl_json_key(w, "depth"), xctl_json_text(w, outline_depth_words[p->depth]);
		json_counts(w, &p->n, p->as_of);
		xctl_json_key(w, "left_out"), xctl_json_str(w, p->left_out);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
	xctl_json_end_object(w);
}

static void show_json(const outline *o, const char *governments, bool lines, xctl_buf *out)
{
	xctl_json *w = &(xctl_json){ .to = out };
	if (!lines) {
		xctl_json_object(w);
		xctl_json_key(w, "laws"), xctl_json_array(w);
	}
	for (uint32_t i = 0; i < o->laws.count; i++) {
		if (!desk_wants(governments, o->laws.at[i].government))
			continue;
		json_law(lines ? &(xctl_json){ .to = out } : w, o, &o->laws.at[i]);
		if (lines)
			xctl_buf_char(out, '\n');
	}
	if (lines)
		return;
	xctl_json_end_array(w);
	xctl_json_key(w, "faults"), xctl_json_array(w);
	for (uint32_t i = 0; i < o->faults.count; i++)
		xctl_json_str(w, o->faults.at[i]);
	xctl_json_end_array(w);
	xctl_json_end_object(w);
	xctl_buf_char(out, '\n');
}

void outline_show(const outline *o, const char *governments, const xctl_view *view, xctl_buf *out)
{
	switch (view->format) {
	case XCTL_TABLE:
		show_table(o, governments, view, out);
		break;
	case XCTL_CSV:
		show_csv(o, governments, out);
		break;
	case XCTL_JSON:
	case XCTL_NDJSON:
		show_json(o, governments, view->format == XCTL_NDJSON, out);
		break;
	}
}
