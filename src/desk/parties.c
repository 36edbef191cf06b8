/* Parties of a transfer: each name is looked up on every list, owners too; ownership is closed over; and what came of it is
 * told to the law as memberships in three values. */
#include <string.h>

#include "desk/desk.h"

/* The ownership families that the rule language may name. Which lists an owner must stand on, and from what share. */
static const struct family {
	const char *name;
	const char *lists[4];
	const char *programmes[16]; /* of the last list, when not all of them count */
	int threshold;
	bool above; /* the threshold itself does not reach */
} families[DESK_FAMILIES] = {
	/* Supplement No. 8 to 15 CFR Part 744: Entity List, MEU List, SDNs under the programmes of 744.8(a)(1). */
	{ "bis", { "us-entity", "us-meu", "us-sdn" },
		{ "BELARUS", "BELARUS-EO14038", "FTO", "ILLICIT-DRUGS-EO14059", "NPWMD", "RUSSIA-EO14024", "SDGT", "SDNT",
			"SDNTK", "TCO", "UKRAINE-EO13405", "UKRAINE-EO13660", "UKRAINE-EO13661", "UKRAINE-EO13662",
			"UKRAINE-EO13685" },
		50, false },
	/* OFAC: FAQ 398-402; all blocked persons together. */
	{ "ofac", { "us-sdn" }, { NULL }, 50, false },
	/* An affiliate of a company on the Covered List: more than 10 % of its equity (47 CFR 2.903). */
	{ "fcc", { "us-fcc-covered" }, { NULL }, 10, true },
	/* A subsidiary of a company that section 889(f)(3) names: more than half. Lesser shares are a red flag. */
	{ "section-889", { "us-section-889" }, { NULL }, 50, true },
};

void desk_families(law_family_list out[DESK_FAMILIES])
{
	for (uint32_t i = 0; i < DESK_FAMILIES; i++)
		out[i] = (law_family_list){ xctl_str_of(families[i].name), xctl_str_of(families[i].lists[0]) };
}

typedef XCTL_LIST(desk_person) people;

static xctl_party_kind kind_of(const xctl_party *p)
{
	if (p->type.stated == XCTL_STATED && (xctl_str_is(p->type.at, "person") || xctl_str_is(p->type.at, "individual")))
		return XCTL_PARTY_PERSON;
	bool person = p->citizenships_stated == XCTL_STATED && p->n_citizenships;
	return person ? XCTL_PARTY_PERSON : XCTL_PARTY_UNKNOWN;
}

static void hash_hex(xctl_hasher *hasher, char out[65])
{
	xctl_digest digest = xctl_hash_finish(hasher);
	xctl_hex(&digest, out);
}

/* The party as it was when somebody judged the hit; the entry as it was. A change of either reopens it. */
static void party_hash(const xctl_named *named, char out[65])
{
	xctl_hasher hasher;
	xctl_hash_start(&hasher);
	for (uint32_t i = 0; i < named->n_names; i++)
		xctl_hash_add_field(&hasher, named->names[i].text);
	xctl_hash_add_field(&hasher, named->countries);
	for (uint32_t i = 0; i < named->n_addresses; i++)
		xctl_hash_add_field(&hasher, named->addresses[i]);
	hash_hex(&hasher, out);
}

static void entry_hash(const xctl_entry *entry, xctl_str list, char out[65])
{
	xctl_hasher hasher;
	xctl_hash_start(&hasher);
	xctl_hash_add_field(&hasher, list);
	xctl_hash_add_field(&hasher, entry->id);
	for (uint32_t i = 0; i < entry->n_names; i++)
		xctl_hash_add_field(&hasher, entry->names[i].text);
	xctl_hash_add_field(&hasher, entry->countries);
	xctl_hash_add_field(&hasher, entry->requirement_text);
	xctl_hash_add_field(&hasher, entry->cites);
	hash_hex(&hasher, out);
}

/* What somebody decided about the hit, if anybody did. */
static xctl_code judged(xctl_desk *desk, const xctl_named *named, const xctl_entry *entry, xctl_str list, desk_hit *hit,
	xctl_arena *arena, xctl_error *error)
{
	if (!desk->store)
		return XCTL_OK;
	char party[65], listed[65];
	party_hash(named, party);
	entry_hash(entry, list, listed);
	xctl_clearance clearance;
	xctl_code code = xctl_store_adjudicated(desk->store, xctl_str_of(party), xctl_str_of(listed), arena, &clearance, error);
	if (code == XCTL_NOT_FOUND)
		return XCTL_OK;
	if (code != XCTL_OK)
		return code;
	if (xctl_str_is(clearance.outcome, "same"))
		hit->state = DESK_SAME;
	else if (xctl_str_is(clearance.outcome, "cleared"))
		hit->state = DESK_CLEARED;
	hit->reason = xctl_str_print(arena, "%.*s, %.*s: %.*s", XCTL_FMT(clearance.day), XCTL_FMT(clearance.by),
		XCTL_FMT(clearance.reason));
	return XCTL_OK;
}

/* An entry as a membership, without what depends on the item. */
static law_listing listing_of(const xctl_desk *desk, const xctl_entry *entry, uint32_t list, uint32_t number, law_truth certain)
{
	return (law_listing){
		.list = desk->list_number[list],
		.certain = certain,
		.covering = LAW_YES,
		.footnotes = entry->footnotes,
		.scope = (uint8_t)entry->scope,
		.programmes = entry->programmes,
		.n_programmes = entry->n_programmes,
		.effective = entry->effective,
		.known = entry->known,
		.source = number,
	};
}

/* Everything the look-up goes by. */
static void key_of(xctl_buf *key, const xctl_named *named)
{
	xctl_buf_printf(key, "%d %.*s", (int)named->kind, XCTL_FMT(named->countries));
	for (uint32_t i = 0; i < named->n_names; i++)
		xctl_buf_printf(key, "\n%d %.*s", (int)named->names[i].quality, XCTL_FMT(named->names[i].text));
	for (uint32_t i = 0; i < named->n_addresses; i++)
		xctl_buf_printf(key, "\n@%.*s", XCTL_FMT(named->addresses[i]));
	for (uint32_t i = 0; i < named->n_ids; i++)
		xctl_buf_printf(key, "\n#%.*s", XCTL_FMT(named->ids[i]));
}

static void forget_seen(xctl_desk *desk)
{
	xctl_arena_reset(&desk->seen);
	desk->seen_at = (xctl_map){ .arena = &desk->seen };
	desk->seen_hits.at = NULL;
	desk->seen_hits.count = desk->seen_hits.room = 0;
}

/* Looks a name up, or remembers what the same look-up found: the lists of a snapshot do not change. When memory for what
 * was seen runs out, it is forgotten and the look-up made for this question alone. */
static xctl_code look_up(xctl_name_hits *out, xctl_desk *desk, const xctl_named *named, xctl_arena *arena, xctl_error *error)
{
	const xctl_name_options options = { .folder = desk->folder };
	xctl_buf key = { .ceiling = 1u << 20 };
	key_of(&key, named);
	if (!desk->seen_at.arena)
		forget_seen(desk);
	uint32_t at = key.failed ? XCTL_NONE : xctl_map_get(&desk->seen_at, xctl_buf_view(&key));
	if (at != XCTL_NONE) {
		*out = desk->seen_hits.at[at];
		xctl_buf_drop(&key);
		return XCTL_OK;
	}
	xctl_code code = xctl_names_find(out, &desk->seen, &desk->snapshot.names, named, &options, error);
	xctl_str kept = code == XCTL_OK && !key.failed ? xctl_str_copy(&desk->seen, xctl_buf_view(&key)) : (xctl_str){ 0 };
	xctl_name_hits *slot = kept.at ? XCTL_PUSH(&desk->seen, &desk->seen_hits) : NULL;
	xctl_buf_drop(&key);
	if (slot)
		*slot = *out;
	if (slot && xctl_map_set(&desk->seen_at, kept, desk->seen_hits.count - 1))
		return XCTL_OK;
	if (code != XCTL_OK && code != XCTL_LIMIT)
		return code;
	forget_seen(desk);
	return xctl_names_find(out, arena, &desk->snapshot.names, named, &options, error);
}

static xctl_code screen(xctl_desk *desk, const xctl_named *named, desk_person *out, xctl_arena *arena, xctl_error *error)
{
	xctl_name_hits found;
	xctl_code code = look_up(&found, desk, named, arena, error);
	if (code == XCTL_INPUT) { /* only punctuation: there is nothing to look up */
		out->unscreened = true;
		return XCTL_OK;
	}
	if (code != XCTL_OK)
		return code;
	out->unscreened = found.incomplete;
	desk_hit *hits = XCTL_NEW_ARRAY(arena, desk_hit, found.count);
	law_listing *listings = XCTL_NEW_ARRAY(arena, law_listing, found.count + 16);
	uint32_t *entries = XCTL_NEW_ARRAY(arena, uint32_t, found.count + 16);
	if (!hits || !listings || !entries)
		return xctl_fail_limit(error, "the screening");
	for (uint32_t i = 0; i < found.count; i++) {
		desk_hit *hit = &hits[out->n_hits];
		xctl_entry entry;
		xctl_list head;
		*hit = (desk_hit){ .entry = found.at[i].entity, .name = found.at[i] };
		if (!xctl_lists_entry(&desk->snapshot.lists, hit->entry, arena, &entry, &hit->list)
			|| !xctl_lists_head(&desk->snapshot.lists, hit->list, &head))
			continue;
		hit->state = hit->name.confirmed ? DESK_SAME : hit->name.strength >= XCTL_MEDIUM ? DESK_OPEN : DESK_WEAK;
		if (hit->state != DESK_WEAK)
			code = judged(desk, named, &entry, head.id, hit, arena, error);
		if (code != XCTL_OK)
			return code;
		out->n_hits++;
		if (hit->state == DESK_WEAK || hit->state == DESK_CLEARED)
			continue;
		entries[out->n_listings] = hit->entry;
		listings[out->n_listings++] = listing_of(desk, &entry, hit->list, hit->entry,
			hit->state == DESK_SAME ? LAW_YES : LAW_MAYBE);
	}
	out->hits = hits;
	out->listings = listings;
	out->listing_entries = entries;
	return XCTL_OK;
}

/* A scope in the lists' own words; nothing stated, or another word, is all items. */
static uint8_t stated_scope(const xctl_listing *l)
{
	for (uint8_t i = XCTL_SCOPE_NONE; l->scope.stated == XCTL_STATED && i <= XCTL_SCOPE_UNPARSED; i++)
		if (xctl_str_is(l->scope.at, xctl_scope_word((xctl_scope)i)))
			return i;
	return XCTL_SCOPE_ALL;
}

/* Memberships the transfer states directly: nothing is looked up for them. */
static xctl_code add_stated(const xctl_desk *desk, const xctl_listing *listed, uint32_t n, desk_person *out,
	xctl_arena *arena, xctl_error *error)
{
	if (n == 0)
		return XCTL_OK;
	law_listing *listings = XCTL_NEW_ARRAY(arena, law_listing, out->n_listings + n);
	uint32_t *entries = XCTL_NEW_ARRAY(arena, uint32_t, out->n_listings + n);
	if (!listings || !entries)
		return xctl_fail_limit(error, "the screening");
	for (uint32_t i = 0; i < out->n_listings; i++) {
		listings[i] = out->listings[i];
		entries[i] = out->listing_entries[i];
	}
	for (uint32_t i = 0; i < n; i++) {
		const xctl_listing *l = &listed[i];
		law_listing *to = &listings[out->n_listings];
		if (l->list.stated != XCTL_STATED)
			continue;
		*to = (law_listing){ .list = law_find_list(&desk->snapshot.book, l->list.at), .certain = LAW_YES,
			.covering = LAW_YES, .scope = stated_scope(l), .programmes = l->programmes.at,
			.n_programmes = l->programmes.n, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS, .source = XCTL_NONE };
		for (uint32_t k = 0; k < l->footnotes.n; k++)
			if (l->footnotes.at[k].len == 1 && l->footnotes.at[k].at[0] >= '1' && l->footnotes.at[k].at[0] <= '7')
				to->footnotes |= (uint8_t)(1u << (l->footnotes.at[k].at[0] - '0'));
		entries[out->n_listings++] = XCTL_NONE;
	}
	out->listings = listings;
	out->listing_entries = entries;
	return XCTL_OK;
}

static xctl_code person_of_party(xctl_desk *desk, const xctl_transfer *t, uint32_t index, law_world world, people *to,
	xctl_arena *arena, xctl_error *error)
{
	const xctl_party *p = &t->parties[index];
	desk_person *person = XCTL_PUSH(arena, to);
	xctl_name *names = XCTL_NEW_ARRAY(arena, xctl_name, 1 + (size_t)p->names.n);
	xctl_str *ids = XCTL_NEW_ARRAY(arena, xctl_str, p->n_ids);
	if (!person || !names || !ids)
		return xctl_fail_limit(error, "the parties");
	*person = (desk_person){ .party = index, .country = XCTL_COUNTRY_NONE };
	if (p->country.stated == XCTL_STATED)
		person->country = p->country.country;
	xctl_named named = { .kind = kind_of(p), .names = names, .ids = ids };
	if (p->name.stated == XCTL_STATED && p->name.at.len)
		names[named.n_names++] = (xctl_name){ p->name.at, XCTL_NAME_PRIMARY };
	for (uint32_t i = 0; i < p->names.n; i++)
		if (p->names.at[i].len)
			names[named.n_names++] = (xctl_name){ p->names.at[i], XCTL_NAME_STRONG };
	if (named.n_names)
		person->name = names[0].text;
	for (uint32_t i = 0; i < p->n_ids; i++)
		if (p->ids[i].stated == XCTL_STATED && p->ids[i].word.len)
			ids[named.n_ids++] = p->ids[i].word;
	char country[3];
	xctl_country_print(person->country, country);
	if (person->country != XCTL_COUNTRY_NONE)
		named.countries = xctl_str_copy(arena, xctl_str_of(country));
	if (p->address.stated == XCTL_STATED) {
		named.addresses = &p->address.at;
		named.n_addresses = 1;
	}
	xctl_code code = XCTL_OK;
	if (world == LAW_WORLD_CLOSED)
		person->unscreened = false;
	else if (named.n_names == 0)
		person->unscreened = true;
	else
		code = screen(desk, &named, person, arena, error);
	return code == XCTL_OK ? add_stated(desk, p->listed, p->n_listed, person, arena, error) : code;
}

/* The person of an owner's name: a party of the transfer, an owner met before, or a new one. */
static xctl_code person_named(xctl_desk *desk, xctl_str name, xctl_country country, law_world world, people *to,
	xctl_arena *arena, uint32_t *out, xctl_error *error)
{
	for (uint32_t i = 0; i < to->count; i++)
		if (name.len && xctl_str_eq_nocase(to->at[i].name, name)) {
			*out = i;
			return XCTL_OK;
		}
	desk_person *person = XCTL_PUSH(arena, to);
	xctl_name *names = XCTL_NEW(arena, xctl_name);
	if (!person || !names)
		return xctl_fail_limit(error, "the owners");
	*out = to->count - 1;
	*person = (desk_person){ .name = name, .country = country, .party = XCTL_NONE };
	*names = (xctl_name){ name, XCTL_NAME_PRIMARY };
	xctl_named named = { .names = names, .n_names = 1 };
	char code[3];
	xctl_country_print(country, code);
	if (country != XCTL_COUNTRY_NONE)
		named.countries = xctl_str_copy(arena, xctl_str_of(code));
	if (!name.len)
		person->unscreened = world != LAW_WORLD_CLOSED;
	else if (world != LAW_WORLD_CLOSED)
		return screen(desk, &named, person, arena, error);
	return XCTL_OK;
}

typedef XCTL_LIST(xctl_holding) holdings;
typedef XCTL_LIST(uint32_t) places; /* two a holding: the party, and which of its owners */

static xctl_code add_owners(xctl_desk *desk, const xctl_transfer *t, uint32_t party, law_world world, people *to,
	holdings *list, places *stated, xctl_arena *arena, xctl_error *error)
{
	const xctl_party *p = &t->parties[party];
	for (uint32_t i = 0; i < p->n_owners; i++) {
		const xctl_owner *o = &p->owners[i];
		xctl_str name = o->name.stated == XCTL_STATED ? o->name.at : (xctl_str){ 0 };
		xctl_country country = o->country.stated == XCTL_STATED ? o->country.country : XCTL_COUNTRY_NONE;
		uint32_t owner, owned = party;
		xctl_code code = person_named(desk, name, country, world, to, arena, &owner, error);
		if (code == XCTL_OK)
			code = add_stated(desk, o->listed, o->n_listed, &to->at[owner], arena, error);
		if (code == XCTL_OK && o->of.stated == XCTL_STATED)
			code = person_named(desk, o->of.at, XCTL_COUNTRY_NONE, world, to, arena, &owned, error);
		if (code != XCTL_OK)
			return code;
		xctl_holding *h = XCTL_PUSH(arena, list);
		uint32_t *in = XCTL_PUSH(arena, stated), *at = XCTL_PUSH(arena, stated);
		if (!h || !in || !at)
			return xctl_fail_limit(error, "the owners");
		stated->at[stated->count - 2] = party;
		stated->at[stated->count - 1] = i;
		*h = (xctl_holding){ owner, owned, o->pct.stated == XCTL_STATED, o->pct.value };
	}
	return XCTL_OK;
}

static bool counts_for(const struct family *f, xctl_str list, const law_listing *l)
{
	uint32_t last = 0;
	while (last + 1 < 4 && f->lists[last + 1])
		last++;
	for (uint32_t i = 0; i <= last; i++) {
		if (!xctl_str_is(list, f->lists[i]))
			continue;
		if (i < last || !f->programmes[0] || l->n_programmes == 0)
			return true;
		for (uint32_t p = 0; p < l->n_programmes; p++)
			for (uint32_t k = 0; k < 16 && f->programmes[k]; k++)
				if (xctl_str_is(l->programmes[p], f->programmes[k]))
					return true;
	}
	return false;
}

/* An address-only entry names no owner (15 CFR 744.11(a)(1)). */
static bool names_a_party(const xctl_desk *desk, const law_listing *l, xctl_arena *arena)
{
	xctl_entry entry;
	uint32_t list;
	if (l->source == XCTL_NONE)
		return l->scope != 0 || l->list != XCTL_NONE;
	return xctl_lists_entry(&desk->snapshot.lists, l->source, arena, &entry, &list) && entry.kind != XCTL_PARTY_ADDRESS;
}

static xctl_owner_listing owner_listing(const xctl_desk *desk, const struct family *f, const desk_person *p,
	xctl_date date, xctl_date known, xctl_arena *arena)
{
	xctl_owner_listing out = { XCTL_REACH_NO, false };
	for (uint32_t i = 0; i < p->n_listings; i++) {
		const law_listing *l = &p->listings[i];
		if (l->list == XCTL_NONE || !xctl_interval_has(l->effective, date) || !xctl_interval_has(l->known, known)
			|| !counts_for(f, law_str(&desk->snapshot.book, desk->snapshot.book.lists[l->list]), l)
			|| !names_a_party(desk, l, arena))
			continue;
		xctl_reach reach = l->certain == LAW_YES ? XCTL_REACH_MUST : XCTL_REACH_MAY;
		if (reach > out.listed)
			out.listed = reach;
		out.carries = true;
	}
	if (p->unscreened && out.listed == XCTL_REACH_NO)
		out = (xctl_owner_listing){ XCTL_REACH_MAY, true };
	return out;
}

static xctl_code close_ownership(desk_parties *out, xctl_desk *desk, const places *stated, xctl_date date, xctl_date known,
	xctl_arena *arena, xctl_error *error)
{
	const law_book *book = &desk->snapshot.book;
	desk_ownership *all = XCTL_NEW_ARRAY(arena, desk_ownership, DESK_FAMILIES);
	xctl_owner_listing *listings = XCTL_NEW_ARRAY(arena, xctl_owner_listing, out->n);
	xctl_owned *owned;
	xctl_str *names = XCTL_NEW_ARRAY(arena, xctl_str, out->n);
	if (!all || !listings || !names)
		return xctl_fail_limit(error, "the owners");
	for (uint32_t i = 0; i < out->n; i++)
		names[i] = out->at[i].name;
	xctl_owner_graph graph = { out->n, out->holdings, out->n_holdings, names, (const uint32_t(*)[2])(const void *)stated->at };
	for (size_t f = 0; f < DESK_FAMILIES; f++) {
		uint32_t number = XCTL_NONE;
		for (uint32_t i = 0; i < book->n_families; i++)
			if (xctl_str_is(law_str(book, book->families[i]), families[f].name))
				number = i;
		if (number == XCTL_NONE)
			continue;
		for (uint32_t i = 0; i < out->n; i++)
			listings[i] = owner_listing(desk, &families[f], &out->at[i], date, known, arena);
		owned = XCTL_NEW_ARRAY(arena, xctl_owned, out->n);
		if (!owned)
			return xctl_fail_limit(error, "the owners");
		xctl_code code = xctl_owners_reach(owned, arena, &graph, listings, (xctl_decimal){ families[f].threshold, 0 },
			!families[f].above, error);
		if (code != XCTL_OK)
			return code;
		all[out->n_families++] = (desk_ownership){ number, owned };
	}
	out->families = all;
	return XCTL_OK;
}

xctl_code desk_find_parties(desk_parties *out, xctl_desk *desk, const xctl_transfer *t, law_world world, xctl_date date,
	xctl_date known, xctl_arena *arena, xctl_error *error)
{
	people persons = { 0 };
	holdings list = { 0 };
	places stated = { 0 };
	xctl_code code = XCTL_OK;
	for (uint32_t i = 0; i < t->n_parties && code == XCTL_OK; i++)
		code = person_of_party(desk, t, i, world, &persons, arena, error);
	for (uint32_t i = 0; i < t->n_parties && code == XCTL_OK; i++)
		code = add_owners(desk, t, i, world, &persons, &list, &stated, arena, error);
	if (code != XCTL_OK)
		return code;
	desk_parties parties = { .at = persons.at, .n = persons.count, .holdings = list.at, .n_holdings = list.count };
	code = close_ownership(&parties, desk, &stated, date, known, arena, error);
	if (code == XCTL_OK)
		*out = parties;
	return code;
}

static law_truth covering(const xctl_desk *desk, const law_listing *l, const xctl_item *item, xctl_arena *arena)
{
	xctl_entry entry;
	uint32_t list;
	xctl_list head;
	if (l->source == XCTL_NONE || !item)
		return LAW_YES;
	if (!xctl_lists_entry(&desk->snapshot.lists, l->source, arena, &entry, &list)
		|| !xctl_lists_head(&desk->snapshot.lists, list, &head))
		return LAW_MAYBE;
	if (entry.scope == XCTL_SCOPE_NONE)
		return LAW_YES;
	const xctl_words *codes = xctl_item_codes(item, head.government);
	bool stated = codes && codes->stated == XCTL_STATED && codes->n;
	switch (xctl_entry_covers(&entry, stated ? codes->at : NULL, stated ? codes->n : 0)) {
	case XCTL_COVERS_YES:
		return LAW_YES;
	case XCTL_COVERS_NO:
		return LAW_NO;
	case XCTL_COVERS_UNKNOWN:
		break;
	}
	return LAW_MAYBE;
}

/* What the listed owners that carry the reach say of the item: the most restrictive owner's terms hold. */
static law_truth owners_covering(const xctl_desk *desk, const desk_parties *parties, const xctl_owned *owned,
	const xctl_item *item, xctl_arena *arena)
{
	law_truth best = LAW_NO;
	for (uint32_t i = 0; i < owned->n_proof; i++) {
		const desk_person *owner = &parties->at[parties->holdings[owned->proof[i]].owner];
		for (uint32_t k = 0; k < owner->n_listings; k++)
			best = law_or(best, covering(desk, &owner->listings[k], item, arena));
	}
	return owned->n_proof ? best : LAW_MAYBE;
}

static xctl_code see_party(law_party *out, const xctl_desk *desk, const desk_parties *parties, uint32_t index,
	const xctl_transfer *t, const xctl_item *item, law_world world, bool assume_cleared, xctl_arena *arena,
	xctl_error *error)
{
	const desk_person *p = &parties->at[index];
	law_listing *listings = XCTL_NEW_ARRAY(arena, law_listing, p->n_listings);
	law_owning *ownings = XCTL_NEW_ARRAY(arena, law_owning, parties->n_families);
	if (!listings || !ownings)
		return xctl_fail_limit(error, "the parties");
	*out = (law_party){ .listings = listings, .unscreened = p->unscreened, .ownings = ownings };
	for (uint32_t i = 0; i < p->n_listings; i++) {
		if (p->listings[i].certain != LAW_YES && assume_cleared)
			continue;
		listings[out->n_listings] = p->listings[i];
		listings[out->n_listings].covering = covering(desk, &p->listings[i], item, arena);
		out->n_listings++;
	}
	const xctl_party *party = &t->parties[index];
	out->owners_unknown = party->owners_stated != XCTL_STATED && world != LAW_WORLD_CLOSED
		&& kind_of(party) != XCTL_PARTY_PERSON;
	for (uint32_t f = 0; f < parties->n_families; f++) {
		const xctl_owned *owned = &parties->families[f].owned[index];
		law_truth reach = owned->reach == XCTL_REACH_MUST ? LAW_YES : owned->reach == XCTL_REACH_MAY ? LAW_MAYBE : LAW_NO;
		law_truth flag = owned->listed_owner ? LAW_YES : LAW_NO;
		ownings[out->n_ownings++] = (law_owning){ parties->families[f].family, reach,
			owners_covering(desk, parties, owned, item, arena), flag };
	}
	return XCTL_OK;
}

bool desk_role_receives(xctl_str role)
{
	static const char *const receivers[] = { "end-user", "consignee", "recipient", "purchaser", "operator", "target" };
	for (size_t r = 0; r < sizeof receivers / sizeof *receivers; r++)
		if (xctl_str_is(role, receivers[r]))
			return true;
	return false;
}

/* Somebody must receive: where nobody who does is named, a stranger stands for him. */
static bool names_receiver(const xctl_transfer *t)
{
	for (uint32_t i = 0; i < t->n_parties; i++)
		if (desk_role_receives(t->parties[i].role.at))
			return true;
	return false;
}

xctl_code desk_law_parties(const law_party **out, uint32_t *n, xctl_desk *desk, const desk_parties *parties,
	const xctl_transfer *t, const xctl_item *item, law_world world, bool assume_cleared, xctl_arena *arena,
	xctl_error *error)
{
	law_party *all = XCTL_NEW_ARRAY(arena, law_party, (size_t)t->n_parties + 1);
	if (!all)
		return xctl_fail_limit(error, "the parties");
	for (uint32_t i = 0; i < t->n_parties; i++) {
		xctl_code code = see_party(&all[i], desk, parties, i, t, item, world, assume_cleared, arena, error);
		if (code != XCTL_OK)
			return code;
	}
	*n = t->n_parties;
	if (world != LAW_WORLD_CLOSED && !names_receiver(t))
		all[(*n)++].stranger = true;
	*out = all;
	return XCTL_OK;
}
