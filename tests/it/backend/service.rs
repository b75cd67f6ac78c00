//! The main job through the service: one form in, each department decides, one combined result out.

use lianban::api::items::{DecisionRequest, FeedbackInput, GroundsInput};
use lianban::backend::service::{ServiceError, filing, items, resubmission, results};
use lianban::domain::form::Raw;
use lianban::domain::item::State;
use lianban::domain::refusal::Refusal;

use crate::support::filing::{application, person};
use crate::support::in_zhangdian;
use crate::support::{files, said, with_app};

pub fn approve(fields: &[(&str, &str)]) -> DecisionRequest {
    let fields = fields
        .iter()
        .map(|(id, value)| ((*id).to_owned(), (*value).to_owned()));
    DecisionRequest::Approve {
        opinion: "符合受理条件".to_owned(),
        feedback: Some(FeedbackInput {
            document_no: Some("ZB-JY-0001".to_owned()),
            fields: fields.collect(),
            words: String::new(),
            files: vec![],
        }),
    }
}

pub fn approve_registration() -> DecisionRequest {
    approve(&[
        ("registration_no", "JY0001"),
        ("registered_on", "2026-03-02"),
    ])
}

pub fn approve_insurance() -> DecisionRequest {
    approve(&[("person_no", "3703000001"), ("insured_from", "2026-03")])
}

pub fn refuse() -> DecisionRequest {
    DecisionRequest::Refuse {
        opinion: "不符合".to_owned(),
        grounds: GroundsInput {
            code: "refuse.insured_elsewhere".to_owned(),
            reason: "已在其他单位参保".to_owned(),
            basis: "社会保险法 第五十八条".to_owned(),
            remedy: "可申请行政复议".to_owned(),
        },
    }
}

pub fn request_correction() -> DecisionRequest {
    use lianban::domain::item::{Defect, DefectTarget};
    DecisionRequest::RequestCorrection {
        defects: vec![Defect {
            target: DefectTarget::Field("hire.wage".parse().unwrap()),
            code: "defect.wrong_value".parse().unwrap(),
            words: "月工资与合同不符".to_owned(),
            sample: "5200.00".to_owned(),
        }],
    }
}

#[test]
fn one_form_is_split_and_sent_to_each_department() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1", "A2", "A5", "A6"])).await;
        let desks: Vec<&str> = receipt
            .items
            .iter()
            .map(|item| item.desk.as_str())
            .collect();
        assert_eq!(
            desks,
            [
                "张店区人社局",
                "张店区人社局",
                "张店区医保局",
                "张店区公积金中心"
            ]
        );
        assert!(
            receipt
                .items
                .iter()
                .all(|item| item.state == "received" && item.due.is_some())
        );
        assert!(receipt.application.starts_with("ZB260302-00001-"));
    });
}

#[test]
fn each_department_feeds_back_and_the_combined_result_follows() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1", "A5"])).await;
        let [first, second] = [0, 1].map(|at| receipt.items[at].no.as_str());
        let no = receipt.application.parse().unwrap();
        let portal = t.caller("portal");
        t.decide("wangmin", first, &approve_registration())
            .await
            .map_err(|e| said(&e))
            .unwrap();
        let half = results::combined(&t.app, &portal, &no).await.unwrap();
        assert_eq!(half.state, "partly_closed");
        t.decide("medical", second, &DecisionRequest::Accept {})
            .await
            .unwrap();
        t.decide("medical", second, &refuse())
            .await
            .map_err(|e| said(&e))
            .unwrap();
        let whole = results::combined(&t.app, &portal, &no).await.unwrap();
        assert_eq!(whole.state, "all_closed");
        let outcomes: Vec<_> = whole
            .items
            .iter()
            .map(|item| item.outcome.as_deref().unwrap())
            .collect();
        assert_eq!(outcomes, ["approved", "refused"]);
        assert_eq!(
            whole.items[0].document.as_deref(),
            Some("就业登记凭证 ZB-JY-0001")
        );
        assert_eq!(whole.items[1].remedy.as_deref(), Some("可申请行政复议"));
        assert!(!whole.applicant.contains(&person(1).name));
        let text = results::text(&t.app, &portal, &no).await.unwrap();
        assert!(
            text.contains("ZB-JY-0001") && text.contains("已在其他单位参保"),
            "{text}"
        );
        let pdf = results::pdf(&t.app, &portal, &no).await.unwrap();
        assert!(pdf.starts_with(b"%PDF-"));
    });
}

#[test]
fn what_lies_on_another_desk_is_not_found() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        for stranger in [
            "boshan", "medical", "sunwei", "clerk", "auditor", "security", "sysadmin",
        ] {
            let decided = t.decide(stranger, no, &DecisionRequest::Accept {}).await;
            assert!(matches!(decided, Err(ServiceError::NotFound)), "{stranger}");
            let seen = items::detail(&t.app, &t.caller(stranger), &no.parse().unwrap()).await;
            assert!(matches!(seen, Err(ServiceError::NotFound)), "{stranger}");
        }
        assert_eq!(t.version(no).await, 1);
    });
}

#[test]
fn two_officers_decide_at_once_and_the_second_sees_who_did_what() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        let [wang, li] = [("wangmin", "k1"), ("lijun", "k2")].map(|(login, key)| async move {
            t.decide_at(login, (no, 1), key, &DecisionRequest::Accept {})
                .await
        });
        let (wang, li) = futures::join!(wang, li);
        let (loser, winner) = if wang.is_ok() {
            (li, "王敏")
        } else {
            (wang, "李军")
        };
        let Err(ServiceError::Refused {
            refusal: Refusal::IllegalMove { .. },
            current: Some(current),
            ..
        }) = loser
        else {
            panic!("both decided");
        };
        assert_eq!(
            (current.changed_by.as_str(), current.change.as_str()),
            (winner, "accepted")
        );
        assert_eq!((current.state.as_str(), current.version), ("reviewing", 2));
        assert_eq!(t.history(no).await, ["filed", "accepted"]);
        // What could still be done is not done either before they have seen what changed.
        let note = DecisionRequest::Note {
            words: "材料齐全".to_owned(),
        };
        let late = t.decide_at("lijun", (no, 1), "k3", &note).await;
        assert!(matches!(late, Err(ServiceError::Conflict(now)) if now.version == 2));
    });
}

#[test]
fn contributions_wait_for_their_insurance_and_go_on_by_themselves() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(2, &["B5", "B7"])).await;
        let [pension, payment] = [0, 1].map(|at| receipt.items[at].no.as_str());
        assert_eq!(t.row(payment).await.state, State::Waiting);
        t.decide("wangmin", pension, &approve_insurance())
            .await
            .map_err(|e| said(&e))
            .unwrap();
        assert_eq!(t.row(payment).await.state, State::Received);
        assert_eq!(t.history(payment).await, ["filed", "released"]);
    });
}

#[test]
fn contributions_end_with_the_insurance_that_was_refused() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(2, &["B5", "B7"])).await;
        let [pension, payment] = [0, 1].map(|at| receipt.items[at].no.as_str());
        t.decide("wangmin", pension, &DecisionRequest::Accept {})
            .await
            .unwrap();
        t.decide("wangmin", pension, &refuse())
            .await
            .map_err(|e| said(&e))
            .unwrap();
        assert_eq!(t.history(payment).await, ["filed", "prerequisite_failed"]);
    });
}

#[test]
fn the_answer_to_a_correction_changes_form_and_materials() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2", "A5"])).await;
        let no = receipt.items[0].no.as_str();
        t.decide("wangmin", no, &request_correction())
            .await
            .map_err(|e| said(&e))
            .unwrap();
        let mut answer = lianban::api::applications::Resubmission::default();
        answer
            .form
            .insert("hire.wage".to_owned(), Raw::Text("5300.00".to_owned()));
        answer
            .form
            .insert("person.name".to_owned(), Raw::Text("王晓明".to_owned()));
        let target = (&no.parse().unwrap(), 2);
        let row = resubmission::resubmit(
            &t.app,
            &t.caller("portal"),
            target,
            "k",
            &answer,
            Vec::new(),
        )
        .await;
        let row = row.map_err(|error| said(&error)).unwrap().value;
        assert_eq!((row.state.as_str(), row.version), ("received", 3));
        let detail = t.detail("wangmin", no).await;
        let wage = detail
            .form
            .iter()
            .find(|field| field.field == "hire.wage")
            .unwrap();
        assert_eq!(
            (wage.value.as_str(), wage.before.as_deref()),
            ("5300.00", Some("5200.00"))
        );
        // The sibling's row shows the same person.
        assert_eq!(t.row(&receipt.items[1].no).await.person, "王晓明");
    });
}

#[test]
fn a_refused_answer_to_a_correction_changes_nothing() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        t.decide("wangmin", no, &request_correction())
            .await
            .unwrap();
        let mut answer = lianban::api::applications::Resubmission::default();
        answer
            .form
            .insert("hire.wage".to_owned(), Raw::Text("很多".to_owned()));
        let target = (&no.parse().unwrap(), 2);
        let refused = resubmission::resubmit(
            &t.app,
            &t.caller("portal"),
            target,
            "k",
            &answer,
            Vec::new(),
        )
        .await;
        let Err(ServiceError::Invalid(_, faults)) = refused else {
            panic!("taken");
        };
        assert_eq!(faults[0].pointer, "/form/hire.wage");
        assert_eq!(t.version(no).await, 2);
    });
}

#[test]
fn whoever_files_twice_is_told_the_number_of_the_open_item() {
    with_app(async |t| {
        let first = t.file(&in_zhangdian(1, &["A2"])).await;
        let again = filing::file(
            &t.app,
            &t.caller("portal"),
            "again",
            &in_zhangdian(1, &["A1", "A2"]),
            Vec::new(),
        )
        .await;
        let Err(ServiceError::Invalid(_, faults)) = again else {
            panic!("filed twice");
        };
        assert_eq!(faults[0].pointer, "/matters/1");
        assert!(
            faults[0].detail.contains(&first.items[0].no),
            "{}",
            faults[0].detail
        );
    });
}

#[test]
fn a_refused_filing_keeps_no_file_and_uses_no_number() {
    with_app(async |t| {
        let upload = files::send(&t.app, "合同.pdf", files::pdf()).await.unwrap();
        let mut request = in_zhangdian(1, &["A2"]);
        request.form.remove("hire.date");
        let uploads = vec![("labour_contract".parse().unwrap(), upload)];
        let refused = filing::file(&t.app, &t.caller("portal"), "k", &request, uploads).await;
        let Err(ServiceError::Invalid(_, faults)) = refused else {
            panic!("filed");
        };
        let mut pointers: Vec<&str> = faults.iter().map(|fault| fault.pointer.as_str()).collect();
        pointers.sort_unstable();
        assert_eq!(pointers, ["/form/hire.date", "/materials/labour_contract"]);
        let left: Vec<_> = walk(&t.app.config.materials());
        assert!(left.is_empty(), "{left:?}");
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        assert!(receipt.application.starts_with("ZB260302-00001-"));
    });
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    std::fs::read_dir(folder)
        .unwrap()
        .flat_map(|entry| {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn an_officer_sees_the_fields_and_materials_of_the_matter_and_no_others() {
    with_app(async |t| {
        let upload = |name, bytes| files::send(&t.app, name, bytes);
        let uploads = vec![
            (
                "id_card_front".parse().unwrap(),
                upload("正面.jpg", files::jpeg(1000, 640)).await.unwrap(),
            ),
            (
                "id_card_back".parse().unwrap(),
                upload("反面.png", files::png(300, 200)).await.unwrap(),
            ),
            (
                "photo".parse().unwrap(),
                upload("相片.jpg", files::jpeg(358, 441)).await.unwrap(),
            ),
        ];
        let receipt = t.file_with(&in_zhangdian(3, &["A2", "A3"]), uploads).await;
        let pension = t.detail("wangmin", &receipt.items[0].no).await;
        assert!(pension.materials.is_empty());
        assert!(
            pension
                .form
                .iter()
                .all(|field| !field.field.starts_with("card."))
        );
        let card = t.detail("wangmin", &receipt.items[1].no).await;
        let kinds: Vec<&str> = card
            .materials
            .iter()
            .map(|material| material.kind.as_str())
            .collect();
        assert_eq!(kinds, ["id_card_front", "id_card_back", "photo"]);
        assert_eq!(card.materials[2].pixels, Some((358, 441)));
        assert_eq!(card.materials[2].findings, Vec::<String>::new());
        let id = card
            .form
            .iter()
            .find(|field| field.field == "person.id_number")
            .unwrap();
        assert!(id.masked && id.value.contains("********"), "{}", id.value);
    });
}

#[test]
fn a_material_is_opened_by_the_desk_that_needs_it_alone() {
    use lianban::backend::service::materials;
    use tokio::io::AsyncReadExt;
    with_app(async |t| {
        let bytes = files::jpeg(1000, 640);
        let upload = |name, bytes| files::send(&t.app, name, bytes);
        let uploads = vec![
            (
                "id_card_front".parse().unwrap(),
                upload("正面.jpg", bytes.clone()).await.unwrap(),
            ),
            (
                "id_card_back".parse().unwrap(),
                upload("反面.png", files::png(300, 200)).await.unwrap(),
            ),
            (
                "photo".parse().unwrap(),
                upload("相片.jpg", files::jpeg(358, 441)).await.unwrap(),
            ),
        ];
        let receipt = t
            .file_with(&in_zhangdian(3, &["A2", "A3", "A5"]), uploads)
            .await;
        let no = |at: usize| receipt.items[at].no.parse().unwrap();
        let (material, mut file) = materials::open(&t.app, &t.caller("wangmin"), &no(1), 1)
            .await
            .unwrap();
        let mut read = Vec::new();
        file.read_to_end(&mut read).await.unwrap();
        assert!(read == bytes);
        assert_eq!(material.file_name, "正面.jpg");
        for (login, at) in [
            ("wangmin", 0),
            ("medical", 2),
            ("medical", 1),
            ("boshan", 1),
        ] {
            let refused = materials::open(&t.app, &t.caller(login), &no(at), 1).await;
            assert!(
                matches!(refused, Err(ServiceError::NotFound)),
                "{login} {at}"
            );
        }
    });
}

#[test]
fn personal_data_in_clear_leaves_its_trace_first() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.parse().unwrap();
        let ask = |reason: &str| lianban::api::items::ClearViewRequest {
            reason: reason.to_owned(),
        };
        let silent = items::view_clear(&t.app, &t.caller("wangmin"), &no, &ask("")).await;
        assert!(matches!(silent, Err(ServiceError::Refused { .. })));
        let clear = items::view_clear(&t.app, &t.caller("wangmin"), &no, &ask("核对身份"))
            .await
            .unwrap();
        assert!(
            clear
                .fields
                .contains(&("person.id_number".to_owned(), person(1).id_number))
        );
        assert_eq!(t.history(no.as_str()).await, ["filed", "clear_viewed"]);
        // The applicant's side is not told who looked.
        let followed = t.detail("portal", no.as_str()).await;
        assert!(
            followed
                .timeline
                .iter()
                .all(|event| event.event != "clear_viewed")
        );
    });
}

#[test]
fn an_item_moves_to_the_right_division_and_out_of_reach() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1"])).await;
        let no = receipt.items[0].no.as_str();
        let transfer = DecisionRequest::Transfer {
            division: "370304".to_owned(),
            reason: "工作地在博山".to_owned(),
        };
        t.decide("wangmin", no, &transfer)
            .await
            .map_err(|e| said(&e))
            .unwrap();
        let mine = items::detail(&t.app, &t.caller("wangmin"), &no.parse().unwrap()).await;
        assert!(matches!(mine, Err(ServiceError::NotFound)));
        assert_eq!(t.detail("boshan", no).await.row.division, "370304");
    });
}

#[test]
fn a_supervisor_hands_an_item_to_an_officer_who_can_decide_it() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A1"])).await;
        let no = receipt.items[0].no.as_str();
        let assign = |to: &str| DecisionRequest::Assign { to: to.to_owned() };
        for unfit in ["boshan", "supervisor", "nobody-here"] {
            let refused = t.decide("supervisor", no, &assign(unfit)).await;
            assert!(
                matches!(refused, Err(ServiceError::Refused { .. })),
                "{unfit}"
            );
        }
        let row = t.decide("supervisor", no, &assign("lijun")).await.unwrap();
        assert_eq!(row.assignee_name.as_deref(), Some("李军"));
    });
}

#[test]
fn all_thirteen_matters_can_be_filed() {
    with_app(async |t| {
        let scenes: [&[&str]; 3] = [
            &["A1", "A2", "A3", "A4", "A5", "A6"],
            &["B1", "B3", "B5", "B6", "B7"],
            &["B2", "B4"],
        ];
        let mut filed = Vec::new();
        for (n, matters) in (0..).zip(scenes) {
            let mut request = application(n, matters, "zb-gaoxin");
            request.form.extend([
                (
                    "business.uscc".to_owned(),
                    Raw::Text("12100000400000624D".to_owned()),
                ),
                (
                    "business.name".to_owned(),
                    Raw::Text("张店小明便利店".to_owned()),
                ),
                (
                    "business.founded".to_owned(),
                    Raw::Text("2026-01-10".to_owned()),
                ),
                ("business.employees".to_owned(), Raw::Integer(0)),
            ]);
            let mut uploads = Vec::new();
            for (kind, name, bytes) in [
                ("id_card_front", "a.jpg", files::jpeg(1000, 640)),
                ("id_card_back", "b.jpg", files::jpeg(1000, 640)),
                ("photo", "c.jpg", files::jpeg(358, 441)),
                ("agent_id_card", "d.pdf", files::pdf()),
                ("labour_contract", "e.pdf", files::pdf()),
                ("id_card", "f.pdf", files::pdf()),
            ] {
                let needed = match kind {
                    "id_card" => matters.contains(&"B3"),
                    _ => matters.contains(&"A3"),
                };
                if needed {
                    uploads.push((
                        kind.parse().unwrap(),
                        files::send(&t.app, name, bytes).await.unwrap(),
                    ));
                }
            }
            filed.extend(
                t.file_with(&request, uploads)
                    .await
                    .items
                    .into_iter()
                    .map(|item| item.matter),
            );
        }
        assert_eq!(filed.len(), 13);
    });
}
