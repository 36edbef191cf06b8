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
		/* Inside a word y and w are vowels, and stand for them where vowels are not written (حبيب hbyb, Habib). */
		if (is_vowel(c) || (i > 0 && (c == 'y' || c == 'w'))) {
			if (i == 0)
				out[n++] = 'a';
			last = 0;
			i++;
			continue;
		}
		switch (c) {
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

/* The syllables of pinyin, by initial. */
static const char *const syllables[][2] = {
	{ "", "a ai an ang ao e ei en er o ou" }, { "b", "a ai an ang ao ei en eng i ian iao ie in ing o u" },
	{ "c", "a ai an ang ao e en eng i ong ou u uan ui un uo" }, { "ch", "a ai an ang ao e en eng i ong ou u uai uan uang ui un uo" },
	{ "d", "a ai an ang ao e ei eng i ian iao ie ing iu ong ou u uan ui un uo" }, { "f", "a an ang ei en eng o ou u" },
	{ "g", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo" },
	{ "h", "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo" },
	{ "j", "i ia ian iang iao ie in ing iong iu u uan ue un" }, { "k", "a ai an ang ao e en eng ong ou u ua uai uan uang ui un uo" },
	{ "l", "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu ong ou u uan un uo" },
	{ "m", "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u" },
	{ "n", "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong u uan uo" },
	{ "p", "a ai an ang ao ei en eng i ian iao ie in ing o ou u" }, { "q", "i ia ian iang iao ie in ing iong iu u uan ue un" },
	{ "r", "an ang ao e en eng i ong ou u uan ui un uo" }, { "s", "a ai an ang ao e en eng i ong ou u uan ui un uo" },
	{ "sh", "a ai an ang ao e ei en eng i ou u ua uai uan uang ui un uo" },
	{ "t", "a ai an ang ao e eng i ian iao ie ing ong ou u uan ui un uo" }, { "w", "a ai an ang ei en eng o u" },
	{ "x", "i ia ian iang iao ie in ing iong iu u uan ue un" }, { "y", "a an ang ao e i in ing ong ou u uan ue un" },
	{ "z", "a ai an ang ao e ei en eng i ong ou u uan ui un uo" },
	{ "zh", "a ai an ang ao e en eng i ong ou u ua uai uan uang ui un uo" },
};

/* Bit n: a syllable of n letters begins `s`. */
static unsigned ends_of_syllables(xctl_str s)
{
	unsigned ends = 0;
	for (size_t i = 0; i < sizeof syllables / sizeof *syllables; i++) {
		xctl_str initial = xctl_str_of(syllables[i][0]), finals = xctl_str_of(syllables[i][1]);
		if (!xctl_str_starts(s, initial))
			continue;
		xctl_str rest = { s.at + initial.len, s.len - initial.len };
		while (finals.len) {
			xctl_str final = xctl_str_cut(&finals, ' ');
			if (xctl_str_starts(rest, final))
				ends |= 1u << (initial.len + final.len);
		}
	}
	return ends;
}

/* At most three syllables, and among the letters some that other languages seldom put so: "hasan" is none. */
bool xctl_is_pinyin(xctl_str word)
{
	static const char *const telling[] = { "x", "q", "zh", "ng", "ao", "ou", "iu", "ui", "uo", "ia", "ie", "ua", "wei", "jun",
		"wu", "yu", "mei", "lei", "fei" };
	if (word.len < 4 || word.len > 18)
		return false;
	bool tells = false;
	for (size_t i = 0; i < sizeof telling / sizeof *telling && !tells; i++)
		for (size_t k = 0; k < word.len && !tells; k++)
			tells = xctl_str_starts((xctl_str){ word.at + k, word.len - k }, xctl_str_of(telling[i]));
	if (!tells)
		return false;
	uint32_t reached = 1; /* bit i: the first i letters are so many syllables */
	for (int n = 0; n < 3; n++) {
		uint32_t next = 0;
		for (size_t i = 0; i < word.len; i++)
			if (reached >> i & 1)
				next |= ends_of_syllables((xctl_str){ word.at + i, word.len - i }) << i;
		if (next >> word.len & 1)
			return true;
		reached = next;
	}
	return false;
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
