/* What one attribute is in one frame, and whether a test holds of it. */
#ifndef XCTL_LAW_VALUE_H
#define XCTL_LAW_VALUE_H

#include "law/law.h"

/* A party's membership of a list, as the host found it by name, identifier or statement. */
typedef struct law_listing {
	uint32_t list;      /* the book's number, or XCTL_NONE for a list no rule speaks of */
	law_truth certain;  /* YES: confirmed; MAYBE: an open hit */
	law_truth covering; /* the entry's own requirement reaches the item in question */
	uint8_t footnotes;  /* bit n: footnote n */
	uint8_t scope;      /* xctl_scope of the lists: 0 none, 1 all, 2 listed, 3 codes, 4 unparsed */
	const xctl_str *programmes;
	uint32_t n_programmes;
	xctl_interval effective, known;
	uint32_t source;    /* the host's own number of the entry, for explanations */
} law_listing;

/* What listed owners do to a party, under one family of the 50 % rules. */
typedef struct law_owning {
	uint32_t family;
	law_truth reach, covering, red_flag;
} law_owning;

/* What the host found out about one party of the transfer, for one item. */
typedef struct law_party {
	const law_listing *listings;
	uint32_t n_listings;
	bool unscreened; /* nobody could look: membership is unknown */
	const law_owning *ownings;
	uint32_t n_ownings;
	bool owners_unknown;
	bool stranger;   /* stands for a party that the transfer does not name: everything about it is unknown */
} law_party;

typedef enum law_world { LAW_WORLD_OPEN, LAW_WORLD_UNSTATED_NO, LAW_WORLD_CLOSED } law_world;

/* One item, the parties, one destination. */
typedef struct law_frame {
	const xctl_transfer *transfer;
	const xctl_item *item; /* NULL where there is none (an investment) */
	uint32_t item_index;
	xctl_country to;       /* XCTL_COUNTRY_NONE when not stated */
	xctl_date date, known;
	law_world world;
	const law_party *parties; /* transfer->n_parties of them, then strangers */
	uint32_t n_parties;
	bool has_content;      /* controlled US content, folded or stated, lies in [content_low, content_high] percent */
	xctl_decimal content_low, content_high;
} law_frame;

typedef struct law_value {
	law_type type;
	bool stated;    /* somebody said something, or it follows from what was said */
	bool open;      /* more may apply than what stands here */
	bool assumed;   /* absent, and closed by the transfer's own "unstated": "no" */
	law_truth truth; /* BOOL */
	uint32_t n;
	const xctl_str *words;         /* WORDS, CODES, HS */
	const size_t *known_len;       /* CODES: bytes of each that are sure */
	const xctl_country *countries; /* COUNTRIES */
	bool has_low, has_high;        /* NUMBER, GRADE: inclusive bounds */
	xctl_decimal low, high;
	xctl_date date;                /* DATE */
	const law_party *party;        /* LISTINGS, OWNERSHIP */
} law_value;

/* Reads a stated attribute. `party` is XCTL_NONE for the transfer's own. Small arrays live in `arena`. */
law_value law_read(const law_book *book, uint32_t attribute, const law_frame *frame, uint32_t party, xctl_arena *arena);

/* Whether the test holds of the value on that day, as known that day. */
law_truth law_test_truth(const law_book *book, uint32_t test, const law_value *value, xctl_date date, xctl_date known);

/* Whether a code lies under a pattern (boundary at "." and "("; for HS at any digit). `known_len` bytes of the code are
 * sure; the rest is not in any table. */
law_truth law_code_under(xctl_str code, size_t known_len, xctl_str pattern, bool hs);
/* Whether it lies under a member of a set of codes and under none of the member's exceptions. */
law_truth law_member_covers(const law_book *book, const law_member *member, xctl_str code, size_t known_len, bool hs);

/* The bytes by which values that no test can tell apart on that day are recognised. */
void law_value_key(xctl_buf *out, const law_value *value, xctl_date date, xctl_date known);

/* The term of a path ("item.codes.US"): its number, type, object and parameter; false when there is none. */
typedef struct law_term {
	const char *path; /* a trailing dot: a parameter follows */
	law_type type;
	law_object object;
	bool closable;    /* "unstated": "no" may close it */
	const char *pointer; /* where it stands in the document: "items/#/origin", # the item or party */
	const char *asks;
} law_term;

/* Where in a transfer a term stands: what is stated there changes from transfer to transfer together. */
typedef enum law_part {
	LAW_PART_ITEM,    /* what the item is */
	LAW_PART_WORTH,   /* what the line and the order are worth */
	LAW_PART_CONTENT, /* its controlled US content towards the destination */
	LAW_PART_ROUTE,   /* from where to where, and so which kind of act it is */
	LAW_PART_ACT,     /* the rest: day, use, knowledge, facts */
	LAW_PART_PARTY,
} law_part;

law_part law_term_part(uint16_t term);
bool law_term_find(xctl_str path, law_object object, uint16_t *term, xctl_str *parameter);
const law_term *law_term_at(uint16_t term);
uint16_t law_term_count(void);
/* Several values of the term may be stated at once. */
bool law_term_many(uint16_t term);

/* The document pointer of an attribute in a frame ("items/0/codes/JP", "parties/2/headquarters"). */
xctl_str law_pointer(const law_book *book, uint32_t attribute, const law_frame *frame, uint32_t party, xctl_arena *arena);

#endif
