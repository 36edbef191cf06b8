#include "names/index.h"

#include "names/rarity.h"
#include "names/weights.h"

static xctl_code damaged(xctl_error *error, const char *what)
{
	xctl_fail(error, XCTL_DAMAGED, "the name index is damaged: %s", what);
	xctl_hint(error, "build the snapshot again");
	return XCTL_DAMAGED;
}

xctl_code xctl_names_open(xctl_name_index *out, xctl_str bytes, xctl_error *error)
{
	uint32_t head[4];
	if (bytes.len < XCTL_HEADER_BYTES || memcmp(bytes.at, XCTL_INDEX_MAGIC, 8) != 0)
		return damaged(error, "it does not begin as one");
	memcpy(head, bytes.at + 8, sizeof head);
	if (head[0] != XCTL_INDEX_VERSION)
		return damaged(error, "another version of the program wrote it");
	if (head[1] != bytes.len)
		return damaged(error, "its length is not what it says");
	xctl_name_index index = { .bytes = bytes, .n_entities = head[2], .n_names = head[3] };
	for (unsigned i = 0; i < XCTL_S_COUNT; i++) {
		uint32_t place[2];
		memcpy(place, bytes.at + 24 + 8 * (size_t)i, 8);
		if (place[0] > bytes.len || place[1] > bytes.len - place[0] || place[0] < XCTL_HEADER_BYTES)
			return damaged(error, "a section lies outside");
	}
	static const struct {
		xctl_section section;
		size_t size;
	} rows[] = { { XCTL_S_ENTITIES, 4 * E_SIZE }, { XCTL_S_NAMES, 4 * N_SIZE }, { XCTL_S_WRITINGS, 4 * W_SIZE },
		{ XCTL_S_TOKENS, 4 * T_SIZE } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (xctl_section_of(&index, rows[i].section).len % rows[i].size)
			return damaged(error, "a section is cut");
	if (xctl_section_of(&index, XCTL_S_ENTITIES).len / (4 * E_SIZE) != index.n_entities
	    || xctl_section_of(&index, XCTL_S_NAMES).len / (4 * N_SIZE) != index.n_names
	    || xctl_section_of(&index, XCTL_S_WORDS).len / 4 != xctl_section_of(&index, XCTL_S_WORD_FLAGS).len)
		return damaged(error, "its counts differ");
	*out = index;
	return XCTL_OK;
}

xctl_entries xctl_entries_of(const xctl_name_index *index, xctl_section table, uint32_t key)
{
	xctl_str places = xctl_section_of(index, table);
	xctl_entries found = { xctl_section_of(index, table + 1), 0, 0 };
	size_t n = places.len / 4;
	if (n < 3)
		return found;
	unsigned bits = 31u - (unsigned)__builtin_clz((uint32_t)(n - 1));
	uint32_t bucket = key >> (32 - bits), most = (uint32_t)(found.section.len / 8);
	uint32_t from = xctl_u32(places, bucket), to = xctl_u32(places, bucket + 1);
	if (to > most)
		to = most;
	/* About four a bucket, but a damaged or hostile table may hold more: search by halves. */
	uint32_t end = to;
	while (from < end) {
		uint32_t middle = from + (end - from) / 2;
		if (xctl_u32(found.section, 2 * (size_t)middle) < key)
			from = middle + 1;
		else
			end = middle;
	}
	found.from = found.to = from;
	while (found.to < to && xctl_u32(found.section, 2 * (size_t)found.to) == key)
		found.to++;
	return found;
}

xctl_str xctl_index_text(const xctl_name_index *index, uint32_t at, uint32_t len)
{
	xctl_str text = xctl_section_of(index, XCTL_S_TEXT);
	if (at > text.len || len > text.len - at)
		return (xctl_str){ "", 0 };
	return (xctl_str){ text.at + at, len };
}

static uint32_t field(const xctl_name_index *index, xctl_section which, uint32_t row, uint32_t size, uint32_t column)
{
	return xctl_u32(xctl_section_of(index, which), (size_t)row * size + column);
}

uint32_t xctl_index_writings(const xctl_name_index *index)
{
	return (uint32_t)(xctl_section_of(index, XCTL_S_WRITINGS).len / (4 * W_SIZE));
}

bool xctl_index_word(const xctl_name_index *index, uint32_t token, xctl_word *out)
{
	xctl_str rows = xctl_section_of(index, XCTL_S_TOKENS);
	if (token >= rows.len / (4 * T_SIZE))
		return false;
	uint32_t row[T_SIZE];
	memcpy(row, rows.at + (size_t)token * sizeof row, sizeof row);
	uint32_t len = row[T_LENGTHS] & 255, skeleton = row[T_LENGTHS] >> 8 & 255;
	xctl_str text = xctl_index_text(index, row[T_TEXT], len + skeleton);
	if (!text.len || !len || len > XCTL_WORD_BYTES || skeleton > XCTL_SKELETON_BYTES)
		return false;
	*out = (xctl_word){ .text = text.at, .skeleton = text.at + len, .letters = row[T_LETTERS], .len = (uint8_t)len,
		.skeleton_len = (uint8_t)skeleton, .rarity = (uint16_t)row[T_RARITY],
		.skeleton_rarity = (uint16_t)(row[T_RARITY] >> 16) };
	/* Digits set bits 26 to 31, and letters outside ASCII the last as well: which it is, the bytes say. */
	for (uint32_t i = 0; row[T_LETTERS] >> 26 && i < len; i++) {
		if ((unsigned char)text.at[i] >= 0x80)
			out->flags |= XCTL_WORD_NATIVE;
		else if (text.at[i] >= '0' && text.at[i] <= '9')
			out->flags |= XCTL_WORD_NUMBER;
	}
	return true;
}

uint32_t xctl_index_token(const xctl_name_index *index, xctl_str text)
{
	xctl_entries entries = xctl_entries_of(index, XCTL_S_BY_TEXT, (uint32_t)xctl_mix(text, XCTL_SEED_TEXT));
	for (uint32_t i = entries.from; i < entries.to; i++) {
		xctl_word word;
		uint32_t token = xctl_entry(&entries, i);
		if (xctl_index_word(index, token, &word) && xctl_str_eq(text, (xctl_str){ word.text, word.len }))
			return token;
	}
	return XCTL_NONE;
}

xctl_str xctl_index_postings(const xctl_name_index *index, uint32_t token)
{
	xctl_str all = xctl_section_of(index, XCTL_S_POSTINGS);
	size_t most = all.len / 4, count = field(index, XCTL_S_TOKENS, token, T_SIZE, T_POSTINGS),
	       from = field(index, XCTL_S_TOKENS, token, T_SIZE, T_POSTING);
	if (from > most)
		from = most;
	if (count > most - from)
		count = most - from;
	return (xctl_str){ all.at + 4 * from, 4 * count };
}

uint64_t xctl_index_equality(const xctl_name_index *index, uint32_t writing)
{
	xctl_str rows = xctl_section_of(index, XCTL_S_WRITINGS);
	size_t row = (size_t)writing * W_SIZE;
	return (uint64_t)xctl_u32(rows, row + W_EQUAL_HIGH) << 32 | xctl_u32(rows, row + W_EQUAL_LOW);
}

bool xctl_index_writing(const xctl_name_index *index, uint32_t writing, xctl_writing *out, uint32_t *name)
{
	xctl_str rows = xctl_section_of(index, XCTL_S_WRITINGS), words = xctl_section_of(index, XCTL_S_WORDS),
		 word_flags = xctl_section_of(index, XCTL_S_WORD_FLAGS);
	if (writing >= rows.len / (4 * W_SIZE))
		return false;
	uint32_t row[W_SIZE];
	memcpy(row, rows.at + (size_t)writing * sizeof row, sizeof row);
	if (row[W_NAME] >= index->n_names || row[W_WORDS] > XCTL_WORDS_MOST || row[W_WORD] > word_flags.len
	    || row[W_WORDS] > word_flags.len - row[W_WORD])
		return false;
	*name = row[W_NAME];
	out->n_words = row[W_WORDS];
	out->legal = (xctl_legal_form)(row[W_ABOUT] & 7);
	out->as = (xctl_taken_as)(row[W_ABOUT] >> 8 & 3);
	out->sounded = row[W_ABOUT] >> 10 & 1;
	out->equality = (uint64_t)row[W_EQUAL_HIGH] << 32 | row[W_EQUAL_LOW];
	memcpy(out->acronym, &row[W_ACRONYM], 12);
	memcpy(out->acronym_legal, &row[W_ACRONYM + 3], 12);
	out->acronym[11] = out->acronym_legal[11] = '\0';
	for (uint32_t i = 0; i < out->n_words; i++) {
		xctl_word *word = &out->words[i];
		if (!xctl_index_word(index, xctl_u32(words, row[W_WORD] + i), word))
			return false;
		word->flags = (uint8_t)word_flags.at[row[W_WORD] + i];
		if (word->flags & XCTL_WORD_GENERIC)
			word->rarity /= 2;
	}
	return true;
}

uint32_t xctl_index_entity_of_name(const xctl_name_index *index, uint32_t name)
{
	return field(index, XCTL_S_NAMES, name, N_SIZE, N_ENTITY);
}

xctl_name_quality xctl_index_quality(const xctl_name_index *index, uint32_t name)
{
	uint32_t quality = field(index, XCTL_S_NAMES, name, N_SIZE, N_QUALITY);
	return quality > XCTL_NAME_WEAK ? XCTL_NAME_WEAK : (xctl_name_quality)quality;
}

xctl_str xctl_index_name(const xctl_name_index *index, uint32_t name)
{
	return xctl_index_text(index, field(index, XCTL_S_NAMES, name, N_SIZE, N_TEXT),
		field(index, XCTL_S_NAMES, name, N_SIZE, N_LEN));
}

void xctl_index_names(const xctl_name_index *index, uint32_t entity, uint32_t *first, uint32_t *count)
{
	*first = field(index, XCTL_S_ENTITIES, entity, E_SIZE, E_NAME);
	*count = field(index, XCTL_S_ENTITIES, entity, E_SIZE, E_NAMES);
	if (*first > index->n_names)
		*first = index->n_names;
	if (*count > index->n_names - *first)
		*count = index->n_names - *first;
}

xctl_party_kind xctl_index_kind(const xctl_name_index *index, uint32_t entity)
{
	uint32_t kind = field(index, XCTL_S_ENTITIES, entity, E_SIZE, E_KIND);
	return kind > XCTL_PARTY_ADDRESS ? XCTL_PARTY_UNKNOWN : (xctl_party_kind)kind;
}

static void read_address(const xctl_name_index *index, uint32_t number, xctl_address *out)
{
	xctl_str rows = xctl_section_of(index, XCTL_S_ADDRESSES), words = xctl_section_of(index, XCTL_S_ADDRESS_WORDS),
		 weights = xctl_section_of(index, XCTL_S_ADDRESS_WEIGHTS);
	size_t row = (size_t)number * 3;
	out->text = xctl_index_text(index, xctl_u32(rows, row), xctl_u32(rows, row + 1));
	uint32_t from = xctl_u32(rows, row + 2), to = xctl_u32(rows, row + 5);
	out->n_words = 0;
	for (uint32_t i = from; i < to && i < weights.len && out->n_words < XCTL_ADDRESS_WORDS_MOST; i++) {
		out->words[out->n_words] = xctl_u32(words, i);
		out->weights[out->n_words++] = (uint8_t)weights.at[i];
	}
}

bool xctl_index_party(const xctl_name_index *index, uint32_t entity, xctl_arena *arena, xctl_party *out)
{
	uint32_t row[E_SIZE];
	for (uint32_t i = 0; i < E_SIZE; i++)
		row[i] = field(index, XCTL_S_ENTITIES, entity, E_SIZE, i);
	uint32_t n_ids = (uint32_t)(xctl_section_of(index, XCTL_S_STRINGS).len / 8);
	uint32_t n_addresses = (uint32_t)(xctl_section_of(index, XCTL_S_ADDRESSES).len / 12);
	if (row[E_ID] > n_ids || row[E_IDS] > n_ids - row[E_ID])
		row[E_IDS] = 0;
	if (row[E_ADDRESS] > n_addresses || row[E_ADDRESSES] > n_addresses - row[E_ADDRESS])
		row[E_ADDRESSES] = 0;
	xctl_str *ids = XCTL_NEW_ARRAY(arena, xctl_str, row[E_IDS]);
	xctl_address *addresses = XCTL_NEW_ARRAY(arena, xctl_address, row[E_ADDRESSES]);
	if (!ids || !addresses)
		return false;
	for (uint32_t i = 0; i < row[E_IDS]; i++)
		ids[i] = xctl_index_text(index, field(index, XCTL_S_STRINGS, row[E_ID] + i, 2, 0),
			field(index, XCTL_S_STRINGS, row[E_ID] + i, 2, 1));
	for (uint32_t i = 0; i < row[E_ADDRESSES]; i++)
		read_address(index, row[E_ADDRESS] + i, &addresses[i]);
	*out = (xctl_party){ .kind = xctl_index_kind(index, entity),
		.countries = xctl_index_text(index, row[E_COUNTRIES], row[E_COUNTRIES_LEN]),
		.birth = xctl_index_text(index, row[E_BIRTH], row[E_BIRTH_LEN]), .ids = ids, .n_ids = row[E_IDS],
		.addresses = addresses, .n_addresses = row[E_ADDRESSES] };
	return true;
}

int32_t xctl_index_country_points(const xctl_name_index *index, xctl_str yours, xctl_str theirs)
{
	if (!index || !index->n_entities)
		return COUNTRY_UNLISTED;
	xctl_str counts = xctl_section_of(index, XCTL_S_COUNTRIES);
	int32_t best = COUNTRY_LEAST;
	for (size_t i = 0; i + 1 < yours.len; i += 2) {
		unsigned first = (unsigned char)yours.at[i] - 'A', second = (unsigned char)yours.at[i + 1] - 'A';
		if (first > 25 || second > 25 || !xctl_has_country(theirs, yours.at + i))
			continue;
		/* A short list says little of how common a country is: a hundred parties of 25 countries are added. */
		uint32_t listed = xctl_u32(counts, first * 26 + second);
		int32_t points = xctl_log2_tenths((uint64_t)index->n_entities + 100, (uint64_t)listed + 20);
		if (points > best)
			best = points;
	}
	return best < COUNTRY_MOST ? best : COUNTRY_MOST;
}

void xctl_rate(const xctl_name_index *index, xctl_writing *writing)
{
	for (uint32_t i = 0; i < writing->n_words; i++) {
		xctl_word *word = &writing->words[i];
		xctl_str text = { word->text, word->len }, skeleton = { word->skeleton, word->skeleton_len };
		uint32_t n = index ? index->n_entities : 0;
		uint32_t token = index ? xctl_index_token(index, text) : XCTL_NONE;
		xctl_word listed;
		if (token != XCTL_NONE && xctl_index_word(index, token, &listed)) {
			word->rarity = listed.rarity;
			word->skeleton_rarity = listed.skeleton_rarity;
		} else {
			word->rarity = xctl_word_rarity(text, word->flags, 0, n);
			word->skeleton_rarity = skeleton.len ? xctl_skeleton_rarity(skeleton, 0, n) : word->rarity;
			/* Another word with the same skeleton knows how common it is. */
			if (index && skeleton.len >= 2) {
				xctl_entries entries = xctl_entries_of(index, XCTL_S_BY_SKELETON,
					(uint32_t)xctl_mix(skeleton, XCTL_SEED_SKELETON));
				for (uint32_t k = entries.from; k < entries.to; k++)
					if (xctl_index_word(index, xctl_entry(&entries, k), &listed)
					    && xctl_str_eq(skeleton, (xctl_str){ listed.skeleton, listed.skeleton_len })) {
						word->skeleton_rarity = listed.skeleton_rarity;
						break;
					}
			}
		}
		if (word->flags & XCTL_WORD_GENERIC)
			word->rarity /= 2;
	}
}
