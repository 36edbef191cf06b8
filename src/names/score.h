/* Comparing two writings. Internal to names. */
#ifndef XCTL_NAMES_SCORE_H
#define XCTL_NAMES_SCORE_H

#include "names/analyse.h"

/* Words `yours` (n_yours of them, adjacent) agree with words `theirs`. */
typedef struct xctl_agreement {
	int32_t points;
	uint8_t yours, n_yours, theirs, n_theirs;
} xctl_agreement;

typedef struct xctl_name_score {
	int32_t total;
	xctl_agreement words[XCTL_WORDS_MOST];
	uint32_t n_words;
	uint32_t left_yours, left_theirs; /* bit i: word i agrees with none */
	int32_t left;    /* points for words left over, 0 or less */
	int32_t numbers; /* points for numbers that differ */
	int32_t whole;   /* points for being equal as a whole */
	int32_t legal;
	bool by_acronym;
	bool equal; /* folded words equal, legal forms aside and not in contradiction */
} xctl_name_score;

/* `person`: one of the two parties is a person. O(words x words). */
void xctl_score_writings(xctl_name_score *out, const xctl_writing *yours, const xctl_writing *theirs, bool person);

/* Points for one word against one word, or for `n` adjacent words against one; 0 when they do not agree. */
int32_t xctl_agree(const xctl_word *yours, const xctl_word *theirs);
int32_t xctl_agree_joined(const xctl_word *several, uint32_t n, const xctl_word *one);
/* Joined text and its skeleton; false when too long or not of plain words. */
bool xctl_join(const xctl_word *several, uint32_t n, char text[XCTL_WORD_BYTES], size_t *len);
/* What a word weighs when it is missing. */
int32_t xctl_missing_weight(const xctl_word *word, bool person);
int32_t xctl_acronym_points(size_t letters);

#endif
