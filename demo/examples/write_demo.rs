//! Writes the demonstration's exports into a folder: `write_demo FOLDER [full]`.
fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().unwrap_or_else(|| "demo-exports".into());
    let size = if arguments.next().as_deref() == Some("full") {
        onrecord_demo::Size::Full
    } else {
        onrecord_demo::Size::Default
    };
    let story = onrecord_demo::Story::new(size, 2020);
    onrecord_demo::deliver::write(&story, folder.as_ref())?;
    Ok(())
}
