//! What is wrong with an identity number, credit code or telephone number, in words.

use super::Lang;
use crate::domain::identity::NumberError;

/// What is wrong and what would be right. Says nothing of the number itself, which may be a person's.
pub fn number_error(lang: Lang, error: &NumberError) -> String {
    let id = format!("number-{}", error.code());
    match error {
        NumberError::Length { found, wanted } => lang.say_with(
            &id,
            &[("found", (*found).into()), ("wanted", (*wanted).into())],
        ),
        NumberError::FullWidth { at } | NumberError::Character { at } => {
            lang.say_with(&id, &[("at", (*at).into())])
        }
        NumberError::Birth { from, to } => {
            lang.say_with(&id, &[("from", (*from).into()), ("to", (*to).into())])
        }
        NumberError::Checksum { expected } | NumberError::Organisation { expected } => {
            lang.say_with(&id, &[("expected", expected.to_string().into())])
        }
        NumberError::FirstGeneration
        | NumberError::Region
        | NumberError::Authority
        | NumberError::CountryCode
        | NumberError::AreaCode
        | NumberError::Landline => lang.say(&id),
    }
}
