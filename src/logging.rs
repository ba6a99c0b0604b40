//! Where logs go: to stderr, warnings and worse unless `RUST_LOG` says otherwise. Tokens, telephones and what people wrote
//! never enter them.

/// Starts logging; the first call counts.
pub fn start() {
    let _ = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn,tantivy=error,sled=error"))
        .format_timestamp_secs()
        .try_init();
}
