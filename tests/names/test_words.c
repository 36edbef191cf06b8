/* What a name is taken apart into: tables in order, legal forms, skeletons, edits, pinyin, rarity. */
#include <string.h>

#include "names/analyse.h"
#include "names/layout.h"
#include "names/rarity.h"
#include "testing.h"

/* The tables themselves, to see that they are in order: a table out of order loses words without a sound. */
typedef struct legal_form {
	const char *words;
	xctl_legal_form legal;
	enum { ANYWHERE, AT_ENDS, AT_END } where;
} legal_form;
typedef struct word_form {
	const char *word, *common;
} word_form;
typedef struct cjk_word {
	const char *word, *english;
	xctl_legal_form legal;
} cjk_word;
typedef struct common {
	char word[20];
	uint16_t rarity;
} common;
#include "names/rarity_data.inc"
#include "names/words_data.inc"

#define ASSERT_ORDERED(table, field)                                                                                  \
	for (size_t i = 1; i < COUNT_OF(table); i++)                                                                  \
	assert_case(strcmp(table[i - 1] field, table[i] field) < 0, #table ": %s\n", table[i] field)

static void tables_are_in_order(void **state)
{
	(void)state;
	ASSERT_ORDERED(legal_forms, .words);
	ASSERT_ORDERED(word_forms, .word);
	ASSERT_ORDERED(organization_words, );
	ASSERT_ORDERED(stop_words, );
	ASSERT_ORDERED(person_particles, );
	ASSERT_ORDERED(titles, );
	ASSERT_ORDERED(cjk_words, .word);
	ASSERT_ORDERED(common_words, .word);
	ASSERT_ORDERED(common_skeletons, .word);
	for (size_t i = 0; i < COUNT_OF(word_forms); i++) {
		assert_true(xctl_is_organization_word(xctl_str_of(word_forms[i].common)));
		assert_case(strcmp(word_forms[i].word, word_forms[i].common) != 0, "%s\n", word_forms[i].word);
	}
	for (size_t i = 0; i < COUNT_OF(legal_forms); i++)
		for (const char *s = legal_forms[i].words; *s; s++)
			assert_case(!(*s >= 'A' && *s <= 'Z'), "%s\n", legal_forms[i].words);
}

/* Words of the first writing with spaces between, and its legal form. */
static const char *taken_apart(const char *name, xctl_party_kind kind, xctl_legal_form *legal)
{
	static char text[1000];
	xctl_arena arena = { 0 };
	xctl_analysis analysis;
	xctl_error error = { 0 };
	assert_int_equal(xctl_analyse(&analysis, &arena, NULL, xctl_str_of(name), kind, &error), XCTL_OK);
	size_t n = 0;
	for (uint32_t i = 0; i < analysis.at[0]->n_words; i++) {
		const xctl_word *word = &analysis.at[0]->words[i];
		if (n)
			text[n++] = ' ';
		memcpy(text + n, word->text, word->len);
		n += word->len;
	}
	text[n] = '\0';
	*legal = analysis.at[0]->legal;
	xctl_arena_drop(&arena);
	return text;
}

static void names_come_apart(void **state)
{
	static const struct {
		const char *name, *words;
		xctl_legal_form legal;
	} cases[] = {
		{ "Huawei Technologies Co., Ltd.", "huawei technology", XCTL_FORM_LIMITED },
		{ "OOO Romashka", "romashka", XCTL_FORM_LIMITED },
		{ "ООО \"Ромашка\"", "romashka", XCTL_FORM_LIMITED },
		{ "Open Joint Stock Company Avrora", "avrora", XCTL_FORM_STOCK },
		{ "Limited Liability Company Avrora", "avrora", XCTL_FORM_LIMITED },
		{ "LIMITED LIABILITY COPANY AVRORA", "avrora", XCTL_FORM_LIMITED },
		{ "Herzallah Exchangecompany", "herzallah exchange", XCTL_FORM_COMPANY },
		{ "Müller & Söhne GmbH & Co. KG", "muller sohne", XCTL_FORM_PARTNERSHIP },
		{ "Compagnia S.p.A.", "compagnia", XCTL_FORM_STOCK },
		{ "ASM International N.V.", "asm international", XCTL_FORM_STOCK },
		{ "Kobalt Sp. z o.o.", "kobalt", XCTL_FORM_LIMITED },
		{ "Kobalt Sdn Bhd", "kobalt", XCTL_FORM_LIMITED },
		{ "Toshiba K.K.", "toshiba", XCTL_FORM_STOCK },
		{ "PT Kobalt Tbk", "kobalt", XCTL_FORM_STOCK },
		{ "株式会社東芝", "dong zhi", XCTL_FORM_STOCK },
		{ "上海微电子装备有限公司", "shanghai microelectronics equipment", XCTL_FORM_LIMITED },
		{ "삼성전자 주식회사", "samseong electronics", XCTL_FORM_STOCK },
		{ "CA Technologies", "ca technology", XCTL_FORM_NONE },
		{ "Ltd", "ltd", XCTL_FORM_NONE },
		{ "Kobalt Tech Intl Corp", "kobalt technology international", XCTL_FORM_STOCK },
		{ "Atomic Energy Organisation of Iran (AEOI)", "atomic energy organization iran", XCTL_FORM_NONE },
		{ "A-B-C Company", "abc", XCTL_FORM_COMPANY },
		{ "U.S.A. Kobalt", "usa kobalt", XCTL_FORM_NONE },
		{ "Factory No. 007", "factory 7", XCTL_FORM_NONE },
	};
	static const struct {
		const char *name, *words;
	} persons[] = {
		{ "BIN LADEN, Usama", "laden usama" },
		{ "Abdul Rahman", "abd rahman" },
		{ "Abdurrahman", "abd rahman" },
		{ "Abdelkader", "abd kader" },
		{ "Abdullah", "abdullah" },
		{ "J. R. Smith", "j r smith" },
		{ "Kim Min Co", "kim min co" },
		{ "al", "al" },
	};
	xctl_legal_form legal;
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *words = taken_apart(cases[i].name, XCTL_PARTY_ORGANIZATION, &legal);
		assert_case(strcmp(words, cases[i].words) == 0 && legal == cases[i].legal, "%s: %s, form %d\n", cases[i].name, words,
			(int)legal);
	}
	for (size_t i = 0; i < COUNT_OF(persons); i++) {
		const char *words = taken_apart(persons[i].name, XCTL_PARTY_PERSON, &legal);
		assert_case(strcmp(words, persons[i].words) == 0 && legal == XCTL_FORM_NONE, "%s: %s\n", persons[i].name, words);
	}
}

static void skeletons_gather_spellings(void **state)
{
	static const char *const alike[][2] = { { "mohammed", "muhamad" }, { "mohammed", "mhmd" }, { "kaddafi", "qadhafi" },
		{ "choudry", "chaudhry" }, { "jamal", "djamel" }, { "yusuf", "yousef" }, { "soleimani", "sulaimani" },
		{ "sharia", "charia" }, { "magomed", "maghomed" }, { "ivanov", "ivanoff" }, { "omar", "umar" }, { "fatah", "fattah" } };
	static const char *const apart[][2] = { { "hassan", "hussain2" }, { "karim", "salim" }, { "kim", "min" }, { "ali", "li" } };
	char a[XCTL_SKELETON_BYTES], b[XCTL_SKELETON_BYTES];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(alike); i++) {
		size_t n = xctl_skeleton(xctl_str_of(alike[i][0]), a), m = xctl_skeleton(xctl_str_of(alike[i][1]), b);
		assert_case(n == m && memcmp(a, b, n) == 0, "%s %s\n", alike[i][0], alike[i][1]);
	}
	for (size_t i = 0; i < COUNT_OF(apart); i++) {
		size_t n = xctl_skeleton(xctl_str_of(apart[i][0]), a), m = xctl_skeleton(xctl_str_of(apart[i][1]), b);
		assert_case(n != m || memcmp(a, b, n) != 0, "%s %s\n", apart[i][0], apart[i][1]);
	}
	assert_int_equal(xctl_skeleton(XCTL_STR("bcdfbcdfbcdfbcdfbcdfbcdf"), a), XCTL_SKELETON_BYTES);
	assert_int_equal(xctl_skeleton(XCTL_STR(""), a), 0);
}

/* The textbook's recursion, for short words. */
static unsigned edits_by_definition(xctl_str a, xctl_str b)
{
	if (!a.len || !b.len)
		return (unsigned)(a.len + b.len);
	xctl_str a1 = { a.at, a.len - 1 }, b1 = { b.at, b.len - 1 };
	unsigned best = edits_by_definition(a1, b1) + (a.at[a.len - 1] != b.at[b.len - 1] ? 1u : 0u);
	unsigned other = edits_by_definition(a1, b) + 1;
	best = other < best ? other : best;
	other = edits_by_definition(a, b1) + 1;
	best = other < best ? other : best;
	if (a.len > 1 && b.len > 1 && a.at[a.len - 1] == b.at[b.len - 2] && a.at[a.len - 2] == b.at[b.len - 1]) {
		other = edits_by_definition((xctl_str){ a.at, a.len - 2 }, (xctl_str){ b.at, b.len - 2 }) + 1;
		best = other < best ? other : best;
	}
	return best;
}

static void edits_are_counted(void **state)
{
	test_random random = { 20 };
	(void)state;
	for (int i = 0; i < 1500; i++) {
		char a[6], b[6];
		xctl_str x = { a, (size_t)test_random_between(&random, 0, 6) }, y = { b, (size_t)test_random_between(&random, 0, 6) };
		for (size_t k = 0; k < 6; k++) {
			a[k] = (char)test_random_between(&random, 'a', 'c');
			b[k] = (char)test_random_between(&random, 'a', 'c');
		}
		unsigned right = edits_by_definition(x, y);
		for (unsigned most = 0; most < 4; most++)
			assert_case(xctl_edits(x, y, most) == (right <= most ? right : most + 1), "%.*s %.*s\n", XCTL_FMT(x), XCTL_FMT(y));
	}
}

typedef struct keys {
	uint32_t at[2000];
	size_t count;
} keys;

static bool keep_key(void *context, uint32_t key)
{
	keys *k = context;
	assert_true(k->count < COUNT_OF(k->at));
	k->at[k->count++] = key;
	return true;
}

/* Any two words within the edits that both forgive share what is left after deletions. */
static void deletions_meet(void **state)
{
	test_random random = { 21 };
	(void)state;
	for (int i = 0; i < 3000; i++) {
		char a[12], b[12];
		size_t n = (size_t)test_random_between(&random, 4, 10);
		for (size_t k = 0; k < n; k++)
			a[k] = (char)test_random_between(&random, 'a', 'd');
		memcpy(b, a, n);
		xctl_str x = { a, n }, y = { b, n };
		for (int edit = 0; edit < 2; edit++) {
			size_t at = (size_t)test_random_between(&random, 0, (int64_t)y.len - 1);
			int64_t what = test_random_between(&random, 0, 2);
			if (what == 0 && y.len > 4) {
				memmove(b + at, b + at + 1, y.len - at - 1);
				y.len--;
			} else if (what == 1 && at + 1 < y.len) {
				char c = b[at];
				b[at] = b[at + 1];
				b[at + 1] = c;
			} else {
				b[at] = (char)test_random_between(&random, 'a', 'd');
			}
		}
		unsigned forgiven = xctl_edits_forgiven(x.len < y.len ? x.len : y.len);
		if (xctl_edits(x, y, forgiven) > forgiven)
			continue;
		keys mine = { .count = 0 }, its = { .count = 0 };
		xctl_each_deletion(x, xctl_edits_forgiven(x.len), keep_key, &mine);
		xctl_each_deletion(y, xctl_edits_forgiven(y.len), keep_key, &its);
		bool meet = false;
		for (size_t k = 0; k < mine.count && !meet; k++)
			for (size_t j = 0; j < its.count && !meet; j++)
				meet = mine.at[k] == its.at[j];
		assert_case(meet, "%.*s %.*s\n", XCTL_FMT(x), XCTL_FMT(y));
	}
}

static void pinyin_is_known(void **state)
{
	static const char *const yes[] = { "huawei", "xiaoming", "zhang", "hengxing", "jiaxiang", "guangqi", "haitian2" };
	static const char *const no[] = { "hasan", "salami", "kumar", "siemens", "wei", "soleimani", "", "karim" };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(yes) - 1; i++)
		assert_case(xctl_is_pinyin(xctl_str_of(yes[i])), "%s\n", yes[i]);
	for (size_t i = 0; i < COUNT_OF(no); i++)
		assert_case(!xctl_is_pinyin(xctl_str_of(no[i])), "%s\n", no[i]);
}

static void rarity_is_whole_numbers(void **state)
{
	(void)state;
	assert_int_equal(xctl_log2_tenths(1, 1), 0);
	assert_int_equal(xctl_log2_tenths(1024, 1), 100);
	assert_int_equal(xctl_log2_tenths(1, 1024), -100);
	assert_int_equal(xctl_log2_tenths(3, 2), 5); /* 0.585 */
	assert_int_equal(xctl_log2_tenths(UINT64_C(1) << 40, 1), 400);
	for (uint64_t n = 1; n < 5000; n++)
		assert_true(xctl_log2_tenths(n + 1, 7) >= xctl_log2_tenths(n, 7));
	/* Common words are common on a list of three parties too, and short words nowhere rare. */
	assert_true(xctl_word_rarity(XCTL_STR("trading"), 0, 1, 3) < 60);
	assert_true(xctl_word_rarity(XCTL_STR("kovalenko"), 0, 1, 3) > 100);
	assert_true(xctl_word_rarity(XCTL_STR("zq"), 0, 0, 50000) <= 50);
	assert_true(xctl_word_rarity(XCTL_STR("kovalenko"), 0, 5000, 50000) < 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_in_order),
		cmocka_unit_test(names_come_apart),
		cmocka_unit_test(skeletons_gather_spellings),
		cmocka_unit_test(edits_are_counted),
		cmocka_unit_test(deletions_meet),
		cmocka_unit_test(pinyin_is_known),
		cmocka_unit_test(rarity_is_whole_numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
