/* The Entity List's texts by their meaning, and what a requirement reaches. */
#include "testing.h"

#include <string.h>

#include "lists/inside.h"

#define F1 XCTL_FOOTNOTE_1
#define F2 XCTL_FOOTNOTE_2
#define F3 XCTL_FOOTNOTE_3
#define F4 XCTL_FOOTNOTE_4
#define F5 XCTL_FOOTNOTE_5

static const struct requirement {
	const char *text;
	xctl_scope scope;
	unsigned footnotes;
	bool carve_out;
	const char *codes, *carved, *except; /* joined with blanks */
} requirements[] = {
	{ "For all items subject to the EAR.  (See §744.11 of the EAR)", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR (See §744.11 of the EAR.", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR. (See part§744.11 of the EAR).", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR. (See §?744.11 of the EAR)", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR. (See §744.2 (d) of the EAR)", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "All Items Subject to the EAR", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "All items subject to the EAR.", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR, see §§ 734.9(e)1, and 744.11 of the EAR2", XCTL_SCOPE_ALL, F1 | F2, false, "", "", "" },
	{ "For all items subject to the EAR, see §§ 734.9(e) 1 and 744.11 of the EAR 2", XCTL_SCOPE_ALL, F1 | F2, false, "", "", "" },
	{ "For All Items Subject to the EAR (See §734.9(e)1, and §744.11 of the EAR)2.", XCTL_SCOPE_ALL, F1 | F2, false, "", "", "" },
	{ "For all items subject to the EAR. (See §§ 734.9(e) and 744.11 of the EAR)4", XCTL_SCOPE_ALL, F4, false, "", "", "" },
	{ "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR) 4", XCTL_SCOPE_ALL, F4, false, "", "", "" },
	{ "For all items subject to the EAR. (See §§ 734.9(e)(2) and 744.11 of the EAR)", XCTL_SCOPE_ALL, F4, false, "", "", "" },
	{ "For All Items Subject to the EAR (See §734.9(e), and 744.11 of the EAR)4.", XCTL_SCOPE_ALL, F4, false, "", "", "" },
	{ "For all items subject to the EAR. (See §734.9(e) and §744.11 of the EAR)", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR (See §§734.4(a)(9), 734.9(e)(3), and 744.11 of the EAR)5", XCTL_SCOPE_ALL, F5, false, "", "", "" },
	{ "For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR)", XCTL_SCOPE_ALL, F3, false, "", "", "" },
	{ "For all items subject to the EAR (See §§734.9(g)3, 746.8(a)(3), and 744.2l(b) of the EAR", XCTL_SCOPE_ALL, F3, false, "", "", "" },
	{ "For all items subject to the EAR (See §§ 734.9(g), 746.8(a)(3), and 744.21(b) of the EAR)", XCTL_SCOPE_ALL, F3, false, "", "", "" },
	{ "For all items subject to the EAR. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the EAR) This license requirement may be "
	  "overcome by License Exception GOV under § 740.11(b)(2) and e.",
		XCTL_SCOPE_ALL, F3, false, "", "", "" },
	{ "For All Items Subject to the EAR (See §734.9(g), 3 §746.8(a)(3), and §744.21(b) of the EAR). The license requirements under this "
	  "entry also extend to any export, reexport and transfer (in-country) to the entity wherever located worldwide.",
		XCTL_SCOPE_ALL, F3, false, "", "", "" },
	{ "For All Items Subject to the EAR (See §744.11 of the EAR). This license requirement may be overcome by License Exception GOV under "
	  "§740.11(b) when used by the U.S Geological Survey.",
		XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "For all items subject to the EAR, with case-by-case basis for items listed on the CCL", XCTL_SCOPE_ALL, 0, false, "", "", "" },
	{ "All items subject to the EAR except for food or medicine designated as EAR99. (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the "
	  "EAR)",
		XCTL_SCOPE_ALL, F3, true, "", "EAR99", "" },
	{ "All items subject to the EAR except for food or medicine designated as EAR99, or ECCN 5A992.c and 5D992.c unless for Russian "
	  "“government end users” and Russian state-owned enterprises (SoEs) to Russia.  (See §§ 734.9(g),3 746.8(a)(3), and 744.21(b) of the "
	  "EAR)",
		XCTL_SCOPE_ALL, F3, true, "", "EAR99 5A992.c 5D992.c", "" },
	{ "For all items subject to the EAR, see §§ 736.2(b)(3)(vi), and 744.11 of the EAR, EXCEPT for technology subject to the EAR that is "
	  "designated as EAR99, or controlled on the Commerce Control List for anti-terrorism reasons only, when released to members of a "
	  "“standards organization” (see §772.1) for the purpose of contributing to the revision or development of a “standard” (see §772.1).",
		XCTL_SCOPE_ALL, F1, true, "", "EAR99 ?E", "" },
	{ "For All Items Subject to the EAR (See §744.11 of the EAR), except for EAR99-designated technology for the operation, maintenance, or "
	  "repair of unmanned aerial vehicles (UAV) released to this entity by the operator of the UAV.",
		XCTL_SCOPE_ALL, 0, true, "", "EAR99", "" },
	{ "All items subject to the EAR, apart from items that are related to transactions that are authorized by the Department of the "
	  "Treasury’s Office of Foreign Assets Control pursuant to General License No. 1B of March 2, 2021. (See §§ 734.9(g),3 746.8(a)(3), "
	  "and 744.21(b) of the EAR)",
		XCTL_SCOPE_ALL, F3, true, "", "", "" },
	{ "All items subjects to the EAR except for:  -crude oil, condensates under the following Harmonized System (HS) codes: 271111; or "
	  "-required for the continued operation of joint ventures with persons from countries in Country Group A:1",
		XCTL_SCOPE_ALL, 0, true, "", "", "" },
	{ "For all items subject to the EAR when used in projects specified in§746.5 of the EAR. ", XCTL_SCOPE_ALL, 0, true, "", "", "" },
	{ "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746 of the EAR.", XCTL_SCOPE_LISTED, 0, false,
		"§746-supp-7", "", "" },
	{ "For items on the CCL and listed in supplement no. 7 to part 746 of the EAR", XCTL_SCOPE_LISTED, 0, false, "§746-supp-7", "", "" },
	{ "For all items on the Commerce Control List (See §744.11 of the EAR)", XCTL_SCOPE_LISTED, 0, false, "", "", "" },
	{ "For any item subject to the EAR listed in supplement no. 2 to part 744.", XCTL_SCOPE_CODES, 0, false, "§744-supp-2", "", "" },
	{ "For all items classified under ECCNs 3B001.a.4 and 3B002", XCTL_SCOPE_CODES, 0, false, "3B001.a.4 3B002", "", "" },
	{ "For all items subject to the EAR on Tuesdays", XCTL_SCOPE_UNPARSED, 0, false, "", "", "" },
	{ "For all items classified under ECCN 3B001 that are blue", XCTL_SCOPE_UNPARSED, 0, false, "", "", "" },
	{ "For some items", XCTL_SCOPE_UNPARSED, 0, false, "", "", "" },
	{ "", XCTL_SCOPE_UNPARSED, 0, false, "", "", "" },
};

static bool joined_is(const xctl_str *at, uint32_t n, const char *expected)
{
	xctl_buf buf = { 0 };
	for (uint32_t i = 0; i < n; i++)
		xctl_buf_printf(&buf, i ? " %.*s" : "%.*s", XCTL_FMT(at[i]));
	bool same = xctl_str_is(xctl_buf_view(&buf), expected);
	if (!same)
		print_error("got \"%.*s\" for \"%s\"\n", XCTL_FMT(xctl_buf_view(&buf)), expected);
	xctl_buf_drop(&buf);
	return same;
}

static void requirements_by_meaning(void **state)
{
	xctl_arena arena = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(requirements); i++) {
		const struct requirement *r = &requirements[i];
		xctl_entry entry = { .kind = XCTL_PARTY_UNKNOWN };
		assert_true(xctl_requirement_read(&entry, &arena, xctl_str_of(r->text)));
		assert_case(entry.scope == r->scope, "%s: scope %s\n", r->text, xctl_scope_word(entry.scope));
		assert_case(entry.footnotes == r->footnotes, "%s: footnotes %u\n", r->text, entry.footnotes);
		assert_case(entry.carve_out == r->carve_out, "%s\n", r->text);
		assert_case(joined_is(entry.codes, entry.n_codes, r->codes), "%s\n", r->text);
		assert_case(joined_is(entry.carved, entry.n_carved, r->carved), "%s\n", r->text);
		assert_case(joined_is(entry.except, entry.n_except, r->except), "%s\n", r->text);
		assert_str(entry.requirement_text, r->text);
	}
	xctl_arena_drop(&arena);
}

static const struct policy {
	const char *text;
	xctl_policy policy;
	bool understood;
} policies[] = {
	{ "", XCTL_POLICY_NONE, true },
	{ "Policy of denial. ", XCTL_POLICY_DENIAL, true },
	{ "Policy of denial for all items subject to the EAR. See § 746.8(b).", XCTL_POLICY_DENIAL, true },
	{ "Presumption of denial.", XCTL_POLICY_PRESUMPTION, true },
	{ "Presumption for denial", XCTL_POLICY_PRESUMPTION, true },
	{ "Case-by-case basis.", XCTL_POLICY_CASE, true },
	{ "Case-by-Case review for licenses for the safety of civil aviation of aircraft.", XCTL_POLICY_CASE, true },
	{ "See §744.2 (d) of the EAR", XCTL_POLICY_CASE, true },
	{ "See §§ 744.2(d), 744.3(d), and 744.4(d) of this part.", XCTL_POLICY_CASE, true },
	{ "See §744.3 of this part", XCTL_POLICY_CASE, true },
	{ "See §746.5(b) of the EAR", XCTL_POLICY_MIXED, true },
	{ "See §§744.11 and 744.23(d) of the EAR.", XCTL_POLICY_MIXED, true },
	{ "See § 746.8(b)(2) of the EAR", XCTL_POLICY_MIXED, true },
	{ "Case-by-case for all items listed on the CCL. Presumption of approval for EAR99 items", XCTL_POLICY_MIXED, true },
	{ "Presumption of approval for EAR99 items", XCTL_POLICY_MIXED, true },
	{ "Policy of denial for all items subject to the EAR apart from food and medicine designated as EAR99, which will be reviewed on a "
	  "case-by case basis. See §§ 746.8(b) and 744.21(e)",
		XCTL_POLICY_MIXED, true },
	{ "Case-by-case review for ECCNs 1A004.c; casa-by-case review for items necessary to treat infectious disease; and presumption of "
	  "denial for all other items subject to the EAR.",
		XCTL_POLICY_MIXED, true },
	{ "For all items subject to the EAR. (See § 744.11 of the EAR)", XCTL_POLICY_MIXED, false },
	{ "As the tide says", XCTL_POLICY_MIXED, false },
};

static void policies_by_meaning(void **state)
{
	xctl_arena arena = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(policies); i++) {
		xctl_entry entry = { .kind = XCTL_PARTY_UNKNOWN };
		bool understood;
		assert_true(xctl_policy_read(&entry, &arena, xctl_str_of(policies[i].text), &understood));
		assert_case(entry.policy == policies[i].policy, "%s: %s\n", policies[i].text, xctl_policy_word(entry.policy));
		assert_case(understood == policies[i].understood, "%s\n", policies[i].text);
	}
	xctl_arena_drop(&arena);
}

static const struct notice {
	const char *cites, *day;
	bool by_year;
} notices[] = {
	{ "84 FR 22961, 85 FR 29852", "2019-12-31", true },
	{ "68 F.R. 38290 6/27/03 71 F.R. 38843 7/10/06", "2003-06-27", false },
	{ "63 FR 64322 (11/19/98), 65 FR 14444 (03/17/00), 77 FR 58006 (no. 182)", "1998-11-19", false },
	{ "Vol. 59, No. 44, 03/07/1994", "1994-03-07", false },
	{ "74.F.R. 100 1/2/09", "2009-01-02", false },
	{ "76  FR 50407", "2011-12-31", true },
	{ "90 FR", "2025-12-31", true },
	{ "90 F.R. 41970 8/28/20225", "2025-12-31", true },
	{ "13/45/2020", NULL, false },
	{ "15 CFR 744.15", NULL, false },
	{ "MOFCOM announcement of 2026-02-24", NULL, false },
	{ "", NULL, false },
};

static void days_from_citations(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(notices); i++) {
		bool by_year;
		char text[11] = "";
		xctl_date day = xctl_notice_day(xctl_str_of(notices[i].cites), &by_year);
		if (day != XCTL_DATE_NONE)
			xctl_date_print(day, text);
		assert_case(strcmp(text, notices[i].day ? notices[i].day : "") == 0, "%s: %s\n", notices[i].cites, text);
		assert_case(by_year == notices[i].by_year, "%s\n", notices[i].cites);
	}
}

static const struct cover {
	const char *requirement, *codes; /* blanks between */
	xctl_covers covers;
} covers[] = {
	{ "For all items subject to the EAR", "", XCTL_COVERS_YES },
	{ "For all items subject to the EAR", "none", XCTL_COVERS_YES },
	{ "For all items subject to the EAR", "3A090", XCTL_COVERS_YES },
	{ "For items on the CCL", "", XCTL_COVERS_UNKNOWN },
	{ "For items on the CCL", "none", XCTL_COVERS_NO },
	{ "For items on the CCL", "3B001.a.4", XCTL_COVERS_YES },
	{ "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746", "none", XCTL_COVERS_UNKNOWN },
	{ "For items on the CCL and EAR99 items listed in supplement no. 7 to part 746", "3A001", XCTL_COVERS_YES },
	{ "For items under ECCN 3B001.a.4", "3B001.a.4", XCTL_COVERS_YES },
	{ "For items under ECCN 3B001.a.4", "3B001.a.4.b", XCTL_COVERS_YES },
	{ "For items under ECCN 3B001.a.4", "3B001", XCTL_COVERS_UNKNOWN },
	{ "For items under ECCN 3B001.a.4", "3B001.a", XCTL_COVERS_UNKNOWN },
	{ "For items under ECCN 3B001.a.4", "3B001.b", XCTL_COVERS_NO },
	{ "For items under ECCN 3B001", "3B0012", XCTL_COVERS_NO },
	{ "For items under ECCN 3B001", "3B002 3B001.c", XCTL_COVERS_YES },
	{ "For items under ECCN 3B001", "EAR99", XCTL_COVERS_NO },
	{ "For any item subject to the EAR listed in supplement no. 2 to part 744", "3A999", XCTL_COVERS_UNKNOWN },
	{ "All items subject to the EAR except for food or medicine designated as EAR99.", "none", XCTL_COVERS_UNKNOWN },
	{ "All items subject to the EAR except for food or medicine designated as EAR99.", "3A090", XCTL_COVERS_YES },
	{ "All items subject to the EAR except for food or medicine designated as EAR99.", "", XCTL_COVERS_UNKNOWN },
	{ "For all items subject to the EAR, except for technology designated as EAR99, or controlled for anti-terrorism reasons only", "3A090",
		XCTL_COVERS_YES },
	{ "For all items subject to the EAR, except for technology designated as EAR99, or controlled for anti-terrorism reasons only", "3E991",
		XCTL_COVERS_UNKNOWN },
	{ "For all items subject to the EAR when used in projects specified in §746.5", "3A001", XCTL_COVERS_UNKNOWN },
	{ "For some items", "3A001", XCTL_COVERS_UNKNOWN },
};

static uint32_t codes_of(const char *text, xctl_str codes[4])
{
	uint32_t n = 0;
	xctl_str rest = xctl_str_of(text), word;
	while (n < 4 && (word = xctl_str_word(&rest)).len)
		codes[n++] = word;
	return n;
}

static void what_a_requirement_reaches(void **state)
{
	xctl_arena arena = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(covers); i++) {
		xctl_entry entry = { .kind = XCTL_PARTY_UNKNOWN };
		xctl_str codes[4];
		uint32_t n = codes_of(covers[i].codes, codes);
		assert_true(xctl_requirement_read(&entry, &arena, xctl_str_of(covers[i].requirement)));
		xctl_covers got = xctl_entry_covers(&entry, codes, n);
		assert_case(got == covers[i].covers, "%s, item %s: %d\n", covers[i].requirement, covers[i].codes, (int)got);
	}
	xctl_entry none = { .scope = XCTL_SCOPE_NONE };
	assert_int_equal(xctl_entry_covers(&none, NULL, 0), XCTL_COVERS_NO);
	xctl_str except[] = { XCTL_STR("5A992.c"), XCTL_STR("EAR99") }, listed[] = { XCTL_STR("5A992.c.1"), XCTL_STR("3A001"), XCTL_STR("none") };
	xctl_entry all = { .scope = XCTL_SCOPE_ALL, .except = except, .n_except = 2 };
	assert_int_equal(xctl_entry_covers(&all, &listed[0], 1), XCTL_COVERS_NO);
	assert_int_equal(xctl_entry_covers(&all, &listed[0], 2), XCTL_COVERS_YES);
	assert_int_equal(xctl_entry_covers(&all, &listed[2], 1), XCTL_COVERS_NO);
	assert_int_equal(xctl_entry_covers(&all, NULL, 0), XCTL_COVERS_UNKNOWN);
	xctl_arena_drop(&arena);
}

static const struct {
	const char *name;
	xctl_party_kind kind;
} kinds[] = {
	{ "Huawei Technologies Co., Ltd.", XCTL_PARTY_ORGANIZATION },
	{ "AO Kaspersky Lab", XCTL_PARTY_ORGANIZATION },
	{ "AO SET-1", XCTL_PARTY_UNKNOWN },
	{ "World Equipment Trading L.L.C", XCTL_PARTY_ORGANIZATION },
	{ "Elink Co.Ltd", XCTL_PARTY_ORGANIZATION },
	{ "OU YANG", XCTL_PARTY_UNKNOWN },
	{ "Abdul Satar Ghoura", XCTL_PARTY_UNKNOWN },
	{ "NICHOLAS AYALA", XCTL_PARTY_UNKNOWN },
	{ "北京理工大学", XCTL_PARTY_ORGANIZATION },
	{ "", XCTL_PARTY_UNKNOWN },
};

static void organisations_by_their_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(kinds); i++)
		assert_case(xctl_kind_guess(xctl_str_of(kinds[i].name)) == kinds[i].kind, "%s\n", kinds[i].name);
}

static const struct {
	const char *text, *names; /* quality letter and text, "|" between */
} name_cases[] = {
	{ "National Supercomputing Center Tianjin (NSCC-TJ)",
		"p National Supercomputing Center Tianjin (NSCC-TJ)|s National Supercomputing Center Tianjin|s NSCC-TJ" },
	{ "Research Body (RBX)", "p Research Body (RBX)|s Research Body|w RBX" },
	{ "CNOOC Limited (a subsidiary of another)", "p CNOOC Limited (a subsidiary of another)" },
	{ "Chitron Ltd., a.k.a. Chi-Chung Ltd. (Chitron-Shenzhen)", "p Chitron Ltd.|s Chi-Chung Ltd. (Chitron-Shenzhen)" },
	{ "Body Co. (BODY). Affiliated Entity: Part Ltd.", "p Body Co. (BODY). Affiliated Entity: Part Ltd.|s Part Ltd." },
	{ "Silver Institute （銀大学）", "p Silver Institute （銀大学）|s Silver Institute|s 銀大学" },
	{ "Silver Institute (銀大学)", "p Silver Institute (銀大学)|s Silver Institute|s 銀大学" },
	{ "Ministry, including all units wherever located", "p Ministry, including all units wherever located|s Ministry" },
	{ "  Two\xC2\xA0 words ,", "p Two words" },
};

static void one_text_many_names(void **state)
{
	static const char letters[] = "psw";
	xctl_arena arena = { 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(name_cases); i++) {
		xctl_name_list names = { 0 };
		xctl_buf got = { 0 };
		assert_true(xctl_names_add(&names, &arena, xctl_str_of(name_cases[i].text), XCTL_NAME_PRIMARY));
		for (uint32_t k = 0; k < names.count; k++)
			xctl_buf_printf(&got, k ? "|%c %.*s" : "%c %.*s", letters[names.at[k].quality], XCTL_FMT(names.at[k].text));
		assert_str(xctl_buf_view(&got), name_cases[i].names);
		xctl_buf_drop(&got);
	}
	xctl_arena_drop(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(requirements_by_meaning),
		cmocka_unit_test(policies_by_meaning),
		cmocka_unit_test(days_from_citations),
		cmocka_unit_test(what_a_requirement_reaches),
		cmocka_unit_test(organisations_by_their_words),
		cmocka_unit_test(one_text_many_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
