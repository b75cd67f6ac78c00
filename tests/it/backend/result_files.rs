//! Files for a result, where the office takes other ones than the embedded catalogue says.

use lianban::backend::service::{ServiceError, result_files};
use lianban::backend::{App, Ground};
use lianban::domain::catalogue::Catalogue;
use lianban::domain::catalogue::versions::Catalogues;
use lianban::domain::material::FileType;
use lianban::domain::refusal::Refusal;
use tempfile::TempDir;

use crate::support::{TestApp, block_on, config, files, ground, in_zhangdian};

#[test]
fn a_file_of_a_type_that_the_office_does_not_take_does_not_wait() {
    block_on(async {
        let mut narrow = Catalogue::embedded().clone();
        narrow.version = "2026.1".parse().unwrap();
        narrow.effective_from = "2026-01-01".parse().unwrap();
        narrow.result_files.types = vec![FileType::Ofd];
        let folder = TempDir::new().unwrap();
        let ground = Ground {
            catalogues: Catalogues::embedded().with(narrow).unwrap(),
            ..ground(config(&folder))
        };
        let app = App::open(ground).await.unwrap();
        let t = TestApp { app, folder };
        t.open_accounts().await;
        let no = t.file(&in_zhangdian(1, &["A1"])).await.items[0].no.clone();
        let no = no.parse().unwrap();
        let caller = t.caller("wangmin");
        let upload = files::send(&t.app, "凭证.pdf", files::pdf()).await.unwrap();
        let refused = result_files::uploaded(&t.app, &caller, &no, upload).await;
        let Err(ServiceError::Refused { refusal, .. }) = refused else {
            panic!("taken");
        };
        assert_eq!(
            refusal,
            Refusal::FileType {
                found: FileType::Pdf
            }
        );
        assert!(t.app.uploads.of(&caller.officer.id, &no).is_empty());
    });
}
