## Дафтари сабтҳо чӣ мегӯяд
ledger-column-number = №
ledger-column-time = Вақт ({ $clock })
ledger-column-who = Кӣ
ledger-column-what = Чӣ
ledger-nothing = Чунин сабт нест.
ledger-bad-date = { $flag }: «{ $text }» рӯзи гузашта ё имрӯз нест. Чунин нависед: 2026-11-27, 27.11.2026 ё 27.11
ledger-no-days = ягон рӯз намемонад: --since аз --until дертар аст
ledger-on-behalf = { $who } аз номи { $for }
ledger-in-chat = дар чати { $chat }: { $text }
ledger-company = { $name } ({ $id })
ledger-received = { $count } навгонӣ қабул шуд
ledger-handled = навгоние, ки чизе намепурсид
ledger-sent = { $count } ҷавоб фиристода шуд
ledger-step = як қадами суҳбат
ledger-forgot = шахси чати { $chat } фаромӯш карда шуд
ledger-added = ширкати { $company } илова карда шуд
ledger-corrected = ширкати { $company } ислоҳ карда шуд
ledger-load = рӯйхат бор шуд: { $file }, { $rows } сатр: нав { $new }, навшуда { $updated }
ledger-began = бо рӯйхат оғоз шуд: { $file }, { $rows } сатр: нав { $new }, навшуда { $updated }
ledger-undo = боркунии { $number } бекор карда шуд: { $file }

## Иштирокчиён
ledger-member-consented = розигӣ дода шуд
ledger-member-withdrew = розигӣ бозпас гирифта шуд
ledger-member-asked-to-join = дархости { $number }: намояндаи { $company } шудан
ledger-member-asked-to-add = дархости { $number }: илова кардани ширкат
ledger-member-asked-to-change = дархости { $number }: тағйир додани маълумоти { $company }
ledger-member-took-back = дархости { $number } бозпас гирифта шуд
ledger-member-approved = дархости { $number } тасдиқ карда шуд
ledger-member-asked-back = дархости { $number } бо савол баргардонида шуд
ledger-member-refused = дархости { $number } рад карда шуд
ledger-member-joined = акнун намояндаи { $company } аст
ledger-member-left = дигар намояндаи ширкат нест
ledger-member-unreachable = паёмҳо дигар намерасанд
ledger-member-reachable = паёмҳо боз мерасанд

## Шиносоӣ
ledger-introduction-asked = шиносоии { $number } пурсида шуд: { $company } бо { $other }
ledger-introduction-accepted = ба шиносоии { $number } розигӣ дода шуд
ledger-introduction-postponed = шиносоии { $number } ба вақти дигар монд
ledger-introduction-declined = шиносоии { $number } рад карда шуд
ledger-introduction-declined-for-good = шиносоии { $number } барои ҳамеша рад карда шуд
ledger-introduction-wished = «ҳа» ба шиносоии { $number } розигиро интизор аст
ledger-introduction-readmitted = { $company } боз пурсида метавонад
ledger-introduction-outcome = натиҷаи шиносоии { $number } гуфта шуд
ledger-introduction-met = вохӯрӣ бо { $company }
ledger-introduction-agreed = қадами оянда бо { $company } мувофиқ шуд
ledger-introduction-invited = ҳамкор барои намояндагии { $company } даъват шуд
ledger-introduction-invitation-used = даъватнома истифода шуд
ledger-by-chamber = { $text } (палата аз номи ширкат)

## Эълонҳо ва хабарҳо
ledger-listing-published = эълони { $number } нашр шуд: { $company }
ledger-listing-extended = муҳлати эълони { $number } дароз карда шуд
ledger-listing-closed = эълони { $number } пӯшида шуд
ledger-listing-watched = мехоҳад аз шарикони нав хабар гирад
ledger-listing-unwatched = дигар намехоҳад аз шарикони нав хабар гирад
ledger-listing-news-chosen = вақти хабарҳо интихоб шуд
ledger-listing-settled = тарафи худ интихоб шуд
ledger-listing-grew = рӯйхат калонтар шуд
ledger-listing-feedback-given = ба палата навишта шуд
ledger-notice-given = хабар дода шуд
ledger-forget-asked = хоҳиши фаромӯш кардан
ledger-forget-done = фаромӯш карда шуд
ledger-staff-invited = касеро барои пеш бурдани рӯйхат даъват кард
ledger-staff-accepted = акнун рӯйхатро аз рӯйи даъват пеш мебарад
ledger-staff-dismissed = ҳуқуқи пешбурди рӯйхатро бекор кард
ledger-mark-verified = { $company }: нишонаи палата гузошта шуд
ledger-mark-not-verified = { $company }: нишонаи палата гирифта шуд
ledger-mark-hidden = { $company }: пинҳон шуд
ledger-mark-shown = { $company }: боз нишон дода мешавад
ledger-mark-blocked = шахс манъ шуд
ledger-mark-unblocked = манъи шахс бекор шуд
ledger-mark-complained = шикоят аз ширкати { $company }
ledger-mark-heard = шикоят дида баромада шуд
