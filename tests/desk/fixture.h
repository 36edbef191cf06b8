/* A desk on a small law and two lists, all invented, and what it wrote. */
#ifndef XCTL_DESK_FIXTURE_H
#define XCTL_DESK_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "format/json.h"
#include "lists/import.h"
#include "snapshot/snapshot.h"
#include "testing.h"

static const char fixture_countries[] = "# source: ISO 3166-1\n"
					"# verified: 2026-11-23\n"
					"# completeness: excerpt\n"
					"code\tname\tja\tzh\n"
					"CN\tChina\t中国\t中国\n"
					"JP\tJapan\t日本\t日本\n"
					"US\tUnited States\t\t\n";

static const char fixture_items[] = "# source: the tests\n"
				    "# verified: 2026-11-23\n"
				    "# completeness: full\n"
				    "code\tcontrol\teffective\n"
				    "1A1\tC\t2004-05-06\n"
				    "1A2\tC,D\t\n"
				    "2B1\tD\t\n";

static const char fixture_law[] = "# A small law for the tests\n"
				  "\n"
				  "It has one office.\n"
				  "\n"
				  "```rule\n"
				  "regime      xx.office\n"
				  "government  US\n"
				  "authority   OFFICE\n"
				  "covers      export\n"
				  "subject     xx.subject\n"
				  "title       \"the law of the tests\"\n"
				  "lists       xx-parties\n"
				  "\n"
				  "fact        xx.subject\n"
				  "title       \"an export\"\n"
				  "cites       Act 1\n"
				  "effective   2000-01-01\n"
				  "when        kind is export\n"
				  "```\n"
				  "\n"
				  "## The list\n"
				  "\n"
				  "What is on the list\n"
				  "needs a licence.\n"
				  "\n"
				  "```rule\n"
				  "rule        xx.listed\n"
				  "regime      xx.office\n"
				  "cites       Act 2\n"
				  "effective   2000-01-01\n"
				  "for C in    C, D\n"
				  "when        xx.subject\n"
				  " and        item.codes.US in xx/items where control is C\n"
				  " and        not to is JP\n"
				  "then        licence\n"
				  "says        \"{item.codes.US} needs a licence to {to}\"\n"
				  "\n"
				  "suspend     xx.listed(D)\n"
				  "status      suspended\n"
				  "from        2026-01-01\n"
				  "until       2027-01-01\n"
				  "known       2026-01-01\n"
				  "cites       Act 9\n"
				  "says        \"stayed for a year\"\n"
				  "\n"
				  "exception   xx.small to xx.listed(C)\n"
				  "kind        licence-exception\n"
				  "symbol      SMALL\n"
				  "cites       Act 4\n"
				  "effective   2005-06-01\n"
				  "when        item.value.USD <= 1500\n"
				  "```\n"
				  "\n"
				  "## The catch-all\n"
				  "\n"
				  "```rule\n"
				  "rule        xx.party\n"
				  "regime      xx.office\n"
				  "cites       Act 3\n"
				  "effective   2001-01-01\n"
				  "when        xx.subject\n"
				  " and        item.codes.US in 9Z9\n"
				  " and        some party P\n"
				  " and        P on xx-parties\n"
				  "then        prohibited\n"
				  "says        \"{P.name} is listed\"\n"
				  "\n"
				  "example     a listed thing to China\n"
				  "on          2026-10-01\n"
				  "given       kind = export\n"
				  "            to = CN\n"
				  "            item.codes.US = 1A1\n"
				  "expect      xx.office licence by xx.listed(C)\n"
				  "```\n";

static const char fixture_controls[] = "# source: the tests\n"
				       "# verified: 2026-11-23\n"
				       "# completeness: excerpt\n"
				       "item\ttitle\tgovernment\tcode\tsince\tbasis\tscope\tstatus\tcites\tsays\n"
				       "cooler\tcryogenic coolers\tUS\t2B1\t2010-02-03\twassenaar\tsame\tverified\tAct 2\t\n"
				       "cooler\tcryogenic coolers\tJP\t7(16)\t2011-02-03\twassenaar\tnarrower\tunverified\tOrder 1\t\n"
				       "etcher\tdry etchers\tUS\t-\t\t\tnone\tunverified\t\tnone known\n"
				       "etcher\tdry etchers\tJP\t7(16)\t2023-07-23\tplurilateral\tsame\tverified\tOrder 2\t\n"
				       "scanner\timmersion scanners\tUS\t-\t\t\tnone\tunverified\t\tnone known\n"
				       "scanner\timmersion scanners\tJP\t7(16)\t2025-05-28\tnational\tsame\tverified\tOrder 3\t\n";

#define FIXTURE_COLUMNS                                                                                             \
	"entry\tkind\tname\taliases\tweak_aliases\tcountries\taddresses\tids\tprogrammes\tscope\tcodes\texcept\tcarve_" \
	"out\t"                                                                                                         \
	"requirement\tpolicy\tpolicy_text\tfootnotes\tcites\teffective\tuntil\tknown\tbirth\n"

static const char fixture_parties[] = "# list: xx-parties\n"
				      "# title: Parties of the tests\n"
				      "# government: US\n"
				      "# source: the tests\n"
				      "# cites: Act 3\n"
				      "# as-of: 2026-07-31\n"
				      "# known: 2026-07-31\n"
				      "# max-age-days: 400\n"
				      "# completeness: full\n" FIXTURE_COLUMNS
				      "A1\torganization\tVexor Photonics Co., Ltd.\tVexor Optics\t\tCN\t\t\t\tall\t\t\t\t"
				      "all items\tdenial\tdenial\t4\tAct 3\t2020-01-01\t\t\t\n"
				      "A2\torganization\tQuillan Instruments\t\t\tCN\t\t\t\tcodes\t1A1\t\t\t\tcase\t\t\tAct 3\t"
				      "2020-01-01\t2024-01-01\t\t\n";

static const char fixture_others[] = "# list: xx-others\n"
				     "# title: Others\n"
				     "# government: US\n"
				     "# source: the tests\n"
				     "# cites: Act 3\n"
				     "# as-of: 2026-08-01\n"
				     "# known: 2026-08-01\n"
				     "# max-age-days: 30\n"
				     "# completeness: excerpt\n" FIXTURE_COLUMNS
				     "7\tvessel\tZanthe Star\t\t\t\t\tIMO:1234567\t\tnone\t\t\t\t\tnone\t\t\tAct 5\t\t\t\t\n";

static const law_file fixture_files[] = { { { "regimes/controls.tsv", 20 },
											  { fixture_controls, sizeof fixture_controls - 1 } },
	{ { "world/countries.tsv", 19 }, { fixture_countries, sizeof fixture_countries - 1 } },
	{ { "xx/items.tsv", 12 }, { fixture_items, sizeof fixture_items - 1 } },
	{ { "xx/law.md", 9 }, { fixture_law, sizeof fixture_law - 1 } } };

/* Writes the snapshot into a folder of its own; the path is valid as long as the arena. */
static inline const char *fixture_snapshot(xctl_arena *arena, bool with_lists, bool with_controls)
{
	xctl_list lists[2];
	xctl_buf bytes = { .ceiling = 64u << 20 };
	xctl_error error = { 0 };
	xctl_str path = xctl_str_print(arena, "%s/test.snapshot", test_directory());
	assert_int_equal(xctl_list_read_tsv(&lists[0], arena, xctl_str_of(fixture_parties), "parties", &error), XCTL_OK);
	assert_int_equal(xctl_list_read_tsv(&lists[1], arena, xctl_str_of(fixture_others), "others", &error), XCTL_OK);
	xctl_code code = xctl_snapshot_make(&bytes, fixture_files + !with_controls,
		COUNT_OF(fixture_files) - !with_controls, lists, with_lists ? 2 : 0, &error);
	assert_case(code == XCTL_OK, "%s:%u: %s; %s\n", error.source, error.line, error.what, error.hint);
	assert_int_equal(xctl_file_replace(path.at, xctl_buf_view(&bytes), &error), XCTL_OK);
	xctl_buf_drop(&bytes);
	return path.at;
}

static inline xctl_desk *fixture_desk(const char *snapshot, const char *store, const char *today)
{
	xctl_desk *desk = NULL;
	xctl_error error = { 0 };
	xctl_desk_options options = { .snapshot = snapshot, .store = store, .today = today };
	xctl_code code = xctl_desk_open(&desk, &options, &error);
	assert_case(code == XCTL_OK, "%s; %s\n", error.what, error.hint);
	return desk;
}

/* An xctl_write into a buffer. */
static inline xctl_code fixture_write(void *context, const char *bytes, size_t length)
{
	xctl_buf_put(context, bytes, length);
	return XCTL_OK;
}

static inline xctl_code fixture_refuse(void *context, const char *bytes, size_t length)
{
	(void)context, (void)bytes, (void)length;
	return XCTL_IO;
}

#define assert_says(buf, text) \
	assert_case((buf)->at &&strstr((buf)->at, (text)), "does not say \"%s\":\n%s\n", (text), (buf)->at ? (buf)->at : "")
#define assert_silent(buf, text) \
	assert_case(!(buf)->at || !strstr((buf)->at, (text)), "says \"%s\":\n%s\n", (text), (buf)->at)

/* No line is longer than the view allows. */
static inline void assert_fits(const xctl_buf *buf, size_t width)
{
	xctl_str rest = xctl_buf_view(buf);
	while (rest.len) {
		xctl_str line = xctl_str_cut(&rest, '\n');
		size_t cells = 0;
		for (size_t at = 0; at < line.len; cells++)
			xctl_utf8_next(line, &at);
		assert_case(cells <= width, "%zu cells: %.*s\n", cells, XCTL_FMT(line));
	}
}

#endif
