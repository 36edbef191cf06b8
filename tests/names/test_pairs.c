/* Pairs with what must be said of them, and what holds of every score. */
#include <string.h>

#include "names/names.h"
#include "testing.h"

static xctl_party_kind kind_of(xctl_str word)
{
	return xctl_str_is(word, "O") ? XCTL_PARTY_ORGANIZATION : xctl_str_is(word, "P") ? XCTL_PARTY_PERSON : XCTL_PARTY_UNKNOWN;
}

static const char *const words[] = { "none", "weak", "medium", "strong" };

static bool is_expected(xctl_str wanted, xctl_strength got)
{
	bool least = xctl_str_starts(wanted, XCTL_STR(">=")), most = xctl_str_starts(wanted, XCTL_STR("<="));
	if (least || most) {
		wanted.at += 2;
		wanted.len -= 2;
	}
	for (int i = 0; i < 4; i++)
		if (xctl_str_is(wanted, words[i]))
			return least ? (int)got >= i : most ? (int)got <= i : (int)got == i;
	return false;
}

static int32_t sum_of(const xctl_name_hit *hit)
{
	int32_t sum = 0;
	for (uint32_t i = 0; i < hit->n_evidence; i++)
		sum += hit->evidence[i].points;
	return sum;
}

static void the_table_holds(void **state)
{
	xctl_file file = { 0 };
	xctl_error error = { 0 };
	xctl_folder *folder = xctl_folder_open(NULL);
	(void)state;
	assert_int_equal(xctl_file_map(&file, test_path("tests/names/pairs.tsv"), &error), XCTL_OK);
	xctl_str rest = file.bytes;
	while (rest.len) {
		xctl_str line = xctl_str_cut(&rest, '\n');
		if (!line.len || line.at[0] == '#')
			continue;
		xctl_str wanted = xctl_str_cut(&line, '\t'), confirmed = xctl_str_cut(&line, '\t'), kind = xctl_str_cut(&line, '\t');
		xctl_name mine = { xctl_str_cut(&line, '\t'), XCTL_NAME_PRIMARY }, its = { line, XCTL_NAME_PRIMARY };
		xctl_named yours = { .kind = kind_of(kind), .names = &mine, .n_names = 1 }, theirs = yours;
		if (theirs.kind == XCTL_PARTY_UNKNOWN)
			theirs.kind = XCTL_PARTY_ORGANIZATION;
		theirs.names = &its;
		xctl_arena arena = { 0 };
		xctl_name_hit hit = { 0 };
		xctl_code code = xctl_names_compare_with(&hit, &arena, NULL, &yours, &theirs, folder, &error);
		if (xctl_str_is(mine.text, "!")) {
			assert_int_equal(code, XCTL_INPUT);
			assert_true(error.hint[0] != '\0');
		} else {
			assert_int_equal(code, XCTL_OK);
			assert_case(is_expected(wanted, hit.strength) && hit.confirmed == xctl_str_is(confirmed, "yes"),
				"%.*s ~ %.*s: wanted %.*s/%.*s, got %s/%s (%d)\n", XCTL_FMT(mine.text), XCTL_FMT(its.text), XCTL_FMT(wanted),
				XCTL_FMT(confirmed), words[hit.strength], hit.confirmed ? "yes" : "no", (int)hit.score);
			assert_int_equal(sum_of(&hit), hit.score);
		}
		xctl_arena_drop(&arena);
	}
	xctl_file_close(&file);
	xctl_folder_close(folder);
}

typedef struct given {
	xctl_party_kind kind, other_kind;
	const char *yours, *theirs, *country, *other_country, *birth, *other_birth, *id, *other_id, *address, *other_address;
	xctl_name_quality quality;
} given;

static xctl_name_hit compare(xctl_arena *arena, const given *g)
{
	static const xctl_str nothing = { "", 0 };
	xctl_name mine = { xctl_str_of(g->yours), XCTL_NAME_PRIMARY }, its = { xctl_str_of(g->theirs), g->quality };
	xctl_str id = xctl_str_of(g->id), other_id = xctl_str_of(g->other_id), address = xctl_str_of(g->address),
		 other_address = xctl_str_of(g->other_address);
	xctl_named yours = { .kind = g->kind, .names = &mine, .n_names = 1, .countries = g->country ? xctl_str_of(g->country) : nothing,
		.birth = g->birth ? xctl_str_of(g->birth) : nothing, .ids = &id, .n_ids = g->id != NULL, .addresses = &address,
		.n_addresses = g->address != NULL };
	xctl_named theirs = { .kind = g->other_kind, .names = &its, .n_names = 1,
		.countries = g->other_country ? xctl_str_of(g->other_country) : nothing,
		.birth = g->other_birth ? xctl_str_of(g->other_birth) : nothing, .ids = &other_id, .n_ids = g->other_id != NULL,
		.addresses = &other_address, .n_addresses = g->other_address != NULL };
	xctl_name_hit hit = { 0 };
	xctl_error error = { 0 };
	assert_int_equal(xctl_names_compare(&hit, arena, NULL, &yours, &theirs, &error), XCTL_OK);
	assert_int_equal(sum_of(&hit), hit.score);
	return hit;
}

#define ORGANIZATIONS .kind = XCTL_PARTY_ORGANIZATION, .other_kind = XCTL_PARTY_ORGANIZATION
#define PERSONS .kind = XCTL_PARTY_PERSON, .other_kind = XCTL_PARTY_PERSON

static void what_stands_beside_the_name_counts(void **state)
{
	xctl_arena arena = { 0 };
	(void)state;
	given g = { ORGANIZATIONS, .yours = "Kovalenko Metals", .theirs = "Kovalenko Metals LLC" };
	xctl_name_hit plain = compare(&arena, &g);
	assert_true(plain.confirmed);

	g.country = "CN";
	assert_int_equal(compare(&arena, &g).score, plain.score); /* omission is no contradiction */
	g.other_country = "DECN";
	xctl_name_hit agrees = compare(&arena, &g);
	assert_true(agrees.score > plain.score && agrees.confirmed);
	g.other_country = "HK"; /* neither for nor against */
	assert_int_equal(compare(&arena, &g).score, plain.score);
	assert_true(compare(&arena, &g).confirmed);
	g.other_country = "DE";
	xctl_name_hit differs = compare(&arena, &g);
	assert_true(differs.score < plain.score && !differs.confirmed);

	g.country = g.other_country = NULL;
	g.address = "Flat 12, 45 Hang Cheong Street, Kowloon";
	g.other_address = "45 Hang Cheong St., flat 12, Kowloon, Hong Kong";
	assert_true(compare(&arena, &g).score > plain.score);
	g.other_address = "1 Main Street, Springfield";
	assert_int_equal(compare(&arena, &g).score, plain.score);

	g = (given){ ORGANIZATIONS, .yours = "Kovalenko Metals", .theirs = "Kovalenko Metals LLC", .quality = XCTL_NAME_WEAK };
	assert_true(compare(&arena, &g).score < plain.score);
	assert_false(compare(&arena, &g).confirmed);
	g = (given){ ORGANIZATIONS, .yours = "Kovalenko Metals GmbH", .theirs = "Kovalenko Metals AG" };
	assert_false(compare(&arena, &g).confirmed);
	xctl_arena_drop(&arena);
}

static void persons_need_more_than_a_name(void **state)
{
	xctl_arena arena = { 0 };
	(void)state;
	given g = { PERSONS, .yours = "Saif Al-Arab Qadhafi", .theirs = "SAIF AL-ARAB QADHAFI", .birth = "1970-05-03" };
	xctl_name_hit plain = compare(&arena, &g);
	assert_false(plain.confirmed);
	g.other_birth = "1970-05-03";
	assert_true(compare(&arena, &g).score > plain.score);
	assert_false(compare(&arena, &g).confirmed);
	g.other_birth = "1970";
	assert_true(compare(&arena, &g).score > plain.score);
	g.other_birth = "1951-01-01";
	assert_true(compare(&arena, &g).score < plain.score);
	g.id = "PASSPORT:A1234567";
	g.other_id = "passport: a-1234567";
	xctl_name_hit known = compare(&arena, &g);
	assert_true(known.confirmed && known.strength == XCTL_STRONG);
	g.other_id = "PASSPORT:B7654321";
	assert_false(compare(&arena, &g).confirmed);

	/* A birth date beside names that do not agree is no hit. */
	g = (given){ PERSONS, .yours = "John Smith", .theirs = "Ali Hassan", .birth = "1970-05-03", .other_birth = "1970-05-03" };
	assert_int_equal(compare(&arena, &g).strength, XCTL_STRENGTH_NONE);
	/* A person and an organisation of one name. */
	g = (given){ .kind = XCTL_PARTY_PERSON, .other_kind = XCTL_PARTY_ORGANIZATION, .yours = "Kovalenko", .theirs = "Kovalenko" };
	assert_false(compare(&arena, &g).confirmed);
	xctl_arena_drop(&arena);
}

static void odd_names(void **state)
{
	static const char *const odd[] = { "", " ", "...", "()", "(((", "‎​", "\xC3\x28", "\xF4\x90\x80\x80", "\xED\xA0\x80" };
	static const char *const fine[] = { "a", "1", "Ltd", "The", "of the", "(x)", "华", "AS", "a b c d e f g h i j k l m n o p q r s t u v w x y z",
		"и", "公司", "ﷺ", "'''a" };
	xctl_arena arena = { 0 };
	(void)state;
	xctl_name other = { XCTL_STR("ACME"), XCTL_NAME_PRIMARY };
	for (int kind = XCTL_PARTY_UNKNOWN; kind <= XCTL_PARTY_VESSEL; kind++) {
		xctl_name name = { { NULL, 0 }, XCTL_NAME_PRIMARY };
		xctl_named yours = { .kind = (xctl_party_kind)kind, .names = &name, .n_names = 1 }, theirs = yours;
		theirs.names = &other;
		for (size_t i = 0; i < COUNT_OF(odd); i++) {
			xctl_name_hit hit = { .score = 7 };
			xctl_error error = { 0 };
			name.text = xctl_str_of(odd[i]);
			assert_case(xctl_names_compare(&hit, &arena, NULL, &yours, &theirs, &error) == XCTL_INPUT, "case %zu\n", i);
			assert_true(error.hint[0] != '\0' && hit.score == 7);
		}
		for (size_t i = 0; i < COUNT_OF(fine); i++) {
			xctl_name_hit hit = { 0 };
			xctl_error error = { 0 };
			name.text = xctl_str_of(fine[i]);
			assert_case(xctl_names_compare(&hit, &arena, NULL, &yours, &theirs, &error) == XCTL_OK, "%s: %s\n", fine[i], error.what);
			assert_int_equal(sum_of(&hit), hit.score);
		}
		char *letters = xctl_alloc(&arena, 10000);
		assert_non_null(letters);
		for (size_t i = 0; i < 10000; i++)
			letters[i] = i % 7 == 6 ? ' ' : (char)('a' + i % 26);
		xctl_name_hit hit = { 0 };
		name.text = (xctl_str){ letters, 10000 };
		assert_int_equal(xctl_names_compare(&hit, &arena, NULL, &yours, &yours, NULL), XCTL_OK);
		memset(letters, 'x', 10000);
		assert_int_equal(xctl_names_compare(&hit, &arena, NULL, &yours, &yours, NULL), XCTL_OK);
	}
	xctl_arena_drop(&arena);
}

/* The order of the arguments changes the roles, not how like two names are. */
static void is_symmetric_where_it_should_be(void **state)
{
	static const char *const names[][2] = { { "Dae Dong Bank", "Daedong Bank" }, { "Muammar Kaddafi", "Muammar Qadhafi" },
		{ "Fater Institute", "Faater Institute" }, { "PASC", "Pars Aviation Services Company" } };
	xctl_arena arena = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		given there = { ORGANIZATIONS, .yours = names[i][0], .theirs = names[i][1] };
		given back = { ORGANIZATIONS, .yours = names[i][1], .theirs = names[i][0] };
		assert_int_equal(compare(&arena, &there).score, compare(&arena, &back).score);
	}
	xctl_arena_drop(&arena);
}

static xctl_code compare_twice(const xctl_memory *memory, void *context)
{
	static const char *const names[][2] = { { "ACME Metals Ltd", "Acme Metal" }, { "Ромашка", "Romashka OOO" } };
	xctl_code code = XCTL_OK;
	(void)context;
	for (size_t i = 0; i < COUNT_OF(names) && code == XCTL_OK; i++) {
		xctl_arena arena = { .memory = memory };
		xctl_name mine = { xctl_str_of(names[i][0]), XCTL_NAME_PRIMARY }, its = { xctl_str_of(names[i][1]), XCTL_NAME_PRIMARY };
		xctl_str address = XCTL_STR("Main Street 17");
		xctl_named yours = { .names = &mine, .n_names = 1, .addresses = &address, .n_addresses = 1 }, theirs = yours;
		theirs.names = &its;
		xctl_name_hit hit;
		code = xctl_names_compare(&hit, &arena, NULL, &yours, &theirs, NULL);
		xctl_arena_drop(&arena);
	}
	return code;
}

static void survives_every_failed_allocation(void **state)
{
	(void)state;
	test_every_allocation(compare_twice, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_table_holds),
		cmocka_unit_test(what_stands_beside_the_name_counts),
		cmocka_unit_test(persons_need_more_than_a_name),
		cmocka_unit_test(odd_names),
		cmocka_unit_test(is_symmetric_where_it_should_be),
		cmocka_unit_test(survives_every_failed_allocation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
