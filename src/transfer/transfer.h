/* A transfer: one act (an export, a release, an investment …) as typed facts.
 *
 * The document's shape is the manual's (docs/manual/transfer.md). Absent, null and stated-as-none are three different
 * things and stay apart here: whoever decides later may close what is absent, never what was asked and not known. */
#ifndef XCTL_TRANSFER_TRANSFER_H
#define XCTL_TRANSFER_TRANSFER_H

#include <jansson.h>

#include "base/base.h"

/* ISO 3166-1 alpha-2 as an index: (first - 'A') * 26 + (second - 'A'). */
typedef uint16_t xctl_country;
#define XCTL_COUNTRIES 676u
#define XCTL_COUNTRY_WORDS 11u
#define XCTL_COUNTRY_NONE ((xctl_country)UINT16_MAX)

/* Two capital letters, or XCTL_COUNTRY_NONE; says nothing about whether the code is assigned. */
xctl_country xctl_country_of(xctl_str code);
void xctl_country_print(xctl_country country, char out[3]);

typedef enum xctl_stated {
	XCTL_ABSENT, /* nobody said anything */
	XCTL_NULL,   /* asked, and not known */
	XCTL_STATED,
} xctl_stated;

typedef struct xctl_words {
	xctl_stated stated;
	uint32_t n;
	const xctl_str *at;
} xctl_words;

typedef struct xctl_word {
	xctl_stated stated;
	xctl_str at;
} xctl_word;

typedef struct xctl_place {
	xctl_stated stated;
	xctl_country country;
} xctl_place;

typedef struct xctl_places {
	xctl_stated stated;
	uint32_t n;
	const xctl_country *at;
} xctl_places;

typedef struct xctl_number {
	xctl_stated stated;
	xctl_decimal value;
} xctl_number;

typedef struct xctl_yes {
	xctl_stated stated;
	bool yes;
} xctl_yes;

typedef struct xctl_day {
	xctl_stated stated;
	xctl_date date;
} xctl_day;

/* One government's codes for an item. */
typedef struct xctl_code_list {
	xctl_str system; /* "US", "HS" … */
	xctl_words codes;
} xctl_code_list;

typedef struct xctl_amount {
	xctl_str currency;
	xctl_number value;
} xctl_amount;

typedef struct xctl_parameter {
	xctl_str name;
	xctl_stated stated;
	enum { XCTL_PARAMETER_NUMBER, XCTL_PARAMETER_YES, XCTL_PARAMETER_WORD, XCTL_PARAMETER_DATE } kind;
	xctl_decimal number;
	bool yes;
	xctl_str word;
	xctl_date date;
} xctl_parameter;

typedef struct xctl_content {
	xctl_place destination;
	xctl_number pct;
	xctl_word method;
	xctl_yes report_filed;
} xctl_content;

typedef struct xctl_item xctl_item;

struct xctl_item {
	xctl_number line;
	xctl_word name, type;
	xctl_stated codes_stated;
	const xctl_code_list *codes;
	uint32_t n_codes;
	xctl_place origin;
	xctl_number quantity, value;
	xctl_word unit, currency;
	const xctl_amount *values;
	uint32_t n_values;
	xctl_stated content_stated;
	const xctl_content *content;
	uint32_t n_content;
	xctl_stated contains_stated;
	const xctl_item *contains; /* parts: name, codes, origin, value, plant, manufacturer */
	uint32_t n_contains;
	xctl_word manufacturer; /* of a part */
	xctl_words direct_product_of, plant_direct_product_of;
	xctl_word release_form, release_storage, release_encryption;
	xctl_yes release_published;
	const xctl_parameter *parameters;
	uint32_t n_parameters;
};

typedef struct xctl_listing {
	xctl_word list, entry, scope;
	xctl_words footnotes, programmes;
} xctl_listing;

typedef struct xctl_owner {
	xctl_word name, of; /* `of`: the owned party's name when it is not the party itself */
	xctl_place country;
	xctl_number pct;
	xctl_stated listed_stated;
	const xctl_listing *listed; /* membership stated directly */
	uint32_t n_listed;
} xctl_owner;

typedef struct xctl_citizenship {
	xctl_place country;
	xctl_day since;
} xctl_citizenship;

typedef struct xctl_party {
	xctl_word role, name, address, type;
	xctl_words names;
	xctl_place country, incorporated, headquarters, residence;
	xctl_stated owners_stated;
	const xctl_owner *owners;
	uint32_t n_owners;
	xctl_yes us_person;
	xctl_stated citizenships_stated;
	const xctl_citizenship *citizenships;
	uint32_t n_citizenships;
	xctl_day residence_since;
	xctl_number foreign_income_pct;
	xctl_word facility_node;
	xctl_yes facility_backend_only;
	xctl_words facility_connected_to;
	const xctl_parameter *ids; /* kind and value */
	uint32_t n_ids;
	xctl_stated listed_stated;
	const xctl_listing *listed;
	uint32_t n_listed;
} xctl_party;

typedef struct xctl_knowledge {
	xctl_word who, of, grade, source;
} xctl_knowledge;

typedef struct xctl_notice {
	xctl_word authority, ref;
	xctl_day date;
} xctl_notice;

typedef struct xctl_authorisation {
	xctl_word authority, no;
	xctl_day issued, expires;
	xctl_words parties, items, conditions;
	xctl_number remaining;
} xctl_authorisation;

typedef struct xctl_assurance {
	xctl_word kind, from;
	xctl_day date;
} xctl_assurance;

typedef struct xctl_leg {
	xctl_place from, to;
	xctl_day date;
	xctl_word exporter, mode;
} xctl_leg;

/* What an investor gets, and in what kind of business. */
typedef struct xctl_investment {
	xctl_number pct;            /* of the target's votes, held once it is done */
	xctl_place government;      /* a foreign state whose governments hold votes of the investor */
	xctl_number government_pct; /* how many of them */
	xctl_words rights;          /* besides the votes */
	xctl_words activities;      /* what the target does, in the words of the laws that screen investment */
} xctl_investment;

typedef struct xctl_transfer {
	json_t *document; /* canonical input, held; xctl_transfer_drop lets go of it */
	xctl_word id, kind;
	xctl_day date, known;
	xctl_day date_contract, date_order, date_loaded, date_export, date_arrival;
	xctl_place from, to;
	xctl_word to_region;
	xctl_places via;
	const xctl_leg *legs;
	uint32_t n_legs;
	const xctl_item *items;
	uint32_t n_items;
	xctl_stated parties_stated;
	const xctl_party *parties;
	uint32_t n_parties;
	xctl_word end_use_text;
	xctl_words end_use;
	xctl_stated knowledge_stated;
	const xctl_knowledge *knowledge;
	uint32_t n_knowledge;
	xctl_stated informed_stated;
	const xctl_notice *informed;
	uint32_t n_informed;
	const xctl_authorisation *authorisations;
	uint32_t n_authorisations;
	const xctl_assurance *assurances;
	uint32_t n_assurances;
	xctl_word order_id;
	xctl_number order_total, order_year_total;
	xctl_investment investment;
	xctl_words procurement_for; /* for whom, or with whose money or leave, something is bought */
	const xctl_parameter *facts;
	uint32_t n_facts;
	bool unstated_no;              /* absent yes/no facts are no, absent arrays empty */
	const xctl_str *unread;        /* JSON pointers of fields this program does not know */
	uint32_t n_unread;
} xctl_transfer;

/* Reads a document whose tree is already parsed; takes a reference. `countries` is the set of assigned codes. Everything
 * else lives in `arena`. Refused with a JSON pointer and a hint: a wrong type, an impossible date, an unknown country,
 * an unknown kind, role or grade, a number that does not fit, no items. */
xctl_code xctl_transfer_read(xctl_transfer *out, xctl_arena *arena, json_t *document,
	const uint64_t countries[XCTL_COUNTRY_WORDS], xctl_error *error);
void xctl_transfer_drop(xctl_transfer *transfer);

/* The codes of one system, or NULL when the item states none for it. */
const xctl_words *xctl_item_codes(const xctl_item *item, xctl_str system);

/* Builds a document out of dotted columns, one item a line, lines of one id one transfer. `columns` are resolved once. */
typedef struct xctl_columns xctl_columns;
/* `unmatched` receives the columns that no field answers to (borrowed from `names`). */
xctl_code xctl_columns_open(xctl_columns **out, xctl_arena *arena, const xctl_str *names, uint32_t n_names,
	xctl_words *unmatched, xctl_error *error);
/* What a resolved column speaks of. */
typedef struct xctl_column_target {
	enum { XCTL_COLUMN_OF_NOTHING, XCTL_COLUMN_OF_TRANSFER, XCTL_COLUMN_OF_ITEM, XCTL_COLUMN_OF_PARTY } of;
	const char *role;  /* of a party */
	uint32_t which;    /* 0-based number of the item in its row, or of the party in its role */
	const char *field; /* the first step below: "codes", "owners", "facts" */
	const char *below; /* the second, or NULL where there is none or it is an element of an array */
	bool deeper;       /* there are steps below the first */
	bool number;       /* its value is a number */
} xctl_column_target;

xctl_column_target xctl_columns_target(const xctl_columns *columns, uint32_t column);
/* Adds one row's cells to `*document`: a new document when `*document` is NULL, else one more item of the same transfer
 * (whole-transfer cells must not contradict what stands). An empty cell states nothing. */
xctl_code xctl_columns_add(const xctl_columns *columns, const xctl_str *cells, uint32_t n_cells, json_t **document,
	xctl_error *error);
/* Ends a document: parties that only their number made (end-user3 filled, end-user2 not) go away. */
void xctl_columns_end(json_t *document);
/* The cell of the column `id`, empty when there is none. */
xctl_str xctl_columns_id(const xctl_columns *columns, const xctl_str *cells, uint32_t n_cells);

#endif
