/* De minimis content: the share of the item's value that is US-origin and would itself need a licence to the destination. */
#include "law/decide.h"

/* Whether a part would need a licence on the grounds that count, exceptions that release it set aside. */
static xctl_code part_counts(law_truth *out, const law_frame *frame, const xctl_item *part, law_session *session,
	xctl_arena *arena, xctl_error *error)
{
	law_frame alone = *frame;
	xctl_item taken = *part;
	if (taken.type.stated != XCTL_STATED) /* a part is of the kind of what it is part of, unless it says otherwise */
		taken.type = frame->item->type;
	alone.item = &taken;
	alone.parties = NULL;
	alone.n_parties = 0;
	alone.has_content = false;
	alone.world = LAW_WORLD_UNSTATED_NO; /* what nobody asked of a part is no; its code stays open */
	law_evaluation e;
	xctl_code code = law_evaluate(&e, session, &alone, NULL, 0, arena, error);
	if (code != XCTL_OK)
		return code;
	const law_book *b = e.book;
	const law_sheet *sheet = &b->sheets[b->n_sheets - 1];
	law_truth counts = LAW_NO;
	for (uint32_t i = 0; i < sheet->heads.n; i++) {
		uint32_t head = sheet->heads.from + i;
		if (b->heads[head].kind != LAW_HEAD_GROUND || !b->heads[head].counts)
			continue;
		law_truth stands = law_head_truth(&e, head);
		for (uint32_t k = 0; k < sheet->heads.n && stands != LAW_NO; k++) {
			const law_head *x = &b->heads[sheet->heads.from + k];
			if (x->kind != LAW_HEAD_EXCEPTION || !x->releases)
				continue;
			law_truth released = law_head_truth(&e, sheet->heads.from + k);
			if (x->other != XCTL_NONE)
				released = law_and(released, law_not(law_head_truth(&e, x->other)));
			for (uint32_t t = 0; t < x->targets.n; t++)
				if (b->links[x->targets.from + t] == head)
					stands = law_and(stands, law_not(released));
		}
		counts = law_or(counts, stands);
	}
	*out = counts;
	return XCTL_OK;
}

static bool same_currency(const xctl_item *a, const xctl_item *b)
{
	if (b->currency.stated != XCTL_STATED)
		return true; /* a part without a currency of its own is valued in the item's */
	return a->currency.stated == XCTL_STATED && xctl_str_eq(a->currency.at, b->currency.at);
}

/* Rounded up at the sixth decimal: a share just above a threshold never becomes the threshold ("25 % or less"). */
static bool percent_up(xctl_decimal part, xctl_decimal whole, xctl_decimal *out)
{
	if (!xctl_percent(part, whole, 6, out))
		return false;
	return xctl_share_cmp(part, whole, *out) <= 0 || xctl_decimal_add(*out, (xctl_decimal){ 1, 6 }, out);
}

static xctl_code fold(law_frame *frame, law_session *session, xctl_arena *arena, xctl_error *error)
{
	const xctl_item *item = frame->item;
	xctl_decimal must = { 0 }, may = { 0 };
	bool counted = false;
	bool bounded = item->value.stated == XCTL_STATED && item->value.value.coefficient > 0;
	for (uint32_t i = 0; i < item->n_contains; i++) {
		const xctl_item *part = &item->contains[i];
		if (part->origin.stated == XCTL_STATED && part->origin.country != xctl_country_of(XCTL_STR("US")))
			continue;
		law_truth counts;
		xctl_code code = part_counts(&counts, frame, part, session, arena, error);
		if (code != XCTL_OK)
			return code;
		if (part->origin.stated != XCTL_STATED)
			counts = law_and(counts, LAW_MAYBE);
		if (counts == LAW_NO)
			continue;
		counted = true;
		bool valued = part->value.stated == XCTL_STATED && part->value.value.coefficient >= 0 && same_currency(item, part);
		if (!valued || !xctl_decimal_add(may, part->value.value, &may))
			bounded = false;
		else if (counts == LAW_YES && !xctl_decimal_add(must, part->value.value, &must))
			bounded = false;
	}
	/* Where no part counts the share is nothing, whatever the item is worth. */
	if (!bounded && counted)
		return XCTL_OK;
	frame->content_low = frame->content_high = (xctl_decimal){ 0 };
	if (counted) {
		if (!percent_up(must, item->value.value, &frame->content_low)
			|| !percent_up(may, item->value.value, &frame->content_high))
			return XCTL_OK;
	}
	frame->has_content = true;
	return XCTL_OK;
}

xctl_code law_content(law_frame *frame, law_session *session, xctl_arena *arena, xctl_error *error)
{
	const xctl_item *item = frame->item;
	frame->has_content = false;
	if (!item)
		return XCTL_OK;
	for (uint32_t i = 0; i < item->n_content; i++) {
		const xctl_content *c = &item->content[i];
		bool here = c->destination.stated != XCTL_STATED || c->destination.country == frame->to;
		if (here && c->pct.stated == XCTL_STATED) {
			frame->has_content = true;
			frame->content_low = frame->content_high = c->pct.value;
			return XCTL_OK;
		}
	}
	bool none = item->content_stated == XCTL_STATED && item->n_content == 0;
	bool absent = item->content_stated == XCTL_ABSENT && item->contains_stated == XCTL_ABSENT;
	if (none || (absent && frame->world != LAW_WORLD_OPEN)) {
		frame->has_content = true;
		frame->content_low = frame->content_high = (xctl_decimal){ 0 };
		return XCTL_OK;
	}
	return item->contains_stated == XCTL_STATED ? fold(frame, session, arena, error) : XCTL_OK;
}
