//! The domain of “就业一件事”: pure, no I/O, no async, no clock, no randomness; time is an argument.
//!
//! | 中文 | here | meaning |
//! |---|---|---|
//! | 一件事 | [`catalogue::Scene`] | `hire` 单位就业(员工录用), `flexible` 灵活就业 |
//! | 事项 | [`catalogue::Matter`] | one of the thirteen |
//! | 联办件 | [`application::Application`] | one joint form filed once, split into items |
//! | 办件 | [`item::Item`] | one chosen matter with its desk, state, clocks and result |
//! | 材料 | [`material::Material`] | an uploaded file that items need |
//! | 受理条件 | [`rule::RuleResult`] | what a rule found at filing, kept with its inputs |
//! | 办理动作 | [`item::command::Command`] | what someone asks of an item |
//! | 反馈 | [`item::Feedback`] | the recorded result of an approved item |
//! | 经办人员 | [`policy::Officer`] | an account with one role on a desk, or outside of desks |
//! | 回避 | [`refusal::Refusal::OwnCase`] | nobody decides what is their own or what they filed |
//!
//! The contract of an item: [`item::decide()`] takes item, command, context and time and gives events or a
//! [`refusal::Refusal`]; [`item::Item::apply`] folds an event in, decides nothing and cannot fail; the item is the fold
//! of its events. To add a move: a variant of `Command` and `Move`, a row in [`policy::table`], an arm in `decide`, its
//! event with an arm in `apply`, the words of both, and a history at the end of `tests/data/events.jsonl`.

pub mod application;
pub mod calendar;
pub mod catalogue;
pub mod deadline;
pub mod form;
pub mod id;
pub mod identity;
pub mod item;
pub mod mask;
pub mod material;
pub mod nearest;
pub mod policy;
pub mod prerequisite;
pub mod refusal;
pub mod retirement;
pub mod rule;
pub mod supervision;
