//! What becomes of an item: the steps that people take with it and how long each lets it wait.
//!
//! Owns the mix of fates. Who takes a step and whether it is allowed is for `play` and the domain; a step that comes
//! after the present moment has not happened yet, which is what leaves items open in every state.

use std::collections::VecDeque;

use rand::Rng;
use rand::rngs::StdRng;

/// Something that someone does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Claim,
    Accept,
    NotAccept,
    AskCorrection,
    Answer,
    Approve,
    Feedback,
    Refuse,
    NotNeeded,
    Suspend,
    Resume,
    ToSecondReview,
    SecondApprove,
    SendBack,
    Forward,
    ProposeVoid,
    SecondVoid,
    Withdraw,
    Note,
    MoveAway,
    Dispatch,
    Deliver,
    ComeBack,
}

use Step::{
    Accept, Answer, Approve, AskCorrection, Claim, ComeBack, Deliver, Dispatch, Feedback, Forward,
    MoveAway, NotAccept, NotNeeded, Note, ProposeVoid, Refuse, Resume, SecondApprove, SecondVoid,
    SendBack, Suspend, ToSecondReview, Withdraw,
};

/// Office minutes that one waits for a step: at least, at most.
type Wait = (u32, u32);
/// Within the hour.
const SOON: Wait = (4, 55);
/// Within the day.
const TODAY: Wait = (40, 400);
/// After a day or two (an office day has 480 minutes).
const DAYS: Wait = (400, 1100);
/// After a week or so.
const WEEK: Wait = (1500, 3200);
/// Not within three weeks.
const NEVER: Wait = (12_000, 12_001);

/// How often a fate falls to one item in a thousand, and its steps.
const FATES: [(u32, &[(Step, Wait)]); 27] = [
    // Done on the spot, or within the promise.
    (
        270,
        &[
            (Approve, TODAY),
            (Feedback, SOON),
            (Dispatch, DAYS),
            (Deliver, DAYS),
        ],
    ),
    (
        150,
        &[
            (Claim, TODAY),
            (Accept, SOON),
            (Approve, TODAY),
            (Feedback, SOON),
            (Dispatch, DAYS),
            (Deliver, WEEK),
        ],
    ),
    (
        60,
        &[
            (Accept, SOON),
            (Approve, DAYS),
            (Feedback, TODAY),
            (Dispatch, DAYS),
            (ComeBack, WEEK),
        ],
    ),
    // Lies there.
    (
        95,
        &[
            (Accept, DAYS),
            (Approve, SOON),
            (Feedback, TODAY),
            (Dispatch, NEVER),
        ],
    ),
    (55, &[(Accept, WEEK), (Approve, TODAY), (Feedback, DAYS)]),
    (14, &[(Accept, NEVER)]),
    (
        30,
        &[
            (Claim, DAYS),
            (Accept, TODAY),
            (Approve, WEEK),
            (Feedback, SOON),
        ],
    ),
    (
        45,
        &[
            (Accept, TODAY),
            (Claim, SOON),
            (Approve, WEEK),
            (Feedback, NEVER),
        ],
    ),
    (
        12,
        &[
            (Claim, TODAY),
            (Accept, SOON),
            (Note, TODAY),
            (Approve, NEVER),
        ],
    ),
    // Is asked to be put right.
    (
        45,
        &[
            (AskCorrection, TODAY),
            (Answer, WEEK),
            (Accept, TODAY),
            (Approve, DAYS),
            (Feedback, SOON),
        ],
    ),
    (
        35,
        &[
            (Accept, TODAY),
            (AskCorrection, DAYS),
            (Answer, DAYS),
            (Approve, DAYS),
            (Feedback, SOON),
        ],
    ),
    (
        12,
        &[
            (AskCorrection, TODAY),
            (Answer, TODAY),
            (AskCorrection, DAYS),
            (Answer, NEVER),
        ],
    ),
    (14, &[(AskCorrection, SOON), (Answer, NEVER)]),
    // Needs more time, or more eyes.
    (22, &[(Accept, TODAY), (Suspend, DAYS), (Resume, NEVER)]),
    (
        12,
        &[
            (Accept, TODAY),
            (Suspend, TODAY),
            (Resume, WEEK),
            (Approve, DAYS),
            (Feedback, SOON),
        ],
    ),
    (
        26,
        &[
            (Accept, TODAY),
            (ToSecondReview, TODAY),
            (SecondApprove, WEEK),
            (Feedback, SOON),
        ],
    ),
    (
        10,
        &[
            (Accept, TODAY),
            (ToSecondReview, TODAY),
            (SendBack, DAYS),
            (Approve, WEEK),
            (Feedback, SOON),
        ],
    ),
    (
        10,
        &[
            (Claim, SOON),
            (Accept, SOON),
            (ToSecondReview, SOON),
            (SecondApprove, NEVER),
        ],
    ),
    // Ends otherwise.
    (18, &[(Accept, TODAY), (Refuse, DAYS)]),
    (
        8,
        &[
            (Accept, TODAY),
            (ToSecondReview, TODAY),
            (SendBack, TODAY),
            (Refuse, DAYS),
        ],
    ),
    (12, &[(NotAccept, TODAY)]),
    (9, &[(NotNeeded, TODAY)]),
    (12, &[(Withdraw, DAYS)]),
    (7, &[(Accept, TODAY), (Forward, DAYS)]),
    (6, &[(ProposeVoid, TODAY), (SecondVoid, TODAY)]),
    (4, &[(ProposeVoid, TODAY), (SecondVoid, NEVER)]),
    (
        7,
        &[
            (MoveAway, TODAY),
            (Accept, DAYS),
            (Approve, TODAY),
            (Feedback, SOON),
        ],
    ),
];

/// The steps of one item, each with the office minutes that it waits.
pub(super) fn draw(dice: &mut StdRng) -> VecDeque<(Step, u32)> {
    let all = FATES.iter().map(|(often, _)| often).sum();
    let mut drawn = dice.random_range(0..all);
    let mut fates = FATES.iter();
    let steps = loop {
        match fates.next() {
            Some((often, _)) if drawn >= *often => drawn -= often,
            Some((_, steps)) => break *steps,
            None => break &[],
        }
    };
    steps
        .iter()
        .map(|(step, (least, most))| (*step, dice.random_range(*least..=*most)))
        .collect()
}
