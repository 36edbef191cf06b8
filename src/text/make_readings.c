/* Makes the table of Han and kana readings at build time:  make_readings > readings.inc
 *
 * ICU reads Han by some thousands of rules that take a tenth of a second to open, and opening any of its transliterators
 * costs milliseconds: too long for a program that answers one question and ends. Letter by letter they give two readings
 * of Han, at the start of a name (surnames have their own) and inside, its simplified form, and the readings of kana alone
 * and before a small one; all are put down here once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum {
	FIRST = 0x3400,
	LAST = 0x9FFF,
	COUNT = LAST - FIRST + 1,
	KANA_FIRST = 0x3041,
	KANA_LAST = 0x30FA,
	KANA_COUNT = KANA_LAST - KANA_FIRST + 1,
	SMALL_COUNT = 8,
	MOST_SYLLABLES = 4096,
	MOST_LETTERS = 16
};

/* Small kana that join the letter before them, as hiragana; katakana stand 0x60 behind. */
static const UChar small[SMALL_COUNT] = { 0x3083, 0x3085, 0x3087, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049 };

static char syllables[MOST_SYLLABLES][MOST_LETTERS];
static unsigned n_syllables = 1; /* 0: no reading */
static unsigned short at_start[COUNT], inside[COUNT], simplified[COUNT];
static unsigned short kana[KANA_COUNT], kana_before[SMALL_COUNT][KANA_COUNT];

static void fail(const char *what)
{
	fprintf(stderr, "make_readings: %s\n", what);
	exit(1);
}

static unsigned short keep(const char *syllable)
{
	for (unsigned i = 1; i < n_syllables; i++)
		if (strcmp(syllables[i], syllable) == 0)
			return (unsigned short)i;
	if (n_syllables == MOST_SYLLABLES || strlen(syllable) >= MOST_LETTERS)
		fail("more or longer syllables than expected");
	memcpy(syllables[n_syllables], syllable, strlen(syllable) + 1);
	return (unsigned short)n_syllables++;
}

/* The reading of the last of `n` letters, in plain small letters; 0 when it has none. */
static unsigned short reading(UTransliterator *by, const UChar *letters, int32_t n)
{
	UChar text[64];
	char plain[64];
	int32_t length = n, limit = n, written;
	UErrorCode status = U_ZERO_ERROR;
	u_memcpy(text, letters, n);
	utrans_transUChars(by, text, &length, 64, 0, &limit, &status);
	u_strToUTF8(plain, sizeof plain, &written, text, length, &status);
	if (U_FAILURE(status))
		return 0;
	char *last = strrchr(plain, ' ');
	last = last ? last + 1 : plain;
	for (char *c = last; *c; c++)
		if (*c < 'a' || *c > 'z')
			return 0;
	return *last ? keep(last) : 0;
}

static void print_values(const unsigned short *values, int n)
{
	for (int i = 0; i < n; i++)
		printf("%s%u,", i % 16 ? "" : "\n\t", values[i]);
}

static void print(const char *name, const unsigned short *values, int n)
{
	printf("static const uint16_t %s[%d] = {", name, n);
	print_values(values, n);
	printf("\n};\n");
}

static UTransliterator *open_by(const char *name)
{
	UChar id[160];
	UErrorCode status = U_ZERO_ERROR;
	u_uastrcpy(id, name);
	UTransliterator *by = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	if (U_FAILURE(status))
		fail("ICU has no transliteration it should have");
	return by;
}

/* The letter's simplified form where that is one other letter of the range, else 0. */
static unsigned short simple(UTransliterator *by, UChar letter)
{
	UChar text[8] = { letter };
	int32_t length = 1, limit = 1;
	UErrorCode status = U_ZERO_ERROR;
	utrans_transUChars(by, text, &length, 8, 0, &limit, &status);
	return U_SUCCESS(status) && length == 1 && text[0] != letter ? text[0] : 0;
}

static void read_han(void)
{
	UTransliterator *names = open_by("Han-Latin/Names; NFD; [:Nonspacing Mark:] Remove; NFC; Lower");
	UTransliterator *forms = open_by("Traditional-Simplified");
	for (int i = 0; i < COUNT; i++) {
		UChar after[2] = { 0x4E00, (UChar)(FIRST + i) };
		at_start[i] = reading(names, after + 1, 1);
		inside[i] = reading(names, after, 2);
		simplified[i] = simple(forms, after[1]);
	}
	utrans_close(names);
	utrans_close(forms);
}

static void read_kana(void)
{
	UTransliterator *by
		= open_by("Katakana-Latin; Hiragana-Latin; NFD; [:Nonspacing Mark:] Remove; NFC; Lower; [^a-z] Remove");
	for (int i = 0; i < KANA_COUNT; i++) {
		UChar pair[2] = { (UChar)(KANA_FIRST + i), 0 };
		kana[i] = reading(by, pair, 1);
		for (int k = 0; k < SMALL_COUNT; k++) {
			pair[1] = (UChar)(small[k] + (pair[0] > 0x30A0 ? 0x60 : 0));
			kana_before[k][i] = reading(by, pair, 2);
		}
	}
	utrans_close(by);
}

int main(void)
{
	read_han();
	read_kana();
	printf("enum { READING_FIRST = %d, READING_LAST = %d, KANA_FIRST = %d, KANA_LAST = %d };\n", FIRST, LAST, KANA_FIRST,
		KANA_LAST);
	print("reading_at_start", at_start, COUNT);
	print("reading_inside", inside, COUNT);
	print("simplified_form", simplified, COUNT);
	print("kana_alone", kana, KANA_COUNT);
	printf("static const uint16_t kana_before[%d][%d] = {\n", SMALL_COUNT, KANA_COUNT);
	for (int k = 0; k < SMALL_COUNT; k++) {
		printf("{");
		print_values(kana_before[k], KANA_COUNT);
		printf("},\n");
	}
	printf("};\nstatic const uint32_t kana_small[%d] = {", SMALL_COUNT);
	for (int k = 0; k < SMALL_COUNT; k++)
		printf(" %d,", small[k]);
	printf(" };\nstatic const char reading_syllables[%u][%d] = {\n", n_syllables, MOST_LETTERS);
	for (unsigned i = 0; i < n_syllables; i++)
		printf("\t\"%s\",\n", syllables[i]);
	printf("};\n");
	return 0;
}
