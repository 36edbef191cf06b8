/* De minimis: the share of a foreign item's value that is US-origin and would itself need a licence to the destination
 * (Supplement No. 2 to 15 CFR Part 734), over a Control List and a Country Chart of a few rows. */
#include "lawful.h"

static const char *const tables[] = { "us/ccl", "code\tcontrol\n3A001.a.2\tNS2, AT1\n5A991\tAT1\n",
	"us/chart", "country\tNS2\tAT1\nBR\tX\t\nCN\tX\t\nIN\t\t\nKP\tX\tX\n", "us/groups", "country\tgroup\nBR\tB\nIN\tB\n", NULL };

static const char rules[] =
	"regime us.t\ngovernment US\n\nquestion gbs\nasks \"?\"\n\n"
	"rule chart\nregime us.t\ncites 15 CFR 738.4\neffective 1996-03-25\nfor C in NS2, AT1\n"
	"when item.codes.US in us/ccl where control is C\n and to in us/chart where C is X\nthen licence\ncontent counts\n\n"
	/* Part 744 is not used to identify controlled content (case U20) */
	"rule list\nregime us.t\ncites 15 CFR 744.11\neffective 1996-03-25\nwhen some party P\n and P on us-entity\nthen licence\n\n"
	"rule more\nregime us.t\ncites x\neffective 1996-03-25\nwhen to is CN, BR\nthen review\n\n"
	/* takes precedence over a rule of its own; that does not make it count twice, nor when it was released */
	"overrides chart(NS2) over more\n\n"
	"exception gbs to chart(NS2)\nkind licence-exception\ncontent releases\ncites 15 CFR 740.4\n"
	"when to in us/groups where group is B\nunless item.origin is CN\naffirm gbs \"?\"\n\n"
	"exception other to chart\nkind licence-exception\ncites x\nwhen to is CN\n\n"
	"fact de-minimis\nwhen item.us_content <= 25\n\nfact below\nwhen item.us_content < 25\n";

typedef struct folded {
	const char *item, *to;
	bool known;
	const char *low, *high;
} folded;

static void check(const folded *cases, size_t n)
{
	lawful l;
	lawful_open(&l, rules, tables);
	for (size_t i = 0; i < n; i++) {
		char json[1024], low[24], high[24];
		lawful_case c;
		snprintf(json, sizeof json, "{'kind': 'reexport', 'items': [{%s}], 'to': '%s'}", cases[i].item, cases[i].to);
		lawful_read(&l, &c, json);
		assert_int_equal(law_content(&c.frame, l.session, &c.arena, &c.error), XCTL_OK);
		assert_case(c.frame.has_content == cases[i].known, "%s\n", json);
		xctl_decimal_print(c.frame.content_low, low);
		xctl_decimal_print(c.frame.content_high, high);
		if (cases[i].known)
			assert_case(strcmp(low, cases[i].low) == 0 && strcmp(high, cases[i].high) == 0, "%s: %s to %s\n", json, low, high);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

#define MACHINE(parts) "'value': 1000, 'currency': 'USD', 'contains': [" parts "]"
#define PART(code, value) "{'codes': {'US': '" code "'}, 'origin': 'US', 'value': " value "}"

static void cases_of_the_collection(void **state)
{
	static const folded cases[] = {
		/* U16: no X for India in either column */
		{ MACHINE(PART("3A001.a.2", "100") "," PART("EAR99", "200") "," PART("5A991", "150")), "IN", true, "0", "0" },
		/* U17: China has the X of NS2, and is not in group B */
		{ MACHINE(PART("3A001.a.2", "100") "," PART("EAR99", "200") "," PART("5A991", "150")), "CN", true, "10", "10" },
		{ MACHINE(PART("3A001.a.2", "100") "," PART("EAR99", "200") "," PART("5A991", "150")), "KP", true, "25", "25" },
		/* group B: GBS releases NS2 */
		{ MACHINE(PART("3A001.a.2", "100")), "BR", true, "0", "0" },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void shares(void **state)
{
	static const folded cases[] = {
		{ MACHINE(PART("3A001.a.2", "250")), "CN", true, "25", "25" },
		{ MACHINE(PART("3A001.a.2", "250.00001")), "CN", true, "25.000001", "25.000001" },
		{ MACHINE(PART("3A001.a.2", "'250.000000001'")), "CN", true, "25.000001", "25.000001" },
		{ MACHINE(PART("3A001.a.2", "249.99")), "CN", true, "24.999", "24.999" },
		/* a bare entry may or may not be the controlled paragraph; a part that nobody classified as well */
		{ MACHINE(PART("3A001", "100") "," PART("3A001.a.2", "50")), "CN", true, "5", "15" },
		{ MACHINE("{'origin': 'US', 'value': 100}"), "CN", true, "0", "10" },
		{ MACHINE("{'codes': {'US': '3A001.a.2'}, 'value': 100}"), "CN", true, "0", "10" },
		{ MACHINE("{'codes': {'US': '3A001.a.2'}, 'value': 100, 'origin': 'JP'}"), "CN", true, "0", "0" },
		/* without values nothing is known, unless nothing counts */
		{ MACHINE("{'codes': {'US': '3A001.a.2'}, 'origin': 'US'}"), "CN", false, "", "" },
		{ MACHINE("{'codes': {'US': 'EAR99'}, 'origin': 'US'}"), "CN", true, "0", "0" },
		{ "'contains': [" PART("EAR99", "5") "]", "CN", true, "0", "0" },
		{ "'contains': [" PART("3A001.a.2", "5") "]", "CN", false, "", "" },
		{ "'value': 0, 'contains': [" PART("3A001.a.2", "5") "]", "CN", false, "", "" },
		{ MACHINE(PART("3A001.a.2", "-5")), "CN", false, "", "" },
		{ MACHINE("{'codes': {'US': '3A001.a.2'}, 'origin': 'US', 'value': 100, 'currency': 'JPY'}"), "CN", false, "", "" },
		{ MACHINE("{'codes': {'US': '3A001.a.2'}, 'origin': 'US', 'value': 100, 'currency': 'USD'}"), "CN", true, "10", "10" },
		{ MACHINE(""), "CN", true, "0", "0" },
		/* what is stated goes before what could be folded */
		{ "'us_controlled_content': [{'pct': 12.5}], " MACHINE(PART("3A001.a.2", "100")), "CN", true, "12.5", "12.5" },
		{ "'us_controlled_content': [{'destination': 'BR', 'pct': 12}, {'destination': 'CN', 'pct': 13}]", "CN", true, "13", "13" },
		{ "'us_controlled_content': []", "CN", true, "0", "0" },
		{ "'us_controlled_content': null", "CN", false, "", "" },
		{ "", "CN", false, "", "" },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

/* "25 % or less" is not "under 25 %", and a hair above is neither. */
static void thresholds_are_exact(void **state)
{
	static const struct {
		const char *value;
		law_truth at_most, below;
	} cases[] = { { "250", LAW_YES, LAW_NO }, { "'250.000000001'", LAW_NO, LAW_NO }, { "249", LAW_YES, LAW_YES } };
	lawful l;
	(void)state;
	lawful_open(&l, rules, tables);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char json[256];
		lawful_case c;
		snprintf(json, sizeof json, "{'kind': 'reexport', 'to': 'CN', 'items': [{'value': 1000, 'contains': [{'origin': 'US', "
			"'codes': {'US': '3A001.a.2'}, 'value': %s}]}]}", cases[i].value);
		lawful_read(&l, &c, json);
		lawful_run(&l, &c);
		assert_int_equal(lawful_truth(&l, &c, "de-minimis"), cases[i].at_most);
		assert_int_equal(lawful_truth(&l, &c, "below"), cases[i].below);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

static void a_barred_exception_releases_nothing(void **state)
{
	static const char *const barred[] = { "us/ccl", "code\tcontrol\n3A001.a.2\tNS2\n", "us/chart", "country\tNS2\nBR\tX\n", NULL };
	lawful l;
	lawful_case c;
	(void)state;
	lawful_open(&l, "regime us.t\ngovernment US\n\nrule chart\nregime us.t\ncites x\neffective 1996-03-25\n"
			"when item.codes.US in us/ccl\n and to in us/chart where NS2 is X\nthen licence\ncontent counts\n\n"
			"exception gbs to chart\nkind licence-exception\ncontent releases\nwhen to is BR\nunless item.codes.US in 3A001\n\n"
			"overrides chart over list\n\nrule list\nregime us.t\ncites x\neffective 1996-03-25\nwhen to is BR\nthen review\n", barred);
	lawful_read(&l, &c, "{'kind': 'reexport', 'to': 'BR', 'items': [{'value': 1000, 'contains': [{'origin': 'US', "
		"'codes': {'US': '3A001.a.2'}, 'value': 100}]}]}");
	assert_int_equal(law_content(&c.frame, l.session, &c.arena, &c.error), XCTL_OK);
	assert_true(c.frame.has_content);
	assert_int_equal(xctl_decimal_cmp(c.frame.content_low, (xctl_decimal){ 10, 0 }), 0);
	lawful_drop(&c);
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_of_the_collection),
		cmocka_unit_test(shares),
		cmocka_unit_test(thresholds_are_exact),
		cmocka_unit_test(a_barred_exception_releases_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
