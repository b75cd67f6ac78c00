//! 营业执照 (副本) of an invented employer as a picture. A plain disc stands where the state's emblem would.
#![expect(clippy::unreadable_literal, reason = "colours are read as RRGGBB")]

use hayro::kurbo::{Circle, Rect};

use super::canvas::{Canvas, Colour, Style, png};
use super::stamp;
use crate::demo::employers::{Employer, EmployerKind};
use crate::demo::people::in_words;

const SIZE: (u16, u16) = (1240, 877);
const FRAME: Colour = Colour(0xa98a45);
const INK: Colour = Colour(0x1c1c1c);
const EMBLEM: (f64, f64) = (620.0, 128.0);

/// The licence as PNG.
pub(super) fn licence(employer: &Employer) -> Vec<u8> {
    let mut canvas = Canvas::new(SIZE.0, SIZE.1, Colour(0xfdfbf4));
    for (inset, width) in [(22.0, 10.0), (38.0, 2.0), (46.0, 2.0)] {
        let frame = Rect::new(inset, inset, 1240.0 - inset, 877.0 - inset);
        canvas.stroke(&frame, width, FRAME);
    }
    canvas.fill(&Circle::new(EMBLEM, 52.0), Colour(0xc9302c));
    canvas.stroke(&Circle::new(EMBLEM, 46.0), 4.0, Colour(0xe9c46a));
    canvas.fill(&stamp::star(EMBLEM, 24.0), Colour(0xe9c46a));
    canvas.centred(
        (620.0, 272.0),
        Style::new(78.0, INK).spaced(34.0).heavy(2.4),
        "营业执照",
    );
    canvas.centred((620.0, 318.0), Style::new(26.0, INK), "（副  本）");
    canvas.text((84.0, 120.0), Style::new(22.0, INK), "统一社会信用代码");
    canvas.text(
        (84.0, 154.0),
        Style::new(26.0, INK).spaced(1.0).heavy(0.6),
        &employer.uscc,
    );
    for (column, (left, room)) in columns(employer)
        .into_iter()
        .zip([(84.0, 430.0), (690.0, 350.0)])
    {
        rows(&mut canvas, (left, room), &column);
    }
    let office = format!("{}行政审批服务局", employer.division_name);
    canvas.text((770.0, 700.0), Style::new(24.0, INK), "登记机关");
    canvas.text(
        (960.0, 752.0),
        Style::new(24.0, INK),
        &in_words(employer.founded),
    );
    stamp::seal(&mut canvas, (1040.0, 704.0), 88.0, [&*office, ""]);
    let note = "市场主体应当于每年1月1日至6月30日通过国家企业信用信息公示系统报送公示年度报告。";
    canvas.text((84.0, 806.0), Style::new(17.0, INK.veiled(0.75)), note);
    stamp::specimen(&mut canvas, (620.0, 500.0), 900.0);
    png(&canvas.finish())
}

fn columns(employer: &Employer) -> [Vec<(&'static str, String)>; 2] {
    let name = ("名　　称", employer.name.clone());
    let scope = ("经营范围", format!("一般项目：{}。", employer.scope));
    let address = ("住　　所", employer.address.clone());
    let founded = ("成立日期", in_words(employer.founded));
    match employer.kind {
        EmployerKind::Company => [
            vec![
                name,
                ("类　　型", "有限责任公司（自然人投资或控股）".to_owned()),
                ("法定代表人", employer.legal_representative.clone()),
                scope,
            ],
            vec![
                ("注册资本", format!("{}万元整", employer.capital)),
                founded,
                address,
            ],
        ],
        EmployerKind::SoleTrader => [
            vec![
                name,
                ("类　　型", "个体工商户".to_owned()),
                ("经 营 者", employer.legal_representative.clone()),
                scope,
            ],
            vec![
                ("组成形式", "个人经营".to_owned()),
                founded,
                ("经营场所", employer.address.clone()),
            ],
        ],
    }
}

fn rows(canvas: &mut Canvas, (left, room): (f64, f64), rows: &[(&str, String)]) {
    let mut y = 388.0;
    for (label, value) in rows {
        canvas.text((left, y), Style::new(23.0, INK).heavy(0.6), label);
        let style = Style::new(23.0, INK);
        y = canvas.lines((left + 140.0, y), style, room, value) + 20.0;
    }
}
