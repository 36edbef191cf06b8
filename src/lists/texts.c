/* The two texts of an Entity List entry, by their meaning.
 *
 * About 120 licence requirements and 90 review policies are in use, spelt many ways. A requirement is read from its start
 * ("all items subject to the EAR", "items on the CCL"), then every phrase of known meaning is taken out of the rest. When a
 * word of unknown meaning remains, the text is not understood, and says so: it is never read as less than it says. */
#include <string.h>

#include "lists/inside.h"

/* A lower-case copy, without section signs, quotes and bytes beyond ASCII (a dash and a blank are both a blank). */
typedef struct folded {
	char *at;
	size_t len;
} folded;

static bool fold(folded *out, xctl_arena *arena, xctl_str text)
{
	out->at = xctl_alloc(arena, text.len + 1);
	out->len = 0;
	if (!out->at)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		if (c >= 'A' && c <= 'Z')
			c = (unsigned char)(c - 'A' + 'a');
		if (c == 0xC2 && i + 1 < text.len && (unsigned char)text.at[i + 1] == 0xA7) { /* the section sign */
			i++;
			continue;
		}
		if (c == '"' || c == '?' || c == '\'')
			continue;
		if (c <= ' ' || c >= 0x7F || c == '-')
			c = ' ';
		if (c == ' ' && (out->len == 0 || out->at[out->len - 1] == ' '))
			continue;
		out->at[out->len++] = (char)c;
	}
	while (out->len && out->at[out->len - 1] == ' ')
		out->len--;
	out->at[out->len] = '\0';
	return true;
}

static char *has(const folded *text, const char *phrase)
{
	return strstr(text->at, phrase);
}

/* Blanks out every place of a phrase; true when there was one. */
static bool take(folded *text, const char *phrase)
{
	size_t len = strlen(phrase);
	bool found = false;
	for (char *at = text->at; (at = strstr(at, phrase)) != NULL; at += len) {
		memset(at, ' ', len);
		found = true;
	}
	return found;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* --- footnotes --- */

static uint8_t note(char digit)
{
	return (uint8_t)(digit >= '1' && digit <= '5' ? 1u << (digit - '0') : 0u);
}

/* The digit glued behind a citation ("734.9(e)1", "734.9(g),3", "EAR)4", "EAR 2"), not one that begins another
 * ("734.9(g), 746.8"). */
static uint8_t glued_note(const char *at)
{
	while (*at == ' ' || *at == ',' || *at == ')' || *at == '.')
		at++;
	return is_digit(*at) && !is_digit(at[1]) ? note(*at) : 0;
}

/* The foreign direct product rules have one footnote each: 734.9(e)(1) is footnote 1, (e)(2) is 4, (e)(3) is 5, (g) is 3;
 * before 2022 footnote 1 stood in 736.2(b)(3)(vi). Footnote 2 only accompanies 1. */
static uint8_t footnotes_of(const folded *text)
{
	uint8_t found = 0;
	for (const char *at = text->at; (at = strstr(at, "734.9(")) != NULL;) {
		at += strlen("734.9(");
		if (at[0] == 'g' && at[1] == ')') {
			found |= XCTL_FOOTNOTE_3;
		} else if (at[0] == 'e' && at[1] == ')') {
			if (at[2] == '(')
				found |= at[3] == '1' ? XCTL_FOOTNOTE_1 : at[3] == '2' ? XCTL_FOOTNOTE_4 : at[3] == '3' ? XCTL_FOOTNOTE_5 : 0;
			else
				found |= glued_note(at + 2);
		}
	}
	if (strstr(text->at, "736.2(b)(3)(vi)"))
		found |= XCTL_FOOTNOTE_1;
	for (const char *at = text->at; (at = strstr(at, "of the ear")) != NULL;) {
		at += strlen("of the ear");
		found |= glued_note(at);
	}
	return found;
}

/* --- carve-outs --- */

static bool add_code(xctl_strs *to, xctl_arena *arena, const char *code)
{
	return xctl_strs_add(to, arena, xctl_str_of(code));
}

/* The length of the control list entry that begins at `at`: a digit, a letter from a to e, three digits, and lower
 * paragraphs; 0 for none. */
static size_t entry_length(const char *at)
{
	if (!is_digit(at[0]) || at[1] < 'a' || at[1] > 'e' || !is_digit(at[2]) || !is_digit(at[3]) || !is_digit(at[4]))
		return 0;
	size_t len = 5;
	while (at[len] == '.' && (is_letter(at[len + 1]) || is_digit(at[len + 1])) && !is_letter(at[len + 2]))
		len += 2;
	return len;
}

static bool add_entries_named(xctl_strs *to, xctl_arena *arena, const char *at)
{
	for (; *at; at++) {
		size_t len = entry_length(at);
		if (!len)
			continue;
		char *code = xctl_alloc(arena, len + 1);
		if (!code)
			return false;
		memcpy(code, at, len);
		code[1] = (char)(code[1] - 'a' + 'A');
		if (!xctl_strs_add(to, arena, (xctl_str){ code, len }))
			return false;
		at += len - 1;
	}
	return true;
}

/* What a carve-out may reach. What is not one of the known kinds may reach anything. */
static bool carve(xctl_entry *entry, xctl_arena *arena, const char *part)
{
	folded text = { (char *)part, strlen(part) };
	xctl_strs may = { 0 };
	bool bounded = !has(&text, "general license") && !has(&text, "(hs) codes") && !has(&text, "joint ventures")
	    && !has(&text, "transactions");
	bool known = false, fine = true;
	if (has(&text, "designated as ear99") || has(&text, "ear99 designated")) {
		known = true;
		fine = add_code(&may, arena, "EAR99");
	}
	if (has(&text, "for anti terrorism reasons only")) {
		known = true;
		fine = fine && (has(&text, "technology") ? add_code(&may, arena, "?E") : true);
		bounded = bounded && has(&text, "technology");
	}
	uint32_t before = may.count;
	fine = fine && add_entries_named(&may, arena, part);
	known = known || may.count > before;
	entry->carve_out = true;
	if (fine && known && bounded) {
		entry->carved = may.at;
		entry->n_carved = may.count;
	}
	return fine;
}

/* The first word that begins a carve-out, or NULL. "except" is not "exception". */
static char *carve_word(const folded *text)
{
	static const char *const words[] = { "except for", "except ", "apart from", "excluding " };
	char *first = NULL;
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		char *at = has(text, words[i]);
		if (at && (!first || at < first))
			first = at;
	}
	return first;
}

/* --- requirements --- */

/* True when only section numbers and the words that join them remain. */
static bool nothing_remains(const folded *text)
{
	static const char *const joining[] = { "see", "and", "of", "the", "ear", "part", "this", "or", "to", "e", "i", "d", "b",
		"vi", "as" };
	for (size_t i = 0; i < text->len;) {
		if (!is_letter(text->at[i])) {
			i++;
			continue;
		}
		size_t from = i;
		while (i < text->len && is_letter(text->at[i]))
			i++;
		bool known = false;
		/* "(a)", "(vi)", "736.2(b)" and the letter for one in "744.2l(b)" belong to numbers. */
		if (from && (text->at[from - 1] == '(' || is_digit(text->at[from - 1])))
			known = i - from <= 3;
		for (size_t k = 0; k < sizeof joining / sizeof joining[0] && !known; k++)
			known = strlen(joining[k]) == i - from && memcmp(text->at + from, joining[k], i - from) == 0;
		if (!known)
			return false;
	}
	return true;
}

/* "when used in projects specified in 746.5": reaches an item by its use, which no code can say. */
static void take_condition(xctl_entry *entry, folded *text)
{
	if (take(text, "when used in projects specified in")) {
		entry->carve_out = true;
		entry->carved = NULL;
		entry->n_carved = 0;
	}
}

static void take_known_phrases(folded *text)
{
	static const char *const phrases[] = {
		"this license requirement may be overcome by license exception gov under",
		"when used by the u.s geological survey",
		"when used by the u.s. geological survey",
		"the license requirements under this entry also extend to any export, reexport and transfer (in country) to",
		"the entity wherever located worldwide",
		"with case by case basis for items listed on the ccl", /* a policy, and stands as one */
	};
	for (size_t i = 0; i < sizeof phrases / sizeof phrases[0]; i++)
		take(text, phrases[i]);
}

/* The start of the text, and what it reaches. The longest first. */
static const struct {
	const char *start;
	xctl_scope scope;
	const char *code;
} starts[] = {
	{ "any item subject to the ear listed in supplement no. 2 to part 744", XCTL_SCOPE_CODES, "§744-supp-2" },
	{ "items subject to the ear listed in supplement no. 2 to part 744", XCTL_SCOPE_CODES, "§744-supp-2" },
	{ "items on the ccl and ear99 items listed in supplement no. 7 to part 746", XCTL_SCOPE_LISTED, "§746-supp-7" },
	{ "items on the ccl and listed in supplement no. 7 to part 746", XCTL_SCOPE_LISTED, "§746-supp-7" },
	{ "items on the commerce control list", XCTL_SCOPE_LISTED, NULL },
	{ "items listed on the ccl", XCTL_SCOPE_LISTED, NULL },
	{ "items on the ccl", XCTL_SCOPE_LISTED, NULL },
	{ "items subject to the ear", XCTL_SCOPE_ALL, NULL },
	{ "items subjects to the ear", XCTL_SCOPE_ALL, NULL },
};

/* Takes "for", "all", "any" from the front. */
static char *after_quantity(char *at)
{
	static const char *const words[] = { "for ", "all ", "any " };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strncmp(at, words[i], strlen(words[i])) == 0 && strncmp(at, "any item ", 9) != 0)
			at += strlen(words[i]);
	return at;
}

/* "For items classified under ECCNs 3B001.a.4 and 3B002": only these. */
static bool read_codes_only(xctl_entry *entry, xctl_arena *arena, folded *text, xctl_strs *codes)
{
	if (!has(text, "eccn") || has(text, "ear99") || carve_word(text))
		return true;
	folded rest;
	if (!fold(&rest, arena, (xctl_str){ text->at, text->len }) || !add_entries_named(codes, arena, text->at))
		return false;
	for (char *at = rest.at; *at; at++) /* blank the codes themselves out of the rest */
		memset(at, ' ', entry_length(at));
	static const char *const words[] = { "for ", "all ", "items ", "item ", "classified ", "specified ", "described ",
		"controlled ", "listed ", "under ", "in ", "by ", "eccns ", "eccn ", "subject to the ear" };
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		take(&rest, words[i]);
	if (codes->count && nothing_remains(&rest))
		entry->scope = XCTL_SCOPE_CODES;
	else
		codes->count = 0;
	return true;
}

bool xctl_requirement_read(xctl_entry *entry, xctl_arena *arena, xctl_str text)
{
	folded whole;
	xctl_strs codes = { 0 };
	if (!fold(&whole, arena, text))
		return false;
	entry->requirement_text = text;
	entry->scope = XCTL_SCOPE_UNPARSED;
	entry->footnotes = footnotes_of(&whole);

	char *at = after_quantity(whole.at);
	const char *code = NULL;
	size_t start = 0;
	for (size_t i = 0; i < sizeof starts / sizeof starts[0] && !start; i++)
		if (strncmp(at, starts[i].start, strlen(starts[i].start)) == 0) {
			start = strlen(starts[i].start);
			entry->scope = starts[i].scope;
			code = starts[i].code;
		}
	if (!start)
		return read_codes_only(entry, arena, &whole, &codes)
		    && (entry->codes = codes.at, entry->n_codes = codes.count, true);

	folded rest = { at + start, strlen(at + start) };
	take_known_phrases(&rest);
	take_condition(entry, &rest);
	char *carved = carve_word(&rest);
	if (carved) {
		if (!carve(entry, arena, carved))
			return false;
		*carved = '\0'; /* what it says is judged by `carve`, and unknown words there only widen it */
		rest.len = strlen(rest.at);
	}
	if (!nothing_remains(&rest)) {
		entry->scope = XCTL_SCOPE_UNPARSED;
		entry->carve_out = false;
		entry->carved = NULL;
		entry->n_carved = 0;
		return true;
	}
	if (code && !add_code(&codes, arena, code))
		return false;
	entry->codes = codes.at;
	entry->n_codes = codes.count;
	return true;
}

/* --- review policies --- */

/* Sections whose own review policy is case by case: 744.2(d), 744.3(d), 744.4(d). */
static bool is_case_by_section(const folded *text)
{
	folded rest = { text->at, text->len };
	bool found = false;
	for (const char *at = text->at; (at = strstr(at, "744.")) != NULL; at += 4) {
		bool one = (at[4] == '2' || at[4] == '3' || at[4] == '4') && !is_digit(at[5]);
		if (!one)
			return false;
		found = true;
	}
	return found && !strstr(text->at, "746.") && nothing_remains(&rest);
}

bool xctl_policy_read(xctl_entry *entry, xctl_arena *arena, xctl_str text, bool *understood)
{
	folded t;
	*understood = true;
	entry->policy_text = text;
	entry->policy = XCTL_POLICY_NONE;
	if (!fold(&t, arena, text))
		return false;
	if (t.len == 0)
		return true;
	bool denial = has(&t, "policy of denial");
	bool presumption = has(&t, "presumption of denial") || has(&t, "presumption for denial");
	bool by_case = has(&t, "case by case") || has(&t, "casa by case");
	bool approval = has(&t, "presumption of approval");
	int kinds = denial + presumption + by_case + approval;
	if (kinds == 1 && !approval)
		entry->policy = denial ? XCTL_POLICY_DENIAL : presumption ? XCTL_POLICY_PRESUMPTION : XCTL_POLICY_CASE;
	else if (kinds == 0 && is_case_by_section(&t))
		entry->policy = XCTL_POLICY_CASE;
	else
		entry->policy = XCTL_POLICY_MIXED;
	/* "See 746.8(b)(2)": the section's own policy, which is not restated here. */
	bool refers = strncmp(t.at, "see ", 4) == 0 || has(&t, "is specified in 744.21(d)");
	*understood = kinds > 0 || entry->policy == XCTL_POLICY_CASE || refers;
	return true;
}
