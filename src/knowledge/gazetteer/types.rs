//! The entity types that mechanisms must tell apart by name.

use crate::knowledge::ontology::EntityTypeId;
use crate::knowledge::{Error, Ontology};

macro_rules! known_types {
    ($($(#[$doc:meta])* $field:ident = $name:literal),+ $(,)?) => {
        /// Types of the ontology that the program refers to; each must be there.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[allow(missing_docs)]
        pub struct KnownTypes { $($(#[$doc])* pub $field: EntityTypeId),+ }

        impl KnownTypes {
            /// Looks every type up.
            pub fn find(ontology: &Ontology) -> Result<Self, Error> {
                let find = |name: &str| {
                    let missing = || Error::of_file("ontology.toml", format!("no entity type {name}"));
                    ontology.entity_type_named(name).ok_or_else(missing)
                };
                Ok(KnownTypes { $($field: find($name)?),+ })
            }
        }
    };
}

known_types! {
    entity = "Entity",
    person = "Person",
    group = "Group",
    community = "Community",
    organization = "Organization",
    government_body = "GovernmentBody",
    military_force = "MilitaryForce",
    international_organization = "InternationalOrganization",
    company = "Company",
    media = "Media",
    place = "Place",
    country = "Country",
    region = "Region",
    settlement = "Settlement",
    facility = "Facility",
    natural_feature = "NaturalFeature",
    event = "Event",
    product = "Product",
}
