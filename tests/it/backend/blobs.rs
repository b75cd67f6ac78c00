//! Files as they arrive: what they are by content, what is refused, what is left on the disk.

use std::os::unix::fs::PermissionsExt;

use bytes::Bytes;
use lianban::backend::blobs::{BlobError, Declared};
use lianban::domain::material::FileType;

use crate::support::{files, with_app};

#[test]
fn the_four_types_are_known_by_content() {
    with_app(async |t| {
        for (name, bytes, file_type) in [
            ("a.jpg", files::jpeg(358, 441), FileType::Jpeg),
            ("a.PNG", files::png(20, 30), FileType::Png),
            ("a.pdf", files::pdf(), FileType::Pdf),
            ("a.ofd", files::zip("OFD.xml"), FileType::Ofd),
            ("没有后缀", files::pdf(), FileType::Pdf),
        ] {
            let size = bytes.len() as u64;
            let facts = files::send(&t.app, name, bytes).await.unwrap().facts;
            assert_eq!((facts.file_type, facts.size), (file_type, size), "{name}");
        }
    });
}

#[test]
fn pixels_depth_border_and_pages_are_measured() {
    with_app(async |t| {
        let photo = files::send(&t.app, "a.jpg", files::jpeg(358, 441))
            .await
            .unwrap()
            .facts
            .pixels
            .unwrap();
        assert_eq!((photo.width, photo.height, photo.bits), (358, 441, 24));
        assert_eq!(photo.white_border_percent, Some(100));
        let dark = files::send(&t.app, "a.jpg", files::dark_jpeg(358, 441))
            .await
            .unwrap();
        assert_eq!(dark.facts.pixels.unwrap().white_border_percent, Some(0));
        let pdf = files::send(&t.app, "a.pdf", files::pdf()).await.unwrap();
        assert_eq!(pdf.facts.pages, Some(1));
    });
}

#[test]
fn the_digest_is_the_sha256_of_the_bytes() {
    with_app(async |t| {
        use sha2::{Digest, Sha256};
        let bytes = files::png(10, 10);
        let hash = Sha256::digest(&bytes);
        let digest = hash
            .iter()
            .fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let upload = files::send(&t.app, "a.png", bytes).await.unwrap();
        assert_eq!(upload.facts.digest.as_str(), digest);
    });
}

#[test]
fn what_is_not_what_it_says_is_refused() {
    with_app(async |t| {
        let truncated = {
            let mut bytes = files::png(200, 200);
            bytes.truncate(bytes.len() / 2);
            bytes
        };
        let pdf_in_jpeg = {
            let mut bytes = files::jpeg(40, 40);
            // A comment segment right after the start of the picture.
            bytes.splice(2..2, b"\xff\xfe\x00\x0a%PDF-1.7".to_vec());
            bytes
        };
        let zip_behind_png = [files::png(40, 40), files::zip("a.txt")].concat();
        let zip_behind_pdf = [files::pdf(), files::zip("OFD.xml")].concat();
        for (name, bytes, why) in [
            ("a.jpg", files::png(10, 10), "Mislabelled"),
            ("a.pdf", files::jpeg(10, 10), "Mislabelled"),
            ("a.jpg", b"not a picture at all".to_vec(), "UnknownType"),
            ("a.ofd", files::zip("mimetype"), "UnknownType"),
            (
                "a.svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(),
                "UnknownType",
            ),
            ("a.png", truncated, "Damaged"),
            ("a.pdf", b"%PDF-1.7\nnothing else".to_vec(), "Damaged"),
            ("a.jpg", pdf_in_jpeg, "Ambiguous"),
            ("a.png", zip_behind_png, "Ambiguous"),
            ("a.pdf", zip_behind_pdf, "Ambiguous"),
            ("a.pdf", Vec::new(), "Empty"),
        ] {
            let refused = files::send(&t.app, name, bytes).await.unwrap_err();
            let found = format!("{refused:?}");
            assert!(found.starts_with(why), "{name}: {found}");
        }
        assert_eq!(left(t), 0);
    });
}

#[test]
fn a_picture_that_would_fill_the_memory_is_not_decoded() {
    with_app(async |t| {
        // 60,000 × 60,000 pixels are promised in the head of a file of a hundred bytes.
        let mut bytes = files::png(4, 4);
        bytes[16..20].copy_from_slice(&60_000_u32.to_be_bytes());
        bytes[20..24].copy_from_slice(&60_000_u32.to_be_bytes());
        let refused = files::send(&t.app, "a.png", bytes).await.unwrap_err();
        assert!(
            matches!(
                refused,
                BlobError::TooManyPixels | BlobError::Damaged { .. }
            ),
            "{refused:?}"
        );
    });
}

#[test]
fn a_file_over_20_mib_is_refused_while_it_comes() {
    with_app(async |t| {
        let mib = Bytes::from(vec![0; 1024 * 1024]);
        let endless = futures::stream::repeat_with(|| Ok::<_, std::io::Error>(mib.clone()));
        let refused = t.app.blobs.receive(&Declared::default(), endless).await;
        assert!(matches!(refused, Err(BlobError::TooLarge)));
        assert_eq!(left(t), 0);
    });
}

#[test]
fn an_upload_that_breaks_off_leaves_nothing() {
    with_app(async |t| {
        let pieces = [
            Ok(Bytes::from_static(b"%PDF-1.7")),
            Err(std::io::ErrorKind::ConnectionReset.into()),
        ];
        let stream = futures::stream::iter(pieces.map(|piece: Result<_, std::io::Error>| piece));
        let refused = t.app.blobs.receive(&Declared::default(), stream).await;
        assert!(matches!(refused, Err(BlobError::BrokenOff)));
        assert_eq!(left(t), 0);
    });
}

#[test]
fn the_same_bytes_are_kept_once_and_for_the_owner_alone() {
    with_app(async |t| {
        for _ in 0..2 {
            let upload = files::send(&t.app, "a.pdf", files::pdf()).await.unwrap();
            t.app.blobs.keep(&upload).await.unwrap();
        }
        assert_eq!(left(t), 1);
        let folder = t.app.config.folder();
        for (path, mode) in [
            ("", 0o700),
            ("materials", 0o700),
            ("lianban.db", 0o600),
            ("lock", 0o600),
        ] {
            let found = std::fs::metadata(folder.join(path))
                .unwrap()
                .permissions()
                .mode();
            assert_eq!(found & 0o777, mode, "{path}");
        }
        let upload = files::send(&t.app, "a.pdf", files::pdf()).await.unwrap();
        let digest = upload.facts.digest.as_str().to_owned();
        drop(upload);
        let kept = folder.join("materials").join(&digest[..2]).join(digest);
        assert_eq!(
            std::fs::metadata(kept).unwrap().permissions().mode() & 0o777,
            0o600
        );
    });
}

#[test]
fn names_are_cleaned_for_show() {
    with_app(async |t| {
        for (sent, shown) in [
            ("C:\\照片\\身份证.pdf", "身份证.pdf"),
            ("../../etc/passwd", "passwd"),
            ("a\u{1b}[31m\nb.pdf", "a[31mb.pdf"),
            ("", "file"),
        ] {
            let upload = files::send(&t.app, sent, files::pdf()).await.unwrap();
            assert_eq!(upload.file_name, shown);
        }
    });
}

/// Files below the folder of materials.
fn left(t: &crate::support::TestApp) -> usize {
    fn count(folder: &std::path::Path) -> usize {
        std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| if path.is_dir() { count(&path) } else { 1 })
            .sum()
    }
    count(&t.app.config.materials())
}
