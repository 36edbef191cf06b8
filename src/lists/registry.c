/* METI's Foreign End User List and MOFCOM's lists as records of JSON: one object an entry, with `list_id`, `entity_name`,
 * `aliases`, `addresses`, `date_added`, `reason` and `source_url`. */
#include "lists/inside.h"

#include <string.h>

#include "format/json.h"

typedef struct record {
	xctl_str list, name, reason, day, url, verified;
	const json_t *aliases, *addresses;
} record;

typedef struct reading {
	xctl_gather *gather;
	const char *source;
	xctl_date published;
	xctl_error *error;
} reading;

static xctl_code refuse(const reading *r, size_t i, const char *key, const char *what)
{
	xctl_fail(r->error, XCTL_INPUT, "%s", what);
	xctl_hint(r->error, "nothing was imported; see whether the form has changed");
	xctl_at(r->error, r->source, 0, 0);
	xctl_at_pointer(r->error, "/%zu/%s", i, key);
	return XCTL_INPUT;
}

static xctl_code full(const reading *r)
{
	return xctl_fail_limit(r->error, "importing the lists");
}

static xctl_str view(const json_t *value)
{
	return json_is_string(value) ? (xctl_str){ json_string_value(value), json_string_length(value) } : XCTL_STR("");
}

static bool read_record(const json_t *from, record *out)
{
	*out = (record){ .list = view(json_object_get(from, "list_id")), .name = view(json_object_get(from, "entity_name")),
		.reason = view(json_object_get(from, "reason")), .day = view(json_object_get(from, "date_added")),
		.url = view(json_object_get(from, "source_url")), .verified = view(json_object_get(from, "last_verified")),
		.aliases = json_object_get(from, "aliases"), .addresses = json_object_get(from, "addresses") };
	return out->list.len && json_is_array(out->aliases) && json_is_array(out->addresses)
	    && json_is_string(json_object_get(from, "entity_name"));
}

/* A text that lives as long as the lists; `.at` is NULL at the ceiling. */
static xctl_str keep(const reading *r, xctl_str s, bool in_array)
{
	xctl_str copy = s.len ? xctl_str_copy(r->gather->arena, s) : XCTL_STR("");
	return copy.at ? xctl_clean(r->gather->arena, copy, in_array) : copy;
}

static bool add_aliases(const reading *r, xctl_name_list *names, const json_t *aliases)
{
	for (size_t i = 0; i < json_array_size(aliases); i++) {
		xctl_str alias = keep(r, view(json_array_get(aliases, i)), false);
		if (!alias.at || !xctl_names_split(names, r->gather->arena, alias, XCTL_NAME_STRONG))
			return false;
	}
	return true;
}

static void set_names(xctl_entry *entry, const xctl_name_list *names)
{
	entry->names = names->at;
	entry->n_names = names->count;
}

static xctl_entry blank_entry(void)
{
	return (xctl_entry){ .kind = XCTL_PARTY_ORGANIZATION, .effective = { XCTL_DATE_NONE, XCTL_DATE_NONE },
		.known = { XCTL_DATE_NONE, XCTL_DATE_NONE } };
}

/* --- METI --- */

/* "https://www.meti.go.jp/press/2025/09/20250929006/…": the day of the press release. */
static xctl_date day_of_press(xctl_str url)
{
	for (size_t i = 0; i + 9 < url.len; i++) {
		if (url.at[i] != '/' || url.at[i + 1] != '2')
			continue;
		int digits[8];
		size_t n = 0;
		for (; n < 8 && url.at[i + 1 + n] >= '0' && url.at[i + 1 + n] <= '9'; n++)
			digits[n] = url.at[i + 1 + n] - '0';
		if (n == 8)
			return xctl_date_make(digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3], digits[4] * 10 + digits[5],
				digits[6] * 10 + digits[7]);
	}
	return XCTL_DATE_NONE;
}

/* The concern as METI's letters, half or full width, after their Japanese words: "核 N", "ミサイルM", "核 Ｎ", "CW". */
static bool add_concerns(const reading *r, xctl_strs *to, xctl_str reason)
{
	static const char *const letters[] = { "B", "C", "M", "N" };
	static const char *const wide[] = { "Ｂ", "Ｃ", "Ｍ", "Ｎ" };
	bool has[5] = { false };
	for (size_t i = 0; i < reason.len; i++) {
		if (reason.len - i >= 2 && memcmp(reason.at + i, "CW", 2) == 0) {
			has[4] = true;
			i++;
			continue;
		}
		for (size_t k = 0; k < 4; k++)
			has[k] = has[k] || reason.at[i] == letters[k][0]
			    || (reason.len - i >= 3 && memcmp(reason.at + i, wide[k], 3) == 0);
	}
	for (size_t k = 0; k < 5; k++)
		if (has[k] && !xctl_strs_add(to, r->gather->arena, xctl_str_of(k < 4 ? letters[k] : "CW")))
			return false;
	return true;
}

static xctl_code add_meti(const reading *r, size_t i, const record *from)
{
	xctl_arena *arena = r->gather->arena;
	xctl_entry entry = blank_entry();
	xctl_strs concerns = { 0 };
	xctl_name_list names = { 0 };
	xctl_str rest = { NULL, 0 };
	xctl_str place = keep(r, view(json_array_get(from->addresses, 0)), false);
	xctl_str name = keep(r, from->name, false);
	if (!place.at || !name.at)
		return full(r);
	xctl_str country = xctl_country_named(place, &rest);
	if (country.len == 0)
		r->gather->report.bad_country++;
	/* In rows that break across a page the name has run into the country's cell. */
	if (name.len == 0)
		name = rest;
	else if (rest.len)
		return refuse(r, i, "addresses/0", "a country's cell holds more than a country");
	if (name.len == 0)
		return refuse(r, i, "entity_name", "an entry without a name");
	if ((country.len && !xctl_countries_add(&entry.countries, arena, country))
	    || !xctl_names_add(&names, arena, name, XCTL_NAME_PRIMARY) || !add_aliases(r, &names, from->aliases)
	    || !add_concerns(r, &concerns, from->reason))
		return full(r);
	if (concerns.count == 0)
		return refuse(r, i, "reason", "an entry without a concern (B, C, M, N, CW)");
	set_names(&entry, &names);
	entry.programmes = concerns.at;
	entry.n_programmes = concerns.count;
	entry.requirement_text = XCTL_STR("licence inquiry unless the end use is clearly none of concern");
	entry.cites = XCTL_STR("METI, Foreign End User List");
	xctl_list head = { .id = XCTL_STR("jp-end-user"), .title = XCTL_STR("Foreign End User List"), .government = XCTL_STR("JP"),
		.source = XCTL_STR("Ministry of Economy, Trade and Industry (METI)"),
		.cites = XCTL_STR("Export Trade Control Order art. 4(1)(iii); Ministerial Ordinance on the catch-all controls"),
		.as_of = r->published, .known = r->published, .max_age_days = 400 };
	xctl_gather_list *list = xctl_gather_list_of(r->gather, &head);
	return list && xctl_gather_add(r->gather, list, entry) ? XCTL_OK : full(r);
}

/* --- MOFCOM --- */

static const struct mofcom {
	const char *feed, *id, *title, *cites, *requirement, *policy_text;
	xctl_scope scope;
	xctl_policy policy;
} mofcom_lists[] = {
	{ "cn-export-control-watchlist", "cn-control", "Export Control List of entities",
		"Export Control Law of the PRC art. 18; Regulations on Export Control of Dual-Use Items",
		"items of China's dual-use control list, also from third countries",
		"export prohibited; exception only by special application",
		XCTL_SCOPE_LISTED, XCTL_POLICY_DENIAL },
	{ "cn-unreliable-entity-list", "cn-unreliable", "Unreliable Entity List",
		"Foreign Trade Law of the PRC; Provisions on the Unreliable Entity List (2020)",
		"as the announcement says: trade with China, investment, staff or transfer of data and items",
		"read the announcement; some measures are suspended for a time", XCTL_SCOPE_UNPARSED, XCTL_POLICY_MIXED },
	{ "cn-attention-list", "cn-attention", "Attention List of end users", "Regulations on Export Control of Dual-Use Items",
		"items of China's dual-use control list: individual licence with a risk report and a pledge on end use; no general "
		"licence",
		"individual review, stricter", XCTL_SCOPE_LISTED, XCTL_POLICY_CASE },
};

static const struct mofcom *mofcom_of(xctl_str feed)
{
	for (size_t i = 0; i < sizeof mofcom_lists / sizeof mofcom_lists[0]; i++)
		if (xctl_str_is(feed, mofcom_lists[i].feed))
			return &mofcom_lists[i];
	return NULL;
}

static bool contains(xctl_str s, const char *what)
{
	size_t len = strlen(what);
	for (size_t i = 0; i + len <= s.len; i++)
		if (memcmp(s.at + i, what, len) == 0)
			return true;
	return false;
}

/* The announcements give no country field: it is taken from the address, else from a Japanese company's legal form. */
static bool set_places(const reading *r, xctl_entry *entry, const record *from)
{
	xctl_strs addresses = { 0 };
	for (size_t i = 0; i < json_array_size(from->addresses); i++) {
		xctl_str address = keep(r, view(json_array_get(from->addresses, i)), true);
		xctl_str country = address.at ? xctl_country_named(address, NULL) : address;
		if (!address.at || !xctl_strs_add(&addresses, r->gather->arena, address)
		    || (country.len && !xctl_countries_add(&entry->countries, r->gather->arena, country)))
			return false;
	}
	for (uint32_t i = 0; i < entry->n_names && entry->countries.len == 0; i++)
		if (contains(entry->names[i].text, "株式会社")
		    && !xctl_countries_add(&entry->countries, r->gather->arena, XCTL_STR("JP")))
			return false;
	if (entry->countries.len == 0)
		r->gather->report.bad_country++;
	entry->addresses = addresses.at;
	entry->n_addresses = addresses.count;
	return true;
}

static xctl_code add_mofcom(const reading *r, size_t i, const record *from)
{
	const struct mofcom *of = mofcom_of(from->list);
	xctl_entry entry = blank_entry();
	xctl_name_list names = { 0 };
	if (!of)
		return refuse(r, i, "list_id", "no list this program knows");
	xctl_str name = keep(r, from->name, false);
	if (!name.at)
		return full(r);
	if (name.len == 0)
		return refuse(r, i, "entity_name", "an entry without a name");
	if (!xctl_date_parse(from->day, &entry.effective.from))
		return refuse(r, i, "date_added", "no day");
	entry.known.from = entry.effective.from;
	entry.cites = xctl_str_print(r->gather->arena, "MOFCOM announcement of %.*s", XCTL_FMT(from->day));
	if (!entry.cites.at || !xctl_names_add(&names, r->gather->arena, name, XCTL_NAME_PRIMARY)
	    || !add_aliases(r, &names, from->aliases))
		return full(r);
	set_names(&entry, &names);
	if (!set_places(r, &entry, from))
		return full(r);
	entry.scope = of->scope;
	entry.policy = of->policy;
	entry.requirement_text = xctl_str_of(of->requirement);
	entry.policy_text = xctl_str_of(of->policy_text);
	xctl_list head = { .id = xctl_str_of(of->id), .title = xctl_str_of(of->title), .government = XCTL_STR("CN"),
		.source = XCTL_STR("Ministry of Commerce of the PRC (MOFCOM), announcements"), .cites = xctl_str_of(of->cites),
		.as_of = r->published, .known = r->published, .max_age_days = 90 };
	xctl_gather_list *list = xctl_gather_list_of(r->gather, &head);
	return list && xctl_gather_add(r->gather, list, entry) ? XCTL_OK : full(r);
}

/* --- both --- */

/* The feed's day: the caller's, else METI's press release, else the last day on which the records were verified. */
static xctl_date day_of_feed(const json_t *root, xctl_date published, bool meti)
{
	xctl_date latest = published;
	for (size_t i = 0; published == XCTL_DATE_NONE && i < json_array_size(root); i++) {
		record one;
		xctl_date day = XCTL_DATE_NONE;
		if (!read_record(json_array_get(root, i), &one))
			continue;
		if (meti)
			day = day_of_press(one.url);
		else
			xctl_date_parse(one.verified, &day);
		if (day != XCTL_DATE_NONE && (latest == XCTL_DATE_NONE || day > latest))
			latest = day;
	}
	return latest;
}

static xctl_code read_records(reading *r, const json_t *root, bool meti)
{
	r->published = day_of_feed(root, r->published, meti);
	if (!json_is_array(root) || r->published == XCTL_DATE_NONE)
		return refuse(r, 0, "", "no array of records that say of which day they are");
	xctl_code code = XCTL_OK;
	for (size_t i = 0; i < json_array_size(root) && code == XCTL_OK; i++) {
		record one;
		r->gather->report.rows++;
		if (!read_record(json_array_get(root, i), &one))
			code = refuse(r, i, "", "a record has lost a field");
		else if (meti && !xctl_str_is(one.list, "jp-end-user-list"))
			code = refuse(r, i, "list_id", "no list this program knows");
		else
			code = meti ? add_meti(r, i, &one) : add_mofcom(r, i, &one);
	}
	return code;
}

static xctl_code read_feed(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, bool meti,
	xctl_error *error)
{
	json_t *root = NULL;
	reading r = { .gather = gather, .source = source, .published = published, .error = error };
	xctl_code code = xctl_json_read(&root, bytes, source, error);
	if (code == XCTL_OK)
		code = read_records(&r, root, meti);
	json_decref(root);
	return code;
}

xctl_code xctl_jp_end_user(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error)
{
	return read_feed(gather, bytes, source, published, true, error);
}

xctl_code xctl_cn_mofcom(xctl_gather *gather, xctl_str bytes, const char *source, xctl_date published, xctl_error *error)
{
	return read_feed(gather, bytes, source, published, false, error);
}
