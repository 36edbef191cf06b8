#include <stdint.h>

#include "text/romanise.h"

#include "readings.inc"

static const char *syllable(uint16_t number)
{
	const char *letters = reading_syllables[number];
	return letters[0] ? letters : NULL;
}

const char *xctl_han_reading(uint32_t point, bool at_start)
{
	if (point < READING_FIRST || point > READING_LAST)
		return NULL;
	return syllable((at_start ? reading_at_start : reading_inside)[point - READING_FIRST]);
}

uint32_t xctl_han_simplified(uint32_t point)
{
	if (point < READING_FIRST || point > READING_LAST || !simplified_form[point - READING_FIRST])
		return point;
	return simplified_form[point - READING_FIRST];
}

/* Katakana stand 0x60 behind hiragana. */
static uint32_t as_hiragana(uint32_t point)
{
	return point > 0x30A0 ? point - 0x60 : point;
}

const char *xctl_kana_reading(uint32_t point, uint32_t next, bool *took_next)
{
	*took_next = false;
	if (point < KANA_FIRST || point > KANA_LAST)
		return NULL;
	for (uint32_t k = 0; k < sizeof kana_small / sizeof *kana_small; k++) {
		if (as_hiragana(next) != kana_small[k])
			continue;
		const char *joined = syllable(kana_before[k][point - KANA_FIRST]);
		*took_next = joined != NULL;
		if (joined)
			return joined;
	}
	return syllable(kana_alone[point - KANA_FIRST]);
}
