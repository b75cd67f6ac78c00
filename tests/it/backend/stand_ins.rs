//! Who stands in for whom, as the store has it.

use chrono::Duration;
use lianban::domain::policy::{Absent, Officer, StandIn};

use super::store::{now, on_every_engine};
use crate::support::{closed_account, officer};

/// AB 岗 holds from its beginning until its end, for those two alone.
#[test]
fn someone_stands_in_from_the_first_moment_until_the_last() {
    on_every_engine(async |store| {
        let (wang, li, other) = (officer("wangmin"), officer("lijun"), officer("sunwei"));
        let mut unit = store.write().await.unwrap();
        for of in [&wang, &li, &other] {
            unit.insert_account(&closed_account(of.clone()))
                .await
                .unwrap();
        }
        let stand_in = |by: &Officer, from: i64, days: i64| StandIn {
            officer: wang.id.clone(),
            stand_in: by.id.clone(),
            from: now() + Duration::days(from),
            until: now() + Duration::days(from + days),
        };
        let later = stand_in(&li, 1, 7);
        unit.name_stand_in(&later, &wang.id, now()).await.unwrap();
        unit.commit().await.unwrap();
        let instant = Duration::milliseconds(1);
        for (moment, stands_in) in [
            (now(), false),
            (later.from - instant, false),
            (later.from, true),
            (later.until - instant, true),
            (later.until, false),
        ] {
            let mut unit = store.read().await.unwrap();
            let absent = unit.absent(&wang.id, &li.id, moment).await.unwrap();
            let expected = stands_in.then(|| Absent {
                id: wang.id.clone(),
                name: wang.name.clone(),
            });
            assert_eq!(absent, expected, "{moment}");
            let absents = unit.absents(&li.id, moment).await.unwrap();
            assert_eq!(absents.contains(&wang.id), stands_in, "{moment}");
            for (holder, by) in [(&wang, &other), (&li, &wang), (&other, &li)] {
                let absent = unit.absent(&holder.id, &by.id, moment).await.unwrap();
                assert_eq!(absent, None, "{} for {}", by.id, holder.id);
            }
            let planned = unit.stand_ins(moment).await.unwrap();
            assert_eq!(planned.is_empty(), moment == later.until, "{moment}");
        }
        // Another in place of the first: from then on there is one, and the first has stood in until then.
        let change = later.from + Duration::days(1);
        let instead = StandIn {
            from: change,
            ..stand_in(&other, 1, 7)
        };
        let mut unit = store.write().await.unwrap();
        unit.name_stand_in(&instead, &wang.id, change)
            .await
            .unwrap();
        assert_eq!(unit.stand_ins(change).await.unwrap(), [instead]);
        assert_eq!(unit.absent(&wang.id, &li.id, change).await.unwrap(), None);
        let before = unit.absent(&wang.id, &li.id, change - instant).await;
        assert!(before.unwrap().is_some());
        unit.end_stand_in(&wang.id, change + instant).await.unwrap();
        assert_eq!(unit.stand_ins(change + instant).await.unwrap(), []);
    });
}
