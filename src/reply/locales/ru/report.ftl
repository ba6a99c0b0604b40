## Отчёты: общее
report-brand = Hamkor
report-page = Страница { $n } из { $all }
report-picture-cut = Здесь только первые страницы отчёта. Остальные ({ $pages }) есть в PDF.
report-table-cut = На бумаге первые { $shown } из { $all } строк; все есть в XLSX, CSV, JSON и HTML.
report-source = Источник: список компаний Hamkor, данные на { $date }.
report-source-ledger = Источник: журнал и список компаний Hamkor, данные на { $date }.
report-as-of = Данные на
report-sheet-about = О документе
report-sheet-totals = Итоги
report-total-rows = Всего строк
report-total-shown = Из них показано фильтром
report-nobody-asked = Ничего не указано.
report-company-by-id = № { $id }

## Отчёт о партнёрах
report-partners-request = Партнёры по запросу
report-partners-company = Партнёры для компании { $name }
report-partners-subtitle =
    { $companies ->
        [one] Просмотрена { $said } компания Липецкой и Согдийской областей.
        [few] Просмотрены { $said } компании Липецкой и Согдийской областей.
       *[other] Просмотрено { $said } компаний Липецкой и Согдийской областей.
    }
report-asked = Что искали
report-asked-needs = Что нужно компании
report-asked-offers = Что предлагает компания
report-understood = Как это понято
report-word-language = Язык
report-language-ru = русский
report-language-tg = таджикский
report-language-en = английский
report-word-direction = Направление
report-direction-buy = ищут того, кто это предлагает
report-direction-sell = предлагают, ищут того, кому это нужно
report-direction-project = проект: ищут всех, кто для него нужен
report-direction-name = ищут компанию по названию
report-word-wants = Предмет
report-word-project = Проект
report-word-arms = Что нужно проекту
report-more-arms = ещё { $count }
report-word-place = Где
report-word-roles = Кого
report-word-unwanted = Кроме
report-word-terms = Условия
report-word-sectors = Отрасли
report-word-only = Только
report-cut = Запрос длинный: прочитано только его начало.
report-found = Кто подходит
report-found-count =
    { $count ->
        [one] Подходит { $said } компания.
        [few] Подходят { $said } компании.
       *[other] Подходят { $said } компаний.
    }
report-found-count-at-least =
    { $count ->
        [one] Подходит не меньше { $said } компании.
       *[other] Подходит не меньше { $said } компаний.
    }
report-found-more = Возможно, подойдут и другие: ещё { $said }.
report-found-more-at-least = Возможно, подойдут и другие: ещё не меньше { $said }.
report-found-perhaps = Возможно, кто-то подойдёт: таких компаний { $said }, уверенно — ни одна.
report-found-perhaps-at-least = Возможно, кто-то подойдёт: таких компаний не меньше { $said }, уверенно — ни одна.
report-found-shown =
    { $count ->
        [1] Здесь показана только лучшая из них.
       *[other] Здесь показаны первые { $said }, лучшие сначала.
    }
report-found-nobody = На этот запрос в списке никто не подходит.
report-near = Близко, но не то же самое
report-why = Почему они
report-why-near = Чем они близки
report-why-first = Подробно о первых { $shown }; остальные в таблице выше.
report-word-for = Для чего
report-word-sector = Отрасль
report-word-offers = Предлагает
report-word-needs = Ищет
report-word-source = Источник
report-word-introduction = Знакомство
report-accepted = состоялось, принято { $date }
report-word-contact = Контакт
report-missing = Чего здесь ни у кого нет
report-next = Что дальше
report-next-ask = Попросите о знакомстве: в боте Hamkor под компанией есть кнопка «Познакомить», или обратитесь в торгово-промышленную палату.
report-next-contacts = Контакты стороны получают только после того, как обе согласились на знакомство; в этом отчёте их нет.
report-next-contacts-given = Контакты стороны получают только после того, как обе согласились на знакомство. В этом отчёте есть те, что переданы вам; они только для вас: дальше передавайте отчёт без них.
report-next-introduced = Контакт компании, с которой уже познакомили, есть в боте в /introductions у того, кто просил о знакомстве или согласился на него.
report-next-check = Перед сделкой проверьте компанию по открытым реестрам своей страны.
report-next-nobody = Попросите свою торгово-промышленную палату найти и добавить такую компанию или напишите запрос другими словами.
report-trade = Полезно знать о торговле
report-trade-source = { $source }, { $address }; по состоянию на { $date }.
report-matches = Совпадения
report-matches-needs = Кто предлагает нужное
report-matches-offers = Кому нужно предлагаемое
report-column-word = слово
report-column-requests = запросов
report-column-number = №
report-column-id = Код
report-column-company = Компания
report-column-city = Город
report-column-sectors = Отрасли
report-column-offers = Предлагает
report-column-needs = Ищет
report-column-arm = Для чего
report-column-strength = Совпадение
report-column-score = Балл
report-column-reasons = Почему
report-column-source = Источник
report-column-accepted = Знакомство принято
report-column-contact = Контакт

## Бумаги, которые заполняют от руки
report-consent-version = Версия { $version } текста согласия
report-consent-paper = Текст тот же, что показывает бот. На бумаге согласие отзывают там же, где подписали: в торгово-промышленной палате.
report-consent-tick = Согласен (согласна) на хранение и передачу моих данных так, как сказано выше
report-consent-reach = Со мной связываться
report-consent-by-phone = по телефону
report-consent-by-telegram = в Telegram
report-slip = Запрос на поиск партнёра
report-slip-subtitle = Заполняется вместе с компанией; сотрудник палаты вносит запрос в Hamkor.
report-slip-what = Что нужно компании
report-slip-by = Кем принято
report-field-operator = Кому (палата, адрес)
report-field-company = Компания
report-field-city = Город
report-field-tax-number = ИНН
report-field-person = Фамилия, имя
report-field-role = Должность
report-field-phone = Телефон
report-field-telegram = Имя в Telegram
report-field-seeks = Ищет
report-field-offers = Предлагает
report-field-where = Где ищет партнёров
report-field-until = Срок запроса
report-field-received = Принято (дата, время)
report-field-clerk = Сотрудник палаты
report-field-signature = Подпись
report-field-signature-clerk = Подпись сотрудника
report-field-signature-under = подпись, фамилия, дата
report-paper-source = Hamkor, бланк. { $what }

## Итоги за период
report-group-gone = (нет в списке)
report-group-no-sector = (отрасль не ясна)
report-outcomes = Итоги работы Hamkor
report-outcomes-subtitle = С { $from } по { $to }
report-outcomes-subtitle-open = С { $from } по { $to }, посчитано по { $until }
report-outcomes-totals = Всего за период
report-outcomes-made-by = Подготовил(а)
report-outcomes-approved-by = Утвердил(а)
report-outcomes-annex = Приложение
report-outcomes-funnel = От просьбы о знакомстве до сделки (в % от просьб)
report-outcomes-by-city = По городам
report-outcomes-by-sector = По отраслям
report-outcomes-by-finer-sector = По отраслям подробнее
report-outcomes-before = { $what }: до того
report-outcomes-definitions = Что считается
report-outcomes-listings = Опубликованное за период
report-outcomes-introductions = Знакомства за период
report-outcomes-results = Встречи, договорённости и сделки
report-outcomes-nothing = За период ничего нет.
report-outcomes-nothing-before = До того ничего не было.
report-outcomes-no-listings = За период ничего не опубликовано.
report-outcomes-lacking = Чего не нашлось: слова запросов, на которые никто не подошёл
report-measure-companies = Компании в списке на { $date }
report-measure-added = Добавленные в список компании
report-measure-requests = Запросы в чате
report-measure-found = Подобранные по ним компании
report-measure-unanswered = Запросы, на которые никто не нашёлся
report-measure-joined = Компании с представителем
report-measure-needs = Потребности
report-measure-offers = Предложения
report-measure-matches = Совпадения с опубликованным
report-measure-asked = Просьбы о знакомстве
report-measure-accepted = Принятые знакомства
report-measure-declined = Отклонённые знакомства
report-measure-expired = Просьбы без ответа
report-measure-taken-back = Снятые просьбы
report-measure-met = Встречи
report-measure-next-steps = Следующие шаги
report-measure-deals = Сделки
report-event-asked = Просьба о знакомстве
report-event-accepted = Знакомство принято
report-event-declined = Знакомство отклонено
report-event-expired = Осталось без ответа
report-event-taken-back = Просьба снята
report-event-met = Встретились
report-event-next-steps = Договорились о следующем шаге
report-event-deals = Сделка
report-column-measure = Показатель
report-column-count = За период
report-column-before = До того
report-column-companies = Компаний
report-counted-offers = Дают
report-counted-needs = Нужно
report-counted-matches = Подходит
report-counted-asked = Просят
report-counted-received = Просят у них
report-counted-accepted = Да
report-counted-declined = Нет
report-counted-expired = Без ответа
report-counted-met = Встречи
report-counted-next-steps = Шаги
report-counted-deals = Сделки
report-column-day = День
report-column-kind = Что
report-column-text = Текст
report-column-until = До
report-column-event = Событие
report-column-with = С кем
report-column-with-city = Город
report-column-introduction = № знакомства
report-listing-needs = нужно
report-listing-offers = предлагает
report-listing-chamber = (только для палаты)
report-definition-period = Период: дни по липецкому времени, первый и последний включены. «До того»: столько же дней непосредственно перед ним.
report-definition-companies = Компаний в списке: столько их на дату данных. Добавлено: новые записи за период без отменённых загрузок.
report-definition-requests = Запросы: сообщения в чате, на которые ответом были компании или «никто не подходит», по дню ответа; поиск компании по названию не входит, от одного человека — не больше сорока в день.
report-definition-joined = Компаний с представителем: тех, от чьего имени в этот период впервые кто-то стал говорить.
report-definition-listings = Потребности и предложения: опубликованные за период, и те, что с тех пор закрыты.
report-definition-matches = Совпадения: компании другой стороны, которые сильно или хорошо подходят к опубликованному за период, не больше десяти к каждому; считаются среди компаний, которые есть в списке на дату данных. Подобранные по запросам в чате считаются отдельно.
report-definition-introductions = Просьба о знакомстве считается в день, когда её отправили, у компании, которая просит.
report-definition-ended = Исход знакомства считается в день исхода: принято, отклонено, без ответа в срок, снято (кто просил, больше не участвует).
report-definition-results = Встреча, следующий шаг и сделка: пара компаний, хотя бы одна из которых о них сообщила; каждая пара один раз, в день первого сообщения.
report-definition-groups = Город и отрасль: той компании, с которой событие считается; отрасль по первой из названных компанией, в подробной таблице с точным названием и только там, где за период что-то было.

## Город с городом
report-cities = Липецк и Худжанд: кто кому нужен
report-cities-subtitle = Все потребности каждой стороны рядом со всеми предложениями другой
report-cities-summary = Главное
report-column-value = Значение
report-cities-needs-lipetsk = Потребности липецкой стороны
report-cities-answered-lipetsk = из них с ответом в Согде
report-cities-needs-sughd = Потребности согдийской стороны
report-cities-answered-sughd = из них с ответом в Липецке
report-cities-pair-count = Пары
report-cities-introduced-count = из них уже знакомили
report-cities-reached = Доля компаний хотя бы с одним знакомством
report-cities-top = Доля знакомств, которая приходится на десятую часть компаний, у которых их больше всего
report-cities-sectors = Потребности по отраслям
report-cities-pairs = Самые сильные пары
report-cities-not-introduced = Ещё не знакомили
report-cities-none-introduced = Никого из этих пар ещё не знакомили.
report-cities-unanswered = Потребности без ответа
report-cities-no-needs = Ни у одной компании не указано, что ей нужно.
report-cities-no-pairs = Пар нет.
report-cities-all-answered = На каждую потребность есть ответ.
report-cities-first-of =
    { $count ->
        [1] Показана первая из { $all }.
       *[other] Показаны первые { $shown } из { $all }.
    }
report-cities-some-of =
    { $count ->
        [1] Показана одна из { $all }.
       *[other] Показаны { $shown } из { $all }, по возможности поровну от каждой стороны.
    }
report-cities-not-yet = нет
report-column-sector = Отрасль
report-column-needs-lipetsk = Нужно Липецку
report-column-answered-lipetsk = с ответом
report-column-unanswered-lipetsk = без ответа
report-column-needs-sughd = Нужно Согду
report-column-answered-sughd = с ответом
report-column-unanswered-sughd = без ответа
report-column-pairs = Пар
report-column-needs-company = Кому нужно
report-column-needs-city = Город
report-column-need = Что
report-column-introduced = Знакомили
report-cities-definition-needs = Потребность: то, что компания указала в списке или опубликовала и что ещё действует.
report-cities-definition-answers = Ответ: компания другой стороны с сильным или хорошим совпадением; на потребность не больше десяти лучших. Пара: потребность и один её ответ.
report-cities-definition-sectors = Отрасль: раздел, к которому относятся слова потребности; если сами слова не говорят, чей товар нужен, потребность прочитана вместе с отраслью компании.
report-cities-definition-exposure = Знакомства: все, о которых просили, чем бы они ни кончились; десятая часть: компании списка с наибольшим их числом.

## Папка делегации
report-delegation = Делегация: с кем встретиться
report-delegation-subtitle = Гостей: { $guests }. Предложено встреч: { $meetings }.
report-delegation-page = С кем встретиться и почему
report-delegation-wish = По вашему пожеланию
report-delegation-code = Наведите камеру телефона на код: откроется карточка компании в Hamkor, там можно попросить о знакомстве. В коде без ссылки записан код компании в списке.
report-delegation-meetings = Встречи
report-delegation-nobody = Никому из гостей в списке никто не подходит.
report-delegation-without = Никто не нашёлся для
report-delegation-left-out = Не вошли в этот пакет
report-delegation-column-guest = Гость
report-delegation-column-person = Имя
report-delegation-column-for = Для чего
report-delegation-column-code = Что в QR-коде

## Картинки
report-card = Партнёр для запроса
report-figures = Hamkor в цифрах
report-figures-sectors = Компании списка по отрасли, названной первой: всего { $count }
report-figures-others = другие отрасли
report-figures-accepted = принято: { $count }
report-figures-more-flows = Между другими городами: { $count }.
report-outcomes-flows = Знакомства между городами
report-outcomes-no-flows = За период ни одного знакомства не запросили.
report-column-from = Откуда
report-column-to = Куда

## Отчёты в чате
reports-ask-which = Какой отчёт?
reports-weekly-on = Отчёт за неделю приходит по понедельникам.
reports-weekly-off = Отчёт за неделю не приходит.
reports-ask-company = По какой компании? Напишите её название или код в списке.
reports-no-company = Компании «{ $name }» в списке нет. Напишите название иначе или укажите код.
reports-choose = Какая из них?
reports-ask-period = За какое время? Нажмите или напишите первый и последний день, например 01.07.2026-30.09.2026.
reports-no-period = Двух дат здесь не видно. Напишите первый и последний день, например 01.07.2026-30.09.2026, или нажмите.
reports-period-reversed = Первый день позже последнего. Напишите сначала более ранний, например 01.07.2026-30.09.2026, или нажмите.
reports-period-future = Этот период начинается позже сегодняшнего дня. Напишите первый день не позже сегодняшнего или нажмите.
reports-ask-form = В каком виде?
reports-begun = Готовлю отчёт…
reports-making = { $what } — готово { $percent } %
reports-ready = { $what } — готово.
reports-under-way = Прошлый отчёт ещё готовится. Он придёт сюда.
reports-failed = Не удалось подготовить отчёт. Попробуйте ещё раз чуть позже.
reports-nobody = В списке больше никто не подходит, так что отчёт не о чём составлять.
reports-command = Файлы здесь не показать. Отчёт запишет команда:
    { $command }
reports-command-guests = Файлы здесь не показать. Запишите гостей в файл guests.csv со столбцами company и language, если нужно, и wish, guest; тогда отчёт запишет команда:
    { $command }
reports-of-request = Партнёры для запроса «{ $text }»
reports-of-card = Почему подходит: «{ $text }»
reports-of-company = Партнёры для компании { $name }
reports-of-period = Итоги с { $from } по { $to }
reports-of-figures = В цифрах: с { $from } по { $to }
reports-weekly = Неделя с { $from } по { $to } в Hamkor.
reports-weekly-listings = Опубликовано: потребностей { $needs }, предложений { $offers }.
reports-weekly-introductions = Знакомства: запрошено { $asked }, принято { $accepted }. Пар встретилось: { $met }, сделок: { $deals }.
reports-weekly-chosen = Отчёт за прошлую неделю будет приходить по понедельникам в рабочее время.
reports-weekly-ended = Отчёт за неделю больше не приходит.
button-report = Отчёт
button-report-card = Карточка
button-report-picture = Картинка
button-reports = Отчёты
button-report-company = Партнёры компании
button-report-cities = Город с городом
button-report-outcomes = Итоги
button-report-this-week = Эта неделя
button-report-this-month = Этот месяц
button-report-last-month = Прошлый месяц
button-report-this-quarter = Этот квартал
button-report-last-quarter = Прошлый квартал
button-report-this-year = Этот год
button-report-last-year = Прошлый год
button-report-weekly-on = Отчёт за неделю: включить
button-report-weekly-off = Отчёт за неделю: выключить
button-report-delegation = Делегация
reports-ask-languages = Язык: { $languages }.
reports-of-delegation = Делегация, гостей: { $guests }
report-delegation-guest = Гость { $number }
guests-ask = Кто приезжает? Пришлите список гостей файлом (CSV, XLSX, JSON) или напишите строками, по гостю в строке: название или код компании, после точки с запятой можно пожелание. Строка, которой нет в списке компаний, читается как пожелание. Имён людей в ней быть не должно.
guests-nothing = нет компании: напишите её название или код
guests-unknown =
    компании «{ $name }» в списке нет{ $like ->
    [none] {""}
   *[other] {" "}(может быть, { $like }?)
}, пожелания у гостя тоже нет. Исправьте название или код либо допишите пожелание
guests-only-wish =
    компании «{ $name }» в списке нет{ $like ->
    [none] {""}
   *[other] {" "}(может быть, { $like }?)
}; ищу только по пожеланию
guests-as-wish = «{ $name }» читается как пожелание: может быть, это { $like }?
guests-language = языка «{ $code }» здесь нет; укажите ru, tg или en
guests-refused = Список гостей не подошёл. Исправьте и пришлите снова:
guests-doubts = Обратите внимание:
guests-more = и ещё { $count }
guests-left-out = Гостей не вошло: { $count }. Пакет сделан для остальных: { $guests }.
guests-go-on = Не войдёт в пакет гостей: { $count }. Исправьте список и пришлите снова или продолжайте без них.
guests-too-large = Такой большой файл Telegram боту не передаёт. Пришлите список гостей короче или напишите строками.
guests-not-read = Список гостей не получилось прочитать. Пришлите его ещё раз.
guests-gone = Список гостей уже не хранится. Пришлите его снова: /admin, «Отчёты», «Делегация».
