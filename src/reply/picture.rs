//! A link as a picture: a QR code (ISO/IEC 18004) in PNG.

use qrcode::{Color, QrCode};

use super::message::{File, FileKind};

/// Pixels of a module's side: large enough to be read from another screen.
const MODULE_PIXELS: usize = 8;
/// Modules of white around it, as the standard asks.
const QUIET_MODULES: usize = 4;
const BLACK: u8 = 0;
const WHITE: u8 = 255;

/// The picture of a text; `None` if the text is too long for a QR code.
pub(super) fn qr_code(text: &str, name: &str) -> Option<File> {
    let code = QrCode::new(text).ok()?;
    let modules = code.width() + 2 * QUIET_MODULES;
    let side = modules * MODULE_PIXELS;
    let dark = |x: usize, y: usize| {
        let inside = |at: usize| at.checked_sub(QUIET_MODULES).filter(|at| *at < code.width());
        matches!((inside(x), inside(y)), (Some(x), Some(y)) if code[(x, y)] == Color::Dark)
    };
    let pixel = |at: usize| if dark(at % side / MODULE_PIXELS, at / side / MODULE_PIXELS) { BLACK } else { WHITE };
    let pixels: Vec<u8> = (0..side * side).map(pixel).collect();
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, u32::try_from(side).ok()?, u32::try_from(side).ok()?);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(File { name: name.to_owned(), kind: FileKind::Picture, bytes })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_is_a_png_with_white_around_the_code() {
        let picture = qr_code("https://t.me/hamkor_bot?start=c_L01", "qr.png").expect("a short link fits");
        let mut reader = png::Decoder::new(std::io::Cursor::new(&picture.bytes)).read_info().expect("a PNG");
        let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
        let frame = reader.next_frame(&mut pixels).expect("a picture");
        let side = frame.width as usize;
        let quiet = QUIET_MODULES * MODULE_PIXELS;
        assert_eq!(frame.width, frame.height);
        assert!(pixels[..quiet * side].iter().all(|pixel| *pixel == WHITE));
        // The finder pattern: seven dark modules in its first row.
        let first = &pixels[quiet * side + quiet..][..7 * MODULE_PIXELS];
        assert!(first.iter().all(|pixel| *pixel == BLACK));
    }

    #[test]
    fn a_text_that_no_code_holds_gives_no_picture() {
        assert_eq!(qr_code(&"x".repeat(5_000), "qr.png"), None);
    }
}
