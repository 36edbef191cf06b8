/* What a name is made of, before it is compared: words, skeletons, legal form, acronym. Internal to names. */
#ifndef XCTL_NAMES_ANALYSE_H
#define XCTL_NAMES_ANALYSE_H

#include "names/names.h"
#include "text/fold.h"

/* Words of one name that are compared; the rest of a longer name is left out. */
#define XCTL_WORDS_MOST 24u
#define XCTL_WORD_BYTES 48u /* a longer word is cut */
#define XCTL_SKELETON_BYTES 16u

typedef enum xctl_legal_form {
	XCTL_FORM_NONE,
	XCTL_FORM_COMPANY, /* "company" alone: no kind is said */
	XCTL_FORM_LIMITED,
	XCTL_FORM_STOCK,
	XCTL_FORM_PARTNERSHIP,
	XCTL_FORM_STATE,
	XCTL_FORM_NONPROFIT,
} xctl_legal_form;

enum {
	XCTL_WORD_NUMBER = 1,   /* has a digit: equal or different, never alike */
	XCTL_WORD_GENERIC = 2,  /* an organisation word (trading, technology): half its rarity */
	XCTL_WORD_TITLE = 4,    /* no weight in a person's name */
	XCTL_WORD_BARE = 8,     /* from a script without vowels */
	XCTL_WORD_NATIVE = 16,  /* not ASCII: equal or different */
	XCTL_WORD_ASIDE = 32,   /* stood in brackets: little weight when it is missing */
	XCTL_WORD_INITIAL = 64, /* one letter */
	XCTL_WORD_PINYIN = 128, /* can be read as syllables of pinyin */
};

typedef struct xctl_word {
	const char *text;     /* folded, organisation words in their common form */
	const char *skeleton; /* what is left of the sound without vowels and spelling habits */
	uint32_t letters;     /* which of a-z and 0-9 (in six bits) occur: a quick difference */
	uint16_t rarity;      /* tenths of a bit */
	uint16_t skeleton_rarity;
	uint8_t len, skeleton_len, flags;
} xctl_word;

typedef enum xctl_taken_as { XCTL_AS_ORGANIZATION, XCTL_AS_PERSON, XCTL_AS_EITHER } xctl_taken_as;

/* One writing of one name. */
typedef struct xctl_writing {
	xctl_word words[XCTL_WORDS_MOST];
	uint32_t n_words;
	xctl_taken_as as;
	bool surely_organization; /* a legal form that is no other word */
	bool sounded; /* romanised from a script whose sounds many words share (Han, kana) or that leaves vowels out */
	xctl_legal_form legal;
	uint64_t equality;        /* hash of the folded words without legal forms */
	char acronym[12];         /* of three or more words, without / with the legal form's letter; empty when none */
	char acronym_legal[12];
} xctl_writing;

/* The writings of one name: Latin first, then the native one when the name has another script; of a party of unknown
 * kind once as an organisation's and, where that differs, once as a person's. */
typedef struct xctl_analysis {
	xctl_writing *at[4];
	uint32_t count;
} xctl_analysis;

/* Rarity is left 0: the index or the shipped table gives it. XCTL_INPUT with a hint when nothing is left to compare. */
xctl_code xctl_analyse(xctl_analysis *out, xctl_arena *arena, xctl_folder *folder, xctl_str name, xctl_party_kind kind,
	xctl_error *error);

/* Words (words.c). The legal form that begins at words[0], `n_before` words standing before it; `*n_used` of them make it
 * up. `*sure` when the words mean nothing else. */
xctl_legal_form xctl_legal_form_of(const xctl_str *words, size_t n_words, size_t n_before, size_t *n_used,
	bool *sure);
const char *xctl_common_word(xctl_str word); /* the organisation word it stands for, or NULL */
bool xctl_is_organization_word(xctl_str word);
bool xctl_is_stop_word(xctl_str word, bool person);
bool xctl_is_title(xctl_str word);
/* The word of a legal form that this one is a slip of ("limted"), or the word itself. */
xctl_str xctl_mend_form_word(xctl_str word);
/* The longest known word at the start of native text; its length in bytes, 0 when none. */
size_t xctl_cjk_word(xctl_str text, const char **english, xctl_legal_form *legal);

/* Sounds (sound.c). */
size_t xctl_skeleton(xctl_str word, char out[XCTL_SKELETON_BYTES]);
/* Whether a word of four letters or more falls into syllables of pinyin. */
bool xctl_is_pinyin(xctl_str word);
/* Edits, adjacent swaps counted once (Damerau 1964, optimal string alignment); `most` + 1 when there are more. */
unsigned xctl_edits(xctl_str a, xctl_str b, unsigned most);
/* Edits forgiven in a word of so many letters. */
static inline unsigned xctl_edits_forgiven(size_t len)
{
	return len < 4 ? 0 : len < 7 ? 1 : 2;
}

/* A hash for tables that must be the same on every machine; quick on short words. */
uint64_t xctl_mix(xctl_str bytes, uint64_t seed);

#endif
