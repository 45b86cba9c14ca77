//! Colors on paper. Text keeps a contrast of 7 to 1 on every ground; no meaning rests on color.

use crate::draw::Ink;

/// A color as the writer needs it; each part from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Color {
    Rgb(u8, u8, u8),
    Gray(u8),
}

/// What an ink looks like.
pub(crate) const fn color(ink: Ink, black_and_white: bool) -> Color {
    if black_and_white {
        return match ink {
            Ink::White
            | Ink::UrgentTint
            | Ink::StopTint
            | Ink::EaseTint
            | Ink::GoTint
            | Ink::Tint
            | Ink::EaseSign => Color::Gray(255),
            Ink::Mark => Color::Gray(225),
            _ => Color::Gray(0),
        };
    }
    match ink {
        Ink::Text => Color::Rgb(0x17, 0x21, 0x1d),
        Ink::Soft => Color::Rgb(0x3f, 0x4b, 0x46),
        Ink::Clinic => Color::Rgb(0x0b, 0x5f, 0x4f),
        Ink::White => Color::Rgb(0xff, 0xff, 0xff),
        Ink::Alarm => Color::Rgb(0xa4, 0x16, 0x1a),
        Ink::Urgent | Ink::EaseWord => Color::Rgb(0x6b, 0x41, 0x00),
        Ink::UrgentTint | Ink::EaseTint => Color::Rgb(0xfd, 0xf3, 0xdc),
        Ink::StopWord => Color::Rgb(0x8f, 0x12, 0x16),
        Ink::StopTint => Color::Rgb(0xfd, 0xec, 0xea),
        Ink::EaseSign => Color::Rgb(0xf2, 0xb6, 0x32),
        Ink::GoWord => Color::Rgb(0x16, 0x54, 0x28),
        Ink::GoTint => Color::Rgb(0xe7, 0xf4, 0xea),
        Ink::Line => Color::Rgb(0x8b, 0x95, 0x8f),
        Ink::Tint => Color::Rgb(0xf2, 0xf4, 0xf1),
        Ink::Mark => Color::Rgb(0xe1, 0xe6, 0xe3),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2).
    fn luminance(color: Color) -> f64 {
        let (red, green, blue) = match color {
            Color::Rgb(red, green, blue) => (red, green, blue),
            Color::Gray(gray) => (gray, gray, gray),
        };
        let part = |value: u8| {
            let value = f64::from(value) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(red) + 0.7152 * part(green) + 0.0722 * part(blue)
    }

    fn contrast(one: Color, other: Color) -> f64 {
        let (one, other) = (luminance(one) + 0.05, luminance(other) + 0.05);
        (one / other).max(other / one)
    }

    #[test]
    fn hz_33_every_text_has_a_contrast_of_seven_to_one() {
        let pairs = [
            (Ink::Text, Ink::White),
            (Ink::Soft, Ink::White),
            (Ink::Clinic, Ink::White),
            (Ink::White, Ink::Alarm),
            (Ink::White, Ink::Text),
            (Ink::Text, Ink::UrgentTint),
            (Ink::Text, Ink::StopTint),
            (Ink::Text, Ink::EaseTint),
            (Ink::Text, Ink::GoTint),
            (Ink::Text, Ink::Tint),
            (Ink::StopWord, Ink::StopTint),
            (Ink::StopWord, Ink::White),
            (Ink::EaseWord, Ink::EaseTint),
            (Ink::GoWord, Ink::GoTint),
            (Ink::Text, Ink::Mark),
            (Ink::Soft, Ink::Mark),
        ];
        for black_and_white in [false, true] {
            for (ink, ground) in pairs {
                let found = contrast(color(ink, black_and_white), color(ground, black_and_white));
                assert!(found >= 7.0, "{ink:?} on {ground:?}: {found:.1}");
            }
        }
    }
}
