#include "text/fold.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include <unicode/utypes.h>

#include "text/romanise.h"

/* Scripts without a table here go through ICU's general transliterator. */
struct xctl_folder {
	const xctl_memory *memory;
	UTransliterator *any;
};

/* Code points in an arena; grows by doubling. */
typedef struct points {
	uint32_t *at;
	uint32_t count, room;
} points;

xctl_folder *xctl_folder_open(const xctl_memory *memory)
{
	const xctl_memory *from = memory ? memory : &xctl_memory_system;
	xctl_folder *folder = from->allocate(from->context, sizeof *folder);
	if (folder)
		*folder = (xctl_folder){ .memory = from };
	return folder;
}

static void close_transliterators(xctl_folder *folder)
{
	if (folder->any)
		utrans_close(folder->any);
}

void xctl_folder_close(xctl_folder *folder)
{
	if (!folder)
		return;
	close_transliterators(folder);
	folder->memory->release(folder->memory->context, folder);
}

const char *xctl_fold_version(void)
{
	return U_ICU_VERSION;
}

bool xctl_is_ascii(xctl_str name)
{
	unsigned char any = 0;
	for (size_t i = 0; i < name.len; i++)
		any |= (unsigned char)name.at[i];
	return any < 0x80;
}

static UScriptCode script_of(uint32_t point)
{
	UErrorCode status = U_ZERO_ERROR;
	return uscript_getScript((UChar32)point, &status);
}

static bool is_cjk(uint32_t point)
{
	UScriptCode script = script_of(point);
	return script == USCRIPT_HAN || script == USCRIPT_HIRAGANA || script == USCRIPT_KATAKANA || script == USCRIPT_HANGUL;
}

/* The first letter for which `is` holds. */
static bool any_letter(xctl_str name, bool (*is)(uint32_t point))
{
	if (xctl_is_ascii(name))
		return false;
	for (size_t i = 0; i < name.len;) {
		uint32_t point = xctl_utf8_next(name, &i);
		if (point >= 0x80 && point != 0xFFFD && is(point))
			return true;
	}
	return false;
}

static bool is_foreign_letter(uint32_t point)
{
	return u_isalpha((UChar32)point) && script_of(point) != USCRIPT_LATIN && script_of(point) != USCRIPT_COMMON;
}

static bool is_abjad(uint32_t point)
{
	return script_of(point) == USCRIPT_ARABIC || script_of(point) == USCRIPT_HEBREW;
}

bool xctl_has_cjk(xctl_str name)
{
	return any_letter(name, is_cjk);
}

bool xctl_has_non_latin(xctl_str name)
{
	return any_letter(name, is_foreign_letter);
}

bool xctl_has_abjad(xctl_str name)
{
	return any_letter(name, is_abjad);
}

/* The ASCII path, and the last step of the other: letters and digits stay, apostrophes join, all else separates. */
static void put_ascii(char *out, size_t *n, char c)
{
	if (c >= 'A' && c <= 'Z')
		c = (char)(c - 'A' + 'a');
	if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
		out[(*n)++] = c;
	else if (c != '\'' && c != '`' && *n && out[*n - 1] != ' ')
		out[(*n)++] = ' ';
}

static xctl_code fold_ascii(xctl_buf *out, xctl_str name, xctl_error *error)
{
	size_t start = out->len;
	char piece[256];
	size_t n = 0;
	bool space = false; /* owed before the next letter */
	for (size_t i = 0; i < name.len; i++) {
		char one[2] = { 'x', 0 };
		size_t width = 1;
		put_ascii(one, &width, name.at[i]);
		if (width == 1)
			continue;
		if (one[1] == ' ') {
			space = true;
			continue;
		}
		if (n + 2 > sizeof piece) {
			xctl_buf_put(out, piece, n);
			n = 0;
		}
		if (space && (n || out->len > start))
			piece[n++] = ' ';
		space = false;
		piece[n++] = one[1];
	}
	xctl_buf_put(out, piece, n);
	return out->failed ? xctl_fail_limit(error, "a folded name") : XCTL_OK;
}

static bool push(xctl_arena *arena, points *list, uint32_t point)
{
	uint32_t *slot = XCTL_PUSH(arena, list);
	if (slot)
		*slot = point;
	return slot != NULL;
}

/* Well-formed UTF-16 only. */
static uint32_t next_wide(const UChar *text, int32_t *i, int32_t n)
{
	uint32_t unit = text[(*i)++];
	if ((unit & 0xFC00u) != 0xD800u || *i >= n)
		return unit;
	return 0x10000u + ((unit - 0xD800u) << 10) + (text[(*i)++] - 0xDC00u);
}

/* UTF-8 -> NFKC case fold -> code points. NFKC_Casefold drops the default ignorables: zero width, bidi, soft hyphens. */
static xctl_code normalise(xctl_arena *arena, points *out, xctl_str name, xctl_error *error)
{
	UErrorCode status = U_ZERO_ERROR;
	const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&status);
	int32_t room = (int32_t)name.len + 1, n = 0;
	UChar *wide = XCTL_NEW_ARRAY(arena, UChar, (size_t)room);
	/* NFKC expands one unit at most 18 times (U+FDFA); a short name may be all of those. */
	int32_t folded_room = 18 * room + 16;
	UChar *folded = XCTL_NEW_ARRAY(arena, UChar, (size_t)folded_room);
	if (!wide || !folded)
		return xctl_fail_limit(error, "a folded name");
	u_strFromUTF8(wide, room, &n, name.at, (int32_t)name.len, &status);
	int32_t m = U_SUCCESS(status) ? unorm2_normalize(fold, wide, n, folded, folded_room, &status) : 0;
	if (U_FAILURE(status))
		return xctl_fail(error, XCTL_LIMIT, "the Unicode library could not fold a name: %s", u_errorName(status));
	for (int32_t i = 0; i < m;) {
		if (!push(arena, out, next_wide(folded, &i, m)))
			return xctl_fail_limit(error, "a folded name");
	}
	return XCTL_OK;
}

static bool in_word(uint32_t point)
{
	if (point < 0x80)
		return (point >= 'a' && point <= 'z') || (point >= '0' && point <= '9') || (point >= 'A' && point <= 'Z');
	return u_isalnum((UChar32)point) || u_charType((UChar32)point) == U_NON_SPACING_MARK
		|| u_charType((UChar32)point) == U_COMBINING_SPACING_MARK;
}

static bool is_apostrophe(uint32_t point)
{
	switch (point) {
	case '\'': case '`': case 0xB4: case 0x2018: case 0x2019: case 0x201B: case 0x2032: case 0x02B9: case 0x02BA:
	case 0x02BB: case 0x02BC: case 0x02BD: case 0x02BE: case 0x02BF: case 0x02C8: case 0x02CA: case 0x02CB:
	case 0x05F3: case 0xFF07: case 0x0640:
		return true;
	default:
		return false;
	}
}

/* Words with Latin letters among Cyrillic or Greek look-alikes, and words of look-alikes alone beside Latin words. */
static void map_lookalikes(points *text)
{
	bool latin_somewhere = false, foreign_somewhere = false;
	for (uint32_t i = 0; i < text->count; i++) {
		uint32_t p = text->at[i];
		if (p >= 'a' && p <= 'z')
			latin_somewhere = true;
		else if (p >= 0x0370 && p <= 0x052F)
			foreign_somewhere = true;
	}
	if (!latin_somewhere || !foreign_somewhere)
		return;
	for (uint32_t start = 0; start < text->count;) {
		if (!in_word(text->at[start])) {
			start++;
			continue;
		}
		uint32_t end = start;
		bool latin = false, all = true;
		for (; end < text->count && in_word(text->at[end]); end++) {
			uint32_t p = text->at[end];
			if (p >= 'a' && p <= 'z')
				latin = true;
			else if (p >= 0x0370 && p <= 0x052F && !xctl_latin_lookalike(p))
				all = false;
		}
		if (latin || all)
			for (uint32_t i = start; i < end; i++) {
				char alike = xctl_latin_lookalike(text->at[i]);
				if (alike)
					text->at[i] = (unsigned char)alike;
			}
		start = end;
	}
}

typedef enum outcome { DONE, AS_IT_WAS, NO_MEMORY } outcome;

/* Runs ICU's general transliterator over one run of text; opened on first need. Where it cannot, the run stays as it was. */
static outcome transliterate(xctl_folder *folder, xctl_arena *arena, const uint32_t *in, uint32_t n, points *out)
{
	UErrorCode status = U_ZERO_ERROR;
	if (!folder->any) {
		UChar id[16];
		u_uastrcpy(id, "Any-Latin");
		folder->any = utrans_openU(id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
		if (U_FAILURE(status)) {
			folder->any = NULL;
			return AS_IT_WAS;
		}
	}
	int32_t room = (int32_t)n * 12 + 64, length = 0;
	UChar *text = XCTL_NEW_ARRAY(arena, UChar, (size_t)room);
	if (!text)
		return NO_MEMORY;
	for (uint32_t i = 0; i < n; i++)
		U16_APPEND_UNSAFE(text, length, in[i]);
	int32_t limit = length;
	utrans_transUChars(folder->any, text, &length, room, 0, &limit, &status);
	if (U_FAILURE(status))
		return AS_IT_WAS;
	for (int32_t i = 0; i < length;) {
		if (!push(arena, out, next_wide(text, &i, length)))
			return NO_MEMORY;
	}
	return DONE;
}

/* Canonical decomposition without the marks: é -> e. */
static bool push_base(xctl_arena *arena, points *out, uint32_t point)
{
	if (point < 0x80)
		return push(arena, out, point);
	UErrorCode status = U_ZERO_ERROR;
	UChar apart[16];
	const UNormalizer2 *nfd = unorm2_getNFDInstance(&status);
	int32_t n = U_SUCCESS(status) ? unorm2_getDecomposition(nfd, (UChar32)point, apart, 16, &status) : -1;
	if (n < 0 || U_FAILURE(status))
		return u_charType((UChar32)point) == U_NON_SPACING_MARK || push(arena, out, point);
	for (int32_t i = 0; i < n;) {
		uint32_t part = next_wide(apart, &i, n);
		if (u_charType((UChar32)part) != U_NON_SPACING_MARK && !push(arena, out, part))
			return false;
	}
	return true;
}

static bool push_letters(xctl_arena *arena, points *out, const char *latin, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!push(arena, out, (unsigned char)latin[i]))
			return false;
	return true;
}

/* The Arabic article before a word of three letters or more ("allah" has two after it and keeps its own). */
static bool is_article(const points *text, uint32_t i)
{
	if (i + 4 >= text->count || text->at[i] != 0x0627 || text->at[i + 1] != 0x0644)
		return false;
	uint32_t end = i;
	while (end < text->count && in_word(text->at[end]))
		end++;
	return end - i >= 5;
}

static bool needs_icu(uint32_t point)
{
	switch (script_of(point)) {
	case USCRIPT_COMMON:
	case USCRIPT_INHERITED:
	case USCRIPT_LATIN:
	case USCRIPT_GREEK:
	case USCRIPT_CYRILLIC:
	case USCRIPT_HANGUL:
	case USCRIPT_HAN:
	case USCRIPT_KATAKANA:
	case USCRIPT_HIRAGANA:
	case USCRIPT_ARABIC:
		return false;
	default:
		return true;
	}
}

static bool is_kana(uint32_t point)
{
	return script_of(point) == USCRIPT_KATAKANA || script_of(point) == USCRIPT_HIRAGANA || point == 0x30FC;
}

/* A run of kana: small ones join the letter before, a small tsu doubles the consonant behind it, the long mark is dropped. */
static bool push_kana(xctl_arena *arena, points *out, const points *in, uint32_t *at)
{
	bool doubled = false;
	while (*at < in->count && is_kana(in->at[*at])) {
		uint32_t point = in->at[*at], next = *at + 1 < in->count ? in->at[*at + 1] : 0;
		bool joined = false;
		const char *letters = NULL;
		if (point != 0x3063 && point != 0x30C3 && point != 0x30FC)
			letters = xctl_kana_reading(point, next, &joined);
		bool vowel = letters && strchr("aeiou", letters[0]);
		if (letters && doubled && !vowel && !push(arena, out, (unsigned char)letters[0]))
			return false;
		if (letters && !push_letters(arena, out, letters, strlen(letters)))
			return false;
		doubled = point == 0x3063 || point == 0x30C3;
		*at += joined ? 2 : 1;
	}
	return true;
}

/* Pinyin, each syllable a word of its own; a letter without a reading stays. */
static bool push_reading(xctl_arena *arena, points *out, uint32_t point, bool at_start)
{
	const char *syllable = xctl_han_reading(point, at_start);
	if (!push(arena, out, ' '))
		return false;
	bool done = syllable ? push_letters(arena, out, syllable, strlen(syllable)) : push(arena, out, point);
	return done && push(arena, out, ' ');
}

/* Everything but Han and kana to Latin letters, and those too when `han`. */
static bool romanise(xctl_folder *folder, xctl_arena *arena, const points *in, points *out, bool han)
{
	for (uint32_t i = 0; i < in->count;) {
		uint32_t point = in->at[i], before = i && in_word(in->at[i - 1]) ? in->at[i - 1] : 0;
		if (point < 0x80) {
			if (!push(arena, out, point))
				return false;
			i++;
			continue;
		}
		if (is_apostrophe(point)) {
			i++;
			continue;
		}
		if (!before && is_article(in, i)) {
			i += 2;
			continue;
		}
		char syllable[8];
		size_t n = xctl_romanise_hangul(point, syllable);
		const char *latin = n ? syllable : xctl_romanise_letter(point, before);
		if (latin) {
			if (!push_letters(arena, out, latin, n ? n : strlen(latin)))
				return false;
			i++;
			continue;
		}
		if (han && script_of(point) == USCRIPT_HAN) {
			if (!push_reading(arena, out, point, !before || script_of(before) != USCRIPT_HAN))
				return false;
			i++;
			continue;
		}
		if (han && is_kana(point)) {
			if (!push_kana(arena, out, in, &i))
				return false;
			continue;
		}
		if (in_word(point) && needs_icu(point)) {
			uint32_t end = i + 1;
			while (end < in->count && needs_icu(in->at[end]))
				end++;
			points run = { 0 };
			outcome done = transliterate(folder, arena, in->at + i, end - i, &run);
			if (done == NO_MEMORY)
				return false;
			if (done == AS_IT_WAS)
				run = (points){ in->at + i, end - i, 0 };
			for (uint32_t k = 0; k < run.count; k++)
				if (!is_apostrophe(run.at[k]) && !push_base(arena, out, run.at[k]))
					return false;
			i = end;
			continue;
		}
		/* A letter with a mark: its base, which may have an entry of its own (ў, ά, ǿ). */
		points base = { 0 };
		if (script_of(point) == USCRIPT_HAN || script_of(point) == USCRIPT_KATAKANA
		    || script_of(point) == USCRIPT_HIRAGANA) {
			if (!push(arena, &base, point))
				return false;
		} else if (!push_base(arena, &base, point)) {
			return false;
		}
		for (uint32_t k = 0; k < base.count; k++) {
			const char *plain = base.at[k] < 0x80 ? NULL : xctl_romanise_letter(base.at[k], before);
			bool done = plain ? push_letters(arena, out, plain, strlen(plain)) : push(arena, out, base.at[k]);
			if (!done)
				return false;
		}
		i++;
	}
	return true;
}

/* One letter for the forms of an Arabic letter that keyboards and languages vary; 0 drops it. */
static uint32_t unify_native(uint32_t point)
{
	switch (point) {
	case 0x0622: case 0x0623: case 0x0625: case 0x0671:
		return 0x0627;
	case 0x0649: case 0x06CC: case 0x06CD:
		return 0x064A;
	case 0x0629: case 0x06C1: case 0x06BE: case 0x06D5:
		return 0x0647;
	case 0x06A9:
		return 0x0643;
	case 0x0640:
		return 0;
	case 0x0451:
		return 0x0435;
	default:
		return u_charType((UChar32)point) == U_NON_SPACING_MARK ? 0 : point;
	}
}

static bool keep_native(xctl_arena *arena, const points *in, points *out)
{
	for (uint32_t i = 0; i < in->count; i++) {
		uint32_t point = xctl_han_simplified(in->at[i]);
		UScriptCode script = script_of(point);
		if ((script == USCRIPT_LATIN || script == USCRIPT_GREEK) && point >= 0x80) {
			if (!push_base(arena, out, point))
				return false;
			continue;
		}
		point = unify_native(point);
		if (point && !push(arena, out, point))
			return false;
	}
	return true;
}

/* Code points to UTF-8, with apostrophes gone and all that is no letter or digit one space. */
static void put_points(xctl_buf *out, const points *text)
{
	size_t start = out->len;
	bool space = false;
	for (uint32_t i = 0; i < text->count; i++) {
		uint32_t point = text->at[i];
		if (is_apostrophe(point) || (point >= 0x80 && u_charType((UChar32)point) == U_NON_SPACING_MARK
		                             && script_of(point) == USCRIPT_INHERITED))
			continue;
		if (!in_word(point)) {
			space = true;
			continue;
		}
		if (space && out->len > start)
			xctl_buf_char(out, ' ');
		space = false;
		if (point >= 'A' && point <= 'Z')
			point += 'a' - 'A';
		uint8_t bytes[4];
		int32_t n = 0;
		U8_APPEND_UNSAFE(bytes, n, point);
		xctl_buf_put(out, bytes, (size_t)n);
	}
}

static xctl_code fold_wide(xctl_folder *folder, xctl_arena *arena, xctl_buf *out, xctl_str name, xctl_fold_form form,
	xctl_error *error)
{
	points text = { 0 }, done = { 0 };
	xctl_code code = normalise(arena, &text, name, error);
	if (code != XCTL_OK)
		return code;
	map_lookalikes(&text);
	bool fits = form == XCTL_FOLD_NATIVE ? keep_native(arena, &text, &done)
	                                     : romanise(folder, arena, &text, &done, form == XCTL_FOLD_LATIN);
	if (!fits)
		return xctl_fail_limit(error, "a folded name");
	xctl_buf whole = { .memory = arena->memory };
	put_points(&whole, &done);
	if (!whole.failed)
		xctl_buf_str(out, xctl_buf_view(&whole));
	bool failed = whole.failed || out->failed;
	xctl_buf_drop(&whole);
	return failed ? xctl_fail_limit(error, "a folded name") : XCTL_OK;
}

xctl_code xctl_fold_with(xctl_folder *folder, xctl_buf *out, xctl_str name, xctl_fold_form form, xctl_error *error)
{
	if (name.len > XCTL_FOLD_MOST)
		return xctl_fail(error, XCTL_LIMIT, "a name of %zu bytes is longer than %zu", name.len, XCTL_FOLD_MOST);
	if (xctl_is_ascii(name))
		return fold_ascii(out, name, error);
	size_t bad = 0;
	if (!xctl_utf8_valid(name, &bad)) {
		xctl_fail(error, XCTL_INPUT, "a name is not UTF-8: byte %zu", bad);
		xctl_hint(error, "convert the file to UTF-8");
		return XCTL_INPUT;
	}
	xctl_arena arena = { .memory = out->memory, .ceiling = (size_t)32 << 20 };
	xctl_folder passing = { .memory = out->memory };
	xctl_code code = fold_wide(folder ? folder : &passing, &arena, out, name, form, error);
	close_transliterators(&passing);
	xctl_arena_drop(&arena);
	return code;
}

xctl_code xctl_fold(xctl_buf *out, xctl_str name, bool han_to_latin, xctl_error *error)
{
	return xctl_fold_with(NULL, out, name, han_to_latin ? XCTL_FOLD_LATIN : XCTL_FOLD_ALPHABETS, error);
}
