//! Writes the JSON Schemas into `docs/schema/`.

fn main() -> std::io::Result<()> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/schema");
    std::fs::create_dir_all(folder)?;
    for (name, schema) in documents::schema::all() {
        std::fs::write(format!("{folder}/{name}"), schema)?;
    }
    Ok(())
}
