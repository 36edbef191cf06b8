/* screen: one name against every list of the snapshot, each hit with its evidence. */
#include <string.h>

#include "desk/desk.h"
#include "desk/table.h"
#include "format/csv.h"

enum { MOST_HITS = 200 };

typedef struct screening {
	xctl_desk *desk;
	const xctl_screen_query *query;
	const xctl_view *view;
	xctl_str name;
	char country[3];
	xctl_name_hits hits;
	xctl_screen_result result;
	xctl_arena *arena;
	xctl_buf *out;
} screening;

/* A hit with the entry and the list it stands on. */
typedef struct listed {
	const xctl_name_hit *hit;
	xctl_entry entry;
	xctl_list list;
	bool gone, coming; /* on the desk's day the entry no longer, or not yet, has effect */
} listed;

static bool fetch(const screening *s, uint32_t i, listed *out)
{
	uint32_t list;
	*out = (listed){ .hit = &s->hits.at[i] };
	if (!xctl_lists_entry(&s->desk->snapshot.lists, out->hit->entity, s->arena, &out->entry, &list)
		|| !xctl_lists_head(&s->desk->snapshot.lists, list, &out->list))
		return false;
	out->gone = out->entry.effective.until <= s->desk->today;
	out->coming = out->entry.effective.from > s->desk->today;
	return true;
}

static xctl_code damaged(xctl_error *error)
{
	xctl_fail(error, XCTL_DAMAGED, "the lists of the snapshot do not hold the entries that its name index names");
	xctl_hint(error, "build the snapshot again; \"exportctl snapshot verify\" says whether the file is whole");
	return XCTL_DAMAGED;
}

/* --- asking --- */

static xctl_code read_country(screening *s, xctl_error *error)
{
	if (!s->query->country || !*s->query->country)
		return XCTL_OK;
	char letters[2];
	xctl_str given = xctl_str_trim(xctl_str_of(s->query->country));
	for (size_t i = 0; i < 2 && given.len == 2; i++)
		letters[i] = given.at[i] >= 'a' && given.at[i] <= 'z' ? (char)(given.at[i] - 'a' + 'A') : given.at[i];
	xctl_country country = given.len == 2 ? xctl_country_of((xctl_str){ letters, 2 }) : XCTL_COUNTRY_NONE;
	if (country == XCTL_COUNTRY_NONE || !xctl_bit(s->desk->snapshot.book.assigned, country)) {
		xctl_fail(error, XCTL_USAGE, "country: \"%.20s\" is not a code of a country", s->query->country);
		xctl_hint(error, "write ISO 3166-1 alpha-2: CN, TW, DE");
		return XCTL_USAGE;
	}
	xctl_country_print(country, s->country);
	return XCTL_OK;
}

static xctl_code read_kind(const screening *s, xctl_party_kind *kind, xctl_error *error)
{
	*kind = XCTL_PARTY_UNKNOWN;
	if (!s->query->kind || !*s->query->kind)
		return XCTL_OK;
	xctl_str given = xctl_str_of(s->query->kind);
	for (int k = XCTL_PARTY_ORGANIZATION; k <= XCTL_PARTY_VESSEL; k++)
		if (xctl_str_eq_nocase(given, xctl_str_of(xctl_party_kind_word((xctl_party_kind)k))))
			*kind = (xctl_party_kind)k;
	if (xctl_str_eq_nocase(given, XCTL_STR("organisation")))
		*kind = XCTL_PARTY_ORGANIZATION;
	if (*kind != XCTL_PARTY_UNKNOWN)
		return XCTL_OK;
	xctl_fail(error, XCTL_USAGE, "kind: \"%.20s\" is no kind of party", s->query->kind);
	xctl_hint(error, "write person, organization or vessel");
	return XCTL_USAGE;
}

static xctl_code look_up(screening *s, xctl_error *error)
{
	size_t bad;
	s->name = xctl_str_trim(xctl_str_of(s->query->name));
	if (!s->name.len || !xctl_utf8_valid(s->name, &bad)) {
		xctl_fail(error, XCTL_INPUT, s->name.len ? "the name is not UTF-8" : "the name is empty");
		xctl_hint(error, "give a name to look up");
		return XCTL_INPUT;
	}
	xctl_name name = { s->name, XCTL_NAME_PRIMARY };
	xctl_str address = xctl_str_trim(xctl_str_of(s->query->address));
	xctl_named named = { .names = &name, .n_names = 1, .addresses = &address, .n_addresses = address.len > 0 };
	xctl_code code = read_country(s, error);
	if (code == XCTL_OK)
		code = read_kind(s, &named.kind, error);
	if (code != XCTL_OK)
		return code;
	named.countries = xctl_str_of(s->country);
	return xctl_names_find(&s->hits, s->arena, &s->desk->snapshot.names, &named,
		&(xctl_name_options){ .folder = s->desk->folder, .most = MOST_HITS, .exhaustive = s->query->exhaustive }, error);
}

static void tally(screening *s)
{
	s->result = (xctl_screen_result){ .incomplete = s->hits.incomplete };
	for (uint32_t i = 0; i < s->hits.count; i++) {
		s->result.strong += s->hits.at[i].strength == XCTL_STRONG;
		s->result.medium += s->hits.at[i].strength == XCTL_MEDIUM;
		s->result.weak += s->hits.at[i].strength == XCTL_WEAK;
		s->result.confirmed += s->hits.at[i].confirmed;
	}
}

/* --- words --- */

static const char *strength_word(xctl_strength strength)
{
	static const char *const words[] = { "none", "weak", "medium", "strong" };
	return words[strength];
}

/* Scores are tenths of a bit; a person reads bits. */
static void put_bits(xctl_buf *to, int32_t tenths, bool sign)
{
	int64_t size = tenths < 0 ? -(int64_t)tenths : tenths;
	xctl_buf_printf(to, "%s%lld.%lld",
		tenths < 0 ? "-"
			: sign ? "+"
				   : "",
		(long long)(size / 10), (long long)(size % 10));
}

static xctl_str keep(const screening *s, xctl_buf *scratch)
{
	return desk_keep(s->arena, scratch, s->out);
}

static void put_countries(xctl_buf *to, xctl_str countries)
{
	for (size_t i = 0; i + 2 <= countries.len; i += 2)
		xctl_buf_printf(to, "%s%.2s", i ? " " : "", countries.at + i);
}

static void put_list_of(xctl_buf *to, const char *before, const xctl_str *at, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		xctl_buf_printf(to, "%s%.*s", i ? ", " : before, XCTL_FMT(at[i]));
}

/* What being listed does, shortly: what the requirement reaches, how an application is seen, what else stands there. */
static void put_effect(xctl_buf *to, const listed *l)
{
	static const char *const reaches[] = { NULL, "licence for all items", "licence for items on the control list",
		"licence for", "licence: read the entry" };
	static const char *const policies[] = { NULL, "; denial", "; presumption of denial", "; case by case",
		"; policy: read the entry" };
	const xctl_entry *e = &l->entry;
	char day[11];
	if (l->gone) {
		xctl_date_print(e->effective.until, day);
		xctl_buf_printf(to, "off the list since %s. ", day);
	} else if (l->coming) {
		xctl_date_print(e->effective.from, day);
		xctl_buf_printf(to, "on the list from %s. ", day);
	}
	if (reaches[e->scope])
		xctl_buf_puts(to, reaches[e->scope]);
	else
		xctl_buf_str(to, e->requirement_text.len ? e->requirement_text : l->list.title);
	if (e->scope == XCTL_SCOPE_CODES || e->scope == XCTL_SCOPE_LISTED)
		put_list_of(to, e->scope == XCTL_SCOPE_CODES ? " " : ", and ", e->codes, e->n_codes);
	put_list_of(to, " except ", e->except, e->n_except);
	if (e->carve_out)
		xctl_buf_puts(to, ", with a carve-out");
	if (policies[e->policy])
		xctl_buf_puts(to, policies[e->policy]);
	for (int f = 1; f <= 5; f++)
		if (e->footnotes & (1 << f))
			xctl_buf_printf(to, "; footnote %d", f);
	put_list_of(to, "; ", e->programmes, e->n_programmes);
}

static xctl_str matched_name(const listed *l)
{
	return l->hit->name < l->entry.n_names ? l->entry.names[l->hit->name].text : (xctl_str){ 0 };
}

static xctl_str primary_name(const listed *l)
{
	return l->entry.n_names ? l->entry.names[0].text : (xctl_str){ 0 };
}

/* --- table --- */

static void add_hit(const screening *s, desk_table *table, const listed *l)
{
	xctl_buf buf = { 0 };
	xctl_str cells[6];
	put_bits(&buf, l->hit->score, false);
	cells[0] = keep(s, &buf);
	xctl_buf_printf(&buf, "%s%s", strength_word(l->hit->strength), l->hit->confirmed ? "\nconfirmed" : "");
	cells[1] = keep(s, &buf);
	cells[2] = primary_name(l);
	cells[3] = l->list.id;
	put_countries(&buf, l->entry.countries);
	cells[4] = keep(s, &buf);
	put_effect(&buf, l);
	cells[5] = keep(s, &buf);
	desk_style style = l->hit->strength == XCTL_STRONG ? DESK_BAD
		: l->hit->strength == XCTL_MEDIUM              ? DESK_WARN
													   : DESK_FAINT;
	desk_table_row(table, style, cells);
	for (uint32_t i = 0; i < l->hit->n_evidence; i++) {
		const xctl_evidence *e = &l->hit->evidence[i];
		xctl_buf_printf(&buf, "%s: yours \"%.*s\", theirs \"%.*s\", ", e->on, XCTL_FMT(e->yours), XCTL_FMT(e->theirs));
		put_bits(&buf, e->points, true);
		desk_table_note(table, keep(s, &buf));
	}
}

static xctl_code write_hits(const screening *s, xctl_error *error)
{
	static const desk_column columns[] = {
		{ .title = "SCORE", .least = 5, .right = true },
		{ .title = "STRENGTH", .least = 9, .painted = true },
		{ .title = "LISTED NAME", .least = 20, .most = 44, .painted = true },
		{ .title = "LIST", .least = 9, .most = 16 },
		{ .title = "COUNTRY", .least = 7, .most = 11 },
		{ .title = "EFFECT", .least = 24 },
	};
	desk_table table = { .arena = s->arena, .columns = columns, .n_columns = sizeof columns / sizeof *columns };
	for (uint32_t i = 0; i < s->hits.count; i++) {
		listed l;
		if (!fetch(s, i, &l))
			return damaged(error);
		add_hit(s, &table, &l);
	}
	desk_table_write(s->out, &table, s->view->width, s->view->colour);
	return XCTL_OK;
}

/* The lists that were asked; with `excerpts` those of which only a part is here, with `stale` those past their age. */
static uint32_t put_lists(const screening *s, xctl_buf *to, bool excerpts, bool stale)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < s->desk->snapshot.lists.n_lists; i++) {
		xctl_list list;
		if (!xctl_lists_head(&s->desk->snapshot.lists, i, &list) || (excerpts && !list.excerpt)
			|| (stale && desk_age_days(&list, s->desk->today) <= list.max_age_days))
			continue;
		xctl_buf_printf(to, "%s%.*s", n++ ? ", " : "", XCTL_FMT(list.id));
	}
	return n;
}

static void put_line(const screening *s, xctl_buf *line)
{
	desk_wrap(s->out, xctl_buf_view(line), s->view->width, 0);
	s->out->failed |= line->failed;
	xctl_buf_clear(line);
}

/* What the answer rests on: "no hit" on part of a list is not "not listed". */
static void write_grounds(const screening *s)
{
	xctl_buf line = { 0 }, names = { 0 };
	uint32_t n = put_lists(s, &names, false, false);
	if (!n)
		xctl_buf_puts(&line, "no hit: no list is loaded, so nothing was looked up");
	else if (s->hits.count)
		xctl_buf_printf(&line, "Looked up on %u list%s: %.*s.", n, n == 1 ? "" : "s", XCTL_FMT(xctl_buf_view(&names)));
	else
		xctl_buf_printf(&line, "no hit on %u list%s (%.*s)", n, n == 1 ? "" : "s", XCTL_FMT(xctl_buf_view(&names)));
	put_line(s, &line);
	xctl_buf_clear(&names);
	if (put_lists(s, &names, true, false)) {
		xctl_buf_printf(&line, "Only an excerpt is loaded of %.*s: who is not found there may still be listed.",
			XCTL_FMT(xctl_buf_view(&names)));
		put_line(s, &line);
	}
	xctl_buf_clear(&names);
	if (put_lists(s, &names, false, true)) {
		xctl_buf_printf(&line, "Past its maximum age: %.*s. Load a newer version.", XCTL_FMT(xctl_buf_view(&names)));
		put_line(s, &line);
	}
	if (s->hits.count == MOST_HITS) {
		xctl_buf_printf(&line, "Only the best %d hits are shown.", MOST_HITS);
		put_line(s, &line);
	}
	if (s->result.incomplete) {
		xctl_buf_puts(
			&line, "INCOMPLETE: a limit was reached before every candidate had been seen. This is not \"no match\".");
		put_line(s, &line);
	}
	xctl_buf_drop(&line);
	xctl_buf_drop(&names);
}

static xctl_code write_table(const screening *s, xctl_error *error)
{
	desk_paint(s->out, DESK_HEAD, s->view->colour, s->name);
	if (s->country[0])
		xctl_buf_printf(s->out, " (%s)", s->country);
	if (s->hits.count)
		xctl_buf_printf(s->out, ": %u hit%s", s->hits.count, s->hits.count == 1 ? "" : "s");
	xctl_buf_char(s->out, '\n');
	xctl_code code = s->hits.count ? write_hits(s, error) : XCTL_OK;
	if (code == XCTL_OK)
		write_grounds(s);
	return code;
}

/* --- JSON, CSV --- */

static void json_hit(xctl_json *w, const listed *l)
{
	char country[3] = "";
	xctl_buf effect = { 0 };
	xctl_json_object(w);
	xctl_json_key(w, "list"), xctl_json_str(w, l->list.id);
	xctl_json_key(w, "entry"), xctl_json_str(w, l->entry.id);
	xctl_json_key(w, "name"), xctl_json_str(w, primary_name(l));
	xctl_json_key(w, "matched"), xctl_json_str(w, matched_name(l));
	xctl_json_key(w, "kind"), xctl_json_text(w, xctl_party_kind_word(l->entry.kind));
	xctl_json_key(w, "countries"), xctl_json_array(w);
	for (size_t i = 0; i + 2 <= l->entry.countries.len; i += 2) {
		memcpy(country, l->entry.countries.at + i, 2);
		xctl_json_text(w, country);
	}
	xctl_json_end_array(w);
	xctl_json_key(w, "score"), xctl_json_int(w, l->hit->score);
	xctl_json_key(w, "strength"), xctl_json_text(w, strength_word(l->hit->strength));
	xctl_json_key(w, "confirmed"), xctl_json_bool(w, l->hit->confirmed);
	xctl_json_key(w, "evidence"), xctl_json_array(w);
	for (uint32_t i = 0; i < l->hit->n_evidence; i++) {
		const xctl_evidence *e = &l->hit->evidence[i];
		xctl_json_object(w);
		xctl_json_key(w, "on"), xctl_json_text(w, e->on);
		xctl_json_key(w, "yours"), xctl_json_str(w, e->yours);
		xctl_json_key(w, "theirs"), xctl_json_str(w, e->theirs);
		xctl_json_key(w, "points"), xctl_json_int(w, e->points);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
	put_effect(&effect, l);
	xctl_json_key(w, "effect"), xctl_json_str(w, xctl_buf_view(&effect));
	xctl_json_key(w, "requirement"), xctl_json_str(w, l->entry.requirement_text);
	xctl_json_key(w, "policy"), xctl_json_str(w, l->entry.policy_text);
	xctl_json_key(w, "effective"), xctl_json_array(w);
	xctl_json_date(w, l->entry.effective.from), xctl_json_date(w, l->entry.effective.until);
	xctl_json_end_array(w);
	xctl_json_key(w, "cites"), xctl_json_array(w);
	xctl_json_str(w, l->entry.cites.len ? l->entry.cites : l->list.cites);
	xctl_json_end_array(w);
	xctl_json_end_object(w);
	w->to->failed |= effect.failed;
	xctl_buf_drop(&effect);
}

static void json_lists(const screening *s, xctl_json *w)
{
	xctl_json_key(w, "lists"), xctl_json_array(w);
	for (uint32_t i = 0; i < s->desk->snapshot.lists.n_lists; i++) {
		xctl_list list;
		if (!xctl_lists_head(&s->desk->snapshot.lists, i, &list))
			continue;
		xctl_json_object(w);
		xctl_json_key(w, "list"), xctl_json_str(w, list.id);
		xctl_json_key(w, "as_of"), xctl_json_date(w, list.as_of);
		xctl_json_key(w, "completeness"), xctl_json_text(w, list.excerpt ? "excerpt" : "full");
		xctl_json_key(w, "stale"), xctl_json_bool(w, desk_age_days(&list, s->desk->today) > list.max_age_days);
		xctl_json_end_object(w);
	}
	xctl_json_end_array(w);
}

static xctl_code write_json(const screening *s, xctl_error *error)
{
	xctl_json *w = &(xctl_json){ .to = s->out };
	xctl_json_object(w);
	xctl_json_key(w, "name"), xctl_json_str(w, s->name);
	xctl_json_key(w, "country"), xctl_json_text(w, s->country[0] ? s->country : NULL);
	xctl_json_key(w, "incomplete"), xctl_json_bool(w, s->result.incomplete);
	xctl_json_key(w, "hits"), xctl_json_array(w);
	for (uint32_t i = 0; i < s->hits.count; i++) {
		listed l;
		if (!fetch(s, i, &l))
			return damaged(error);
		json_hit(w, &l);
	}
	xctl_json_end_array(w);
	json_lists(s, w);
	xctl_json_end_object(w);
	xctl_buf_char(s->out, '\n');
	return XCTL_OK;
}

static void csv_cells(const screening *s, const xctl_str *cells, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			xctl_buf_char(s->out, ',');
		xctl_csv_cell(s->out, cells[i]);
	}
	xctl_buf_puts(s->out, "\n");
}

/* A name without a hit has a row too, so that no name is missing from the file. */
static xctl_code write_csv(const screening *s, xctl_error *error)
{
	xctl_buf buf = { 0 };
	xctl_str incomplete = s->result.incomplete ? XCTL_STR("yes") : XCTL_STR("no");
	xctl_buf_puts(
		s->out, "name,country,score,strength,confirmed,listed_name,list,entry,listed_countries,effect,incomplete\n");
	for (uint32_t i = 0; i < s->hits.count; i++) {
		listed l;
		if (!fetch(s, i, &l))
			return damaged(error);
		xctl_buf_printf(&buf, "%d", (int)l.hit->score);
		xctl_str score = keep(s, &buf);
		put_countries(&buf, l.entry.countries);
		xctl_str countries = keep(s, &buf);
		put_effect(&buf, &l);
		xctl_str cells[] = { s->name, xctl_str_of(s->country), score, xctl_str_of(strength_word(l.hit->strength)),
			l.hit->confirmed ? XCTL_STR("yes") : XCTL_STR("no"), primary_name(&l), l.list.id, l.entry.id, countries,
			keep(s, &buf), incomplete };
		csv_cells(s, cells, sizeof cells / sizeof *cells);
	}
	if (!s->hits.count)
		csv_cells(s,
			(xctl_str[]){ s->name, xctl_str_of(s->country), { 0 }, XCTL_STR("none"), { 0 }, { 0 }, { 0 }, { 0 }, { 0 },
				{ 0 }, incomplete },
			11);
	return XCTL_OK;
}

xctl_code xctl_screen(xctl_screen_result *out, xctl_desk *desk, const xctl_screen_query *query, const xctl_view *view,
	xctl_write write, void *context, xctl_error *error)
{
	xctl_buf buf = { .ceiling = desk->ceiling };
	screening s = { .desk = desk, .query = query, .view = view, .arena = &desk->work, .out = &buf };
	xctl_arena_reset(&desk->work);
	xctl_code code = look_up(&s, error);
	if (code == XCTL_OK) {
		tally(&s);
		code = view->format == XCTL_TABLE ? write_table(&s, error)
			: view->format == XCTL_CSV ? write_csv(&s, error)
						   : write_json(&s, error);
	}
	if (code == XCTL_OK)
		code = desk_flush(&buf, write, context, error);
	if (code == XCTL_OK)
		*out = s.result;
	xctl_buf_drop(&buf);
	return code;
}
