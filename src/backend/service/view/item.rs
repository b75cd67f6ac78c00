//! One item whole, as its desk may see it: the fields and materials of its matter and no others.

use std::sync::Arc;

use super::{Names, Present, actor_name, row};
use crate::api::items::{
    ClockView, CorrectionView, EventView, FeedbackView, FormField, ItemDetail, MaterialView,
    MoveView, RuleView, SiblingView,
};
use crate::api::view::{due, result_file, time};
use crate::backend::store::items::ItemRow;
use crate::domain::application::Application;
use crate::domain::calendar::Calendar;
use crate::domain::catalogue::{Catalogue, Field, FieldKind, MaskKind, MaterialSpec, Matter};
use crate::domain::deadline::Clock;
use crate::domain::form::{Source, Value};
use crate::domain::id::{FieldId, MaterialId, MatterId, OfficerId};
use crate::domain::item::event::{Event, EventRecord};
use crate::domain::item::{Feedback, Item, State};
use crate::domain::material::Material;
use crate::domain::policy::{Actor, Facts, Officer, Parties, Role, allowed_moves};
use crate::domain::rule::RuleResult;
use crate::words::{self, Lang, names};

/// Everything that one item's screen is made of.
pub struct Whole {
    /// Who holds the item, where the reader stands in for them now.
    pub stands_in_for: Option<OfficerId>,
    /// The item.
    pub item: Item,
    /// Its row.
    pub row: ItemRow,
    /// Its history, oldest first.
    pub history: Vec<EventRecord>,
    /// Its application.
    pub application: Application,
    /// Every item of the application, itself among them.
    pub siblings: Vec<ItemRow>,
    /// The names of whoever holds it.
    pub names: Names,
    /// The catalogue that it pins.
    pub catalogue: Arc<Catalogue>,
}

/// For whom it is shown, and when.
pub struct Reader<'a> {
    /// The account.
    pub officer: &'a Officer,
    /// The language.
    pub lang: Lang,
    /// The present moment and the calendar by which dates are explained.
    pub present: Present<'a>,
}

impl Whole {
    /// The item as this reader may see it.
    pub fn detail(&self, reader: &Reader<'_>) -> ItemDetail {
        let matter = self.catalogue.matter(&self.item.matter);
        ItemDetail {
            row: row(&self.row, &self.names, reader.present),
            catalogue: self.catalogue.version.to_string(),
            form: matter.map_or_else(Vec::new, |matter| self.form(matter, reader.lang)),
            rules: self
                .item
                .rules
                .iter()
                .map(|rule| self.rule(rule, reader.lang))
                .collect(),
            materials: matter.map_or_else(Vec::new, |matter| self.materials(matter, reader.lang)),
            clocks: self.clocks(reader.present.calendar),
            timeline: self.timeline(reader),
            siblings: self.siblings(reader.lang),
            correction: self.correction(),
            feedback: self.item.feedback.last().map(feedback),
            delivery: self.item.delivery.as_ref().map(|delivery| delivery.state),
            moves: self.moves(reader),
        }
    }

    fn form(&self, matter: &Matter, lang: Lang) -> Vec<FormField> {
        self.application
            .form
            .fields_of(matter, &self.catalogue)
            .filter_map(|(field, entry)| {
                let entry = entry?;
                let (source, register, fetched_at) = match &entry.source {
                    Source::Applicant => ("applicant", None, None),
                    Source::Derived { .. } => ("derived", None, None),
                    Source::Shared {
                        register,
                        fetched_at,
                    } => ("shared", Some(register), Some(fetched_at)),
                    Source::Disputed {
                        register,
                        fetched_at,
                        ..
                    } => ("disputed", Some(register), Some(fetched_at)),
                };
                let registered = match &entry.source {
                    Source::Disputed { registered, .. } => {
                        Some(self.masked(field, registered, lang))
                    }
                    _ => None,
                };
                Some(FormField {
                    field: field.id.to_string(),
                    value: self.masked(field, &entry.value, lang),
                    masked: field.mask != MaskKind::None,
                    source: source.to_owned(),
                    register: register.cloned(),
                    fetched_at: fetched_at.map(|at| time(*at)),
                    before: self
                        .before(&field.id)
                        .map(|value| self.masked(field, value, lang)),
                    registered,
                })
            })
            .collect()
    }

    /// The masked fields of the form in clear.
    pub fn clear(&self, lang: Lang) -> Vec<(FieldId, String)> {
        let Some(matter) = self.catalogue.matter(&self.item.matter) else {
            return Vec::new();
        };
        let fields = self.application.form.fields_of(matter, &self.catalogue);
        fields
            .filter(|(field, _)| field.mask != MaskKind::None)
            .filter_map(|(field, entry)| {
                Some((field.id.clone(), self.in_words(field, &entry?.value, lang)))
            })
            .collect()
    }

    fn masked(&self, field: &Field, value: &Value, lang: Lang) -> String {
        field.mask.shown(&self.in_words(field, value, lang))
    }

    fn in_words(&self, field: &Field, value: &Value, lang: Lang) -> String {
        match (field.kind, value) {
            (FieldKind::Choice, Value::Choice(code) | Value::Text(code)) => {
                field.choice(code).map_or_else(
                    || code.clone(),
                    |choice| lang.label(&choice.name).to_owned(),
                )
            }
            (FieldKind::Division, Value::Text(code)) => {
                let division = code
                    .parse()
                    .ok()
                    .and_then(|code| self.catalogue.division(&code));
                division.map_or_else(
                    || code.clone(),
                    |division| lang.label(&division.name).to_owned(),
                )
            }
            (_, Value::Flag(flag)) => lang.say(if *flag { "value-yes" } else { "value-no" }),
            (_, value) => value.plain(),
        }
    }

    /// What the last answer to a correction notice replaced.
    fn before(&self, field: &FieldId) -> Option<&Value> {
        let answered = self
            .history
            .iter()
            .rev()
            .find_map(|record| match &record.event {
                Event::Resubmitted { changes, .. } => Some(changes),
                _ => None,
            })?;
        answered
            .iter()
            .find(|change| change.field == *field)?
            .before
            .as_ref()
    }

    fn rule(&self, result: &RuleResult, lang: Lang) -> RuleView {
        let rule = self
            .catalogue
            .rule(&result.rule, &self.item.matter, result.effective_from);
        let label = |pick: fn(&crate::domain::catalogue::Rule) -> (&str, &str)| {
            rule.map_or_else(String::new, |rule| {
                let (zh, en) = pick(rule);
                if lang == Lang::Zh { zh } else { en }.to_owned()
            })
        };
        let inputs = result.inputs.iter().map(|(id, entry)| {
            let name = names::field(lang, id, &self.catalogue);
            let value = match (self.catalogue.field(id), entry) {
                (Some(field), Some(entry)) => self.masked(field, &entry.value, lang),
                _ => lang.say("value-empty"),
            };
            (name, value)
        });
        let findings = result
            .findings
            .iter()
            .map(|(name, value)| words::filing::finding(lang, name, value, &self.catalogue));
        RuleView {
            rule: result.rule.to_string(),
            name: label(|rule| (&rule.name.zh, &rule.name.en)),
            verdict: result.verdict.code().to_owned(),
            words: label(|rule| (&rule.words, &rule.words_en)),
            basis: label(|rule| (&rule.basis, &rule.basis)),
            inputs: inputs.chain(findings).collect(),
        }
    }

    fn materials(&self, matter: &Matter, lang: Lang) -> Vec<MaterialView> {
        let specs = matter
            .materials
            .iter()
            .filter_map(|kind| self.catalogue.material(kind));
        specs
            .flat_map(|spec| {
                let there = self
                    .application
                    .materials
                    .iter()
                    .filter(|material| material.kind == spec.id);
                let mut views: Vec<_> = there
                    .map(|material| self.material(spec, material, lang))
                    .collect();
                if views.is_empty() {
                    views.push(self.missing(spec));
                }
                views
            })
            .collect()
    }

    /// Whether it is needed and nothing stands for it: one of 劳动合同, 录用手续, 单位介绍信 is enough.
    fn is_required(&self, spec: &MaterialSpec) -> bool {
        let given = |kind: &MaterialId| self.application.materials.iter().any(|m| m.kind == *kind);
        let mut others = self.catalogue.materials.iter().filter(|other| {
            other.id != spec.id && other.one_of.is_some() && other.one_of == spec.one_of
        });
        self.application.form.meets(&spec.required) && !others.any(|other| given(&other.id))
    }

    fn material(&self, spec: &MaterialSpec, material: &Material, lang: Lang) -> MaterialView {
        let facts = &material.facts;
        let name = lang.label(&spec.name);
        let faults = spec.photo.iter().flat_map(|rule| rule.faults(facts));
        MaterialView {
            ordinal: Some(material.ordinal),
            file_name: Some(material.file_name.clone()),
            file_type: Some(facts.file_type.code().to_owned()),
            size: Some(facts.size),
            pixels: facts
                .pixels
                .as_ref()
                .map(|pixels| (pixels.width, pixels.height)),
            bits: facts.pixels.as_ref().map(|pixels| pixels.bits),
            white_border_percent: facts
                .pixels
                .as_ref()
                .and_then(|pixels| pixels.white_border_percent),
            pages: facts.pages,
            digest: Some(facts.digest.to_string()),
            uploaded_at: Some(time(material.uploaded_at)),
            findings: faults
                .map(|fault| words::filing::photo_fault(lang, name, &fault))
                .collect(),
            ..self.missing(spec)
        }
    }

    fn missing(&self, spec: &MaterialSpec) -> MaterialView {
        MaterialView {
            kind: spec.id.to_string(),
            ordinal: None,
            required: self.is_required(spec),
            file_name: None,
            file_type: None,
            size: None,
            pixels: None,
            bits: None,
            white_border_percent: None,
            pages: None,
            digest: None,
            uploaded_at: None,
            findings: Vec::new(),
        }
    }

    fn clocks(&self, calendar: &Calendar) -> Vec<ClockView> {
        let clocks = &self.item.clocks;
        let view = |name: &str, clock: &Clock| ClockView {
            clock: name.to_owned(),
            limit: clock.limit.to_string(),
            started_at: time(clock.start),
            due: due(&clock.due),
            stopped: clock.is_stopped() || self.item.state == State::Closed,
            steps: clock.explain(calendar),
        };
        [
            ("acceptance", &clocks.acceptance),
            ("reply", &clocks.reply),
            ("promise", &clocks.promise),
            ("statutory", &clocks.statutory),
        ]
        .into_iter()
        .filter_map(|(name, clock)| Some(view(name, clock.as_ref()?)))
        .collect()
    }

    fn timeline(&self, reader: &Reader<'_>) -> Vec<EventView> {
        let inside = !matches!(reader.officer.role, Role::Clerk | Role::Portal);
        let shown = |record: &&EventRecord| inside || is_for_applicants(&record.event);
        self.history
            .iter()
            .filter(shown)
            .map(|record| EventView {
                version: record.version,
                event: record.event.code().to_owned(),
                at: time(record.at),
                by: actor_name(&record.actor, reader.lang),
                role: record.actor.role().map(|role| role.code().to_owned()),
                words: words::timeline::event(reader.lang, record, &self.catalogue),
                opinion: words::timeline::opinion(&record.event)
                    .filter(|_| inside)
                    .map(|words| names::reason(reader.lang, words, &self.catalogue).to_owned()),
            })
            .collect()
    }

    fn siblings(&self, lang: Lang) -> Vec<SiblingView> {
        let waits_for = |other: &MatterId| {
            self.catalogue.prerequisites.iter().any(|prerequisite| {
                let when = prerequisite.when.as_ref();
                prerequisite.matter == self.item.matter
                    && prerequisite.any_of.contains(other)
                    && when.is_none_or(|when| self.application.form.meets(when))
            })
        };
        let order = |row: &&ItemRow| {
            self.application
                .matters
                .iter()
                .position(|matter| *matter == row.matter)
        };
        let mut others: Vec<&ItemRow> = self
            .siblings
            .iter()
            .filter(|row| row.no != self.item.no)
            .collect();
        others.sort_by_key(order);
        others
            .into_iter()
            .map(|row| SiblingView {
                no: row.no.to_string(),
                matter: row.matter.to_string(),
                desk: names::desk(lang, &row.desk, &self.catalogue),
                state: row.state.code().to_owned(),
                outcome: row.outcome.map(|outcome| outcome.code().to_owned()),
                prerequisite: waits_for(&row.matter),
            })
            .collect()
    }

    fn correction(&self) -> Option<CorrectionView> {
        let notice = self
            .item
            .corrections
            .last()
            .filter(|_| self.item.state == State::Correcting)?;
        Some(CorrectionView {
            round: u32::try_from(self.item.corrections.len()).unwrap_or(u32::MAX),
            defects: notice.defects.clone(),
            reply_due: due(&notice.reply_due),
        })
    }

    fn moves(&self, reader: &Reader<'_>) -> Vec<MoveView> {
        let facts = Facts {
            item: &self.item,
            parties: &Parties::of(&self.application.form, &self.catalogue),
            catalogue: &self.catalogue,
            stands_in_for: self.stands_in_for.as_ref(),
        };
        allowed_moves(&Actor::Officer(reader.officer.clone()), &facts)
            .into_iter()
            .map(|(asked, refusal)| MoveView {
                action: asked.code().to_owned(),
                why_not: refusal.map(|refusal| {
                    words::refusal::refusal(reader.lang, &refusal, &self.catalogue, &self.names)
                }),
            })
            .collect()
    }
}

/// Notes, looks at clear text and the ways between colleagues are the office's own.
fn is_for_applicants(event: &Event) -> bool {
    !matches!(
        event,
        Event::Noted { .. }
            | Event::ClearViewed { .. }
            | Event::MaterialSaved { .. }
            | Event::ResultFileSaved { .. }
            | Event::SentToSecondReview { .. }
            | Event::SentBack { .. }
            | Event::VoidProposed { .. }
            | Event::Claimed
            | Event::ClaimReleased
            | Event::Assigned { .. }
    )
}

fn feedback(feedback: &Feedback) -> FeedbackView {
    FeedbackView {
        version: feedback.version,
        document_no: feedback.document_no.clone(),
        fields: feedback
            .fields
            .iter()
            .map(|(id, value)| (id.to_string(), value.clone()))
            .collect(),
        words: feedback.words.clone(),
        files: feedback.files.iter().map(result_file).collect(),
    }
}
