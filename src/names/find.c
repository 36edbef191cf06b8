/* Candidates without a linear scan, then the same score as compare gives.
 *
 * For each word of the query every listed word that agrees with it is known from the tables (equal, same skeleton, within
 * the forgiven edits, joined, acronym), so the postings add up to a bound on what each writing can score; a writing
 * whose bound stays under the floor is never read. Chaudhuri, Ganti and Kaushik 2006 call the idea a prefix filter. */
#include <stdlib.h>

#include "names/hit.h"
#include "names/weights.h"

#define HITS_SHIPPED 50u
#define WORK_SHIPPED 2000000u /* to read a posting costs 1 */
#define WORK_SCORE 50u       /* to score a writing costs so much */

/* A map from numbers to numbers in an arena: open addressing, room a power of two. */
typedef struct slot {
	uint32_t key; /* +1; 0 is free */
	int32_t value;
} slot;

typedef struct tally {
	slot *slots;
	uint32_t room, count;
} tally;

static bool tally_open(tally *t, xctl_arena *arena, uint32_t expected)
{
	t->room = 64;
	t->count = 0;
	while (t->room < expected + expected / 2)
		t->room *= 2;
	t->slots = XCTL_NEW_ARRAY(arena, slot, t->room);
	return t->slots != NULL;
}

/* The slot of a key, new ones 0. The caller keeps it from filling up. */
static slot *tally_at(tally *t, uint32_t key)
{
	uint32_t i = key * UINT32_C(2654435769) >> 7;
	for (;; i++) {
		slot *s = &t->slots[i & (t->room - 1)];
		if (s->key == key + 1)
			return s;
		if (!s->key) {
			s->key = key + 1;
			t->count++;
			return s;
		}
	}
}

/* The same for a map of unknown size; NULL at the ceiling. */
static slot *tally_grow_at(tally *t, xctl_arena *arena, uint32_t key)
{
	if (t->count * 2 >= t->room) {
		tally wider;
		if (!tally_open(&wider, arena, t->room))
			return NULL;
		for (uint32_t i = 0; i < t->room; i++)
			if (t->slots[i].key)
				tally_at(&wider, t->slots[i].key - 1)->value = t->slots[i].value;
		*t = wider;
	}
	return tally_at(t, key);
}

/* Something of the query that listed words or writings agree with, and what that adds to their bound. */
typedef struct source {
	xctl_str postings; /* numbers of writings */
	xctl_entries entries; /* or entries of a table, when `postings` is empty */
	int32_t points;
	uint32_t words; /* bit i: word i of the query */
	uint32_t number;
} source;

/* What is known of one writing while the sources are read. */
typedef struct bound {
	uint32_t key;     /* writing + 1; 0 is free */
	int32_t value;
	uint32_t singles; /* words that have given their best points */
	uint32_t covered; /* words that something agrees with */
} bound;

typedef struct bound_map {
	bound *at;
	uint32_t room;
} bound_map;

typedef struct finder {
	const xctl_name_index *index;
	const xctl_question *question;
	xctl_arena *scratch;
	int32_t floor, room; /* `room`: what country, birth and address may add */
	tally best_of;       /* entity -> index into bests, +1 */
	struct {
		xctl_best *at;
		uint32_t count, room;
	} bests;
	struct {
		uint32_t *at;
		uint32_t count, room;
	} entity_of_best;
	uint64_t work; /* what is left of the budget */
	bool incomplete;
} finder;

typedef struct source_list {
	source *at;
	uint32_t count, room;
} source_list;

/* The best so far of an entity; NULL at the ceiling. */
static xctl_best *best_of(finder *f, uint32_t entity)
{
	slot *s = tally_grow_at(&f->best_of, f->scratch, entity);
	if (!s)
		return NULL;
	if (s->value)
		return &f->bests.at[s->value - 1];
	xctl_best *best = XCTL_PUSH(f->scratch, &f->bests);
	uint32_t *number = XCTL_PUSH(f->scratch, &f->entity_of_best);
	if (!best || !number)
		return NULL;
	*number = entity;
	s->value = (int32_t)f->bests.count;
	*best = (xctl_best){ .points = INT32_MIN, .writing = XCTL_NONE };
	xctl_index_names(f->index, entity, &best->name, &(uint32_t){ 0 });
	return best;
}

/* Scores one writing and keeps it if it is the entity's best. */
static bool consider(finder *f, const xctl_writing *yours, uint32_t number)
{
	xctl_writing theirs;
	uint32_t name;
	if (!xctl_index_writing(f->index, number, &theirs, &name))
		return true;
	uint32_t entity = xctl_index_entity_of_name(f->index, name);
	if (entity >= f->index->n_entities)
		return true;
	xctl_party_kind kind = f->question->party.kind, other = xctl_index_kind(f->index, entity);
	if (!xctl_comparable(yours, kind, &theirs, other))
		return true;
	xctl_name_score score;
	xctl_score_writings(&score, yours, &theirs, kind == XCTL_PARTY_PERSON || other == XCTL_PARTY_PERSON);
	xctl_best one = { .yours = yours, .name = name, .writing = number, .quality = xctl_index_quality(f->index, name),
		.equal = score.equal };
	one.points = xctl_name_points(&score, one.quality);
	xctl_best *best = best_of(f, entity);
	if (!best)
		return false;
	if (best->writing == XCTL_NONE || xctl_is_better(&one, best))
		*best = one;
	return true;
}

/* ---- what agrees with the words of the query ---- */

typedef struct gatherer {
	finder *f;
	source_list *sources;
	const xctl_writing *writing;
	const xctl_word *word;
	tally seen; /* tokens that were looked at */
	bool full;
} gatherer;

static void add_source(gatherer *g, xctl_str postings, xctl_entries entries, int32_t points, uint32_t words)
{
	source *one = XCTL_PUSH(g->f->scratch, g->sources);
	if (one)
		*one = (source){ postings, entries, points, words, g->sources->count };
	else
		g->full = true;
}

static bool look_at(gatherer *g, uint32_t token)
{
	xctl_word listed;
	slot *s = tally_grow_at(&g->seen, g->f->scratch, token);
	if (!s)
		g->full = true;
	if (g->full || s->value)
		return !g->full;
	s->value = 1;
	if (!xctl_index_word(g->f->index, token, &listed))
		return true;
	/* What depends on where a listed word stands is taken in its favour: an organisation word would halve its rarity,
	 * a word without vowels pays less for its spelling. */
	if (listed.len == 1 && !listed.flags)
		listed.flags |= XCTL_WORD_INITIAL;
	int32_t points = xctl_agree(g->word, &listed);
	if (!listed.flags) {
		listed.flags |= XCTL_WORD_BARE;
		int32_t bare = xctl_agree(g->word, &listed);
		points = bare > points ? bare : points;
	}
	if (points > 0)
		add_source(g, xctl_index_postings(g->f->index, token), (xctl_entries){ 0 }, points, 1u << (g->word - g->writing->words));
	return !g->full;
}

static bool look_at_deletion(void *context, uint32_t key)
{
	gatherer *g = context;
	xctl_entries entries = xctl_entries_of(g->f->index, XCTL_S_BY_DELETION, key);
	for (uint32_t i = entries.from; i < entries.to; i++)
		if (!look_at(g, xctl_entry(&entries, i)))
			return false;
	return true;
}

static bool gather_word(gatherer *g, const xctl_word *word)
{
	xctl_str text = { word->text, word->len }, skeleton = { word->skeleton, word->skeleton_len };
	g->word = word;
	if (!tally_open(&g->seen, g->f->scratch, 100))
		return false;
	uint32_t token = xctl_index_token(g->f->index, text);
	if (token != XCTL_NONE && !look_at(g, token))
		return false;
	if (word->flags & (XCTL_WORD_NUMBER | XCTL_WORD_NATIVE | XCTL_WORD_INITIAL))
		return true;
	uint32_t initial = xctl_index_token(g->f->index, (xctl_str){ text.at, 1 });
	if (initial != XCTL_NONE && !look_at(g, initial))
		return false;
	if (skeleton.len >= 2) {
		xctl_entries entries = xctl_entries_of(g->f->index, XCTL_S_BY_SKELETON,
			(uint32_t)xctl_mix(skeleton, XCTL_SEED_SKELETON));
		for (uint32_t i = entries.from; i < entries.to; i++)
			if (!look_at(g, xctl_entry(&entries, i)))
				return false;
	}
	unsigned forgiven = xctl_edits_forgiven(text.len);
	return !forgiven || xctl_each_deletion(text, forgiven, look_at_deletion, g);
}

/* Listed words that adjacent words of the query make together, and the other way about; acronyms both ways. */
static bool gather_joins(gatherer *g)
{
	const xctl_writing *w = g->writing;
	const xctl_name_index *index = g->f->index;
	const xctl_str none = { NULL, 0 };
	for (uint32_t i = 0; i < w->n_words; i++) {
		const xctl_word *word = &w->words[i];
		for (uint32_t n = 2; n <= 3 && i + n <= w->n_words; n++) {
			char text[XCTL_WORD_BYTES], skeleton[XCTL_SKELETON_BYTES];
			size_t len;
			if (!xctl_join(word, n, text, &len))
				continue;
			int32_t rarity = 0;
			uint32_t words = ((1u << n) - 1u) << i;
			for (uint32_t k = 0; k < n; k++)
				rarity += word[k].rarity;
			size_t m = xctl_skeleton((xctl_str){ text, len }, skeleton);
			uint32_t token = xctl_index_token(index, (xctl_str){ text, len });
			if (token != XCTL_NONE)
				add_source(g, xctl_index_postings(index, token), (xctl_entries){ 0 }, rarity, words);
			if (m < 3)
				continue;
			xctl_entries entries = xctl_entries_of(index, XCTL_S_BY_SKELETON,
				(uint32_t)xctl_mix((xctl_str){ skeleton, m }, XCTL_SEED_SKELETON));
			for (uint32_t k = entries.from; k < entries.to; k++) {
				xctl_word listed;
				if (!xctl_index_word(index, xctl_entry(&entries, k), &listed))
					continue;
				listed.flags |= listed.flags ? 0 : XCTL_WORD_BARE; /* as it may stand somewhere */
				int32_t points = xctl_agree_joined(word, n, &listed);
				if (points > 0)
					add_source(g, xctl_index_postings(index, xctl_entry(&entries, k)), (xctl_entries){ 0 }, points,
						words);
			}
		}
		if (word->flags & (XCTL_WORD_NUMBER | XCTL_WORD_NATIVE | XCTL_WORD_INITIAL))
			continue;
		xctl_str text = { word->text, word->len }, skeleton = { word->skeleton, word->skeleton_len };
		add_source(g, none, xctl_entries_of(index, XCTL_S_BY_JOIN, (uint32_t)xctl_mix(text, XCTL_SEED_JOIN_TEXT)),
			word->rarity, 1u << i);
		if (skeleton.len >= 3)
			add_source(g, none,
				xctl_entries_of(index, XCTL_S_BY_JOIN, (uint32_t)xctl_mix(skeleton, XCTL_SEED_JOIN_SOUND)), word->rarity,
				1u << i);
		if (word->len >= 3)
			add_source(g, none, xctl_entries_of(index, XCTL_S_BY_JOIN, (uint32_t)xctl_mix(text, XCTL_SEED_ACRONYM)),
				xctl_acronym_points(word->len), 1u << i);
	}
	const char *const acronyms[2] = { w->acronym, w->acronym_legal };
	for (int i = 0; i < 2; i++) {
		xctl_str acronym = xctl_str_of(acronyms[i]);
		uint32_t token = acronym.len ? xctl_index_token(index, acronym) : XCTL_NONE;
		if (token != XCTL_NONE)
			add_source(g, xctl_index_postings(index, token), (xctl_entries){ 0 },
				xctl_acronym_points(acronym.len), (1u << w->n_words) - 1u);
	}
	return !g->full;
}

/* ---- candidates ---- */

static uint32_t source_size(const source *one)
{
	return one->postings.len ? (uint32_t)(one->postings.len / 4) : one->entries.to - one->entries.from;
}

static int more_first(const void *a, const void *b)
{
	const source *x = a, *y = b;
	if (x->points != y->points)
		return x->points < y->points ? 1 : -1;
	if (x->number != y->number) /* one order on every machine: a budget may cut it short */
		return x->number < y->number ? -1 : 1;
	return 0;
}

static int best_bound_first(const void *a, const void *b)
{
	const bound *x = a, *y = b;
	if (x->value != y->value)
		return x->value < y->value ? 1 : -1;
	return (x->key > y->key) - (x->key < y->key);
}

static bound *bound_at(bound_map *map, uint32_t writing)
{
	uint32_t i = writing * UINT32_C(2654435769) >> 7;
	for (;; i++) {
		bound *one = &map->at[i & (map->room - 1)];
		if (one->key == writing + 1)
			return one;
		if (!one->key) {
			one->key = writing + 1;
			return one;
		}
	}
}

/* Adds up the bounds: of one word the best points only (the sources come best first), of joined words all. False at the
 * ceiling. */
static bool add_up(finder *f, bound_map *bounds, source_list *sources)
{
	uint64_t total = 0;
	if (sources->count)
		qsort(sources->at, sources->count, sizeof *sources->at, more_first);
	for (uint32_t i = 0; i < sources->count; i++) {
		if (total + source_size(&sources->at[i]) > f->work) {
			f->incomplete = true;
			sources->count = i;
			break;
		}
		total += source_size(&sources->at[i]);
	}
	f->work -= total;
	uint32_t writings = xctl_index_writings(f->index);
	uint64_t expected = total < writings ? total : writings;
	bounds->room = 64;
	while (bounds->room < expected + expected / 2)
		bounds->room *= 2;
	bounds->at = XCTL_NEW_ARRAY(f->scratch, bound, bounds->room);
	if (!bounds->at)
		return false;
	for (uint32_t i = 0; i < sources->count; i++) {
		const source *one = &sources->at[i];
		bool single = (one->words & (one->words - 1)) == 0;
		uint32_t n = source_size(one);
		for (uint32_t k = 0; k < n; k++) {
			uint32_t writing = one->postings.len ? xctl_u32(one->postings, k)
			                                     : xctl_entry(&one->entries, one->entries.from + k);
			if (writing >= writings)
				continue;
			bound *b = bound_at(bounds, writing);
			if (single && (b->singles & one->words))
				continue;
			b->value += one->points;
			b->singles |= single ? one->words : 0;
			b->covered |= one->words;
		}
	}
	return true;
}

/* What the words that nothing agrees with cost at least. */
static int32_t least_cost(const xctl_writing *yours, uint32_t covered)
{
	int32_t sum = 0;
	for (uint32_t i = 0; i < yours->n_words; i++)
		if (!(covered >> i & 1u))
			sum += xctl_missing_weight(&yours->words[i], true);
	return sum * OMISSION_LEAST / 100;
}

static bool score_candidates(finder *f, const xctl_writing *yours, bound_map *bounds)
{
	/* At least this much must come from the name. The bound lacks the points for the query's initials, for the legal
	 * form and for the whole name, which only a writing that covers all words can have. */
	int32_t need = f->floor - f->room > (f->floor + 1) / 2 ? f->floor - f->room : (f->floor + 1) / 2;
	uint32_t all = (1u << yours->n_words) - 1u, n = 0;
	int32_t mine = 0;
	for (uint32_t i = 0; i < yours->n_words; i++)
		if (yours->words[i].flags & XCTL_WORD_INITIAL) {
			mine += POINTS_INITIAL;
			all &= ~(1u << i);
		}
	for (uint32_t i = 0; i < bounds->room; i++) {
		bound one = bounds->at[i];
		if (!one.key)
			continue;
		one.value += mine + LEGAL_SAME;
		if ((one.covered & all) == all) {
			int32_t person = one.value * EQUAL_PERSON_PERCENT / 100;
			int32_t organization = EQUAL_ORGANIZATION;
			if (one.value + organization >= need && xctl_index_equality(f->index, one.key - 1) != yours->equality)
				organization = COMPLETE_ORGANIZATION;
			one.value += person > organization ? person : organization;
		} else {
			one.value -= least_cost(yours, one.covered | ~all);
		}
		if (one.value >= need)
			bounds->at[n++] = one;
	}
	qsort(bounds->at, n, sizeof *bounds->at, best_bound_first);
	for (uint32_t i = 0; i < n; i++) {
		if (f->work < WORK_SCORE) {
			f->incomplete = true;
			break;
		}
		f->work -= WORK_SCORE;
		if (!consider(f, yours, bounds->at[i].key - 1))
			return false;
	}
	return true;
}

static bool search(finder *f, const xctl_writing *yours)
{
	source_list sources = { 0 };
	bound_map bounds = { 0 };
	gatherer g = { .f = f, .sources = &sources, .writing = yours };
	for (uint32_t i = 0; i < yours->n_words; i++)
		if (!gather_word(&g, &yours->words[i]))
			return false;
	return gather_joins(&g) && add_up(f, &bounds, &sources) && score_candidates(f, yours, &bounds);
}

static bool search_all(finder *f, const xctl_writing *yours)
{
	uint32_t writings = xctl_index_writings(f->index);
	for (uint32_t i = 0; i < writings; i++)
		if (!consider(f, yours, i))
			return false;
	return true;
}

/* Parties with one of the query's identifiers, and entries that are one of its addresses. */
static bool search_beside_names(finder *f)
{
	const xctl_party *you = &f->question->party;
	for (uint32_t i = 0; i < you->n_ids; i++) {
		xctl_str value = xctl_id_value(f->scratch, you->ids[i]);
		xctl_entries entries = { 0 };
		if (value.len)
			entries = xctl_entries_of(f->index, XCTL_S_BY_ID, (uint32_t)xctl_mix(value, XCTL_SEED_ID));
		for (uint32_t k = entries.from; k < entries.to; k++) {
			uint32_t entity = xctl_entry(&entries, k), first, count;
			if (entity >= f->index->n_entities)
				continue;
			if (!best_of(f, entity))
				return false;
			/* The names speak too, for or against. */
			xctl_index_names(f->index, entity, &first, &count);
			uint32_t writings = xctl_index_writings(f->index);
			/* Writings stand in the order of the names. */
			uint32_t low = 0, high = writings;
			xctl_str rows = xctl_section_of(f->index, XCTL_S_WRITINGS);
			while (low < high) {
				uint32_t middle = low + (high - low) / 2;
				if (xctl_u32(rows, (size_t)middle * W_SIZE + W_NAME) < first)
					low = middle + 1;
				else
					high = middle;
			}
			for (; low < writings && xctl_u32(rows, (size_t)low * W_SIZE + W_NAME) - first < count; low++)
				for (uint32_t n = 0; n < f->question->n_names; n++)
					for (uint32_t a = 0; a < f->question->names[n].count; a++)
						if (!consider(f, f->question->names[n].at[a], low))
							return false;
		}
	}
	for (uint32_t i = 0; i < you->n_addresses; i++)
		for (uint32_t k = 0; k < you->addresses[i].n_words; k++) {
			if (you->addresses[i].weights[k] <= 5)
				continue;
			xctl_entries entries = xctl_entries_of(f->index, XCTL_S_BY_ADDRESS, you->addresses[i].words[k]);
			for (uint32_t n = entries.from; n < entries.to; n++)
				if (xctl_entry(&entries, n) < f->index->n_entities && !best_of(f, xctl_entry(&entries, n)))
					return false;
		}
	return true;
}

/* ---- hits ---- */

static int best_hit_first(const void *a, const void *b)
{
	const xctl_name_hit *x = a, *y = b;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	return (x->entity > y->entity) - (x->entity < y->entity);
}

/* The total without its evidence. */
static bool total_of(finder *f, uint32_t i, xctl_arena *arena, xctl_name_hit *out)
{
	const xctl_best *best = &f->bests.at[i];
	uint32_t entity = f->entity_of_best.at[i], name;
	xctl_party they;
	xctl_writing theirs;
	if (!xctl_index_party(f->index, entity, arena, &they))
		return false;
	bool named = best->writing != XCTL_NONE && xctl_index_writing(f->index, best->writing, &theirs, &name);
	int32_t country = xctl_index_country_points(f->index, f->question->party.countries, they.countries);
	if (!xctl_hit_make(out, arena, best, named ? &theirs : NULL, &f->question->party, &they, country))
		return false;
	uint32_t first, count;
	xctl_index_names(f->index, entity, &first, &count);
	out->entity = entity;
	out->name = best->name - first;
	return true;
}

static xctl_code collect(finder *f, xctl_name_hits *out, xctl_arena *arena, uint32_t most, xctl_error *error)
{
	struct {
		xctl_name_hit *at;
		uint32_t count, room;
	} found = { 0 };
	xctl_arena passing = { .memory = arena->memory };
	bool fits = true;
	for (uint32_t i = 0; fits && i < f->bests.count; i++) {
		xctl_name_hit hit = { 0 };
		/* Country, birth and address at most double what the name says, unless an identifier agrees. */
		if (f->bests.at[i].writing != XCTL_NONE && !f->question->party.n_ids && f->bests.at[i].points * 2 < f->floor)
			continue;
		xctl_arena_reset(&passing);
		fits = total_of(f, i, &passing, &hit);
		if (!fits || hit.score < f->floor)
			continue;
		hit.evidence = NULL;
		hit.name = i; /* which of the best it was, until they are in order */
		xctl_name_hit *kept = XCTL_PUSH(f->scratch, &found);
		if (kept)
			*kept = hit;
		else
			fits = false;
	}
	xctl_arena_drop(&passing);
	if (fits && found.count)
		qsort(found.at, found.count, sizeof *found.at, best_hit_first);
	uint32_t n = found.count < most ? found.count : most;
	xctl_name_hit *hits = fits ? XCTL_NEW_ARRAY(arena, xctl_name_hit, n) : NULL;
	for (uint32_t i = 0; hits && i < n; i++)
		if (!total_of(f, found.at[i].name, arena, &hits[i]))
			hits = NULL;
	if (!hits)
		return xctl_fail_limit(error, "a name search");
	*out = (xctl_name_hits){ hits, n, f->incomplete };
	return XCTL_OK;
}

/* What country, birth and address can add at most. */
static int32_t room_of(const xctl_party *party)
{
	return (party->countries.len ? COUNTRY_MOST : 0) + (party->birth.len ? BIRTH_DAY : 0)
		+ (party->n_addresses ? ADDRESS_MOST : 0);
}

xctl_code xctl_names_find(xctl_name_hits *out, xctl_arena *arena, const xctl_name_index *index, const xctl_named *query,
	const xctl_name_options *options, xctl_error *error)
{
	static const xctl_name_options shipped = { 0 };
	const xctl_name_options *with = options ? options : &shipped;
	xctl_arena scratch = { .memory = arena->memory, .ceiling = (size_t)256 << 20 };
	xctl_folder *own = with->folder ? NULL : xctl_folder_open(arena->memory);
	xctl_question question;
	finder f = { .index = index, .question = &question, .scratch = &scratch };
	xctl_code code = with->folder || own ? XCTL_OK : xctl_fail_limit(error, "a name search");
	if (code == XCTL_OK)
		code = xctl_question_read(&question, &scratch, index, with->folder ? with->folder : own, query, error);
	if (code == XCTL_OK) {
		f.floor = with->floor > 0 ? with->floor : XCTL_SCORE_WEAK;
		f.work = with->work ? with->work : WORK_SHIPPED;
		f.room = room_of(&question.party);
		bool fits = tally_open(&f.best_of, &scratch, 256);
		for (uint32_t i = 0; fits && i < question.n_names; i++)
			for (uint32_t k = 0; fits && k < question.names[i].count; k++)
				fits = with->exhaustive ? search_all(&f, question.names[i].at[k]) : search(&f, question.names[i].at[k]);
		fits = fits && search_beside_names(&f);
		code = fits ? collect(&f, out, arena, with->most ? with->most : HITS_SHIPPED, error)
		            : xctl_fail_limit(error, "a name search");
	}
	xctl_folder_close(own);
	xctl_arena_drop(&scratch);
	return code;
}
