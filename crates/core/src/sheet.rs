//! The patient's sheet as a document of blocks.
