## Backup, restore and verify, on the command line.

data-nothing = There is nothing in { $dir }. Name the data directory with --data.
backup-done = { $file }: everything up to change { $sequence }: entries { $entries }, rows of lists { $rows }, keys of persons { $keys }; { $size } KiB.
backup-there = { $file } is there already and is not overwritten. Choose another name.
backup-needs-key = A backup holds the keys to what people wrote, so it needs a backup key. Make one with “openssl rand -hex 32”, keep it apart from the backups, and put it into HAMKOR_BACKUP_KEY, or the name of its file into HAMKOR_BACKUP_KEY_FILE. Nothing was written.
backup-bad-key = { $place }: this is no backup key. It has 64 hex digits; “openssl rand -hex 32” makes one.

restore-done = { $dir }: everything is back up to change { $sequence }: entries { $entries }, rows of lists { $rows }, keys of persons { $keys }. The backup is of { $at }.
restore-rest = From { $dir }, recorded after the backup: entries { $entries }, rows of lists { $rows }, up to change { $sequence }.
restore-rest-listed = From the store of { $dir }, because the ledger has lost where they come from: companies { $companies }.
restore-rest-gap = warning: { $file }, line { $line } is damaged or missing: that entry could not be brought back; what was recorded after it could. Keep the damaged directory.
restore-rest-lost = warning: { $file }, line { $line } is damaged or missing: what was recorded from there on could not be brought back. Keep the damaged directory.
restore-without-keys = The keys of persons are not in this file: what they wrote cannot be read.
restore-not-empty = { $dir } is not empty. Name a new directory with --data. Nothing was changed.
restore-key-missing = { $file } is sealed. Put the backup key that it was made with into HAMKOR_BACKUP_KEY, or the name of its file into HAMKOR_BACKUP_KEY_FILE. Nothing was changed.
restore-key-wrong = { $file } was made with another backup key. Put that one into HAMKOR_BACKUP_KEY. Nothing was changed.
restore-foreign = { $file } is no backup of Hamkor. Nothing was changed.
restore-newer = { $file } was made by a newer Hamkor. Install the newer version. Nothing was changed.
restore-damaged = { $file } is damaged or not whole (line { $line }). Take another backup. Nothing was changed.
restore-no-snapshot = There is no snapshot of “{ $day }”: they lie in the directory snapshots. Nothing was changed.

verify-ok = ok: { $text }
verify-wrong = WRONG: { $text }
verify-ledger = ledger: entries { $entries }, up to change { $sequence }.
verify-ledger-unfinished = ledger: entries { $entries }, up to change { $sequence }; the last { $bytes } bytes are an entry that was never finished, and the next start takes them away.
verify-ledger-damaged = ledger: { $file }, line { $line } is damaged or missing. Keep a copy of the data directory and restore the last snapshot with all that came after it: hamkor restore SNAPSHOT --rest-from DIRECTORY --data NEW.
verify-ledger-short = ledger: it ends with change { $ledger }, but changes up to { $known } were saved. Keep a copy of the data directory and restore the last snapshot with what is left: hamkor restore SNAPSHOT --rest-from DIRECTORY --data NEW.
verify-loads = lists loaded: { $loads }, rows { $rows }.
verify-load-damaged = lists loaded: { $file }, line { $line } is damaged or missing. Keep a copy of the data directory and restore the last snapshot with all that came after it: hamkor restore SNAPSHOT --rest-from DIRECTORY --data NEW.
verify-keys = keys of persons: { $keys }.
verify-key-damaged = keys of persons: { $file } does not open what it has to. Take this key from a backup.
verify-keys-missing = keys of persons: { $chats } missing, and what these persons wrote cannot be read. Take them from a backup.
verify-manifest = manifest: fits the ledger.
verify-manifest-damaged = manifest: { $file } is missing or cannot be read. The next start writes it anew.
verify-view = store: companies { $companies }, up to change { $applied }.
verify-view-missing = store: missing. The next start makes it anew from the ledger; nothing is lost.
verify-view-damaged = store: damaged. The next start makes it anew from the ledger; nothing is lost.
verify-index = search index: companies { $companies }.
verify-index-missing = search index: missing. The next start makes it anew.
verify-index-unusable = search index: damaged or of another version. The next start makes it anew.
verify-index-differs = search index: it holds { $indexed } companies, the store, without the hidden ones, { $companies }. Delete the folder index; the next start makes it anew.
