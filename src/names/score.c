#include "names/score.h"

#include <string.h>

#include "names/weights.h"

static int32_t lesser(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static xctl_str text_of(const xctl_word *word)
{
	return (xctl_str){ word->text, word->len };
}

static bool same_text(const xctl_word *a, const xctl_word *b)
{
	return a->len == b->len && a->letters == b->letters && memcmp(a->text, b->text, a->len) == 0;
}

static bool same_skeleton(const xctl_word *a, const xctl_word *b)
{
	return a->skeleton_len == b->skeleton_len && a->skeleton_len >= 2
		&& memcmp(a->skeleton, b->skeleton, a->skeleton_len) == 0;
}

/* One word is the other with one letter twice. */
static bool is_doubled(const xctl_word *a, const xctl_word *b)
{
	const xctl_word *brief = a->len < b->len ? a : b, *full = a->len < b->len ? b : a;
	size_t i = 0;
	while (i < brief->len && brief->text[i] == full->text[i])
		i++;
	return i > 0 && full->text[i] == full->text[i - 1];
}

int32_t xctl_agree(const xctl_word *yours, const xctl_word *theirs)
{
	int32_t rarity = lesser(yours->rarity, theirs->rarity);
	if (same_text(yours, theirs))
		return rarity;
	uint8_t either = yours->flags | theirs->flags;
	if (either & (XCTL_WORD_NUMBER | XCTL_WORD_NATIVE))
		return 0;
	if (either & XCTL_WORD_INITIAL)
		return yours->text[0] == theirs->text[0] ? POINTS_INITIAL : 0;

	int32_t points = 0;
	size_t brief = yours->len < theirs->len ? yours->len : theirs->len;
	unsigned forgiven = xctl_edits_forgiven(brief);
	bool pinyin = yours->flags & theirs->flags & XCTL_WORD_PINYIN;
	if (forgiven && __builtin_popcount(yours->letters ^ theirs->letters) <= (int)(2 * forgiven)) {
		unsigned edits = xctl_edits(text_of(yours), text_of(theirs), forgiven);
		if (edits <= forgiven) {
			int32_t cost = COST_EDIT(brief) + (pinyin ? COST_PINYIN : 0);
			if (edits == 1 && yours->letters == theirs->letters && yours->len != theirs->len && is_doubled(yours, theirs))
				cost = COST_DOUBLED;
			points = rarity - (int32_t)edits * cost;
			int32_t alike = pinyin ? 0 : lesser(rarity / 3 + 1, LEAST_ALIKE);
			if (points < alike)
				points = alike;
		}
	}
	if (!pinyin && same_skeleton(yours, theirs)) {
		int32_t common = lesser(rarity, lesser(yours->skeleton_rarity, theirs->skeleton_rarity));
		int32_t cost = COST_BARE;
		unsigned most = yours->skeleton_len == 2 ? 1 : SOUND_EDITS(brief), edits = 0;
		if (!(either & XCTL_WORD_BARE)) {
			edits = xctl_edits(text_of(yours), text_of(theirs), most);
			cost = COST_SOUND + COST_SOUND_EDIT * (int32_t)edits;
		}
		if (yours->skeleton_len == 2)
			cost += COST_SOUND_TWO;
		cost = lesser(cost, common * SOUND_PERCENT / 100);
		if (edits <= most && common - cost > points)
			points = common - cost;
	}
	return points > 0 ? points : 0;
}

bool xctl_join(const xctl_word *several, uint32_t n, char text[XCTL_WORD_BYTES], size_t *len)
{
	size_t total = 0;
	for (uint32_t i = 0; i < n; i++) {
		if ((several[i].flags & (XCTL_WORD_NUMBER | XCTL_WORD_NATIVE)) || total + several[i].len > XCTL_WORD_BYTES)
			return false;
		memcpy(text + total, several[i].text, several[i].len);
		total += several[i].len;
	}
	*len = total;
	return true;
}

/* Sounds of the parts and of the whole are about as many: vowels at the seams fall, an h may come back. */
static bool may_join(const xctl_word *several, uint32_t n, const xctl_word *one)
{
	uint32_t sounds = 0, most = n - 1, whole = one->skeleton_len;
	for (uint32_t i = 0; i < n; i++)
		sounds += several[i].skeleton_len;
	return whole <= sounds + most && (whole == XCTL_SKELETON_BYTES || sounds <= whole + 3 * most);
}

int32_t xctl_agree_joined(const xctl_word *several, uint32_t n, const xctl_word *one)
{
	char text[XCTL_WORD_BYTES], skeleton[XCTL_SKELETON_BYTES];
	size_t len;
	if ((one->flags & (XCTL_WORD_NUMBER | XCTL_WORD_NATIVE | XCTL_WORD_INITIAL)) || one->len <= several[0].len
	    || !several[0].skeleton_len || !one->skeleton_len || several[0].skeleton[0] != one->skeleton[0]
	    || !may_join(several, n, one) || !xctl_join(several, n, text, &len))
		return 0;
	int32_t rarity = 0, points = 0;
	for (uint32_t i = 0; i < n; i++)
		rarity += several[i].rarity;
	rarity = lesser(rarity, one->rarity);
	if (len == one->len && memcmp(text, one->text, len) == 0) {
		points = rarity - COST_JOINED;
	} else {
		size_t m = xctl_skeleton((xctl_str){ text, len }, skeleton);
		bool bare = (one->flags | several[0].flags) & XCTL_WORD_BARE;
		if ((one->flags & XCTL_WORD_PINYIN) && xctl_is_pinyin((xctl_str){ text, len }))
			return 0;
		if (m >= 3 && m == one->skeleton_len && memcmp(skeleton, one->skeleton, m) == 0
		    && (bare || xctl_edits((xctl_str){ text, len }, text_of(one), SOUND_EDITS_JOINED) <= SOUND_EDITS_JOINED))
			points = lesser(rarity, one->skeleton_rarity) - COST_JOINED_SOUND;
	}
	return points >= LEAST_POINTS ? points : 0;
}

int32_t xctl_missing_weight(const xctl_word *word, bool person)
{
	if (word->flags & XCTL_WORD_NUMBER)
		return 0; /* counted by itself */
	if (person && (word->flags & XCTL_WORD_TITLE))
		return 0;
	if (word->flags & XCTL_WORD_ASIDE)
		return word->rarity * ASIDE_PERCENT / 100;
	return word->rarity;
}

int32_t xctl_acronym_points(size_t letters)
{
	static const int32_t points[] = { 0, 0, 0, 45, 70, 90, 110 };
	return points[letters < 6 ? letters : 6];
}

/* Better first; then fewer words, then as they stand: one order only. */
static bool goes_before(const xctl_agreement *a, const xctl_agreement *b)
{
	if (a->points != b->points)
		return a->points > b->points;
	if (a->n_yours + a->n_theirs != b->n_yours + b->n_theirs)
		return a->n_yours + a->n_theirs < b->n_yours + b->n_theirs;
	if (a->yours != b->yours)
		return a->yours < b->yours;
	return a->theirs < b->theirs;
}

#define POSSIBLE_MOST 128u

typedef struct possible {
	xctl_agreement at[POSSIBLE_MOST];
	uint32_t count;
} possible;

/* Keeps them in order; when full, the least falls off. */
static void add(possible *list, int32_t points, uint32_t yours, uint32_t n_yours, uint32_t theirs, uint32_t n_theirs)
{
	if (points <= 0)
		return;
	xctl_agreement one = { points, (uint8_t)yours, (uint8_t)n_yours, (uint8_t)theirs, (uint8_t)n_theirs };
	uint32_t i = list->count < POSSIBLE_MOST ? list->count++ : POSSIBLE_MOST - 1;
	if (i == POSSIBLE_MOST - 1 && list->count == POSSIBLE_MOST && list->at[i].points && !goes_before(&one, &list->at[i]))
		return;
	while (i > 0 && goes_before(&one, &list->at[i - 1])) {
		list->at[i] = list->at[i - 1];
		i--;
	}
	list->at[i] = one;
}

static void collect(possible *list, const xctl_writing *yours, const xctl_writing *theirs)
{
	for (uint32_t i = 0; i < yours->n_words; i++)
		for (uint32_t k = 0; k < theirs->n_words; k++) {
			add(list, xctl_agree(&yours->words[i], &theirs->words[k]), i, 1, k, 1);
			for (uint32_t n = 2; n <= 3; n++) {
				if (i + n <= yours->n_words)
					add(list, xctl_agree_joined(&yours->words[i], n, &theirs->words[k]), i, n, k, 1);
				if (k + n <= theirs->n_words)
					add(list, xctl_agree_joined(&theirs->words[k], n, &yours->words[i]), i, 1, k, n);
			}
		}
}

static uint32_t bits(uint32_t from, uint32_t n)
{
	return ((1u << n) - 1u) << from;
}

static void take_best(xctl_name_score *out, const possible *list)
{
	for (uint32_t i = 0; i < list->count && out->n_words < XCTL_WORDS_MOST; i++) {
		const xctl_agreement *one = &list->at[i];
		uint32_t mine = bits(one->yours, one->n_yours), its = bits(one->theirs, one->n_theirs);
		if ((out->left_yours & mine) != mine || (out->left_theirs & its) != its)
			continue;
		out->left_yours &= ~mine;
		out->left_theirs &= ~its;
		out->words[out->n_words++] = *one;
	}
}

typedef struct leftover {
	int32_t weight, telling; /* rarity; words that tell parties apart */
	uint32_t numbers;
} leftover;

static leftover weigh_left(const xctl_writing *writing, uint32_t left, bool person)
{
	leftover sum = { 0 };
	uint8_t silent = XCTL_WORD_GENERIC | XCTL_WORD_NUMBER | XCTL_WORD_ASIDE | XCTL_WORD_INITIAL | (person ? XCTL_WORD_TITLE : 0);
	for (uint32_t i = 0; i < writing->n_words; i++)
		if (left >> i & 1u) {
			sum.weight += xctl_missing_weight(&writing->words[i], person);
			sum.telling += !(writing->words[i].flags & silent);
			sum.numbers += (writing->words[i].flags & (XCTL_WORD_NUMBER | XCTL_WORD_ASIDE)) == XCTL_WORD_NUMBER;
		}
	return sum;
}

/* A word that is the acronym of the other name, when no word agrees. */
static bool take_acronym(xctl_name_score *out, const xctl_writing *yours, const xctl_writing *theirs)
{
	if (out->n_words)
		return false;
	for (int turn = 0; turn < 2; turn++) {
		const xctl_writing *brief = turn ? theirs : yours, *full = turn ? yours : theirs;
		for (uint32_t i = 0; i < brief->n_words; i++) {
			xctl_str word = text_of(&brief->words[i]);
			if (word.len < 3 || !(xctl_str_is(word, full->acronym) || xctl_str_is(word, full->acronym_legal)))
				continue;
			uint8_t n = (uint8_t)full->n_words, at = (uint8_t)i;
			out->words[0] = turn ? (xctl_agreement){ xctl_acronym_points(word.len), 0, n, at, 1 }
			                     : (xctl_agreement){ xctl_acronym_points(word.len), at, 1, 0, n };
			out->n_words = 1;
			out->by_acronym = true;
			out->left_yours = turn ? 0 : out->left_yours & ~(1u << i);
			out->left_theirs = turn ? out->left_theirs & ~(1u << i) : 0;
			return true;
		}
	}
	return false;
}

static bool says_form(xctl_legal_form form)
{
	return form != XCTL_FORM_NONE && form != XCTL_FORM_COMPANY;
}

static bool all_generic(const xctl_writing *writing)
{
	for (uint32_t i = 0; i < writing->n_words; i++)
		if (!(writing->words[i].flags & (XCTL_WORD_GENERIC | XCTL_WORD_NUMBER)))
			return false;
	return true;
}

void xctl_score_writings(xctl_name_score *out, const xctl_writing *yours, const xctl_writing *theirs, bool person)
{
	possible list;
	list.count = 0;
	out->n_words = 0;
	out->by_acronym = false;
	out->left_yours = bits(0, yours->n_words);
	out->left_theirs = bits(0, theirs->n_words);
	collect(&list, yours, theirs);
	take_best(out, &list);
	if (!person)
		take_acronym(out, yours, theirs);

	int32_t agreed = 0;
	for (uint32_t i = 0; i < out->n_words; i++)
		agreed += out->words[i].points;

	leftover mine = weigh_left(yours, out->left_yours, person), its = weigh_left(theirs, out->left_theirs, person);
	int32_t surplus = mine.weight, lacking = its.weight;
	int32_t against = lesser(surplus, lacking) * (person ? CONTRADICTION_PERSON : CONTRADICTION_ORGANIZATION) / 100;
	int32_t at_least = lesser(mine.telling, its.telling)
		* (person ? CONTRADICTION_LEAST_PERSON : CONTRADICTION_LEAST_ORGANIZATION);
	if (against < at_least)
		against = at_least;
	int32_t over = surplus > lacking ? (person ? OMISSION_YOURS_PERSON : OMISSION_YOURS_ORGANIZATION)
	                                 : (person ? OMISSION_THEIRS_PERSON : OMISSION_THEIRS_ORGANIZATION);
	int32_t apart = surplus > lacking ? surplus - lacking : lacking - surplus;
	out->left = -against - apart * over / 100;
	out->numbers = mine.numbers && its.numbers ? -NUMBERS_DIFFER : mine.numbers || its.numbers ? -NUMBER_MISSING : 0;

	out->legal = 0;
	bool other_form = false;
	if (!person && says_form(yours->legal) && says_form(theirs->legal)) {
		other_form = yours->legal != theirs->legal;
		out->legal = other_form ? LEGAL_OTHER : LEGAL_SAME;
	}
	bool whole = yours->equality == theirs->equality;
	out->equal = whole && !other_form;
	bool complete = !out->left_yours && !out->left_theirs && !out->by_acronym && yours->n_words >= 2 && theirs->n_words >= 2;
	if (person)
		out->whole = agreed * (whole ? EQUAL_PERSON_PERCENT : complete ? COMPLETE_PERSON_PERCENT : 0) / 100;
	else
		out->whole = !whole ? (complete ? COMPLETE_ORGANIZATION : 0) : all_generic(yours) ? EQUAL_GENERIC : EQUAL_ORGANIZATION;

	int32_t rest = agreed + out->numbers + out->whole + out->legal;
	if (rest + out->left < NAME_LEAST)
		out->left = lesser(0, NAME_LEAST - rest);
	out->total = rest + out->left;
}
