/* Romanisation by table, for the scripts that need no context: fast, and the same with every version of ICU. Internal
 * to text. */
#ifndef XCTL_TEXT_ROMANISE_H
#define XCTL_TEXT_ROMANISE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The Latin letters for one lower-case (case-folded) letter, or NULL when there is no table for it. `before` is the code
 * point before it in the word, 0 at the start. Cyrillic after BGN/PCGN 1947, Greek after ELOT 743 without its
 * diphthongs, Arabic and Hebrew letter by letter, Latin letters that do not decompose. */
const char *xctl_romanise_letter(uint32_t point, uint32_t before);

/* Writes a Hangul syllable after the Revised Romanisation, syllable by syllable; the number of letters, 0 when it is
 * not one. */
size_t xctl_romanise_hangul(uint32_t point, char out[8]);

/* The lower-case Latin letter that a Cyrillic or Greek letter looks like, or 0. */
char xctl_latin_lookalike(uint32_t point);

/* The Mandarin reading of a Han letter in plain letters ("zhong"), NULL when there is none. At the start of a name surnames
 * have readings of their own. From a table made at build time (make_readings.c). */
const char *xctl_han_reading(uint32_t point, bool at_start);
/* The simplified form of a Han letter, or the letter itself. */
uint32_t xctl_han_simplified(uint32_t point);
/* The reading of a kana letter, with a small one behind it where they are read together ("kya"). NULL when it has none. */
const char *xctl_kana_reading(uint32_t point, uint32_t next, bool *took_next);

#endif
