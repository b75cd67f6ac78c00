//! Printed documents: what stands on the pages is what was given, on paper and as text.

use std::sync::Arc;

use hayro::hayro_interpret::font::GlyphRun;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::kurbo::{Affine, BezPath, Rect};
use hayro::vello_cpu::Pixmap;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{PixmapSettings, RenderCache, RenderSettings, render};
use lianban::backend::print::{Document, Picture, TEXT_CELLS};
use unicode_width::UnicodeWidthStr;

/// Collects the characters of all glyphs, as a reader's search does.
#[derive(Default)]
pub struct Reader {
    text: String,
}

impl<'a> Device<'a> for Reader {
    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, _: DrawProps<'a>, _: &DrawMode) {
        for glyph in run.glyphs() {
            match glyph.as_unicode() {
                Some(BfString::Char(character)) => self.text.push(character),
                Some(BfString::String(text)) => self.text.push_str(&text),
                None => self.text.push('?'),
            }
        }
    }
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}

/// The text of every page of a PDF.
pub fn texts(pdf: &[u8]) -> Vec<String> {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).unwrap();
    let cache = InterpreterCache::new();
    let area = Rect::new(0.0, 0.0, 600.0, 850.0);
    pdf.pages()
        .iter()
        .map(|page| {
            let mut reader = Reader::default();
            let settings = InterpreterSettings::default();
            let mut context = Context::new(Affine::IDENTITY, area, &cache, page.xref(), settings);
            interpret_page(page, &mut context, &mut reader);
            reader.text
        })
        .collect()
}

/// The first page as pixels, one per point.
fn first_page(pdf: &[u8]) -> Pixmap {
    let pdf = Pdf::new(Arc::new(pdf.to_vec())).unwrap();
    let pixels = PixmapSettings {
        bg_color: WHITE,
        ..PixmapSettings::default()
    };
    render(
        &pdf.pages()[0],
        &RenderCache::new(),
        &InterpreterSettings::default(),
        &RenderSettings::default(),
        &pixels,
    )
}

/// The share of pixels in rows `from..to` that are not white.
fn ink(page: &Pixmap, from: u16, to: u16) -> f64 {
    let all = u32::from(to - from) * u32::from(page.width());
    let dark = (from..to)
        .flat_map(|y| (0..page.width()).map(move |x| page.sample(x, y)))
        .filter(|pixel| pixel.r < 200)
        .count();
    f64::from(u32::try_from(dark).unwrap()) / f64::from(all)
}

fn notice() -> Document {
    Document::new("就业一件事综合结果告知书")
        .centred("编号：ZB261120-00317-4")
        .rows([
            ("申请人", "王小明"),
            ("住所", "山东省淄博市张店区春晖路12号"),
        ])
        .heading("一、各事项办理结果")
        .table(
            [("事项", 3), ("结果", 1), ("说明", 4)],
            [
                ["社会保障卡申领", "准予", "制卡成功后由发卡银行邮寄"],
                [
                    "流动人员人事档案接收",
                    "不予",
                    "用人单位未办理单位委托集体存档业务，请单位先行办理后再次申请",
                ],
            ],
        )
        .paragraph("如对上述结果有异议，可依法申请行政复议或者提起行政诉讼。")
        .closing(["淄博市张店区人力资源和社会保障局", "2026年11月20日"])
        .footer("ZB261120-00317-4")
}

#[test]
fn the_text_of_a_printed_notice_can_be_searched_and_copied() {
    let pages = texts(&notice().to_pdf());
    assert_eq!(pages.len(), 1);
    for words in [
        "就业一件事综合结果告知书",
        "ZB261120-00317-4",
        "王小明",
        "一、各事项办理结果",
        "行政复议或者提起行政诉讼",
        "2026年11月20日",
        "1 / 1",
    ] {
        assert!(
            pages[0].contains(words),
            "{words} is missing in {}",
            pages[0]
        );
    }
}

#[test]
fn paper_and_text_say_the_same() {
    let squeeze = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let (paper, text) = (squeeze(&texts(&notice().to_pdf())[0]), notice().to_text());
    for line in text.lines() {
        for piece in line
            .split("  ")
            .map(squeeze)
            .filter(|piece| !piece.starts_with('-'))
        {
            let head: String = piece.chars().take(4).collect();
            assert!(
                paper.contains(&head),
                "{head} is on the screen but not on paper: {paper}"
            );
        }
    }
}

#[test]
fn there_is_ink_where_text_is_and_none_in_the_margins() {
    let page = first_page(&notice().to_pdf());
    assert_eq!((page.width(), page.height()), (595, 841));
    assert!(ink(&page, 72, 300) > 0.01);
    assert!(ink(&page, 0, 70) < f64::EPSILON);
    assert!(ink(&page, 500, 760) < f64::EPSILON);
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(notice().to_pdf(), notice().to_pdf());
    assert_eq!(notice().to_text(), notice().to_text());
}

#[test]
fn characters_outside_the_typeface_come_out_as_a_visible_box() {
    let blank = first_page(&Document::new("题").to_pdf());
    // 𠮷 is a given name's character of CJK extension B, which the typeface lacks.
    let boxes = first_page(&Document::new("题").paragraph(&"𠮷".repeat(30)).to_pdf());
    assert!(ink(&blank, 120, 160) < f64::EPSILON);
    assert!(ink(&boxes, 120, 160) > 0.005);
}

#[test]
fn control_characters_never_reach_paper_or_screen() {
    let document = Document::new("\u{1b}[31m红\u{202e}题")
        .rows([("键\u{0}", "a\tb\r\nc\u{200b}")])
        .paragraph("e\u{301}\u{2028}\u{85}\u{feff}");
    let text = document.to_text();
    assert!(text.contains("□[31m红□题"), "{text}");
    assert!(text.contains("键□"), "{text}");
    assert!(text.contains("a b"), "{text}");
    assert!(
        text.chars().all(|c| c == '\n' || !c.is_control()),
        "{text:?}"
    );
    assert!(!texts(&document.to_pdf())[0].contains(['\u{1b}', '\u{202e}', '\u{200b}']));
}

#[test]
fn a_long_table_goes_on_over_the_pages_and_repeats_its_heads() {
    let rows = (1..=80).map(|n| [format!("事项{n}"), "准予".to_owned()]);
    let pages = texts(
        &Document::new("台账")
            .table([("事项名称", 3), ("结果", 1)], rows)
            .to_pdf(),
    );
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for (nth, page) in pages.iter().enumerate() {
        assert!(page.contains("事项名称"), "no heads on page {}", nth + 1);
        assert!(page.ends_with(&format!("{} / {}", nth + 1, pages.len())));
    }
    assert!((1..=80).all(|n| pages.concat().contains(&format!("事项{n}准予"))));
}

#[test]
fn no_single_line_of_a_paragraph_is_left_alone_on_a_page() {
    for lines_before in 30..46 {
        let document = Document::new("题")
            .paragraph(&vec!["行"; lines_before].join("\n"))
            .paragraph(&"字".repeat(38 * 4));
        let counts: Vec<usize> = texts(&document.to_pdf())
            .iter()
            .map(|page| page.chars().filter(|&c| c == '字').count())
            .collect();
        assert!(
            counts.iter().all(|&count| count == 0 || count > 42),
            "{counts:?}"
        );
    }
}

#[test]
fn a_cell_taller_than_a_page_is_printed_whole() {
    let opinion = "一二三四五六七八九十".repeat(300);
    let pages = texts(
        &Document::new("意见")
            .table([("意见", 1), ("人", 1)], [[&*opinion, "张"]])
            .to_pdf(),
    );
    assert!(pages.len() > 2);
    let printed = pages.concat().chars().filter(|&c| c == '十').count();
    assert_eq!(printed, 300);
}

#[test]
fn no_line_begins_with_closing_punctuation_nor_ends_with_opening() {
    for length in 30..50 {
        let text = Document::new("题")
            .paragraph(&format!(
                "{}（《条例》），“第三条”：完。",
                "字".repeat(length)
            ))
            .to_text();
        for line in text.lines() {
            assert!(
                !line.starts_with(['，', '）', '》', '”', '：', '。']),
                "{text}"
            );
            assert!(!line.ends_with(['（', '《', '“']), "{text}");
        }
    }
}

#[test]
fn a_picture_lies_over_the_closing_lines_and_a_broken_one_is_left_out() {
    let red = |pixels: usize| Picture {
        width: 10,
        height: 10,
        rgba: [200, 0, 0, 255].repeat(pixels),
        millimetres: 42.0,
    };
    let closed = |picture| Document::new("题").closing_under(["张店区人社局"], picture);
    let reds = |document: &Document| {
        let page = first_page(&document.to_pdf());
        page.data()
            .iter()
            .filter(|pixel| pixel.r > 150 && pixel.g < 50)
            .count()
    };
    let (whole, broken) = (closed(red(100)), closed(red(99)));
    // 42 mm are 119 points.
    assert!((13_500..14_500).contains(&reds(&whole)), "{}", reds(&whole));
    assert_eq!(reds(&broken), 0);
    assert!(texts(&broken.to_pdf())[0].contains("张店区人社局"));
}

#[test]
fn numbers_and_dates_are_not_torn_apart() {
    for length in 30..50 {
        let text = Document::new("题")
            .paragraph(&format!(
                "{}于2026年11月20日取得91370303MX0123456T号",
                "字".repeat(length)
            ))
            .to_text();
        assert!(text.contains("2026年") && text.contains("20日"), "{text}");
        assert!(text.contains("91370303MX0123456T"), "{text}");
    }
}

#[test]
fn the_text_twin_aligns_columns_by_cells() {
    let text = notice().to_text();
    assert!(
        text.lines().all(|line| line.width() <= TEXT_CELLS),
        "{text}"
    );
    let column = |line: &str, word: &str| line.find(word).map(|at| line[..at].width());
    let line = |word: &str| text.lines().find(|line| line.contains(word)).unwrap();
    let head = column(line("说明"), "说明");
    assert_eq!(column(line("制卡成功"), "制卡成功"), head);
    assert_eq!(column(line("用人单位未办理"), "用人单位未办理"), head);
}

#[test]
fn a_word_wider_than_its_column_is_broken_and_not_lost() {
    let word = "x".repeat(300);
    let document = Document::new("题").table([("a", 1), ("b", 9)], [[&*word, &*word]]);
    let count = |text: &str| text.chars().filter(|&c| c == 'x').count();
    assert_eq!(count(&document.to_text()), 600);
    assert_eq!(
        texts(&document.to_pdf())
            .iter()
            .map(|page| count(page))
            .sum::<usize>(),
        600
    );
}

#[test]
fn an_empty_document_is_still_a_page() {
    assert_eq!(texts(&Document::new("").to_pdf()), ["1 / 1"]);
    assert_eq!(
        texts(&Document::new("").table([("", 1)], [["甲"]]).to_pdf()),
        ["甲1 / 1"]
    );
}
