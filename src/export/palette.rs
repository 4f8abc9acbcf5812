//! Colours that people with any colour vision tell apart: the eight of Okabe and Ito (2008).

use super::LabelLanguage;
use crate::graph::Node;

/// What a node is, as far as its looks go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Look {
    /// A person.
    Person,
    /// People taken together.
    Group,
    /// A body that can act.
    Organization,
    /// A place.
    Place,
    /// A happening, named or not.
    Event,
    /// A thing.
    Product,
    /// Any other entity.
    Other,
    /// What somebody says.
    Claim,
    /// An article.
    Document,
}

impl Look {
    /// Every look, in the order of the legend.
    pub const ALL: [Look; 9] = [
        Look::Person,
        Look::Group,
        Look::Organization,
        Look::Place,
        Look::Event,
        Look::Product,
        Look::Other,
        Look::Claim,
        Look::Document,
    ];

    /// The look of a node.
    pub fn of(node: &Node) -> Self {
        match node {
            Node::Document(_) => Look::Document,
            Node::Claim(_) => Look::Claim,
            Node::Event(_) => Look::Event,
            Node::Entity(entity) => match entity.entity_type.family.as_str() {
                "Person" => Look::Person,
                "Group" => Look::Group,
                "Organization" => Look::Organization,
                "Place" => Look::Place,
                "Event" => Look::Event,
                "Product" => Look::Product,
                _ => Look::Other,
            },
        }
    }

    /// Full colour, red, green and blue.
    pub fn colour(self) -> [u8; 3] {
        match self {
            Look::Person => [0x00, 0x72, 0xB2],
            Look::Group => [0xCC, 0x79, 0xA7],
            Look::Organization => [0xD5, 0x5E, 0x00],
            Look::Place => [0x00, 0x9E, 0x73],
            Look::Event => [0xE6, 0x9F, 0x00],
            Look::Product => [0x56, 0xB4, 0xE9],
            Look::Other => [0x99, 0x99, 0x99],
            Look::Claim => [0xF0, 0xE4, 0x42],
            Look::Document => [0x55, 0x55, 0x55],
        }
    }

    /// The colour mixed with white, on which black text reads well.
    pub fn tint(self) -> [u8; 3] {
        self.colour().map(|channel| ((u16::from(channel) * 3 + 255 * 7) / 10) as u8)
    }

    /// Its name in the legend.
    pub fn name(self, language: LabelLanguage) -> &'static str {
        let [english, french] = match self {
            Look::Person => ["person", "personne"],
            Look::Group => ["group", "groupe"],
            Look::Organization => ["organisation", "organisation"],
            Look::Place => ["place", "lieu"],
            Look::Event => ["event", "événement"],
            Look::Product => ["thing", "objet"],
            Look::Other => ["other", "autre"],
            Look::Claim => ["statement", "déclaration"],
            Look::Document => ["document", "document"],
        };
        match language {
            LabelLanguage::English => english,
            LabelLanguage::French => french,
        }
    }
}

/// `#RRGGBB`.
pub fn hexadecimal([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}
