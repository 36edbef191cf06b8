/* Unicode for names: folding, scripts, romanisation (ICU; an ASCII fast path stands in front, and an ASCII name never
 * touches ICU's data). */
#ifndef XCTL_TEXT_FOLD_H
#define XCTL_TEXT_FOLD_H

#include "base/base.h"

/* A name longer than this is XCTL_LIMIT. */
#define XCTL_FOLD_MOST ((size_t)64 << 10)

/* Folds for comparison: NFKC case fold, marks stripped, transliterated to Latin where the script has letters for sounds
 * (Cyrillic, Greek, Arabic, Hangul …; Han and kana only when `han_to_latin`: Han through pinyin), punctuation to spaces,
 * runs of spaces to one, zero-width and bidirectional controls dropped. Apostrophes and their kin join ("Sa'd" is
 * "sad", "O'Brien" "obrien"). A word that mixes Latin letters with Cyrillic or Greek look-alikes, or is made of
 * look-alikes alone beside Latin words, becomes Latin. The result is lower-case ASCII for alphabetic scripts and the
 * NFKC form for Han and kana; Arabic and Hebrew give the letters that are written, so mostly consonants, and an Arabic
 * article is cut off. Empty for a name of only punctuation. Invalid UTF-8 is XCTL_INPUT and leaves `out` as it was.
 *
 * Opens ICU's transliterator anew each time it meets a script without a table here (some 10 ms the first time); who folds
 * many such names keeps a folder and calls xctl_fold_with. */
xctl_code xctl_fold(xctl_buf *out, xctl_str name, bool han_to_latin, xctl_error *error);

/* Keeps what folding has to open. Opened empty; each transliterator is opened when the first name needs it. Not to be
 * used from two threads at once. */
typedef struct xctl_folder xctl_folder;
/* NULL when there is no memory. `memory` may be NULL; ICU itself allocates from the system. */
xctl_folder *xctl_folder_open(const xctl_memory *memory);
void xctl_folder_close(xctl_folder *folder); /* NULL is allowed */

typedef enum xctl_fold_form {
	XCTL_FOLD_ALPHABETS, /* as xctl_fold with `han_to_latin` false */
	XCTL_FOLD_LATIN,     /* as xctl_fold with `han_to_latin` true */
	XCTL_FOLD_NATIVE,    /* no romanisation: NFKC case fold, marks stripped, traditional Han made simplified, the forms
	                      * of one Arabic letter made one, punctuation and spaces as above */
} xctl_fold_form;

/* As xctl_fold, appending to `out`. `folder` may be NULL. O(length). */
xctl_code xctl_fold_with(xctl_folder *folder, xctl_buf *out, xctl_str name, xctl_fold_form form, xctl_error *error);

/* True when all bytes are ASCII: folding such a name needs no ICU. */
bool xctl_is_ascii(xctl_str name);
/* True when any letter is Han, kana or Hangul / when any is not Latin. Invalid bytes are no letters. */
bool xctl_has_cjk(xctl_str name);
bool xctl_has_non_latin(xctl_str name);
/* Scripts that write consonants mostly (Arabic, Hebrew). */
bool xctl_has_abjad(xctl_str name);
/* Version of the Unicode library that folded, for the snapshot's header. */
const char *xctl_fold_version(void);

#endif
