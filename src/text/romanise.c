#include "text/romanise.h"

#include <string.h>

typedef struct letter {
	uint16_t point;
	char latin[6];
} letter;

/* Ordered by code point. An empty string drops the letter. */
static const letter letters[] = {
	/* Latin that NFKC does not take apart */
	{ 0x00DF, "ss" }, { 0x00E6, "ae" }, { 0x00F0, "d" }, { 0x00F8, "o" }, { 0x00FE, "th" }, { 0x0111, "d" },
	{ 0x0127, "h" }, { 0x0131, "i" }, { 0x0138, "k" }, { 0x0142, "l" }, { 0x014B, "ng" }, { 0x0153, "oe" },
	{ 0x0167, "t" }, { 0x0180, "b" }, { 0x0188, "c" }, { 0x018D, "d" }, { 0x0192, "f" }, { 0x0199, "k" },
	{ 0x01DD, "e" }, { 0x01E5, "g" }, { 0x0253, "b" }, { 0x0254, "o" }, { 0x0257, "d" }, { 0x0259, "a" },
	{ 0x025B, "e" }, { 0x0260, "g" }, { 0x0268, "i" }, { 0x026F, "u" }, { 0x0289, "u" },
	/* Greek */
	{ 0x03B1, "a" }, { 0x03B2, "v" }, { 0x03B3, "g" }, { 0x03B4, "d" }, { 0x03B5, "e" }, { 0x03B6, "z" },
	{ 0x03B7, "i" }, { 0x03B8, "th" }, { 0x03B9, "i" }, { 0x03BA, "k" }, { 0x03BB, "l" }, { 0x03BC, "m" },
	{ 0x03BD, "n" }, { 0x03BE, "x" }, { 0x03BF, "o" }, { 0x03C0, "p" }, { 0x03C1, "r" }, { 0x03C2, "s" },
	{ 0x03C3, "s" }, { 0x03C4, "t" }, { 0x03C5, "y" }, { 0x03C6, "f" }, { 0x03C7, "ch" }, { 0x03C8, "ps" },
	{ 0x03C9, "o" },
	/* Cyrillic */
	{ 0x0430, "a" }, { 0x0431, "b" }, { 0x0432, "v" }, { 0x0433, "g" }, { 0x0434, "d" }, { 0x0435, "e" },
	{ 0x0436, "zh" }, { 0x0437, "z" }, { 0x0438, "i" }, { 0x0439, "y" }, { 0x043A, "k" }, { 0x043B, "l" },
	{ 0x043C, "m" }, { 0x043D, "n" }, { 0x043E, "o" }, { 0x043F, "p" }, { 0x0440, "r" }, { 0x0441, "s" },
	{ 0x0442, "t" }, { 0x0443, "u" }, { 0x0444, "f" }, { 0x0445, "kh" }, { 0x0446, "ts" }, { 0x0447, "ch" },
	{ 0x0448, "sh" }, { 0x0449, "shch" }, { 0x044A, "" }, { 0x044B, "y" }, { 0x044C, "" }, { 0x044D, "e" },
	{ 0x044E, "yu" }, { 0x044F, "ya" }, { 0x0450, "e" }, { 0x0451, "e" }, { 0x0452, "dj" }, { 0x0453, "g" },
	{ 0x0454, "ye" }, { 0x0455, "dz" }, { 0x0456, "i" }, { 0x0457, "yi" }, { 0x0458, "j" }, { 0x0459, "lj" },
	{ 0x045A, "nj" }, { 0x045B, "c" }, { 0x045C, "k" }, { 0x045D, "i" }, { 0x045E, "u" }, { 0x045F, "dz" },
	{ 0x0491, "g" }, { 0x0493, "g" }, { 0x0497, "j" }, { 0x049B, "q" }, { 0x04A3, "n" }, { 0x04AF, "u" },
	{ 0x04B1, "u" }, { 0x04B3, "h" }, { 0x04B7, "j" }, { 0x04BB, "h" }, { 0x04D9, "a" }, { 0x04E3, "i" },
	{ 0x04E9, "o" }, { 0x04EF, "u" },
	/* Hebrew */
	{ 0x05D0, "a" }, { 0x05D1, "b" }, { 0x05D2, "g" }, { 0x05D3, "d" }, { 0x05D4, "h" }, { 0x05D5, "w" },
	{ 0x05D6, "z" }, { 0x05D7, "h" }, { 0x05D8, "t" }, { 0x05D9, "y" }, { 0x05DA, "kh" }, { 0x05DB, "kh" },
	{ 0x05DC, "l" }, { 0x05DD, "m" }, { 0x05DE, "m" }, { 0x05DF, "n" }, { 0x05E0, "n" }, { 0x05E1, "s" },
	{ 0x05E2, "a" }, { 0x05E3, "p" }, { 0x05E4, "p" }, { 0x05E5, "ts" }, { 0x05E6, "ts" }, { 0x05E7, "k" },
	{ 0x05E8, "r" }, { 0x05E9, "sh" }, { 0x05EA, "t" },
	/* Arabic, Persian, Urdu, Pashto, Kurdish */
	{ 0x0621, "" }, { 0x0622, "a" }, { 0x0623, "a" }, { 0x0624, "w" }, { 0x0625, "i" }, { 0x0626, "y" },
	{ 0x0627, "a" }, { 0x0628, "b" }, { 0x0629, "a" }, { 0x062A, "t" }, { 0x062B, "th" }, { 0x062C, "j" },
	{ 0x062D, "h" }, { 0x062E, "kh" }, { 0x062F, "d" }, { 0x0630, "dh" }, { 0x0631, "r" }, { 0x0632, "z" },
	{ 0x0633, "s" }, { 0x0634, "sh" }, { 0x0635, "s" }, { 0x0636, "d" }, { 0x0637, "t" }, { 0x0638, "z" },
	{ 0x0639, "a" }, { 0x063A, "gh" }, { 0x0640, "" }, { 0x0641, "f" }, { 0x0642, "q" }, { 0x0643, "k" },
	{ 0x0644, "l" }, { 0x0645, "m" }, { 0x0646, "n" }, { 0x0647, "h" }, { 0x0648, "w" }, { 0x0649, "a" },
	{ 0x064A, "y" }, { 0x0671, "a" }, { 0x0679, "t" }, { 0x067C, "t" }, { 0x067E, "p" }, { 0x0681, "z" },
	{ 0x0685, "ts" }, { 0x0686, "ch" }, { 0x0688, "d" }, { 0x0689, "d" }, { 0x0691, "r" }, { 0x0693, "r" },
	{ 0x0695, "r" }, { 0x0696, "zh" }, { 0x0698, "zh" }, { 0x069A, "sh" }, { 0x06A4, "v" }, { 0x06A9, "k" },
	{ 0x06AB, "g" }, { 0x06AD, "ng" }, { 0x06AF, "g" }, { 0x06B5, "l" }, { 0x06BA, "n" }, { 0x06BC, "n" },
	{ 0x06BE, "h" }, { 0x06C0, "h" }, { 0x06C1, "h" }, { 0x06C2, "h" }, { 0x06C3, "a" }, { 0x06C6, "o" },
	{ 0x06C7, "u" }, { 0x06C8, "u" }, { 0x06CB, "w" }, { 0x06CC, "y" }, { 0x06CD, "y" }, { 0x06CE, "e" },
	{ 0x06D0, "e" }, { 0x06D2, "e" }, { 0x06D3, "e" }, { 0x06D5, "a" },
};

static bool is_cyrillic_vowel_or_sign(uint32_t point)
{
	switch (point) {
	case 0x0430: case 0x0435: case 0x0438: case 0x043E: case 0x0443: case 0x044B: case 0x044D: case 0x044E:
	case 0x044F: case 0x0451: case 0x0439: case 0x044A: case 0x044C: case 0x0456: case 0x0457: case 0x0454:
		return true;
	default:
		return false;
	}
}

const char *xctl_romanise_letter(uint32_t point, uint32_t before)
{
	/* BGN/PCGN: ye at the start of a word, after a vowel, й, ъ and ь. */
	if ((point == 0x0435 || point == 0x0451) && (!before || is_cyrillic_vowel_or_sign(before)))
		return "ye";
	size_t low = 0, high = sizeof letters / sizeof *letters;
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (letters[middle].point < point)
			low = middle + 1;
		else
			high = middle;
	}
	return low < sizeof letters / sizeof *letters && letters[low].point == point ? letters[low].latin : NULL;
}

size_t xctl_romanise_hangul(uint32_t point, char out[8])
{
	static const char initial[19][3] = { "g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch",
		"k", "t", "p", "h" };
	static const char vowel[21][4] = { "a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo", "u",
		"wo", "we", "wi", "yu", "eu", "ui", "i" };
	static const char final[28][3] = { "", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l", "m",
		"p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t" };
	if (point < 0xAC00 || point > 0xD7A3)
		return 0;
	uint32_t index = point - 0xAC00, n = 0;
	const char *parts[3] = { initial[index / 588], vowel[index % 588 / 28], final[index % 28] };
	for (size_t i = 0; i < 3; i++)
		for (const char *p = parts[i]; *p; p++)
			out[n++] = *p;
	return n;
}

char xctl_latin_lookalike(uint32_t point)
{
	/* In lower case; where only the capitals look alike, the lower-case letter stands for its capital. */
	static const struct {
		uint16_t point;
		char latin;
	} alike[] = {
		{ 0x0430, 'a' }, { 0x0432, 'b' }, { 0x0435, 'e' }, { 0x043A, 'k' }, { 0x043C, 'm' }, { 0x043D, 'h' },
		{ 0x043E, 'o' }, { 0x0440, 'p' }, { 0x0441, 'c' }, { 0x0442, 't' }, { 0x0443, 'y' }, { 0x0445, 'x' },
		{ 0x0455, 's' }, { 0x0456, 'i' }, { 0x0458, 'j' }, { 0x0501, 'd' }, { 0x051B, 'q' }, { 0x051D, 'w' },
		{ 0x04BB, 'h' }, { 0x04AF, 'y' }, { 0x04CF, 'l' }, { 0x03B1, 'a' }, { 0x03B2, 'b' }, { 0x03B5, 'e' },
		{ 0x03B6, 'z' }, { 0x03B7, 'h' }, { 0x03B9, 'i' }, { 0x03BA, 'k' }, { 0x03BC, 'm' }, { 0x03BD, 'n' },
		{ 0x03BF, 'o' }, { 0x03C1, 'p' }, { 0x03C4, 't' }, { 0x03C5, 'y' }, { 0x03C7, 'x' }, { 0x03F2, 'c' },
		{ 0x03F3, 'j' },
	};
	for (size_t i = 0; i < sizeof alike / sizeof *alike; i++)
		if (alike[i].point == point)
			return alike[i].latin;
	return 0;
}
