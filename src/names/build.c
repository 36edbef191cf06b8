/* Builds the index: analyses every name, gives each distinct word a number, and writes sections in order. */
#include "names/layout.h"
#include "names/rarity.h"
#include "names/score.h"

#define BUILD_CEILING ((size_t)4 << 30)

typedef struct numbers {
	uint32_t *at;
	uint32_t count, room;
} numbers;

typedef struct flags {
	uint8_t *at;
	uint32_t count, room;
} flags;

typedef struct keyed {
	uint64_t *at; /* key << 32 | value */
	uint32_t count, room;
} keyed;

typedef struct token {
	xctl_str text, skeleton;
	uint32_t letters, bearers, persons, last_bearer, skeleton_class;
	uint8_t flags;
} token;

typedef struct skeleton_class {
	uint32_t bearers, persons, last_bearer;
} skeleton_class;

typedef struct builder {
	xctl_arena arena, scratch; /* until the end, of one name */
	xctl_arena table;          /* of one keyed table */
	xctl_folder *folder;
	numbers entities, names, writings, words, strings, addresses, address_words;
	flags word_flags, address_weights;
	struct {
		token *at;
		uint32_t count, room;
	} tokens;
	struct {
		skeleton_class *at;
		uint32_t count, room;
	} skeletons;
	xctl_map by_text, by_skeleton;
	keyed joins, ids, by_address;
	uint32_t countries[676];
	uint32_t n_persons;
	bool is_person; /* the party at hand */
	xctl_buf text;
	bool full; /* an allocation failed */
} builder;

static void put(builder *b, numbers *list, uint32_t value)
{
	uint32_t *slot = XCTL_PUSH(&b->arena, list);
	if (slot)
		*slot = value;
	else
		b->full = true;
}

static void put_flag(builder *b, flags *list, uint8_t value)
{
	uint8_t *slot = XCTL_PUSH(&b->arena, list);
	if (slot)
		*slot = value;
	else
		b->full = true;
}

static void put_key_in(builder *b, xctl_arena *arena, keyed *list, uint32_t key, uint32_t value)
{
	uint64_t *slot = XCTL_PUSH(arena, list);
	if (slot)
		*slot = (uint64_t)key << 32 | value;
	else
		b->full = true;
}

static void put_key(builder *b, keyed *list, uint32_t key, uint32_t value)
{
	put_key_in(b, &b->arena, list, key, value);
}

static uint32_t put_text(builder *b, xctl_str s)
{
	uint32_t at = (uint32_t)b->text.len;
	xctl_buf_str(&b->text, s);
	return at;
}

static uint32_t skeleton_number(builder *b, xctl_str skeleton)
{
	uint32_t number = xctl_map_get(&b->by_skeleton, skeleton);
	if (number != XCTL_NONE)
		return number;
	skeleton_class *class = XCTL_PUSH(&b->arena, &b->skeletons);
	number = b->skeletons.count - 1;
	if (!class || !xctl_map_set(&b->by_skeleton, skeleton, number)) {
		b->full = true;
		return 0;
	}
	class->last_bearer = XCTL_NONE;
	return number;
}

/* The number of a word, a new one when it is met first. */
static uint32_t token_number(builder *b, const xctl_word *word)
{
	xctl_str text = { word->text, word->len };
	uint32_t number = xctl_map_get(&b->by_text, text);
	if (number != XCTL_NONE)
		return number;
	xctl_str kept = xctl_str_copy(&b->arena, text);
	xctl_str skeleton = xctl_str_copy(&b->arena, (xctl_str){ word->skeleton, word->skeleton_len });
	token *t = kept.at && skeleton.at ? XCTL_PUSH(&b->arena, &b->tokens) : NULL;
	number = b->tokens.count - 1;
	if (!t || !xctl_map_set(&b->by_text, kept, number)) {
		b->full = true;
		return 0;
	}
	*t = (token){ .text = kept, .skeleton = skeleton, .letters = word->letters, .last_bearer = XCTL_NONE };
	t->flags = word->flags & (XCTL_WORD_NUMBER | XCTL_WORD_NATIVE);
	t->skeleton_class = skeleton.len ? skeleton_number(b, skeleton) : XCTL_NONE;
	return number;
}

static void count_bearer(builder *b, uint32_t number, uint32_t entity, bool person)
{
	token *t = &b->tokens.at[number];
	if (t->last_bearer != entity) {
		t->last_bearer = entity;
		t->bearers++;
		t->persons += person;
	}
	if (t->skeleton_class == XCTL_NONE)
		return;
	skeleton_class *class = &b->skeletons.at[t->skeleton_class];
	if (class->last_bearer != entity) {
		class->last_bearer = entity;
		class->bearers++;
		class->persons += person;
	}
}

/* Adjacent words that others may write as one, and the acronyms. */
static void add_joins(builder *b, const xctl_writing *w, uint32_t writing)
{
	for (uint32_t i = 0; i < w->n_words; i++)
		for (uint32_t n = 2; n <= 3 && i + n <= w->n_words; n++) {
			char text[XCTL_WORD_BYTES], skeleton[XCTL_SKELETON_BYTES];
			size_t len;
			if (!xctl_join(&w->words[i], n, text, &len))
				continue;
			put_key(b, &b->joins, (uint32_t)xctl_mix((xctl_str){ text, len }, XCTL_SEED_JOIN_TEXT), writing);
			size_t m = xctl_skeleton((xctl_str){ text, len }, skeleton);
			if (m >= 3)
				put_key(b, &b->joins, (uint32_t)xctl_mix((xctl_str){ skeleton, m }, XCTL_SEED_JOIN_SOUND), writing);
		}
	const char *const acronyms[2] = { w->acronym, w->acronym_legal };
	for (int i = 0; i < 2; i++)
		if (acronyms[i][0])
			put_key(b, &b->joins, (uint32_t)xctl_mix(xctl_str_of(acronyms[i]), XCTL_SEED_ACRONYM), writing);
}

static void add_writing(builder *b, const xctl_writing *w, uint32_t entity, uint32_t name)
{
	uint32_t first = b->words.count;
	for (uint32_t i = 0; i < w->n_words && !b->full; i++) {
		uint32_t number = token_number(b, &w->words[i]);
		if (b->full)
			return;
		count_bearer(b, number, entity, b->is_person);
		put(b, &b->words, number);
		put_flag(b, &b->word_flags, w->words[i].flags);
	}
	uint32_t number = b->writings.count / W_SIZE;
	uint32_t row[W_SIZE] = { name, first, w->n_words, (uint32_t)w->legal | (uint32_t)w->as << 8 | (w->sounded ? 1u << 10 : 0),
		(uint32_t)w->equality, (uint32_t)(w->equality >> 32) };
	memcpy(&row[W_ACRONYM], w->acronym, 12);
	memcpy(&row[W_ACRONYM + 3], w->acronym_legal, 12);
	for (uint32_t i = 0; i < W_SIZE; i++)
		put(b, &b->writings, row[i]);
	add_joins(b, w, number);
}

static xctl_code add_names(builder *b, const xctl_named *entity, uint32_t number, xctl_error *error)
{
	for (uint32_t i = 0; i < entity->n_names; i++) {
		uint32_t name = b->names.count / N_SIZE;
		put(b, &b->names, number);
		put(b, &b->names, put_text(b, entity->names[i].text));
		put(b, &b->names, (uint32_t)entity->names[i].text.len);
		put(b, &b->names, (uint32_t)entity->names[i].quality);
		if (entity->kind == XCTL_PARTY_ADDRESS)
			continue; /* "Address 01" is no name */
		xctl_analysis analysis;
		xctl_error nothing = { 0 };
		xctl_arena_reset(&b->scratch);
		xctl_code code = xctl_analyse(&analysis, &b->scratch, b->folder, entity->names[i].text, entity->kind, &nothing);
		if (code == XCTL_INPUT && xctl_utf8_valid(entity->names[i].text, NULL))
			continue; /* a name without letters is kept and can match nothing */
		if (code != XCTL_OK) {
			if (error)
				*error = nothing;
			xctl_at_pointer(error, "/%u/names/%u", (unsigned)number, (unsigned)i);
			return code;
		}
		for (uint32_t k = 0; k < analysis.count && !b->full; k++)
			add_writing(b, analysis.at[k], number, name);
	}
	return XCTL_OK;
}

static xctl_code add_addresses(builder *b, const xctl_named *entity, uint32_t number, xctl_error *error)
{
	for (uint32_t i = 0; i < entity->n_addresses; i++) {
		xctl_address address;
		xctl_arena_reset(&b->scratch);
		xctl_code code = xctl_address_read(&address, &b->scratch, b->folder, entity->addresses[i], error);
		if (code != XCTL_OK)
			return code;
		put(b, &b->addresses, put_text(b, address.text));
		put(b, &b->addresses, (uint32_t)address.text.len);
		put(b, &b->addresses, b->address_words.count);
		for (uint32_t k = 0; k < address.n_words; k++) {
			put(b, &b->address_words, address.words[k]);
			put_flag(b, &b->address_weights, address.weights[k]);
			if (entity->kind == XCTL_PARTY_ADDRESS && address.weights[k] > 5)
				put_key(b, &b->by_address, address.words[k], number);
		}
	}
	return XCTL_OK;
}

static void add_ids(builder *b, const xctl_named *entity, uint32_t number)
{
	for (uint32_t i = 0; i < entity->n_ids; i++) {
		put(b, &b->strings, put_text(b, entity->ids[i]));
		put(b, &b->strings, (uint32_t)entity->ids[i].len);
		xctl_str value = xctl_id_value(&b->arena, entity->ids[i]);
		if (!value.at)
			b->full = true;
		if (value.len)
			put_key(b, &b->ids, (uint32_t)xctl_mix(value, XCTL_SEED_ID), number);
	}
}

static xctl_code add_entity(builder *b, const xctl_named *entity, uint32_t number, xctl_error *error)
{
	uint32_t row[E_SIZE] = { 0 };
	b->is_person = entity->kind == XCTL_PARTY_PERSON;
	b->n_persons += b->is_person;
	row[E_KIND] = (uint32_t)entity->kind;
	row[E_COUNTRIES] = put_text(b, entity->countries);
	row[E_COUNTRIES_LEN] = (uint32_t)entity->countries.len;
	row[E_BIRTH] = put_text(b, entity->birth);
	row[E_BIRTH_LEN] = (uint32_t)entity->birth.len;
	row[E_NAME] = b->names.count / N_SIZE;
	row[E_NAMES] = entity->n_names;
	row[E_ID] = b->strings.count / 2;
	row[E_IDS] = entity->n_ids;
	row[E_ADDRESS] = b->addresses.count / 3;
	row[E_ADDRESSES] = entity->n_addresses;
	for (uint32_t i = 0; i < E_SIZE; i++)
		put(b, &b->entities, row[i]);
	for (size_t i = 0; i + 1 < entity->countries.len; i += 2) {
		unsigned first = (unsigned char)entity->countries.at[i] - 'A', second = (unsigned char)entity->countries.at[i + 1] - 'A';
		if (first < 26 && second < 26)
			b->countries[first * 26 + second]++;
	}
	add_ids(b, entity, number);
	xctl_code code = add_addresses(b, entity, number, error);
	return code == XCTL_OK ? add_names(b, entity, number, error) : code;
}

/* Radix sort, then each pair once. */
static bool sort_keyed(builder *b, keyed *list)
{
	uint64_t *from = list->at, *to = XCTL_NEW_ARRAY(&b->table, uint64_t, list->count);
	if (!to)
		return false;
	for (unsigned shift = 0; shift < 64; shift += 8) {
		uint32_t start[256] = { 0 };
		for (uint32_t i = 0; i < list->count; i++)
			start[from[i] >> shift & 255]++;
		uint32_t sum = 0;
		for (unsigned i = 0; i < 256; i++) {
			uint32_t n = start[i];
			start[i] = sum;
			sum += n;
		}
		for (uint32_t i = 0; i < list->count; i++)
			to[start[from[i] >> shift & 255]++] = from[i];
		uint64_t *spare = from;
		from = to;
		to = spare;
	}
	uint32_t n = 0;
	for (uint32_t i = 0; i < list->count; i++)
		if (!n || from[n - 1] != from[i])
			from[n++] = from[i];
	list->at = from;
	list->count = n;
	return true;
}

typedef struct deletion_sink {
	builder *b;
	keyed *list;
	uint32_t token;
} deletion_sink;

static bool add_deletion(void *context, uint32_t key)
{
	deletion_sink *sink = context;
	put_key_in(sink->b, &sink->b->table, sink->list, key, sink->token);
	return !sink->b->full;
}

typedef struct writer {
	xctl_buf *out;
	size_t start;
	uint32_t places[2 * XCTL_S_COUNT];
} writer;

static void section(writer *w, xctl_section which, const void *bytes, size_t len)
{
	w->places[2 * which] = (uint32_t)(w->out->len - w->start);
	w->places[2 * which + 1] = (uint32_t)len;
	xctl_buf_put(w->out, bytes, len);
	while ((w->out->len - w->start) % 8)
		xctl_buf_char(w->out, 0);
}

static void section_numbers(writer *w, xctl_section which, const numbers *list)
{
	section(w, which, list->at, (size_t)list->count * 4);
}

/* Directory and entries. About four entries a place. */
static bool section_keyed(writer *w, builder *b, xctl_section which, keyed *list)
{
	if (!sort_keyed(b, list))
		return false;
	unsigned bits = 1;
	while (bits < 24 && (list->count >> bits) > 4)
		bits++;
	uint32_t n = (1u << bits) + 1;
	uint32_t *places = XCTL_NEW_ARRAY(&b->table, uint32_t, n);
	uint32_t *pairs = XCTL_NEW_ARRAY(&b->table, uint32_t, (size_t)list->count * 2);
	if (!places || !pairs)
		return false;
	for (uint32_t i = 0; i < list->count; i++) {
		pairs[2 * i] = (uint32_t)(list->at[i] >> 32);
		pairs[2 * i + 1] = (uint32_t)list->at[i];
		places[(pairs[2 * i] >> (32 - bits)) + 1]++;
	}
	for (uint32_t i = 1; i < n; i++)
		places[i] += places[i - 1];
	section(w, which, places, (size_t)n * 4);
	section(w, which + 1, pairs, (size_t)list->count * 8);
	*list = (keyed){ 0 };
	xctl_arena_drop(&b->table); /* the lists of names lie elsewhere, that of deletions here */
	return true;
}

/* Tokens with their postings: writings in order, each once. */
static bool write_tokens(writer *w, builder *b)
{
	uint32_t n_tokens = b->tokens.count, n_writings = b->writings.count / W_SIZE;
	uint32_t *first = XCTL_NEW_ARRAY(&b->arena, uint32_t, (size_t)n_tokens + 1);
	uint32_t *fill = XCTL_NEW_ARRAY(&b->arena, uint32_t, (size_t)n_tokens + 1);
	uint32_t *postings = XCTL_NEW_ARRAY(&b->arena, uint32_t, b->words.count);
	numbers rows = { 0 };
	if (!first || !fill || !postings)
		return false;
	for (uint32_t i = 0; i < b->words.count; i++)
		first[b->words.at[i] + 1]++;
	for (uint32_t i = 0; i < n_tokens; i++)
		first[i + 1] += first[i];
	for (uint32_t i = 0; i < n_writings; i++) {
		const uint32_t *row = &b->writings.at[(size_t)i * W_SIZE];
		for (uint32_t k = 0; k < row[W_WORDS]; k++) {
			uint32_t t = b->words.at[row[W_WORD] + k], at = first[t] + fill[t];
			if (fill[t] && postings[at - 1] == i)
				continue;
			postings[at] = i;
			fill[t]++;
		}
	}
	uint32_t n_entities = b->entities.count / E_SIZE;
	for (uint32_t i = 0; i < n_tokens; i++) {
		const token *t = &b->tokens.at[i];
		/* A word is as rare as it is among the parties of the kind that bears it: names of persons among persons. */
		uint32_t among = t->persons * 2 > t->bearers ? b->n_persons : n_entities;
		uint32_t rarity = xctl_word_rarity(t->text, t->flags, t->bearers, among), sound = rarity;
		if (t->skeleton_class != XCTL_NONE) {
			const skeleton_class *class = &b->skeletons.at[t->skeleton_class];
			among = class->persons * 2 > class->bearers ? b->n_persons : n_entities;
			sound = xctl_skeleton_rarity(t->skeleton, class->bearers, among);
		}
		put(b, &rows, put_text(b, t->text));
		put_text(b, t->skeleton);
		put(b, &rows, (uint32_t)(t->text.len | t->skeleton.len << 8));
		put(b, &rows, t->letters);
		put(b, &rows, rarity | sound << 16);
		put(b, &rows, first[i]);
		put(b, &rows, fill[i]);
	}
	if (b->full)
		return false;
	section_numbers(w, XCTL_S_TOKENS, &rows);
	section(w, XCTL_S_POSTINGS, postings, (size_t)b->words.count * 4);
	return true;
}

static bool write_deletions(writer *w, builder *b)
{
	keyed list = { 0 };
	for (uint32_t i = 0; i < b->tokens.count && !b->full; i++) {
		const token *t = &b->tokens.at[i];
		unsigned forgiven = xctl_edits_forgiven(t->text.len);
		if (forgiven && !t->flags)
			xctl_each_deletion(t->text, forgiven, add_deletion, &(deletion_sink){ b, &list, i });
	}
	return !b->full && section_keyed(w, b, XCTL_S_BY_DELETION, &list);
}

static bool write_dictionaries(writer *w, builder *b)
{
	keyed texts = { 0 }, skeletons = { 0 };
	for (uint32_t i = 0; i < b->tokens.count && !b->full; i++) {
		const token *t = &b->tokens.at[i];
		put_key(b, &texts, (uint32_t)xctl_mix(t->text, XCTL_SEED_TEXT), i);
		if (t->skeleton.len >= 2)
			put_key(b, &skeletons, (uint32_t)xctl_mix(t->skeleton, XCTL_SEED_SKELETON), i);
	}
	return !b->full && section_keyed(w, b, XCTL_S_BY_TEXT, &texts) && section_keyed(w, b, XCTL_S_BY_SKELETON, &skeletons)
		&& write_deletions(w, b) && section_keyed(w, b, XCTL_S_BY_JOIN, &b->joins)
		&& section_keyed(w, b, XCTL_S_BY_ID, &b->ids) && section_keyed(w, b, XCTL_S_BY_ADDRESS, &b->by_address);
}

static xctl_code write_out(builder *b, xctl_buf *out, xctl_error *error)
{
	writer w = { .out = out, .start = out->len };
	static const char nothing[XCTL_HEADER_BYTES];
	put(b, &b->addresses, 0);
	put(b, &b->addresses, 0);
	put(b, &b->addresses, b->address_words.count);
	xctl_buf_put(out, nothing, sizeof nothing);
	bool fits = !b->full && write_tokens(&w, b);
	if (fits) {
		section_numbers(&w, XCTL_S_ENTITIES, &b->entities);
		section_numbers(&w, XCTL_S_NAMES, &b->names);
		section_numbers(&w, XCTL_S_WRITINGS, &b->writings);
		section_numbers(&w, XCTL_S_WORDS, &b->words);
		section(&w, XCTL_S_WORD_FLAGS, b->word_flags.at, b->word_flags.count);
		section_numbers(&w, XCTL_S_STRINGS, &b->strings);
		section_numbers(&w, XCTL_S_ADDRESSES, &b->addresses);
		section_numbers(&w, XCTL_S_ADDRESS_WORDS, &b->address_words);
		section(&w, XCTL_S_ADDRESS_WEIGHTS, b->address_weights.at, b->address_weights.count);
		section(&w, XCTL_S_COUNTRIES, b->countries, sizeof b->countries);
		section(&w, XCTL_S_TEXT, b->text.at, b->text.len);
		fits = !b->text.failed && write_dictionaries(&w, b);
	}
	if (!fits || out->failed || out->len - w.start > UINT32_MAX) {
		out->len = w.start < out->len ? w.start : out->len;
		return xctl_fail_limit(error, "the name index");
	}
	uint32_t head[4] = { XCTL_INDEX_VERSION, (uint32_t)(out->len - w.start), b->entities.count / E_SIZE,
		b->names.count / N_SIZE };
	memcpy(out->at + w.start, XCTL_INDEX_MAGIC, 8);
	memcpy(out->at + w.start + 8, head, sizeof head);
	memcpy(out->at + w.start + 24, w.places, sizeof w.places);
	return XCTL_OK;
}

xctl_code xctl_names_build(xctl_buf *out, const xctl_named *entities, uint32_t n_entities, xctl_error *error)
{
	xctl_arena own = { .memory = out->memory };
	builder *b = XCTL_NEW(&own, builder);
	if (!b)
		return xctl_fail_limit(error, "the name index");
	b->arena = (xctl_arena){ .memory = out->memory, .ceiling = BUILD_CEILING };
	b->table = (xctl_arena){ .memory = out->memory, .ceiling = BUILD_CEILING };
	b->scratch = (xctl_arena){ .memory = out->memory };
	b->by_text.arena = b->by_skeleton.arena = &b->arena;
	b->text = (xctl_buf){ .memory = out->memory, .ceiling = (size_t)2 << 30 };
	b->folder = xctl_folder_open(out->memory);
	xctl_code code = b->folder ? XCTL_OK : xctl_fail_limit(error, "the name index");
	for (uint32_t i = 0; i < n_entities && code == XCTL_OK; i++) {
		code = add_entity(b, &entities[i], i, error);
		if (code == XCTL_OK && (b->full || b->text.failed))
			code = xctl_fail_limit(error, "the name index");
	}
	if (code == XCTL_OK)
		code = write_out(b, out, error);
	xctl_folder_close(b->folder);
	xctl_buf_drop(&b->text);
	xctl_arena_drop(&b->scratch);
	xctl_arena_drop(&b->table);
	xctl_arena_drop(&b->arena);
	xctl_arena_drop(&own);
	return code;
}
