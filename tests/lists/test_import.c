/* Every form on small feeds of our own, whole, cut short and garbled. */
#include "testing.h"

#include <string.h>

#include "lists/import.h"

typedef struct loaded {
	xctl_file file;
	xctl_arena arena;
	xctl_list *lists;
	uint32_t n;
	xctl_import_report report;
	xctl_error error;
} loaded;

static xctl_code load(loaded *l, const char *fixture)
{
	memset(l, 0, sizeof *l);
	xctl_import_options options = { .published = xctl_date_make(2026, 7, 31), .report = &l->report };
	assert_int_equal(xctl_file_map(&l->file, test_path(fixture), &l->error), XCTL_OK);
	return xctl_list_import(&l->lists, &l->n, &l->arena, l->file.bytes, fixture, &options, &l->error);
}

static void unload(loaded *l)
{
	xctl_arena_drop(&l->arena);
	xctl_file_close(&l->file);
}

static const xctl_list *list_of(const loaded *l, const char *id)
{
	for (uint32_t i = 0; i < l->n; i++)
		if (xctl_str_is(l->lists[i].id, id))
			return &l->lists[i];
	fail_msg("no list %s", id);
	return NULL;
}

static const xctl_entry *entry_of(const xctl_list *list, const char *name)
{
	for (uint32_t i = 0; i < list->n_entries; i++)
		if (xctl_str_is(list->entries[i].names[0].text, name))
			return &list->entries[i];
	fail_msg("no entry %s", name);
	return NULL;
}

static bool has(const xctl_str *at, uint32_t n, const char *text)
{
	for (uint32_t i = 0; i < n; i++)
		if (xctl_str_is(at[i], text))
			return true;
	return false;
}

static void recognises_by_content(void **state)
{
	static const struct {
		const char *text;
		xctl_list_format format;
	} cases[] = {
		{ "# list: us-entity\n", XCTL_LIST_OWN_TSV },
		{ "# a table of something\n", XCTL_LIST_UNRECOGNISED },
		{ "\xEF\xBB\xBF_id,source,name,federal_register_notice\n", XCTL_LIST_US_CSV },
		{ "name,country\n", XCTL_LIST_UNRECOGNISED },
		{ "{\"tables\":{},\"entries\":[]}", XCTL_LIST_US_COMPACT },
		{ "{\"a\":1}", XCTL_LIST_UNRECOGNISED },
		{ "[{\"list_id\":\"jp-end-user-list\"}]", XCTL_LIST_JP_END_USER },
		{ "[{\"list_id\": \"cn-attention-list\"}]", XCTL_LIST_CN_MOFCOM },
		{ "[]", XCTL_LIST_UNRECOGNISED },
		{ "", XCTL_LIST_UNRECOGNISED },
		{ "\xEF\xBB\xBF", XCTL_LIST_UNRECOGNISED },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_list_format got = xctl_list_recognise(xctl_str_of(cases[i].text));
		assert_case(got == cases[i].format, "%s: %s\n", cases[i].text, xctl_list_format_name(got));
	}
}

static void reads_the_screening_list(void **state)
{
	loaded l;
	(void)state;
	assert_int_equal(load(&l, "tests/lists/fixtures/consolidated.csv"), XCTL_OK);
	assert_int_equal(l.report.format, XCTL_LIST_US_CSV);
	assert_int_equal(l.report.rows, 13);
	assert_int_equal(l.report.entries, 12);
	assert_int_equal(l.report.repeated, 1);
	assert_int_equal(l.report.unparsed, 2); /* "Only what the moon permits", and an order that is not the standard one */
	assert_int_equal(l.report.unpolicied, 1);
	assert_int_equal(l.n, 6);
	static const char *const ids[] = { "us-denied", "us-entity", "us-meu", "us-sdn", "us-ssi", "us-unverified" };
	static const uint32_t counts[] = { 2, 5, 1, 2, 1, 1 };
	for (uint32_t i = 0; i < l.n; i++) {
		assert_str(l.lists[i].id, ids[i]);
		assert_int_equal(l.lists[i].n_entries, counts[i]);
		assert_false(l.lists[i].excerpt);
		assert_int_equal(l.lists[i].as_of, xctl_date_make(2026, 7, 31));
		for (uint32_t k = 1; k < counts[i]; k++)
			assert_true(xctl_str_cmp(l.lists[i].entries[k - 1].id, l.lists[i].entries[k].id) < 0);
	}
	unload(&l);
}

static void keeps_what_an_entity_entry_says(void **state)
{
	loaded l;
	(void)state;
	assert_int_equal(load(&l, "tests/lists/fixtures/consolidated.csv"), XCTL_OK);
	const xctl_list *list = list_of(&l, "us-entity");
	const xctl_entry *e = entry_of(list, "Harbour Light Semiconductor Co., Ltd. (HLSC)");
	assert_int_equal(e->id.len, 12);
	assert_int_equal(e->kind, XCTL_PARTY_ORGANIZATION);
	assert_int_equal(e->n_names, 6);
	assert_str(e->names[2].text, "HLSC");
	assert_str(e->names[4].text, "Gang Guang"); /* not "and Gang Guang" */
	assert_str(e->names[5].text, "HLS");
	assert_int_equal(e->names[5].quality, XCTL_NAME_WEAK);
	assert_str(e->countries, "CNHK");
	assert_int_equal(e->n_addresses, 1); /* a bare country is no address */
	assert_int_equal(e->scope, XCTL_SCOPE_ALL);
	assert_int_equal(e->footnotes, XCTL_FOOTNOTE_4);
	assert_int_equal(e->policy, XCTL_POLICY_PRESUMPTION);
	assert_int_equal(e->effective.from, xctl_date_make(2025, 3, 28));
	assert_str(e->cites, "90 FR 14046");
	e = entry_of(list, "Harbour Light Semiconductor Co., Ltd. (HLSC). Affiliated Entity: Blue Crane Devices Co., Ltd.");
	assert_str(e->names[1].text, "Blue Crane Devices Co., Ltd.");
	assert_int_equal(e->effective.from, xctl_date_make(2025, 12, 31));
	e = entry_of(list, "Address 01");
	assert_int_equal(e->kind, XCTL_PARTY_ADDRESS);
	assert_str(e->addresses[0], "Flat 1, 2/F, Any House, 3 Some Road, Kowloon, HK");
	assert_int_equal(e->scope, XCTL_SCOPE_LISTED);
	e = entry_of(list, "Ivan Petrov");
	assert_int_equal(e->kind, XCTL_PARTY_UNKNOWN);
	assert_int_equal(e->scope, XCTL_SCOPE_UNPARSED);
	assert_str(e->requirement_text, "Only what the moon permits");
	assert_int_equal(e->policy, XCTL_POLICY_MIXED);
	unload(&l);
}

static void keeps_what_the_other_entries_say(void **state)
{
	loaded l;
	(void)state;
	assert_int_equal(load(&l, "tests/lists/fixtures/consolidated.csv"), XCTL_OK);
	const xctl_entry *e = entry_of(list_of(&l, "us-sdn"), "ORANGE GATE INDUSTRIES");
	assert_str(e->id, "90001");
	assert_int_equal(e->n_ids, 3);
	assert_true(has(e->ids, e->n_ids, "NATIONAL:14003570909"));
	assert_true(has(e->ids, e->n_ids, "TAX:7702070139"));
	assert_true(has(e->ids, e->n_ids, "IMO:8898831"));
	assert_int_equal(e->n_programmes, 2);
	e = entry_of(list_of(&l, "us-sdn"), "DOE, Jane");
	assert_int_equal(e->kind, XCTL_PARTY_PERSON);
	assert_str(e->birth, "1970-01-02");
	assert_str(e->countries, "IRCA");
	const xctl_list *denied = list_of(&l, "us-denied");
	for (uint32_t i = 0; i < 2; i++) {
		e = &denied->entries[i];
		assert_int_equal(e->effective.until, xctl_date_make(2013, 6, 19)); /* expired, kept, and it says so */
		assert_int_equal(e->known.from, xctl_date_make(2003, 6, 27));
		assert_str(e->countries, "US");
		assert_int_equal(e->scope, has(e->programmes, e->n_programmes, "standard") ? XCTL_SCOPE_ALL : XCTL_SCOPE_UNPARSED);
	}
	assert_true(has(list_of(&l, "us-ssi")->entries[0].programmes, 2, "Directive 1"));
	e = &list_of(&l, "us-meu")->entries[0];
	assert_int_equal(e->scope, XCTL_SCOPE_CODES);
	assert_str(e->codes[0], "§744-supp-2");
	unload(&l);
}

static void both_us_forms_agree(void **state)
{
	loaded csv, compact;
	(void)state;
	assert_int_equal(load(&csv, "tests/lists/fixtures/consolidated.csv"), XCTL_OK);
	assert_int_equal(load(&compact, "tests/lists/fixtures/compact.json"), XCTL_OK);
	assert_int_equal(compact.report.format, XCTL_LIST_US_COMPACT);
	assert_int_equal(csv.n, compact.n);
	for (uint32_t i = 0; i < csv.n; i++) {
		if (xctl_str_is(csv.lists[i].id, "us-denied")) /* the compact form has neither addresses nor kinds of orders */
			continue;
		assert_int_equal(csv.lists[i].n_entries, compact.lists[i].n_entries);
		for (uint32_t k = 0; k < csv.lists[i].n_entries; k++) {
			const xctl_entry *a = &csv.lists[i].entries[k], *b = &compact.lists[i].entries[k];
			assert_true(xctl_str_eq(a->names[0].text, b->names[0].text));
			assert_int_equal(a->scope, b->scope);
			assert_int_equal(a->policy, b->policy);
			assert_int_equal(a->footnotes, b->footnotes);
			if (!xctl_str_is(a->names[0].text, "DOE, Jane")) /* her countries are not in the compact form */
				assert_true(xctl_str_eq(a->id, b->id));
		}
	}
	unload(&csv);
	unload(&compact);
}

static void reads_the_end_user_list(void **state)
{
	loaded l;
	(void)state;
	assert_int_equal(load(&l, "tests/lists/fixtures/end_user.json"), XCTL_OK);
	assert_int_equal(l.n, 1);
	assert_int_equal(l.lists[0].n_entries, 3);
	const xctl_entry *e = entry_of(&l.lists[0], "Silver Pine Institute of Technology （銀松工業大学）");
	assert_str(e->names[2].text, "銀松工業大学");
	assert_str(e->countries, "CN");
	assert_int_equal(e->n_programmes, 3);
	assert_true(has(e->programmes, 3, "M") && has(e->programmes, 3, "N") && has(e->programmes, 3, "CW"));
	assert_int_equal(e->scope, XCTL_SCOPE_NONE);
	e = entry_of(&l.lists[0], "Grey Falcon Works"); /* its name had run into the country's cell */
	assert_str(e->countries, "IR");
	assert_int_equal(e->n_programmes, 1); /* a letter of full width */
	assert_str(e->programmes[0], "N");
	e = entry_of(&l.lists[0], "East Ferry Trading");
	assert_str(e->countries, "KP");
	assert_int_equal(e->names[1].quality, XCTL_NAME_WEAK);
	unload(&l);
}

static void takes_the_day_from_the_feed(void **state)
{
	static const struct {
		const char *path;
		int year, month, day;
	} cases[] = { { "tests/lists/fixtures/end_user.json", 2025, 9, 29 }, { "tests/lists/fixtures/announcements.json", 2026, 7, 19 },
		{ "tests/lists/fixtures/compact.json", 2026, 7, 31 } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_file file = { 0 };
		xctl_arena arena = { 0 };
		xctl_error error = { 0 };
		xctl_list *lists;
		uint32_t n;
		assert_int_equal(xctl_file_map(&file, test_path(cases[i].path), &error), XCTL_OK);
		assert_int_equal(xctl_list_import(&lists, &n, &arena, file.bytes, "x", NULL, &error), XCTL_OK);
		assert_int_equal(lists[0].as_of, xctl_date_make(cases[i].year, cases[i].month, cases[i].day));
		xctl_arena_drop(&arena);
		xctl_file_close(&file);
	}
}

static void reads_the_announcements(void **state)
{
	loaded l;
	(void)state;
	assert_int_equal(load(&l, "tests/lists/fixtures/announcements.json"), XCTL_OK);
	assert_int_equal(l.n, 3);
	assert_str(l.lists[0].id, "cn-attention");
	const xctl_entry *e = &list_of(&l, "cn-control")->entries[0];
	assert_int_equal(e->scope, XCTL_SCOPE_LISTED);
	assert_int_equal(e->policy, XCTL_POLICY_DENIAL);
	assert_str(e->countries, "JP");
	assert_int_equal(e->effective.from, xctl_date_make(2026, 2, 24));
	assert_int_equal(e->known.from, e->effective.from);
	assert_str(list_of(&l, "cn-attention")->entries[0].countries, "JP"); /* by its legal form */
	e = &list_of(&l, "cn-unreliable")->entries[0];
	assert_int_equal(e->scope, XCTL_SCOPE_UNPARSED);
	assert_int_equal(e->countries.len, 0);
	assert_int_equal(l.report.bad_country, 1);
	unload(&l);
}

static void stores_as_the_own_form(void **state)
{
	static const char *const fixtures[] = { "tests/lists/fixtures/consolidated.csv", "tests/lists/fixtures/compact.json",
		"tests/lists/fixtures/end_user.json", "tests/lists/fixtures/announcements.json" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		loaded l;
		assert_int_equal(load(&l, fixtures[i]), XCTL_OK);
		for (uint32_t k = 0; k < l.n; k++) {
			xctl_buf text = { 0 };
			xctl_list *again;
			uint32_t n;
			xctl_list_diff diff;
			assert_int_equal(xctl_list_write_tsv(&text, &l.lists[k], &l.error), XCTL_OK);
			assert_int_equal(xctl_list_import(&again, &n, &l.arena, xctl_buf_view(&text), "again", NULL, &l.error), XCTL_OK);
			assert_int_equal(n, 1);
			assert_true(xctl_list_compare(&diff, &l.arena, &l.lists[k], again));
			assert_int_equal(diff.n_added + diff.n_removed + diff.n_changed, 0);
			for (uint32_t e = 0; e < again->n_entries; e++) {
				assert_int_equal(again->entries[e].known.from, l.lists[k].entries[e].known.from);
				assert_int_equal(again->entries[e].effective.from, l.lists[k].entries[e].effective.from);
			}
			xctl_buf_drop(&text);
		}
		unload(&l);
	}
}

/* --- feeds that are refused --- */

static xctl_code import_text(xctl_str text, xctl_error *error)
{
	xctl_arena arena = { 0 };
	xctl_list *lists = NULL;
	uint32_t n = 77;
	xctl_import_options options = { .published = xctl_date_make(2026, 7, 31) };
	xctl_code code = xctl_list_import(&lists, &n, &arena, text, "feed", &options, error);
	if (code != XCTL_OK) {
		assert_int_equal(n, 77);
		assert_null(lists);
		assert_true(error->what[0]);
	} else {
		for (uint32_t i = 0; i < n; i++) {
			xctl_buf out = { 0 };
			assert_int_equal(xctl_list_write_tsv(&out, &lists[i], error), XCTL_OK);
			xctl_buf_drop(&out);
		}
	}
	xctl_arena_drop(&arena);
	return code;
}

#define CSV_HEAD                                                                                                              \
	"_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,standard_order," \
	"license_requirement,license_policy,alt_names,citizenships,dates_of_birth,nationalities,ids\n"

static void refuses_with_the_place(void **state)
{
	static const struct {
		const char *text, *says;
		uint32_t line;
	} cases[] = {
		{ "_id,source,name,federal_register_notice\n", "lost its column entity_number", 1 },
		{ CSV_HEAD, "no entry", 0 },
		{ CSV_HEAD "1,Entity List (EL),,,,A,,,,,,,,,,,,,\n2,Entity List (EL),,,,B\n", "6 cells for 19 columns", 3 },
		{ CSV_HEAD "1,Moon List (ML),,,,A,,,,,,,,,,,,,\n", "no list this program knows", 2 },
		{ CSV_HEAD "1,Entity List (EL),,,,,,,,,,,,,,,,,\n", "without a name", 2 },
		{ CSV_HEAD "1,Entity List (EL),,,,A,,,,2025-02-29,,,,,,,,,\n", "no day", 2 },
		{ CSV_HEAD "1,Entity List (EL),,,,\"A,,,,,,,,,,,,,\n", "not closed", 0 },
		{ CSV_HEAD "1,Entity List (EL),,,,A,,,,,,,,,,,,,", "last line is not ended", 0 },
		{ "{\"tables\":{\"sources\":[]},\"entries\":[]}", "lost its entries or a table", 0 },
		{ "{\"entryCount\":2,\"tables\":{\"sources\":[\"(EL)\"],\"licenceRequirements\":[],\"licencePolicies\":[],\"programmes\":[]},"
		  "\"entries\":[{\"n\":\"A\",\"s\":0}]}",
			"how many entries", 0 },
		{ "{\"tables\":{\"sources\":[\"(EL)\"],\"licenceRequirements\":[],\"licencePolicies\":[],\"programmes\":[]},"
		  "\"entries\":[{\"n\":\"A\",\"s\":1}]}",
			"field is missing", 0 },
		{ "{\"tables\":{\"sources\":[\"(EL)\"],\"licenceRequirements\":[],\"licencePolicies\":[],\"programmes\":[]},"
		  "\"entries\":[{\"n\":\"A\",\"s\":0,\"lr\":3}]}",
			"field is missing", 0 },
		{ "{\"tables\":{\"sources\":[\"(EL)\"],\"licenceRequirements\":[],\"licencePolicies\":[],\"programmes\":[]},\"entries\":[]}",
			"no entry", 0 },
		{ "[{\"list_id\":\"jp-end-user-list\"}]", "lost a field", 0 },
		{ "[{\"list_id\":\"jp-end-user-list\",\"entity_name\":\"A\",\"aliases\":[],\"addresses\":[\"Japan\"],\"reason\":\"?\"}]",
			"without a concern", 0 },
		{ "[{\"list_id\":\"cn-attention-list\",\"entity_name\":\"A\",\"aliases\":[],\"addresses\":[],\"date_added\":\"then\"}]", "no day", 0 },
		{ "[{\"list_id\":\"cn-attention-list\",\"entity_name\":\"\",\"aliases\":[],\"addresses\":[],\"date_added\":\"2026-01-01\"}]",
			"without a name", 0 },
		{ "[{\"list_id\":\"cn-attention-list\"", "", 0 },
		{ "hello", "no form of a list", 0 },
		{ "", "no form of a list", 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_error error = { 0 };
		assert_case(import_text(xctl_str_of(cases[i].text), &error) == XCTL_INPUT, "%zu: %s\n", i, cases[i].says);
		assert_case(strstr(error.what, cases[i].says) != NULL, "%zu: %s\n", i, error.what);
		assert_case(cases[i].line == 0 || error.line == cases[i].line, "%zu: line %u\n", i, error.line);
		assert_string_equal(error.source, "feed");
	}
}

/* An entry is never taken as over, or as not begun, by a slip in its dates. */
static void odd_dates_keep_an_entry_in_force(void **state)
{
	static const struct {
		const char *start, *end;
		xctl_date from, until;
		uint32_t bad_end;
	} cases[] = {
		{ "2020-01-02", "2019-01-02", 18263, XCTL_DATE_MAX, 1 },
		{ "2020-01-02", "2020-01-02", 18263, 18264, 0 },
		{ "", "2019-01-02", XCTL_DATE_MIN, 17899, 0 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		xctl_arena arena = { 0 };
		xctl_error error = { 0 };
		xctl_list *lists;
		uint32_t n;
		xctl_import_report report = { 0 };
		xctl_import_options options = { .published = xctl_date_make(2026, 7, 31), .report = &report };
		xctl_str text = xctl_str_print(&arena, CSV_HEAD "1,Denied Persons List (DPL),,,,A,,,,%s,%s,,,,,,,,\n", cases[i].start,
			cases[i].end);
		assert_int_equal(xctl_list_import(&lists, &n, &arena, text, "x", &options, &error), XCTL_OK);
		assert_int_equal(lists[0].entries[0].effective.from, cases[i].from);
		assert_int_equal(lists[0].entries[0].effective.until, cases[i].until);
		assert_int_equal(report.bad_end, cases[i].bad_end);
		xctl_arena_drop(&arena);
	}
}

static void a_csv_needs_its_day(void **state)
{
	xctl_arena arena = { 0 };
	xctl_error error = { 0 };
	xctl_list *lists;
	uint32_t n;
	(void)state;
	xctl_str text = XCTL_STR(CSV_HEAD "1,Entity List (EL),,,,A,,,,,,,,,,,,,\n");
	assert_int_equal(xctl_list_import(&lists, &n, &arena, text, "x", NULL, &error), XCTL_USAGE);
	assert_true(error.hint[0]);
	xctl_arena_drop(&arena);
}

static const char *const fixtures[] = { "tests/lists/fixtures/consolidated.csv", "tests/lists/fixtures/compact.json",
	"tests/lists/fixtures/end_user.json", "tests/lists/fixtures/announcements.json" };

static void a_feed_cut_short_is_refused(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		xctl_file file = { 0 };
		xctl_error error = { 0 };
		assert_int_equal(xctl_file_map(&file, test_path(fixtures[i]), &error), XCTL_OK);
		for (size_t len = 0; len + 1 < file.bytes.len; len++) {
			xctl_str part = { file.bytes.at, len };
			/* A CSV cut right behind a row is a shorter CSV: nothing in it tells. */
			if (i == 0 && len && part.at[len - 1] == '\n')
				continue;
			xctl_code code = import_text(part, &error);
			assert_case(code == XCTL_INPUT, "%s, %zu bytes: %d\n", fixtures[i], len, (int)code);
		}
		xctl_file_close(&file);
	}
}

static void a_garbled_feed_does_no_harm(void **state)
{
	test_random random = { 77 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		xctl_file file = { 0 };
		xctl_error error = { 0 };
		assert_int_equal(xctl_file_map(&file, test_path(fixtures[i]), &error), XCTL_OK);
		for (int round = 0; round < 1500; round++) {
			xctl_buf copy = { 0 };
			xctl_buf_str(&copy, file.bytes);
			for (int k = 0; k < 3; k++)
				copy.at[test_random_between(&random, 0, (int64_t)copy.len - 1)] = (char)test_random_between(&random, 32, 126);
			xctl_code code = import_text(xctl_buf_view(&copy), &error);
			assert_true(code == XCTL_OK || code == XCTL_INPUT);
			xctl_buf_drop(&copy);
		}
		xctl_file_close(&file);
	}
}

static xctl_code import_with(const xctl_memory *memory, void *context)
{
	const xctl_str *bytes = context;
	xctl_arena arena = { .memory = memory };
	xctl_list *lists;
	uint32_t n;
	xctl_error error = { 0 };
	xctl_import_options options = { .published = xctl_date_make(2026, 7, 31) };
	xctl_code code = xctl_list_import(&lists, &n, &arena, *bytes, "x", &options, &error);
	xctl_arena_drop(&arena);
	return code;
}

static void survives_every_failed_allocation(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		xctl_file file = { 0 };
		xctl_error error = { 0 };
		assert_int_equal(xctl_file_map(&file, test_path(fixtures[i]), &error), XCTL_OK);
		test_every_allocation(import_with, &file.bytes);
		xctl_file_close(&file);
	}
}

/* The arena's chunks are few: a ceiling that grows by a little meets every single allocation. */
static void survives_every_ceiling(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(fixtures); i++) {
		xctl_file file = { 0 };
		xctl_error error = { 0 };
		assert_int_equal(xctl_file_map(&file, test_path(fixtures[i]), &error), XCTL_OK);
		xctl_code code = XCTL_LIMIT;
		for (size_t ceiling = 16; code != XCTL_OK; ceiling += 16) {
			xctl_arena arena = { .ceiling = ceiling };
			xctl_list *lists;
			uint32_t n;
			xctl_import_options options = { .published = xctl_date_make(2026, 7, 31) };
			code = xctl_list_import(&lists, &n, &arena, file.bytes, "x", &options, &error);
			assert_case(code == XCTL_OK || code == XCTL_LIMIT, "%s at %zu: %s\n", fixtures[i], ceiling, error.what);
			xctl_arena_drop(&arena);
			assert_true(ceiling < (1u << 22));
		}
		xctl_file_close(&file);
	}
}

static void tells_what_changed(void **state)
{
	xctl_name name = { XCTL_STR("A"), XCTL_NAME_PRIMARY }, other = { XCTL_STR("B"), XCTL_NAME_PRIMARY };
	xctl_entry before[] = { { .id = XCTL_STR("1"), .names = &name, .n_names = 1 }, { .id = XCTL_STR("2"), .names = &name, .n_names = 1 },
		{ .id = XCTL_STR("3"), .names = &name, .n_names = 1, .known = { 5, 6 } } };
	xctl_entry after[] = { { .id = XCTL_STR("2"), .names = &other, .n_names = 1 },
		{ .id = XCTL_STR("3"), .names = &name, .n_names = 1, .known = { 7, 8 } }, { .id = XCTL_STR("4"), .names = &name, .n_names = 1 } };
	xctl_list x = { .entries = before, .n_entries = 3 }, y = { .entries = after, .n_entries = 3 };
	xctl_arena arena = { 0 };
	xctl_list_diff diff;
	(void)state;
	assert_true(xctl_list_compare(&diff, &arena, &x, &y));
	assert_int_equal(diff.n_added, 1);
	assert_int_equal(diff.n_removed, 1);
	assert_int_equal(diff.n_changed, 1);
	assert_str(diff.added[0], "4");
	assert_str(diff.removed[0], "1");
	assert_str(diff.changed[0], "2");
	xctl_arena_drop(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(recognises_by_content),
		cmocka_unit_test(reads_the_screening_list),
		cmocka_unit_test(keeps_what_an_entity_entry_says),
		cmocka_unit_test(keeps_what_the_other_entries_say),
		cmocka_unit_test(both_us_forms_agree),
		cmocka_unit_test(reads_the_end_user_list),
		cmocka_unit_test(takes_the_day_from_the_feed),
		cmocka_unit_test(reads_the_announcements),
		cmocka_unit_test(stores_as_the_own_form),
		cmocka_unit_test(refuses_with_the_place),
		cmocka_unit_test(odd_dates_keep_an_entry_in_force),
		cmocka_unit_test(a_csv_needs_its_day),
		cmocka_unit_test(a_feed_cut_short_is_refused),
		cmocka_unit_test(a_garbled_feed_does_no_harm),
		cmocka_unit_test(survives_every_failed_allocation),
		cmocka_unit_test(survives_every_ceiling),
		cmocka_unit_test(tells_what_changed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
