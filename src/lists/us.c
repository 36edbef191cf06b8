/* The US Consolidated Screening List: one row of any of its forms becomes an entry of one of its lists. */
#include "lists/inside.h"

#include <string.h>

#define US_SOURCE "official US Consolidated Screening List, trade.gov"
#define US_MAX_AGE 30u

/* What a list's rows say about items. */
typedef enum us_kind { US_ENTITY, US_DENIED, US_MILITARY, US_NOTHING } us_kind;

static const struct us_source {
	const char *mark; /* in the feed's name of the list */
	const char *id, *title, *cites;
	us_kind kind;
} sources[] = {
	{ "(EL)", "us-entity", "Entity List", "15 CFR 744.11, 744.16; Supplement No. 4 to Part 744", US_ENTITY },
	{ "(DPL)", "us-denied", "Denied Persons List", "15 CFR 764.3(a)(2), 736.2(b)(4); Supplement No. 1 to Part 764", US_DENIED },
	{ "(UVL)", "us-unverified", "Unverified List", "15 CFR 744.15; Supplement No. 6 to Part 744", US_NOTHING },
	{ "(MEU)", "us-meu", "Military End-User List", "15 CFR 744.21; Supplement No. 7 to Part 744", US_MILITARY },
	{ "(SDN)", "us-sdn", "Specially Designated Nationals and Blocked Persons List", "31 CFR Chapter V; 15 CFR 744.8",
		US_NOTHING },
	{ "(DTC)", "us-dtc", "ITAR debarred parties", "22 CFR 127.7; 22 CFR 120.16", US_NOTHING },
	{ "(ISN)", "us-isn", "Nonproliferation sanctions", "the statute named as the programme", US_NOTHING },
	{ "(SSI)", "us-ssi", "Sectoral Sanctions Identifications List",
		"Executive Order 13662, directives 1 to 4; 31 CFR Part 589", US_NOTHING },
	{ "(CMIC)", "us-cmic", "Non-SDN Chinese Military-Industrial Complex Companies List",
		"Executive Order 13959 as amended; 31 CFR Part 586", US_NOTHING },
	{ "(PLC)", "us-plc", "Palestinian Legislative Council List", "31 CFR 594.520 and its like", US_NOTHING },
	{ "(NS-MBS List)", "us-ns-mbs", "Non-SDN Menu-Based Sanctions List", "31 CFR Chapter V", US_NOTHING },
	{ "(CAP)", "us-capta",
		"List of foreign financial institutions subject to correspondent or payable-through account sanctions",
		"31 CFR 561.201 and its like", US_NOTHING },
	{ "(FSE)", "us-fse", "Foreign Sanctions Evaders List", "Executive Order 13608", US_NOTHING },
};

static const struct us_source *source_of(xctl_str name)
{
	for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
		size_t len = strlen(sources[i].mark);
		for (size_t at = 0; at + len <= name.len; at++)
			if (memcmp(name.at + at, sources[i].mark, len) == 0)
				return &sources[i];
	}
	return NULL;
}

/* --- countries --- */

/* Codes and words of these feeds that are not ISO 3166. */
static xctl_str country_here(xctl_str s)
{
	static const struct {
		const char *word, *code;
	} odd[] = { { "UK", "GB" }, { "PRC", "CN" }, { "TURKIYE", "TR" }, { "MACAU", "MO" }, { "MAN, ISLE OF", "IM" },
		{ "CRIMEA (OCCUPIED)", "UA" }, { "REGION: CHINA", "CN" }, { "REGION: RUSSIA", "RU" }, { "REGION: IRAN", "IR" },
		{ "REGION: WEST BANK", "PS" }, { "REGION: NORTH GAZA", "PS" }, { "REGION: NORTHERN GAZA", "PS" },
		{ "REGION: NORTHERN MALI", "ML" } };
	for (size_t i = 0; i < sizeof odd / sizeof odd[0]; i++)
		if (xctl_str_is(s, odd[i].word))
			return xctl_str_of(odd[i].code);
	if (xctl_country_assigned(s))
		return s;
	xctl_str rest, code = s.len > 2 ? xctl_country_named(s, &rest) : (xctl_str){ NULL, 0 };
	return code.len && rest.len == 0 && s.len < 40 ? code : (xctl_str){ NULL, 0 };
}

/* Codes between semicolons: the feed's countries, nationalities, citizenships. */
static bool add_codes(xctl_gather *gather, xctl_str *countries, xctl_str codes)
{
	while (codes.len) {
		xctl_str one = xctl_str_trim(xctl_str_cut(&codes, ';'));
		xctl_str code = country_here(one);
		if (code.len && !xctl_countries_add(countries, gather->arena, code))
			return false;
		if (one.len && !code.len)
			gather->report.bad_country++;
	}
	return true;
}

/* "…, BIG SPRING, TX, 79720": an American address whose country was left out. `comma` is where its last part begins. */
static bool is_american(xctl_str address, size_t comma)
{
	static const char states[] = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV "
	                             "NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY DC PR";
	xctl_str zip = xctl_str_trim((xctl_str){ address.at + comma, address.len - comma });
	if (zip.len < 4 || zip.len > 5 || comma < 5)
		return false;
	for (size_t i = 0; i < zip.len; i++)
		if (zip.at[i] < '0' || zip.at[i] > '9')
			return false;
	const char *state = address.at + comma - 3;
	if (state[-1] != ' ')
		return false;
	for (size_t i = 0; i + 1 < sizeof states; i += 3)
		if (memcmp(states + i, state, 2) == 0)
			return true;
	return false;
}

/* "12 Some Street, Shenzhen, CN; HK": the texts and, from their ends, the countries. A bare code is no address. */
static bool add_addresses(xctl_gather *gather, xctl_strs *addresses, xctl_str *countries, xctl_str text)
{
	bool had = countries->len > 0;
	xctl_str whole = xctl_str_trim(text);
	while (text.len) {
		xctl_str one = xctl_clean(gather->arena, xctl_str_cut(&text, ';'), true);
		if (!one.at)
			return false;
		size_t comma = one.len;
		while (comma && one.at[comma - 1] != ',')
			comma--;
		xctl_str code = country_here(xctl_str_trim((xctl_str){ one.at + comma, one.len - comma }));
		if (!code.len && is_american(one, comma))
			code = XCTL_STR("US");
		if (code.len && !xctl_countries_add(countries, gather->arena, code))
			return false;
		if (!(code.len && comma == 0) && !xctl_strs_add(addresses, gather->arena, one))
			return false;
	}
	if (whole.len && !had && countries->len == 0)
		gather->report.bad_country++;
	return true;
}

/* --- identifiers --- */

static const struct {
	const char *label, *kind;
} id_kinds[] = {
	{ "Tax ID No.", "TAX" }, { "V.A.T. Number", "TAX" }, { "Fiscal Code", "TAX" }, { "NIT #", "TAX" }, { "R.F.C.", "TAX" },
	{ "RUC #", "TAX" }, { "Registration Number", "REG" }, { "Registration ID", "REG" }, { "Company Number", "REG" },
	{ "Business Registration Number", "REG" }, { "Business Registration Document #", "REG" },
	{ "Commercial Registry Number", "REG" },
	{ "Chamber of Commerce Number", "REG" }, { "Enterprise Number", "REG" }, { "Economic Register Number (CBLS)", "REG" },
	{ "Folio Mercantil No.", "REG" }, { "Trade License No.", "REG" }, { "Government Gazette Number", "OKPO" },
	{ "Unified Social Credit Code (USCC)", "USCC" }, { "Legal Entity Number", "LEI" }, { "D-U-N-S Number", "DUNS" },
	{ "SWIFT/BIC", "BIC" }, { "ISIN", "ISIN" }, { "Passport", "PASSPORT" }, { "National ID No.", "NATIONAL" },
	{ "Cedula No.", "NATIONAL" }, { "C.U.R.P.", "NATIONAL" }, { "D.N.I.", "NATIONAL" }, { "Identification Number", "ID" },
	{ "Vessel Registration Identification", "IMO" }, { "MMSI", "MMSI" }, { "Aircraft Tail Number", "TAIL" },
	{ "Aircraft Construction Number (also called L/N or S/N or F/N)", "MSN" },
	{ "Aircraft Manufacturer's Serial Number (MSN)", "MSN" },
};

static const char *id_kind(xctl_str label)
{
	for (size_t i = 0; i < sizeof id_kinds / sizeof id_kinds[0]; i++)
		if (xctl_str_is(label, id_kinds[i].label))
			return id_kinds[i].kind;
	return xctl_str_starts(label, XCTL_STR("Digital Currency Address")) ? "WALLET" : NULL;
}

/* "RU, 7736640919, Tax ID No." and, in older files, "Tax ID No., 7736640919, RU". What is no identifier is left out. */
static bool add_id(xctl_gather *gather, xctl_strs *ids, xctl_str text)
{
	xctl_str parts[6];
	uint32_t n = 0;
	while (text.len && n < 6) {
		size_t at = 0;
		while (at < text.len && !(text.at[at] == ',' && at + 1 < text.len && text.at[at + 1] == ' '))
			at++;
		parts[n++] = xctl_str_trim((xctl_str){ text.at, at });
		size_t step = at < text.len ? at + 1 : at;
		text = (xctl_str){ text.at + step, text.len - step };
	}
	if (n < 2)
		return true;
	const char *kind = id_kind(parts[n - 1]);
	xctl_str value = parts[n - 2];
	if (!kind) {
		kind = id_kind(parts[0]);
		value = parts[1];
	}
	if (!kind)
		return true;
	if (xctl_str_starts(value, XCTL_STR("IMO ")))
		value = (xctl_str){ value.at + 4, value.len - 4 };
	for (size_t i = 1; i + 1 < value.len; i++)
		if (value.at[i] == ' ' && value.at[i + 1] == '(')
			value.len = i;
	value = xctl_clean(gather->arena, value, true);
	xctl_str made = value.at ? xctl_str_print(gather->arena, "%s:%.*s", kind, XCTL_FMT(value)) : value;
	return made.at && (value.len == 0 || xctl_strs_add(ids, gather->arena, made));
}

static bool add_ids(xctl_gather *gather, xctl_strs *ids, xctl_strs *programmes, xctl_str text)
{
	static const char directive[] = "Subject to Directive ";
	for (size_t i = 0; i + sizeof directive <= text.len; i++)
		if (memcmp(text.at + i, directive, sizeof directive - 1) == 0 && text.at[i + sizeof directive - 1] >= '1'
		    && text.at[i + sizeof directive - 1] <= '9') {
			xctl_str name = { text.at + i + strlen("Subject to "), strlen("Directive N") };
			if (!xctl_strs_add(programmes, gather->arena, name))
				return false;
		}
	while (text.len)
		if (!add_id(gather, ids, xctl_str_trim(xctl_str_cut(&text, ';'))))
			return false;
	return true;
}

/* --- one row --- */

static xctl_party_kind kind_of(const struct us_source *from, const xctl_us_row *row, xctl_str name)
{
	if (from->kind == US_ENTITY && xctl_str_starts(name, XCTL_STR("Address ")) && name.len > 8 && name.at[8] >= '0'
	    && name.at[8] <= '9')
		return XCTL_PARTY_ADDRESS;
	if (xctl_str_is(row->type, "Individual"))
		return XCTL_PARTY_PERSON;
	if (xctl_str_is(row->type, "Entity") || from->kind == US_MILITARY)
		return XCTL_PARTY_ORGANIZATION;
	if (xctl_str_is(row->type, "Vessel"))
		return XCTL_PARTY_VESSEL;
	return xctl_str_is(row->type, "Aircraft") ? XCTL_PARTY_UNKNOWN : xctl_kind_guess(name);
}

static bool read_law(xctl_gather *gather, const struct us_source *from, const xctl_us_row *row, xctl_entry *entry)
{
	xctl_str requirement = xctl_clean(gather->arena, row->requirement, false);
	xctl_str policy = xctl_clean(gather->arena, row->policy, false);
	if (!requirement.at || !policy.at)
		return false;
	if (from->kind == US_ENTITY || from->kind == US_MILITARY) {
		bool understood = true;
		if (!xctl_requirement_read(entry, gather->arena, requirement)
		    || !xctl_policy_read(entry, gather->arena, policy, &understood))
			return false;
		gather->report.unpolicied += !understood;
	} else if (from->kind == US_DENIED) {
		bool standard = !xctl_str_is(row->standard, "N");
		entry->scope = standard ? XCTL_SCOPE_ALL : XCTL_SCOPE_UNPARSED;
		entry->requirement_text = standard ? XCTL_STR("no part in any dealing with items subject to the EAR (denial order)")
		                                   : XCTL_STR("as the order says (it is not the standard one)");
	} else {
		entry->requirement_text = requirement;
		entry->policy_text = policy;
	}
	return true;
}

static bool read_names(xctl_gather *gather, const xctl_us_row *row, xctl_name_list *names)
{
	if (!xctl_names_add(names, gather->arena, row->name, XCTL_NAME_PRIMARY)
	    || !xctl_names_split(names, gather->arena, row->aliases, XCTL_NAME_STRONG))
		return false;
	for (uint32_t i = 0; i < row->n_aliases; i++)
		if (!xctl_names_split(names, gather->arena, row->alias_at[i], XCTL_NAME_STRONG))
			return false;
	return true;
}

static xctl_code read_day(const char *field, xctl_str text, xctl_date *out, xctl_error *error)
{
	*out = XCTL_DATE_NONE;
	text = xctl_str_trim(text);
	if (text.len == 0 || xctl_date_parse(text, out))
		return XCTL_OK;
	xctl_fail(error, XCTL_INPUT, "\"%.*s\" is no day", XCTL_FMT(text));
	xctl_at_pointer(error, "%s", field);
	return XCTL_INPUT;
}

/* The publisher's number, when it is one: letters, digits, points and dashes. */
static xctl_str number_of(xctl_str text)
{
	text = xctl_str_trim(text);
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];
		if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.'))
			return XCTL_STR("");
	}
	return text.len ? text : XCTL_STR("");
}

static bool read_parts(xctl_gather *gather, const struct us_source *from, const xctl_us_row *row, xctl_entry *entry)
{
	xctl_name_list names = { 0 };
	xctl_strs addresses = { 0 }, ids = { 0 }, programmes = { 0 };
	xctl_str birth = row->birth, first = xctl_str_trim(xctl_str_cut(&birth, ';'));
	entry->cites = xctl_clean(gather->arena, row->notice, false);
	entry->id = number_of(row->number);
	entry->birth = xctl_clean(gather->arena, first, false);
	if (!entry->cites.at || !entry->birth.at || !read_names(gather, row, &names)
	    || !add_codes(gather, &entry->countries, row->countries)
	    || !add_addresses(gather, &addresses, &entry->countries, row->addresses)
	    || !add_codes(gather, &entry->countries, row->nationalities)
	    || !add_codes(gather, &entry->countries, row->citizenships))
		return false;
	for (xctl_str rest = row->programmes; rest.len;) {
		xctl_str one = xctl_clean(gather->arena, xctl_str_cut(&rest, ';'), true);
		if (!one.at || !xctl_strs_add(&programmes, gather->arena, one))
			return false;
	}
	if (from->kind == US_DENIED && row->standard.len) {
		xctl_str order = xctl_str_is(row->standard, "N") ? XCTL_STR("non-standard") : XCTL_STR("standard");
		if (!xctl_strs_add(&programmes, gather->arena, order))
			return false;
	}
	if (!add_ids(gather, &ids, &programmes, row->ids))
		return false;
	entry->names = names.at;
	entry->n_names = names.count;
	entry->addresses = addresses.at;
	entry->n_addresses = addresses.count;
	entry->ids = ids.at;
	entry->n_ids = ids.count;
	entry->programmes = programmes.at;
	entry->n_programmes = programmes.count;
	return true;
}

static xctl_list head_of(const struct us_source *from, xctl_date published)
{
	return (xctl_list){
		.id = xctl_str_of(from->id),
		.title = xctl_str_of(from->title),
		.government = XCTL_STR("US"),
		.source = XCTL_STR(US_SOURCE),
		.cites = xctl_str_of(from->cites),
		.as_of = published,
		.known = published,
		.max_age_days = US_MAX_AGE,
	};
}

xctl_code xctl_us_add(xctl_gather *gather, const xctl_us_row *row, xctl_date published, xctl_error *error)
{
	const struct us_source *from = source_of(row->source);
	if (!from) {
		xctl_fail(error, XCTL_INPUT, "\"%.*s\" is no list this program knows", XCTL_FMT(row->source));
		xctl_hint(error, "the publisher may have added a list: a newer program may know it");
		xctl_at_pointer(error, "source");
		return XCTL_INPUT;
	}
	gather->report.rows++;
	if (xctl_str_trim(row->name).len == 0) {
		xctl_fail(error, XCTL_INPUT, "a row without a name");
		xctl_at_pointer(error, "name");
		return XCTL_INPUT;
	}
	xctl_entry entry = { .scope = XCTL_SCOPE_NONE, .effective = { XCTL_DATE_NONE, XCTL_DATE_NONE },
		.known = { XCTL_DATE_NONE, XCTL_DATE_NONE } };
	xctl_date last;
	xctl_code code = read_day("start_date", row->start, &entry.effective.from, error);
	if (code == XCTL_OK)
		code = read_day("end_date", row->end, &last, error);
	if (code != XCTL_OK)
		return code;
	/* The end date itself is still covered. An end before the start is a slip: an entry is never taken as over by one. */
	if (last != XCTL_DATE_NONE && last >= entry.effective.from)
		entry.effective.until = last + 1;
	else
		gather->report.bad_end += last != XCTL_DATE_NONE;
	xctl_list head = head_of(from, published);
	xctl_gather_list *list = xctl_gather_list_of(gather, &head);
	if (!list || !read_parts(gather, from, row, &entry) || !read_law(gather, from, row, &entry))
		return xctl_fail_limit(error, "importing the lists");
	entry.kind = kind_of(from, row, entry.names[0].text);
	return xctl_gather_add(gather, list, entry) ? XCTL_OK : xctl_fail_limit(error, "importing the lists");
}
