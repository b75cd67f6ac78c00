//! The demo's papers: real files, as the materials' rules want them, always the same.

use std::collections::BTreeSet;
use std::io::Cursor;

use chrono::{Days, NaiveDate};
use image::{DynamicImage, GenericImageView, ImageFormat, ImageReader};
use lianban::backend::blobs::Declared;
use lianban::backend::blobs::sniff::look;
use lianban::demo::paper::{Bundle, Flaw, Paper};
use lianban::demo::people::Cast;
use lianban::domain::catalogue::Catalogue;
use lianban::domain::material::{FileFacts, MaterialFault, faults_of};

use crate::backend::print::texts;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).unwrap()
}

/// Calls `look` with the papers of person number `nth`.
fn with_bundle<T>(nth: u64, look: impl FnOnce(Bundle<'_>) -> T) -> T {
    let cast = Cast::new(7, today());
    let (person, employer) = (cast.person(nth), cast.employer(nth));
    let job = cast.job(nth, &employer, today() - Days::new(12));
    look(Bundle {
        person: &person,
        employer: &employer,
        job: &job,
        today: today(),
    })
}

fn draw(nth: u64, paper: Paper) -> Vec<u8> {
    with_bundle(nth, |bundle| bundle.draw(paper))
}

fn picture(bytes: &[u8]) -> (ImageFormat, DynamicImage) {
    let reader = ImageReader::new(Cursor::new(bytes))
        .with_guessed_format()
        .unwrap();
    (reader.format().unwrap(), reader.decode().unwrap())
}

/// The share of white along the top and the upper half of both sides, in percent: below are the shoulders.
fn white_border(image: &DynamicImage) -> usize {
    let (width, height) = image.dimensions();
    let sides = (0..height / 2).flat_map(|y| [(0, y), (width - 1, y)]);
    let border: Vec<_> = (0..width).map(|x| (x, 0)).chain(sides).collect();
    let white = border
        .iter()
        .filter(|&&(x, y)| image.get_pixel(x, y).0.iter().all(|&c| c > 245));
    white.count() * 100 / border.len()
}

#[test]
fn the_card_photo_is_358_by_441_at_350_dpi_24_bits_with_a_white_border_and_14_to_40_kib() {
    for nth in 0..60 {
        let bytes = draw(nth, Paper::Photo);
        assert!(
            (14_336..=40_960).contains(&bytes.len()),
            "{} bytes",
            bytes.len()
        );
        let (format, image) = picture(&bytes);
        assert_eq!(format, ImageFormat::Jpeg);
        assert_eq!(image.dimensions(), (358, 441));
        assert_eq!(image.color(), image::ColorType::Rgb8);
        assert_eq!(white_border(&image), 100);
        // JFIF: unit 1 (dots per inch), then both densities.
        assert_eq!(bytes[13..18], [1, 1, 94, 1, 94]);
    }
}

#[test]
fn each_bad_photo_is_bad_in_its_own_way() {
    let (_, small) = picture(&draw(3, Paper::BadPhoto(Flaw::WrongSize)));
    assert_eq!(small.dimensions(), (295, 413));
    let (_, dark) = picture(&draw(3, Paper::BadPhoto(Flaw::DarkBorder)));
    assert_eq!((dark.dimensions(), white_border(&dark)), ((358, 441), 0));
    let edges = |image: &DynamicImage| -> u32 {
        let grey = image.to_luma8();
        let step =
            |x, y| u32::from(grey.get_pixel(x, y).0[0].abs_diff(grey.get_pixel(x + 1, y).0[0]));
        (0..440)
            .flat_map(|y| (0..357).map(move |x| (x, y)))
            .map(|(x, y)| step(x, y))
            .max()
            .unwrap()
    };
    let (_, blurred) = picture(&draw(3, Paper::BadPhoto(Flaw::Blurred)));
    let (_, sharp) = picture(&draw(3, Paper::Photo));
    assert_eq!(blurred.dimensions(), (358, 441));
    assert!(
        edges(&blurred) * 3 < edges(&sharp),
        "{} {}",
        edges(&blurred),
        edges(&sharp)
    );
}

/// What the backend finds when the paper is uploaded, and what the catalogue says against it.
fn faults(nth: u64, paper: Paper) -> Vec<MaterialFault> {
    let bytes = draw(nth, paper);
    let declared = Declared {
        file_name: paper.file_name().to_owned(),
        media_type: None,
    };
    let seen = look(&bytes, &declared).unwrap();
    let facts = FileFacts {
        digest: "0".repeat(64).parse().unwrap(),
        size: u64::try_from(bytes.len()).unwrap(),
        file_type: seen.file_type,
        pixels: seen.pixels,
        pages: seen.pages,
    };
    let catalogue = Catalogue::embedded();
    let material = paper.material().unwrap().parse().unwrap();
    faults_of(catalogue.material(&material).unwrap(), &facts)
}

#[test]
fn the_catalogue_takes_every_good_paper_for_its_material() {
    for paper in Paper::GOOD
        .into_iter()
        .filter(|paper| paper.material().is_some())
    {
        for nth in 0..3 {
            assert_eq!(faults(nth, paper), [], "{paper:?}");
        }
    }
    // These two pass the machine; an officer asks for better ones.
    assert_eq!(faults(1, Paper::BadPhoto(Flaw::Blurred)), []);
    assert_eq!(faults(1, Paper::DazzledIdCard), []);
    for flaw in [Flaw::WrongSize, Flaw::DarkBorder] {
        assert_eq!(faults(1, Paper::BadPhoto(flaw)).len(), 1, "{flaw:?}");
    }
}

#[test]
fn cards_are_photographs_of_readable_size() {
    for (paper, least) in [
        (Paper::IdCardFront, (856, 540)),
        (Paper::IdCardBack, (856, 540)),
        (Paper::IdCard, (640, 800)),
        (Paper::AgentIdCard, (640, 800)),
    ] {
        let bytes = draw(1, paper);
        let (format, image) = picture(&bytes);
        assert_eq!(format, ImageFormat::Jpeg);
        assert!(image.width() >= least.0 && image.height() >= least.1);
        assert!(
            (20_000..400_000).contains(&bytes.len()),
            "{} bytes",
            bytes.len()
        );
    }
}

#[test]
fn the_licence_is_a_png_picture() {
    let (format, image) = picture(&draw(1, Paper::BusinessLicence));
    assert_eq!(format, ImageFormat::Png);
    assert!(image.width() >= 1000);
}

#[test]
fn papers_with_text_name_the_person_the_employer_and_that_they_are_specimens() {
    for paper in [
        Paper::LabourContract,
        Paper::HireProcedure,
        Paper::IntroductionLetter,
        Paper::LeavingCertificate,
        Paper::TerminationCertificate,
    ] {
        with_bundle(5, |bundle| {
            let pages = texts(&bundle.draw(paper));
            assert!((1..=3).contains(&pages.len()));
            let text = pages.concat();
            for word in [
                &bundle.person.name,
                &bundle.person.id_number,
                &bundle.employer.name,
            ] {
                assert!(text.contains(word.as_str()), "{paper:?} lacks {word}");
            }
            assert!(pages.iter().all(|page| page.contains("样张")));
        });
    }
}

#[test]
fn the_same_person_always_has_the_same_papers_and_others_have_others() {
    for paper in Paper::GOOD {
        assert_eq!(draw(2, paper), draw(2, paper), "{paper:?}");
        assert_ne!(draw(2, paper), draw(4, paper), "{paper:?}");
    }
}

#[test]
fn every_kind_of_card_can_be_drawn() {
    let cast = Cast::new(7, today());
    let mut kinds = BTreeSet::new();
    for nth in 0..400 {
        let person = cast.person(nth);
        if kinds.insert(format!("{:?}", person.id_kind)) {
            let shop = cast.shop(nth, &person);
            let job = cast.job(nth, &shop, today());
            let bundle = Bundle {
                person: &person,
                employer: &shop,
                job: &job,
                today: today(),
            };
            assert!(bundle.draw(Paper::IdCard).len() > 20_000);
            assert!(bundle.draw(Paper::BusinessLicence).len() > 20_000);
        }
    }
    assert_eq!(kinds.len(), 3);
}

#[test]
fn a_folder_is_filled_with_files_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let files = with_bundle(0, |bundle| {
        bundle.write(&folder.path().join("王林"), &Paper::GOOD)
    })
    .unwrap();
    assert_eq!(files.len(), Paper::GOOD.len());
    assert_eq!(files.iter().collect::<BTreeSet<_>>().len(), files.len());
    let photo = std::fs::read(&files[4]).unwrap();
    assert!(files[4].ends_with("制卡相片.jpg"));
    assert_eq!(photo, draw(0, Paper::Photo));
}
