#include <string.h>

#include "names/analyse.h"

typedef struct legal_form {
	const char *words;
	xctl_legal_form legal;
	enum { ANYWHERE, AT_ENDS, AT_END } where;
} legal_form;

typedef struct word_form {
	const char *word, *common;
} word_form;

typedef struct cjk_word {
	const char *word, *english;
	xctl_legal_form legal;
} cjk_word;

#include "names/words_data.inc"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* strcmp of a view and a terminated string. */
static int compare(xctl_str a, const char *b)
{
	int order = strncmp(a.at, b, a.len);
	return order ? order : b[a.len] ? -1 : 0;
}

#define FIND(table, field, key, result)                                                                                \
	do {                                                                                                           \
		size_t low_ = 0, high_ = COUNT(table);                                                                  \
		(result) = NULL;                                                                                        \
		while (low_ < high_) {                                                                                  \
			size_t middle_ = (low_ + high_) / 2;                                                             \
			int order_ = compare((key), table[middle_] field);                                               \
			if (order_ == 0) {                                                                               \
				(result) = &table[middle_];                                                               \
				break;                                                                                    \
			}                                                                                                \
			if (order_ < 0)                                                                                  \
				high_ = middle_;                                                                          \
			else                                                                                             \
				low_ = middle_ + 1;                                                                       \
		}                                                                                                       \
	} while (0)

/* The words stand in one buffer with single spaces, so that a phrase is a view from the first to the last. */
xctl_legal_form xctl_legal_form_of(const xctl_str *words, size_t n_words, size_t n_before, size_t *n_used,
	bool *sure)
{
	size_t most = n_words < LEGAL_FORM_WORDS ? n_words : LEGAL_FORM_WORDS;
	for (size_t n = most; n > 0; n--) {
		xctl_str phrase = { words[0].at, (size_t)(words[n - 1].at + words[n - 1].len - words[0].at) };
		const legal_form *found;
		FIND(legal_forms, .words, phrase, found);
		if (!found)
			continue;
		bool first = n_before == 0 && found->where != AT_END;
		if (found->where != ANYWHERE && !first && n < n_words) {
			/* Not the last words, unless only legal forms follow. */
			size_t used;
			if (!xctl_legal_form_of(words + n, n_words - n, n_before + n, &used, sure) || used != n_words - n)
				continue;
		}
		*n_used = n;
		*sure = found->where == ANYWHERE;
		return found->legal;
	}
	*n_used = 0;
	return XCTL_FORM_NONE;
}

const char *xctl_common_word(xctl_str word)
{
	const word_form *found;
	FIND(word_forms, .word, word, found);
	return found ? found->common : NULL;
}

bool xctl_is_organization_word(xctl_str word)
{
	const char *const *found;
	FIND(organization_words, , word, found);
	return found != NULL;
}

bool xctl_is_stop_word(xctl_str word, bool person)
{
	const char *const *found;
	if (person)
		FIND(person_particles, , word, found);
	else
		FIND(stop_words, , word, found);
	return found != NULL;
}

bool xctl_is_title(xctl_str word)
{
	const char *const *found;
	FIND(titles, , word, found);
	return found != NULL;
}

size_t xctl_cjk_word(xctl_str text, const char **english, xctl_legal_form *legal)
{
	size_t most = text.len < CJK_WORD_BYTES ? text.len : CJK_WORD_BYTES;
	for (size_t n = most / 3 * 3; n > 0; n -= 3) {
		const cjk_word *found;
		FIND(cjk_words, .word, ((xctl_str){ text.at, n }), found);
		if (found) {
			*english = found->english;
			*legal = found->legal;
			return n;
		}
	}
	return 0;
}

xctl_str xctl_mend_form_word(xctl_str word)
{
	static const char *const often[] = { "company", "corporation", "incorporated", "liability", "limited", "obshchestvo",
		"aktsionernoye", "private", "stock" };
	if (word.len < 5 || word.len > 14)
		return word;
	for (size_t i = 0; i < COUNT(often); i++) {
		xctl_str right = xctl_str_of(often[i]);
		if (right.len < 6 && word.len < right.len)
			continue;
		if (xctl_edits(word, right, 1) == 1)
			return right;
	}
	return word;
}
