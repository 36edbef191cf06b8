/* The table of controls, and which of its technologies an item is. */
#include "desk/coverage.h"
#include "format/tsv.h"

static const char path[] = "regimes/controls.tsv";

/* What counts: a letter of a shared code, and a word that only one technology uses. A lead smaller than CLEAR_LEAD is
 * none. */
enum { CODE_POINTS = 10, WORD_POINTS = 100, FOREIGN_PART = 16, CLEAR_LEAD = 50, MOST_WORDS = 64 };

typedef struct reading {
	xctl_tsv tsv;
	uint32_t item, title, government, code, since, basis, scope, status, cites, says;
} reading;

static xctl_code find_columns(reading *r, xctl_error *error)
{
	const struct {
		const char *name;
		uint32_t *at;
	} columns[] = { { "item", &r->item }, { "title", &r->title }, { "government", &r->government },
		{ "code", &r->code }, { "since", &r->since }, { "basis", &r->basis }, { "scope", &r->scope },
		{ "status", &r->status }, { "cites", &r->cites }, { "says", &r->says } };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		*columns[i].at = xctl_tsv_column(&r->tsv, columns[i].name);
		if (*columns[i].at != XCTL_NONE)
			continue;
		xctl_fail(error, XCTL_INPUT, "the table has no column \"%s\"", columns[i].name);
		xctl_at(error, path, 0, 0);
		xctl_hint(error, "see the heading of %s in the rulebook", path);
		return XCTL_INPUT;
	}
	return XCTL_OK;
}

static xctl_code read_row(coverage_control *out, const reading *r, uint32_t row, xctl_error *error)
{
	xctl_str code = xctl_tsv_cell(&r->tsv, row, r->code), since = xctl_tsv_cell(&r->tsv, row, r->since);
	*out = (coverage_control){
		.government = xctl_tsv_cell(&r->tsv, row, r->government),
		.code = xctl_str_is(code, "-") ? (xctl_str){ 0 } : code,
		.since = XCTL_DATE_NONE,
		.basis = xctl_tsv_cell(&r->tsv, row, r->basis),
		.scope = xctl_tsv_cell(&r->tsv, row, r->scope),
		.cites = xctl_tsv_cell(&r->tsv, row, r->cites),
		.says = xctl_tsv_cell(&r->tsv, row, r->says),
		.unverified = !xctl_str_is(xctl_tsv_cell(&r->tsv, row, r->status), "verified"),
	};
	if (!since.len || xctl_date_parse(since, &out->since))
		return XCTL_OK;
	xctl_fail(error, XCTL_INPUT, "\"%.*s\" is not a day", XCTL_FMT(since));
	xctl_at(error, path, r->tsv.lines[row], 0);
	xctl_hint(error, "write YYYY-MM-DD");
	return XCTL_INPUT;
}

/* --- words of a title --- */

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (lower(c) >= 'a' && lower(c) <= 'z') || is_digit(c) || (unsigned char)c >= 0x80;
}

static bool says_nothing(xctl_str word)
{
	static const char *const words[] = { "and", "the", "for", "with", "that", "from", "above", "under", "its", "more",
		"less", "other", "than", "such", "below", "between", "over", "when", "before", "after" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (xctl_str_is(word, words[i]))
			return true;
	return word.len < 3;
}

/* The next word, by its first six letters, so that "transistor" meets "transistors". Numbers meet whatever their closing
 * zeros. False at the end. */
static bool next_word(xctl_str *rest, uint64_t *hash)
{
	char word[6];
	while (rest->len) {
		size_t n = 0, at = 0;
		while (at < rest->len && !is_letter(rest->at[at]))
			at++;
		size_t start = at;
		bool number = at < rest->len && is_digit(rest->at[at]), point = false;
		for (; at < rest->len; at++) {
			bool inside = rest->at[at] == '.' && number && at + 1 < rest->len && is_digit(rest->at[at + 1]);
			if (!inside && !is_letter(rest->at[at]))
				break;
			point |= inside;
		}
		size_t end = at;
		while (point && end > start && (rest->at[end - 1] == '0' || rest->at[end - 1] == '.'))
			point = rest->at[--end] != '.';
		for (size_t i = start; i < end && n < sizeof word; i++)
			word[n++] = lower(rest->at[i]);
		bool counts = !says_nothing((xctl_str){ word, end - start < n ? end - start : n });
		*rest = (xctl_str){ rest->at + at, rest->len - at };
		if (counts) {
			*hash = xctl_hash64((xctl_str){ word, n });
			return true;
		}
	}
	return false;
}

static uint32_t add_words(coverage_word *words, uint32_t n, xctl_str text)
{
	uint64_t hash;
	while (n < MOST_WORDS && next_word(&text, &hash)) {
		uint32_t i = 0;
		while (i < n && words[i].hash != hash)
			i++;
		if (i == n)
			words[n++] = (coverage_word){ hash, 0 };
	}
	return n;
}

static bool has_word(const coverage_word *words, uint32_t n, uint64_t hash)
{
	for (uint32_t i = 0; i < n; i++)
		if (words[i].hash == hash)
			return true;
	return false;
}

static xctl_code weigh(coverage_group *groups, uint32_t n, xctl_arena *arena, xctl_error *error)
{
	for (uint32_t g = 0; g < n; g++) {
		coverage_word *words = XCTL_NEW_ARRAY(arena, coverage_word, MOST_WORDS);
		if (!words)
			return xctl_fail_limit(error, "the table of controls");
		groups[g].words = words;
		groups[g].n_words = add_words(words, add_words(words, 0, groups[g].title), groups[g].name);
	}
	for (uint32_t g = 0; g < n; g++)
		for (uint32_t w = 0; w < groups[g].n_words; w++) {
			coverage_word *word = &groups[g].words[w];
			uint32_t users = 0;
			for (uint32_t k = 0; k < n; k++)
				users += has_word(groups[k].words, groups[k].n_words, word->hash);
			word->weight = WORD_POINTS / users;
		}
	return XCTL_OK;
}

/* --- reading --- */

static xctl_code read_groups(coverage_table *out, const reading *r, xctl_arena *arena, xctl_error *error)
{
	coverage_control *rows = XCTL_NEW_ARRAY(arena, coverage_control, r->tsv.n_rows);
	coverage_group *groups = XCTL_NEW_ARRAY(arena, coverage_group, r->tsv.n_rows);
	uint32_t n = 0;
	if (!rows || !groups)
		return xctl_fail_limit(error, "the table of controls");
	for (uint32_t i = 0; i < r->tsv.n_rows; i++) {
		xctl_str name = xctl_tsv_cell(&r->tsv, i, r->item);
		xctl_code code = read_row(&rows[i], r, i, error);
		if (code != XCTL_OK)
			return code;
		if (!n || !xctl_str_eq(groups[n - 1].name, name))
			groups[n++] =
				(coverage_group){ .name = name, .title = xctl_tsv_cell(&r->tsv, i, r->title), .rows = &rows[i] };
		groups[n - 1].n_rows++;
	}
	xctl_code code = weigh(groups, n, arena, error);
	if (code == XCTL_OK)
		*out = (coverage_table){ groups, n };
	return code;
}

xctl_code coverage_read_table(coverage_table *out, const xctl_desk *desk, xctl_arena *arena, xctl_error *error)
{
	law_file file;
	reading r;
	for (uint32_t i = 0; i < desk->snapshot.n_sources; i++) {
		if (!xctl_snapshot_source(&desk->snapshot, i, &file) || !xctl_str_is(file.path, path))
			continue;
		xctl_code code = xctl_tsv_read(&r.tsv, arena, file.text, path, error);
		if (code == XCTL_OK)
			code = find_columns(&r, error);
		return code == XCTL_OK ? read_groups(out, &r, arena, error) : code;
	}
	*out = (coverage_table){ 0 };
	return XCTL_OK;
}

const coverage_control *coverage_row(const coverage_group *group, xctl_str government)
{
	for (uint32_t i = 0; i < group->n_rows; i++)
		if (xctl_str_eq(group->rows[i].government, government))
			return &group->rows[i];
	return NULL;
}

/* --- matching --- */

const xctl_words *coverage_codes(const coverage_item *item, xctl_str government)
{
	for (uint32_t i = 0; i < item->n_codes; i++)
		if (xctl_str_eq_nocase(item->codes[i].system, government))
			return &item->codes[i].codes;
	return NULL;
}

size_t coverage_shares(const xctl_words *codes, xctl_str code)
{
	size_t best = 0;
	for (uint32_t i = 0; code.len && codes && i < codes->n; i++) {
		size_t shared = codes->at[i].len < code.len ? codes->at[i].len : code.len;
		if (shared > best && law_code_under(codes->at[i], codes->at[i].len, code, false) != LAW_NO)
			best = shared;
	}
	return best;
}

static uint32_t code_points(const coverage_group *group, const coverage_item *item)
{
	size_t points = 0;
	for (uint32_t i = 0; i < group->n_rows; i++) {
		size_t shared = coverage_shares(coverage_codes(item, group->rows[i].government), group->rows[i].code);
		points += shared ? shared + 1 : 0;
	}
	return (uint32_t)points * CODE_POINTS;
}

/* Words in common speak for a technology, words of its own that the item lacks a little against it. */
static int64_t title_points(const coverage_group *group, const coverage_word *words, uint32_t n)
{
	int64_t common = 0, foreign = 0;
	for (uint32_t i = 0; i < group->n_words; i++)
		if (has_word(words, n, group->words[i].hash))
			common += group->words[i].weight;
		else
			foreign += group->words[i].weight;
	return common - foreign / FOREIGN_PART;
}

static xctl_code stated_group(coverage_match *out, const coverage_table *table, const coverage_item *item,
	xctl_arena *arena, xctl_error *error)
{
	const coverage_group **one = XCTL_NEW_ARRAY(arena, const coverage_group *, 1);
	xctl_str *names = XCTL_NEW_ARRAY(arena, xctl_str, table->n_groups);
	if (!one || !names)
		return xctl_fail_limit(error, "the coverage");
	for (uint32_t g = 0; g < table->n_groups; g++) {
		names[g] = table->groups[g].name;
		if (!xctl_str_eq_nocase(names[g], item->control))
			continue;
		*one = &table->groups[g];
		*out = (coverage_match){ .at = one, .n = 1 };
		return XCTL_OK;
	}
	xctl_str near = xctl_nearest(item->control, names, table->n_groups);
	xctl_fail(error, XCTL_INPUT, "the table of controls has no \"%.*s\"", XCTL_FMT(item->control));
	xctl_at(error, NULL, item->line, 0);
	xctl_at_pointer(error, "control");
	if (near.len)
		xctl_hint(error, "did you mean %.*s?", XCTL_FMT(near));
	else
		xctl_hint(error, "leave the cell empty, or name an item of %s", path);
	return XCTL_INPUT;
}

xctl_code coverage_find(coverage_match *out, const coverage_table *table, const coverage_item *item, xctl_arena *arena,
	xctl_error *error)
{
	coverage_word words[MOST_WORDS];
	if (item->control.len)
		return stated_group(out, table, item, arena, error);
	const coverage_group **near = XCTL_NEW_ARRAY(arena, const coverage_group *, table->n_groups);
	int64_t *points = XCTL_NEW_ARRAY(arena, int64_t, table->n_groups), best = INT64_MIN;
	uint32_t n_words = add_words(words, 0, item->title), candidates = 0;
	if (!near || !points)
		return xctl_fail_limit(error, "the coverage");
	for (uint32_t g = 0; g < table->n_groups; g++) {
		uint32_t code = code_points(&table->groups[g], item);
		points[g] = code ? code + title_points(&table->groups[g], words, n_words) : INT64_MIN;
		best = points[g] > best ? points[g] : best;
		candidates += code > 0;
	}
	*out = (coverage_match){ .at = near };
	for (uint32_t g = 0; g < table->n_groups && candidates; g++)
		if (points[g] != INT64_MIN && points[g] > best - CLEAR_LEAD)
			near[out->n++] = &table->groups[g];
	/* Codes alone tell it when no other technology shares as much of them. */
	uint32_t rivals = 0;
	for (uint32_t g = 0; g < table->n_groups && out->n == 1; g++) {
		uint32_t code = &table->groups[g] == near[0] ? 0 : code_points(&table->groups[g], item);
		rivals += code && code + CLEAR_LEAD > code_points(near[0], item);
	}
	out->by_title = rivals > 0;
	return XCTL_OK;
}
