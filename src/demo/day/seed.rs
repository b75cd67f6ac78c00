//! Keeps a day in a backend's store: accounts, papers, applications, items, events.

use std::convert::Infallible;
use std::sync::Arc;

use bytes::Bytes;
use chrono::NaiveDate;
use futures::stream::{self, StreamExt, TryStreamExt};
use rand::rngs::StdRng;

use super::answers::{Filer, answers};
use super::play::{self, World, play};
use super::roster::{self, Staff, id};
use super::story::{self, Story};
use crate::backend::blobs::{BlobError, Blobs, Declared};
use crate::backend::service::load::Load;
use crate::backend::service::passwords::{self, Cost};
use crate::backend::store::StoreError;
use crate::backend::store::accounts::Account;
use crate::backend::{App, Ground, StartError};
use crate::demo::employers::{Employer, Job};
use crate::demo::paper::{Bundle, Paper};
use crate::demo::people::{Cast, Person};
use crate::domain::application::Application;
use crate::domain::application::filing::{FilingRequest, file};
use crate::domain::catalogue::Catalogue;
use crate::domain::id::{ApplicationNo, MaterialId};
use crate::domain::identity::Sex;
use crate::domain::item::event::EventRecord;
use crate::domain::material::{FileFacts, Material, ResultFile};
use crate::domain::policy::{Channel, Officer};
use crate::domain::retirement::{Line, is_below_retirement_age};

/// Which day.
#[derive(Debug, Clone, Copy)]
pub struct Day {
    /// Another seed, another day.
    pub seed: u64,
    /// How many items.
    pub items: u64,
}

/// Why a day could not be kept.
#[derive(Debug, thiserror::Error)]
pub enum DayError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The folder of materials.
    #[error(transparent)]
    Blobs(#[from] BlobError),
    /// The data folder.
    #[error(transparent)]
    Start(#[from] StartError),
}

/// People whose papers are drawn; where there are more, they share them.
const POOL: u64 = 240;
/// Registrations at home whose certificate is drawn: the oldest, for most of them are done.
const CERTIFICATES: usize = 4;
/// Applications after which it is told how many items there are.
const TOLD_EVERY: u64 = 400;
/// Papers drawn at a time.
const DRAWN: usize = 4;

/// Opens a backend on a data folder, with a day in it as it stands at the backend's present moment; a folder that has
/// one already keeps it. Tells now and then how many items are there.
///
/// # Errors
/// [`DayError`].
pub async fn open(ground: Ground, day: Day, progress: impl FnMut(u64)) -> Result<App, DayError> {
    let accounts = roster::accounts(&catalogue_of(&ground));
    if !ground.config.database().exists() {
        load(&ground, day, &accounts, progress).await?;
    }
    let app = App::open(ground).await?;
    if app.store.read().await?.accounts().await?.is_empty() {
        open_accounts(&app, &accounts).await?;
    }
    Ok(app)
}

/// The catalogue under which the day's applications are filed.
fn catalogue_of(ground: &Ground) -> Arc<Catalogue> {
    let today = ground.calendar.date(ground.clock.now());
    let found = ground.catalogues.on(today);
    found.map_or_else(|| Arc::new(Catalogue::embedded().clone()), Arc::clone)
}

async fn load(
    ground: &Ground,
    day: Day,
    accounts: &[Officer],
    mut progress: impl FnMut(u64),
) -> Result<(), DayError> {
    let catalogue = catalogue_of(ground);
    let now = ground.clock.now();
    let staff = Staff::of(accounts);
    let director = Director {
        cast: Cast::new(day.seed, ground.calendar.date(now)),
        day,
        world: World {
            catalogue: &catalogue,
            calendar: &ground.calendar,
            staff: &staff,
            now,
        },
    };
    let mut load = Load::open(&ground.config, &ground.catalogues, &ground.calendar).await?;
    let blobs = Blobs::open(&ground.config.materials(), ground.ids.clone())?;
    let papers = director.draw_papers(&blobs).await?;
    let (mut nth, mut kept, mut numbers) = (0, 0, Numbers::default());
    while kept < day.items {
        let played = director.application(nth, kept, &papers, &mut numbers);
        kept += played.histories.len() as u64;
        nth += 1;
        load.add(&played.application, &played.histories).await?;
        if nth % TOLD_EVERY == 0 {
            progress(kept);
        }
    }
    load.finish().await?;
    progress(kept);
    Ok(())
}

/// The day's last number; applications come in the order of their days.
#[derive(Default)]
struct Numbers {
    day: NaiveDate,
    last: u32,
}

impl Numbers {
    fn next(&mut self, day: NaiveDate) -> ApplicationNo {
        self.last = if day == self.day { self.last + 1 } else { 1 };
        self.day = day;
        ApplicationNo::new(day, self.last)
    }
}

/// Opens everyone's account, with a password that everyone knows.
///
/// # Errors
/// [`StoreError`].
pub async fn open_accounts(app: &App, officers: &[Officer]) -> Result<(), StoreError> {
    let mut unit = app.store.write().await?;
    for officer in officers {
        let account = Account {
            password: passwords::hash(roster::password(&officer.id), Cost::LEAST, &app.ids).await,
            officer: officer.clone(),
            password_set_at: app.clock.now(),
            one_time: false,
            disabled: false,
            failures: 0,
            locked_until: None,
        };
        unit.insert_account(&account).await?;
    }
    unit.commit().await
}

/// Makes applications.
struct Director<'a> {
    cast: Cast,
    day: Day,
    world: World<'a>,
}

/// An application that was filed, with what became of its items.
struct Played {
    application: Application,
    histories: Vec<Vec<EventRecord>>,
}

/// Whom an application is about.
struct Who {
    person: Person,
    employer: Employer,
    job: Job,
}

impl Director<'_> {
    fn story(&self, nth: u64, kept: u64) -> (Story, StdRng) {
        let World { calendar, now, .. } = self.world;
        let mut dice = story::dice(self.day.seed, nth);
        #[expect(clippy::cast_precision_loss, reason = "a share of some millions")]
        let share = kept as f64 / self.day.items as f64;
        let filed_at = story::filed_at(share, self.day.items, calendar, now);
        // The last application takes no more matters than there are items left.
        let left = usize::try_from(self.day.items - kept).unwrap_or(usize::MAX);
        let story = Story::draw(filed_at, calendar.date(filed_at), left, &mut dice);
        (story, dice)
    }

    /// Person number `nth`, or the next one who is young enough to file.
    fn who(&self, story: &Story, nth: u64) -> Who {
        let day = self.world.calendar.date(story.filed_at);
        let fits = |person: &Person| {
            let line = if person.sex == Sex::Male {
                Line::Male60
            } else {
                Line::Female55
            };
            is_below_retirement_age(line, person.birth, day)
        };
        let people = (0..).map(|instead| self.cast.person(nth + instead * 1_000_000_007));
        let person = people
            .into_iter()
            .find(fits)
            .expect("most people are below the age");
        let employer = if story.hire {
            self.cast.employer(nth / 3)
        } else {
            self.cast.shop(nth, &person)
        };
        let job = self.cast.job(nth, &employer, story.hired);
        Who {
            person,
            employer,
            job,
        }
    }

    /// Draws the papers of the first applications, several at a time, and keeps their files.
    async fn draw_papers(&self, blobs: &Blobs) -> Result<Papers, BlobError> {
        let (mut drawn, mut kept, mut certificates) = (Vec::new(), 0, 0);
        for nth in 0..POOL {
            if kept >= self.day.items {
                break;
            }
            let (story, _) = self.story(nth, kept);
            kept += story.matters.len() as u64;
            let who = Arc::new(self.who(&story, nth));
            let day = self.world.calendar.date(story.filed_at);
            let certified = certificates < CERTIFICATES && story.registers_at_home();
            let certificate = certified.then_some(Paper::RegistrationCertificate);
            certificates += usize::from(certified);
            let papers = story.papers.into_iter().chain(certificate);
            drawn.extend(papers.map(|paper| (nth, paper, Arc::clone(&who), day)));
        }
        let files = stream::iter(drawn).map(async |(nth, paper, who, today)| {
            let bytes = tokio::task::spawn_blocking(move || {
                let Who {
                    person,
                    employer,
                    job,
                } = &*who;
                Bundle {
                    person,
                    employer,
                    job,
                    today,
                }
                .draw(paper)
            });
            let bytes = bytes.await.map_err(std::io::Error::other)?;
            let declared = Declared {
                file_name: paper.file_name().to_owned(),
                media_type: None,
            };
            let whole = stream::iter([Ok::<_, Infallible>(Bytes::from(bytes))]);
            let upload = blobs.receive(&declared, whole).await?;
            let facts = upload.facts.clone();
            blobs.keep(&upload).await?;
            Ok::<_, BlobError>(((nth, paper), facts))
        });
        // In order: which file stands in for another must not hang on which was drawn first.
        let files: Vec<_> = files.buffered(DRAWN).try_collect().await?;
        Ok(Papers(files))
    }

    fn application(&self, nth: u64, kept: u64, papers: &Papers, numbers: &mut Numbers) -> Played {
        let World {
            catalogue,
            calendar,
            staff,
            ..
        } = self.world;
        let (story, mut dice) = self.story(nth, kept);
        let who = self.who(&story, nth);
        let day = calendar.date(story.filed_at);
        let filer = Filer {
            person: &who.person,
            employer: &who.employer,
            job: &who.job,
            division: story.division,
            at: story.filed_at,
            day,
            holds_card: story.holds_card,
            registers_answer: story.registers_answer,
        };
        let request = FilingRequest {
            scene: if story.hire { "hire" } else { "flexible" }.to_owned(),
            matters: story.matters.iter().map(ToString::to_string).collect(),
            division: story.division.to_owned(),
            channel: story.channel,
            answers: answers(catalogue, &story.matters, &filer, &mut dice),
            materials: papers.materials(nth, &story),
            earlier: Vec::new(),
        };
        let number = numbers.next(day);
        let account = play::filer(staff, story.channel == Channel::Counter);
        let filing = file(
            &request,
            catalogue,
            calendar,
            number,
            account,
            story.filed_at,
        )
        .expect("what the demo files holds: a test files every bundle");
        let mut application = filing.application;
        let histories = play(
            self.world,
            &mut application,
            filing.items,
            papers.certificate(nth),
            &mut dice,
        );
        Played {
            application,
            histories,
        }
    }
}

/// The papers that were drawn: of application `nth`, in order.
struct Papers(Vec<((u64, Paper), FileFacts)>);

impl Papers {
    fn materials(&self, nth: u64, story: &Story) -> Vec<Material> {
        let papers = story.papers.iter().filter_map(|paper| {
            let kind: MaterialId = id(paper.material()?);
            let facts = self.facts(nth, *paper)?;
            Some((kind, paper.file_name(), facts))
        });
        (1..)
            .zip(papers)
            .map(|(ordinal, (kind, file_name, facts))| Material {
                ordinal,
                kind,
                file_name: file_name.to_owned(),
                facts: facts.clone(),
                uploaded_at: story.filed_at,
            })
            .collect()
    }

    /// The certificate of application `nth`, where it was drawn: nobody is given someone else's.
    fn certificate(&self, nth: u64) -> Option<ResultFile> {
        let paper = Paper::RegistrationCertificate;
        let mut drawn = self.0.iter().filter(|_| nth < POOL);
        let own = drawn.find(|(key, _)| *key == (nth, paper));
        own.map(|(_, facts)| ResultFile {
            file_name: paper.file_name().to_owned(),
            facts: facts.clone(),
        })
    }

    /// One's own paper, or, beyond the people whose papers were drawn, someone else's of the kind.
    fn facts(&self, nth: u64, paper: Paper) -> Option<&FileFacts> {
        let own = self
            .0
            .binary_search_by_key(&nth, |((of, _), _)| *of)
            .ok()
            .and_then(|_| self.0.iter().find(|(key, _)| *key == (nth, paper)));
        let others = || {
            let of_kind: Vec<_> = self
                .0
                .iter()
                .filter(|((_, kind), _)| *kind == paper)
                .collect();
            let at = usize::try_from(nth).ok()?.checked_rem(of_kind.len())?;
            of_kind.get(at).copied()
        };
        own.or_else(others).map(|(_, facts)| facts)
    }
}
