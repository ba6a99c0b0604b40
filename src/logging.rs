//! Where logs go: to stderr, warnings and worse unless `RUST_LOG` says otherwise. Tokens, telephones and what people wrote
//! never enter them: the address of a call to Telegram holds the token, so what makes such calls says only what is wrong.

/// What is logged when `RUST_LOG` says nothing. Of sled nothing: it takes for an error what every stop in the middle of a write leaves behind,
/// and what truly fails in it comes back to the store, which says it in our own words.
const DEFAULT: &str = "warn,tantivy=error,sled=off";

/// Starts logging; the first call counts.
pub fn start() {
    let _ = env_logger::Builder::from_env(env_logger::Env::default().default_filter_or(DEFAULT))
        .filter_module("hyper", log::LevelFilter::Warn)
        .filter_module("hyper_util", log::LevelFilter::Warn)
        .filter_module("reqwest", log::LevelFilter::Warn)
        .format_timestamp_secs()
        .try_init();
}

#[cfg(test)]
mod tests {
    use log::{Level, Log, Metadata};

    use super::*;

    #[test]
    fn what_sled_finds_after_a_kill_is_not_told_in_its_words() {
        let logger = env_logger::Builder::new().parse_filters(DEFAULT).build();
        let is_told = |target, level| logger.enabled(&Metadata::builder().target(target).level(level).build());
        assert!(!is_told("sled::pagecache::snapshot", Level::Error));
        assert!(is_told("hamkor::store::open", Level::Warn) && is_told("tantivy", Level::Error) && !is_told("tantivy", Level::Warn));
    }
}
