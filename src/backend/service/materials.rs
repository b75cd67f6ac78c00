//! The bytes of materials, for those whose matter needs them.

use tokio::fs::File;

use super::items::{Order, execute};
use super::{Caller, ServiceError};
use crate::api::items::CopySaved;
use crate::backend::App;
use crate::domain::id::ItemNo;
use crate::domain::item::command::Command;
use crate::domain::material::Material;

/// Opens a material of an item. One that the item's matter does not need is not found: nobody looks at other desks'
/// papers (国务院令716号 第七条).
///
/// # Errors
/// [`ServiceError`].
pub async fn open(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    ordinal: u32,
) -> Result<(Material, File), ServiceError> {
    let application = {
        let mut unit = app.store.read().await?;
        unit.item_row(&caller.scope, no)
            .await?
            .ok_or(ServiceError::NotFound)?;
        unit.application(&caller.scope, &no.application()).await?
    };
    let application = application.ok_or(ServiceError::NotFound)?;
    let catalogue = app
        .catalogues
        .pinned(&application.catalogue)
        .ok_or(ServiceError::NotFound)?;
    let matter = catalogue
        .matter(&no.matter())
        .ok_or(ServiceError::NotFound)?;
    let material = application
        .materials
        .into_iter()
        .find(|material| material.ordinal == ordinal && matter.materials.contains(&material.kind))
        .ok_or(ServiceError::NotFound)?;
    let file = app.blobs.open_file(&material.facts.digest).await?;
    Ok((material, file.ok_or(ServiceError::NotFound)?))
}

/// Writes down that a copy of a material leaves for a file of the caller's.
///
/// # Errors
/// [`ServiceError`].
pub async fn save(
    app: &App,
    caller: &Caller,
    no: &ItemNo,
    ordinal: u32,
) -> Result<CopySaved, ServiceError> {
    let (material, _) = open(app, caller, no, ordinal).await?;
    let command = Command::SaveMaterial {
        kind: material.kind,
        ordinal,
        digest: material.facts.digest,
    };
    let order = Order {
        no,
        seen: None,
        command,
        key: None,
    };
    let done = execute(app, &caller.into(), order).await?;
    Ok(CopySaved {
        version: done.value.version,
    })
}
