//! How the person who is drawn looks. Nothing of it says anything of the patient; a clinic chooses.

use glam::DVec3;

/// The hair, or what is over it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hair {
    /// Short.
    #[default]
    Short,
    /// Tied back.
    Tied,
    /// Under a scarf.
    Scarf,
}

impl Hair {
    /// Whether hair is at a place of the head, in the head's own frame from its middle, m.
    pub fn covers(self, at: DVec3) -> bool {
        let (x, y, z) = ((at.x + 0.012) / 0.099, (at.y - 0.026) / 0.093, at.z / 0.082);
        let crown = y > 0.44 - 0.10 * z.abs() + (x - 0.2).max(0.0) * 0.25;
        let nape = x < if y > 0.0 { 0.23 } else { -0.05 } && y > -0.62 && x < 0.30 * y + 0.12;
        match self {
            Self::Short | Self::Tied => crown || nape,
            Self::Scarf => x < 0.62 || y > 0.5,
        }
    }
}
