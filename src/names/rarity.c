#include "names/rarity.h"

#include <string.h>

typedef struct common {
	char word[20];
	uint16_t rarity; /* tenths of a bit */
} common;

#include "names/rarity_data.inc"

/* Parties that a list is thought to be a sample of, beside its own: keeps a short list from calling each word common. */
#define BACKGROUND 4096u
#define RAREST 135
#define RAREST_UNLISTED 120

int32_t xctl_log2_tenths(uint64_t numerator, uint64_t denominator)
{
	if (numerator < denominator)
		return -xctl_log2_tenths(denominator, numerator);
	/* x in [1, 2) as Q30, then ten binary digits of the logarithm by squaring. */
	int32_t whole = 0;
	while (numerator / 2 >= denominator && whole < 62) {
		denominator = denominator > UINT64_MAX / 2 ? UINT64_MAX : denominator * 2;
		whole++;
	}
	while (numerator > UINT64_C(0xFFFFFFFF)) {
		numerator >>= 1;
		denominator >>= 1;
	}
	uint64_t x = (numerator << 30) / (denominator ? denominator : 1);
	uint32_t fraction = 0;
	for (int i = 0; i < 10; i++) {
		x = x * x >> 30;
		fraction <<= 1;
		if (x >= UINT64_C(2) << 30) {
			fraction |= 1;
			x >>= 1;
		}
	}
	return whole * 10 + (int32_t)(fraction * 10 / 1024);
}

static uint16_t shipped(const common *table, size_t count, xctl_str word)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = xctl_str_cmp(xctl_str_of(table[middle].word), word);
		if (order == 0)
			return table[middle].rarity;
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return UINT16_MAX;
}

static size_t letters(xctl_str word)
{
	size_t n = 0;
	for (size_t i = 0; i < word.len; i++)
		n += ((unsigned char)word.at[i] & 0xC0) != 0x80;
	return n;
}

static uint16_t least(int32_t ceiling, uint16_t known, uint32_t bearers, uint32_t n_entities)
{
	int32_t rarity = ceiling;
	if (n_entities) {
		int32_t here = xctl_log2_tenths(2 * ((uint64_t)n_entities + BACKGROUND), 2 * (uint64_t)bearers + 1);
		rarity = here < rarity ? here : rarity;
	} else if (rarity > RAREST_UNLISTED) {
		rarity = RAREST_UNLISTED;
	}
	if (known < rarity)
		rarity = known;
	return (uint16_t)(rarity > 5 ? rarity : 5);
}

uint16_t xctl_word_rarity(xctl_str word, uint8_t flags, uint32_t bearers, uint32_t n_entities)
{
	static const int32_t by_length[] = { 5, 20, 50, 80, 105, 120, 128 };
	static const int32_t by_length_native[] = { 5, 50, 90, 115, 130 };
	size_t n = letters(word);
	int32_t ceiling = RAREST;
	if (flags & XCTL_WORD_NATIVE)
		ceiling = n < 5 ? by_length_native[n] : RAREST;
	else if (n < 7)
		ceiling = by_length[n];
	if (flags & XCTL_WORD_NUMBER)
		ceiling = ceiling > 80 ? 80 : ceiling;
	return least(ceiling, shipped(common_words, sizeof common_words / sizeof *common_words, word), bearers, n_entities);
}

uint16_t xctl_skeleton_rarity(xctl_str skeleton, uint32_t bearers, uint32_t n_entities)
{
	static const int32_t by_length[] = { 5, 20, 60, 90, 110, 120 };
	int32_t ceiling = skeleton.len < 6 ? by_length[skeleton.len] : 125;
	return least(ceiling, shipped(common_skeletons, sizeof common_skeletons / sizeof *common_skeletons, skeleton), bearers,
		n_entities);
}
