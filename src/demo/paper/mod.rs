//! The papers that people hand in, and one that they are given: cards, photos, contracts, certificates, licences, as
//! real JPEG, PNG and PDF files.
//!
//! Owns their looks. [`Paper`] lists what there is; every one is drawn from a [`Bundle`] and always comes out the
//! same. To add one: a variant, its row in `Paper::file` and its arm in `Bundle::draw`.

mod canvas;
mod card;
mod face;
mod letters;
mod licence;
mod photo;
mod stamp;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use self::card::Side;
pub use self::photo::Flaw;
use super::employers::{Employer, Job};
use super::people::Person;

/// Whose papers they are.
#[derive(Clone, Copy)]
pub struct Bundle<'a> {
    /// The applicant or the new employee.
    pub person: &'a Person,
    /// Their employer, or their own business.
    pub employer: &'a Employer,
    /// Their job there.
    pub job: &'a Job,
    /// The day on which the papers were made.
    pub today: NaiveDate,
}

/// A paper. Those that the catalogue asks for have their material id in [`Paper::material`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Paper {
    /// 身份证正面照片: the side with the portrait.
    IdCardFront,
    /// 身份证正面照片 with a reflection over the number: a machine takes it, an officer cannot read it.
    DazzledIdCard,
    /// 身份证反面照片: the side with the issuer.
    IdCardBack,
    /// 身份证, both sides in one picture.
    IdCard,
    /// 代办人身份证, both sides in one picture.
    AgentIdCard,
    /// 制卡相片 as it should be.
    Photo,
    /// 制卡相片 with something wrong.
    BadPhoto(Flaw),
    /// 劳动合同.
    LabourContract,
    /// 录用手续.
    HireProcedure,
    /// 单位介绍信.
    IntroductionLetter,
    /// 离职证明.
    LeavingCertificate,
    /// 解除劳动合同证明.
    TerminationCertificate,
    /// 营业执照.
    BusinessLicence,
    /// 就业登记凭证: what the office gives.
    RegistrationCertificate,
}

impl Paper {
    /// Every good paper.
    pub const GOOD: [Self; 12] = [
        Self::IdCardFront,
        Self::IdCardBack,
        Self::IdCard,
        Self::AgentIdCard,
        Self::Photo,
        Self::LabourContract,
        Self::HireProcedure,
        Self::IntroductionLetter,
        Self::LeavingCertificate,
        Self::TerminationCertificate,
        Self::BusinessLicence,
        Self::RegistrationCertificate,
    ];

    /// The catalogue's id of the material that it is; none where the catalogue asks for no such thing.
    pub fn material(self) -> Option<&'static str> {
        match self {
            Self::IdCardFront | Self::DazzledIdCard => Some("id_card_front"),
            Self::IdCardBack => Some("id_card_back"),
            Self::IdCard => Some("id_card"),
            Self::AgentIdCard => Some("agent_id_card"),
            Self::Photo | Self::BadPhoto(_) => Some("photo"),
            Self::LabourContract => Some("labour_contract"),
            Self::HireProcedure => Some("hire_procedure"),
            Self::IntroductionLetter => Some("introduction_letter"),
            Self::LeavingCertificate => Some("leaving_certificate"),
            Self::TerminationCertificate => Some("termination_certificate"),
            Self::BusinessLicence | Self::RegistrationCertificate => None,
        }
    }

    /// The name of its file, as people name theirs.
    pub fn file_name(self) -> &'static str {
        match self {
            Self::IdCardFront => "身份证正面.jpg",
            Self::DazzledIdCard => "身份证正面反光.jpg",
            Self::IdCardBack => "身份证反面.jpg",
            Self::IdCard => "身份证.jpg",
            Self::AgentIdCard => "代办人身份证.jpg",
            Self::Photo => "制卡相片.jpg",
            Self::BadPhoto(Flaw::WrongSize) => "一寸照.jpg",
            Self::BadPhoto(Flaw::DarkBorder) => "蓝底照.jpg",
            Self::BadPhoto(Flaw::Blurred) => "照片.jpg",
            Self::LabourContract => "劳动合同.pdf",
            Self::HireProcedure => "录用手续.pdf",
            Self::IntroductionLetter => "单位介绍信.pdf",
            Self::LeavingCertificate => "离职证明.pdf",
            Self::TerminationCertificate => "解除劳动合同证明.pdf",
            Self::BusinessLicence => "营业执照.png",
            Self::RegistrationCertificate => "就业登记凭证.pdf",
        }
    }
}

impl Bundle<'_> {
    /// The paper as the bytes of its file.
    pub fn draw(&self, paper: Paper) -> Vec<u8> {
        let (person, agent) = (self.person, &self.employer.agent);
        match paper {
            Paper::IdCardFront => card::photograph(person, self.age(person), Side::Front),
            Paper::DazzledIdCard => card::dazzled(person, self.age(person)),
            Paper::IdCardBack => card::photograph(person, self.age(person), Side::Back),
            Paper::IdCard => card::both_sides(person, self.age(person)),
            Paper::AgentIdCard => card::both_sides(agent, self.age(agent)),
            Paper::Photo => photo::card_photo(person, self.age(person), None),
            Paper::BadPhoto(flaw) => photo::card_photo(person, self.age(person), Some(flaw)),
            Paper::LabourContract => letters::labour_contract(self),
            Paper::HireProcedure => letters::hire_procedure(self),
            Paper::IntroductionLetter => letters::introduction_letter(self),
            Paper::LeavingCertificate => letters::leaving_certificate(self),
            Paper::TerminationCertificate => letters::termination_certificate(self),
            Paper::RegistrationCertificate => letters::registration_certificate(self),
            Paper::BusinessLicence => licence::licence(self.employer),
        }
    }

    /// Writes papers into a folder, which is made where it is missing; answers where they are.
    pub fn write(&self, folder: &Path, papers: &[Paper]) -> io::Result<Vec<PathBuf>> {
        fs::create_dir_all(folder)?;
        papers
            .iter()
            .map(|&paper| {
                let file = folder.join(paper.file_name());
                fs::write(&file, self.draw(paper))?;
                Ok(file)
            })
            .collect()
    }

    fn age(&self, person: &Person) -> u32 {
        self.today.years_since(person.birth).unwrap_or(0)
    }
}
