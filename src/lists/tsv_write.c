/* The project's own form of a list, written: what `lists import` keeps. */
#include <string.h>

#include "lists/inside.h"

typedef struct writer {
	xctl_buf to;
	const xctl_entry *entry; /* NULL in the heads */
	const char *bad;         /* the field that cannot be written */
} writer;

static void put_text(writer *w, const char *field, xctl_str s, bool in_array)
{
	for (size_t i = 0; i < s.len && !w->bad; i++)
		if ((unsigned char)s.at[i] < ' ' || (in_array && s.at[i] == ';'))
			w->bad = field;
	/* The reader trims. */
	if (!xctl_str_eq(xctl_str_trim(s), s) || (in_array && s.len == 0))
		w->bad = field;
	xctl_buf_str(&w->to, s);
}

static void put_cell(writer *w, const char *field, xctl_str s)
{
	xctl_buf_char(&w->to, '\t');
	put_text(w, field, s, false);
}

static void put_array(writer *w, const char *field, const xctl_str *at, uint32_t n)
{
	xctl_buf_char(&w->to, '\t');
	for (uint32_t i = 0; i < n; i++) {
		if (i)
			xctl_buf_puts(&w->to, "; ");
		put_text(w, field, at[i], true);
	}
}

static void put_names(writer *w, xctl_name_quality quality)
{
	bool first = true;
	xctl_buf_char(&w->to, '\t');
	for (uint32_t i = 1; i < w->entry->n_names; i++) {
		if (w->entry->names[i].quality != quality)
			continue;
		if (!first)
			xctl_buf_puts(&w->to, "; ");
		first = false;
		put_text(w, "aliases", w->entry->names[i].text, true);
	}
}

static void put_day(writer *w, xctl_date day)
{
	char text[11] = "";
	if (day != XCTL_DATE_NONE && day != XCTL_DATE_MAX)
		xctl_date_print(day, text);
	xctl_buf_char(&w->to, '\t');
	xctl_buf_puts(&w->to, text);
}

static void put_footnotes(writer *w)
{
	bool first = true;
	xctl_buf_char(&w->to, '\t');
	for (unsigned i = 1; i <= 5; i++) {
		if (!(w->entry->footnotes & 1u << i))
			continue;
		xctl_buf_printf(&w->to, first ? "%u" : ",%u", i);
		first = false;
	}
}

static void put_entry(writer *w, const xctl_entry *e)
{
	w->entry = e;
	if (e->id.len == 0 || e->id.at[0] == '#')
		w->bad = "entry";
	if (e->n_names == 0 || e->names[0].quality != XCTL_NAME_PRIMARY || e->names[0].text.len == 0)
		w->bad = "name";
	if (w->bad)
		return;
	put_text(w, "entry", e->id, false);
	put_cell(w, "kind", xctl_str_of(xctl_party_kind_word(e->kind)));
	put_cell(w, "name", e->names[0].text);
	put_names(w, XCTL_NAME_STRONG);
	put_names(w, XCTL_NAME_WEAK);
	xctl_buf_char(&w->to, '\t');
	for (size_t i = 0; i + 1 < e->countries.len; i += 2)
		xctl_buf_printf(&w->to, i ? " %.2s" : "%.2s", e->countries.at + i);
	put_array(w, "addresses", e->addresses, e->n_addresses);
	put_array(w, "ids", e->ids, e->n_ids);
	put_array(w, "programmes", e->programmes, e->n_programmes);
	put_cell(w, "scope", xctl_str_of(xctl_scope_word(e->scope)));
	put_array(w, "codes", e->codes, e->n_codes);
	put_array(w, "except", e->except, e->n_except);
	if (e->n_carved)
		put_array(w, "carve_out", e->carved, e->n_carved);
	else
		put_cell(w, "carve_out", xctl_str_of(e->carve_out ? "yes" : ""));
	put_cell(w, "requirement", e->requirement_text);
	put_cell(w, "policy", xctl_str_of(xctl_policy_word(e->policy)));
	put_cell(w, "policy_text", e->policy_text);
	put_footnotes(w);
	put_cell(w, "cites", e->cites);
	put_day(w, e->effective.from);
	put_day(w, e->effective.until);
	put_day(w, e->known.from);
	put_cell(w, "birth", e->birth);
	xctl_buf_char(&w->to, '\n');
}

static void put_head(writer *w, const char *key, xctl_str value)
{
	if (value.len == 0)
		w->bad = key;
	xctl_buf_printf(&w->to, "# %s: ", key);
	put_text(w, key, value, false);
	xctl_buf_char(&w->to, '\n');
}

static void put_heads(writer *w, const xctl_list *list)
{
	char day[11];
	put_head(w, "list", list->id);
	put_head(w, "title", list->title);
	put_head(w, "government", list->government);
	put_head(w, "source", list->source);
	put_head(w, "cites", list->cites);
	xctl_date_print(list->as_of, day);
	put_head(w, "as-of", xctl_str_of(day));
	xctl_date_print(list->known, day);
	put_head(w, "known", xctl_str_of(day));
	xctl_buf_printf(&w->to, "# max-age-days: %u\n# completeness: %s\n", list->max_age_days,
		list->excerpt ? "excerpt" : "full");
	xctl_buf_puts(&w->to, "entry\tkind\tname\taliases\tweak_aliases\tcountries\taddresses\tids\tprogrammes\tscope\tcodes\t"
	                      "except\tcarve_out\trequirement\tpolicy\tpolicy_text\tfootnotes\tcites\teffective\tuntil\tknown\tbirth\n");
}

xctl_code xctl_list_write_tsv(xctl_buf *to, const xctl_list *list, xctl_error *error)
{
	writer w = { .to = { .memory = to->memory, .ceiling = (size_t)1 << 30 } };
	put_heads(&w, list);
	for (uint32_t i = 0; i < list->n_entries && !w.bad; i++)
		put_entry(&w, &list->entries[i]);

	xctl_code code = XCTL_OK;
	if (w.bad) {
		xctl_str id = w.entry ? w.entry->id : list->id;
		code = xctl_fail(error, XCTL_INPUT, "\"%.*s\": the field %s cannot be written", XCTL_FMT(id), w.bad);
		xctl_hint(error, "texts are one line, and inside an array hold no semicolon");
	} else if (w.to.failed) {
		code = xctl_fail_limit(error, "writing the list");
	} else {
		xctl_buf_str(to, xctl_buf_view(&w.to));
		if (to->failed)
			code = xctl_fail_limit(error, "writing the list");
	}
	xctl_buf_drop(&w.to);
	return code;
}
