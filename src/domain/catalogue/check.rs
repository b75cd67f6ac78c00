//! What must hold in a catalogue.
use super::Catalogue;
use super::fault::CatalogueFault;
use super::load::Step;

pub(super) fn faults(_catalogue: &Catalogue) -> Vec<(Vec<Step>, CatalogueFault)> {
    Vec::new()
}
