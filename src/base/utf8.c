#include "base/text.h"

/* Decodes one sequence at `at`; returns its length, or 0 when it is not well-formed. The second byte's range depends
 * on the first (Unicode 15, table 3-7): that is what keeps out overlong forms, surrogates and all past U+10FFFF. */
static unsigned decode(const unsigned char *at, size_t left, uint32_t *point)
{
	unsigned char lead = at[0], least = 0x80, most = 0xBF;
	unsigned len;

	if (lead < 0x80) {
		*point = lead;
		return 1;
	}
	if (lead >= 0xC2 && lead <= 0xDF) {
		len = 2;
		*point = lead & 0x1Fu;
	} else if (lead >= 0xE0 && lead <= 0xEF) {
		len = 3;
		*point = lead & 0x0Fu;
		if (lead == 0xE0)
			least = 0xA0;
		if (lead == 0xED)
			most = 0x9F;
	} else if (lead >= 0xF0 && lead <= 0xF4) {
		len = 4;
		*point = lead & 0x07u;
		if (lead == 0xF0)
			least = 0x90;
		if (lead == 0xF4)
			most = 0x8F;
	} else {
		return 0;
	}
	if (left < len)
		return 0;
	for (unsigned i = 1; i < len; i++) {
		if (at[i] < least || at[i] > most)
			return 0;
		*point = *point << 6 | (at[i] & 0x3Fu);
		least = 0x80;
		most = 0xBF;
	}
	return len;
}

bool xctl_utf8_valid(xctl_str s, size_t *bad)
{
	const unsigned char *bytes = (const unsigned char *)s.at;
	size_t i = 0;
	while (i < s.len) {
		if (bytes[i] < 0x80) {
			i++;
			continue;
		}
		uint32_t point;
		unsigned len = decode(bytes + i, s.len - i, &point);
		if (!len) {
			if (bad)
				*bad = i;
			return false;
		}
		i += len;
	}
	return true;
}

uint32_t xctl_utf8_next(xctl_str s, size_t *offset)
{
	if (*offset >= s.len)
		return 0;
	uint32_t point;
	unsigned len = decode((const unsigned char *)s.at + *offset, s.len - *offset, &point);
	*offset += len ? len : 1;
	return len ? point : 0xFFFD;
}
