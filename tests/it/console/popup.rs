//! A box over 汉字 keeps its frame, wherever its edge falls.

use super::screen;
use lianban::console::shown::Shown;
use lianban::console::theme::Theme;
use lianban::console::widget::popup::{popup, put};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::style::Style;

fn over(x: u16) -> Terminal<TestBackend> {
    let mut terminal = Terminal::new(TestBackend::new(40, 7)).unwrap();
    terminal
        .draw(|frame| {
            let buffer = frame.buffer_mut();
            for y in 0..7 {
                put(
                    buffer,
                    (0, y),
                    &Shown::line(&"办件编号申请事项".repeat(3)),
                    Style::new(),
                );
            }
            let inner = popup(
                Rect::new(x, 1, 15, 5),
                &Shown::line("决定"),
                Theme::Dark,
                buffer,
            );
            put(
                buffer,
                (inner.x, inner.y),
                &Shown::line("准予登记"),
                Style::new(),
            );
        })
        .unwrap();
    terminal
}

#[test]
fn the_frame_stands_at_an_even_column() {
    insta::assert_snapshot!(screen(over(8).backend().buffer()));
}

#[test]
fn the_frame_stands_on_the_half_of_an_ideograph() {
    insta::assert_snapshot!(screen(over(9).backend().buffer()));
}

#[test]
fn a_box_larger_than_the_screen_is_cut_to_it() {
    let mut terminal = Terminal::new(TestBackend::new(20, 4)).unwrap();
    terminal
        .draw(|frame| {
            popup(
                Rect::new(15, 2, 60, 60),
                &Shown::line("标题很长很长"),
                Theme::Mono,
                frame.buffer_mut(),
            );
        })
        .unwrap();
    insta::assert_snapshot!(screen(terminal.backend().buffer()));
}
