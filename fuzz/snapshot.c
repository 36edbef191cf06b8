/* A damaged snapshot is refused, or answers: nothing it holds may lead a reader out of it.
 *
 * An input that begins like a snapshot is taken for one. Any other is a list of damages to a good one, so that inputs
 * outlive changes of its form: a byte whose lowest bit says whether the hashes are made right again afterwards, then five
 * bytes a damage: a place (32 bits, little-endian, modulo the length) and what to XOR there; 0 cuts the file off. */
#include <stdlib.h>
#include <string.h>

#include "law/decide.h"
#include "snapshot/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);

static const char rules[] =
	"# Law\n\n```rule\n"
	"regime us.office\ngovernment US\nauthority OFFICE\ncovers export\nsubject us.subject\ntitle \"the law\"\nlists us-list\n\n"
	"fact us.subject\ntitle \"an export\"\ncites Act 1\neffective 2000-01-01\nwhen kind is export\n\n"
	"fact us.listed of P\ntitle \"a listed party\"\ncites Act 1\neffective 2000-01-01\nwhen P on us-list footnote 4\n\n"
	"question published\nasks \"Is it published?\"\n\n"
	"rule us.chart\nregime us.office\ncites Act 2\neffective 2000-01-01\nfor C in C, D\nwhen us.subject\n"
	" and item.codes.US in us/items where control is C\n and not to is JP\nthen licence\ncontent counts\n"
	"says \"{item.codes.US} is controlled for {C} to {to}\"\n\n"
	"rule us.party\nregime us.office\ncites Act 3\neffective 2000-01-01\nattested 2020-01-01\nwhen us.subject\n"
	" and some party P\n and P us.listed\nthen prohibited\nsays \"{P.name} is listed\"\n\n"
	"exception us.small to us.chart\nkind licence-exception\nsymbol SMALL\ncites Act 4\neffective 2005-06-01\n"
	"when item.value.USD <= 1500.5\n and date < 2030-01-01\nunless to is CN\naffirm small.conditions \"it is one parcel\"\n\n"
	"suspend us.party\nstatus suspended\nfrom 2025-11-10\nuntil 2026-11-10\ncites Act 6\nsays \"stayed\"\n\n"
	"duty us.statement\nregime us.office\ncites Act 7\neffective 2000-01-01\nwhen us.subject\n and some party P\n"
	" and P.country is CN\nbefore-shipment yes\nsays \"obtain a statement from {P.name}\"\n\n"
	"conflict us.blocking\nbetween US, CN\ncites Act 8\neffective 2000-01-01\nwhen some party P\n and P.country is CN\n"
	"says \"a conflict\"\n"
	"```\n";
static const char items[] = "# source: a trial\n# verified: 2026-11-23\n# completeness: full\n"
			    "code\tcontrol\n1A1\tC\n1A2 except 1A2.b\tC,D\n2B1\tD\n";
static const char countries[] = "# source: a trial\n# verified: 2026-11-23\n# completeness: excerpt\n"
				"code\tname\tja\tzh\nCN\tChina\t\t\nJP\tJapan\t\t\nUS\tUnited States\t\t\n";
static const char transfer_text[] =
	"{\"kind\":\"export\",\"date\":\"2026-10-01\",\"from\":\"US\",\"to\":\"CN\",\"items\":[{\"codes\":{\"US\":\"1A2.c\"},"
	"\"value\":1000,\"currency\":\"USD\"}],\"parties\":[{\"role\":\"end-user\",\"name\":\"Example Photonics\","
	"\"country\":\"CN\"}]}";

static void make_good(xctl_buf *out)
{
	static const law_file files[] = {
		{ { "us/law.md", 9 }, { rules, sizeof rules - 1 } },
		{ { "us/items.tsv", 12 }, { items, sizeof items - 1 } },
		{ { "world/countries.tsv", 19 }, { countries, sizeof countries - 1 } },
	};
	xctl_name names[] = { { XCTL_STR("Example Photonics Co., Ltd."), XCTL_NAME_PRIMARY },
		{ XCTL_STR("\xE7\xA4\xBA\xE4\xBE\x8B\xE5\x85\x89\xE7\x94\xB5"), XCTL_NAME_STRONG } };
	xctl_name person = { XCTL_STR("Ivan Exemplarov"), XCTL_NAME_PRIMARY };
	xctl_str address = XCTL_STR("1 Example Road, Shanghai"), code = XCTL_STR("1A2");
	xctl_entry entries[] = {
		{ .id = XCTL_STR("1"), .kind = XCTL_PARTY_ORGANIZATION, .names = names, .n_names = 2, .countries = XCTL_STR("CN"),
			.addresses = &address, .n_addresses = 1, .scope = XCTL_SCOPE_CODES, .codes = &code, .n_codes = 1,
			.footnotes = XCTL_FOOTNOTE_4, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS },
		{ .id = XCTL_STR("2"), .kind = XCTL_PARTY_PERSON, .names = &person, .n_names = 1, .birth = XCTL_STR("1970"),
			.scope = XCTL_SCOPE_ALL, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS },
	};
	xctl_list list = { .id = XCTL_STR("us-list"), .government = XCTL_STR("US"), .max_age_days = 400, .entries = entries,
		.n_entries = 2 };
	if (xctl_snapshot_make(out, files, 3, &list, 1, NULL) != XCTL_OK)
		abort();
}

/* Gives every section that lies in the file, and the table, the hash it has. */
static void mend(char *file, size_t len)
{
	if (len < HEADER_SIZE + TABLE_SIZE)
		return;
	put_le(file + HEADER_TOTAL, len, 8);
	for (unsigned i = 0; i < SNAPSHOT_SECTIONS; i++) {
		char *row = file + HEADER_SIZE + (size_t)i * ROW_SIZE;
		uint64_t offset = get_le(row + ROW_OFFSET, 8), size = get_le(row + ROW_LENGTH, 8);
		if (offset > len)
			continue;
		if (size > len - offset)
			put_le(row + ROW_LENGTH, size = len - offset, 8);
		xctl_digest hash = xctl_sha256((xctl_str){ file + offset, (size_t)size });
		memcpy(row + ROW_HASH, hash.bytes, sizeof hash.bytes);
	}
	xctl_digest hash = xctl_sha256((xctl_str){ file + HEADER_SIZE, TABLE_SIZE });
	memcpy(file + HEADER_HASH, hash.bytes, sizeof hash.bytes);
}

static size_t damage(char *file, size_t len, const uint8_t *bytes, size_t n)
{
	for (size_t i = 1; i + 5 <= n && len; i += 5) {
		size_t at = get_le32((const char *)bytes + i) % len;
		if (bytes[i + 4])
			file[at] = (char)(file[at] ^ bytes[i + 4]);
		else
			len = at;
	}
	if (n && bytes[0] & 1)
		mend(file, len);
	return len;
}

static void read_lists(const xctl_snapshot *s, xctl_arena *arena)
{
	xctl_list head;
	xctl_entry entry;
	uint32_t list;
	for (uint32_t i = 0; i < s->lists.n_lists && i < 100; i++) {
		xctl_lists_head(&s->lists, i, &head);
		xctl_lists_find_entry(&s->lists, i, XCTL_STR("2"));
	}
	for (uint32_t i = 0; i < s->lists.n_entries && i < 100; i++)
		xctl_lists_entry(&s->lists, i, arena, &entry, &list);
}

static void read_names(const xctl_snapshot *s, xctl_arena *arena)
{
	xctl_name name = { XCTL_STR("Example Fotonics"), XCTL_NAME_PRIMARY };
	xctl_named query = { .names = &name, .n_names = 1, .countries = XCTL_STR("CN") };
	xctl_name_hits hits;
	xctl_names_find(&hits, arena, &s->names, &query, &(xctl_name_options){ 0 }, NULL);
	xctl_names_find(&hits, arena, &s->names, &query, &(xctl_name_options){ .exhaustive = true }, NULL);
}

static void ask(const xctl_snapshot *s, law_session *session, const xctl_transfer *transfer, xctl_arena *arena)
{
	law_evaluation evaluation;
	law_item_answer answer;
	law_listing listing = { .list = law_find_list(&s->book, XCTL_STR("us-list")), .certain = LAW_YES, .covering = LAW_YES,
		.footnotes = XCTL_FOOTNOTE_4, .effective = XCTL_ALWAYS, .known = XCTL_ALWAYS };
	law_party party = { .listings = &listing, .n_listings = 1 };
	law_frame frame = { .transfer = transfer, .item = transfer->items, .to = xctl_country_of(XCTL_STR("CN")),
		.date = transfer->date.date, .known = transfer->date.date, .parties = &party, .n_parties = transfer->n_parties };
	law_content(&frame, session, arena, NULL);
	if (law_evaluate(&evaluation, session, &frame, NULL, 0, arena, NULL) != XCTL_OK)
		return;
	for (uint32_t regime = 0; regime < s->book.n_regimes && regime < 10; regime++) {
		law_question question = { .regime = regime, .explain = true, .evaluation = &evaluation };
		if (law_answer(&answer, &question, arena, NULL) != XCTL_OK)
			continue;
		for (uint32_t i = 0; i < answer.n_grounds; i++)
			law_render(&s->book, law_str(&s->book, s->book.heads[answer.grounds[i].head].says), &frame,
				answer.grounds[i].bindings, answer.grounds[i].n_bindings, answer.grounds[i].member, arena);
	}
}

static void read_law(const xctl_snapshot *s, xctl_arena *arena)
{
	json_t *document = json_loads(transfer_text, 0, NULL);
	xctl_transfer transfer;
	law_session *session;
	size_t known;
	law_find_head(&s->book, XCTL_STR("us.chart(C)"));
	law_code_look(&s->book, XCTL_STR("US"), XCTL_STR("1A2.c"), &known, NULL);
	if (xctl_transfer_read(&transfer, arena, document, s->book.assigned, NULL) == XCTL_OK) {
		if (transfer.n_parties == 1 && law_session_open(&session, &s->book, NULL, 0, NULL) == XCTL_OK) {
			ask(s, session, &transfer, arena);
			law_session_close(session);
		}
		xctl_transfer_drop(&transfer);
	}
	json_decref(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len)
{
	static xctl_buf good;
	if (!good.len)
		make_good(&good);
	bool raw = len >= 4 && memcmp(bytes, SNAPSHOT_MAGIC, 4) == 0;
	size_t size = raw ? len : good.len;
	char *file = malloc(size + 1);
	if (!file)
		return 0;
	memcpy(file, raw ? (const char *)bytes : good.at, size);
	if (!raw)
		size = damage(file, size, bytes, len);

	char *tight = malloc(size ? size : 1); /* so that the byte behind the end is watched */
	xctl_snapshot s;
	xctl_arena arena = { .ceiling = 16u << 20 };
	law_file source;
	if (tight) {
		memcpy(tight, file, size);
		if (snapshot_read(&s, (xctl_file){ { tight, size }, NULL }, NULL) == XCTL_OK) {
			for (uint32_t i = 0; i < s.n_sources && i < 100; i++)
				xctl_snapshot_source(&s, i, &source);
			read_lists(&s, &arena);
			read_names(&s, &arena);
			read_law(&s, &arena);
			xctl_snapshot_check(&s, NULL);
		}
	}
	xctl_arena_drop(&arena);
	free(tight);
	free(file);
	return 0;
}
