//! `lianban decode-picture`: the child process in which the console decodes what strangers uploaded. Not for people.

use std::io;

use clap::Args;
use lianban::console::widget::picture::child;

use super::output::{Failure, Output};

#[derive(Debug, Args)]
pub(crate) struct DecodePicture {
    page: u32,
}

impl DecodePicture {
    pub(crate) fn run(&self, output: Output) -> Result<(), Failure> {
        let done = child::limit()
            .and_then(|()| child::serve(io::stdin().lock(), io::stdout().lock(), self.page));
        done.map_err(|error| {
            let facts = [("cause", error.to_string().into())];
            Failure::new("not-decoded", output.lang.say_with("not-decoded", &facts))
        })
    }
}
