//! The small decision in Cedar.  peer-cedar POLICIES PROBLEM VERDICTS ROUNDS
//!
//! Policies, requests and entities (one a country, one an item) are parsed once.
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, Policy, PolicyId, PolicySet, Request, RestrictedExpression,
};
use std::collections::{HashMap, HashSet};
use std::{env, error::Error, fs, path::Path};

type Outcome<T> = Result<T, Box<dyn Error>>;

fn rows(folder: &str, name: &str) -> Outcome<Vec<Vec<String>>> {
    let text = fs::read_to_string(Path::new(folder).join(name))?;
    Ok(text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect())
}

fn uid(kind: &str, name: &str) -> Outcome<EntityUid> {
    Ok(EntityUid::from_type_name_and_id(kind.parse()?, name.parse()?))
}

fn set(list: &str) -> RestrictedExpression {
    RestrictedExpression::new_set(list.split(',').filter(|c| !c.is_empty()).map(|c| RestrictedExpression::new_string(c.to_owned())))
}

fn yes(cell: &str) -> RestrictedExpression {
    RestrictedExpression::new_bool(cell == "1")
}

fn entity(uid: EntityUid, attributes: Vec<(&str, RestrictedExpression)>) -> Outcome<Entity> {
    let attributes: HashMap<String, RestrictedExpression> = attributes.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
    Ok(Entity::new(uid, attributes, HashSet::new())?)
}

/// Each policy under the name its `@id` gives it.
fn policies(path: &str) -> Outcome<PolicySet> {
    let mut named = PolicySet::new();
    for policy in fs::read_to_string(path)?.parse::<PolicySet>()?.policies() {
        let id = policy.annotation("id").ok_or("a policy without @id")?.to_owned();
        named.add(Policy::parse(Some(PolicyId::new(id)), policy.to_string())?)?;
    }
    Ok(named)
}

fn entities(problem: &str) -> Outcome<Entities> {
    let mut all = Vec::new();
    for r in rows(problem, "countries.tsv")? {
        all.push(entity(uid("Country", &r[0])?, vec![("embargoed", yes(&r[1])), ("group_b", yes(&r[2])), ("reasons", set(&r[3]))])?);
    }
    for r in rows(problem, "items.tsv")? {
        all.push(entity(uid("Item", &r[0])?, vec![("limit", RestrictedExpression::new_long(r[1].parse()?)), ("reasons", set(&r[2]))])?);
    }
    Ok(Entities::from_entities(all, None)?)
}

fn requests(problem: &str) -> Outcome<Vec<Request>> {
    let products: HashSet<String> = rows(problem, "products.tsv")?.into_iter().map(|r| r[0].clone()).collect();
    let action = uid("Action", "export")?;
    let mut out = Vec::new();
    for r in rows(problem, "transfers.tsv")? {
        let context = Context::from_pairs([
            ("value".to_owned(), RestrictedExpression::new_long(r[2].parse()?)),
            ("footnote".to_owned(), yes(&r[3])),
            ("direct_product".to_owned(), RestrictedExpression::new_bool(products.contains(&r[4]))),
        ])?;
        out.push(Request::new(uid("Country", &r[0])?, action.clone(), uid("Item", &r[1])?, context, None)?);
    }
    Ok(out)
}

/// Seconds that this thread had a processor.
fn processor() -> Outcome<f64> {
    let text = fs::read_to_string("/proc/thread-self/schedstat")?;
    Ok(text.split(' ').next().ok_or("no schedstat")?.parse::<f64>()? / 1e9)
}

fn decide(authorizer: &Authorizer, request: &Request, policies: &PolicySet, entities: &Entities) -> u8 {
    let response = authorizer.is_authorized(request, policies, entities);
    let named = |name: &str| response.diagnostics().reason().any(|id| AsRef::<str>::as_ref(id) == name);
    match response.decision() {
        Decision::Deny if named("embargo") => b'P',
        Decision::Deny if named("chart") || named("direct-product") => b'L',
        Decision::Deny => b'?',
        Decision::Allow if named("exception") => b'E',
        Decision::Allow => b'C',
    }
}

fn main() -> Outcome<()> {
    let arguments: Vec<String> = env::args().collect();
    let [_, rules, problem, verdicts, rounds] = arguments.as_slice() else { return Err("four arguments".into()) };
    let start = processor()?;
    let (policies, entities, requests, authorizer) = (policies(rules)?, entities(problem)?, requests(problem)?, Authorizer::new());
    let load = processor()? - start;
    let (mut found, mut best) = (vec![b'?'; requests.len()], f64::INFINITY);
    for _ in 0..rounds.parse::<u32>()? {
        let start = processor()?;
        for (n, request) in requests.iter().enumerate() {
            found[n] = decide(&authorizer, request, &policies, &entities);
        }
        best = best.min(processor()? - start);
    }
    println!(
        "Cedar\t{}\t{:.4}\t{:.2}\tparsed policies, entities and requests",
        env::var("CEDAR_VERSION").unwrap_or_default(),
        load,
        best / requests.len() as f64 * 1e9
    );
    fs::write(Path::new(verdicts).join("Cedar"), found)?;
    Ok(())
}
