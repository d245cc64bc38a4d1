//! Pictures: decoded with limits and encoded anew, so that nothing of the original file but its
//! visible pixels reaches the page (no place, no thumbnail, no hidden bytes).

pub use onrecord_picture::PictureError;
use std::io::Read;
use std::sync::Arc;

/// Longest side on the page, in pixels: 250 points at 300 dots an inch.
const MAX_SIDE: usize = 1_050;

/// A picture, encoded anew as JPEG.
#[derive(Debug)]
pub struct Picture {
    jpeg: Arc<Vec<u8>>,
    width: usize,
    height: usize,
}

impl Picture {
    /// Reads, decodes and encodes anew.
    ///
    /// # Errors
    /// See [`PictureError`]; reading errors count as broken.
    pub fn read(reader: &mut dyn Read) -> Result<Self, PictureError> {
        let picture = onrecord_picture::encoded_anew(reader, MAX_SIDE)?;
        Ok(Self {
            jpeg: Arc::new(picture.bytes),
            width: picture.width,
            height: picture.height,
        })
    }

    /// Points that it takes within a frame, never larger than at 72 dots an inch.
    pub fn fit(&self, width: f32, height: f32) -> (f32, f32) {
        let (own_width, own_height) = (self.width as f32, self.height as f32);
        let scale = (width / own_width).min(height / own_height).min(1.0);
        (own_width * scale, own_height * scale)
    }

    /// Bytes of the picture as it will stand in the document.
    pub fn size(&self) -> usize {
        self.jpeg.len()
    }

    pub(super) fn image(&self) -> Result<krilla::image::Image, String> {
        krilla::image::Image::from_jpeg(Arc::clone(&self.jpeg).into(), false)
    }
}
