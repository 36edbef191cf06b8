% The small decision: facts and one predicate of clauses with cuts.  swipl toy.pl -- PROBLEM VERDICTS ROUNDS
:- initialization(main, main).
:- use_module(library(readutil)).
:- use_module(library(apply)).
:- use_module(library(lists)).
:- dynamic chart/2, embargo/1, group_b/1, control/2, limit/2, product/1, transfer/6.

verdict(To, _, _, _, _, prohibited) :- embargo(To), !.
verdict(_, _, _, 1, Product, licence) :- product(Product), !.
verdict(To, Item, _, _, _, clear) :- \+ (control(Item, C), chart(To, C)), !.
verdict(To, Item, Value, _, _, exception) :- group_b(To), limit(Item, Limit), Value =< Limit, !.
verdict(_, _, _, _, _, licence).

letter(prohibited, 'P').
letter(licence, 'L').
letter(exception, 'E').
letter(clear, 'C').

rows(Problem, Name, Do) :-
	atomic_list_concat([Problem, Name], '/', Path),
	setup_call_cleanup(open(Path, read, In), read_rows(In, Do), close(In)).

read_rows(In, Do) :-
	read_line_to_string(In, Line),
	(	Line == end_of_file
	->	true
	;	split_string(Line, "\t", "", Texts),
		maplist(atom_string, Cells, Texts),
		call(Do, Cells),
		read_rows(In, Do)
	).

columns(List, Columns) :- atomic_list_concat(All, ',', List), exclude(==(''), All, Columns).

country([C, Embargoed, GroupB, List]) :-
	( Embargoed == '1' -> assertz(embargo(C)) ; true ),
	( GroupB == '1' -> assertz(group_b(C)) ; true ),
	columns(List, Columns),
	forall(member(X, Columns), assertz(chart(C, X))).
item([C, Limit, List]) :-
	atom_number(Limit, N),
	( N >= 0 -> assertz(limit(C, N)) ; true ),
	columns(List, Columns),
	forall(member(X, Columns), assertz(control(C, X))).
a_product([P]) :- assertz(product(P)).
a_transfer([To, Item, Value, Footnote, Product]) :-
	atom_number(Value, V), atom_number(Footnote, F),
	flag(transfers, N, N + 1),
	assertz(transfer(N, To, Item, V, F, Product)).

decide_all :- forall(transfer(_, To, Item, V, F, P), verdict(To, Item, V, F, P, _)).

round(_, Best0, Best) :-
	statistics(process_cputime, T0), decide_all, statistics(process_cputime, T1),
	Best is min(Best0, T1 - T0).

main :-
	current_prolog_flag(argv, [Problem, Verdicts, RoundsText]),
	atom_number(RoundsText, Rounds),
	statistics(process_cputime, T0),
	rows(Problem, 'countries.tsv', country),
	rows(Problem, 'items.tsv', item),
	rows(Problem, 'products.tsv', a_product),
	rows(Problem, 'transfers.tsv', a_transfer),
	round(0, inf, _), % the first call builds the indexes
	statistics(process_cputime, T1),
	Load is T1 - T0,
	numlist(1, Rounds, List),
	foldl(round, List, inf, Best),
	flag(transfers, N, N),
	Each is Best / N * 1.0e9,
	current_prolog_flag(version_data, swi(Major, Minor, Patch, _)),
	format("SWI-Prolog\t~w.~w.~w\t~4f\t~2f\tfacts in memory, clauses with cuts~n", [Major, Minor, Patch, Load, Each]),
	atomic_list_concat([Verdicts, 'SWI-Prolog'], '/', Path),
	setup_call_cleanup(open(Path, write, Out),
		forall(transfer(_, To, Item, V, F, P),
			( verdict(To, Item, V, F, P, Verdict), letter(Verdict, Letter), write(Out, Letter) )),
		close(Out)).
