#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hamkor_fuzz::kept::backup(bytes));
