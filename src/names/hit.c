#include "names/hit.h"

#include "names/weights.h"

#define EVIDENCE_MOST (XCTL_WORDS_MOST + 12u)

xctl_strength xctl_strength_of(int32_t score)
{
	if (score >= XCTL_SCORE_STRONG)
		return XCTL_STRONG;
	if (score >= XCTL_SCORE_MEDIUM)
		return XCTL_MEDIUM;
	return score >= XCTL_SCORE_WEAK ? XCTL_WEAK : XCTL_STRENGTH_NONE;
}

xctl_code xctl_question_read(xctl_question *out, xctl_arena *arena, const xctl_name_index *index, xctl_folder *folder,
	const xctl_named *named, xctl_error *error)
{
	xctl_address *addresses = XCTL_NEW_ARRAY(arena, xctl_address, named->n_addresses);
	out->names = XCTL_NEW_ARRAY(arena, xctl_analysis, named->n_names);
	out->n_names = named->n_names;
	if (!addresses || !out->names)
		return xctl_fail_limit(error, "a party to look up");
	for (uint32_t i = 0; i < named->n_addresses; i++) {
		xctl_code code = xctl_address_read(&addresses[i], arena, folder, named->addresses[i], error);
		if (code != XCTL_OK)
			return code;
	}
	out->party = (xctl_party){ named->kind, named->countries, named->birth, named->ids, named->n_ids, addresses,
		named->n_addresses };
	if (named->kind == XCTL_PARTY_ADDRESS)
		out->n_names = 0;
	for (uint32_t i = 0; i < out->n_names; i++) {
		xctl_code code = xctl_analyse(&out->names[i], arena, folder, named->names[i].text, named->kind, error);
		if (code != XCTL_OK)
			return code;
		for (uint32_t k = 0; k < out->names[i].count; k++)
			xctl_rate(index, out->names[i].at[k]);
	}
	return XCTL_OK;
}

bool xctl_comparable(const xctl_writing *yours, xctl_party_kind kind, const xctl_writing *theirs, xctl_party_kind other)
{
	return yours->as == theirs->as || yours->as == XCTL_AS_EITHER || theirs->as == XCTL_AS_EITHER
		|| (kind != XCTL_PARTY_UNKNOWN && other != XCTL_PARTY_UNKNOWN);
}

int32_t xctl_name_points(const xctl_name_score *score, xctl_name_quality quality)
{
	return score->total + (quality == XCTL_NAME_WEAK ? WEAK_ALIAS : 0);
}

bool xctl_is_better(const xctl_best *a, const xctl_best *b)
{
	if (a->points != b->points)
		return a->points > b->points;
	if (a->equal != b->equal)
		return a->equal;
	if (a->quality != b->quality)
		return a->quality < b->quality;
	return a->name < b->name;
}

typedef struct evidence_list {
	xctl_arena *arena;
	xctl_evidence *at;
	uint32_t count;
	bool full;
} evidence_list;

static void add(evidence_list *list, const char *on, xctl_str yours, xctl_str theirs, int32_t points)
{
	if (points == 0 || list->count == EVIDENCE_MOST)
		return;
	yours = xctl_str_copy(list->arena, yours);
	theirs = xctl_str_copy(list->arena, theirs);
	if (!yours.at || !theirs.at)
		list->full = true;
	list->at[list->count++] = (xctl_evidence){ on, yours, theirs, points };
}

/* Words of a writing by bits, with spaces between. */
static xctl_str words_of(xctl_arena *arena, const xctl_writing *writing, uint32_t which, bool numbers_only)
{
	char *text = xctl_alloc(arena, XCTL_WORDS_MOST * (XCTL_WORD_BYTES + 1) + 1);
	size_t n = 0;
	if (!text)
		return (xctl_str){ NULL, 0 };
	for (uint32_t i = 0; i < writing->n_words; i++) {
		const xctl_word *word = &writing->words[i];
		if (!(which >> i & 1u) || (numbers_only && !(word->flags & XCTL_WORD_NUMBER)))
			continue;
		if (n)
			text[n++] = ' ';
		memcpy(text + n, word->text, word->len);
		n += word->len;
	}
	return (xctl_str){ text, n };
}

static uint32_t range(uint32_t from, uint32_t n)
{
	return ((1u << n) - 1u) << from;
}

static const char *form_name(xctl_legal_form form)
{
	static const char *const names[] = { "", "company", "limited company", "stock company", "partnership",
		"state enterprise", "not for profit" };
	return names[form <= XCTL_FORM_NONPROFIT ? form : 0];
}

static void name_evidence(evidence_list *list, const xctl_writing *yours, const xctl_writing *theirs,
	const xctl_name_score *score, xctl_name_quality quality)
{
	xctl_arena words = { .memory = list->arena->memory };
	for (uint32_t i = 0; i < score->n_words; i++) {
		const xctl_agreement *one = &score->words[i];
		add(list, score->by_acronym ? "acronym" : "name", words_of(&words, yours, range(one->yours, one->n_yours), false),
			words_of(&words, theirs, range(one->theirs, one->n_theirs), false), one->points);
	}
	add(list, "other words", words_of(&words, yours, score->left_yours, false),
		words_of(&words, theirs, score->left_theirs, false), score->left);
	add(list, "number", words_of(&words, yours, score->left_yours, true),
		words_of(&words, theirs, score->left_theirs, true), score->numbers);
	add(list, "whole name", words_of(&words, yours, ~0u, false), words_of(&words, theirs, ~0u, false), score->whole);
	add(list, "legal form", xctl_str_of(form_name(yours->legal)), xctl_str_of(form_name(theirs->legal)), score->legal);
	if (quality == XCTL_NAME_WEAK)
		add(list, "weak alias", XCTL_STR(""), words_of(&words, theirs, ~0u, false), WEAK_ALIAS);
	xctl_arena_drop(&words);
}

static xctl_str kind_name(xctl_party_kind kind)
{
	static const char *const names[] = { "", "organisation", "person", "vessel", "address" };
	return xctl_str_of(names[kind <= XCTL_PARTY_ADDRESS ? kind : 0]);
}

/* A listed party of no stated kind is taken for an organisation when its name says so. */
static bool is_organization(xctl_party_kind kind, const xctl_writing *writing)
{
	if (kind != XCTL_PARTY_UNKNOWN)
		return kind == XCTL_PARTY_ORGANIZATION;
	if (writing->legal)
		return true;
	for (uint32_t i = 0; i < writing->n_words; i++)
		if (writing->words[i].flags & XCTL_WORD_GENERIC)
			return true;
	return false;
}

bool xctl_hit_make(xctl_name_hit *out, xctl_arena *arena, const xctl_best *best, const xctl_writing *theirs,
	const xctl_party *you, const xctl_party *they, int32_t country_points)
{
	evidence_list list = { .arena = arena, .at = XCTL_NEW_ARRAY(arena, xctl_evidence, EVIDENCE_MOST) };
	if (!list.at)
		return false;
	xctl_name_score score = { 0 };
	xctl_support support;
	bool person = you->kind == XCTL_PARTY_PERSON || they->kind == XCTL_PARTY_PERSON;
	int32_t name_points = 0;
	if (theirs) {
		xctl_score_writings(&score, best->yours, theirs, person);
		name_points = xctl_name_points(&score, best->quality);
		name_evidence(&list, best->yours, theirs, &score, best->quality);
	}
	xctl_support_of(&support, arena, you, they, country_points, name_points);
	bool seems = theirs && you->kind == XCTL_PARTY_PERSON && they->kind == XCTL_PARTY_UNKNOWN
		&& is_organization(they->kind, theirs);
	if (seems)
		support.kind = KIND_SEEMS;
	add(&list, "kind", kind_name(you->kind), kind_name(seems ? XCTL_PARTY_ORGANIZATION : they->kind), support.kind);
	add(&list, "country", you->countries, they->countries, support.country);
	add(&list, "birth", you->birth, they->birth, support.birth);
	add(&list, "address", support.address_yours, support.address_theirs, support.address);
	add(&list, "id", support.id_yours, support.id_theirs, support.id);
	if (list.full)
		return false;

	out->score = 0;
	for (uint32_t i = 0; i < list.count; i++)
		out->score += list.at[i].points;
	out->strength = xctl_strength_of(out->score);
	out->evidence = list.at;
	out->n_evidence = list.count;
	out->name = best->name;
	bool by_name = theirs && score.equal && !(best->yours->sounded != theirs->sounded) && best->quality != XCTL_NAME_WEAK
		&& !person && is_organization(they->kind, theirs) && you->kind != XCTL_PARTY_VESSEL && !support.country_against;
	out->confirmed = support.id_confirms || by_name;
	return true;
}
