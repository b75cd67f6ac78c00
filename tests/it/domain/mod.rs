//! The pure core, held against the words of the notice and of the law.

mod applicant;
mod calendar;
mod catalogue;
mod catalogue_faults;
mod clock;
mod combined_result;
mod deadline;
mod duplicates;
mod events;
mod explain;
mod filing;
mod filing_words;
mod form;
mod identity;
mod law;
mod mask;
mod moves;
mod policy;
mod prerequisites;
mod properties;
mod refusals;
mod retirement;
mod rules;
mod supervision;
mod support;
mod work;
