/* Parties of transfers: known by their cells, or looked up by name and interned. */
#include <string.h>

#include "desk/bulk_inside.h"

/* Where the slot's party stands in the transfer that was read: those of its role that no cell speaks of are not there. */
static uint32_t place_of(const struct bulk_memory *b, const bulk_slot *slot, uint32_t i)
{
	uint32_t before = 0, seen = 0;
	for (uint32_t s = 0; slot->role && s < b->n_slots; s++)
		if (strcmp(b->slots[s].role, slot->role) == 0 && b->slots[s].which < slot->which && b->slots[s].filled[i])
			before++;
	for (uint32_t p = 0; slot->role && p < b->transfer.n_parties; p++)
		if (xctl_str_is(b->transfer.parties[p].role.at, slot->role) && seen++ == before)
			return p;
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

static xctl_code stand(struct bulk_memory *b, uint32_t d, uint32_t place, const desk_parties *parties, uint32_t i, bool cleared, const law_standing **out)
{
	law_frame frame = bulk_frame_of(b, i);
	xctl_code code = desk_law_parties(&frame.parties, &frame.n_parties, b->asking.desks[d], parties, &b->transfer, frame.item,
		frame.world, cleared, &b->question, b->error);
	if (code != XCTL_OK)
		return code;
	*out = law_standing_of(b->session[d], place == XCTL_NONE ? frame.n_parties - 1 : place, &frame, &b->question);
	return *out ? XCTL_OK : xctl_fail_limit(b->error, "the parties of the transfers");
}

static xctl_code see_party(struct bulk_memory *b, uint32_t d, uint32_t place, uint32_t i, bulk_party *made,
	bool *listed)
{
	desk_parties parties;
	const bulk_day *day = bulk_day_at(b, i);
	xctl_code code = desk_find_parties(&parties, b->asking.desks[d], &b->transfer, (law_world)b->block->world[i], day->date,
		day->known, &b->question, b->error);
	if (code != XCTL_OK)
		return code;
	/* Owners' listings count with their terms too; an owner's open hit is any party's of the transfer. */
	for (uint32_t p = 0; p < parties.n; p++) {
		bool own = p == place || parties.at[p].party == XCTL_NONE;
		*listed |= (own || parties.n_holdings) && parties.at[p].n_listings > 0;
		if (own)
			made->hits[d] |= hits_on(b->asking.desks[d], &parties.at[p]);
	}
	code = stand(b, d, place, &parties, i, false, &made->open[d]);
	made->cleared[d] = made->open[d];
	if (code == XCTL_OK && *listed)
		code = stand(b, d, place, &parties, i, true, &made->cleared[d]);
	return code;
}

static xctl_code make_class(struct bulk_memory *b, const bulk_look *look, uint32_t i, bool *listed, uint32_t *out)
{
	const bulk_slot *slot = &b->slots[look->which];
	bulk_party made = { { NULL }, { NULL }, { 0 } };
	xctl_code code = bulk_read_row(b);
	uint32_t place = code == XCTL_OK ? place_of(b, slot, i) : XCTL_NONE;
	if (code == XCTL_OK && slot->role && place == XCTL_NONE)
		code = xctl_fail(b->error, XCTL_INPUT, "a party of the role %s has no place", slot->role);
	for (uint32_t d = 0; d < b->asking.n_desks && code == XCTL_OK; d++)
		code = see_party(b, d, place, i, &made, listed);
	*out = code == XCTL_OK ? tuples_number(&b->party_classes, &made) : XCTL_NONE;
	return code == XCTL_OK && *out == XCTL_NONE ? xctl_fail_limit(b->error, "the parties of the transfers") : code;
}

xctl_code bulk_make_party(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	bool listed = false;
	xctl_code code = make_class(b, look, i, &listed, out);
	if (code == XCTL_OK && listed)
		*out = BULK_LISTED;
	return code;
}

xctl_code bulk_make_listed(struct bulk_memory *b, const bulk_look *look, uint32_t i, uint32_t *out)
{
	bool listed = false;
	return make_class(b, look, i, &listed, out);
}
