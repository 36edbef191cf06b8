#include "names/party.h"

#include <string.h>

#include "names/analyse.h"
#include "names/weights.h"

static bool is_word_byte(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

xctl_str xctl_id_value(xctl_arena *arena, xctl_str id)
{
	const char *colon = id.len ? memchr(id.at, ':', id.len) : NULL;
	if (colon) {
		id.len -= (size_t)(colon + 1 - id.at);
		id.at = colon + 1;
	}
	char *value = xctl_alloc(arena, id.len + 1);
	if (!value)
		return (xctl_str){ NULL, 0 };
	size_t n = 0;
	for (size_t i = 0; i < id.len; i++)
		if (is_word_byte(id.at[i]))
			value[n++] = (char)(id.at[i] >= 'a' && id.at[i] <= 'z' ? id.at[i] - 'a' + 'A' : id.at[i]);
	return (xctl_str){ value, n < 4 ? 0 : n };
}

static xctl_str id_kind(xctl_str id)
{
	xctl_str rest = id;
	xctl_str kind = xctl_str_cut(&rest, ':');
	return kind.len == id.len ? (xctl_str){ NULL, 0 } : xctl_str_trim(kind);
}

/* Words that half of all addresses have. */
static bool is_address_filler(xctl_str word)
{
	static const char *const filler[] = { "street", "st", "road", "rd", "avenue", "ave", "no", "building", "bldg",
		"floor", "fl", "flat", "room", "rm", "suite", "unit", "block", "district", "city", "province", "town", "the",
		"of", "and", "box", "po", "p", "o", "zone", "area", "center", "centre", "tower", "house", "office", "north",
		"south", "east", "west", "kong", "hong", "china", "iran", "russia", "tehran", "moscow", "beijing", "shanghai",
		"shenzhen", "guangdong", "dubai", "uae", "ul", "ulitsa", "g", "d", "str", "kowloon", "industrial", "park",
		"plaza", "lane", "county", "state", "region", "oblast", "near", "main", "floor", "international", "number" };
	for (size_t i = 0; i < sizeof filler / sizeof *filler; i++)
		if (xctl_str_is(word, filler[i]))
			return true;
	return false;
}

static uint8_t address_weight(xctl_str word)
{
	bool digits = false;
	for (size_t i = 0; i < word.len; i++)
		digits = digits || (word.at[i] >= '0' && word.at[i] <= '9');
	if (is_address_filler(word))
		return 5;
	if (digits)
		return (uint8_t)(word.len == 1 ? 20 : word.len == 2 ? 35 : word.len < 5 ? 50 : 70);
	return (uint8_t)(word.len < 3 ? 10 : word.len < 5 ? 40 : 60);
}

static void insert_word(xctl_address *out, uint32_t hash, uint8_t weight)
{
	uint32_t i = out->n_words;
	for (uint32_t k = 0; k < out->n_words; k++)
		if (out->words[k] == hash)
			return;
	if (i == XCTL_ADDRESS_WORDS_MOST)
		return;
	out->n_words++;
	while (i > 0 && out->words[i - 1] > hash) {
		out->words[i] = out->words[i - 1];
		out->weights[i] = out->weights[i - 1];
		i--;
	}
	out->words[i] = hash;
	out->weights[i] = weight;
}

xctl_code xctl_address_read(xctl_address *out, xctl_arena *arena, xctl_folder *folder, xctl_str text, xctl_error *error)
{
	xctl_buf folded = { .memory = arena->memory };
	out->text = text;
	out->n_words = 0;
	xctl_code code = xctl_fold_with(folder, &folded, text, XCTL_FOLD_LATIN, error);
	xctl_str rest = xctl_buf_view(&folded);
	while (code == XCTL_OK && rest.len) {
		xctl_str word = xctl_str_word(&rest);
		if (word.len)
			insert_word(out, (uint32_t)xctl_mix(word, 11), address_weight(word));
	}
	xctl_buf_drop(&folded);
	return code;
}

int32_t xctl_address_points(const xctl_address *yours, const xctl_address *theirs, int32_t most)
{
	int32_t shared = 0, mine = 0, its = 0;
	for (uint32_t i = 0; i < yours->n_words; i++)
		mine += yours->weights[i];
	for (uint32_t i = 0; i < theirs->n_words; i++)
		its += theirs->weights[i];
	for (uint32_t i = 0, k = 0; i < yours->n_words && k < theirs->n_words;) {
		if (yours->words[i] == theirs->words[k]) {
			shared += yours->weights[i];
			i++;
			k++;
		} else if (yours->words[i] < theirs->words[k]) {
			i++;
		} else {
			k++;
		}
	}
	/* What the briefer address says and the other does not speaks against it. */
	int32_t brief = mine < its ? mine : its;
	int32_t points = shared - (brief - shared);
	if (points < ADDRESS_LEAST)
		return 0;
	return points < most ? points : most;
}

bool xctl_has_country(xctl_str countries, const char *code)
{
	for (size_t i = 0; i + 1 < countries.len; i += 2)
		if (countries.at[i] == code[0] && countries.at[i + 1] == code[1])
			return true;
	return false;
}

/* Hong Kong and Macau have their own codes and are written as China as often: neither agreement nor contradiction. */
static bool is_china(const char *code)
{
	return memcmp(code, "CN", 2) == 0 || memcmp(code, "HK", 2) == 0 || memcmp(code, "MO", 2) == 0;
}

static int32_t country_of(const xctl_party *yours, const xctl_party *theirs, int32_t shared, bool person, bool *against)
{
	bool related = false;
	*against = false;
	if (yours->countries.len < 2 || theirs->countries.len < 2)
		return 0;
	for (size_t i = 0; i + 1 < yours->countries.len; i += 2) {
		if (xctl_has_country(theirs->countries, yours->countries.at + i))
			return shared;
		related = related
			|| (is_china(yours->countries.at + i)
			    && (xctl_has_country(theirs->countries, "CN") || xctl_has_country(theirs->countries, "HK")
			        || xctl_has_country(theirs->countries, "MO")));
	}
	if (related)
		return 0;
	*against = true;
	return person ? COUNTRY_OTHER_PERSON : COUNTRY_OTHER_ORGANIZATION;
}

/* "1970", "1970-05" or "1970-05-03" into numbers; false for anything else. */
static bool read_birth(xctl_str s, int *year, int *month, int *day)
{
	int *parts[3] = { year, month, day };
	*year = *month = *day = 0;
	xctl_str rest = s;
	for (int i = 0; i < 3 && rest.len; i++) {
		xctl_str part = xctl_str_cut(&rest, '-');
		if (part.len != (i ? 2u : 4u))
			return false;
		for (size_t k = 0; k < part.len; k++) {
			if (part.at[k] < '0' || part.at[k] > '9')
				return false;
			*parts[i] = *parts[i] * 10 + (part.at[k] - '0');
		}
	}
	return s.len > 0 && rest.len == 0;
}

static int32_t birth_of(xctl_str yours, xctl_str theirs)
{
	int y1, m1, d1, y2, m2, d2;
	if (!read_birth(yours, &y1, &m1, &d1) || !read_birth(theirs, &y2, &m2, &d2))
		return 0;
	if (y1 == y2) {
		if (d1 && d2 && d1 == d2 && m1 == m2)
			return BIRTH_DAY;
		if (!m1 || !m2)
			return BIRTH_YEAR;
		if (m1 == m2 && (!d1 || !d2))
			return (BIRTH_DAY + BIRTH_YEAR) / 2;
		return m1 == d2 && d1 == m2 ? BIRTH_YEAR : BIRTH_SAME_YEAR;
	}
	return y1 - y2 == 1 || y2 - y1 == 1 ? BIRTH_NEAR : BIRTH_OTHER;
}

static void ids_of(xctl_support *out, xctl_arena *arena, const xctl_party *yours, const xctl_party *theirs)
{
	for (uint32_t i = 0; i < yours->n_ids; i++) {
		xctl_str mine = xctl_id_value(arena, yours->ids[i]), kind = id_kind(yours->ids[i]);
		for (uint32_t k = 0; mine.len && k < theirs->n_ids; k++) {
			xctl_str its = xctl_id_value(arena, theirs->ids[k]), other = id_kind(theirs->ids[k]);
			bool same_kind = !kind.len || !other.len || xctl_str_eq_nocase(kind, other);
			int32_t points = 0;
			if (its.len && xctl_str_eq(mine, its))
				points = same_kind ? ID_SAME : mine.len >= 7 ? ID_OTHER_KIND : 0;
			else if (its.len && kind.len && other.len && same_kind)
				points = ID_DIFFERS;
			if (points && (points > out->id || out->id == 0)) {
				out->id = points;
				out->id_confirms = points == ID_SAME;
				out->id_yours = yours->ids[i];
				out->id_theirs = theirs->ids[k];
			}
		}
	}
}

void xctl_support_of(xctl_support *out, xctl_arena *arena, const xctl_party *yours, const xctl_party *theirs,
	int32_t country_points, int32_t name_points)
{
	*out = (xctl_support){ 0 };
	bool person = yours->kind == XCTL_PARTY_PERSON || theirs->kind == XCTL_PARTY_PERSON;
	bool known = yours->kind != XCTL_PARTY_UNKNOWN && theirs->kind != XCTL_PARTY_UNKNOWN;
	if (known && yours->kind != theirs->kind && theirs->kind != XCTL_PARTY_ADDRESS)
		out->kind = person ? KIND_PERSON : KIND_OTHER;
	out->country = country_of(yours, theirs, country_points, person, &out->country_against);
	out->birth = birth_of(yours->birth, theirs->birth);
	ids_of(out, arena, yours, theirs);
	bool entry = theirs->kind == XCTL_PARTY_ADDRESS;
	for (uint32_t i = 0; i < yours->n_addresses; i++)
		for (uint32_t k = 0; k < theirs->n_addresses; k++) {
			int32_t points = xctl_address_points(&yours->addresses[i], &theirs->addresses[k],
				entry ? ADDRESS_ENTRY_MOST : ADDRESS_MOST);
			if (points > out->address) {
				out->address = points;
				out->address_yours = yours->addresses[i].text;
				out->address_theirs = theirs->addresses[k].text;
			}
		}
	if (out->id > 0)
		return;
	/* The room that the name (or the address of an address entry) leaves for the rest. */
	int32_t room = entry ? out->address : name_points > 0 ? name_points : 0;
	int32_t *adds[3] = { &out->birth, entry ? &out->country : &out->address, entry ? NULL : &out->country };
	for (int i = 0; i < 3; i++) {
		if (!adds[i] || *adds[i] <= 0)
			continue;
		if (*adds[i] > room)
			*adds[i] = room;
		room -= *adds[i];
	}
}
