/* Lists as one flat block.
 *
 *   header   64 bytes: magic, then 32-bit little-endian numbers (see `enum slot`)
 *   lists    n_lists + 1 pairs of 32 bits: where the list's head lies in `records`, the number of its first entry
 *   entries  n_entries + 1 offsets of 32 bits into `records`
 *   records  heads and entries, as runs of LEB128 numbers; a text is its offset and length in `texts`
 *   texts    the bytes of every text once
 *
 * Nothing in it is an address, and nothing is trusted: every read is checked against its section. */
#include <string.h>

#include "lists/list.h"

#define HEADER 64u
#define VERSION 1u
static const char magic[8] = { 'x', 'l', 'i', 's', 't', 's', '\r', '\n' };

enum slot { SLOT_VERSION = 2, SLOT_SIZE, SLOT_N_LISTS, SLOT_N_ENTRIES, SLOT_LISTS, SLOT_ENTRIES, SLOT_RECORDS, SLOT_TEXTS };

static void put32(char *at, uint32_t value)
{
	for (int i = 0; i < 4; i++)
		at[i] = (char)(unsigned char)(value >> (8 * i));
}

static uint32_t get32(const char *at)
{
	uint32_t value = 0;
	for (int i = 0; i < 4; i++)
		value |= (uint32_t)(unsigned char)at[i] << (8 * i);
	return value;
}

/* --- writing --- */

typedef struct writer {
	xctl_arena scratch;
	xctl_map seen; /* text -> offset in texts */
	xctl_buf records, texts;
	bool failed;
} writer;

static void put_number(writer *w, uint32_t value)
{
	char bytes[5];
	size_t n = 0;
	do {
		bytes[n++] = (char)(unsigned char)((value & 0x7F) | (value > 0x7F ? 0x80 : 0));
		value >>= 7;
	} while (value);
	xctl_buf_put(&w->records, bytes, n);
}

static void put_date(writer *w, xctl_date date)
{
	put_number(w, ((uint32_t)date << 1) ^ (date < 0 ? UINT32_MAX : 0)); /* zigzag */
}

static void put_text(writer *w, xctl_str s)
{
	if (s.len == 0) {
		put_number(w, 0);
		return;
	}
	uint32_t at = xctl_map_get(&w->seen, s);
	if (at == XCTL_NONE) {
		if (s.len > UINT32_MAX / 2 || w->texts.len > UINT32_MAX / 2) {
			w->failed = true;
			return;
		}
		at = (uint32_t)w->texts.len;
		xctl_buf_str(&w->texts, s);
		w->failed = w->failed || !xctl_map_set(&w->seen, s, at);
	}
	put_number(w, (uint32_t)s.len);
	put_number(w, at);
}

static void put_texts(writer *w, const xctl_str *at, uint32_t n)
{
	put_number(w, n);
	for (uint32_t i = 0; i < n; i++)
		put_text(w, at[i]);
}

static void put_head(writer *w, const xctl_list *list)
{
	put_text(w, list->id);
	put_text(w, list->title);
	put_text(w, list->government);
	put_text(w, list->source);
	put_text(w, list->cites);
	put_date(w, list->as_of);
	put_date(w, list->known);
	put_number(w, list->max_age_days);
	put_number(w, list->excerpt);
}

static void put_entry(writer *w, const xctl_entry *e)
{
	put_text(w, e->id);
	put_number(w, (uint32_t)e->kind);
	put_number(w, (uint32_t)e->scope);
	put_number(w, (uint32_t)e->policy);
	put_number(w, e->carve_out);
	put_number(w, e->footnotes);
	put_number(w, e->n_names);
	for (uint32_t i = 0; i < e->n_names; i++) {
		put_number(w, (uint32_t)e->names[i].quality);
		put_text(w, e->names[i].text);
	}
	put_text(w, e->countries);
	put_texts(w, e->addresses, e->n_addresses);
	put_texts(w, e->ids, e->n_ids);
	put_texts(w, e->programmes, e->n_programmes);
	put_text(w, e->birth);
	put_texts(w, e->codes, e->n_codes);
	put_texts(w, e->except, e->n_except);
	put_texts(w, e->carved, e->n_carved);
	put_text(w, e->requirement_text);
	put_text(w, e->policy_text);
	put_text(w, e->cites);
	put_date(w, e->effective.from);
	put_date(w, e->effective.until);
	put_date(w, e->known.from);
	put_date(w, e->known.until);
}

/* Writes heads and entries; `tables` takes the offsets. */
static void put_all(writer *w, xctl_buf *tables, const xctl_list *lists, uint32_t n_lists)
{
	uint32_t first = 0;
	char pair[8];
	for (uint32_t i = 0; i < n_lists; i++) {
		put32(pair, (uint32_t)w->records.len);
		put32(pair + 4, first);
		xctl_buf_put(tables, pair, sizeof pair);
		put_head(w, &lists[i]);
		first += lists[i].n_entries;
	}
	put32(pair, (uint32_t)w->records.len);
	put32(pair + 4, first);
	xctl_buf_put(tables, pair, sizeof pair);
	for (uint32_t i = 0; i < n_lists; i++)
		for (uint32_t k = 0; k < lists[i].n_entries; k++) {
			put32(pair, (uint32_t)w->records.len);
			xctl_buf_put(tables, pair, 4);
			put_entry(w, &lists[i].entries[k]);
		}
	put32(pair, (uint32_t)w->records.len);
	xctl_buf_put(tables, pair, 4);
}

static void put_block(xctl_buf *out, const writer *w, const xctl_buf *tables, uint32_t n_lists, uint32_t n_entries)
{
	char header[HEADER] = { 0 };
	memcpy(header, magic, sizeof magic);
	uint32_t entries = HEADER + 8 * (n_lists + 1);
	uint32_t records = entries + 4 * (n_entries + 1);
	uint32_t texts = records + (uint32_t)w->records.len;
	put32(header + 4 * SLOT_VERSION, VERSION);
	put32(header + 4 * SLOT_SIZE, texts + (uint32_t)w->texts.len);
	put32(header + 4 * SLOT_N_LISTS, n_lists);
	put32(header + 4 * SLOT_N_ENTRIES, n_entries);
	put32(header + 4 * SLOT_LISTS, HEADER);
	put32(header + 4 * SLOT_ENTRIES, entries);
	put32(header + 4 * SLOT_RECORDS, records);
	put32(header + 4 * SLOT_TEXTS, texts);
	xctl_buf_put(out, header, sizeof header);
	xctl_buf_str(out, xctl_buf_view(tables));
	xctl_buf_str(out, xctl_buf_view(&w->records));
	xctl_buf_str(out, xctl_buf_view(&w->texts));
}

xctl_code xctl_lists_encode(xctl_buf *out, const xctl_list *lists, uint32_t n_lists, xctl_error *error)
{
	const size_t ceiling = (size_t)1 << 30;
	writer w = { .scratch = { .memory = out->memory, .ceiling = ceiling },
		.records = { .memory = out->memory, .ceiling = ceiling },
		.texts = { .memory = out->memory, .ceiling = ceiling } };
	w.seen.arena = &w.scratch;
	xctl_buf tables = { .memory = out->memory, .ceiling = ceiling };
	xctl_buf block = { .memory = out->memory, .ceiling = ceiling };
	uint64_t n_entries = 0;
	for (uint32_t i = 0; i < n_lists; i++)
		n_entries += lists[i].n_entries;

	bool fits = n_entries < UINT32_MAX / 8 && n_lists < UINT32_MAX / 16;
	if (fits)
		put_all(&w, &tables, lists, n_lists);
	fits = fits && !w.failed && !w.records.failed && !w.texts.failed && !tables.failed;
	if (fits)
		put_block(&block, &w, &tables, n_lists, (uint32_t)n_entries);
	fits = fits && !block.failed;
	size_t before = out->len;
	if (fits)
		xctl_buf_str(out, xctl_buf_view(&block));
	fits = fits && !out->failed && out->len == before + block.len;

	xctl_buf_drop(&block);
	xctl_buf_drop(&tables);
	xctl_buf_drop(&w.texts);
	xctl_buf_drop(&w.records);
	xctl_arena_drop(&w.scratch);
	return fits ? XCTL_OK : xctl_fail_limit(error, "encoding the lists");
}

/* --- reading --- */

static uint32_t slot(const xctl_lists *lists, enum slot which)
{
	return get32(lists->bytes.at + 4 * which);
}

xctl_code xctl_lists_open(xctl_lists *out, xctl_str bytes, xctl_error *error)
{
	xctl_lists lists = { .bytes = bytes };
	if (bytes.len < HEADER || memcmp(bytes.at, magic, sizeof magic) != 0)
		return xctl_fail(error, XCTL_DAMAGED, "this is no block of lists");
	if (slot(&lists, SLOT_VERSION) != VERSION) {
		xctl_fail(error, XCTL_DAMAGED, "the lists are in form %u, this program reads form %u", slot(&lists, SLOT_VERSION),
			VERSION);
		xctl_hint(error, "build the snapshot again with this program");
		return XCTL_DAMAGED;
	}
	lists.n_lists = slot(&lists, SLOT_N_LISTS);
	lists.n_entries = slot(&lists, SLOT_N_ENTRIES);
	uint64_t entries = HEADER + 8 * ((uint64_t)lists.n_lists + 1);
	uint64_t records = entries + 4 * ((uint64_t)lists.n_entries + 1);
	uint32_t texts = slot(&lists, SLOT_TEXTS), size = slot(&lists, SLOT_SIZE);
	if (slot(&lists, SLOT_LISTS) != HEADER || slot(&lists, SLOT_ENTRIES) != entries
	    || slot(&lists, SLOT_RECORDS) != records || texts < records || size < texts || size != bytes.len)
		return xctl_fail(error, XCTL_DAMAGED, "the block of lists is cut short or damaged");
	*out = lists;
	return XCTL_OK;
}

typedef struct reader {
	xctl_str texts;
	const char *at, *end;
	xctl_arena *arena;
	bool bad;
} reader;

static reader reader_over(const xctl_lists *lists, uint32_t from, uint32_t until, xctl_arena *arena)
{
	uint32_t records = slot(lists, SLOT_RECORDS), texts = slot(lists, SLOT_TEXTS);
	reader r = { .texts = { lists->bytes.at + texts, lists->bytes.len - texts }, .arena = arena };
	if (from > until || until > texts - records) {
		r.bad = true;
		r.at = r.end = lists->bytes.at;
		return r;
	}
	r.at = lists->bytes.at + records + from;
	r.end = lists->bytes.at + records + until;
	return r;
}

static uint32_t get_number(reader *r)
{
	uint64_t value = 0;
	for (unsigned shift = 0; shift < 35 && r->at < r->end; shift += 7) {
		unsigned char byte = (unsigned char)*r->at++;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (!(byte & 0x80)) {
			if (value > UINT32_MAX)
				break;
			return (uint32_t)value;
		}
	}
	r->bad = true;
	return 0;
}

/* A number of at most `most`. */
static uint32_t get_small(reader *r, uint32_t most)
{
	uint32_t value = get_number(r);
	if (value > most)
		r->bad = true;
	return r->bad ? 0 : value;
}

static xctl_date get_date(reader *r)
{
	uint32_t value = get_number(r);
	uint32_t plain = (value >> 1) ^ (value & 1 ? UINT32_MAX : 0);
	int32_t date;
	memcpy(&date, &plain, sizeof date);
	return date;
}

static xctl_str get_text(reader *r)
{
	uint32_t len = get_number(r);
	if (r->bad || len == 0)
		return (xctl_str){ "", 0 };
	uint32_t at = get_number(r);
	if (r->bad || at > r->texts.len || len > r->texts.len - at) {
		r->bad = true;
		return (xctl_str){ "", 0 };
	}
	return (xctl_str){ r->texts.at + at, len };
}

/* A count of things that take at least one byte each. */
static uint32_t get_count(reader *r)
{
	return get_small(r, (uint32_t)(r->end - r->at));
}

static const xctl_str *get_texts(reader *r, uint32_t *n)
{
	uint32_t count = get_count(r);
	*n = 0;
	if (r->bad || count == 0)
		return NULL;
	xctl_str *at = XCTL_NEW_ARRAY(r->arena, xctl_str, count);
	if (!at) {
		r->bad = true;
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++)
		at[i] = get_text(r);
	*n = count;
	return at;
}

static const xctl_name *get_names(reader *r, uint32_t *n)
{
	uint32_t count = get_count(r);
	*n = 0;
	if (r->bad || count == 0)
		return NULL;
	xctl_name *at = XCTL_NEW_ARRAY(r->arena, xctl_name, count);
	if (!at) {
		r->bad = true;
		return NULL;
	}
	for (uint32_t i = 0; i < count; i++) {
		at[i].quality = (xctl_name_quality)get_small(r, XCTL_NAME_WEAK);
		at[i].text = get_text(r);
	}
	*n = count;
	return at;
}

/* The two numbers of a list's row in the table. */
static void list_row(const xctl_lists *lists, uint32_t list, uint32_t *record, uint32_t *first)
{
	const char *row = lists->bytes.at + HEADER + 8 * (size_t)list;
	*record = get32(row);
	*first = get32(row + 4);
}

bool xctl_lists_head(const xctl_lists *lists, uint32_t list, xctl_list *out)
{
	uint32_t from, until, first, count;
	if (!xctl_lists_range(lists, list, &first, &count))
		return false;
	list_row(lists, list, &from, &first);
	list_row(lists, list + 1, &until, &first);
	reader r = reader_over(lists, from, until, NULL);
	xctl_list head = { .id = get_text(&r) };
	head.title = get_text(&r);
	head.government = get_text(&r);
	head.source = get_text(&r);
	head.cites = get_text(&r);
	head.as_of = get_date(&r);
	head.known = get_date(&r);
	head.max_age_days = get_number(&r);
	head.excerpt = get_small(&r, 1) == 1;
	head.n_entries = count;
	if (r.bad)
		return false;
	*out = head;
	return true;
}

bool xctl_lists_range(const xctl_lists *lists, uint32_t list, uint32_t *first, uint32_t *count)
{
	if (list >= lists->n_lists)
		return false;
	uint32_t record, from, until;
	list_row(lists, list, &record, &from);
	list_row(lists, list + 1, &record, &until);
	if (from > until || until > lists->n_entries)
		return false;
	*first = from;
	*count = until - from;
	return true;
}

/* The list that holds an entry: the last whose first entry is not after it. */
static uint32_t list_of(const xctl_lists *lists, uint32_t entry)
{
	uint32_t low = 0, high = lists->n_lists;
	while (low + 1 < high) {
		uint32_t middle = low + (high - low) / 2, record, first;
		list_row(lists, middle, &record, &first);
		if (first <= entry)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static void get_entry(reader *r, xctl_entry *e)
{
	e->id = get_text(r);
	e->kind = (xctl_party_kind)get_small(r, XCTL_PARTY_ADDRESS);
	e->scope = (xctl_scope)get_small(r, XCTL_SCOPE_UNPARSED);
	e->policy = (xctl_policy)get_small(r, XCTL_POLICY_MIXED);
	e->carve_out = get_small(r, 1) == 1;
	e->footnotes = (uint8_t)get_small(r, UINT8_MAX);
	e->names = get_names(r, &e->n_names);
	e->countries = get_text(r);
	e->addresses = get_texts(r, &e->n_addresses);
	e->ids = get_texts(r, &e->n_ids);
	e->programmes = get_texts(r, &e->n_programmes);
	e->birth = get_text(r);
	e->codes = get_texts(r, &e->n_codes);
	e->except = get_texts(r, &e->n_except);
	e->carved = get_texts(r, &e->n_carved);
	e->requirement_text = get_text(r);
	e->policy_text = get_text(r);
	e->cites = get_text(r);
	e->effective.from = get_date(r);
	e->effective.until = get_date(r);
	e->known.from = get_date(r);
	e->known.until = get_date(r);
	if (e->n_names == 0 || e->countries.len % 2)
		r->bad = true;
}

bool xctl_lists_entry(const xctl_lists *lists, uint32_t entry, xctl_arena *arena, xctl_entry *out, uint32_t *list)
{
	if (entry >= lists->n_entries || lists->n_lists == 0)
		return false;
	const char *row = lists->bytes.at + HEADER + 8 * ((size_t)lists->n_lists + 1) + 4 * (size_t)entry;
	reader r = reader_over(lists, get32(row), get32(row + 4), arena);
	xctl_entry found = { .kind = XCTL_PARTY_UNKNOWN };
	if (!r.bad)
		get_entry(&r, &found);
	uint32_t of = list_of(lists, entry), first, count;
	if (r.bad || !xctl_lists_range(lists, of, &first, &count) || entry < first || entry - first >= count)
		return false;
	*out = found;
	if (list)
		*list = of;
	return true;
}

uint32_t xctl_lists_find(const xctl_lists *lists, xctl_str id)
{
	for (uint32_t i = 0; i < lists->n_lists; i++) {
		xctl_list head;
		if (xctl_lists_head(lists, i, &head) && xctl_str_eq(head.id, id))
			return i;
	}
	return XCTL_NONE;
}

/* Only the id: the first text of the record. */
static bool entry_id(const xctl_lists *lists, uint32_t entry, xctl_str *id)
{
	const char *row = lists->bytes.at + HEADER + 8 * ((size_t)lists->n_lists + 1) + 4 * (size_t)entry;
	reader r = reader_over(lists, get32(row), get32(row + 4), NULL);
	*id = get_text(&r);
	return !r.bad;
}

uint32_t xctl_lists_find_entry(const xctl_lists *lists, uint32_t list, xctl_str id)
{
	uint32_t first, count;
	if (!xctl_lists_range(lists, list, &first, &count))
		return XCTL_NONE;
	uint32_t low = first, high = first + count;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		xctl_str here;
		if (!entry_id(lists, middle, &here))
			return XCTL_NONE;
		int order = xctl_str_cmp(id, here);
		if (order == 0)
			return middle;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return XCTL_NONE;
}
