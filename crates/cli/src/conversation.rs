//! With whom, how, when and in what words: what every conversation is recorded with.

use clap::Args;
use jiff::Timestamp;
use plinth_core::record::event::{Channel, Conversation};

use crate::arguments::{instant, one_of};

/// A conversation on the command line.
#[derive(Debug, Args)]
pub(crate) struct ConversationArgs {
    /// With whom, by name
    #[arg(long)]
    with: String,
    /// By which way
    #[arg(long, value_parser = one_of::<Channel>(&["in-person", "telephone", "video", "letter", "message"]))]
    how: Channel,
    /// What was said, in words
    #[arg(long)]
    said: String,
    /// When, as an instant like 2026-11-21T09:30:00Z; now where nothing is said
    #[arg(long, value_name = "INSTANT", value_parser = instant())]
    at: Option<Timestamp>,
}

impl From<ConversationArgs> for Conversation {
    fn from(args: ConversationArgs) -> Self {
        Self {
            with: args.with,
            how: args.how,
            at: args.at.unwrap_or_else(Timestamp::now),
            said: args.said,
        }
    }
}
