//! Every word of the interface, in Chinese (default, complete) and English (complete).
//!
//! Owns the Fluent files beside this one. Nothing here knows who asks: console, command line and problem answers
//! take their words by message id. To add a message, write it into the same file name in `zh-CN` and `en`; a test
//! compares the two. Names of matters, fields and rules are catalogue data and stand there, not here.

pub mod calendar;
pub mod catalogue;
pub mod deadline;
pub mod filing;
pub mod names;
pub mod number;
pub mod refusal;
pub mod result;
pub mod timeline;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_templates::fluent_bundle::FluentValue;
use fluent_templates::{LanguageIdentifier, Loader, langid, static_loader};
use serde::{Deserialize, Serialize};

use crate::domain::catalogue::Label;

static_loader! {
    static MESSAGES = {
        locales: "./src/words",
        fallback_language: "zh-CN",
        // Isolation marks are invisible characters that would land in terminal cells.
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

static ZH: LanguageIdentifier = langid!("zh-CN");
static EN: LanguageIdentifier = langid!("en");

/// The language of the interface.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Lang {
    /// 简体中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language's tag, as `Accept-Language` has it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    fn id(self) -> &'static LanguageIdentifier {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// A catalogue name in this language.
    pub fn label(self, label: &Label) -> &str {
        match self {
            Self::Zh => &label.zh,
            Self::En => &label.en,
        }
    }

    /// The other language.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }

    /// The words of message `id`; the id itself where there are none, which a test excludes.
    pub fn say(self, id: &str) -> String {
        MESSAGES.lookup(self.id(), id)
    }

    /// The words of message `id` with its arguments filled in.
    pub fn say_with(self, id: &str, arguments: &[(&'static str, FluentValue<'_>)]) -> String {
        let arguments: HashMap<Cow<'static, str>, FluentValue<'_>> = arguments
            .iter()
            .map(|(name, value)| (Cow::Borrowed(*name), value.clone()))
            .collect();
        MESSAGES.lookup_with_args(self.id(), id, &arguments)
    }

    /// Whether message `id` exists in this language itself.
    pub fn has(self, id: &str) -> bool {
        MESSAGES
            .lookup_single_language::<&str>(self.id(), id, None)
            .is_ok()
    }
}
