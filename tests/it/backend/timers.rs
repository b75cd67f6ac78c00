//! What time does without anyone asking.

use lianban::backend::service::timers;
use lianban::domain::item::State;

use super::service::request_correction;
use crate::support::in_zhangdian;
use crate::support::{config, ground, with_app};

#[test]
fn five_working_days_of_silence_count_as_acceptance() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        t.set_clock("2026-03-09T17:00:00+08:00");
        assert_eq!(
            timers::run_due(&t.app).await.unwrap(),
            0,
            "the last moment is still in time"
        );
        t.set_clock("2026-03-09T17:00:00.001+08:00");
        assert_eq!(timers::run_due(&t.app).await.unwrap(), 1);
        assert_eq!(t.history(no).await, ["filed", "deemed_accepted"]);
        let row = t.row(no).await;
        assert!(row.deemed_accepted && row.state == State::Reviewing);
        assert_eq!(t.detail("wangmin", no).await.row.light, "red_card");
        assert_eq!(timers::run_due(&t.app).await.unwrap(), 0);
    });
}

#[test]
fn a_correction_that_is_not_answered_is_returned() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(1, &["A2"])).await;
        let no = receipt.items[0].no.as_str();
        t.decide("wangmin", no, &request_correction())
            .await
            .unwrap();
        t.set_clock("2026-03-23T17:00:01+08:00");
        assert_eq!(timers::run_due(&t.app).await.unwrap(), 1);
        assert_eq!(
            t.history(no).await,
            ["filed", "correction_requested", "returned"]
        );
    });
}

#[test]
fn a_waiting_item_is_released_by_time_alone_where_its_prerequisite_is_returned() {
    with_app(async |t| {
        let receipt = t.file(&in_zhangdian(2, &["B5", "B7"])).await;
        let [pension, payment] = [0, 1].map(|at| receipt.items[at].no.as_str());
        let mut notice = request_correction();
        if let lianban::api::items::DecisionRequest::RequestCorrection { defects } = &mut notice {
            defects[0].target =
                lianban::domain::item::DefectTarget::Field("pension.method".parse().unwrap());
        }
        t.decide("wangmin", pension, &notice).await.unwrap();
        t.set_clock("2026-04-01T09:00:00+08:00");
        timers::run_due(&t.app).await.unwrap();
        assert_eq!(t.history(payment).await, ["filed", "prerequisite_failed"]);
    });
}

#[test]
fn due_work_of_many_items_is_done_in_batches() {
    with_app(async |t| {
        for n in 0..205 {
            t.file(&in_zhangdian(n, &["A1"])).await;
        }
        t.set_clock("2026-03-10T09:00:00+08:00");
        assert_eq!(timers::run_due(&t.app).await.unwrap(), 205);
    });
}

#[test]
fn a_provisional_due_date_is_computed_anew_once_its_calendar_is_there() {
    use lianban::backend::{App, Ground};
    use lianban::domain::calendar::Calendar;
    with_app(async |t| {
        t.set_clock("2026-12-31T10:00:00+08:00");
        let mut request = in_zhangdian(1, &["A1"]);
        request.form.insert(
            "hire.date".to_owned(),
            lianban::domain::form::Raw::Text("2026-12-20".to_owned()),
        );
        let receipt = t.file(&request).await;
        let no = receipt.items[0].no.as_str();
        let before = t.row(no).await;
        assert!(before.provisional && before.due.unwrap().provisional);
        assert_eq!(
            timers::recompute_provisional(&t.app).await.unwrap(),
            0,
            "no calendar has come"
        );
        let file = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/src/domain/catalogue/calendar.toml"
        );
        let announced = "[years.2027]\nholidays = [{ name = \"元旦\", from = 2027-01-01, to = 2027-01-01 }]\nworkdays = []\n";
        let calendar = format!("{}\n{announced}", std::fs::read_to_string(file).unwrap());
        let ground = Ground {
            calendar: Calendar::parse(&calendar).unwrap(),
            clock: t.app.clock.clone(),
            ..ground(config(&t.folder))
        };
        let app = App::on(t.app.store.clone(), ground).unwrap();
        assert_eq!(timers::recompute_provisional(&app).await.unwrap(), 1);
        assert_eq!(t.history(no).await, ["filed", "due_recomputed"]);
        assert!(!t.row(no).await.provisional);
    });
}
