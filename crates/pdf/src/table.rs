//! The table of where the objects of a file are, which lopdf writes at its end and does not compress.

use crate::finish::deflated;
use flate2::Compression;
use lopdf::{Dictionary, Object};

/// What stands before and after the place of the table, at the end of a file.
const BEFORE: &str = "\nstartxref\n";
const AFTER: &str = "\n%%EOF";
/// What stands round its rows.
const ROWS: &str = "stream\n";
const END: &str = "\nendstream\nendobj";
/// A row is told by what it adds to the one above, byte by byte (ISO 32000-1, 7.4.4.4).
const UP: u8 = 2;

/// Writes the table again, in a tenth of the bytes: most rows add one to the one above. What lopdf says of the table stands in the
/// trailer of the document that it saved. A file that does not end as lopdf ends it stays as it is, and there is none.
pub(crate) fn made_small(file: &mut Vec<u8>, trailer: &Dictionary) -> Option<()> {
    let widths = trailer.get(b"W").and_then(Object::as_array).ok()?;
    let widths: Result<Vec<i64>, _> = widths.iter().map(Object::as_i64).collect();
    let columns = usize::try_from(widths.ok()?.iter().sum::<i64>()).ok()?;
    let long = trailer.get(b"Length").and_then(Object::as_i64).ok()?;
    let end = file.strip_suffix(AFTER.as_bytes())?;
    let digits = end.iter().rev().take_while(|byte| byte.is_ascii_digit());
    let (end, place) = end.split_at(end.len() - digits.count());
    let place: usize = str::from_utf8(place).ok()?.parse().ok()?;
    let table = end.strip_suffix(BEFORE.as_bytes())?.get(place..)?;
    let mut places = table.windows(ROWS.len());
    let rows = places.position(|at| at == ROWS.as_bytes())? + ROWS.len();
    let about = str::from_utf8(&table[..rows]).ok()?;
    let rows = table.get(rows..rows + usize::try_from(long).ok()?)?;
    let told = deflated(&differences(rows, columns), Compression::default()).ok()?;
    let (old, new) = (
        format!("/Length {long}"),
        format!(
            "/Length {}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {columns}>>",
            told.len()
        ),
    );
    let about = about.contains(&old).then(|| about.replace(&old, &new))?;
    file.truncate(place);
    file.extend_from_slice(about.as_bytes());
    file.extend_from_slice(&told);
    file.extend_from_slice(format!("{END}{BEFORE}{place}{AFTER}").as_bytes());
    Some(())
}

/// For each row, that it is told by differences, and these.
fn differences(rows: &[u8], columns: usize) -> Vec<u8> {
    let mut above = vec![0; columns];
    let mut told = Vec::with_capacity(rows.len() + rows.len() / columns.max(1));
    for row in rows.chunks_exact(columns.max(1)) {
        told.push(UP);
        let pairs = row.iter().zip(&above);
        told.extend(pairs.map(|(new, old)| new.wrapping_sub(*old)));
        above.copy_from_slice(row);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::{Document, SaveOptions, dictionary};

    /// A file of lopdf's with many objects, and the trailer with which it was saved.
    fn saved() -> (Vec<u8>, Dictionary) {
        let mut document = Document::with_version("1.7");
        let kids: Vec<Object> = (0..300_i64)
            .map(|number| {
                document
                    .add_object(dictionary! { "Number" => number })
                    .into()
            })
            .collect();
        let root = document.add_object(dictionary! { "Type" => "Catalog", "Kids" => kids });
        document.trailer.set("Root", root);
        let options = SaveOptions::builder()
            .use_object_streams(true)
            .use_xref_streams(true);
        let mut file = Vec::new();
        let written = document.save_with_options(&mut file, options.build());
        assert!(written.is_ok());
        (file, document.trailer)
    }

    #[test]
    fn every_object_is_found_in_the_smaller_file() {
        let (mut file, trailer) = saved();
        let before = file.len();
        assert_eq!(made_small(&mut file, &trailer), Some(()));
        assert!(file.len() + 1800 < before, "{} of {before}", file.len());
        let read = Document::load_mem(&file).map(|document| {
            let kids = document
                .catalog()
                .and_then(|root| root.get(b"Kids")?.as_array());
            let numbers = kids.into_iter().flatten().map(|kid| {
                let kid = document.get_dictionary(kid.as_reference()?)?;
                kid.get(b"Number")?.as_i64()
            });
            numbers.collect::<Result<Vec<_>, _>>()
        });
        assert_eq!(read.ok().and_then(Result::ok), Some((0..300).collect()));
    }

    #[test]
    fn a_file_that_ends_in_another_way_stays() {
        let (file, trailer) = saved();
        for cut in [1, 8, 400] {
            let mut other = file[..file.len() - cut].to_vec();
            let before = other.clone();
            assert_eq!(made_small(&mut other, &trailer), None, "without {cut}");
            assert!(other == before);
        }
    }
}
