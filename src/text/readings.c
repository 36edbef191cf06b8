#include <stdint.h>

#include "text/romanise.h"

#include "readings.inc"

const char *xctl_han_reading(uint32_t point, bool at_start)
{
	if (point < READING_FIRST || point > READING_LAST)
		return NULL;
	const uint16_t *readings = at_start ? reading_at_start : reading_inside;
	const char *syllable = reading_syllables[readings[point - READING_FIRST]];
	return syllable[0] ? syllable : NULL;
}
