/* Texts as publishers write them, made plain: one line, one name a name. */
#include <string.h>

#include "lists/inside.h"

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of white space at `i`: ASCII blanks and controls, U+00A0, U+3000, U+200B, U+FEFF; 0 for none. */
static size_t white_at(xctl_str s, size_t i)
{
	static const char *const wide[] = { "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF" };
	unsigned char c = (unsigned char)s.at[i];
	if (c <= ' ' || c == 0x7F)
		return 1;
	for (size_t k = 0; k < sizeof wide / sizeof wide[0]; k++) {
		size_t len = strlen(wide[k]);
		if (s.len - i >= len && memcmp(s.at + i, wide[k], len) == 0)
			return len;
	}
	return 0;
}

static bool is_clean(xctl_str s, bool in_array)
{
	for (size_t i = 0; i < s.len; i++) {
		if (in_array && s.at[i] == ';')
			return false;
		size_t white = white_at(s, i);
		if (white && (s.at[i] != ' ' || i == 0 || i + 1 == s.len || s.at[i + 1] == ' '))
			return false;
	}
	return true;
}

xctl_str xctl_clean(xctl_arena *arena, xctl_str s, bool in_array)
{
	if (s.len == 0)
		return XCTL_STR("");
	if (is_clean(s, in_array))
		return s;
	char *out = xctl_alloc(arena, s.len + 1);
	if (!out)
		return (xctl_str){ NULL, 0 };
	size_t len = 0;
	bool gap = false;
	for (size_t i = 0; i < s.len;) {
		size_t white = white_at(s, i);
		if (white) {
			gap = len > 0;
			i += white;
			continue;
		}
		if (gap)
			out[len++] = ' ';
		gap = false;
		out[len++] = in_array && s.at[i] == ';' ? ',' : s.at[i];
		i++;
	}
	return (xctl_str){ out, len };
}

bool xctl_strs_add(xctl_strs *to, xctl_arena *arena, xctl_str s)
{
	if (!s.at)
		return false;
	if (s.len == 0)
		return true;
	for (uint32_t i = 0; i < to->count; i++)
		if (xctl_str_eq(to->at[i], s))
			return true;
	xctl_str *slot = XCTL_PUSH(arena, to);
	if (slot)
		*slot = s;
	return slot != NULL;
}

/* Without what publishers leave at the ends: "and X", "X,", "X ;". */
static xctl_str without_edges(xctl_str s)
{
	static const char *const heads[] = { "and ", "a.k.a., ", "a.k.a. ", "a.k.a ", "f.k.a., ", "f.k.a. ", "formerly " };
	s = xctl_str_trim(s);
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
		xctl_str head = xctl_str_of(heads[i]);
		if (xctl_str_starts(s, head) && s.len > head.len)
			s = xctl_str_trim((xctl_str){ s.at + head.len, s.len - head.len });
	}
	while (s.len && (s.at[s.len - 1] == ',' || s.at[s.len - 1] == ' '))
		s.len--;
	return s;
}

static bool is_short_acronym(xctl_str s)
{
	if (s.len == 0 || s.len > 3)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!is_upper(s.at[i]) && !is_digit(s.at[i]))
			return false;
	return true;
}

static bool add_once(xctl_name_list *names, xctl_arena *arena, xctl_str text, xctl_name_quality quality)
{
	text = xctl_clean(arena, without_edges(text), true);
	if (!text.at)
		return false;
	if (text.len == 0)
		return true;
	for (uint32_t i = 0; i < names->count; i++)
		if (xctl_str_eq(names->at[i].text, text))
			return true;
	if (quality == XCTL_NAME_STRONG && is_short_acronym(text))
		quality = XCTL_NAME_WEAK;
	xctl_name *slot = XCTL_PUSH(arena, names);
	if (slot)
		*slot = (xctl_name){ text, quality };
	return slot != NULL;
}

/* "… (ACRONYM)": the place of the bracket, or 0. The acronym has 2 to 12 capitals, digits, "-", "&" or spaces. */
static size_t acronym_bracket(xctl_str s)
{
	if (s.len < 6 || s.at[s.len - 1] != ')')
		return 0;
	size_t open = s.len - 1, capitals = 0;
	while (open > 0 && s.at[open] != '(')
		open--;
	size_t inside = s.len - 2 - open;
	if (open < 2 || s.at[open - 1] != ' ' || inside < 2 || inside > 12)
		return 0;
	for (size_t i = open + 1; i + 1 < s.len; i++) {
		char c = s.at[i];
		if (!is_upper(c) && !is_digit(c) && c != '-' && c != '&' && c != ' ')
			return 0;
		capitals += is_upper(c);
	}
	return capitals >= 2 ? open : 0;
}

static size_t find(xctl_str s, const char *what)
{
	size_t len = strlen(what);
	for (size_t i = 0; i + len <= s.len; i++)
		if (memcmp(s.at + i, what, len) == 0)
			return i;
	return s.len;
}

/* "Name (名称)" or "Name （名称）": the place of the bracket, its own length in `*width`, or 0. What is inside is not
 * ASCII. */
static size_t native_bracket(xctl_str s, size_t *width, size_t *close)
{
	static const char open_wide[] = "\xEF\xBC\x88", close_wide[] = "\xEF\xBC\x89"; /* full width */
	if (s.len > 6 && memcmp(s.at + s.len - 3, close_wide, 3) == 0)
		*close = 3;
	else if (s.len > 3 && s.at[s.len - 1] == ')')
		*close = 1;
	else
		return 0;
	for (size_t i = s.len - *close; i-- > 1;) {
		bool wide = i + 3 <= s.len && memcmp(s.at + i, open_wide, 3) == 0;
		if (!wide && s.at[i] != '(')
			continue;
		*width = wide ? 3 : 1;
		for (size_t k = i + *width; k < s.len - *close; k++)
			if ((unsigned char)s.at[k] >= 0x80)
				return i;
		return 0;
	}
	return 0;
}

/* Entries of one part of a body: "Body. Affiliated Entity: Part". */
static size_t part_of_body(xctl_str s)
{
	static const char *const marks[] = { ". Affiliated Entity: ", ". Affiliated Entity- ", ". Subordinate Institution - ",
		". Subordinate Institution: ", ". Subordinate Institution \xE2\x80\x93 ", ". Subordinate entity: " };
	for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++) {
		size_t at = find(s, marks[i]);
		if (at < s.len)
			return at + strlen(marks[i]);
	}
	return 0;
}

bool xctl_names_add(xctl_name_list *names, xctl_arena *arena, xctl_str text, xctl_name_quality quality)
{
	xctl_name_quality alias = quality == XCTL_NAME_WEAK ? XCTL_NAME_WEAK : XCTL_NAME_STRONG;
	text = without_edges(text);
	size_t aka = find(text, ", a.k.a.");
	if (aka > 0 && aka < text.len) {
		xctl_str rest = { text.at + aka + 8, text.len - aka - 8 };
		while (rest.len && (rest.at[0] == ',' || rest.at[0] == ' ')) {
			rest.at++;
			rest.len--;
		}
		return xctl_names_add(names, arena, (xctl_str){ text.at, aka }, quality)
		    && xctl_names_add(names, arena, rest, alias);
	}
	if (!add_once(names, arena, text, quality))
		return false;
	size_t part = part_of_body(text), width, close;
	if (part)
		return xctl_names_add(names, arena, (xctl_str){ text.at + part, text.len - part }, alias);
	size_t native = native_bracket(text, &width, &close);
	if (native)
		return xctl_names_add(names, arena, (xctl_str){ text.at, native }, alias)
		    && add_once(names, arena, (xctl_str){ text.at + native + width, text.len - close - native - width }, alias);
	size_t bracket = acronym_bracket(text);
	if (bracket)
		return add_once(names, arena, (xctl_str){ text.at, bracket }, alias)
		    && add_once(names, arena, (xctl_str){ text.at + bracket + 1, text.len - bracket - 2 }, alias);
	size_t including = find(text, ", including ");
	return including == 0 || including == text.len || add_once(names, arena, (xctl_str){ text.at, including }, alias);
}

bool xctl_names_split(xctl_name_list *names, xctl_arena *arena, xctl_str text, xctl_name_quality quality)
{
	while (text.len) {
		xctl_str part = xctl_str_cut(&text, ';');
		if (!xctl_names_add(names, arena, part, quality))
			return false;
	}
	return true;
}

/* Words that only organisations bear, in ASCII capitals, in order. */
static const char *const organisation_words[] = {
	"AB", "ACADEMY", "AEROSPACE", "AG", "AGENCY", "AIRCRAFT", "AIRLINE", "AIRLINES", "AIRPORT", "AIRWAYS", "ANONIM",
	"AO", "ARMY", "ARSENAL", "AS", "ASSOCIATION", "AUTHORITY", "AVIATION", "BANK", "BRANCH", "BUILDING", "BUREAU",
	"BV", "CARGO", "CENTER", "CENTRE", "CHEMICAL", "CHIP", "CHIPS", "CJSC", "CLOUD", "CO", "COLLEGE", "COMBINE",
	"COMMISSION", "COMMITTEE", "COMMUNICATION", "COMMUNICATIONS", "COMPANY", "COMPLEX", "COMPONENTS", "COMPUTER",
	"COMPUTERS", "COMPUTING", "CONCERN", "CONSTRUCTION", "CONSULTANTS", "CONSULTING", "CORP", "CORPORATION",
	"DEPARTMENT", "DEVELOPMENT", "DIRECTORATE", "DMCC", "DRONE", "EIRELI", "ELECTRIC", "ELECTRONIC", "ELECTRONICS",
	"ELEKTRONIK", "ENERGOMASH", "ENERGY", "ENGINEERING", "ENGINEERS", "ENTERPRISE", "ENTERPRISES", "EOOD",
	"EQUIPMENT", "ESTABLISHMENT", "EXPORT", "EXPORTERS", "FACTORY", "FACULTY", "FGUP", "FINANCE", "FIRM", "FORCE",
	"FORCES", "FOUNDATION", "FREIGHT", "FSUE", "FUND", "FZC", "FZCO", "FZE", "GAS", "GMBH", "GROUP", "HOLDING",
	"HOLDINGS", "HOSPITAL", "HUAWEI", "IMPORT", "IMPORTERS", "INC", "INCORPORATED", "INDUSTRIAL", "INDUSTRIES",
	"INDUSTRY", "INSTITUTE", "INSTRUMENTS", "INTERNATIONAL", "INVESTMENT", "JSC", "KG", "LAB", "LABORATORIES",
	"LABORATORY", "LASER", "LASERS", "LDA", "LIMITED", "LLC", "LLP", "LOGISTIC", "LOGISTICS", "LP", "LTD", "LTDA",
	"MACHINERY", "MAKINA", "MANUFACTURING", "MARINE", "MATERIALS", "MEDICAL", "METALLURGY", "MICROELECTRONICS",
	"MILITARY", "MINING", "MINISTRY", "NETWORK", "NII", "NPO", "NPP", "NV", "OAO", "OBSHCHESTVO", "OFFICE", "OIL",
	"OJSC", "OOD", "OOO", "OPENLAB", "OPTICS", "OPTOELECTRONIC", "OPTOELECTRONICS", "ORGANISATION", "ORGANIZATION",
	"OY", "PAO", "PARTNERSHIP", "PARTS", "PETROLEUM", "PHOTONICS", "PJSC", "PLANT", "PLC", "POLICE", "POWER",
	"PREFECTURE", "PRODUCTION", "PRODUCTS", "PROJECT", "PTE", "PTY", "PVT", "REACTOR", "REFINERY", "RESEARCH",
	"RESORT", "ROBOTICS", "SA", "SANATORIUM", "SANAYI", "SARL", "SAS", "SCHOOL", "SCIENCE", "SCIENCES", "SCIENTIFIC",
	"SDN", "SECURITY", "SEMICONDUCTOR", "SERVICE", "SERVICES", "SHIPBUILDING", "SHIPPING", "SHIPYARD", "SIA",
	"SIRKETI", "SOCIETY", "SOFTWARE", "SOLUTION", "SOLUTIONS", "SPA", "SRL", "STEEL", "SUPERCOMPUTER",
	"SUPERCOMPUTING", "SUPPLIERS", "SUPPLIES", "SUPPLY", "SYSTEMS", "TECH", "TECHNICAL", "TECHNIQUE", "TECHNOLOGIES",
	"TECHNOLOGY", "TEKNOLOJILERI", "TELECOM", "TELECOMMUNICATION", "TELECOMMUNICATIONS", "TICARET", "TRADE",
	"TRADERS", "TRADING", "TRANSPORT", "TRUST", "TSKB", "TSNII", "UAB", "UNION", "UNITED", "UNIVERSITY", "WORKS",
	"ZAO", "ZAVOD",
};

static bool is_organisation_word(const char *word)
{
	size_t low = 0, high = sizeof organisation_words / sizeof organisation_words[0];
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = strcmp(word, organisation_words[middle]);
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* The next word of `name` from `*i` in capitals, dots inside "L.L.C." left out; false at the end. A word of two letters is
 * only given when it stands in capitals among small letters ("AO Kaspersky Lab"; "OU YANG" may be a person). */
static bool next_word(xctl_str name, size_t *i, bool has_small, char word[24])
{
	size_t len = 0, run = 0;
	bool capitals = true;
	for (; *i < name.len; ++*i) {
		char c = name.at[*i];
		bool small = c >= 'a' && c <= 'z';
		if (small || is_upper(c)) {
			capitals = capitals && !small;
			run++;
			if (len < 23)
				word[len++] = small ? (char)(c - 'a' + 'A') : c;
		} else if (c == '.' && run == 1) {
			run = 0;
		} else if (len) {
			break;
		}
	}
	bool more = len > 0 || *i < name.len;
	if (len == 2 && (!capitals || !has_small) && !(word[0] == 'C' && word[1] == 'O'))
		len = 0;
	word[len] = '\0';
	return more;
}

xctl_party_kind xctl_kind_guess(xctl_str name)
{
	static const char *const cjk[] = { "公司", "研究所", "大学", "株式会社", "集团" };
	for (size_t i = 0; i < sizeof cjk / sizeof cjk[0]; i++)
		if (find(name, cjk[i]) < name.len)
			return XCTL_PARTY_ORGANIZATION;

	bool has_small = false;
	for (size_t i = 0; i < name.len; i++)
		has_small = has_small || (name.at[i] >= 'a' && name.at[i] <= 'z');
	char word[24];
	for (size_t i = 0; next_word(name, &i, has_small, word);)
		if (is_organisation_word(word))
			return XCTL_PARTY_ORGANIZATION;
	return XCTL_PARTY_UNKNOWN;
}
