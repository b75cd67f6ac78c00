//! The pure core, held against the words of the notice and of the law.

mod catalogue;
