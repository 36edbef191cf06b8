/* How names sound alike across spelling habits, and how many slips of the finger lie between two words. */
#include <string.h>

#include "names/analyse.h"

static bool is_vowel(char c)
{
	return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u';
}

/* Letters and pairs that romanisations of one sound interchange (Mohammed, Muhamad, محمد; Kaddafi, Qadhafi; Chaudhry,
 * Choudry; Djamel, Jamal; Ivanov, Iwanoff). The first letter's vowel is kept as 'a', all others fall. */
size_t xctl_skeleton(xctl_str word, char out[XCTL_SKELETON_BYTES])
{
	size_t n = 0;
	const char *s = word.at;
	size_t len = word.len;
	char last = 0; /* the sound just written, 0 after a vowel */
	for (size_t i = 0; i < len && n < XCTL_SKELETON_BYTES;) {
		char c = s[i], d = i + 1 < len ? s[i + 1] : 0, e = i + 2 < len ? s[i + 2] : 0;
		char sound = c;
		size_t used = 1;
		if (is_vowel(c)) {
			if (i == 0)
				out[n++] = 'a';
			last = 0;
			i++;
			continue;
		}
		switch (c) {
		case 'y':
			if (i > 0 || !is_vowel(d))
				sound = 0;
			break;
		case 'w':
			if (i > 0)
				sound = 0;
			break;
		case 'h':
			if (i + 1 == len && i > 1)
				sound = 0;
			break;
		case 's':
			if (d == 'c' && e == 'h') {
				sound = 'x';
				used = 3;
			} else if (d == 'h' || (d == 'z' && e != 0)) {
				sound = 'x';
				used = 2;
			}
			break;
		case 't':
			if (d == 'c' && e == 'h') {
				sound = 'x';
				used = 3;
			} else if (d == 'h') {
				used = 2;
			} else if (d == 'z') {
				sound = 's';
				used = 2;
			} else if (d == 's' && e != 0) {
				sound = 's';
				used = 2;
			}
			break;
		case 'c':
			if (d == 'h') {
				sound = 'x';
				used = 2;
			} else if (d == 'k') {
				sound = 'k';
				used = 2;
			} else {
				sound = d == 'e' || d == 'i' ? 's' : 'k';
			}
			break;
		case 'd':
			if (d == 'j') {
				sound = 'j';
				used = 2;
			} else if (d == 'z' && e == 'h') {
				sound = 'j';
				used = 3;
			} else if (d == 'h') {
				used = 2;
			}
			break;
		case 'z':
			if (d == 'h') {
				sound = 'j';
				used = 2;
			}
			break;
		case 'k':
		case 'g':
			if (d == 'h')
				used = 2;
			break;
		case 'q':
			sound = 'k';
			break;
		case 'p':
			if (d == 'h') {
				sound = 'f';
				used = 2;
			}
			break;
		case 'v':
			sound = 'f';
			break;
		default:
			break;
		}
		i += used;
		if (!sound || sound == last)
			continue;
		out[n++] = sound;
		last = sound;
	}
	return n;
}

/* Where syllables that begin `s` may end. The finals are those that any initial takes:
 * a few syllables that do not occur are let through. */
static unsigned ends_of_syllables(xctl_str s)
{
	static const char *const finals[] = { "a", "o", "e", "i", "u", "ai", "ei", "ao", "ou", "an", "en", "ia", "ie", "in",
		"iu", "ua", "uo", "ui", "un", "ue", "ang", "eng", "ong", "ing", "iao", "ian", "uai", "uan", "iang", "iong", "uang" };
	size_t start = 0;
	if (s.len > 1 && (s.at[0] == 'z' || s.at[0] == 'c' || s.at[0] == 's') && s.at[1] == 'h')
		start = 2;
	else if (s.len && strchr("bpmfdtnlgkhjqxrzcsyw", s.at[0]))
		start = 1;
	unsigned ends = 0; /* bit n: a syllable of n letters */
	for (size_t i = 0; i < sizeof finals / sizeof *finals; i++)
		if (xctl_str_starts((xctl_str){ s.at + start, s.len - start }, xctl_str_of(finals[i])))
			ends |= 1u << (start + strlen(finals[i]));
	return ends;
}

bool xctl_is_pinyin(xctl_str word)
{
	uint64_t reached = 1; /* bit i: the first i letters are syllables */
	if (word.len < 4 || word.len > XCTL_WORD_BYTES)
		return false;
	for (size_t i = 0; i < word.len; i++)
		if (reached >> i & 1)
			reached |= (uint64_t)ends_of_syllables((xctl_str){ word.at + i, word.len - i }) << i;
	return reached >> word.len & 1;
}

unsigned xctl_edits(xctl_str a, xctl_str b, unsigned most)
{
	size_t n = a.len, m = b.len;
	if (n > XCTL_WORD_BYTES || m > XCTL_WORD_BYTES || (n > m ? n - m : m - n) > most)
		return most + 1;
	/* What both begin and end with does not count. */
	while (n && m && a.at[0] == b.at[0]) {
		a.at++;
		b.at++;
		n--;
		m--;
	}
	while (n && m && a.at[n - 1] == b.at[m - 1]) {
		n--;
		m--;
	}
	if (!n || !m)
		return (unsigned)(n + m);
	uint8_t rows[3][XCTL_WORD_BYTES + 1];
	uint8_t *two = rows[0], *one = rows[1], *now = rows[2];
	for (size_t j = 0; j <= m; j++)
		one[j] = (uint8_t)j;
	memset(two, 0, m + 1);
	for (size_t i = 1; i <= n; i++) {
		unsigned least = now[0] = (uint8_t)i;
		for (size_t j = 1; j <= m; j++) {
			unsigned best = one[j - 1] + (a.at[i - 1] != b.at[j - 1] ? 1u : 0u);
			if (one[j] + 1u < best)
				best = one[j] + 1u;
			if (now[j - 1] + 1u < best)
				best = now[j - 1] + 1u;
			if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1] && two[j - 2] + 1u < best)
				best = two[j - 2] + 1u;
			now[j] = (uint8_t)best;
			if (best < least)
				least = best;
		}
		if (least > most)
			return most + 1;
		uint8_t *spare = two;
		two = one;
		one = now;
		now = spare;
	}
	return one[m] > most ? most + 1 : one[m];
}

uint64_t xctl_mix(xctl_str bytes, uint64_t seed)
{
	uint64_t h = seed ^ UINT64_C(0x9E3779B97F4A7C15) ^ bytes.len;
	for (size_t i = 0; i < bytes.len; i++)
		h = (h ^ (unsigned char)bytes.at[i]) * UINT64_C(0x100000001B3);
	h ^= h >> 32;
	h *= UINT64_C(0xD6E8FEB86659FD93);
	h ^= h >> 32;
	return h;
}
