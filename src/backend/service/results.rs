//! The combined result (一端出件): computed from the application and its items each time, as data, text and PDF.

use super::{Caller, ServiceError};
use crate::api::applications::{CombinedResultView, ItemResult as ItemView};
use crate::api::view::{due, result_file, time};
use crate::backend::App;
use crate::backend::print::Document;
use crate::backend::store::scope::EVERYTHING;
use crate::domain::application::Application;
use crate::domain::application::result::{CombinedResult, ItemResult};
use crate::domain::catalogue::{Catalogue, FieldKind, Matter};
use crate::domain::id::ApplicationNo;
use crate::domain::item::{Feedback, Item};
use crate::domain::mask;
use crate::words::{self, Lang, names};

/// The result of a whole application, for whoever has an item of it in reach or filed it.
///
/// # Errors
/// [`ServiceError::NotFound`] out of reach.
pub async fn combined(
    app: &App,
    caller: &Caller,
    no: &ApplicationNo,
) -> Result<CombinedResultView, ServiceError> {
    let (application, items) = {
        let mut unit = app.store.read().await?;
        let application = unit
            .application(&caller.scope, no)
            .await?
            .ok_or(ServiceError::NotFound)?;
        let records = unit.histories_of(&EVERYTHING, no).await?;
        let items = records
            .chunk_by(|one, next| one.item == next.item)
            .filter_map(Item::from_events);
        (application, items.collect::<Vec<_>>())
    };
    let catalogue = app
        .catalogues
        .pinned(&application.catalogue)
        .ok_or(ServiceError::NotFound)?;
    let result = CombinedResult::of(&application, &items, catalogue);
    Ok(view(&application, &result, catalogue, caller.lang))
}

/// The same as plain text.
///
/// # Errors
/// [`ServiceError::NotFound`] out of reach.
pub async fn text(app: &App, caller: &Caller, no: &ApplicationNo) -> Result<String, ServiceError> {
    Ok(notice(app, caller, no).await?.to_text())
}

/// The same as PDF.
///
/// # Errors
/// [`ServiceError::NotFound`] out of reach.
pub async fn pdf(app: &App, caller: &Caller, no: &ApplicationNo) -> Result<Vec<u8>, ServiceError> {
    let notice = notice(app, caller, no).await?;
    // Fonts are cut to the characters used: tens of milliseconds that no other request should wait for.
    let bytes = tokio::task::spawn_blocking(move || notice.to_pdf()).await;
    bytes.map_err(|error| ServiceError::Blob(std::io::Error::other(error).into()))
}

fn view(
    application: &Application,
    result: &CombinedResult<'_>,
    catalogue: &Catalogue,
    lang: Lang,
) -> CombinedResultView {
    let scene = catalogue.scene(&application.scene);
    CombinedResultView {
        application: application.no.to_string(),
        scene: scene.map_or_else(String::new, |scene| lang.label(&scene.name).to_owned()),
        applicant: mask::person_name(application.form.person_name().unwrap_or_default()),
        filed_at: time(application.filed_at),
        state: result.state.code().to_owned(),
        summary: words::result::summary(lang, result),
        items: result
            .items
            .iter()
            .map(|item| item_view(item, catalogue, lang))
            .collect(),
    }
}

fn item_view(result: &ItemResult<'_>, catalogue: &Catalogue, lang: Lang) -> ItemView {
    let item = result.item;
    let grounds = result.grounds();
    ItemView {
        no: item.no.to_string(),
        matter: lang.label(&result.matter.name).to_owned(),
        desk: names::desk(lang, &item.desk, catalogue),
        state: item.state.code().to_owned(),
        outcome: item.outcome().map(|outcome| outcome.code().to_owned()),
        words: words::result::standing(lang, result),
        document: words::result::document(lang, result),
        fields: result
            .feedback()
            .map_or_else(Vec::new, |feedback| fields(feedback, result.matter, lang)),
        files: result.feedback().map_or_else(Vec::new, |feedback| {
            feedback.files.iter().map(result_file).collect()
        }),
        reason: result
            .reason()
            .map(|reason| names::reason(lang, reason, catalogue).to_owned()),
        basis: grounds.map(|grounds| grounds.basis.clone()),
        remedy: grounds.map(|grounds| grounds.remedy.clone()),
        delivery: words::result::delivery(lang, result),
        next_step: words::result::next_step(lang, result, catalogue),
        due: item.due().map(due),
    }
}

/// The result's fields by name; what was written to the applicant comes last.
fn fields(feedback: &Feedback, matter: &Matter, lang: Lang) -> Vec<(String, String)> {
    let fields = feedback.fields.iter();
    let fields = fields.map(|(id, value)| {
        let field = matter.results.iter().find(|field| field.id == *id);
        let name = field.map_or(id.as_str(), |field| lang.label(&field.name));
        let value = match field.map(|field| field.kind) {
            Some(FieldKind::Flag) if value == "true" => lang.say("value-yes"),
            Some(FieldKind::Flag) if value == "false" => lang.say("value-no"),
            _ => value.clone(),
        };
        (name.to_owned(), value)
    });
    let words = Some(&feedback.words).filter(|words| !words.is_empty());
    let words = words.map(|words| (lang.say("notice-words"), words.clone()));
    fields.chain(words).collect()
}

async fn notice(app: &App, caller: &Caller, no: &ApplicationNo) -> Result<Document, ServiceError> {
    let result = combined(app, caller, no).await?;
    let lang = caller.lang;
    let say = |id: &str| lang.say(&format!("notice-{id}"));
    let with = |id: &str, name, value: String| {
        lang.say_with(&format!("notice-{id}"), &[(name, value.into())])
    };
    let head = [
        (say("scene"), result.scene),
        (say("applicant"), result.applicant),
        (say("filed-at"), plain(&result.filed_at)),
        (say("state"), result.summary),
    ];
    let printed = plain(&time(app.clock.now()));
    let document = Document::new(&say("title"))
        .centred(&with("number", "no", result.application))
        .rows(head);
    let document = (1_usize..)
        .zip(result.items)
        .fold(document, |document, (place, item)| {
            let heading = [
                ("place", place.into()),
                ("matter", item.matter.as_str().into()),
            ];
            document
                .heading(&lang.say_with("notice-item", &heading))
                .rows(rows(item, lang))
        });
    Ok(document
        .closing([with("printed-at", "time", printed)])
        .footer(&say("footer")))
}

fn rows(item: ItemView, lang: Lang) -> Vec<(String, String)> {
    let say = |id: &str| lang.say(&format!("notice-{id}"));
    let row = |id: &str, value: Option<String>| value.map(|value| (say(id), value));
    let before = [
        row("no", Some(item.no)),
        row("desk", Some(item.desk)),
        row("outcome", Some(item.words)),
        row("document", item.document),
    ];
    let after = [
        row("reason", item.reason),
        row("basis", item.basis),
        row("remedy", item.remedy),
        row("delivery", item.delivery),
        row("due", item.due.map(|due| plain(&due.at))),
        row("next-step", Some(item.next_step)),
    ];
    let before = before.into_iter().flatten();
    let files = item.files.into_iter().map(|file| {
        let name = [
            ("name", file.file_name.into()),
            ("digest", file.digest.into()),
        ];
        (say("file"), lang.say_with("notice-file-named", &name))
    });
    before
        .chain(item.fields)
        .chain(files)
        .chain(after.into_iter().flatten())
        .collect()
}

/// `2026-11-20T09:30:00+08:00` as people write it: `2026-11-20 09:30`.
fn plain(time: &str) -> String {
    time.get(..16).unwrap_or(time).replace('T', " ")
}
