//! The officer's terminal: taken over, given back, and never left in a state in which nobody can type.
//!
//! Owns the modes that are switched on (raw, alternate screen, bracketed paste) and off again in mirrored order: when
//! the console ends, panics, is stopped with Ctrl-Z or killed by a signal. A frame goes out whole, between the marks
//! of a synchronized update, and nobody waits for it ([`out`]). The terminal is asked once, at the start ([`ask`]), and its answers are never
//! keys ([`input`]).

pub mod ask;
pub mod backend;
pub mod clipboard;
pub mod covered;
pub mod input;
pub mod out;
pub mod scroll;

use std::io::{self, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crossterm::cursor::{Hide, Show};
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::style::{Print, ResetColor};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode, size, window_size,
};
use crossterm::{execute, queue};
use ratatui::layout::{Rect, Size};
use ratatui::{Frame, Terminal, TerminalOptions, Viewport};
use rustix::process::{Signal, getpgrp, getsid, kill_current_process_group};

use super::log::{Entry, Log};
use super::shown::Shown;
use super::widget::picture::decode;
use super::widget::picture::means::Between;
use backend::{Bytes, Narrow};
use covered::Covered;
use out::Out;

/// A terminal may claim to be 65535 × 65535, which would be 192 GiB of cells.
const LARGEST: Size = Size::new(500, 200);

/// How the program ends after a panic, as Rust programs do.
const PANICKED: i32 = 101;

/// Whether the terminal is ours at the moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal, ours until dropped.
pub struct Tui {
    terminal: Terminal<Narrow>,
    bytes: Bytes,
    covered: Covered,
    out: Out,
    /// The size of the next frame.
    size: Size,
    /// Whether the next frame is drawn whole.
    anew: bool,
}

impl Tui {
    /// Takes the terminal over, and asks it `question`: before it is cleared, for some print what they do not
    /// understand. A panic goes into the log.
    ///
    /// # Errors
    /// Where standard output is no terminal.
    pub fn enter(question: &str, log: Option<Log>) -> io::Result<Self> {
        give_back_on_panic(log);
        take(question)?;
        let size = current_size();
        let area = Rect::from(((0, 0).into(), size));
        let options = TerminalOptions {
            viewport: Viewport::Fixed(area),
        };
        let bytes = Bytes::default();
        let backend = Narrow::new(bytes.clone(), size);
        let terminal = Terminal::with_options(backend, options)?;
        Ok(Self {
            terminal,
            bytes,
            covered: Covered::default(),
            out: Out::new()?,
            size,
            anew: false,
        })
    }

    /// Whether a frame may be drawn: the one before has gone.
    pub fn is_free(&self) -> bool {
        self.out.is_free()
    }

    /// Waits for the frame that is under way; for ever where there is none.
    ///
    /// # Errors
    /// Where the terminal is lost.
    pub async fn gone(&mut self) -> io::Result<()> {
        self.out.gone().await
    }

    /// Draws a frame; what does not differ from the one before is not sent.
    pub fn draw(&mut self, view: impl FnOnce(&mut Frame)) -> io::Result<()> {
        let area = Rect::from(((0, 0).into(), self.size));
        if area != self.terminal.get_frame().area() {
            self.terminal.backend_mut().resize(self.size);
            self.terminal.resize(area)?;
        }
        if std::mem::take(&mut self.anew) {
            self.terminal.backend_mut().forget();
            self.terminal.clear()?;
        }
        let (covered, mut first) = (&mut self.covered, String::new());
        self.terminal.draw(|frame| {
            view(frame);
            first = covered.settle(frame.buffer_mut());
            backend::cover(frame.buffer_mut());
        })?;
        self.bytes.held().splice(0..0, first.into_bytes());
        self.send()
    }

    /// The next frame has this size.
    pub fn resize(&mut self, size: Size) {
        self.size = capped(size);
    }

    /// Draws the next frame whole.
    pub fn redraw(&mut self) {
        self.anew = true;
        self.resize(current_size());
    }

    /// Takes the terminal again after it was given back.
    pub fn continued(&mut self) -> io::Result<()> {
        take("")?;
        self.redraw();
        Ok(())
    }

    /// Copies one line to the officer's own clipboard.
    pub fn copy(&mut self, text: &Shown, between: Between) -> io::Result<()> {
        let bytes = clipboard::copying(text, between);
        self.bytes.held().extend_from_slice(bytes.as_bytes());
        self.send()
    }

    fn send(&mut self) -> io::Result<()> {
        let frame = std::mem::take(&mut *self.bytes.held());
        if frame.is_empty() {
            return Ok(());
        }
        let mut whole = Vec::with_capacity(frame.len() + 16);
        queue!(whole, BeginSynchronizedUpdate)?;
        whole.extend_from_slice(&frame);
        queue!(whole, EndSynchronizedUpdate)?;
        self.out.send(whole);
        Ok(())
    }
}

impl Drop for Tui {
    fn drop(&mut self) {
        give_back();
    }
}

/// The size of the terminal, as far as it is used.
pub fn current_size() -> Size {
    let (width, height) = size().unwrap_or((80, 24));
    capped(Size::new(width, height))
}

/// A cell's size in pixels, where the kernel knows it; the terminal is not asked.
pub fn cell_size() -> Option<(u16, u16)> {
    let window = window_size().ok()?;
    let width = window.width.checked_div(window.columns)?;
    let height = window.height.checked_div(window.rows)?;
    (width > 0 && height > 0).then_some((width, height))
}

/// A size as far as it is used.
pub fn capped(size: Size) -> Size {
    Size::new(
        size.width.min(LARGEST.width),
        size.height.min(LARGEST.height),
    )
}

fn take(question: &str) -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    execute!(
        io::stdout(),
        EnterAlternateScreen,
        Print(question),
        EnableBracketedPaste,
        Hide,
        Clear(ClearType::All)
    )
}

/// Gives the terminal back as it was; as often as one likes, and where the line is lost in silence. A terminal that
/// does not read is not waited for.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut last = vec![];
        // A vector takes everything.
        let _ = queue!(
            last,
            EndSynchronizedUpdate,
            Print(covered::farewell()),
            ResetColor,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        out::farewell(last);
        let _ = disable_raw_mode();
    }
}

/// Stops the program and whatever runs it, as the shell expects of Ctrl-Z. Without a shell to come back to, nothing
/// happens: a shell that would continue us has put us in a process group of our own.
pub fn stop() -> io::Result<()> {
    if getsid(None)? == getpgrp() {
        return Ok(());
    }
    give_back();
    Ok(kill_current_process_group(Signal::STOP)?)
}

/// A panic gives the terminal back before it speaks, and what it says may quote outside text. A decoder's panic is
/// expected and answered where it was called; one on another thread ends the program, for the loop that draws would
/// never hear of it.
fn give_back_on_panic(log: Option<Log>) {
    static ONCE: AtomicBool = AtomicBool::new(false);
    if ONCE.swap(true, Ordering::SeqCst) {
        return;
    }
    let drawing = thread::current().id();
    panic::set_hook(Box::new(move |panic| {
        let here = thread::current();
        if here.name() == Some(decode::THREAD) {
            return;
        }
        give_back();
        if let Some(log) = &log {
            // Its words may quote what stood on the screen: the place is enough to find it.
            let place = panic.location().map(ToString::to_string);
            let place = place.unwrap_or_default();
            // A panic that cannot be written down is still said.
            let _ = log.write(&Entry::Panicked { place });
        }
        let mut err = io::stderr().lock();
        for line in Shown::lines(&panic.to_string()) {
            // Where the line is lost there is nobody to read it.
            let _ = writeln!(err, "{line}");
        }
        if here.id() != drawing {
            std::process::exit(PANICKED);
        }
    }));
}
