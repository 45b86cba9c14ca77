//! Hazards
