/* A block of rows, column by column: what each look asks, and its answers for all rows side by side or for one row. */
#include <string.h>

#include "desk/bulk_inside.h"

enum { LONGEST_KEY = 4 * BULK_WIDEST };

/* --- what the looks ask --- */

typedef struct laying {
	const struct bulk_memory *b;
	bulk_look *look;
	uint32_t n;
} laying;

static void ask(laying *l, const void *integers)
{
	l->look->at[l->n++] = integers;
}

static void ask_cell(laying *l, uint32_t column)
{
	const bulk_block *k = l->b->block;
	if (column == XCTL_NONE)
		ask(l, k->empty);
	else if (column == l->b->value)
		ask(l, k->worth);
	else
		ask(l, l->b->asking.table->columns[column].codes + k->first);
}

static void ask_cells(laying *l, const bulk_columns *columns)
{
	for (uint32_t c = 0; c < columns->n; c++)
		ask_cell(l, columns->at[c]);
}

/* What is asked of every part: its cells, on a day and in a world. */
static laying ask_part(const struct bulk_memory *b, bulk_look *look, law_part part, const bulk_columns *columns)
{
	laying l = { b, look, 0 };
	ask(&l, b->block->part_epoch[part]);
	ask(&l, b->block->world);
	ask_cells(&l, columns);
	return l;
}

static void done(const laying *l)
{
	if (!l->look->known.width)
		tuples_begin(&l->look->known, l->n);
}

static void lay_party(const struct bulk_memory *b, bulk_look *look, bulk_look *listed, const bulk_columns *columns)
{
	laying l = ask_part(b, look, LAW_PART_PARTY, columns);
	ask_cells(&l, &b->facts_of_parties);
	done(&l);
	laying more = ask_part(b, listed, LAW_PART_PARTY, columns);
	ask_cells(&more, &b->facts_of_parties);
	ask(&more, b->block->day);
	ask_cells(&more, &b->part[LAW_PART_ITEM]);
	done(&more);
}

static void lay_pair(const struct bulk_memory *b, bulk_look *look, const uint32_t *one, const uint32_t *other)
{
	laying l = { b, look, 0 };
	ask(&l, one);
	ask(&l, other);
	done(&l);
}

static void lay_day(struct bulk_memory *b)
{
	laying l = { b, &b->day, 0 };
	ask_cell(&l, b->date);
	ask_cell(&l, b->leaves);
	ask_cell(&l, b->known);
	done(&l);
}

static void lay_setting(struct bulk_memory *b)
{
	const bulk_block *k = b->block;
	laying l = { b, &b->setting, 0 };
	ask(&l, k->part[LAW_PART_ROUTE]);
	ask(&l, k->part[LAW_PART_ACT]);
	ask(&l, k->epoch);
	ask(&l, k->known);
	ask(&l, k->foreign);
	ask_cell(&l, b->kind);
	done(&l);
}

static void lay_company(struct bulk_memory *b)
{
	laying l = { b, &b->company, 0 };
	for (uint32_t s = 0; s <= b->n_slots; s++)
		ask(&l, b->block->together[s]);
	done(&l);
}

static bulk_slot *slot_of(struct bulk_memory *b, uint32_t s)
{
	return &b->slots[s == b->n_slots ? BULK_SLOTS : s]; /* the stranger comes last */
}

static void lay_keys(struct bulk_memory *b)
{
	bulk_block *k = b->block;
	lay_day(b);
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++) {
		laying l = ask_part(b, &b->parts[p], (law_part)p, &b->part[p]);
		done(&l);
	}
	lay_setting(b);
	lay_pair(b, &b->thing, k->setting, k->part[LAW_PART_ITEM]);
	lay_pair(b, &b->value_of, k->thing, k->part[LAW_PART_WORTH]);
	lay_pair(b, &b->line, k->value, k->part[LAW_PART_CONTENT]);
	for (uint32_t s = 0; s <= b->n_slots; s++) {
		bulk_slot *slot = slot_of(b, s);
		lay_party(b, &slot->alone, &slot->alone_listed, &slot->columns);
		lay_party(b, &slot->owned, &slot->owned_listed, &b->everybody);
	}
	lay_company(b);
	lay_pair(b, &b->pair, k->joined, k->company);
}

typedef xctl_code (*maker)(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out);

static bool begin(struct bulk_memory *b, bulk_look *look, maker make, uint32_t which, uint32_t *out)
{
	*look = (bulk_look){ .at = XCTL_NEW_ARRAY(&b->arena, const int32_t *, LONGEST_KEY), .make = make, .which = which, .out = out };
	return look->at != NULL;
}

xctl_code bulk_begin_looks(struct bulk_memory *b)
{
	bulk_block *k = b->block = XCTL_NEW(&b->arena, bulk_block);
	bool good = k && begin(b, &b->day, bulk_make_day, 0, k->day) && begin(b, &b->setting, bulk_make_setting, 0, k->setting)
		&& begin(b, &b->thing, bulk_make_joined, LAW_PART_ITEM, k->thing)
		&& begin(b, &b->value_of, bulk_make_joined, LAW_PART_WORTH, k->value)
		&& begin(b, &b->line, bulk_make_joined, LAW_PART_CONTENT, k->joined)
		&& begin(b, &b->company, bulk_make_company, 0, k->company) && begin(b, &b->pair, bulk_make_outcome, 0, k->outcome);
	for (uint32_t p = 0; good && p < LAW_PARTS_OF_TRANSFER; p++)
		good = begin(b, &b->parts[p], bulk_make_part, p, k->part[p]);
	for (uint32_t s = 0; good && s <= b->n_slots; s++) {
		bulk_slot *slot = slot_of(b, s);
		uint32_t at = (uint32_t)(slot - b->slots);
		good = begin(b, &slot->alone, bulk_make_party, at, slot->class) && begin(b, &slot->owned, bulk_make_party, at, slot->other)
			&& begin(b, &slot->alone_listed, bulk_make_listed, at, slot->other)
			&& begin(b, &slot->owned_listed, bulk_make_listed, at, slot->other);
	}
	for (uint32_t i = 0; good && i < BULK_BLOCK; i++)
		k->empty[i] = XCTL_TABLE_EMPTY;
	return good ? XCTL_OK : xctl_fail_limit(b->error, "the table");
}

void bulk_drop_looks(struct bulk_memory *b)
{
	bulk_look *const looks[] = { &b->day, &b->setting, &b->thing, &b->value_of, &b->line, &b->company, &b->pair };
	for (size_t i = 0; i < sizeof looks / sizeof *looks; i++)
		tuples_drop(&looks[i]->known);
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		tuples_drop(&b->parts[p].known);
	for (uint32_t s = 0; s <= BULK_SLOTS; s++) {
		tuples_drop(&b->slots[s].alone.known);
		tuples_drop(&b->slots[s].owned.known);
		tuples_drop(&b->slots[s].alone_listed.known);
		tuples_drop(&b->slots[s].owned_listed.known);
	}
}

/* --- what can be said without a look --- */

static const int32_t *codes_of(const struct bulk_memory *b, uint32_t column)
{
	return b->asking.table->columns[column].codes + b->block->first;
}

static void mark_filled(const struct bulk_memory *b, uint8_t *marks, const bulk_columns *columns)
{
	for (uint32_t c = 0; c < columns->n; c++) {
		const int32_t *codes = codes_of(b, columns->at[c]);
		for (uint32_t i = 0; i < b->block->n; i++)
			marks[i] |= codes[i] >= 0;
	}
}

/* A stated day that is none: reading the row says so. */
static void mark_bad_days(const struct bulk_memory *b, uint32_t column, const xctl_date *days)
{
	if (column == XCTL_NONE)
		return;
	const int32_t *codes = codes_of(b, column);
	for (uint32_t i = 0; i < b->block->n; i++)
		b->block->plain[i] |= codes[i] >= 0 && days[codes[i]] == XCTL_DATE_NONE;
}

/* Transfers of several lines: those whose id stands in the row above or below, too. */
static void mark_lines(const struct bulk_memory *b)
{
	if (b->id == XCTL_NONE)
		return;
	bulk_block *k = b->block;
	const int32_t *ids = codes_of(b, b->id);
	bool more = k->first + k->n < b->asking.table->n_rows;
	for (uint32_t i = 0; i + 1 < k->n + more; i++) {
		bool same = ids[i] >= 0 && ids[i] == ids[i + 1];
		k->plain[i] |= same;
		if (i + 1 < k->n)
			k->plain[i + 1] |= same;
	}
}

/* Rows that say more than parts can hold, or something that only reading can refuse. */
static void mark_plain(const struct bulk_memory *b)
{
	bulk_block *k = b->block;
	memset(k->plain, b->one_by_one || b->kind == XCTL_NONE, k->n);
	mark_lines(b);
	mark_filled(b, k->plain, &b->plain);
	for (uint32_t c = 0; c < b->numbers.n; c++) {
		const int32_t *codes = codes_of(b, b->numbers.at[c]);
		for (uint32_t i = 0; i < k->n; i++)
			k->plain[i] |= codes[i] >= 0 && !b->is_number[c][codes[i]];
	}
	mark_bad_days(b, b->date, b->dates);
	mark_bad_days(b, b->leaves, b->leaving);
	mark_bad_days(b, b->known, b->knowing);
	if (b->unstated == XCTL_NONE)
		return;
	const int32_t *worlds = codes_of(b, b->unstated);
	for (uint32_t i = 0; i < k->n; i++)
		k->plain[i] |= worlds[i] >= 0 && b->worlds[worlds[i]] == BULK_NO_WORLD;
}

/* Cells by what their words come to; an empty one keeps its own number. */
static void translate(const struct bulk_memory *b, int32_t *out, uint32_t column, const int32_t *come_to)
{
	const int32_t *codes = codes_of(b, column);
	for (uint32_t i = 0; i < b->block->n; i++)
		out[i] = codes[i] < 0 ? codes[i] : come_to[codes[i]];
}

void bulk_begin_block(struct bulk_memory *b, uint64_t first)
{
	bulk_block *k = b->block;
	uint64_t left = b->asking.table->n_rows - first;
	k->first = first;
	k->n = left < BULK_BLOCK ? (uint32_t)left : BULK_BLOCK;
	memset(k->fresh, 0, k->n);
	memset(k->owned, 0, k->n);
	mark_plain(b);
	mark_filled(b, k->owned, &b->owners);
	for (uint32_t s = 0; s < b->n_slots; s++) {
		memset(b->slots[s].filled, 0, k->n);
		mark_filled(b, b->slots[s].filled, &b->slots[s].columns);
		mark_filled(b, b->slots[s].filled, &b->slots[s].owners);
	}
	if (b->value != XCTL_NONE)
		translate(b, k->worth, b->value, b->worth);
	for (uint32_t i = 0; i < k->n; i++) {
		int32_t from = xctl_table_code(b->asking.table, b->from, first + i);
		k->foreign[i] = from < 0 ? 0 : b->foreign[from];
		bool no = xctl_table_code(b->asking.table, b->unstated, first + i) >= 0;
		k->world[i] = no ? LAW_WORLD_UNSTATED_NO : LAW_WORLD_OPEN;
	}
	lay_keys(b);
}

/* --- what comes of some answers before the next look --- */

static void spread_day(struct bulk_memory *b, uint32_t i)
{
	static const bulk_day unknown = { .known = XCTL_DATE_NONE, .epoch = XCTL_NONE,
		.parts = { XCTL_NONE, XCTL_NONE, XCTL_NONE, XCTL_NONE, XCTL_NONE, XCTL_NONE } }; /* nothing is found under it */
	bulk_block *k = b->block;
	const bulk_day *day = k->day[i] == XCTL_NONE ? &unknown : bulk_day_at(b, i);
	k->known[i] = day->known;
	k->epoch[i] = (int32_t)day->epoch;
	for (uint32_t p = 0; p <= LAW_PART_PARTY; p++)
		k->part_epoch[p][i] = (int32_t)day->parts[p];
}

/* The stranger stands where nobody is named who receives. */
static void look_for_stranger(struct bulk_memory *b)
{
	bulk_block *k = b->block;
	uint8_t *filled = b->slots[BULK_SLOTS].filled;
	memset(filled, 1, k->n);
	for (uint32_t s = 0; s < b->n_slots; s++)
		for (uint32_t i = 0; b->slots[s].receives && i < k->n; i++)
			filled[i] &= !b->slots[s].filled[i];
}

/* In whatever order and however often: parties of one class are one. */
static void put_together(struct bulk_memory *b, uint32_t i)
{
	bulk_block *k = b->block;
	uint32_t n = 0;
	for (uint32_t s = 0; s <= b->n_slots; s++) {
		const bulk_slot *slot = slot_of(b, s);
		uint32_t at = n, class = slot->class[i];
		if (!slot->filled[i])
			continue;
		while (at > 0 && k->together[at - 1][i] > class)
			at--;
		if (at > 0 && k->together[at - 1][i] == class)
			continue;
		for (uint32_t j = n++; j > at; j--)
			k->together[j][i] = k->together[j - 1][i];
		k->together[at][i] = class;
	}
	for (; n <= b->n_slots; n++)
		k->together[n][i] = XCTL_NONE;
}

/* --- all rows --- */

static void find(struct bulk_memory *b, const bulk_look *look)
{
	bulk_block *k = b->block;
	tuples_find_many(&look->known, look->at, k->n, look->out);
	for (uint32_t i = 0; i < k->n; i++)
		k->fresh[i] |= look->out[i] == XCTL_NONE;
}

/* A slot's party in those rows that speak of it; others' answers do not matter. */
static void find_party(struct bulk_memory *b, bulk_slot *slot)
{
	bulk_block *k = b->block;
	bool listed = false;
	tuples_find_many(&slot->alone.known, slot->alone.at, k->n, slot->class);
	if (b->owners.n) {
		tuples_find_many(&slot->owned.known, slot->owned.at, k->n, slot->other);
		for (uint32_t i = 0; i < k->n; i++)
			slot->class[i] = k->owned[i] ? slot->other[i] : slot->class[i];
	}
	for (uint32_t i = 0; i < k->n; i++) {
		listed |= slot->filled[i] && slot->class[i] == BULK_LISTED;
		k->fresh[i] |= slot->filled[i] && slot->class[i] == XCTL_NONE;
	}
	for (int owned = 0; listed && owned <= (b->owners.n > 0); owned++) {
		const bulk_look *look = owned ? &slot->owned_listed : &slot->alone_listed;
		tuples_find_many(&look->known, look->at, k->n, look->out);
		for (uint32_t i = 0; i < k->n; i++) {
			if (slot->class[i] != BULK_LISTED || k->owned[i] != owned)
				continue;
			slot->class[i] = look->out[i];
			k->fresh[i] |= slot->filled[i] && look->out[i] == XCTL_NONE;
		}
	}
}

void bulk_find_block(struct bulk_memory *b)
{
	bulk_block *k = b->block;
	find(b, &b->day);
	for (uint32_t i = 0; i < k->n; i++)
		spread_day(b, i);
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER; p++)
		find(b, &b->parts[p]);
	find(b, &b->setting);
	find(b, &b->thing);
	find(b, &b->value_of);
	find(b, &b->line);
	look_for_stranger(b);
	for (uint32_t s = 0; s <= b->n_slots; s++)
		find_party(b, slot_of(b, s));
	for (uint32_t i = 0; i < k->n; i++)
		put_together(b, i);
	find(b, &b->company);
	find(b, &b->pair);
}

/* --- one row --- */

static xctl_code meet_again(struct bulk_memory *b, bulk_look *look, uint32_t i)
{
	int32_t key[LONGEST_KEY];
	uint32_t made;
	for (uint32_t k = 0; k < look->known.width; k++)
		key[k] = look->at[k][i];
	uint64_t hash = tuples_hash(key, look->known.width);
	const uint32_t *found = tuples_find(&look->known, key, hash);
	if (found) {
		look->out[i] = *found;
		return XCTL_OK;
	}
	xctl_code code = look->make(b, look, i, &made);
	if (code != XCTL_OK)
		return code;
	look->out[i] = made;
	return tuples_add(&look->known, key, hash, made) ? XCTL_OK : xctl_fail_limit(b->error, "the cases");
}

/* What was found of the row with the others of its block stays found. */
static xctl_code meet(struct bulk_memory *b, bulk_look *look, uint32_t i)
{
	return look->out[i] == XCTL_NONE ? meet_again(b, look, i) : XCTL_OK;
}

static xctl_code meet_party(struct bulk_memory *b, bulk_slot *slot, uint32_t i)
{
	bool owned = b->block->owned[i];
	bulk_look *look = owned ? &slot->owned : &slot->alone;
	xctl_code code = meet_again(b, look, i);
	if (code == XCTL_OK && look->out[i] == BULK_LISTED) {
		look = owned ? &slot->owned_listed : &slot->alone_listed;
		code = meet_again(b, look, i);
	}
	slot->class[i] = code == XCTL_OK ? look->out[i] : XCTL_NONE;
	return code;
}

xctl_code bulk_meet_row(struct bulk_memory *b, uint32_t i)
{
	xctl_code code = meet(b, &b->day, i);
	if (code == XCTL_OK)
		spread_day(b, i);
	for (uint32_t p = 0; p < LAW_PARTS_OF_TRANSFER && code == XCTL_OK; p++)
		code = meet(b, &b->parts[p], i);
	bulk_look *const joins[] = { &b->setting, &b->thing, &b->value_of, &b->line };
	for (size_t s = 0; s < sizeof joins / sizeof *joins && code == XCTL_OK; s++)
		code = meet(b, joins[s], i);
	for (uint32_t s = 0; s <= b->n_slots && code == XCTL_OK; s++)
		if (slot_of(b, s)->filled[i] && slot_of(b, s)->class[i] == XCTL_NONE)
			code = meet_party(b, slot_of(b, s), i);
	if (code != XCTL_OK)
		return code;
	put_together(b, i); /* and not as it was while one of them was wanting */
	code = meet_again(b, &b->company, i);
	return code == XCTL_OK ? meet_again(b, &b->pair, i) : code;
}
