# The small decision. data: countries, items, products; input: to, item, value, footnote, product.
package toy

import rego.v1

country := data.countries[input.to]

item := data.items[input.item]

embargoed if country.embargoed

direct_product if {
	input.footnote
	data.products[input.product]
}

charted if {
	some column, _ in item.reasons
	country.reasons[column]
}

within_limit if {
	country.group_b
	input.value <= item.limit
}

default verdict := "C"

verdict := "P" if {
	embargoed
} else := "L" if {
	direct_product
} else := "E" if {
	charted
	within_limit
} else := "L" if {
	charted
}
