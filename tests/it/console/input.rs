//! What the terminal sends: keys are keys, answers are never keys, however the line splits them.

use std::time::Duration;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};
use lianban::console::terminal::input::event;
use lianban::console::terminal::input::framer::{Framer, Owed, Piece, Reply};
use proptest::prelude::*;

/// Answers as terminals give them: kitty, xterm, tmux, iTerm2, and to questions that others asked.
const REPLIES: [&str; 12] = [
    "\x1b_Gi=31;OK\x1b\\",
    "\x1b_Gi=31;ENOTSUPPORTED:no\x1b\\",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1bP1+r524742=38\x1b\\",
    "\x1b[?62;1;4;6;22c",
    "\x1b[>41;379;0c",
    "\x1b[6;20;10t",
    "\x1b[?1;0;256S",
    "\x1b]11;rgb:0000/0000/0000\x07",
    "\x1b]11;rgb:ffff/ffff/ffff\x1b\\",
    "\x1b[?2026;2$y",
];

/// Those of them that answer what we ask.
const ASKED: [&str; 5] = [
    "\x1b_Gi=31;OK\x1b\\",
    "\x1bP>|XTerm(379)\x1b\\",
    "\x1bP>|tmux 3.3a\x1b\\",
    "\x1b[?62;1;4;6;22c",
    "\x1b[6;20;10t",
];

/// Keys as terminals send them, and what they are.
const KEYS: [(&str, KeyCode, KeyModifiers); 18] = [
    ("a", KeyCode::Char('a'), KeyModifiers::NONE),
    ("准", KeyCode::Char('准'), KeyModifiers::NONE),
    ("𠮷", KeyCode::Char('𠮷'), KeyModifiers::NONE),
    ("\r", KeyCode::Enter, KeyModifiers::NONE),
    ("\t", KeyCode::Tab, KeyModifiers::NONE),
    ("\x7f", KeyCode::Backspace, KeyModifiers::NONE),
    ("\x03", KeyCode::Char('c'), KeyModifiers::CONTROL),
    ("\x1b[A", KeyCode::Up, KeyModifiers::NONE),
    ("\x1bOB", KeyCode::Down, KeyModifiers::NONE),
    ("\x1b[1;5C", KeyCode::Right, KeyModifiers::CONTROL),
    ("\x1b[Z", KeyCode::BackTab, KeyModifiers::SHIFT),
    ("\x1b[3~", KeyCode::Delete, KeyModifiers::NONE),
    ("\x1b[6~", KeyCode::PageDown, KeyModifiers::NONE),
    ("\x1bOQ", KeyCode::F(2), KeyModifiers::NONE),
    ("\x1b[[C", KeyCode::F(3), KeyModifiers::NONE),
    ("\x1b[15~", KeyCode::F(5), KeyModifiers::NONE),
    ("\x1bx", KeyCode::Char('x'), KeyModifiers::ALT),
    ("\x1b\r", KeyCode::Enter, KeyModifiers::ALT),
];

fn events(pieces: Vec<Piece>) -> Vec<Event> {
    pieces.into_iter().filter_map(event).collect()
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

#[test]
fn every_key_is_the_key_that_it_is() {
    for (bytes, code, modifiers) in KEYS {
        let heard = events(Framer::default().push(bytes.as_bytes()));
        assert_eq!(heard, [key(code, modifiers)], "{bytes:?}");
    }
}

#[test]
fn an_answer_is_never_a_key_wherever_the_line_splits_it() {
    for reply in REPLIES {
        for owed in [Owed::Nothing, Owed::Soon, Owed::Late] {
            for at in 0..=reply.len() {
                let mut framer = Framer::default();
                framer.owe(owed);
                let (before, after) = reply.as_bytes().split_at(at);
                let mut heard = events(framer.push(before));
                heard.extend(events(framer.push(after)));
                assert_eq!(heard, [], "{reply:?} at {at}");
                assert_eq!(framer.patience(), None);
                heard = events(framer.push(b"j"));
                assert_eq!(heard, [key(KeyCode::Char('j'), KeyModifiers::NONE)]);
            }
        }
    }
}

#[test]
fn an_answer_that_is_owed_may_even_pause_after_its_first_byte() {
    for reply in [REPLIES[0], REPLIES[2], REPLIES[5], REPLIES[7]] {
        for owed in [Owed::Soon, Owed::Late] {
            let mut framer = Framer::default();
            framer.owe(owed);
            let (escape, rest) = reply.split_at(1);
            assert_eq!(framer.push(escape.as_bytes()), []);
            // The officer may have pressed Esc: nobody can tell, and that does no harm.
            let escape = key(KeyCode::Esc, KeyModifiers::NONE);
            assert_eq!(events(framer.pause()), [escape]);
            assert_eq!(events(framer.push(rest.as_bytes())), [], "{reply:?}");
        }
    }
}

#[test]
fn esc_is_a_key_after_a_moment_and_what_follows_is_one_too() {
    for owed in [Owed::Nothing, Owed::Soon, Owed::Late] {
        let mut framer = Framer::default();
        framer.owe(owed);
        assert_eq!(framer.push(b"\x1b"), []);
        assert!(framer.patience().is_some());
        assert_eq!(
            events(framer.pause()),
            [key(KeyCode::Esc, KeyModifiers::NONE)]
        );
        // The next material is `]`, the one before `[`.
        let mut heard = events(framer.push(b"]["));
        if framer.patience().is_some() {
            heard.extend(events(framer.pause()));
        }
        assert_eq!(heard[0], key(KeyCode::Char(']'), KeyModifiers::NONE));
        assert_eq!(heard[1], key(KeyCode::Char('['), KeyModifiers::NONE));
    }
    let twice = events(Framer::default().push(b"\x1b\x1bj"));
    assert_eq!(twice[0], key(KeyCode::Esc, KeyModifiers::NONE));
}

/// Up is `Esc [ A`, and `A` assigns the item.
#[test]
fn an_arrow_that_the_line_split_after_esc_is_still_an_arrow() {
    for (rest, code) in [
        ("[A", KeyCode::Up),
        ("OB", KeyCode::Down),
        ("OS", KeyCode::F(4)),
        ("[6~", KeyCode::PageDown),
    ] {
        for owed in [Owed::Nothing, Owed::Soon, Owed::Late] {
            let mut framer = Framer::default();
            framer.owe(owed);
            framer.push(b"\x1b");
            framer.pause();
            let heard = events(framer.push(rest.as_bytes()));
            assert_eq!(heard, [key(code, KeyModifiers::NONE)], "{rest}");
        }
    }
    let mut framer = Framer::default();
    framer.push(b"\x1b");
    framer.pause();
    // Nothing came: what is pressed much later stands alone.
    framer.pause();
    let heard = events(framer.push(b"[A"));
    assert_eq!(heard.len(), 2);
    assert_eq!(framer.patience(), None);
}

/// The bytes one by one, with this silence after each.
fn drop_by_drop(text: &str, owed: Owed, silence: Duration) -> Vec<Event> {
    let mut framer = Framer::default();
    framer.owe(owed);
    let mut pieces = vec![];
    for byte in text.bytes() {
        pieces.extend(framer.push(&[byte]));
        if framer
            .patience()
            .is_some_and(|patience| patience <= silence)
        {
            pieces.extend(framer.pause());
        }
    }
    events(pieces)
}

#[test]
fn nothing_that_drips_in_byte_by_byte_is_typed() {
    let esc = key(KeyCode::Esc, KeyModifiers::NONE);
    for silence in [1, 50, 200, 400, 900].map(Duration::from_millis) {
        for owed in [Owed::Soon, Owed::Late] {
            for reply in REPLIES.iter().filter(|reply| ASKED.contains(reply)) {
                let mut heard = drop_by_drop(reply, owed, silence);
                heard.retain(|event| *event != esc);
                assert_eq!(heard, [], "{reply:?} {owed:?} {silence:?}");
            }
        }
        for (bytes, code, modifiers) in KEYS {
            let sequence = bytes.starts_with("\x1b[") || bytes.starts_with("\x1bO");
            if !sequence || bytes.starts_with("\x1b[[") {
                continue;
            }
            let mut heard = drop_by_drop(bytes, Owed::Nothing, silence);
            heard.retain(|event| *event != esc);
            assert_eq!(heard, [key(code, modifiers)], "{bytes:?} {silence:?}");
        }
    }
}

#[test]
fn an_answer_that_breaks_off_does_not_swallow_what_is_typed() {
    let mut framer = Framer::default();
    assert_eq!(framer.push(b"\x1b_Gi=31;O"), []);
    assert!(framer.patience().is_some());
    assert_eq!(framer.pause(), []);
    assert_eq!(
        events(framer.push(b"j")),
        [key(KeyCode::Char('j'), KeyModifiers::NONE)]
    );
    // Enter is in no answer.
    let mut framer = Framer::default();
    framer.push(b"\x1bP>|kit");
    assert_eq!(
        events(framer.push(b"\r")),
        [key(KeyCode::Enter, KeyModifiers::NONE)]
    );
}

#[test]
fn a_paste_is_text_whatever_is_in_it() {
    let text = "同意\r\n\x1b[A\x1b_Gi=31;OK\x1b\\q";
    let bytes = format!("\x1b[200~{text}\x1b[201~x");
    for at in 0..bytes.len() {
        let mut framer = Framer::default();
        let (before, after) = bytes.as_bytes().split_at(at);
        let mut heard = events(framer.push(before));
        heard.extend(events(framer.push(after)));
        let x = key(KeyCode::Char('x'), KeyModifiers::NONE);
        assert_eq!(heard, [Event::Paste(text.to_owned()), x]);
    }
}

#[test]
fn a_paste_of_any_size_ends_and_takes_no_more_than_it_may() {
    let mut framer = Framer::default();
    framer.push(b"\x1b[200~");
    for _ in 0..40 {
        assert_eq!(framer.push(&vec![b'y'; 65_536]), []);
    }
    let pieces = framer.push(b"\x1b[201~");
    assert!(matches!(pieces.as_slice(), [Piece::Paste(text)] if text.len() == 1 << 20));
}

#[test]
fn an_answer_keeps_its_words() {
    let pieces = Framer::default().push(REPLIES[0].as_bytes());
    let words = Reply::Text(b'_', b"Gi=31;OK".to_vec());
    assert_eq!(pieces, [Piece::Reply(words)]);
    let pieces = Framer::default().push(REPLIES[5].as_bytes());
    let words = Reply::Sequence(b"?62;1;4;6;22c".to_vec());
    assert_eq!(pieces, [Piece::Reply(words)]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn keys_come_through_among_answers_split_anywhere(
        parts in prop::collection::vec((0_usize..KEYS.len() + REPLIES.len(), 1_usize..6), 1..20),
    ) {
        let mut bytes = vec![];
        let mut wanted = vec![];
        for (part, _) in &parts {
            match KEYS.get(*part) {
                Some((text, code, modifiers)) => {
                    bytes.extend(text.bytes());
                    wanted.push(key(*code, *modifiers));
                }
                None => bytes.extend(REPLIES[part - KEYS.len()].bytes()),
            }
        }
        let mut framer = Framer::default();
        let mut heard = vec![];
        let mut rest = bytes.as_slice();
        for (_, size) in parts.iter().cycle() {
            let (now, later) = rest.split_at(rest.len().min(*size));
            heard.extend(events(framer.push(now)));
            rest = later;
            if rest.is_empty() {
                break;
            }
        }
        prop_assert_eq!(heard, wanted);
    }

    #[test]
    fn any_bytes_are_taken(bytes in prop::collection::vec(any::<u8>(), 0..300), owed in 0..3) {
        let mut framer = Framer::default();
        framer.owe([Owed::Nothing, Owed::Soon, Owed::Late][usize::try_from(owed).unwrap()]);
        events(framer.push(&bytes));
        events(framer.pause());
    }
}
