#include "transfer/shape.h"

static const char *const kinds[] = { "export", "reexport", "in-country", "release", "service", "brokering", "transit",
	"procurement", "investment", NULL };
const char *const shape_roles[] = { "exporter", "manufacturer", "purchaser", "intermediate-consignee", "consignee",
	"end-user", "recipient", "forwarder", "bank", "broker", "investor", "target", "supplier", "operator",
	"component-manufacturer", NULL };
static const char *const item_types[] = { "commodity", "software", "technology", NULL };
static const char *const release_forms[] = { "source", "object", NULL };
static const char *const grades[] = { "none", "reason-to-know", "suspected", "aware", NULL };

static const char *const rights[] = { "control", "board-seat", "board-observer", "technical-information", "decision",
	"propose-disposal", NULL };
static const char *const activities[] = { "critical-technology", "critical-infrastructure", "sensitive-data", "core",
	"designated", "eda-software", "chip-equipment", "packaging-equipment", "euv-items", "advanced-chip-design",
	"advanced-chip-fabrication", "advanced-packaging", "chip-design", "chip-fabrication", "chip-packaging",
	"supercomputer", "quantum-computer", "quantum-sensing-military", "quantum-network", "ai-military-exclusive",
	"ai-military", "ai-security-robotics", "ai-biological", "ai", NULL };
static const char *const purposes[] = { "us-government", "us-contractor-use", "us-grant", "fcc-subsidy",
	"fcc-authorisation", "jp-government", "jp-infrastructure", "private", NULL };

#define OF(type, member) offsetof(type, member)
#define FIELDS(table) (table), (uint32_t)(sizeof(table) / sizeof *(table))
#define PLAIN(struct_, name_, member, type_) { name_, type_, OF(struct_, member), 0, NO_OFFSET, NULL, NULL }
#define ONE_OF(struct_, name_, member, words)                                                                          \
	{ name_, FIELD_WORD, OF(struct_, member), 0, NO_OFFSET, NULL, words }
#define SOME_OF(struct_, name_, member, words)                                                                         \
	{ name_, FIELD_WORDS, OF(struct_, member), 0, NO_OFFSET, NULL, words }
#define MANY(struct_, name_, type_, member, shape_)                                                                    \
	{ name_, type_, OF(struct_, member), OF(struct_, n_##member), NO_OFFSET, shape_, NULL }
#define MANY_STATED(struct_, name_, type_, member, shape_)                                                             \
	{ name_, type_, OF(struct_, member), OF(struct_, n_##member), OF(struct_, member##_stated), shape_, NULL }
#define NESTED(name_, shape_) { name_, FIELD_OBJECT, 0, 0, NO_OFFSET, shape_, NULL }

static const field content_fields[] = {
	PLAIN(xctl_content, "destination", destination, FIELD_COUNTRY),
	PLAIN(xctl_content, "pct", pct, FIELD_NUMBER),
	PLAIN(xctl_content, "method", method, FIELD_WORD),
	PLAIN(xctl_content, "report_filed", report_filed, FIELD_YES),
};
static const shape content_shape = { FIELDS(content_fields), sizeof(xctl_content) };

static const field release_fields[] = {
	ONE_OF(xctl_item, "form", release_form, release_forms),
	PLAIN(xctl_item, "published", release_published, FIELD_YES),
	PLAIN(xctl_item, "storage", release_storage, FIELD_WORD),
	PLAIN(xctl_item, "encryption", release_encryption, FIELD_WORD),
};
static const shape release_shape = { FIELDS(release_fields), sizeof(xctl_item) };

#define ITEM_COMMON                                                                                                    \
	PLAIN(xctl_item, "line", line, FIELD_NUMBER), PLAIN(xctl_item, "name", name, FIELD_WORD),                      \
		ONE_OF(xctl_item, "type", type, item_types),                                                           \
		MANY_STATED(xctl_item, "codes", FIELD_CODES, codes, NULL),                                             \
		PLAIN(xctl_item, "origin", origin, FIELD_COUNTRY), PLAIN(xctl_item, "quantity", quantity, FIELD_NUMBER), \
		PLAIN(xctl_item, "unit", unit, FIELD_WORD), PLAIN(xctl_item, "value", value, FIELD_NUMBER),            \
		PLAIN(xctl_item, "currency", currency, FIELD_WORD),                                                    \
		MANY(xctl_item, "values", FIELD_AMOUNTS, values, NULL),                                                \
		PLAIN(xctl_item, "direct_product_of", direct_product_of, FIELD_WORDS),                                 \
		PLAIN(xctl_item, "plant_direct_product_of", plant_direct_product_of, FIELD_WORDS),                     \
		MANY(xctl_item, "parameters", FIELD_PARAMETERS, parameters, NULL)

static const field part_fields[] = {
	ITEM_COMMON,
	PLAIN(xctl_item, "manufacturer", manufacturer, FIELD_WORD),
};
static const shape part_shape = { FIELDS(part_fields), sizeof(xctl_item) };

static const field item_fields[] = {
	ITEM_COMMON,
	MANY_STATED(xctl_item, "us_controlled_content", FIELD_OBJECTS, content, &content_shape),
	MANY_STATED(xctl_item, "contains", FIELD_OBJECTS, contains, &part_shape),
	NESTED("release", &release_shape),
};
static const shape item_shape = { FIELDS(item_fields), sizeof(xctl_item) };

static const field listing_fields[] = {
	PLAIN(xctl_listing, "list", list, FIELD_WORD),
	PLAIN(xctl_listing, "entry", entry, FIELD_WORD),
	PLAIN(xctl_listing, "scope", scope, FIELD_WORD),
	PLAIN(xctl_listing, "footnotes", footnotes, FIELD_WORDS),
	PLAIN(xctl_listing, "programmes", programmes, FIELD_WORDS),
};
static const shape listing_shape = { FIELDS(listing_fields), sizeof(xctl_listing) };

static const field owner_fields[] = {
	PLAIN(xctl_owner, "name", name, FIELD_WORD),
	PLAIN(xctl_owner, "country", country, FIELD_COUNTRY),
	PLAIN(xctl_owner, "pct", pct, FIELD_NUMBER),
	PLAIN(xctl_owner, "of", of, FIELD_WORD),
	MANY_STATED(xctl_owner, "listed", FIELD_OBJECTS, listed, &listing_shape),
};
static const shape owner_shape = { FIELDS(owner_fields), sizeof(xctl_owner) };

static const field citizenship_fields[] = {
	PLAIN(xctl_citizenship, "country", country, FIELD_COUNTRY),
	PLAIN(xctl_citizenship, "since", since, FIELD_DATE),
};
static const shape citizenship_shape = { FIELDS(citizenship_fields), sizeof(xctl_citizenship) };

static const field facility_fields[] = {
	PLAIN(xctl_party, "node", facility_node, FIELD_WORD),
	PLAIN(xctl_party, "backend_only", facility_backend_only, FIELD_YES),
	PLAIN(xctl_party, "connected_to", facility_connected_to, FIELD_WORDS),
};
static const shape facility_shape = { FIELDS(facility_fields), sizeof(xctl_party) };

static const field party_fields[] = {
	ONE_OF(xctl_party, "role", role, shape_roles),
	PLAIN(xctl_party, "name", name, FIELD_WORD),
	PLAIN(xctl_party, "names", names, FIELD_WORDS),
	PLAIN(xctl_party, "address", address, FIELD_WORD),
	PLAIN(xctl_party, "type", type, FIELD_WORD),
	PLAIN(xctl_party, "country", country, FIELD_COUNTRY),
	PLAIN(xctl_party, "incorporated", incorporated, FIELD_COUNTRY),
	PLAIN(xctl_party, "headquarters", headquarters, FIELD_COUNTRY),
	PLAIN(xctl_party, "residence", residence, FIELD_COUNTRY),
	PLAIN(xctl_party, "residence_since", residence_since, FIELD_DATE),
	MANY_STATED(xctl_party, "owners", FIELD_OBJECTS, owners, &owner_shape),
	PLAIN(xctl_party, "us_person", us_person, FIELD_YES),
	MANY_STATED(xctl_party, "citizenships", FIELD_OBJECTS, citizenships, &citizenship_shape),
	PLAIN(xctl_party, "foreign_income_pct", foreign_income_pct, FIELD_NUMBER),
	NESTED("facility", &facility_shape),
	MANY(xctl_party, "ids", FIELD_PARAMETERS, ids, NULL),
	MANY_STATED(xctl_party, "listed", FIELD_OBJECTS, listed, &listing_shape),
};
static const shape party_shape = { FIELDS(party_fields), sizeof(xctl_party) };

static const field knowledge_fields[] = {
	PLAIN(xctl_knowledge, "who", who, FIELD_WORD),
	PLAIN(xctl_knowledge, "of", of, FIELD_WORD),
	ONE_OF(xctl_knowledge, "grade", grade, grades),
	PLAIN(xctl_knowledge, "source", source, FIELD_WORD),
};
static const shape knowledge_shape = { FIELDS(knowledge_fields), sizeof(xctl_knowledge) };

static const field notice_fields[] = {
	PLAIN(xctl_notice, "authority", authority, FIELD_WORD),
	PLAIN(xctl_notice, "date", date, FIELD_DATE),
	PLAIN(xctl_notice, "ref", ref, FIELD_WORD),
};
static const shape notice_shape = { FIELDS(notice_fields), sizeof(xctl_notice) };

static const field authorisation_fields[] = {
	PLAIN(xctl_authorisation, "authority", authority, FIELD_WORD),
	PLAIN(xctl_authorisation, "no", no, FIELD_WORD),
	PLAIN(xctl_authorisation, "issued", issued, FIELD_DATE),
	PLAIN(xctl_authorisation, "expires", expires, FIELD_DATE),
	PLAIN(xctl_authorisation, "parties", parties, FIELD_WORDS),
	PLAIN(xctl_authorisation, "items", items, FIELD_WORDS),
	PLAIN(xctl_authorisation, "remaining", remaining, FIELD_NUMBER),
	PLAIN(xctl_authorisation, "conditions", conditions, FIELD_WORDS),
};
static const shape authorisation_shape = { FIELDS(authorisation_fields), sizeof(xctl_authorisation) };

static const field assurance_fields[] = {
	PLAIN(xctl_assurance, "kind", kind, FIELD_WORD),
	PLAIN(xctl_assurance, "from", from, FIELD_WORD),
	PLAIN(xctl_assurance, "date", date, FIELD_DATE),
};
static const shape assurance_shape = { FIELDS(assurance_fields), sizeof(xctl_assurance) };

static const field leg_fields[] = {
	PLAIN(xctl_leg, "from", from, FIELD_COUNTRY),
	PLAIN(xctl_leg, "to", to, FIELD_COUNTRY),
	PLAIN(xctl_leg, "date", date, FIELD_DATE),
	PLAIN(xctl_leg, "exporter", exporter, FIELD_WORD),
	PLAIN(xctl_leg, "mode", mode, FIELD_WORD),
};
static const shape leg_shape = { FIELDS(leg_fields), sizeof(xctl_leg) };

static const field dates_fields[] = {
	PLAIN(xctl_transfer, "contract", date_contract, FIELD_DATE),
	PLAIN(xctl_transfer, "order", date_order, FIELD_DATE),
	PLAIN(xctl_transfer, "loaded", date_loaded, FIELD_DATE),
	PLAIN(xctl_transfer, "export", date_export, FIELD_DATE),
	PLAIN(xctl_transfer, "arrival", date_arrival, FIELD_DATE),
};
static const shape dates_shape = { FIELDS(dates_fields), sizeof(xctl_transfer) };

static const field end_use_fields[] = {
	PLAIN(xctl_transfer, "text", end_use_text, FIELD_WORD),
	PLAIN(xctl_transfer, "uses", end_use, FIELD_WORDS),
};
static const shape end_use_shape = { FIELDS(end_use_fields), sizeof(xctl_transfer) };

static const field order_fields[] = {
	PLAIN(xctl_transfer, "id", order_id, FIELD_WORD),
	PLAIN(xctl_transfer, "total", order_total, FIELD_NUMBER),
	PLAIN(xctl_transfer, "calendar_year_total", order_year_total, FIELD_NUMBER),
};
static const shape order_shape = { FIELDS(order_fields), sizeof(xctl_transfer) };

static const field investment_fields[] = {
	PLAIN(xctl_transfer, "pct", investment.pct, FIELD_NUMBER),
	PLAIN(xctl_transfer, "government", investment.government, FIELD_COUNTRY),
	PLAIN(xctl_transfer, "government_pct", investment.government_pct, FIELD_NUMBER),
	SOME_OF(xctl_transfer, "rights", investment.rights, rights),
	SOME_OF(xctl_transfer, "activities", investment.activities, activities),
};
static const shape investment_shape = { FIELDS(investment_fields), sizeof(xctl_transfer) };

static const field procurement_fields[] = {
	SOME_OF(xctl_transfer, "for", procurement_for, purposes),
};
static const shape procurement_shape = { FIELDS(procurement_fields), sizeof(xctl_transfer) };

static const field transfer_fields[] = {
	PLAIN(xctl_transfer, "id", id, FIELD_WORD),
	ONE_OF(xctl_transfer, "kind", kind, kinds),
	PLAIN(xctl_transfer, "date", date, FIELD_DATE),
	PLAIN(xctl_transfer, "known", known, FIELD_DATE),
	NESTED("dates", &dates_shape),
	PLAIN(xctl_transfer, "from", from, FIELD_COUNTRY),
	PLAIN(xctl_transfer, "to", to, FIELD_COUNTRY),
	PLAIN(xctl_transfer, "to_region", to_region, FIELD_WORD),
	PLAIN(xctl_transfer, "via", via, FIELD_COUNTRIES),
	MANY(xctl_transfer, "legs", FIELD_OBJECTS, legs, &leg_shape),
	MANY(xctl_transfer, "items", FIELD_OBJECTS, items, &item_shape),
	MANY_STATED(xctl_transfer, "parties", FIELD_OBJECTS, parties, &party_shape),
	NESTED("end_use", &end_use_shape),
	MANY_STATED(xctl_transfer, "knowledge", FIELD_OBJECTS, knowledge, &knowledge_shape),
	MANY_STATED(xctl_transfer, "informed", FIELD_OBJECTS, informed, &notice_shape),
	MANY(xctl_transfer, "authorisations", FIELD_OBJECTS, authorisations, &authorisation_shape),
	MANY(xctl_transfer, "assurances", FIELD_OBJECTS, assurances, &assurance_shape),
	NESTED("order", &order_shape),
	NESTED("investment", &investment_shape),
	NESTED("procurement", &procurement_shape),
	MANY(xctl_transfer, "facts", FIELD_PARAMETERS, facts, NULL),
};
const shape shape_transfer = { FIELDS(transfer_fields), sizeof(xctl_transfer) };

const field *shape_field(const shape *of, xctl_str name)
{
	for (uint32_t i = 0; i < of->n_fields; i++)
		if (xctl_str_is(name, of->fields[i].name))
			return &of->fields[i];
	return NULL;
}
