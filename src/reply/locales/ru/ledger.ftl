## Что говорит журнал
ledger-column-number = №
ledger-column-time = Время ({ $clock })
ledger-column-who = Кто
ledger-column-what = Что
ledger-nothing = Таких записей нет.
ledger-bad-date = { $flag }: «{ $text }» — не день, который уже наступил. Напишите так: 2026-11-27, 27.11.2026 или 27.11
ledger-no-days = не остаётся ни одного дня: --since позже --until
ledger-compacted = Журнал сжат: частей { $segments }, было { $before } КиБ, стало { $after } КиБ. Записи все на месте.
ledger-is-compact = Сжимать нечего: в журнале нет старых частей, из которых что-то можно убрать.
ledger-on-behalf = { $who } от имени { $for }
ledger-in-chat = в чате { $chat }: { $text }
ledger-company = { $name } ({ $id })
ledger-received = { $count ->
    [one] получено { $count } обновление
    [few] получено { $count } обновления
   *[many] получено { $count } обновлений
}
ledger-handled = обновление, которое ничего не просило
ledger-sent = { $count ->
    [one] отправлен { $count } ответ
    [few] отправлено { $count } ответа
   *[many] отправлено { $count } ответов
}
ledger-step = шаг разговора
ledger-forgot = человек из чата { $chat } забыт
ledger-forgot-long-ago = человек забыт
ledger-lost = при повреждении утрачены записи, номеров: { $count }
ledger-added = добавлена компания { $company }
ledger-corrected = исправлена компания { $company }
ledger-load = загружен список: { $file }, { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[many] { $rows } строк
}: новых { $new }, обновлено { $updated }
ledger-began = начато со списка: { $file }, { $rows ->
    [one] { $rows } строка
    [few] { $rows } строки
   *[many] { $rows } строк
}: новых { $new }, обновлено { $updated }
ledger-undo = отменена загрузка { $number }: { $file }

## Участники
ledger-member-consented = согласие дано
ledger-member-withdrew = согласие отозвано
ledger-member-asked-to-join = заявка { $number }: представлять { $company }
ledger-member-asked-to-add = заявка { $number }: добавить компанию
ledger-member-asked-to-change = заявка { $number }: изменить данные { $company }
ledger-member-took-back = заявка { $number } отозвана
ledger-member-approved = заявка { $number } одобрена
ledger-member-asked-back = заявка { $number } возвращена с вопросом
ledger-member-refused = в заявке { $number } отказано
ledger-member-joined = теперь представляет { $company }
ledger-member-left = больше не представляет компанию
ledger-member-unreachable = сообщения больше не доходят
ledger-member-reachable = сообщения снова доходят

## Знакомства
ledger-introduction-asked = запрошено знакомство { $number }: { $company } с { $other }
ledger-introduction-accepted = на знакомство { $number } согласие
ledger-introduction-postponed = знакомство { $number } отложено
ledger-introduction-declined = от знакомства { $number } отказались
ledger-introduction-declined-for-good = от знакомства { $number } отказались насовсем
ledger-introduction-wished = «да» знакомству { $number } ждёт согласия на передачу контактов
ledger-introduction-readmitted = { $company } снова может просить о знакомстве
ledger-introduction-outcome = рассказано, что вышло из знакомства { $number }
ledger-introduction-met = встреча с { $company }
ledger-introduction-agreed = договорились о следующем шаге с { $company }
ledger-introduction-invited = приглашён коллега представлять { $company }
ledger-introduction-invitation-used = приглашение использовано
ledger-by-chamber = { $text } (палатой от имени компании)
ledger-because = { $text }: «{ $why }»

## Объявления и подписки
ledger-listing-published = опубликовано объявление { $number }: { $company }
ledger-listing-extended = объявление { $number } продлено
ledger-listing-closed = объявление { $number } закрыто
ledger-listing-watched = хочет узнавать о новых партнёрах по запросу
ledger-listing-unwatched = больше не хочет узнавать о новых партнёрах по запросу
ledger-listing-news-chosen = выбрано, как часто сообщать новости
ledger-listing-settled = выбрана своя сторона
ledger-listing-grew = список пополнился
ledger-listing-feedback-given = написано палате
ledger-notice-given = уведомление показано
ledger-forget-asked = просьба забыть
ledger-forget-done = забыто
ledger-staff-invited = пригласил(а) вести список
ledger-staff-accepted = ведёт список по приглашению
ledger-staff-dismissed = снял(а) права ведущего список
ledger-mark-verified = { $company }: поставлена отметка палаты
ledger-mark-not-verified = { $company }: отметка палаты снята
ledger-mark-hidden = { $company }: скрыта
ledger-mark-shown = { $company }: снова показывается
ledger-mark-blocked = человек заблокирован
ledger-mark-unblocked = человек разблокирован
ledger-mark-complained = жалоба на компанию { $company }
ledger-mark-heard = жалоба разобрана
ledger-task-found = на запрос нашлись компании
ledger-task-unanswered = на запрос никто не нашёлся
ledger-task-asked = запрос передан палате
ledger-task-answered = запрос к палате разобран
ledger-broadcast-written = написано сообщение многим
ledger-broadcast-confirmed = подтверждено сообщение многим
ledger-broadcast-stopped = сообщение многим не отправлено
ledger-broadcast-muted = не хочет сообщений палаты
ledger-broadcast-unmuted = снова хочет сообщения палаты
ledger-merge-merged = запись { $company } объединена с { $other }
ledger-undo-step = отменена запись { $number }
ledger-proposal-undo-load = просьба { $number }: отменить загрузку
ledger-proposal-restore = просьба { $number }: вернуться к снимку
ledger-proposal-remove = просьба { $number }: убрать компании
ledger-proposal-confirmed = просьба { $number } подтверждена
ledger-proposal-stopped = просьба { $number } отклонена
ledger-proposal-load-taken-back = отменена загрузка { $load }: убрано { $removed }, возвращено прежних данных { $restored }, оставлено как есть { $kept }
ledger-proposal-removed = убраны компании: { $removed }, осталось: { $kept }
ledger-proposal-restored = всё возвращено к снимку { $day }, прежнее лежит в { $dir }
ledger-proposal-failed = подтверждённое выполнить не удалось, ничего не изменилось
ledger-proposal-people = { $text } (просьба { $number }: просил(а) id { $by }, подтвердил(а) id { $confirmed })
ledger-clerk-consent-signed = подписанное согласие компании { $company } лежит в палате
ledger-clerk-consent-taken-back = компания { $company } отозвала подписанное согласие
ledger-clerk-began = начал(а) действовать за { $company }
ledger-clerk-ended = больше не действует за { $company }
ledger-digest-wanted = хочет получать отчёт за неделю
ledger-digest-not-wanted = больше не хочет получать отчёт за неделю
