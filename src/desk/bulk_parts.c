/* Parts of transfers: known by their cells, or read as a transfer and interned. */
#include <string.h>

#include "desk/bulk_inside.h"

/* Where the transfer that begins at this row ends: lines of one id follow each other. */
uint64_t bulk_end_of(const struct bulk_memory *b, uint64_t row)
{
	const xctl_table *table = b->asking.table;
	uint64_t end = row + 1;
	if (b->id == XCTL_NONE || table->columns[b->id].codes[row] < 0)
		return end;
	const int32_t *codes = table->columns[b->id].codes;
	while (end < table->n_rows && codes[end] == codes[row])
		end++;
	return end;
}

static xctl_code put_together(struct bulk_memory *b, uint64_t row, uint64_t end, json_t **document)
{
	const xctl_table *table = b->asking.table;
	xctl_arena_reset(&b->question);
	xctl_str *cells = XCTL_NEW_ARRAY(&b->question, xctl_str, table->n_columns);
	xctl_code code = cells ? XCTL_OK : xctl_fail_limit(b->error, "the row");
	for (; row < end && code == XCTL_OK; row++) {
		for (uint32_t i = 0; i < table->n_columns; i++)
			cells[i] = xctl_table_cell(table, i, row);
		code = xctl_columns_add(b->columns, cells, table->n_columns, document, b->error);
	}
	if (code == XCTL_OK)
		xctl_columns_end(*document);
	return code;
}

xctl_code bulk_document(json_t **out, const bulk_answers *answers, uint64_t row, xctl_error *error)
{
	struct bulk_memory *b = answers->memory;
	b->error = error;
	*out = NULL;
	xctl_code code = put_together(b, row, bulk_end_of(b, row), out);
	if (code != XCTL_OK) {
		json_decref(*out);
		*out = NULL;
	}
	return code;
}

/* The rows under way as a transfer, once. */
xctl_code bulk_read_row(struct bulk_memory *b)
{
	if (b->read)
		return XCTL_OK;
	const law_book *book = &b->asking.desks[0]->snapshot.book;
	json_t *document = NULL;
	xctl_code code = put_together(b, b->row, b->end, &document);
	if (code == XCTL_OK)
		code = desk_check_lengths(document, b->error) == XCTL_OK ? XCTL_OK : XCTL_INPUT;
	if (code == XCTL_OK) {
		code = xctl_transfer_read(&b->transfer, &b->question, document, book->assigned, b->error);
		b->read = code == XCTL_OK;
	}
	json_decref(document);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++)
		code = desk_check_codes(b->asking.desks[d], &b->transfer, b->error);
	return code;
}

uint32_t bulk_key(const struct bulk_memory *b, int32_t *key, const bulk_columns *columns, uint32_t epoch, law_world world)
{
	const xctl_table *table = b->asking.table;
	key[0] = (int32_t)epoch;
	key[1] = (int32_t)world;
	for (uint32_t i = 0; i < columns->n; i++) {
		uint32_t column = columns->at[i];
		int32_t code = table->columns[column].codes[b->row];
		key[2 + i] = code >= 0 && column == b->value ? b->worth[code] : code;
	}
	return 2 + columns->n;
}

static law_frame frame_of(const struct bulk_memory *b, const bulk_day *day, law_world world)
{
	const xctl_transfer *t = &b->transfer;
	return (law_frame){ .transfer = t, .item = t->n_items ? &t->items[0] : NULL,
		.to = t->to.stated == XCTL_STATED ? t->to.country : XCTL_COUNTRY_NONE, .date = day->date, .known = day->known,
		.world = world };
}

static xctl_code make_part(struct bulk_memory *b, law_part part, const bulk_day *day, law_world world, uint32_t *out)
{
	bulk_part made = { { NULL } };
	xctl_code code = bulk_read_row(b);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++) {
		law_frame frame = frame_of(b, day, world);
		code = law_content(&frame, b->session[d], &b->question, b->error);
		if (code != XCTL_OK)
			break;
		made.of[d] = law_profile_of(b->session[d], part, &frame, &b->question);
		if (!made.of[d])
			code = xctl_fail_limit(b->error, "the parts of the transfers");
	}
	*out = code == XCTL_OK ? tuples_number(&b->part_classes, &made) : XCTL_NONE;
	return code == XCTL_OK && *out == XCTL_NONE ? xctl_fail_limit(b->error, "the parts of the transfers") : code;
}

xctl_code bulk_find_part(struct bulk_memory *b, law_part part, const int32_t *key, const bulk_day *day, law_world world,
	uint32_t *out)
{
	tuples *known = &b->parts[part];
	uint64_t hash = tuples_hash(key, known->width);
	uint32_t *found = tuples_find(known, key, hash);
	if (found) {
		*out = *found;
		return XCTL_OK;
	}
	xctl_code code = make_part(b, part, day, world, out);
	if (code == XCTL_OK && !tuples_add(known, key, hash, *out))
		code = xctl_fail_limit(b->error, "the parts of the transfers");
	return code;
}

/* --- parties --- */

static bool some_filled(const struct bulk_memory *b, const bulk_columns *columns)
{
	for (uint32_t i = 0; i < columns->n; i++)
		if (b->asking.table->columns[columns->at[i]].codes[b->row] >= 0)
			return true;
	return false;
}

bool bulk_fills(const struct bulk_memory *b, const bulk_slot *slot)
{
	return some_filled(b, &slot->columns) || some_filled(b, &slot->owners);
}

/* Where the slot's party stands in the transfer that was read: those of its role that no cell speaks of are not there. */
static uint32_t place_of(const struct bulk_memory *b, const bulk_slot *slot)
{
	uint32_t before = 0, seen = 0;
	for (uint32_t s = 0; slot->role && s < b->n_slots; s++)
		if (strcmp(b->slots[s].role, slot->role) == 0 && b->slots[s].which < slot->which && bulk_fills(b, &b->slots[s]))
			before++;
	for (uint32_t i = 0; slot->role && i < b->transfer.n_parties; i++)
		if (xctl_str_is(b->transfer.parties[i].role.at, slot->role) && seen++ == before)
			return i;
	return XCTL_NONE;
}

static uint64_t hits_on(const xctl_desk *desk, const desk_person *person)
{
	uint64_t mask = 0;
	for (uint32_t r = 0; r < desk->snapshot.book.n_regimes; r++)
		for (uint32_t h = 0; h < person->n_hits; h++)
			if (desk_regime_minds(desk, r, &person->hits[h]))
				mask |= UINT64_C(1) << r;
	return mask;
}

static xctl_code stand(struct bulk_memory *b, uint32_t d, uint32_t place, const desk_parties *parties, const bulk_day *day,
	law_world world, bool cleared, const law_standing **out)
{
	law_frame frame = frame_of(b, day, world);
	xctl_code code = desk_law_parties(&frame.parties, &frame.n_parties, b->asking.desks[d], parties, &b->transfer, frame.item,
		world, cleared, &b->question, b->error);
	if (code != XCTL_OK)
		return code;
	*out = law_standing_of(b->session[d], place == XCTL_NONE ? frame.n_parties - 1 : place, &frame, &b->question);
	return *out ? XCTL_OK : xctl_fail_limit(b->error, "the parties of the transfers");
}

static xctl_code see_party(struct bulk_memory *b, uint32_t d, uint32_t place, const bulk_day *day, law_world world,
	bulk_party *made, bool *listed)
{
	desk_parties parties;
	xctl_code code = desk_find_parties(&parties, b->asking.desks[d], &b->transfer, world, day->date, day->known, &b->question,
		b->error);
	if (code != XCTL_OK)
		return code;
	/* Owners' listings count with their terms too; an owner's open hit is any party's of the transfer. */
	for (uint32_t p = 0; p < parties.n; p++) {
		bool own = p == place || parties.at[p].party == XCTL_NONE;
		*listed |= (own || parties.n_holdings) && parties.at[p].n_listings > 0;
		if (own)
			made->hits[d] |= hits_on(b->asking.desks[d], &parties.at[p]);
	}
	code = stand(b, d, place, &parties, day, world, false, &made->open[d]);
	made->cleared[d] = made->open[d];
	if (code == XCTL_OK && *listed)
		code = stand(b, d, place, &parties, day, world, true, &made->cleared[d]);
	return code;
}

static xctl_code make_party(struct bulk_memory *b, const bulk_slot *slot, const bulk_day *day, law_world world, bool *listed,
	uint32_t *out)
{
	bulk_party made = { { NULL }, { NULL }, { 0 } };
	xctl_code code = bulk_read_row(b);
	uint32_t place = code == XCTL_OK ? place_of(b, slot) : XCTL_NONE;
	if (code == XCTL_OK && slot->role && place == XCTL_NONE)
		code = xctl_fail(b->error, XCTL_INPUT, "a party of the role %s has no place", slot->role);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++)
		code = see_party(b, d, place, day, world, &made, listed);
	*out = code == XCTL_OK ? tuples_number(&b->party_classes, &made) : XCTL_NONE;
	return code == XCTL_OK && *out == XCTL_NONE ? xctl_fail_limit(b->error, "the parties of the transfers") : code;
}

static uint32_t add_codes(const struct bulk_memory *b, int32_t *key, uint32_t n, const bulk_columns *columns)
{
	for (uint32_t i = 0; i < columns->n; i++)
		key[n++] = b->asking.table->columns[columns->at[i]].codes[b->row];
	return n;
}

/* The class under a key, made where it is new; `listed` keeps the word for it in the first of the two tables. */
static xctl_code class_under(struct bulk_memory *b, tuples *known, const int32_t *key, uint32_t n, const bulk_slot *slot,
	const bulk_day *day, law_world world, bool *listed, uint32_t *out)
{
	if (!known->width)
		tuples_begin(known, n);
	uint64_t hash = tuples_hash(key, n);
	uint32_t *found = tuples_find(known, key, hash);
	bool first = !*listed;
	if (found) {
		*out = *found;
		*listed |= *found == BULK_LISTED;
		return XCTL_OK;
	}
	xctl_code code = make_party(b, slot, day, world, listed, out);
	if (code == XCTL_OK && !tuples_add(known, key, hash, first && *listed ? BULK_LISTED : *out))
		code = xctl_fail_limit(b->error, "the parties of the transfers");
	return code;
}

xctl_code bulk_find_party(struct bulk_memory *b, bulk_slot *slot, const bulk_day *day, uint32_t day_number, law_world world,
	uint32_t *out)
{
	int32_t key[4 * BULK_WIDEST];
	bool owned = some_filled(b, &b->owners), listed = false;
	bulk_known *known = owned ? &slot->owned : &slot->alone;
	uint32_t n = bulk_key(b, key, owned ? &b->everybody : &slot->columns, day->parts[LAW_PART_PARTY], world);
	n = add_codes(b, key, n, &b->facts_of_parties);
	xctl_code code = class_under(b, &known->cells, key, n, slot, day, world, &listed, out);
	if (code != XCTL_OK || !listed)
		return code;
	/* A listed party's terms may depend on the item and on the very day. */
	key[n++] = (int32_t)day_number;
	n = add_codes(b, key, n, &b->part[LAW_PART_ITEM]);
	return class_under(b, &known->listed, key, n, slot, day, world, &listed, out);
}
