/* Countries: the assigned codes of ISO 3166-1, and the names by which lists call them. */
#include <string.h>

#include "lists/inside.h"

static const char assigned[] =
	"ADAEAFAGAIALAMAOAQARASATAUAWAXAZBABBBDBEBFBGBHBIBJBLBMBNBOBQBRBSBTBVBWBYBZCACCCDCFCGCHCICKCLCMCNCOCRCUCVCWCXCYCZDEDJDKDM"
	"DODZECEEEGEHERESETFIFJFKFMFOFRGAGBGDGEGFGGGHGIGLGMGNGPGQGRGSGTGUGWGYHKHMHNHRHTHUIDIEILIMINIOIQIRISITJEJMJOJPKEKGKHKIKMKN"
	"KPKRKWKYKZLALBLCLILKLRLSLTLULVLYMAMCMDMEMFMGMHMKMLMMMNMOMPMQMRMSMTMUMVMWMXMYMZNANCNENFNGNINLNONPNRNUNZOMPAPEPFPGPHPKPLPM"
	"PNPRPSPTPWPYQARERORSRURWSASBSCSDSESGSHSISJSKSLSMSNSOSRSSSTSVSXSYSZTCTDTFTGTHTJTKTLTMTNTOTRTTTVTWTZUAUGUMUSUYUZVAVCVEVGVI"
	"VNVUWFWSXKYEYTZAZMZW";

bool xctl_country_assigned(xctl_str code)
{
	if (code.len != 2)
		return false;
	size_t low = 0, high = (sizeof assigned - 1) / 2;
	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = memcmp(code.at, assigned + 2 * middle, 2);
		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

/* Longer names before the shorter ones they begin with. */
static const struct {
	const char *name, *code;
} names[] = {
	{ "Islamic Republic of Afghanistan", "AF" },
	{ "Afghanistan", "AF" },
	{ "Arab Republic of Egypt", "EG" },
	{ "Egypt", "EG" },
	{ "Belgium", "BE" },
	{ "Bulgaria", "BG" },
	{ "Canada", "CA" },
	{ "Czech Republic", "CZ" },
	{ "Democratic People's Republic of Korea", "KP" },
	{ "North Korea", "KP" },
	{ "Germany", "DE" },
	{ "Hong Kong", "HK" },
	{ "India", "IN" },
	{ "Islamic Republic of Iran", "IR" },
	{ "Iran", "IR" },
	{ "Islamic Republic of Pakistan", "PK" },
	{ "Pakistan", "PK" },
	{ "Italy", "IT" },
	{ "Japan", "JP" },
	{ "Jordan", "JO" },
	{ "Lithuania", "LT" },
	{ "Malaysia", "MY" },
	{ "Netherlands", "NL" },
	{ "People's Republic of China", "CN" },
	{ "China", "CN" },
	{ "Poland", "PL" },
	{ "Republic of Belarus", "BY" },
	{ "Belarus", "BY" },
	{ "Republic of Korea", "KR" },
	{ "South Korea", "KR" },
	{ "Republic of Lebanon", "LB" },
	{ "Lebanon", "LB" },
	{ "Republic of Turkey", "TR" },
	{ "Turkey", "TR" },
	{ "Republic of Yemen", "YE" },
	{ "Yemen", "YE" },
	{ "Republic of the Union of Myanmar", "MM" },
	{ "Russian Federation", "RU" },
	{ "Russia", "RU" },
	{ "Singapore", "SG" },
	{ "Spain", "ES" },
	{ "State of Israel", "IL" },
	{ "Israel", "IL" },
	{ "Switzerland", "CH" },
	{ "Syrian Arab Republic", "SY" },
	{ "Syria", "SY" },
	{ "Taiwan", "TW" },
	{ "Ukraine", "UA" },
	{ "United Arab Emirates", "AE" },
	{ "United Kingdom", "GB" },
	{ "United States of America", "US" },
	{ "United States", "US" },
	{ "Vietnam", "VN" },
	{ "USA", "US" },
	{ "日本", "JP" },
	{ "美国", "US" },
	{ "台湾", "TW" },
	{ "中国台湾", "TW" },
};

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Without a postal code in brackets at the end ("Herstal, Belgium（邮编：B-4040）"). */
static xctl_str without_bracket(xctl_str text)
{
	static const char open[] = "（";
	for (size_t i = 0; i + sizeof open - 1 <= text.len; i++)
		if (memcmp(text.at + i, open, sizeof open - 1) == 0 && i > 0)
			return xctl_str_trim((xctl_str){ text.at, i });
	return text;
}

xctl_str xctl_country_named(xctl_str text, xctl_str *rest)
{
	xctl_str s = without_bracket(xctl_str_trim(text));
	if (rest)
		*rest = (xctl_str){ s.at, 0 };
	if (s.len == 2 && xctl_country_assigned(s))
		return s;
	if (s.len > 4) { /* "…, CN" */
		xctl_str tail = { s.at + s.len - 2, 2 };
		if (s.at[s.len - 3] == ' ' && s.at[s.len - 4] == ',' && xctl_country_assigned(tail))
			return tail;
	}
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		xctl_str name = xctl_str_of(names[i].name);
		if (s.len < name.len)
			continue;
		if (xctl_str_starts(s, name) && (s.len == name.len || !is_letter(name.at[0]) || !is_letter(s.at[name.len]))) {
			if (rest)
				*rest = xctl_str_trim((xctl_str){ s.at + name.len, s.len - name.len });
			return xctl_str_of(names[i].code);
		}
		xctl_str tail = { s.at + s.len - name.len, name.len };
		if (xctl_str_eq(tail, name) && s.at[s.len - name.len - 1] == ' ')
			return xctl_str_of(names[i].code);
	}
	return (xctl_str){ NULL, 0 };
}

bool xctl_countries_add(xctl_str *countries, xctl_arena *arena, xctl_str code)
{
	for (size_t i = 0; i + 1 < countries->len; i += 2)
		if (memcmp(countries->at + i, code.at, 2) == 0)
			return true;
	char *grown = xctl_alloc(arena, countries->len + 2);
	if (!grown)
		return false;
	if (countries->len)
		memcpy(grown, countries->at, countries->len);
	memcpy(grown + countries->len, code.at, 2);
	*countries = (xctl_str){ grown, countries->len + 2 };
	return true;
}
