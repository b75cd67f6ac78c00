//! Plays the fates of one application's items in the order of time, each step decided by the domain.

use std::collections::VecDeque;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;

use super::fate::{self, Step};
use super::roster::{CLERK, Staff, id};
use crate::domain::application::Application;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::{Catalogue, FieldKind, Matter, PhraseKind};
use crate::domain::form::{FieldChange, Value};
use crate::domain::id::FieldId;
use crate::domain::item::command::{Command, FeedbackDraft};
use crate::domain::item::decide::{Context, decide};
use crate::domain::item::event::EventRecord;
use crate::domain::item::{Defect, DefectTarget, Desk, Grounds, Item, Shipment, State};
use crate::domain::material::ResultFile;
use crate::domain::policy::{Actor, Officer, Parties, Role};
use crate::domain::prerequisite::follow_ups;

/// The matters in which one is registered as employed.
pub(super) const REGISTRATIONS: [&str; 2] = ["A1", "B1"];

/// One item on its way.
struct Part {
    item: Item,
    events: Vec<EventRecord>,
    steps: VecDeque<(Step, u32)>,
    next_at: DateTime<Utc>,
}

/// What everything is decided with.
#[derive(Clone, Copy)]
pub(super) struct World<'a> {
    pub(super) catalogue: &'a Catalogue,
    pub(super) calendar: &'a Calendar,
    pub(super) staff: &'a Staff<'a>,
    pub(super) now: DateTime<Utc>,
}

/// Plays an application from its filing until now; answers with the whole history of each item. The certificate is
/// given with the registration, where one has been drawn.
pub(super) fn play(
    world: World<'_>,
    application: &mut Application,
    filed: Vec<Vec<EventRecord>>,
    certificate: Option<ResultFile>,
    dice: &mut StdRng,
) -> Vec<Vec<EventRecord>> {
    let parties = Parties::of(&application.form, world.catalogue);
    let parts = filed.into_iter().filter_map(|events| {
        let item = Item::from_events(&events)?;
        let mut part = Part {
            item,
            events,
            steps: fate::draw(dice),
            next_at: application.filed_at,
        };
        part.wait_for_next(world.calendar, application.filed_at);
        Some(part)
    });
    let mut stage = Stage {
        world,
        parties,
        certificate,
        parts: parts.collect(),
    };
    while let Some(at) = stage.next() {
        stage.step(at, application, dice);
    }
    stage.parts.into_iter().map(|part| part.events).collect()
}

impl Part {
    /// The next step comes so many office minutes after a moment.
    fn wait_for_next(&mut self, calendar: &Calendar, from: DateTime<Utc>) {
        self.next_at = match self.steps.front() {
            Some((_, minutes)) => office_minutes_after(calendar, from, *minutes),
            None => DateTime::<Utc>::MAX_UTC,
        };
    }

    /// When something happens to it next: a step, or what time does.
    fn due(&self) -> DateTime<Utc> {
        let clocks = &self.item.clocks;
        let silent = match self.item.state {
            State::Received => clocks.acceptance.as_ref(),
            State::Correcting => clocks.reply.as_ref(),
            _ => None,
        };
        let silent = silent.map(|clock| clock.due.at + Duration::minutes(1));
        // Nobody decides what waits for another item.
        let step = if self.item.state == State::Waiting {
            DateTime::<Utc>::MAX_UTC
        } else {
            self.next_at
        };
        silent.map_or(step, |silent| silent.min(step))
    }
}

/// An application's items with what they are decided with.
struct Stage<'a> {
    world: World<'a>,
    parties: Parties,
    certificate: Option<ResultFile>,
    parts: Vec<Part>,
}

impl Stage<'_> {
    /// The item to which something happens next, if that is not after now.
    fn next(&self) -> Option<usize> {
        let (at, part) = self
            .parts
            .iter()
            .enumerate()
            .min_by_key(|(_, part)| part.due())?;
        (part.due() <= self.world.now).then_some(at)
    }

    fn step(&mut self, at: usize, application: &mut Application, dice: &mut StdRng) {
        let calendar = self.world.calendar;
        let part = &self.parts[at];
        let moment = part.due();
        if moment < part.next_at {
            let command = if part.item.state == State::Received {
                Command::DeemAccepted
            } else {
                Command::Expire
            };
            self.decide(at, &Actor::System, &command, moment);
            self.follow(application, moment);
            return;
        }
        let Some((step, _)) = self.parts[at].steps.pop_front() else {
            return;
        };
        let step = self.possible(step, at);
        if let Some((officer, command)) = self.command(step, at, application, moment, dice) {
            self.decide(at, &Actor::Officer(officer.clone()), &command, moment);
            if let Command::Resubmit { changes, .. } = &command {
                for change in changes {
                    if let Some(entry) = application.form.entries.get_mut(&change.field) {
                        entry.value = change.after.clone();
                    }
                }
            }
            self.follow(application, moment);
        }
        self.parts[at].wait_for_next(calendar, moment);
    }

    /// What is not done on the spot is accepted first; the step itself comes within the hour after that.
    fn possible(&mut self, step: Step, at: usize) -> Step {
        let item = &self.parts[at].item;
        let on_the_spot = self.world.catalogue.is_immediate(&item.scene, &item.matter);
        if step == Step::Approve && item.state == State::Received && !on_the_spot {
            self.parts[at].steps.push_front((step, 45));
            return Step::Accept;
        }
        step
    }

    /// A step that the domain refuses does not happen: another was faster, or it makes no sense any more.
    fn decide(&mut self, at: usize, actor: &Actor, command: &Command, moment: DateTime<Utc>) {
        let World {
            catalogue,
            calendar,
            ..
        } = self.world;
        let context = Context {
            catalogue,
            calendar,
            actor,
            parties: &self.parties,
            assignee: None,
            stands_in_for: None,
        };
        let part = &mut self.parts[at];
        if let Ok(events) = decide(&part.item, command, &context, moment) {
            for event in events {
                part.item.apply(&event);
                part.events.push(event);
            }
        }
    }

    /// What an item's end means for those that wait for it.
    fn follow(&mut self, application: &Application, moment: DateTime<Utc>) {
        let items: Vec<Item> = self.parts.iter().map(|part| part.item.clone()).collect();
        for (no, command) in follow_ups(&items, self.world.catalogue, &application.form) {
            let Some(at) = self.parts.iter().position(|part| part.item.no == no) else {
                continue;
            };
            self.decide(at, &Actor::System, &command, moment);
            self.parts[at].wait_for_next(self.world.calendar, moment);
        }
    }

    /// Who takes a step, and the command it comes to; none where nobody does.
    fn command(
        &self,
        step: Step,
        at: usize,
        application: &Application,
        moment: DateTime<Utc>,
        dice: &mut StdRng,
    ) -> Option<(&Officer, Command)> {
        let World {
            catalogue,
            staff,
            calendar,
            ..
        } = self.world;
        let item = &self.parts[at].item;
        let matter = catalogue.matter(&item.matter)?;
        let holder = item
            .assignee
            .as_ref()
            .map(|login| staff.account(login.as_str()));
        let handler = || holder.or_else(|| staff.at(&item.desk, Role::Handler).first().copied());
        let second = || staff.at(&item.desk, Role::SecondReviewer).first().copied();
        let registers = REGISTRATIONS.contains(&matter.id.as_str());
        let words = Words {
            catalogue,
            matter,
            certificate: self.certificate.as_ref().filter(|_| registers),
        };
        let front = || Some(staff.account(application.filed_by.as_str()));
        let by = match step {
            Step::Claim => staff.at(&item.desk, Role::Handler).choose(dice).copied(),
            Step::SecondApprove | Step::SendBack | Step::SecondVoid => second(),
            Step::Answer | Step::Withdraw => front(),
            _ => handler(),
        }?;
        let command = match step {
            Step::Claim => Command::Claim,
            Step::Accept => Command::Accept,
            Step::NotAccept => {
                Command::NotAccept(words.grounds(PhraseKind::NotAcceptReason, dice)?)
            }
            Step::AskCorrection => {
                Command::RequestCorrection(words.defects(item, application, dice))
            }
            Step::Answer => answer(item, application)?,
            Step::Approve => Command::Approve {
                opinion: words.opinion(dice),
                // Whoever decides on the spot feeds the result back in the same action.
                feedback: (item.state == State::Received)
                    .then(|| words.feedback(calendar.date(moment), dice)),
            },
            Step::SecondApprove => Command::Approve {
                opinion: "复核无误，同意".to_owned(),
                feedback: None,
            },
            Step::Feedback => Command::RecordFeedback(words.feedback(calendar.date(moment), dice)),
            Step::Refuse => Command::Refuse {
                opinion: "经核查不符合受理条件".to_owned(),
                grounds: words.grounds(PhraseKind::RefuseReason, dice)?,
            },
            Step::NotNeeded => Command::NotNeeded {
                reason: "申请人已办理过该事项，无需重复办理".to_owned(),
            },
            Step::Suspend => Command::Suspend {
                kind: catalogue
                    .phrases(PhraseKind::SpecialProcedure, &matter.id)
                    .next()?
                    .id
                    .clone(),
                reason: "需向原参保地核实缴费记录".to_owned(),
                expected_work_days: dice.random_range(3..=10),
            },
            Step::Resume => Command::Resume {
                result: "已收到协查回函，记录属实".to_owned(),
            },
            Step::ToSecondReview => Command::SendToSecondReview {
                opinion: "属重点业务，初审通过，送复核".to_owned(),
            },
            Step::SendBack => Command::SendBack {
                opinion: "请补充核查用工日期后再送复核".to_owned(),
            },
            Step::Forward => Command::Forward {
                to: "淄博市人力资源和社会保障局".to_owned(),
                reason: "属市级权限，转报市局办理".to_owned(),
            },
            Step::ProposeVoid | Step::SecondVoid => Command::Void {
                reason: "同一申请重复录入".to_owned(),
            },
            Step::Withdraw => Command::Withdraw {
                reason: "申请人改由单位统一办理".to_owned(),
            },
            Step::Note => Command::Note {
                words: "已电话联系申请人，下午送来原件".to_owned(),
            },
            Step::MoveAway => Command::Transfer {
                to: elsewhere(item)?,
                reason: "申请人工作地不在本辖区".to_owned(),
            },
            Step::Dispatch => Command::Dispatch(Shipment {
                carrier: "中国邮政EMS".to_owned(),
                tracking_no: format!("EB{:09}CN", dice.random_range(1..999_999_999)),
            }),
            Step::Deliver => Command::Deliver,
            Step::ComeBack => Command::ReturnDelivery {
                reason: "收件人电话无人接听，退回".to_owned(),
            },
        };
        Some((by, command))
    }
}

/// What officers write about a matter.
struct Words<'a> {
    catalogue: &'a Catalogue,
    matter: &'a Matter,
    certificate: Option<&'a ResultFile>,
}

impl Words<'_> {
    fn opinion(&self, dice: &mut StdRng) -> String {
        let phrases: Vec<_> = self
            .catalogue
            .phrases(PhraseKind::Opinion, &self.matter.id)
            .collect();
        phrases.choose(dice).map_or_else(
            || "符合条件，准予办理".to_owned(),
            |phrase| phrase.words.zh.clone(),
        )
    }

    /// Basis and remedy are the catalogue's.
    fn grounds(&self, kind: PhraseKind, dice: &mut StdRng) -> Option<Grounds> {
        let phrases: Vec<_> = self.catalogue.phrases(kind, &self.matter.id).collect();
        let phrase = phrases.choose(dice)?;
        Some(Grounds {
            code: phrase.id.clone(),
            reason: phrase.words.zh.clone(),
            basis: String::new(),
            remedy: String::new(),
        })
    }

    /// A material where the application has one, else a field that applicants fill in.
    fn defects(&self, item: &Item, application: &Application, dice: &mut StdRng) -> Vec<Defect> {
        let defect = |target, code: &str| Defect {
            target,
            code: id(code),
            words: String::new(),
            sample: String::new(),
        };
        let attached = application.materials.iter().map(|material| &material.kind);
        let attached: Vec<_> = attached
            .filter(|kind| self.matter.materials.contains(kind))
            .collect();
        let field = id::<FieldId>(if item.corrections.is_empty() {
            "person.phone"
        } else {
            "person.name"
        });
        let mut defects = vec![defect(DefectTarget::Field(field), "defect.mismatch")];
        if let Some(kind) = attached.choose(dice) {
            defects.push(defect(
                DefectTarget::Material((*kind).clone()),
                "defect.unclear",
            ));
        }
        defects
    }

    /// Every result field, as its type wants it.
    fn feedback(&self, day: NaiveDate, dice: &mut StdRng) -> FeedbackDraft {
        let fields = self.matter.results.iter().map(|field| {
            let value = match field.kind {
                FieldKind::Date => day.to_string(),
                FieldKind::Month => day.format("%Y-%m").to_string(),
                FieldKind::Money => format!("{}.00", dice.random_range(300..1800)),
                FieldKind::Integer => dice.random_range(1..12).to_string(),
                _ if field.id.as_str() == "bank" => "齐商银行".to_owned(),
                _ => format!("ZB{:010}", dice.random_range(1..9_999_999_999_u64)),
            };
            (field.id.clone(), value)
        });
        let fields = fields.collect();
        FeedbackDraft {
            document_no: Some(format!(
                "淄就〔{}〕{:06}号",
                day.format("%Y"),
                dice.random_range(1..999_999)
            )),
            fields,
            words: String::new(),
            files: self.certificate.into_iter().cloned().collect(),
        }
    }
}

/// The applicant answers each field of the open notice with the value that is right, which here is the same one.
fn answer(item: &Item, application: &Application) -> Option<Command> {
    let notice = item.corrections.last()?;
    let fields = notice
        .defects
        .iter()
        .filter_map(|defect| match &defect.target {
            DefectTarget::Field(field) => Some(field),
            DefectTarget::Material(_) => None,
        });
    let changes: Vec<FieldChange> = fields
        .filter_map(|field| {
            let before = application.form.entries.get(field)?.value.clone();
            let Value::Text(text) = &before else {
                return None;
            };
            // A telephone number with its last digit put right.
            let after = match text.char_indices().last() {
                Some((at, digit)) if digit.is_ascii_digit() => {
                    format!("{}{}", &text[..at], (digit.to_digit(10)? + 1) % 10)
                }
                _ => text.clone(),
            };
            Some(FieldChange {
                field: field.clone(),
                before: Some(before),
                after: Value::Text(after),
            })
        })
        .collect();
    Some(Command::Resubmit {
        changes,
        materials: Vec::new(),
    })
}

/// The neighbouring division's desk: 张店 and 淄川 send to each other, all others to 张店.
fn elsewhere(item: &Item) -> Option<Desk> {
    let home = super::roster::HOME;
    let division = if item.desk.division.as_str() == home {
        "370302"
    } else {
        home
    };
    Some(Desk {
        division: division.parse().ok()?,
        ..item.desk.clone()
    })
}

/// A moment so many office minutes later.
fn office_minutes_after(calendar: &Calendar, from: DateTime<Utc>, minutes: u32) -> DateTime<Utc> {
    let mut left = Duration::minutes(i64::from(minutes));
    let mut at = from;
    loop {
        let day = calendar.date(at);
        let (open, close) = (calendar.open_of(day), calendar.close_of(day));
        if calendar.is_work_day(day) && at < close {
            at = at.max(open);
            if left <= close - at {
                return at + left;
            }
            left -= close - at;
        }
        let tomorrow = day.succ_opt().unwrap_or(day);
        at = calendar.open_of(tomorrow);
    }
}

/// Which account files: the portal's, or the counter clerk's.
pub(super) fn filer<'a>(staff: &Staff<'a>, counter: bool) -> &'a Officer {
    staff.account(if counter {
        CLERK
    } else {
        super::roster::PORTAL
    })
}
