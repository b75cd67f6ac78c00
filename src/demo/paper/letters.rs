//! Papers with text: labour contract, hiring papers, letters and certificates, as PDF of one to three pages.

use super::Bundle;
use super::stamp::{SPECIMEN, seal_of};
use crate::backend::print::Document;
use crate::demo::people::in_words;
use crate::domain::identity::Sex;

/// 劳动合同书.
pub(super) fn labour_contract(bundle: &Bundle<'_>) -> Vec<u8> {
    let Bundle {
        person,
        employer,
        job,
        ..
    } = bundle;
    let mut contract = Document::new("劳动合同书")
        .centred("（固定期限）")
        .heading("甲方（用人单位）")
        .rows([
            ("名称", &*employer.name),
            ("统一社会信用代码", &employer.uscc),
            ("法定代表人", &employer.legal_representative),
            ("住所", &employer.address),
        ])
        .heading("乙方（劳动者）")
        .rows([
            ("姓名", &*person.name),
            ("证件号码", &person.id_number),
            ("联系电话", &person.phone),
            ("住址", &person.address),
        ])
        .paragraph("根据《中华人民共和国劳动合同法》等法律、法规，甲乙双方遵循合法、公平、平等自愿、协商一致、诚实信用的原则，订立本合同。");
    for (title, text) in articles(bundle) {
        contract = contract.heading(title).paragraph(&text);
    }
    contract
        .rows([
            ("乙方（签字）", &*person.name),
            ("签订日期", &in_words(job.hired)),
        ])
        .closing_under(
            [
                format!("甲方（盖章）：{}", employer.name),
                in_words(job.hired),
            ],
            seal_of(&employer.name),
        )
        .footer("样张，人名、单位和号码均为虚构")
        .mark(SPECIMEN)
        .to_pdf()
}

fn articles(bundle: &Bundle<'_>) -> [(&'static str, String); 9] {
    let Bundle { employer, job, .. } = bundle;
    let (from, until) = (in_words(job.hired), in_words(job.until));
    [
        (
            "第一条　合同期限",
            format!("本合同为固定期限劳动合同，自{from}起至{until}止，其中试用期一个月。甲方自用工之日起即与乙方建立劳动关系。"),
        ),
        (
            "第二条　工作内容和工作地点",
            format!("乙方从事{}岗位工作，工作地点为{}。乙方应当按照岗位要求完成工作任务，遵守甲方依法制定的规章制度。", job.post, employer.address),
        ),
        (
            "第三条　工作时间和休息休假",
            "甲方安排乙方执行标准工时制度，每日工作不超过八小时，每周工作不超过四十小时，每周至少休息一日。乙方依法享有法定节假日、年休假、婚假、产假等假期。甲方因工作需要安排延长工作时间的，应当与乙方协商，并依法支付加班工资或者安排补休。".to_owned(),
        ),
        (
            "第四条　劳动报酬",
            format!("乙方月工资为人民币{}元，试用期工资不低于约定工资的百分之八十。甲方每月15日前以货币形式支付上月工资，不得克扣或者无故拖欠，并向乙方提供工资清单。", job.monthly_wage),
        ),
        (
            "第五条　社会保险和住房公积金",
            "甲方自用工之日起三十日内为乙方办理社会保险登记，依法缴纳养老、医疗、工伤、失业、生育保险费和住房公积金；乙方应当缴纳的部分由甲方从其工资中代扣代缴。".to_owned(),
        ),
        (
            "第六条　劳动保护、劳动条件和职业危害防护",
            "甲方应当为乙方提供符合国家规定的劳动安全卫生条件和必要的劳动防护用品，进行劳动安全卫生教育和培训。乙方应当严格遵守操作规程，对违章指挥、强令冒险作业有权拒绝执行。".to_owned(),
        ),
        (
            "第七条　合同的变更、解除、终止",
            "变更本合同应当采用书面形式。双方解除、终止本合同，应当依照《中华人民共和国劳动合同法》的规定执行；甲方应当在解除或者终止劳动合同时出具证明，并在十五日内为乙方办理档案和社会保险关系转移手续。符合法律规定情形的，甲方应当向乙方支付经济补偿。".to_owned(),
        ),
        (
            "第八条　劳动争议处理",
            "双方因履行本合同发生劳动争议，可以协商解决；不愿协商或者协商不成的，可以依法申请调解、仲裁，对仲裁裁决不服的，可以依法提起诉讼。".to_owned(),
        ),
        (
            "第九条　其他",
            "本合同未尽事宜，按照国家和山东省有关规定执行。本合同一式两份，甲乙双方各执一份，自双方签字、盖章之日起生效。".to_owned(),
        ),
    ]
}

/// 录用手续: the register form of a new employee with the notice of hiring.
pub(super) fn hire_procedure(bundle: &Bundle<'_>) -> Vec<u8> {
    let Bundle {
        person,
        employer,
        job,
        ..
    } = bundle;
    let sex = if person.sex == Sex::Male {
        "男"
    } else {
        "女"
    };
    Document::new("录用人员登记表")
        .centred(&format!("单位：{}", employer.name))
        .table([("", 2), ("", 4), ("", 2), ("", 4)], [
            ["姓名", &*person.name, "性别", sex],
            ["出生日期", &in_words(person.birth), "民族", person.ethnic_group.1],
            ["证件号码", &person.id_number, "联系电话", &person.phone],
            ["岗位", job.post, "月工资", &format!("{}元", job.monthly_wage)],
            ["录用日期", &in_words(job.hired), "合同期限", &format!("至{}", in_words(job.until))],
        ])
        .table([("", 2), ("", 10)], [
            ["常住地址", &*person.address],
            ["统一社会信用代码", &employer.uscc],
            ["单位地址", &employer.address],
            ["录用意见", "经考核合格，同意录用，自录用之日起建立劳动关系，并按规定办理就业登记和社会保险登记。"],
            ["档案情况", "本人档案由原存档机构保管，同意转入单位委托的公共就业人才服务机构集体存档。"],
        ])
        .closing_under([employer.name.clone(), in_words(job.hired)], seal_of(&employer.name))
        .footer("样张，人名、单位和号码均为虚构")
        .mark(SPECIMEN)
        .to_pdf()
}

/// 单位介绍信.
pub(super) fn introduction_letter(bundle: &Bundle<'_>) -> Vec<u8> {
    let Bundle {
        person,
        employer,
        today,
        ..
    } = bundle;
    letter(
        "介绍信",
        bundle,
        &[
            format!("{}公共就业人才服务机构：", employer.division_name),
            format!(
                "兹介绍我单位{}同志（证件号码：{}）前往你处，办理我单位新录用职工{}（证件号码：{}）的流动人员人事档案接收事宜，请予接洽并协助办理。",
                employer.agent.name, employer.agent.id_number, person.name, person.id_number
            ),
            format!("本介绍信自{}起十五日内有效。", in_words(*today)),
        ],
    )
}

/// 离职证明.
pub(super) fn leaving_certificate(bundle: &Bundle<'_>) -> Vec<u8> {
    let Bundle { person, job, .. } = bundle;
    letter(
        "离职证明",
        bundle,
        &[
            format!(
                "兹证明{}（证件号码：{}）自{}起在我单位从事{}岗位工作，因个人原因申请离职，双方已办理完毕工作交接手续，自本证明出具之日起劳动关系解除。",
                person.name,
                person.id_number,
                in_words(job.hired),
                job.post
            ),
            "该同志在职期间的人事档案由我单位委托公共就业人才服务机构保管，同意转出。".to_owned(),
            "特此证明。".to_owned(),
        ],
    )
}

/// 解除劳动合同证明书 (劳动合同法 第五十条).
pub(super) fn termination_certificate(bundle: &Bundle<'_>) -> Vec<u8> {
    let Bundle { person, job, .. } = bundle;
    letter("解除（终止）劳动合同证明书", bundle, &[
        format!("{}（证件号码：{}）：", person.name, person.id_number),
        format!(
            "你与我单位于{}签订的劳动合同（岗位：{}），经双方协商一致，依据《中华人民共和国劳动合同法》第三十六条，自本证明出具之日起解除。",
            in_words(job.hired), job.post
        ),
        "我单位将依照《中华人民共和国劳动合同法》第五十条，在十五日内为你办理档案和社会保险关系转移手续。请持本证明办理失业登记或者就业登记。".to_owned(),
    ])
}

/// 就业登记凭证, by the office of the employer's division.
pub(super) fn registration_certificate(bundle: &Bundle<'_>) -> Vec<u8> {
    let Bundle {
        person,
        employer,
        job,
        today,
    } = bundle;
    let office = format!("{}人力资源和社会保障局", employer.division_name);
    Document::new("就业登记凭证")
        .rows([
            ("姓名", &*person.name),
            ("证件号码", &person.id_number),
            ("就业单位", &employer.name),
            ("岗位", job.post),
            ("就业时间", &in_words(job.hired)),
            ("登记日期", &in_words(*today)),
        ])
        .paragraph(
            "经审核，上述人员的就业信息属实，已办理就业登记。本凭证可在“我的办件”查询和下载。",
        )
        .closing_under([office.clone(), in_words(*today)], seal_of(&office))
        .footer("样张，人名、单位和号码均为虚构")
        .mark(SPECIMEN)
        .to_pdf()
}

/// A letter; a line that ends in a colon is its salutation.
fn letter(title: &str, bundle: &Bundle<'_>, paragraphs: &[String]) -> Vec<u8> {
    let Bundle {
        employer, today, ..
    } = bundle;
    paragraphs
        .iter()
        .fold(Document::new(title), |letter, text| {
            if text.ends_with('：') {
                letter.flush(text)
            } else {
                letter.paragraph(text)
            }
        })
        .closing_under(
            [employer.name.clone(), in_words(*today)],
            seal_of(&employer.name),
        )
        .footer("样张，人名、单位和号码均为虚构")
        .mark(SPECIMEN)
        .to_pdf()
}
