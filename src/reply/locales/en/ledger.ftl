## What the ledger says
ledger-column-number = No.
ledger-column-time = Time ({ $clock })
ledger-column-who = Who
ledger-column-what = What
ledger-nothing = There are no such entries.
ledger-bad-date = { $flag }: “{ $text }” is no day up to today. Write it as 2026-11-27, 27.11.2026 or 27.11
ledger-no-days = no day is left: --since is later than --until
ledger-compacted = The ledger is compact: parts { $segments }, { $before } KiB before, { $after } KiB now. All entries are there.
ledger-is-compact = Nothing to compact: the ledger has no old part from which anything could go.
ledger-on-behalf = { $who } on behalf of { $for }
ledger-in-chat = in chat { $chat }: { $text }
ledger-company = { $name } ({ $id })
ledger-received = { $count ->
    [one] { $count } update received
   *[other] { $count } updates received
}
ledger-handled = an update that asked for nothing
ledger-sent = { $count ->
    [one] { $count } reply sent
   *[other] { $count } replies sent
}
ledger-step = a step of a chat
ledger-forgot = the person of chat { $chat } was forgotten
ledger-forgot-long-ago = a person was forgotten
ledger-lost = entries were lost by damage, numbers: { $count }
ledger-added = the company { $company } was added
ledger-corrected = the company { $company } was corrected
ledger-load = loaded a list: { $file }, { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}: { $new } new, { $updated } updated
ledger-began = began with the list: { $file }, { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}: { $new } new, { $updated } updated
ledger-undo = took back the load { $number }: { $file }

## Members
ledger-member-consented = consent given
ledger-member-withdrew = consent withdrawn
ledger-member-asked-to-join = application { $number }: to speak for { $company }
ledger-member-asked-to-add = application { $number }: to add a company
ledger-member-asked-to-change = application { $number }: to change the data of { $company }
ledger-member-took-back = application { $number } taken back
ledger-member-approved = application { $number } approved
ledger-member-asked-back = application { $number } sent back with a question
ledger-member-refused = application { $number } refused
ledger-member-joined = speaks for { $company } from now on
ledger-member-left = no longer speaks for a company
ledger-member-unreachable = cannot be reached any more
ledger-member-reachable = can be reached again

## Introductions
ledger-introduction-asked = introduction { $number } asked: { $company } with { $other }
ledger-introduction-accepted = introduction { $number } accepted
ledger-introduction-postponed = introduction { $number } put off
ledger-introduction-declined = introduction { $number } declined
ledger-introduction-declined-for-good = introduction { $number } declined for good
ledger-introduction-wished = a yes to introduction { $number } waits for the consent
ledger-introduction-readmitted = { $company } may ask again
ledger-introduction-outcome = told what came of introduction { $number }
ledger-introduction-met = met { $company }
ledger-introduction-agreed = agreed on the next step with { $company }
ledger-introduction-invited = a colleague invited to speak for { $company }
ledger-introduction-invitation-used = an invitation used
ledger-by-chamber = { $text } (by the chamber on behalf of the company)
ledger-because = { $text }: “{ $why }”

## Listings and watches
ledger-listing-published = listing { $number } of { $company } published
ledger-listing-extended = listing { $number } extended
ledger-listing-closed = listing { $number } closed
ledger-listing-watched = wants to hear of new partners for a request
ledger-listing-unwatched = no longer wants to hear of new partners for a request
ledger-listing-news-chosen = chose how often to hear news
ledger-listing-settled = chose the own side
ledger-listing-grew = the list has grown
ledger-listing-feedback-given = wrote to the chamber
ledger-notice-given = a notice given
ledger-forget-asked = asked to be forgotten
ledger-forget-done = forgotten
ledger-staff-invited = invited somebody to keep the list
ledger-staff-accepted = keeps the list by an invitation from now on
ledger-staff-dismissed = dismissed somebody who kept the list
ledger-mark-verified = { $company } bears the mark of the chamber
ledger-mark-not-verified = the mark of { $company } taken away
ledger-mark-hidden = { $company } hidden
ledger-mark-shown = { $company } shown again
ledger-mark-blocked = a person blocked
ledger-mark-unblocked = a person unblocked
ledger-mark-complained = complained of { $company }
ledger-mark-heard = a complaint dealt with
ledger-task-found = a request found companies
ledger-task-unanswered = a request found nobody
ledger-task-asked = handed a request to the chamber
ledger-task-answered = a request to the chamber dealt with
ledger-broadcast-written = a message to many written
ledger-broadcast-confirmed = a message to many confirmed
ledger-broadcast-stopped = a message to many not sent
ledger-broadcast-muted = wants no messages of the chamber
ledger-broadcast-unmuted = wants messages of the chamber again
ledger-merge-merged = record { $company } merged into { $other }
ledger-undo-step = entry { $number } taken back
ledger-proposal-undo-load = request { $number }: to take a load back
ledger-proposal-restore = request { $number }: to go back to a snapshot
ledger-proposal-remove = request { $number }: to remove companies
ledger-proposal-confirmed = request { $number } confirmed
ledger-proposal-stopped = request { $number } refused
ledger-proposal-load-taken-back = took back the load { $load }: { $removed } removed, { $restored } given their former data back, { $kept } left as they are
ledger-proposal-removed = removed companies: { $removed }, left in the list: { $kept }
ledger-proposal-restored = everything went back to the snapshot of { $day }; what was there before lies in { $dir }
ledger-proposal-failed = what was confirmed could not be done, nothing was changed
ledger-proposal-people = { $text } (request { $number }: asked for by id { $by }, confirmed by id { $confirmed })
ledger-clerk-consent-signed = the signed consent of { $company } lies at the chamber
ledger-clerk-consent-taken-back = { $company } took its signed consent back
ledger-clerk-began = began to act for { $company }
ledger-clerk-ended = no longer acts for { $company }
ledger-digest-wanted = wants the report of each week
ledger-digest-not-wanted = wants no report of each week
