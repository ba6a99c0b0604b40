//! Where logs go: to stderr, warnings and worse unless `RUST_LOG` says otherwise. Tokens, telephones and what people wrote
//! never enter them: the address of a call to Telegram holds the token, so what makes such calls says only what is wrong.

/// Starts logging; the first call counts.
pub fn start() {
    let _ = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or("warn,tantivy=error,sled=error"))
        .filter_module("hyper", log::LevelFilter::Warn)
        .filter_module("hyper_util", log::LevelFilter::Warn)
        .filter_module("reqwest", log::LevelFilter::Warn)
        .format_timestamp_secs()
        .try_init();
}
