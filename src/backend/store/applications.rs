//! Applications and their materials. The joint form is kept whole; what a desk may see of it is decided by whoever
//! shows it.

use super::items::Subject;
use super::rows::{Row, body, joined};
use super::sql::{Cell, Statement, values};
use super::{ReadTx, StoreError, WriteTx, search};
use crate::domain::application::Application;
use crate::domain::form::Form;
use crate::domain::id::{ApplicationNo, MatterId};
use crate::domain::material::Material;
use crate::domain::policy::{Channel, Scope};

pub(in crate::backend::store) const INSERT: &str = "INSERT INTO application (no, scene, matters, division, channel, \
     catalogue, filed_at, filed_by, person, unit, id_number, id_tail, no_tail, form) VALUES ";

pub(in crate::backend::store) const INSERT_MATERIAL: &str =
    "INSERT INTO material (application, ordinal, kind, file_name, uploaded_at, facts) VALUES ";

const COLUMNS: &str =
    "a.no, a.scene, a.matters, a.division, a.channel, a.catalogue, a.filed_at, a.filed_by, a.form";

pub(in crate::backend::store) fn cells(
    application: &Application,
    subject: &Subject,
) -> Result<Vec<Cell>, StoreError> {
    Ok(values![
        application.no.as_str(),
        application.scene.as_str(),
        joined(application.matters.iter().map(MatterId::as_str)),
        application.division.as_str(),
        application.channel.code(),
        application.catalogue.as_str(),
        application.filed_at,
        application.filed_by.as_str(),
        subject.person.as_str(),
        subject.unit.as_deref(),
        subject.id_number.as_str(),
        search::id_tail(&subject.id_number),
        search::no_tail(&application.no),
        body(&application.form)?,
    ])
}

pub(in crate::backend::store) fn material_cells(
    application: &ApplicationNo,
    material: &Material,
) -> Result<Vec<Cell>, StoreError> {
    Ok(values![
        application.as_str(),
        material.ordinal,
        material.kind.as_str(),
        material.file_name.as_str(),
        material.uploaded_at,
        body(&material.facts)?,
    ])
}

fn read(row: Row) -> Result<Application, StoreError> {
    let mut row = row.read("application");
    Ok(Application {
        no: row.id("no")?,
        scene: row.id("scene")?,
        matters: row.ids("matters")?,
        division: row.id("division")?,
        channel: row.code("channel", &Channel::ALL, Channel::code)?,
        catalogue: row.id("catalogue")?,
        filed_at: row.time("filed_at")?,
        filed_by: row.id("filed_by")?,
        form: row.json("form")?,
        materials: Vec::new(),
    })
}

fn read_material(row: Row) -> Result<Material, StoreError> {
    let mut row = row.read("material");
    Ok(Material {
        ordinal: row.int("ordinal")?,
        kind: row.id("kind")?,
        file_name: row.text("file_name")?,
        uploaded_at: row.time("uploaded_at")?,
        facts: row.json("facts")?,
    })
}

impl ReadTx {
    /// An application with its materials; none where no item of it is in reach.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn application(
        &mut self,
        scope: &Scope,
        no: &ApplicationNo,
    ) -> Result<Option<Application>, StoreError> {
        let mut statement = Statement::new("SELECT ", Vec::new());
        statement
            .push(COLUMNS)
            .push(" FROM application a WHERE a.no = ")
            .bind(no.as_str());
        statement
            .push(" AND EXISTS (SELECT 1 FROM item i WHERE ")
            .belongs_to(no, "i.no");
        statement.push(" AND ").in_scope(scope, "i").push(")");
        let Some(row) = self.fetch_one(statement).await? else {
            return Ok(None);
        };
        let mut application = read(row)?;
        let statement = Statement::new(
            "SELECT ordinal, kind, file_name, uploaded_at, facts FROM material \
             WHERE application = $1 ORDER BY ordinal",
            values![no.as_str()],
        );
        let rows = self.fetch(statement).await?;
        application.materials = rows
            .into_iter()
            .map(read_material)
            .collect::<Result<_, _>>()?;
        Ok(Some(application))
    }
}

impl WriteTx {
    /// Writes a new application with its materials; its items follow.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where the number is taken.
    pub async fn insert_application(
        &mut self,
        application: &Application,
        subject: &Subject,
    ) -> Result<(), StoreError> {
        let row = cells(application, subject)?;
        self.execute(Statement::rows(INSERT, vec![row])).await?;
        self.insert_name_keys(subject).await?;
        self.insert_materials(&application.no, &application.materials)
            .await
    }

    /// Writes what a correction made of the form.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where there is no such application.
    pub async fn update_form(
        &mut self,
        no: &ApplicationNo,
        form: &Form,
        subject: &Subject,
    ) -> Result<(), StoreError> {
        let statement = Statement::new(
            "UPDATE application SET form = $1, person = $2, unit = $3, id_number = $4, id_tail = $5 WHERE no = $6",
            values![
                body(form)?,
                subject.person.as_str(),
                subject.unit.as_deref(),
                subject.id_number.as_str(),
                search::id_tail(&subject.id_number),
                no.as_str(),
            ],
        );
        if self.execute(statement).await? != 1 {
            return Err(StoreError::Conflict);
        }
        let mut statement = Statement::new("UPDATE item SET person = ", Vec::new());
        statement
            .bind(subject.person.as_str())
            .push(", unit = ")
            .bind(subject.unit.as_deref());
        statement.push(" WHERE ").belongs_to(no, "no");
        self.execute(statement).await?;
        self.insert_name_keys(subject).await
    }

    /// Writes materials of an application.
    ///
    /// # Errors
    /// [`StoreError::Conflict`] where one of the places is taken.
    pub async fn insert_materials(
        &mut self,
        no: &ApplicationNo,
        materials: &[Material],
    ) -> Result<(), StoreError> {
        if materials.is_empty() {
            return Ok(());
        }
        let rows = materials
            .iter()
            .map(|material| material_cells(no, material))
            .collect::<Result<_, _>>()?;
        self.execute(Statement::rows(INSERT_MATERIAL, rows)).await?;
        Ok(())
    }
}
