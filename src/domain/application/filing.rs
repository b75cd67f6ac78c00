//! Filing: a request becomes an application and one item for each chosen matter, or is refused with everything that
//! stands in its way at once (一次性告知). Nothing is half filed.
//!
//! Owns the order of the checks. What a field, material, rule or prerequisite asks is theirs.

use chrono::{DateTime, Utc};

use super::Application;
use super::duplicate::Earlier;
use super::refusal::{FilingProblem, FilingRefusal, FilingWarning};
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::{Catalogue, FieldKind, Scene};
use crate::domain::deadline::Clock;
use crate::domain::form::read::Answers;
use crate::domain::form::{Form, PERSON_NUMBER, Raw, Source, Value};
use crate::domain::id::{ApplicationNo, ItemNo, MatterId};
use crate::domain::identity::IdNumber;
use crate::domain::item::event::{Event, EventRecord};
use crate::domain::item::{Outcome, State};
use crate::domain::material::{self, Material};
use crate::domain::nearest::nearest;
use crate::domain::policy::{Actor, ActorRef, Channel, Officer};
use crate::domain::prerequisite::{Sibling, Standing, broken_exclusions, standing};
use crate::domain::rule::{self, Evidence, RuleResult, Verdict};

/// What is asked for. Names are as they were sent.
#[derive(Debug, Clone)]
pub struct FilingRequest {
    /// The scene.
    pub scene: String,
    /// The chosen matters.
    pub matters: Vec<String>,
    /// The division, by its code or what another system calls it.
    pub division: String,
    /// How it came.
    pub channel: Channel,
    /// The joint form.
    pub answers: Answers,
    /// The materials.
    pub materials: Vec<Material>,
    /// Items of the same person, as the store knows them: those that are open, and those that were approved.
    pub earlier: Vec<Earlier>,
}

impl FilingRequest {
    /// The number of the person whom it is about, by whom open items are looked up; none where it is no number.
    pub fn person_number(&self) -> Option<IdNumber> {
        let sent = self.answers.applicant.get(PERSON_NUMBER).or_else(|| {
            let mut shared = self.answers.shared.iter();
            shared
                .find(|entry| entry.field == PERSON_NUMBER)
                .map(|entry| &entry.value)
        });
        match sent? {
            Raw::Text(text) => IdNumber::parse(text.trim()).ok(),
            Raw::Integer(number) => IdNumber::parse(&number.to_string()).ok(),
            Raw::Flag(_) => None,
        }
    }
}

/// What was filed: the application, the first events of each item, and what was let through though marked.
#[derive(Debug, Clone)]
pub struct Filing {
    /// The application.
    pub application: Application,
    /// For each item, in the notice's order: filed, and closed at once where there is nothing to do.
    pub items: Vec<Vec<EventRecord>>,
    /// What was let through, marked.
    pub warnings: Vec<FilingWarning>,
}

/// Files an application: `filer` is the account, the service's or the clerk's who helps (帮办代办).
///
/// # Errors
/// Everything that stands in the way; nothing is filed then.
pub fn file(
    request: &FilingRequest,
    catalogue: &Catalogue,
    calendar: &Calendar,
    number: ApplicationNo,
    filer: &Officer,
    now: DateTime<Utc>,
) -> Result<Filing, FilingRefusal> {
    let mut problems = Vec::new();
    let Some((scene, chosen)) = choice(request, catalogue, &mut problems) else {
        return Err(FilingRefusal(problems));
    };
    let matters: Vec<MatterId> = chosen.iter().map(|(_, matter)| matter.clone()).collect();
    let day = calendar.date(now);
    let (form, errors) = Form::read_all(catalogue, &matters, &request.answers, day);
    problems.extend(errors.into_iter().map(FilingProblem::Field));
    let faults = material::faults(catalogue, &matters, &form, &request.materials);
    problems.extend(faults.into_iter().map(FilingProblem::Material));
    let evidence = Evidence {
        catalogue,
        calendar,
        form: &form,
        materials: &request.materials,
        matters: &matters,
        day,
    };
    let rules = judge(&chosen, &evidence, &mut problems);
    problems.extend(duplicates(&chosen, &form, request, catalogue));
    let division = catalogue.division_called(&request.division);
    let (Some(division), true) = (division, problems.is_empty()) else {
        return Err(FilingRefusal(problems));
    };
    let application = Application {
        no: number,
        scene: scene.id.clone(),
        matters,
        division: division.code.clone(),
        channel: request.channel,
        catalogue: catalogue.version.clone(),
        filed_at: now,
        filed_by: filer.id.clone(),
        form,
        materials: request.materials.clone(),
    };
    Ok(Filing {
        warnings: warnings(&application, catalogue, &rules),
        items: items(&application, rules, catalogue, calendar, filer),
        application,
    })
}

/// The scene and its chosen matters in the notice's order, each with its place in the request; none where they do not
/// hold together, for then nothing else can be judged.
fn choice<'a>(
    request: &FilingRequest,
    catalogue: &'a Catalogue,
    problems: &mut Vec<FilingProblem>,
) -> Option<(&'a Scene, Vec<(usize, MatterId)>)> {
    if catalogue.division_called(&request.division).is_none() {
        let codes = catalogue.divisions.iter().map(|entry| entry.code.as_str());
        problems.push(FilingProblem::UnknownDivision {
            asked: request.division.clone(),
            nearest: nearest(&request.division, codes).map(str::to_owned),
        });
    }
    let Some(scene) = catalogue
        .scenes
        .iter()
        .find(|scene| scene.id.as_str() == request.scene)
    else {
        problems.push(FilingProblem::UnknownScene {
            asked: request.scene.clone(),
            known: catalogue
                .scenes
                .iter()
                .map(|scene| scene.id.to_string())
                .collect(),
        });
        return None;
    };
    let before = problems.len();
    let chosen = chosen(request, scene, problems);
    if chosen.is_empty() && request.matters.is_empty() {
        problems.push(FilingProblem::NoMatters);
    }
    let matters: Vec<MatterId> = chosen.iter().map(|(_, matter)| matter.clone()).collect();
    for exclusion in broken_exclusions(&matters, catalogue) {
        let place = |matter: &MatterId| {
            chosen
                .iter()
                .find(|(_, id)| id == matter)
                .map(|(at, _)| *at)
        };
        let (one, other) = &exclusion.matters;
        problems.push(FilingProblem::Excluded {
            at: place(one).max(place(other)).unwrap_or(0),
            matters: exclusion.matters.clone(),
            reason: exclusion.reason.clone(),
        });
    }
    (problems.len() == before).then_some((scene, chosen))
}

fn chosen(
    request: &FilingRequest,
    scene: &Scene,
    problems: &mut Vec<FilingProblem>,
) -> Vec<(usize, MatterId)> {
    let place = |asked: &str| {
        scene
            .matters
            .iter()
            .position(|entry| entry.matter.as_str() == asked)
    };
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, asked) in request.matters.iter().enumerate() {
        match place(asked) {
            None => problems.push(FilingProblem::UnknownMatter {
                at,
                asked: asked.clone(),
                known: scene
                    .matters
                    .iter()
                    .map(|entry| entry.matter.clone())
                    .collect(),
            }),
            Some(order) if found.iter().any(|(known, _)| *known == order) => {
                let matter = scene.matters[order].matter.clone();
                problems.push(FilingProblem::MatterTwice { at, matter });
            }
            Some(order) => found.push((order, at)),
        }
    }
    found.sort_unstable();
    found
        .into_iter()
        .map(|(order, at)| (at, scene.matters[order].matter.clone()))
        .collect()
}

/// The rules of every matter, judged; a hard one that fails stands in the way.
fn judge(
    chosen: &[(usize, MatterId)],
    evidence: &Evidence<'_>,
    problems: &mut Vec<FilingProblem>,
) -> Vec<Vec<RuleResult>> {
    let mut all = Vec::new();
    for (at, matter) in chosen {
        let results = rule::judge(matter, evidence);
        let failed = results
            .iter()
            .filter(|result| result.verdict == Verdict::Fail);
        problems.extend(failed.map(|result| FilingProblem::Rule {
            at: *at,
            matter: matter.clone(),
            result: result.clone(),
        }));
        all.push(results);
    }
    all
}

fn duplicates<'a>(
    chosen: &'a [(usize, MatterId)],
    form: &'a Form,
    request: &'a FilingRequest,
    catalogue: &'a Catalogue,
) -> impl Iterator<Item = FilingProblem> + 'a {
    chosen.iter().filter_map(move |(at, id)| {
        let matter = catalogue.matter(id)?;
        let mut earlier = request.earlier.iter();
        let same = earlier.find(|earlier| earlier.is_the_same(matter, form, catalogue))?;
        Some(FilingProblem::Duplicate {
            at: *at,
            matter: id.clone(),
            item: same.item.clone(),
            outcome: same.outcome,
        })
    })
}

fn items(
    application: &Application,
    rules: Vec<Vec<RuleResult>>,
    catalogue: &Catalogue,
    calendar: &Calendar,
    filer: &Officer,
) -> Vec<Vec<EventRecord>> {
    let not_needed = |results: &[RuleResult]| {
        let found = results.iter().find(|it| it.verdict == Verdict::NotNeeded);
        found.map(|result| (result.rule.clone(), result.effective_from))
    };
    let matters = application.matters.iter();
    let siblings: Vec<Sibling> = matters
        .zip(&rules)
        .map(|(matter, results)| {
            (
                matter.clone(),
                not_needed(results).map(|_| Outcome::NotNeeded),
            )
        })
        .collect();
    let acceptance = Clock::start(catalogue.acceptance_limit, application.filed_at, calendar);
    let items = application.matters.iter().zip(rules);
    items
        .map(|(matter, rules)| {
            let needless = not_needed(&rules);
            let waits = standing(matter, &siblings, &application.form, catalogue) != Standing::Free;
            let state = if waits {
                State::Waiting
            } else {
                State::Received
            };
            let first = Event::Filed {
                scene: application.scene.clone(),
                matter: matter.clone(),
                desk: catalogue
                    .route(matter, &application.division)
                    .expect("loading has checked the matter's line, filing the division"),
                channel: application.channel,
                catalogue: application.catalogue.clone(),
                rules,
                state,
                acceptance: (!waits).then(|| acceptance.clone()),
            };
            let mut events = vec![(ActorRef::from(&Actor::Officer(filer.clone())), first)];
            if let Some((id, effective_from)) = needless {
                let rule = catalogue.rule(&id, matter, effective_from);
                let reason = rule.map_or_else(String::new, |rule| rule.remedy.zh.clone());
                events.push((ActorRef::System, Event::NotNeeded { reason }));
            }
            let item = ItemNo::new(&application.no, matter);
            records(&item, events, application.filed_at)
        })
        .collect()
}

fn records(item: &ItemNo, events: Vec<(ActorRef, Event)>, at: DateTime<Utc>) -> Vec<EventRecord> {
    events
        .into_iter()
        .zip(1..)
        .map(|((actor, event), version)| EventRecord {
            item: item.clone(),
            version,
            at,
            actor,
            event,
        })
        .collect()
}

/// What was let through, marked: rules that only warn, unusual photos, unknown counties, disputed facts.
pub fn warnings(
    application: &Application,
    catalogue: &Catalogue,
    rules: &[Vec<RuleResult>],
) -> Vec<FilingWarning> {
    let mut warnings = Vec::new();
    for (matter, results) in application.matters.iter().zip(rules) {
        let warned = results
            .iter()
            .filter(|result| result.verdict == Verdict::Warn);
        warnings.extend(warned.map(|result| FilingWarning::Rule {
            matter: matter.clone(),
            result: result.clone(),
        }));
    }
    for material in &application.materials {
        let rule = catalogue
            .material(&material.kind)
            .and_then(|spec| spec.photo.as_ref());
        if let Some(size) = rule.and_then(|rule| rule.unusual_size(&material.facts)) {
            let material = material.kind.clone();
            warnings.push(FilingWarning::UnusualSize { material, size });
        }
    }
    for (field, entry) in &application.form.entries {
        let number = match (&entry.value, catalogue.field(field).map(|it| it.kind)) {
            (Value::Text(text), Some(FieldKind::IdNumber)) => IdNumber::parse(text).ok(),
            _ => None,
        };
        if number.is_some_and(|number| !number.has_known_county()) {
            let field = field.clone();
            warnings.push(FilingWarning::UnknownCounty { field });
        }
        if matches!(entry.source, Source::Disputed { .. }) {
            let field = field.clone();
            warnings.push(FilingWarning::Disputed { field });
        }
    }
    warnings
}
