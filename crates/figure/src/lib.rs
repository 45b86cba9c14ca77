//! Figures of exercises: the limb solver that bends an arm or a leg to its target, and the paths with roles that a
//! writer turns into SVG or PDF. No I/O; the same input gives the same bytes.

pub mod drawing;
pub mod limb;
pub mod svg;
