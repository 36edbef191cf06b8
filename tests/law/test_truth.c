/* Three values: what is stated, what is not, what a closed world makes of it; codes, days, parties. Each answer is the
 * engine's and the reference evaluator's. */
#include "lawful.h"

#define FACT(name, conditions) "fact x." name "\neffective 2000-01-01\n" conditions "\n\n"

enum { NO = LAW_NO, MAYBE = LAW_MAYBE, YES = LAW_YES };

static const char *const tables[] = {
	"us/registry", "code\ttitle\ttabled\tstate\tleaf\n3A001\t\tyes\t\t\n3A001.a\t\t\t\t\n3A001.a.2\t\t\t\tyes\n"
		       "3A001.b\t\t\treserved\t\n3B001\t\t\t\t\n3B001.c\t\t\t\tyes\n5A991\t\tyes\t\tyes\n",
	"us/ccl", "code\tcontrol\teffective\tuntil\tattested\n3A001\tNS2\t\t\t\n3B001 except 3B001.c, 3B001.d\tNS1, AT1\t\t\t\n"
		  "3B001.c\tRS1\t2022-10-07\t\t\n5A991\tAT1\t\t2024-01-01\t2020-01-01\n",
	"us/places", "country\tgroup\teffective\tuntil\tknown\tknown_until\nBR\tB\t\t\t\t\nCN\tD:5\t\t\t\t\nGB\tA, B\t\t\t\t\n"
		     "KP\tE\t2010-01-01\t\t2011-06-01\t\nRU\tB\t\t2022-02-24\t\t\nRU\tE\t2022-02-24\t\t2022-03-01\t\n",
	"us/territories", "territory\tcountry\nHK\tCN\nKP\tCN\nKY\tGB\n",
	NULL };

static const char rules[] =
	"codes US\nentries us/registry\nalso EAR99\n\n"
	"question yes-no\nasks \"?\"\n\nquestion size\ntype number\nasks \"?\"\n\nquestion day\ntype date\nasks \"?\"\n\n"
	"question colour\ntype text\nasks \"?\"\n\n"
	FACT("to", "when to is BR, CN")
	FACT("not-to", "when not to is BR, CN")
	FACT("via", "when via in BR")
	FACT("region", "when to_region is crimea")
	FACT("kind", "when kind is export")
	FACT("in-country", "when event is in-country")
	FACT("export", "when event is export")
	FACT("use", "when end_use.uses is chips")
	FACT("origin", "when item.origin is US")
	FACT("origin-known", "when item.origin known")
	FACT("value", "when item.value.USD <= 5000")
	FACT("value-below", "when item.value.USD < 5000")
	FACT("value-is", "when item.value.USD = 5000")
	FACT("total", "when item.code_total.USD <= 5000")
	FACT("order", "when order.total.USD > 100")
	FACT("parameter", "when item.parameters.tpp >= 4800")
	FACT("content", "when item.us_content <= 25")
	FACT("report", "when item.us_content_report")
	FACT("published", "when item.release.published")
	FACT("unpublished", "when item.release.published is no")
	FACT("source", "when item.release.form is source")
	FACT("parts", "when item.contains.codes.US in 3A001.a")
	FACT("part-origin", "when item.contains.origin is US")
	FACT("product", "when item.direct_product_of in 3E001")
	FACT("yes-no", "when facts.yes-no")
	FACT("not-yes", "when not facts.yes-no")
	FACT("size", "when facts.size > 5")
	FACT("day", "when facts.day < 2020-01-01")
	FACT("colour", "when facts.colour is red")
	FACT("contract", "when dates.contract < 2020-01-01")
	FACT("since", "when date >= 2020-01-01")
	FACT("wmd", "when knowledge exporter of wmd at suspected")
	FACT("informed", "when informed by BIS")
	FACT("code", "when item.codes.US in 3A001.a")
	FACT("code-except", "when item.codes.US in 3B001 except 3B001.c")
	FACT("code-paragraph", "when item.codes.US in 3B001.c")
	FACT("code-deep", "when item.codes.US in 3B001.c.1.a")
	FACT("code-none", "when item.codes.US is none")
	FACT("code-ear99", "when item.codes.US is EAR99")
	FACT("code-table", "when item.codes.US in us/ccl")
	FACT("code-ns1", "when item.codes.US in us/ccl where control is NS1")
	FACT("code-rs1", "when item.codes.US in us/ccl where control is RS1")
	FACT("code-at1", "when item.codes.US in us/ccl where control is AT1")
	FACT("code-jp", "when item.codes.JP in 7(16)")
	FACT("code-jp7", "when item.codes.JP in 7")
	FACT("code-hs", "when item.codes.HS in 8542 except 854239")
	FACT("group-b", "when to in us/places where group is B")
	FACT("group-e", "when to in us/places where group is E")
	FACT("group-d5", "when to in us/places where group is D:5, JP except HK")
	FACT("some", "when some party P\nand P.role is end-user\nand P.country is CN")
	FACT("some-not", "when some party P\nand P.role is end-user\nand not P.country is CN")
	FACT("some-any", "when some party P\nand P.role is end-user\nand any P.country is CN\nor P.headquarters is CN\nwith P.us_person")
	FACT("two", "when some party P\nand some party Q\nand P.country is CN\nand Q.country is RU")
	FACT("of-fact", "when some party P\nand P x.chinese")
	FACT("chinese of P", "when P.country is CN")
	FACT("citizen", "when some party P\nand P.citizenship is CN")
	FACT("income", "when some party P\nand P.foreign_income_pct > 50")
	FACT("listed", "when some party P\nand P on us-entity")
	FACT("listed-fn", "when some party P\nand P on us-entity footnote 4 scope listed programme NPWMD")
	FACT("listed-item", "when some party P\nand P on us-entity covering item")
	FACT("unlisted", "when some party P\nand not P on us-entity")
	FACT("owned", "when some party P\nand P owned under bis")
	FACT("owned-item", "when some party P\nand P owned under bis covering item")
	FACT("red-flag", "when some party P\nand P red-flag under bis")
	FACT("comma", "when facts.colour is \"red, blue\"")
	FACT("no-comma", "when facts.colour is red, blue");

typedef struct one {
	const char *fact, *json; /* the inside of the document, behind the kind */
	int open, unstated_no, closed;
} one;

static law_truth truth_of(lawful *l, lawful_case *c, const char *fact)
{
	char name[64];
	snprintf(name, sizeof name, "x.%s", fact);
	return lawful_truth(l, c, name);
}

static void check(const one *cases, size_t n)
{
	lawful l;
	lawful_open(&l, rules, tables);
	for (size_t i = 0; i < n; i++) {
		const int expected[] = { cases[i].open, cases[i].unstated_no, cases[i].closed };
		for (int world = LAW_WORLD_OPEN; world <= LAW_WORLD_CLOSED; world++) {
			char json[1024];
			lawful_case c;
			bool items = strstr(cases[i].json, "'items'") != NULL;
			snprintf(json, sizeof json, "{'kind': 'export'%s%s%s}", items ? "" : ", 'items': [{}]", cases[i].json[0] ? ", " : "",
				cases[i].json);
			lawful_read(&l, &c, json);
			c.frame.world = (law_world)world;
			lawful_run(&l, &c);
			law_truth truth = truth_of(&l, &c, cases[i].fact);
			assert_case((int)truth == expected[world], "%s of %s in world %d is %d\n", cases[i].fact, json, world, (int)truth);
			lawful_drop(&c);
		}
	}
	lawful_close(&l);
}

#define ITEM(inside) "'items': [{" inside "}]"

static void terms(void **state)
{
	static const one cases[] = {
		{ "to", "'to': 'BR'", YES, YES, YES },
		{ "to", "'to': 'US'", NO, NO, NO },
		{ "to", "", MAYBE, MAYBE, NO },
		{ "to", "'to': null", MAYBE, MAYBE, MAYBE },
		{ "not-to", "", MAYBE, MAYBE, YES },
		{ "not-to", "'to': 'US'", YES, YES, YES },
		{ "via", "'via': ['US', 'BR']", YES, YES, YES },
		{ "via", "'via': []", NO, NO, NO },
		{ "via", "", MAYBE, NO, NO },
		{ "via", "'via': null", MAYBE, MAYBE, MAYBE },
		{ "region", "", MAYBE, MAYBE, NO }, /* a place is never closed by "unstated": "no" */
		{ "region", "'to_region': 'crimea'", YES, YES, YES },
		{ "kind", "", YES, YES, YES },
		{ "in-country", "'from': 'US', 'to': 'US'", YES, YES, YES },
		{ "export", "'from': 'US', 'to': 'US'", NO, NO, NO },
		{ "export", "'from': 'US', 'to': 'BR'", YES, YES, YES },
		{ "use", "'end_use': {'uses': ['x', 'chips']}", YES, YES, YES },
		{ "use", "'end_use': {'uses': 'chips'}", YES, YES, YES },
		{ "use", "'end_use': {'uses': []}", NO, NO, NO },
		{ "use", "", MAYBE, MAYBE, NO },
		{ "use", "'end_use': null", MAYBE, MAYBE, MAYBE },
		{ "origin", ITEM("'origin': 'US'"), YES, YES, YES },
		{ "origin", ITEM(""), MAYBE, MAYBE, NO },
		{ "origin-known", ITEM(""), NO, NO, NO },
		{ "origin-known", ITEM("'origin': null"), NO, NO, NO },
		{ "origin-known", ITEM("'origin': 'US'"), YES, YES, YES },
		{ "value", ITEM("'value': 5000, 'currency': 'USD'"), YES, YES, YES },
		{ "value", ITEM("'value': 5000.01, 'currency': 'USD'"), NO, NO, NO },
		{ "value", ITEM("'value': 10, 'currency': 'EUR'"), MAYBE, MAYBE, NO },
		{ "value", ITEM("'value': 10, 'currency': 'EUR', 'values': {'USD': '6000'}"), NO, NO, NO },
		{ "value", ITEM("'values': {'USD': null}"), MAYBE, MAYBE, MAYBE },
		{ "value-below", ITEM("'values': {'USD': 5000}"), NO, NO, NO },
		{ "value-is", ITEM("'values': {'USD': '5000.00'}"), YES, YES, YES },
		{ "order", ITEM("'currency': 'USD'") ", 'order': {'total': 101}", YES, YES, YES },
		{ "order", ITEM("'currency': 'EUR'") ", 'order': {'total': 101}", MAYBE, MAYBE, NO },
		{ "parameter", ITEM("'parameters': {'tpp': 4800}"), YES, YES, YES },
		{ "parameter", ITEM("'parameters': {'tpp': 'much'}"), MAYBE, MAYBE, MAYBE },
		{ "parameter", ITEM(""), MAYBE, MAYBE, NO },
		{ "report", ITEM("'us_controlled_content': [{'report_filed': true}]"), YES, YES, YES },
		{ "report", ITEM(""), MAYBE, NO, NO },
		{ "published", ITEM("'release': {'published': true}"), YES, YES, YES },
		{ "published", ITEM(""), MAYBE, NO, NO },
		{ "published", ITEM("'release': {'published': null}"), MAYBE, MAYBE, MAYBE },
		{ "published", ITEM("'release': null"), MAYBE, MAYBE, MAYBE },
		{ "unpublished", ITEM(""), MAYBE, YES, YES },
		{ "source", ITEM(""), MAYBE, MAYBE, NO },
		{ "parts", ITEM("'contains': [{'codes': {'US': '3A001.a.2'}}]"), YES, YES, YES },
		{ "parts", ITEM("'contains': [{'codes': {'US': '5A991'}}]"), NO, NO, NO },
		{ "parts", ITEM("'contains': [{'codes': {'US': '5A991'}}, {}]"), MAYBE, MAYBE, NO },
		{ "parts", ITEM("'contains': []"), NO, NO, NO },
		{ "parts", ITEM("'contains': null"), MAYBE, MAYBE, MAYBE },
		{ "parts", ITEM(""), MAYBE, NO, NO },
		{ "part-origin", ITEM("'contains': [{'origin': 'US'}, {}]"), YES, YES, YES },
		{ "part-origin", ITEM("'contains': [{'origin': 'JP'}, {}]"), MAYBE, MAYBE, NO },
		{ "product", ITEM("'direct_product_of': '3E001.a'"), YES, YES, YES },
		{ "product", ITEM(""), MAYBE, NO, NO },
		{ "contract", "'dates': {'contract': '2019-12-31'}", YES, YES, YES },
		{ "contract", "'dates': {'contract': '2020-01-01'}", NO, NO, NO },
		{ "contract", "", MAYBE, MAYBE, NO },
		{ "since", "'date': '2020-01-01'", YES, YES, YES },
		{ "since", "'date': '2019-12-31'", NO, NO, NO },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void questions(void **state)
{
	static const one cases[] = {
		{ "yes-no", "'facts': {'yes-no': true}", YES, YES, YES },
		{ "yes-no", "'facts': {'yes-no': false}", NO, NO, NO },
		{ "yes-no", "", MAYBE, NO, NO },
		{ "yes-no", "'facts': {'yes-no': null}", MAYBE, MAYBE, MAYBE },
		{ "yes-no", "'facts': {'yes-no': 'perhaps'}", MAYBE, MAYBE, MAYBE },
		{ "yes-no", "'facts': {'yes-no': 1}", MAYBE, MAYBE, MAYBE },
		{ "not-yes", "'facts': {'yes-no': null}", MAYBE, MAYBE, MAYBE },
		{ "size", "'facts': {'size': 6}", YES, YES, YES },
		{ "size", "'facts': {'size': '5'}", NO, NO, NO },
		{ "size", "'facts': {'size': true}", MAYBE, MAYBE, MAYBE },
		{ "size", "'facts': {'size': null}", MAYBE, MAYBE, MAYBE },
		{ "day", "'facts': {'day': '2019-12-31'}", YES, YES, YES },
		{ "day", "'facts': {'day': '2020-01-01'}", NO, NO, NO },
		{ "day", "'facts': {'day': 'soon'}", MAYBE, MAYBE, MAYBE },
		{ "day", "'facts': {'day': null}", MAYBE, MAYBE, MAYBE },
		{ "colour", "'facts': {'colour': 'red'}", YES, YES, YES },
		{ "colour", "'facts': {'colour': '12'}", NO, NO, NO },
		{ "colour", "'facts': {'colour': 12}", MAYBE, MAYBE, MAYBE },
		{ "comma", "'facts': {'colour': 'red, blue'}", YES, YES, YES },
		{ "comma", "'facts': {'colour': 'red'}", NO, NO, NO },
		{ "no-comma", "'facts': {'colour': 'red, blue'}", NO, NO, NO },
		{ "no-comma", "'facts': {'colour': 'blue'}", YES, YES, YES },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void knowledge(void **state)
{
#define KNOWS(inside) "'knowledge': [" inside "]"
	static const one cases[] = {
		{ "wmd", KNOWS("{'who': 'exporter', 'of': 'wmd', 'grade': 'aware'}"), YES, YES, YES },
		{ "wmd", KNOWS("{'of': 'wmd', 'grade': 'suspected'}"), YES, YES, YES },
		{ "wmd", KNOWS("{'who': 'exporter', 'of': 'wmd', 'grade': 'reason-to-know'}"), NO, NO, NO },
		{ "wmd", KNOWS("{'who': 'bank', 'of': 'wmd', 'grade': 'aware'}"), NO, NO, NO },
		{ "wmd", KNOWS("{'who': 'exporter', 'of': 'chips', 'grade': 'aware'}"), NO, NO, NO },
		{ "wmd", KNOWS("{'who': 'exporter', 'of': 'wmd', 'grade': null}"), MAYBE, MAYBE, MAYBE },
		{ "wmd", KNOWS("{'of': 'wmd'}, {'of': 'wmd', 'grade': 'aware'}"), YES, YES, YES },
		{ "wmd", KNOWS(""), NO, NO, NO },
		{ "wmd", "", MAYBE, MAYBE, NO },
		{ "wmd", "'knowledge': null", MAYBE, MAYBE, MAYBE },
		{ "informed", "'informed': [{'authority': 'BIS'}]", YES, YES, YES },
		{ "informed", "'informed': [{'authority': 'BIS', 'date': '2020-01-02'}], 'date': '2020-01-01'", NO, NO, NO },
		{ "informed", "'informed': [{'authority': 'METI'}]", NO, NO, NO },
		{ "informed", "'informed': [{'authority': null}]", MAYBE, MAYBE, MAYBE },
		{ "informed", "'informed': []", NO, NO, NO },
		{ "informed", "", MAYBE, MAYBE, NO },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void codes(void **state)
{
#define US(code) ITEM("'codes': {'US': " code "}")
	static const one cases[] = {
		{ "code", US("'3A001.a'"), YES, YES, YES },
		{ "code", US("'3A001.a.2'"), YES, YES, YES },
		{ "code", US("'3A001'"), MAYBE, MAYBE, MAYBE },
		{ "code", US("'3A001.aa'"), MAYBE, MAYBE, MAYBE }, /* no such paragraph: only the entry is sure */
		{ "code", US("'3A0011'"), NO, NO, NO },
		{ "code", US("['5A991', '3A001.a.2']"), YES, YES, YES },
		{ "code", US("['5A991', '3A001']"), MAYBE, MAYBE, MAYBE },
		{ "code", US("[]"), NO, NO, NO },
		{ "code", US("'none'"), NO, NO, NO },
		{ "code", US("null"), MAYBE, MAYBE, MAYBE },
		{ "code", ITEM("'codes': {}"), MAYBE, MAYBE, NO },
		{ "code", "", MAYBE, MAYBE, NO },
		{ "code-except", US("'3B001'"), MAYBE, MAYBE, MAYBE },
		{ "code-except", US("'3B001.a'"), MAYBE, MAYBE, MAYBE }, /* the paragraphs of 3B001 are not all tabled */
		{ "code-except", US("'3B001.c'"), NO, NO, NO },
		{ "code-except", US("'3B001.c.1'"), NO, NO, NO },
		{ "code-paragraph", US("'3B001.c.1.b'"), YES, YES, YES },
		{ "code-paragraph", US("'3B001.k'"), MAYBE, MAYBE, MAYBE },
		{ "code-deep", US("'3B001.c.1.a'"), YES, YES, YES },
		{ "code-deep", US("'3B001.c.1'"), MAYBE, MAYBE, MAYBE },
		{ "code-deep", US("'3B001.c.2'"), MAYBE, MAYBE, MAYBE },
		{ "code-none", US("'none'"), YES, YES, YES },
		{ "code-none", US("'EAR99'"), NO, NO, NO },
		{ "code-ear99", US("'EAR99'"), YES, YES, YES },
		{ "code-ear99", US("'none'"), NO, NO, NO },
		{ "code-table", US("'EAR99'"), NO, NO, NO },
		{ "code-ns1", US("'3B001.c'"), NO, NO, NO },
		{ "code-ns1", US("'3B001'"), MAYBE, MAYBE, MAYBE },
		{ "code-rs1", US("'3B001.c'") ", 'date': '2022-10-06'", NO, NO, NO },
		{ "code-rs1", US("'3B001.c'") ", 'date': '2022-10-07'", YES, YES, YES },
		{ "code-at1", US("'5A991'") ", 'date': '2023-12-31'", YES, YES, YES },
		{ "code-at1", US("'5A991'") ", 'date': '2024-01-01'", NO, NO, NO },
		{ "code-jp", ITEM("'codes': {'JP': '7(16)'}"), YES, YES, YES },
		{ "code-jp", ITEM("'codes': {'JP': '7(16)(i)'}"), YES, YES, YES },
		{ "code-jp", ITEM("'codes': {'JP': '7'}"), MAYBE, MAYBE, MAYBE },
		{ "code-jp", ITEM("'codes': {'JP': '7(1)'}"), NO, NO, NO },
		{ "code-jp7", ITEM("'codes': {'JP': '7(1)'}"), YES, YES, YES },
		{ "code-jp7", ITEM("'codes': {'JP': '71'}"), NO, NO, NO },
		{ "code-hs", ITEM("'codes': {'HS': '854231'}"), YES, YES, YES },
		{ "code-hs", ITEM("'codes': {'HS': '85423900'}"), NO, NO, NO },
		{ "code-hs", ITEM("'codes': {'HS': '8542'}"), MAYBE, MAYBE, MAYBE },
		{ "code-hs", ITEM("'codes': {'HS': '85'}"), MAYBE, MAYBE, MAYBE },
		{ "code-hs", ITEM("'codes': {'HS': '8541'}"), NO, NO, NO },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void totals(void **state)
{
#define LINES(a, b) "'items': [{'values': {'USD': 3000}, 'codes': {" a "}}, {'values': {" b "}]"
	static const one cases[] = {
		{ "total", LINES("'US': '3A001'", "'USD': 2000}, 'codes': {'US': '3A001'}"), YES, YES, YES },
		{ "total", LINES("'US': '3A001'", "'USD': 2001}, 'codes': {'US': '3A001'}"), NO, NO, NO },
		{ "total", LINES("'US': '3A001'", "'USD': 9000}, 'codes': {'US': '5A991'}"), YES, YES, YES },
		{ "total", LINES("'US': '3A001'", "'EUR': 9000}, 'codes': {'US': '3A001'}"), MAYBE, MAYBE, YES },
		{ "total", LINES("'US': '3A001'", "'USD': 9000}"), MAYBE, MAYBE, YES },
		{ "total", LINES("'US': '3A001', 'HS': '1'", "'USD': 9000}, 'codes': {'HS': '1', 'US': 'none'}"), YES, YES, YES },
		{ "total", ITEM("'values': {'USD': 6000}"), NO, NO, NO },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void places(void **state)
{
	static const one cases[] = {
		{ "group-b", "'to': 'BR'", YES, YES, YES },
		{ "group-b", "'to': 'GB'", YES, YES, YES },
		{ "group-b", "'to': 'KY'", YES, YES, YES },      /* takes the row of GB */
		{ "group-b", "'to': 'HK'", NO, NO, NO },
		{ "group-e", "'to': 'KP'", YES, YES, YES },      /* has rows of its own: that it is a territory of CN counts not */
		{ "group-e", "'to': 'KP', 'date': '2010-06-01', 'known': '2011-05-31'", NO, NO, NO },
		{ "group-e", "'to': 'KP', 'date': '2010-06-01', 'known': '2011-06-01'", YES, YES, YES },
		{ "group-d5", "'to': 'KP'", NO, NO, NO },
		{ "group-d5", "'to': 'CN'", YES, YES, YES },
		{ "group-d5", "'to': 'JP'", YES, YES, YES },
		{ "group-d5", "'to': 'HK'", NO, NO, NO },        /* CN's row, taken away again */
		{ "group-b", "'to': 'RU', 'date': '2022-02-23'", YES, YES, YES },
		{ "group-b", "'to': 'RU', 'date': '2022-02-24'", NO, NO, NO },
		{ "group-e", "'to': 'RU', 'date': '2022-02-24', 'known': '2022-02-28'", NO, NO, NO },
		{ "group-e", "'to': 'RU', 'date': '2022-02-24', 'known': '2022-03-01'", YES, YES, YES },
		{ "group-e", "'to': 'RU', 'date': '2022-02-23', 'known': '2022-03-01'", NO, NO, NO },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

static void parties(void **state)
{
#define P(inside) "'parties': [{'role': " inside "}]"
	static const one cases[] = {
		{ "some", P("'end-user', 'country': 'CN'"), YES, YES, YES },
		{ "some", P("'consignee', 'country': 'CN'"), NO, NO, NO },
		{ "some", P("'consignee', 'country': 'CN'}, {'role': 'end-user', 'country': 'JP'"), NO, NO, NO },
		{ "some", P("'end-user'"), MAYBE, MAYBE, NO },
		{ "some", "'parties': []", NO, NO, NO },
		{ "some-not", P("'end-user', 'country': 'CN'}, {'role': 'end-user', 'country': 'JP'"), YES, YES, YES },
		{ "some-not", P("'end-user'"), MAYBE, MAYBE, YES },
		{ "some-any", P("'end-user', 'headquarters': 'CN', 'us_person': true"), YES, YES, YES },
		{ "some-any", P("'end-user', 'country': 'JP', 'headquarters': 'CN'"), MAYBE, MAYBE, NO },
		{ "some-any", P("'end-user', 'country': 'JP'}, {'role': 'bank', 'headquarters': 'CN', 'us_person': true"), MAYBE, MAYBE, NO },
		{ "two", P("'bank', 'country': 'CN'}, {'role': 'bank', 'country': 'RU'"), YES, YES, YES },
		{ "two", P("'bank', 'country': 'CN'"), NO, NO, NO },
		{ "of-fact", P("'bank', 'country': 'CN'"), YES, YES, YES },
		{ "of-fact", P("'bank'"), MAYBE, MAYBE, NO },
		{ "citizen", P("'bank', 'citizenships': [{'country': 'CN', 'since': '2001-01-01'}, {'country': 'CA', 'since': '2010-01-01'}]"),
			NO, NO, NO },
		{ "citizen", P("'bank', 'citizenships': [{'country': 'CA', 'since': '2001-01-01'}, {'country': 'CN', 'since': '2010-01-01'}]"),
			YES, YES, YES },
		{ "citizen", P("'bank', 'citizenships': [{'country': 'CN'}, {'country': 'CA', 'since': '2010-01-01'}]"), MAYBE, MAYBE, MAYBE },
		{ "citizen", P("'bank', 'citizenships': [{'country': 'CN'}]"), YES, YES, YES },
		{ "citizen", P("'bank', 'citizenships': []"), NO, NO, NO },
		{ "citizen", P("'bank', 'residence': 'CN', 'residence_since': '2020-01-01', 'citizenships': "
			       "[{'country': 'CA', 'since': '2010-01-01'}]"),
			YES, YES, YES },
		{ "income", P("'bank', 'foreign_income_pct': 50"), NO, NO, NO },
		{ "income", P("'bank', 'foreign_income_pct': 50.1"), YES, YES, YES },
		{ "listed", P("'bank'"), NO, NO, NO },
		{ "owned", P("'bank'"), NO, NO, NO },
	};
	(void)state;
	check(cases, COUNT_OF(cases));
}

/* What the host found out about the one party. */
static void found(void **state)
{
	static const xctl_str programme = { "NPWMD", 5 };
	const law_listing plain = { .certain = LAW_YES, .covering = LAW_NO, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS };
	law_listing open = plain, late = plain, unknown = plain, fits = plain, half = plain, covers = plain;
	lawful l;
	(void)state;
	open.certain = LAW_MAYBE;
	late.effective.from = xctl_date_make(2026, 11, 24);
	unknown.known.from = xctl_date_make(2026, 11, 24);
	fits.footnotes = 1u << 4;
	fits.scope = 2;
	fits.programmes = &programme;
	fits.n_programmes = 1;
	half = fits;
	half.footnotes = 1u << 3;
	covers.covering = LAW_YES;
	const law_listing both[] = { half, covers };
	const law_owning reach = { 0, LAW_YES, LAW_MAYBE, LAW_NO }, flag = { 0, LAW_NO, LAW_NO, LAW_YES };
	const struct {
		law_party party;
		const char *fact;
		int truth;
	} cases[] = {
		{ { .listings = &plain, .n_listings = 1 }, "listed", YES },
		{ { .listings = &plain, .n_listings = 1 }, "unlisted", NO },
		{ { .listings = &open, .n_listings = 1 }, "listed", MAYBE },
		{ { .listings = &late, .n_listings = 1 }, "listed", NO },
		{ { .listings = &unknown, .n_listings = 1 }, "listed", NO },
		{ { .unscreened = true }, "listed", MAYBE },
		{ { .stranger = true }, "listed", MAYBE },
		{ { .stranger = true }, "some", MAYBE },
		{ { .unscreened = true, .listings = &plain, .n_listings = 1 }, "listed", YES },
		{ { .listings = &fits, .n_listings = 1 }, "listed-fn", YES },
		{ { .listings = &half, .n_listings = 1 }, "listed-fn", NO },
		{ { .listings = both, .n_listings = 2 }, "listed-fn", NO },
		{ { .listings = both, .n_listings = 2 }, "listed-item", YES },
		{ { .listings = &fits, .n_listings = 1 }, "listed-item", NO },
		{ { .ownings = &reach, .n_ownings = 1 }, "owned", YES },
		{ { .ownings = &reach, .n_ownings = 1 }, "owned-item", MAYBE },
		{ { .ownings = &reach, .n_ownings = 1 }, "red-flag", NO },
		{ { .ownings = &flag, .n_ownings = 1 }, "red-flag", YES },
		{ { .owners_unknown = true }, "owned", MAYBE },
		{ { .owners_unknown = true }, "red-flag", MAYBE },
	};
	lawful_open(&l, rules, tables);
	assert_int_equal(law_find_list(&l.book, XCTL_STR("us-entity")), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		lawful_case c;
		lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'parties': [{'role': 'end-user', 'country': 'JP'}]}");
		c.parties[0] = cases[i].party;
		lawful_run(&l, &c);
		assert_case((int)truth_of(&l, &c, cases[i].fact) == cases[i].truth, "%zu: %s\n", i, cases[i].fact);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

/* Blocks of one name: any of them; each on its own days. */
static void dated_blocks(void **state)
{
	static const char dated[] =
		"regime us.t\ngovernment US\n\n"
		"fact f\neffective 2020-01-01\nuntil 2021-01-01\nwhen to is BR\n\n"
		"fact f\neffective 2021-01-01\nknown 2021-06-01\nwhen to is CN\n\n"
		"fact g\nwhen f\n\n"
		"rule r\nregime us.t\ncites x\neffective 2020-01-01\nknown_until 2022-01-01\nthen licence\nwhen not to is BR\n\n"
		"rule r\nregime us.t\ncites x\neffective 2020-01-01\nknown 2022-01-01\nthen review\nwhen to is BR";
	static const struct {
		const char *to, *date, *known;
		int g, verdict; /* LAW_CLEAR: no ground */
	} cases[] = {
		{ "BR", "2019-12-31", "2030-01-01", NO, LAW_CLEAR },
		{ "BR", "2020-01-01", "2020-01-01", YES, LAW_CLEAR },
		{ "BR", "2020-12-31", "2030-01-01", YES, LAW_REVIEW },
		{ "BR", "2021-01-01", "2021-12-31", NO, LAW_CLEAR },
		{ "CN", "2021-01-01", "2021-05-31", NO, LAW_LICENCE },
		{ "CN", "2021-01-01", "2021-06-01", YES, LAW_LICENCE },
		{ "CN", "2021-01-01", "2022-01-01", YES, LAW_CLEAR },
	};
	lawful l;
	(void)state;
	lawful_open(&l, dated, NULL);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char json[256];
		lawful_case c;
		snprintf(json, sizeof json, "{'kind': 'export', 'items': [{}], 'to': '%s', 'date': '%s', 'known': '%s'}", cases[i].to,
			cases[i].date, cases[i].known);
		lawful_read(&l, &c, json);
		lawful_run(&l, &c);
		assert_case((int)lawful_truth(&l, &c, "g") == cases[i].g, "%s\n", json);
		law_item_answer a = lawful_answer(&l, &c, "us.t", LAW_NO);
		assert_case((int)a.verdict == cases[i].verdict, "%s: %s\n", json, law_verdict_words[a.verdict]);
		lawful_drop(&c);
	}
	lawful_close(&l);
}

/* Rows kept between transfers must not outlive their day. */
static void one_session_many_days(void **state)
{
	lawful l;
	(void)state;
	lawful_open(&l, rules, tables);
	for (int round = 0; round < 3; round++)
		for (int day = 1; day < 29; day++) {
			lawful_case c;
			lawful_read(&l, &c, "{'kind': 'export', 'items': [{}], 'to': 'RU'}");
			c.frame.date = c.frame.known = xctl_date_make(2022, 2, day);
			c.frame.known += 10;
			lawful_run(&l, &c);
			assert_int_equal(truth_of(&l, &c, "group-b"), day < 24 ? YES : NO);
			assert_int_equal(truth_of(&l, &c, "group-e"), day < 24 ? NO : YES);
			lawful_drop(&c);
		}
	lawful_close(&l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(terms),
		cmocka_unit_test(questions),
		cmocka_unit_test(knowledge),
		cmocka_unit_test(codes),
		cmocka_unit_test(totals),
		cmocka_unit_test(places),
		cmocka_unit_test(parties),
		cmocka_unit_test(found),
		cmocka_unit_test(dated_blocks),
		cmocka_unit_test(one_session_many_days),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
