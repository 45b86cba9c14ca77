//! The domain of Plinth: answers and conditions, screening, programs, the patient's record, the sheet as a document.
//!
//! A library of plain values and functions. It opens no file, reads no clock, draws no random number and knows no
//! database, screen or page: time, identifiers and pack content come in as arguments, what changed comes out as values.
#![no_std]

extern crate alloc;

pub mod advice;
pub mod allowed;
pub mod answer;
pub mod answer_parse;
pub mod calendar;
pub mod check_in;
pub mod clinic;
pub mod compose;
pub mod condition;
pub mod content;
pub mod decimal;
pub mod dose;
mod dose_step;
pub mod evaluate;
pub mod facts;
pub mod finding;
pub mod form;
pub mod index;
pub mod information;
mod lookup;
pub mod measure;
pub mod name;
pub mod number;
pub mod proposal;
pub mod question;
pub mod record;
pub mod screening;
pub mod sheet;
pub mod trend;
