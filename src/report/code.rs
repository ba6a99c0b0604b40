//! A text as a QR code (ISO/IEC 18004), drawn in lines so that it is sharp at whatever size.

use qrcode::QrCode;
use qrcode::render::svg;

/// The code as SVG, with the white around it that the standard asks for; `None`: the text is too long for a code.
pub(super) fn svg(text: &str) -> Option<String> {
    let drawn = QrCode::new(text).ok()?.render::<svg::Color<'_>>().build();
    // Inside of a page an XML declaration is an error.
    Some(drawn[drawn.find("<svg")?..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_one_drawing_and_a_text_that_no_code_holds_gives_none() {
        let code = svg("https://t.me/hamkor_bot?start=c_L01").expect("a link fits");
        assert!(code.starts_with("<svg ") && code.ends_with("</svg>") && code.contains("<path"));
        assert_eq!(svg(&"x".repeat(5_000)), None);
    }
}
