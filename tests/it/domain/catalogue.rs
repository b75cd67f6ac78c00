//! The catalogue: the notice's two scenes and thirteen matters as data, and what must hold in it.

use lianban::domain::catalogue::Catalogue;

#[test]
fn the_embedded_catalogue_holds() {
    let catalogue = Catalogue::embedded();
    assert_eq!(catalogue.matters.len(), 13);
    assert_eq!(catalogue.scenes.len(), 2);
}
