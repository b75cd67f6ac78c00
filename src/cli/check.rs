//! `lianban check` and `lianban retirement`: what the law computes from a number or a month of birth.

use clap::{Args, Subcommand, ValueEnum};
use lianban::domain::identity::{IdNumber, NumberError, Phone, Uscc};
use lianban::domain::retirement::{Line, YearMonth, retirement};
use lianban::words::number::number_error;
use serde_json::{Value, json};

use super::output::{Failure, Output};

#[derive(Debug, Subcommand)]
pub(crate) enum Check {
    Id { value: String },
    Uscc { value: String },
    Phone { value: String },
}

impl Check {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        match self {
            Self::Id { value } => report(output, IdNumber::parse(&value), |number| {
                let (kind, sex, birth) = (number.kind(), number.sex(), number.birth());
                let facts = json!({
                    "valid": true, "kind": kind, "sex": sex, "birth": birth, "known_county": number.has_known_county(),
                });
                let words = output.lang.say_with(
                    "check-id-valid",
                    &[
                        (
                            "kind",
                            output
                                .lang
                                .say(&format!("id-kind-{}", code(&facts["kind"])))
                                .into(),
                        ),
                        (
                            "sex",
                            output
                                .lang
                                .say(&format!("sex-{}", code(&facts["sex"])))
                                .into(),
                        ),
                        (
                            "birth",
                            birth
                                .map_or_else(|| "-".to_owned(), |day| day.to_string())
                                .into(),
                        ),
                    ],
                );
                let county = if number.has_known_county() {
                    ""
                } else {
                    "check-id-unknown-county"
                };
                (
                    facts,
                    [
                        words,
                        if county.is_empty() {
                            String::new()
                        } else {
                            output.lang.say(county)
                        },
                    ],
                )
            }),
            Self::Uscc { value } => report(output, Uscc::parse(&value), |_| {
                (
                    json!({"valid": true}),
                    [output.lang.say("check-valid"), String::new()],
                )
            }),
            Self::Phone { value } => report(output, Phone::parse(&value), |phone| {
                let kind = if phone.is_mobile() {
                    "mobile"
                } else {
                    "landline"
                };
                let words = output.lang.say(&format!("check-phone-{kind}"));
                (json!({"valid": true, "kind": kind}), [words, String::new()])
            }),
        }
    }
}

/// The snake-case code of a value that serialised to text; `unknown` where there is none.
fn code(value: &Value) -> &str {
    value.as_str().unwrap_or("unknown")
}

/// Prints what a valid number says, or why it is not valid. The number itself is never repeated.
fn report<T>(
    output: Output,
    parsed: Result<T, NumberError>,
    say: impl FnOnce(T) -> (Value, [String; 2]),
) -> Result<(), Failure> {
    let number =
        parsed.map_err(|error| Failure::new(error.code(), number_error(output.lang, &error)))?;
    let (facts, lines) = say(number);
    output.answer(&facts, || lines.join("\n"))
}

#[derive(Debug, Args)]
pub(crate) struct Retirement {
    #[arg(long, value_enum)]
    sex: Sex,
    #[arg(long)]
    birth: YearMonth,
    #[arg(long, value_parser = ["50", "55"])]
    line: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Sex {
    Male,
    Female,
}

impl Retirement {
    pub(crate) fn run(self, output: Output) -> Result<(), Failure> {
        let line = match (self.sex, self.line.as_deref()) {
            (Sex::Male, None) => Line::Male60,
            (Sex::Male, Some(_)) => {
                return Err(Failure::usage(
                    "line-of-men",
                    output.lang.say("retirement-line-of-men"),
                ));
            }
            (Sex::Female, Some("50")) => Line::Female50,
            (Sex::Female, _) => Line::Female55,
        };
        let age = retirement(line, self.birth);
        output.answer(&age, || age.to_string())
    }
}
