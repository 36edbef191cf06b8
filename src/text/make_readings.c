/* Makes the table of Han readings at build time:  make_readings > readings.inc
 *
 * ICU reads Han by some thousands of rules that take a tenth of a second to open: too long for a program that answers one
 * question and ends. Letter by letter they give two readings, at the start of a name (surnames have their own) and inside;
 * both are put down here once. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>

enum { FIRST = 0x3400, LAST = 0x9FFF, COUNT = LAST - FIRST + 1, MOST_SYLLABLES = 4096, MOST_LETTERS = 16 };

static char syllables[MOST_SYLLABLES][MOST_LETTERS];
static unsigned n_syllables = 1; /* 0: no reading */
static unsigned short at_start[COUNT], inside[COUNT];

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

static void print(const char *name, const unsigned short *values)
{
	printf("static const uint16_t %s[%d] = {", name, COUNT);
	for (int i = 0; i < COUNT; i++)
		printf("%s%u,", i % 16 ? "" : "\n\t", values[i]);
	printf("\n};\n");
}

int main(void)
{
	UChar id[128];
	UErrorCode status = U_ZERO_ERROR;
	u_uastrcpy(id, "Han-Latin/Names; NFD; [:Nonspacing Mark:] Remove; NFC; Lower");
	UTransliterator *by = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
	if (U_FAILURE(status))
		fail("ICU has no reading of Han");
	for (int i = 0; i < COUNT; i++) {
		UChar after[2] = { 0x4E00, (UChar)(FIRST + i) };
		at_start[i] = reading(by, after + 1, 1);
		inside[i] = reading(by, after, 2);
	}
	utrans_close(by);
	printf("enum { READING_FIRST = %d, READING_LAST = %d };\n", FIRST, LAST);
	print("reading_at_start", at_start);
	print("reading_inside", inside);
	printf("static const char reading_syllables[%u][%d] = {\n", n_syllables, MOST_LETTERS);
	for (unsigned i = 0; i < n_syllables; i++)
		printf("\t\"%s\",\n", syllables[i]);
	printf("};\n");
	return 0;
}
