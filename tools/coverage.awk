# The README's table of the law, from the program's own outline:
#
#   exportctl rules show --coverage -o csv | awk -v language=en -f tools/coverage.awk
#
# One line a law. language is en, ja or zh; a law without a translation keeps its English name.
BEGIN {
	translations()
	print line("law", "full", "partial", "none", "rules", "rows", "examples", "unverified", "as_of")
	print "|---|---|---|---|---|---|---|---|---|"
}
NR > 1 {
	read_cells($0)
	if (cell[3] == "") {
		put()
		law = cell[1] ": " name(cell[2])
		counts = cell[6] " | " cell[7] " | " cell[8] " | " cell[9] " | " (cell[10] == "" ? "" : cell[10])
		full = partial = none = ""
	} else if (cell[5] == "full") {
		full = with(full, cell[3])
	} else if (cell[5] == "partial") {
		partial = with(partial, cell[3])
	} else {
		none = with(none, cell[3])
	}
}
END { put() }

function put() {
	if (law != "")
		print "| " law " | " full " | " partial " | " none " | " counts " |"
}

function with(list, part) {
	return list == "" ? part : list "; " part
}

# One line of CSV into cell[1], cell[2] and so on: quotes hold commas, a doubled quote is one. No cell holds a line end.
function read_cells(text,    n, i, c, quoted) {
	n = 1
	cell[1] = ""
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (c == "\"" && quoted && substr(text, i + 1, 1) == "\"") {
			cell[n] = cell[n] c
			i++
		} else if (c == "\"") {
			quoted = !quoted
		} else if (c == "," && !quoted) {
			cell[++n] = ""
		} else {
			cell[n] = cell[n] c
		}
	}
}

function line(a, b, c, d, e, f, g, h, i) {
	return "| " word(a) " | " word(b) " | " word(c) " | " word(d) " | " word(e) " | " word(f) " | " word(g) " | " word(h) " | " word(i) " |"
}

function word(key) {
	return said[language, key]
}

function name(law) {
	return (language, law) in said ? said[language, law] : law
}

function say(key, en, ja, zh) {
	said["en", key] = en
	said["ja", key] = ja
	said["zh", key] = zh
}

function law_is(en, ja, zh) {
	say(en, en, ja, zh)
}

function translations() {
	law_is("law", "法令", "法律")
	say("full", "in full", "全部収録", "全部收录")
	say("partial", "in part", "一部収録", "部分收录")
	say("none", "not in the book", "未収録", "未收录")
	law_is("rules", "規則", "规则")
	say("rows", "rows of tables", "表の行", "表格行")
	law_is("examples", "例", "示例")
	law_is("unverified", "未確認", "未核实")
	say("as_of", "text as of", "条文の日付", "文本日期")
	law_is("EAR (15 CFR parts 730 to 774)", "輸出管理規則 EAR（15 CFR 730〜774部）", "出口管理条例 EAR（15 CFR 730–774 部分）")
	law_is("OFAC sanctions", "OFAC 制裁", "OFAC 制裁")
	law_is("CFIUS (31 CFR parts 800 to 802)", "CFIUS（31 CFR 800〜802部）", "CFIUS（31 CFR 800–802 部分）")
	law_is("Outbound investment (31 CFR part 850)", "対外投資（31 CFR 850部）", "对外投资（31 CFR 850 部分）")
	law_is("Procurement: section 889, FCC Covered List", "調達：889条、FCC 対象リスト", "采购：第 889 条、FCC 管制清单")
	law_is("Other American export law", "その他の米国輸出法", "其他美国出口法律")
	law_is("FEFA (Act 228 of 1949), trade and technology", "外為法（貿易・技術）", "外汇及外国贸易法（贸易、技术）")
	law_is("Export Trade Control Order (Cabinet Order 378 of 1949)", "輸出貿易管理令", "出口贸易管理令")
	law_is("METI ordinances and circulars on goods", "貨物に関する省令・通達", "货物相关省令与通知")
	law_is("Foreign Exchange Order and METI rules on technology", "外国為替令・技術に関する省令", "外汇令与技术相关省令")
	law_is("FEFA, inward investment", "外為法（対内直接投資）", "外汇及外国贸易法（对内投资）")
	law_is("Procurement and infrastructure", "調達・基幹インフラ", "采购与基础设施")
	law_is("Regulation (EU) 2021/821", "規則 (EU) 2021/821", "第 (EU) 2021/821 号条例")
	law_is("Regulation (EU) 2021/821 and German law", "規則 (EU) 2021/821 とドイツ法", "第 (EU) 2021/821 号条例与德国法")
	law_is("Regulation (EU) 2021/821 and Dutch law", "規則 (EU) 2021/821 とオランダ法", "第 (EU) 2021/821 号条例与荷兰法")
	law_is("Blocking statute (Regulation (EC) 2271/96)", "ブロッキング規則 (EC) 2271/96", "阻断条例 (EC) 2271/96")
	law_is("Sanctions", "制裁", "制裁")
	law_is("Territory", "域内", "领土范围")
	law_is("Export Control Law and Dual-Use Regulations", "輸出管制法・両用品目条例", "出口管制法与两用物项条例")
	law_is("MOFCOM announcements on items", "品目に関する商務部公告", "商务部物项公告")
	law_is("Listed parties", "掲載者リスト", "列名主体")
	law_is("Counter-measures", "対抗措置", "反制措施")
}
