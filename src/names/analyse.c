/* A name into words: brackets, dotted letters, folding, legal forms, common words, acronyms. */
#include <string.h>

#include "names/analyse.h"

#define RAW_MOST 64u /* words before legal forms and particles are taken out */

typedef struct raw {
	xctl_str words[RAW_MOST];
	bool aside[RAW_MOST];
	size_t count;
} raw;

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

/* "S.A.", "U.S.A. Inc": a dot after a single letter joins when another single letter follows it. */
static void undot(xctl_buf *out, xctl_str name)
{
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool single = c == '.' && i > 0 && is_letter(name.at[i - 1]) && (unsigned char)name.at[i - 1] < 0x80
			&& (i < 2 || !is_letter(name.at[i - 2]));
		bool next = single && i + 1 < name.len && is_letter(name.at[i + 1]) && (unsigned char)name.at[i + 1] < 0x80
			&& (i + 2 >= name.len || !is_letter(name.at[i + 2]));
		if (next)
			continue;
		xctl_buf_char(out, c);
	}
}

/* Folded words of one stretch of the name into `list`; the text lives in the arena. */
static bool add_words(xctl_arena *arena, raw *list, xctl_str folded, bool aside)
{
	xctl_str kept = xctl_str_copy(arena, folded);
	if (!kept.at)
		return false;
	while (list->count < RAW_MOST) {
		xctl_str word = xctl_str_cut(&kept, ' ');
		if (word.len) {
			list->words[list->count] = word;
			list->aside[list->count++] = aside;
		}
		if (!kept.len)
			break;
	}
	return true;
}

typedef xctl_code (*fold_stretch)(xctl_buf *out, xctl_folder *folder, xctl_str text, xctl_party_kind kind,
	xctl_error *error);

static xctl_code fold_latin(xctl_buf *out, xctl_folder *folder, xctl_str text, xctl_party_kind kind, xctl_error *error)
{
	if (kind == XCTL_PARTY_PERSON || !xctl_has_cjk(text))
		return xctl_fold_with(folder, out, text, XCTL_FOLD_LATIN, error);
	/* Known words by what they mean, the rest by how it sounds: 华为技术 -> huawei technology. */
	xctl_buf native = { .memory = out->memory }, mixed = { .memory = out->memory };
	xctl_code code = xctl_fold_with(folder, &native, text, XCTL_FOLD_NATIVE, error);
	xctl_str s = xctl_buf_view(&native);
	while (code == XCTL_OK && s.len) {
		const char *english;
		xctl_legal_form legal;
		size_t n = xctl_cjk_word(s, &english, &legal);
		if (n) {
			static const char *const forms[] = { "", "company", "ltd", "joint stock company", "", "", "" };
			xctl_buf_printf(&mixed, " %s %s ", english, forms[legal]);
		} else {
			xctl_utf8_next(s, &n);
			xctl_buf_put(&mixed, s.at, n);
		}
		s.at += n;
		s.len -= n;
	}
	if (code == XCTL_OK && (native.failed || mixed.failed))
		code = xctl_fail_limit(error, "a name");
	if (code == XCTL_OK)
		code = xctl_fold_with(folder, out, xctl_buf_view(&mixed), XCTL_FOLD_LATIN, error);
	xctl_buf_drop(&native);
	xctl_buf_drop(&mixed);
	return code;
}

/* The native writing keeps its script; known words are only set apart. */
static xctl_code fold_native(xctl_buf *out, xctl_folder *folder, xctl_str text, xctl_party_kind kind, xctl_error *error)
{
	if (kind == XCTL_PARTY_PERSON || !xctl_has_cjk(text))
		return xctl_fold_with(folder, out, text, XCTL_FOLD_NATIVE, error);
	xctl_buf native = { .memory = out->memory };
	xctl_code code = xctl_fold_with(folder, &native, text, XCTL_FOLD_NATIVE, error);
	xctl_str s = xctl_buf_view(&native);
	while (code == XCTL_OK && s.len) {
		const char *english;
		xctl_legal_form legal;
		size_t n = xctl_cjk_word(s, &english, &legal);
		if (n && legal)
			xctl_buf_puts(out, legal == XCTL_FORM_LIMITED ? " ltd " : legal == XCTL_FORM_STOCK ? " inc " : " company ");
		else if (n)
			xctl_buf_printf(out, " %.*s ", (int)n, s.at);
		else {
			xctl_utf8_next(s, &n);
			xctl_buf_put(out, s.at, n);
		}
		s.at += n;
		s.len -= n;
	}
	if (code == XCTL_OK && (native.failed || out->failed))
		code = xctl_fail_limit(error, "a name");
	xctl_buf_drop(&native);
	return code;
}

/* Cuts at brackets, so that what they hold is known to stand aside. */
static xctl_code split(raw *list, xctl_arena *arena, xctl_folder *folder, xctl_str name, xctl_party_kind kind,
	fold_stretch fold, xctl_error *error)
{
	xctl_buf whole = { .memory = arena->memory }, folded = { .memory = arena->memory };
	undot(&whole, name);
	xctl_code code = whole.failed ? xctl_fail_limit(error, "a name") : XCTL_OK;
	xctl_str rest = xctl_buf_view(&whole);
	bool aside = false, begun = false;
	while (code == XCTL_OK && rest.len) {
		size_t n = 0, bracket = 0;
		bool opens = false;
		for (; n < rest.len; n++) {
			char c = rest.at[n];
			if (c == '(' || c == ')' || c == '[' || c == ']') {
				bracket = 1;
				opens = c == '(' || c == '[';
				break;
			}
			if (rest.len - n >= 3 && (memcmp(rest.at + n, "\xEF\xBC\x88", 3) == 0 || memcmp(rest.at + n, "\xEF\xBC\x89", 3) == 0)) {
				bracket = 3;
				opens = rest.at[n + 2] == '\x88';
				break;
			}
		}
		xctl_buf_clear(&folded);
		code = fold(&folded, folder, (xctl_str){ rest.at, n }, kind, error);
		if (code == XCTL_OK && folded.len && !add_words(arena, list, xctl_buf_view(&folded), aside && begun))
			code = xctl_fail_limit(error, "a name");
		begun = begun || folded.len;
		aside = opens;
		rest.at += n + bracket;
		rest.len -= n + bracket;
	}
	xctl_buf_drop(&whole);
	xctl_buf_drop(&folded);
	return code;
}

/* Runs of two or more single letters become one word: "A-B-C Company", "s a". Not in persons: those are initials. */
static bool join_letters(xctl_arena *arena, raw *list)
{
	size_t n = 0;
	for (size_t i = 0; i < list->count;) {
		size_t end = i;
		while (end < list->count && list->words[end].len == 1 && is_letter(list->words[end].at[0]))
			end++;
		if (end - i < 2) {
			list->aside[n] = list->aside[i];
			list->words[n++] = list->words[i++];
			continue;
		}
		char *joined = xctl_alloc(arena, end - i + 1);
		if (!joined)
			return false;
		for (size_t k = i; k < end; k++)
			joined[k - i] = list->words[k].at[0];
		list->aside[n] = list->aside[i];
		list->words[n++] = (xctl_str){ joined, end - i };
		i = end;
	}
	list->count = n;
	return true;
}

/* Slips in the words of legal forms, and those run onto the word before: "Exchangecompany". */
static void mend_forms(raw *list)
{
	static const char *const tails[] = { "company", "limited", "corporation" };
	for (size_t i = 0; i < list->count; i++) {
		list->words[i] = xctl_mend_form_word(list->words[i]);
		for (size_t k = 0; k < sizeof tails / sizeof *tails && list->count < RAW_MOST; k++) {
			xctl_str word = list->words[i], tail = xctl_str_of(tails[k]);
			if (word.len < tail.len + 3 || memcmp(word.at + word.len - tail.len, tail.at, tail.len) != 0
			    || xctl_str_is(word, "unlimited"))
				continue;
			memmove(&list->words[i + 1], &list->words[i], (list->count - i) * sizeof *list->words);
			memmove(&list->aside[i + 1], &list->aside[i], (list->count - i) * sizeof *list->aside);
			list->words[i].len -= tail.len;
			list->words[i + 1] = tail;
			list->count++;
			break;
		}
	}
}

/* Legal forms need the words in one buffer with single spaces. */
static bool lay_out(xctl_arena *arena, raw *list)
{
	size_t total = 1;
	for (size_t i = 0; i < list->count; i++)
		total += list->words[i].len + 1;
	char *text = xctl_alloc(arena, total);
	if (!text)
		return false;
	for (size_t i = 0; i < list->count; i++) {
		memcpy(text, list->words[i].at, list->words[i].len);
		list->words[i].at = text;
		text += list->words[i].len;
		*text++ = ' ';
	}
	return true;
}

static uint32_t letters_of(xctl_str word)
{
	uint32_t letters = 0;
	for (size_t i = 0; i < word.len; i++) {
		unsigned char c = (unsigned char)word.at[i];
		letters |= c >= 'a' && c <= 'z' ? 1u << (c - 'a') : c >= '0' && c <= '9' ? 1u << (26 + c % 6) : 1u << 31;
	}
	return letters;
}

static xctl_str cut_word(xctl_str word)
{
	if (word.len <= XCTL_WORD_BYTES)
		return word;
	word.len = XCTL_WORD_BYTES;
	while (word.len && ((unsigned char)word.at[word.len] & 0xC0) == 0x80)
		word.len--; /* not inside a letter */
	return word;
}

static bool add_word(xctl_writing *out, xctl_arena *arena, xctl_str word, bool aside, bool bare, bool person)
{
	if (out->n_words == XCTL_WORDS_MOST)
		return true;
	xctl_word *w = &out->words[out->n_words];
	word = cut_word(word);
	bool digit = false, ascii = true;
	for (size_t i = 0; i < word.len; i++) {
		digit = digit || (word.at[i] >= '0' && word.at[i] <= '9');
		ascii = ascii && (unsigned char)word.at[i] < 0x80;
	}
	if (digit)
		while (word.len > 1 && word.at[0] == '0') { /* Factory 07 */
			word.at++;
			word.len--;
		}
	const char *common = person || !ascii ? NULL : xctl_common_word(word);
	if (common)
		word = xctl_str_of(common);
	w->text = word.at;
	w->len = (uint8_t)word.len;
	w->letters = letters_of(word);
	w->flags = (uint8_t)((digit ? XCTL_WORD_NUMBER : 0) | (ascii ? 0 : XCTL_WORD_NATIVE) | (aside ? XCTL_WORD_ASIDE : 0)
		| (bare && ascii ? XCTL_WORD_BARE : 0) | (word.len == 1 && !digit ? XCTL_WORD_INITIAL : 0));
	if (ascii && xctl_is_title(word))
		w->flags |= XCTL_WORD_TITLE;
	if (!person && (common || xctl_is_organization_word(word)))
		w->flags |= XCTL_WORD_GENERIC;
	if (ascii && !digit && !(w->flags & XCTL_WORD_GENERIC) && xctl_is_pinyin(word))
		w->flags |= XCTL_WORD_PINYIN;
	if (ascii && !digit) {
		char skeleton[XCTL_SKELETON_BYTES];
		size_t n = xctl_skeleton(word, skeleton);
		char *kept = xctl_alloc(arena, n + 1);
		if (!kept)
			return false;
		memcpy(kept, skeleton, n);
		w->skeleton = kept;
		w->skeleton_len = (uint8_t)n;
	} else {
		w->skeleton = "";
	}
	out->n_words++;
	return true;
}

/* abdul, abdel, abd al … are one word; abdurrahman, abdelkader are that word and another. */
static bool add_servant(xctl_writing *out, xctl_arena *arena, xctl_str word, bool aside, bool bare, bool person, bool *done)
{
	*done = false;
	if (word.len < 4 || memcmp(word.at, "abd", 3) != 0 || !strchr("aeiou", word.at[3]))
		return true;
	if (word.len == 5 && (word.at[4] == 'l' || word.at[4] == 'r' || word.at[4] == 's')) {
		*done = true;
		return add_word(out, arena, XCTL_STR("abd"), aside, bare, person);
	}
	if (word.len < 8 || (word.at[4] != 'l' && word.at[4] != word.at[5]))
		return true;
	xctl_str rest = { word.at + 5, word.len - 5 };
	if (xctl_str_starts(rest, XCTL_STR("la"))) /* abdullah */
		return true;
	*done = true;
	return add_word(out, arena, XCTL_STR("abd"), aside, bare, person) && add_word(out, arena, rest, aside, bare, person);
}

static void acronym(char out[12], const raw *list, const bool *is_form, bool with_form)
{
	size_t n = 0, words = 0;
	bool form_done = false;
	for (size_t i = 0; i < list->count && n < 11; i++) {
		if (list->aside[i] || xctl_is_stop_word(list->words[i], false))
			continue;
		if (is_form[i] && (!with_form || form_done))
			continue;
		form_done = form_done || is_form[i];
		char c = list->words[i].at[0];
		if (c < 'a' || c > 'z') {
			n = 0;
			break;
		}
		out[n++] = c;
		words++;
	}
	out[words < 3 ? 0 : n] = '\0';
}

/* "(AEOI)" beside the words it stands for, "Huawei Technologies (Huawei)". */
static bool says_nothing_new(const raw *list, size_t i, const xctl_writing *writing)
{
	if (!list->aside[i])
		return false;
	if (list->words[i].len > 1
	    && (xctl_str_is(list->words[i], writing->acronym) || xctl_str_is(list->words[i], writing->acronym_legal)))
		return true;
	for (size_t k = 0; k < list->count; k++)
		if (!list->aside[k] && xctl_str_eq(list->words[k], list->words[i]))
			return true;
	return false;
}

static bool write(xctl_writing *out, xctl_arena *arena, raw *list, bool bare, bool person)
{
	bool is_form[RAW_MOST] = { false };
	if (!person && !join_letters(arena, list))
		return false;
	if (!person)
		mend_forms(list);
	if (!lay_out(arena, list))
		return false;
	size_t n_forms = 0;
	for (size_t i = 0; !person && i < list->count;) {
		size_t used;
		bool sure;
		xctl_legal_form legal = xctl_legal_form_of(list->words + i, list->count - i, i, &used, &sure);
		out->surely_organization = out->surely_organization || (used && sure);
		if (legal && (out->legal == XCTL_FORM_NONE || out->legal == XCTL_FORM_COMPANY))
			out->legal = legal;
		for (size_t k = 0; k < used; k++)
			is_form[i + k] = true;
		n_forms += used;
		i += used ? used : 1;
	}
	if (n_forms == list->count) { /* nothing else: the words are the name */
		memset(is_form, 0, sizeof is_form);
		out->legal = XCTL_FORM_NONE;
	}
	if (!person) {
		acronym(out->acronym, list, is_form, false);
		acronym(out->acronym_legal, list, is_form, true);
		if (strcmp(out->acronym, out->acronym_legal) == 0)
			out->acronym_legal[0] = '\0';
	}
	uint64_t equality = 0;
	for (size_t i = 0; i < list->count; i++)
		if (!is_form[i] && !says_nothing_new(list, i, out))
			equality = xctl_mix(list->words[i], equality);
	out->equality = equality;
	for (int pass = 0; pass < 2 && out->n_words == 0; pass++) /* a name of particles alone keeps them */
		for (size_t i = 0; i < list->count; i++) {
			xctl_str word = list->words[i];
			bool done = false;
			if (is_form[i] || (pass == 0 && xctl_is_stop_word(word, person)))
				continue;
			if (says_nothing_new(list, i, out))
				continue;
			if (!add_servant(out, arena, word, list->aside[i], bare, person, &done))
				return false;
			if (!done && !add_word(out, arena, word, list->aside[i], bare, person))
				return false;
		}
	return true;
}

/* The same words, so that one writing serves for a person and for an organisation. */
static bool same_words(const xctl_writing *a, const xctl_writing *b)
{
	if (a->n_words != b->n_words || a->legal || b->legal)
		return false;
	for (uint32_t i = 0; i < a->n_words; i++)
		if (a->words[i].len != b->words[i].len || memcmp(a->words[i].text, b->words[i].text, a->words[i].len) != 0
		    || a->words[i].flags != b->words[i].flags)
			return false;
	return a->equality == b->equality;
}

/* The Latin and the native writing of a name taken as a person's or as an organisation's. */
static xctl_code analyse_as(xctl_analysis *out, xctl_arena *arena, xctl_folder *folder, xctl_str name, bool person,
	xctl_error *error)
{
	fold_stretch folds[2] = { fold_latin, fold_native };
	uint32_t most = xctl_has_non_latin(name) ? 2 : 1;
	for (uint32_t i = 0; i < most; i++) {
		raw list = { .count = 0 };
		xctl_writing *writing = XCTL_NEW(arena, xctl_writing);
		if (!writing)
			return xctl_fail_limit(error, "a name");
		xctl_code code = split(&list, arena, folder, name, person ? XCTL_PARTY_PERSON : XCTL_PARTY_ORGANIZATION,
			folds[i], error);
		if (code != XCTL_OK)
			return code;
		if (!list.count)
			continue;
		if (!write(writing, arena, &list, i == 0 && xctl_has_abjad(name), person))
			return xctl_fail_limit(error, "a name");
		writing->sounded = i == 0 && most == 2 && (xctl_has_cjk(name) || xctl_has_abjad(name));
		writing->as = person ? XCTL_AS_PERSON : XCTL_AS_ORGANIZATION;
		if (person && out->count && same_words(writing, out->at[i < out->count ? i : 0])) {
			out->at[i < out->count ? i : 0]->as = XCTL_AS_EITHER;
			continue;
		}
		if (writing->n_words)
			out->at[out->count++] = writing;
	}
	return XCTL_OK;
}

xctl_code xctl_analyse(xctl_analysis *out, xctl_arena *arena, xctl_folder *folder, xctl_str name, xctl_party_kind kind,
	xctl_error *error)
{
	out->count = 0;
	if (!xctl_is_ascii(name)) { /* said once, before the name is cut into stretches */
		size_t bad = 0;
		if (!xctl_utf8_valid(name, &bad)) {
			xctl_fail(error, XCTL_INPUT, "a name is not UTF-8: byte %zu", bad);
			xctl_hint(error, "convert the file to UTF-8");
			return XCTL_INPUT;
		}
	}
	if (name.len > XCTL_FOLD_MOST)
		return xctl_fail(error, XCTL_LIMIT, "a name of %zu bytes is longer than %zu", name.len, XCTL_FOLD_MOST);
	xctl_code code = XCTL_OK;
	if (kind != XCTL_PARTY_PERSON)
		code = analyse_as(out, arena, folder, name, false, error);
	bool surely = out->count && out->at[0]->surely_organization;
	if (code == XCTL_OK && (kind == XCTL_PARTY_PERSON || (kind == XCTL_PARTY_UNKNOWN && !surely)))
		code = analyse_as(out, arena, folder, name, true, error);
	if (code != XCTL_OK)
		return code;
	if (!out->count) {
		xctl_fail(error, XCTL_INPUT, "a name without a letter or digit: \"%.*s\"", name.len < 80 ? (int)name.len : 80, name.at);
		xctl_hint(error, "give the party's name as it is registered");
		return XCTL_INPUT;
	}
	return XCTL_OK;
}
