; The small decision. A transfer's fact is asserted, the rules run, the transfer's verdict stands in its own slot.
(deftemplate country (slot code) (slot embargoed) (slot group-b))
(deftemplate chart (slot country) (slot column))
(deftemplate control (slot item) (slot column))
(deftemplate limit (slot item) (slot dollars))
(deftemplate product (slot code))
(deftemplate transfer (slot id) (slot to) (slot item) (slot value) (slot footnote) (slot product))

(defrule embargo
	(declare (salience 50))
	?t <- (transfer (id ?id) (to ?to))
	(country (code ?to) (embargoed 1))
	=>
	(retract ?t)
	(found ?id P))

(defrule direct-product
	(declare (salience 40))
	?t <- (transfer (id ?id) (footnote 1) (product ?p))
	(product (code ?p))
	=>
	(retract ?t)
	(found ?id L))

(defrule within-limit
	(declare (salience 30))
	?t <- (transfer (id ?id) (to ?to) (item ?item) (value ?v))
	(limit (item ?item) (dollars ?limit&:(<= ?v ?limit)))
	(country (code ?to) (group-b 1))
	(exists (control (item ?item) (column ?c)) (chart (country ?to) (column ?c)))
	=>
	(retract ?t)
	(found ?id E))

(defrule charted
	(declare (salience 20))
	?t <- (transfer (id ?id) (to ?to) (item ?item))
	(exists (control (item ?item) (column ?c)) (chart (country ?to) (column ?c)))
	=>
	(retract ?t)
	(found ?id L))

(defrule no-reason
	(declare (salience 10))
	?t <- (transfer (id ?id))
	=>
	(retract ?t)
	(found ?id C))
