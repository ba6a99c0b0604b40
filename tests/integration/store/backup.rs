//! Backups: what comes back from them, what is refused, and what nobody reads in them.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use hamkor::conversation::UpdateId;
use hamkor::domain::ChatId;
use hamkor::store::{Backup, BackupError, BackupKey, PersonKeys, SledStore, Store, restore};
use proptest::prelude::*;
use proptest::test_runner::Config;

use super::damage::{filled, is_whole};
use super::{asked, clerk, commit, commit_step, directory, incoming, joining, load, now, open, open_quietly, row, run};

fn key() -> BackupKey {
    "5a".repeat(32).parse().expect("a key")
}

/// A backup of a store beside its directory.
fn backup(store: &SledStore, file: &Path) -> Backup {
    run(store.backup_to(file, PersonKeys::Sealed, Some(key()), now())).expect("the backup is written")
}

/// A backup of [`filled`], and the directory in which it lies.
fn filled_backup() -> (tempfile::TempDir, PathBuf) {
    let dir = filled();
    let file = dir.path().join("all.hamkor");
    backup(&open_quietly(dir.path()), &file);
    (dir, file)
}

/// Restores a backup into a new directory beside it, which must not be there if that is refused.
fn restored(file: &Path, key: Option<&BackupKey>) -> Result<(PathBuf, Backup), BackupError> {
    let new = file.with_extension("new");
    let result = restore(file, &new, key, None);
    assert_eq!(result.is_ok(), new.exists());
    result.map(|backup| (new, backup))
}

/// The lines of a backup.
fn text(file: &Path) -> String {
    let mut text = String::new();
    GzDecoder::new(&fs::read(file).expect("read")[..]).read_to_string(&mut text).expect("gzip");
    text
}

#[test]
fn all_of_a_store_comes_back_and_goes_on() {
    let (dir, file) = filled_backup();
    let (new, backup) = restored(&file, Some(&key())).expect("restored");
    assert_eq!((backup.rows, backup.keys), (502, Some(3)));
    let store = open_quietly(&new);
    assert_eq!(run(store.last_sequence()).expect("read"), backup.sequence);
    is_whole(&store);
    is_whole(&open_quietly(dir.path()));
}

/// What happens to a store.
#[derive(Clone, Debug)]
enum Happening {
    Step { chat: i64, edits: u64 },
    Load { from: u64, rows: u64, offer: u8 },
    Put { number: u64 },
    Undo,
    Receive { update: i64, chat: i64 },
    Done { update: i64, chat: i64 },
    Sent,
    Forget { chat: i64 },
}

fn happening() -> impl Strategy<Value = Happening> {
    let (chat, update) = (0..4_i64, 1..30_i64);
    prop_oneof![
        4 => (chat.clone(), 0..3_u64).prop_map(|(chat, edits)| Happening::Step { chat, edits }),
        2 => (0..20_u64, 0..30_u64, 0..3_u8).prop_map(|(from, rows, offer)| Happening::Load { from, rows, offer }),
        1 => (0..40_u64).prop_map(|number| Happening::Put { number }),
        1 => Just(Happening::Undo),
        2 => (update.clone(), chat.clone()).prop_map(|(update, chat)| Happening::Receive { update, chat }),
        1 => (update, chat.clone()).prop_map(|(update, chat)| Happening::Done { update, chat }),
        1 => Just(Happening::Sent),
        1 => chat.prop_map(|chat| Happening::Forget { chat }),
    ]
}

async fn happen(store: &SledStore, happening: &Happening, number: usize) {
    match happening {
        Happening::Step { chat, edits } => {
            let seen = asked(store, *chat).await.1;
            let (step, rows) = (joining(&format!("text {number}"), &["A"]), (0..*edits).map(|edit| row(edit, "edited")).collect());
            commit_step(store, (*chat, seen, None, now()), &step, rows).await.expect("commit");
        }
        Happening::Load { from, rows, offer } => {
            let rows = (*from..from + rows).map(|number| row(number, &offer.to_string())).collect();
            _ = load(store, rows).await.expect("load");
        }
        Happening::Put { number } => store.put_company(row(*number, "put"), now(), clerk()).await.expect("put"),
        Happening::Undo => drop(store.undo_load(None, now(), clerk()).await.expect("undo")),
        Happening::Receive { update, chat } => store.receive(vec![incoming(*update, *chat, "update")], now()).await.expect("receive"),
        Happening::Done { update, chat } => store.done(ChatId(*chat), UpdateId(*update), now()).await.expect("done"),
        Happening::Sent => {
            let first = store.outbox(None).await.expect("read").first().map(|queued| queued.id);
            store.mark_sent(&first.into_iter().collect::<Vec<_>>(), now()).await.expect("sent");
        }
        Happening::Forget { chat } => store.forget(ChatId(*chat), now(), clerk()).await.expect("forget"),
    }
}

/// All that a store answers; last what undoing its loads does, one after the other.
async fn answers(store: &SledStore) -> String {
    let mut chats = Vec::new();
    for chat in 0..4 {
        chats.push(store.load(ChatId(chat)).await.expect("read"));
    }
    let mut said = format!(
        "{chats:?} {:?} {:?} {:?} {:?} {:?}",
        directory(store).await,
        store.facts().await.expect("read"),
        store.inbox().await.expect("read").into_iter().map(|incoming| (incoming.update, incoming.json)).collect::<Vec<_>>(),
        store.outbox(None).await.expect("read"),
        (store.last_update().await.expect("read"), store.last_sequence().await.expect("read")),
    );
    while let Ok(undone) = store.undo_load(None, now(), clerk()).await.expect("undo") {
        said += &format!(" {undone:?} {:?}", directory(store).await);
    }
    said
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]
    #[test]
    fn whatever_has_happened_the_restored_store_answers_as_the_first(happenings in prop::collection::vec(happening(), 0..40)) {
        answers_as_the_first(&happenings);
    }
}

fn answers_as_the_first(happenings: &[Happening]) {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("all.hamkor");
    let store = open_quietly(&dir.path().join("old"));
    run(async {
        for (number, each) in happenings.iter().enumerate() {
            happen(&store, each, number).await;
        }
    });
    let written = backup(&store, &file);
    let (new, read) = restored(&file, Some(&key())).expect("restored");
    assert_eq!(written, read);
    assert_eq!(run(answers(&open_quietly(&new))), run(answers(&store)));
}

#[test]
fn whoever_was_forgotten_twice_has_the_same_name_in_the_restored_store() {
    let (load, forget) = (Happening::Load { from: 0, rows: 0, offer: 0 }, Happening::Forget { chat: 3 });
    answers_as_the_first(&[Happening::Step { chat: 3, edits: 0 }, load, forget.clone(), forget]);
}

#[test]
fn a_backup_with_any_bit_flipped_or_cut_anywhere_is_refused() {
    let (_dir, sealed) = filled_backup();
    let open_dir = tempfile::tempdir().expect("a directory");
    let clear = open_dir.path().join("all.hamkor");
    let store = open_quietly(&open_dir.path().join("old"));
    run(load(&store, (0..50).map(|number| row(number, "мука")).collect())).expect("load");
    run(store.backup_to(&clear, PersonKeys::Sealed, None, now())).expect("no person has a key");
    let mut chance = 7_u64;
    for file in [sealed, clear] {
        let whole = fs::read(&file).expect("read");
        for _ in 0..100 {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let bit = (chance >> 20) as usize % (whole.len() * 8);
            let mut flipped = whole.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            for damaged in [flipped, whole[..bit / 8].to_vec(), [&whole[..], &whole[bit / 8..]].concat()] {
                fs::write(&file, damaged).expect("written");
                let error = restored(&file, Some(&key())).expect_err("refused");
                let is_clear =
                    matches!(error, BackupError::Damaged { .. } | BackupError::Foreign | BackupError::Newer | BackupError::KeyWrong);
                assert!(is_clear, "bit {bit}: {error:?}");
            }
        }
        fs::write(&file, whole).expect("written");
        restored(&file, Some(&key())).expect("the whole one is restored");
    }
}

#[test]
fn a_backup_put_together_anew_by_someone_without_the_key_is_refused() {
    let dir = tempfile::tempdir().expect("a directory");
    let file = dir.path().join("all.hamkor");
    let store = open_quietly(&dir.path().join("old"));
    run(async { commit(&store, 1, 0, None, "one").await }).expect("commit");
    run(load(&store, (0..6_000).map(|number| row(number, "мука")).collect())).expect("load");
    backup(&store, &file);
    let text = text(&file);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines.len() > 4, "the backup has more than one part: {}", lines.len());
    let last = lines.len() - 1;
    let without_a_part = [&lines[..2], &lines[3..last]].concat();
    let swapped = [&lines[..1], &[lines[2], lines[1]], &lines[3..last]].concat();
    let older = lines[..last].iter().map(|line| line.replace("\"sequence\":6001", "\"sequence\":6000")).collect::<Vec<_>>();
    for lines in [without_a_part, swapped, older.iter().map(String::as_str).collect()] {
        use sha2::{Digest, Sha256};
        let before: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let sum: String = Sha256::digest(before.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        std::io::Write::write_all(&mut out, format!("{before}{{\"sha256\":\"{sum}\"}}\n").as_bytes()).expect("written");
        fs::write(&file, out.finish().expect("written")).expect("written");
        assert!(matches!(restored(&file, Some(&key())), Err(BackupError::Damaged { .. })));
    }
}

#[test]
fn what_is_no_backup_and_what_is_of_a_newer_version_is_named_so() {
    let (_dir, file) = filled_backup();
    let newer = text(&file).replacen("\"hamkor_backup\":1", "\"hamkor_backup\":2", 1);
    let gzip = |text: &str| {
        let mut out = GzEncoder::new(Vec::new(), Compression::default());
        std::io::Write::write_all(&mut out, text.as_bytes()).expect("written");
        out.finish().expect("written")
    };
    fs::write(&file, gzip(&newer)).expect("written");
    assert!(matches!(restored(&file, Some(&key())), Err(BackupError::Newer)));
    for foreign in [Vec::new(), b"name,city\n".to_vec(), b"PK\x03\x04 a workbook".to_vec(), gzip("{\"id\":\"A1\"}\n")] {
        fs::write(&file, foreign).expect("written");
        assert!(matches!(restored(&file, Some(&key())), Err(BackupError::Foreign)));
    }
}

#[test]
fn without_the_right_key_nothing_is_written_and_nothing_restored() {
    let (dir, file) = filled_backup();
    let store = open_quietly(dir.path());
    let refused = run(store.backup_to(&dir.path().join("other"), PersonKeys::Sealed, None, now()));
    assert!(matches!(refused, Err(BackupError::NoKey)));
    assert!(!dir.path().join("other").exists() && !dir.path().join("other.part").exists());
    assert!(matches!(restored(&file, None), Err(BackupError::KeyMissing)));
    assert!(matches!(restored(&file, Some(&"5b".repeat(32).parse().expect("a key"))), Err(BackupError::KeyWrong)));
}

#[test]
fn a_file_that_is_there_is_not_overwritten_and_a_directory_with_something_in_it_not_touched() {
    let (dir, file) = filled_backup();
    let store = open_quietly(dir.path());
    let before = fs::read(&file).expect("read");
    assert!(matches!(run(store.backup_to(&file, PersonKeys::Sealed, Some(key()), now())), Err(BackupError::Exists)));
    assert_eq!(fs::read(&file).expect("read"), before);
    let full = dir.path().join("full");
    fs::create_dir(&full).expect("made");
    fs::write(full.join("letter.txt"), "text").expect("written");
    assert!(matches!(restore(&file, &full, Some(&key()), None), Err(BackupError::NotEmpty)));
    assert_eq!(fs::read_dir(&full).expect("read").count(), 1);
    // An empty one, and one in which a restore was interrupted, are as good as none.
    let empty = dir.path().join("empty");
    fs::create_dir_all(empty.join("restoring/ledger")).expect("made");
    restore(&file, &empty, Some(&key()), None).expect("restored");
    is_whole(&open_quietly(&empty));
}

#[test]
fn neither_contacts_nor_what_people_wrote_can_be_read_in_a_sealed_backup() {
    let dir = tempfile::tempdir().expect("a directory");
    let (file, marker, phone) = (dir.path().join("all.hamkor"), "сирри бузург", "+992 92 000-00-00");
    let store = open_quietly(&dir.path().join("old"));
    run(async {
        commit(&store, 5, 0, None, marker).await.expect("commit");
        let mut company = row(1, "мука");
        company.company.phone = phone.to_owned();
        load(&store, vec![company]).await.expect("load");
    });
    backup(&store, &file);
    let person_key = fs::read(dir.path().join("old/keys/5.key")).expect("a key");
    let person_key: String = person_key.iter().map(|byte| format!("{byte:02x}")).collect();
    let text = text(&file);
    for secret in [marker, phone, "Ширкати", person_key.as_str()] {
        assert!(!text.contains(secret), "{secret}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(&file).expect("there").permissions().mode() & 0o777, 0o600);
    }
}

#[test]
fn who_is_forgotten_cannot_be_read_in_a_copy_without_keys() {
    let (dir, file) = (filled(), "copy.hamkor");
    let store = open_quietly(dir.path());
    let file = dir.path().join(file);
    let written = run(store.backup_to(&file, PersonKeys::LeftOut, None, now())).expect("needs no key");
    assert_eq!(written.keys, None);
    drop(store);
    let (new, _) = restored(&file, None).expect("restored");
    let (store, _) = open(&new);
    run(async {
        assert_eq!(asked(&store, 1).await, (None, 3));
        assert_eq!(directory(&store).await.len(), 502);
    });
    // The keys that lie beside make it whole again, without those of who was forgotten meanwhile.
    let whole = dir.path().join("whole");
    assert_eq!(restore(&file, &whole, None, Some(&dir.path().join("keys"))).expect("restored").keys, Some(3));
    is_whole(&open_quietly(&whole));
    let store = open_quietly(dir.path());
    run(store.forget(ChatId(1), now(), clerk())).expect("forgotten");
    let without = dir.path().join("without");
    restore(&file, &without, None, Some(&dir.path().join("keys"))).expect("restored");
    run(async {
        let store = open_quietly(&without);
        assert_eq!((asked(&store, 1).await.0, asked(&store, 2).await.0), (None, Some("two 2".into())));
    });
}

#[test]
fn a_backup_while_commits_go_on_holds_all_up_to_one_number_and_nothing_of_the_next() {
    let dir = tempfile::tempdir().expect("a directory");
    let store = open_quietly(&dir.path().join("old"));
    for round in 0..4 {
        let file = dir.path().join(format!("{round}.hamkor"));
        let acknowledged = std::cell::Cell::new(0);
        let seen = run(async { asked(&store, 1).await.1 });
        let (at_start, written) = run(async {
            let over = std::cell::Cell::new(false);
            let commits = async {
                let mut version = seen;
                while !over.get() {
                    commit(&store, 1, version, None, &format!("text {}", version + 1)).await.expect("commit");
                    version += 1;
                    acknowledged.set(version);
                }
            };
            let loads = load(&store, (0..3_000).map(|number| row(number, &round.to_string())).collect());
            let backup = async {
                tokio::task::yield_now().await;
                std::thread::sleep(Duration::from_millis(20 * round));
                let at_start = acknowledged.get();
                let written = store.backup_to(&file, PersonKeys::Sealed, Some(key()), now()).await.expect("written");
                over.set(true);
                (at_start, written)
            };
            let (_, loaded, backup) = tokio::join!(commits, loads, backup);
            loaded.expect("load");
            backup
        });
        let (new, _) = restored(&file, Some(&key())).expect("restored");
        let restored = open_quietly(&new);
        run(async {
            assert_eq!(restored.last_sequence().await.expect("read"), written.sequence);
            let (text, version) = asked(&restored, 1).await;
            assert!((at_start..=acknowledged.get()).contains(&version), "{at_start} {version} {}", acknowledged.get());
            assert_eq!(text, (version > 0).then(|| format!("text {version}")));
            let offers: std::collections::BTreeSet<String> = directory(&restored).await.into_iter().map(|(_, offer)| offer).collect();
            assert!(offers.len() <= 1, "half a load: {offers:?}");
        });
    }
}
