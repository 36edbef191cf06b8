#include "names/layout.h"

bool xctl_each_deletion(xctl_str word, unsigned depth, bool (*each)(void *context, uint32_t key), void *context)
{
	char left[XCTL_WORD_BYTES];
	if (word.len > XCTL_WORD_BYTES)
		return true;
	if (!each(context, (uint32_t)xctl_mix(word, XCTL_SEED_DELETION)))
		return false;
	for (size_t i = 0; depth >= 1 && i < word.len; i++) {
		if (i && word.at[i] == word.at[i - 1])
			continue; /* one of two equal neighbours is the other */
		size_t n = 0;
		for (size_t k = 0; k < word.len; k++)
			if (k != i)
				left[n++] = word.at[k];
		if (!each(context, (uint32_t)xctl_mix((xctl_str){ left, n }, XCTL_SEED_DELETION)))
			return false;
		for (size_t j = i; depth >= 2 && j < n; j++) {
			char twice[XCTL_WORD_BYTES];
			size_t m = 0;
			for (size_t k = 0; k < n; k++)
				if (k != j)
					twice[m++] = left[k];
			if (!each(context, (uint32_t)xctl_mix((xctl_str){ twice, m }, XCTL_SEED_DELETION)))
				return false;
		}
	}
	return true;
}
