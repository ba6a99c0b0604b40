## Ҳисоботҳо: умумӣ
report-brand = Ҳамкор
report-page = Саҳифаи { $n } аз { $all }
report-picture-cut = Дар ин ҷо танҳо саҳифаҳои аввали ҳисобот ҳастанд. Боқимонда ({ $pages }) дар PDF ҳастанд.
report-table-cut = Дар коғаз { $shown } сатри аввал аз { $all } ҳаст; ҳамаи онҳо дар XLSX, CSV, JSON ва HTML.
report-source = Манбаъ: рӯйхати ширкатҳои Ҳамкор, маълумот дар санаи { $date }.
report-source-ledger = Манбаъ: дафтар ва рӯйхати ширкатҳои Ҳамкор, маълумот дар санаи { $date }.
report-as-of = Маълумот дар санаи
report-sheet-about = Дар бораи ҳуҷҷат
report-sheet-totals = Ҷамъбаст
report-total-rows = Ҳамаи сатрҳо
report-total-shown = Аз онҳо бо филтр намоён
report-nobody-asked = Чизе нишон дода нашудааст.
report-company-by-id = № { $id }

## Ҳисобот дар бораи шарикон
report-partners-request = Шарикон барои дархост
report-partners-company = Шарикон барои ширкати { $name }
report-partners-subtitle =
    { $companies ->
       *[other] { $said } ширкати вилоятҳои Липетск ва Суғд дида шуд.
    }
report-asked = Чӣ ҷустанд
report-asked-needs = Ба ширкат чӣ лозим аст
report-asked-offers = Ширкат чӣ пешниҳод мекунад
report-understood = Чӣ тавр фаҳмида шуд
report-word-language = Забон
report-language-ru = русӣ
report-language-tg = тоҷикӣ
report-language-en = англисӣ
report-word-direction = Самт
report-direction-buy = касеро меҷӯянд, ки инро пешниҳод мекунад
report-direction-sell = пешниҳод мекунанд ва касеро меҷӯянд, ки ба ӯ ин лозим аст
report-direction-project = лоиҳа: ҳамаи касонеро меҷӯянд, ки барои он лозиманд
report-direction-name = ширкатро аз рӯи ном меҷӯянд
report-word-wants = Мавзӯъ
report-word-project = Лоиҳа
report-word-arms = Ба лоиҳа чӣ лозим аст
report-more-arms = боз { $count }
report-word-place = Ҷой
report-word-roles = Кӣ лозим аст
report-word-unwanted = Ба ғайр аз
report-word-terms = Шартҳо
report-word-sectors = Соҳаҳо
report-word-only = Танҳо
report-cut = Дархост дароз аст: танҳо аввали он хонда шуд.
report-found = Кӣ мувофиқ аст
report-found-count = { $said } ширкат мувофиқ аст.
report-found-count-at-least = На камтар аз { $said } ширкат мувофиқ аст.
report-found-more = Шояд дигарон ҳам мувофиқ бошанд: боз { $said }.
report-found-more-at-least = Шояд дигарон ҳам мувофиқ бошанд: боз на камтар аз { $said }.
report-found-perhaps = Шояд касе мувофиқ бошад: { $said } ширкат, аммо ягонтоаш аниқ не.
report-found-perhaps-at-least = Шояд касе мувофиқ бошад: на камтар аз { $said } ширкат, аммо ягонтоаш аниқ не.
report-found-shown =
    { $count ->
        [1] Дар ин ҷо танҳо беҳтарини онҳо оварда шудааст.
       *[other] Дар ин ҷо { $said } ширкати аввал оварда шудааст, беҳтаринҳо дар аввал.
    }
report-found-nobody = Барои ин дархост дар рӯйхат ширкати мувофиқ нест.
report-near = Наздик, вале айнан не
report-why = Чаро маҳз онҳо
report-why-near = Бо чӣ наздиканд
report-why-first = Муфассал дар бораи { $shown } ширкати аввал; дигарон дар ҷадвали боло.
report-word-for = Барои чӣ
report-word-sector = Соҳа
report-word-offers = Пешниҳод мекунад
report-word-needs = Меҷӯяд
report-word-source = Манбаъ
report-word-introduction = Шиносоӣ
report-accepted = шуд, { $date } қабул шудааст
report-word-contact = Тамос
report-missing = Он чи дар ин ҷо ҳеҷ кас надорад
report-next = Қадамҳои минбаъда
report-next-ask = Барои шиносоӣ дархост кунед: дар боти Ҳамкор зери номи ширкат тугмаи «Шинос кардан» ҳаст, ё ба палатаи савдо ва саноат муроҷиат намоед.
report-next-contacts = Тарафҳо маълумоти тамосро танҳо баъди розигии ҳар ду мегиранд; дар ин ҳисобот он нест.
report-next-contacts-given = Тарафҳо маълумоти тамосро танҳо баъди розигии ҳар ду мегиранд. Дар ин ҳисобот тамосҳое ҳастанд, ки ба шумо дода шудаанд; онҳо танҳо барои шумо мебошанд: ҳисоботро ба дигарон бе онҳо диҳед.
report-next-introduced = Тамоси ширкате, ки бо он аллакай шинос шудаед, дар бот ҳаст: /introductions. Онро касе мебинад, ки шиносоӣ хостааст ё ба он розӣ шудааст.
report-next-check = Пеш аз шартнома ширкатро аз рӯи феҳристҳои кушодаи кишвари худ санҷед.
report-next-nobody = Аз палатаи савдо ва саноати худ хоҳиш кунед, ки чунин ширкатро ёфта илова кунад, ё дархостро бо калимаҳои дигар нависед.
report-trade = Дар бораи савдо донистан лозим
report-trade-source = { $source }, { $address }; ба санаи { $date }.
report-matches = Мувофиқатҳо
report-matches-needs = Кӣ чизи лозимиро пешниҳод мекунад
report-matches-offers = Пешниҳод ба кӣ лозим аст
report-column-word = калима
report-column-requests = дархост
report-column-number = №
report-column-id = Рамз
report-column-company = Ширкат
report-column-city = Шаҳр
report-column-sectors = Соҳаҳо
report-column-offers = Пешниҳод мекунад
report-column-needs = Меҷӯяд
report-column-arm = Барои чӣ
report-column-strength = Мувофиқат
report-column-score = Баҳо
report-column-reasons = Чаро
report-column-source = Манбаъ
report-column-accepted = Шиносоӣ қабул шуд
report-column-contact = Тамос

## Варақаҳое, ки бо даст пур карда мешаванд
report-consent-version = Нусхаи { $version } матни розигӣ
report-consent-paper = Матн ҳамон аст, ки бот нишон медиҳад. Розигии хаттӣ дар ҳамон ҷое, ки имзо шуд, бозпас гирифта мешавад: дар палатаи савдо ва саноат.
report-consent-tick = Розӣ ҳастам, ки маълумоти ман чунон ки дар боло гуфта шуд, нигоҳ дошта ва дода шавад
report-consent-reach = Бо ман тамос гиранд
report-consent-by-phone = бо телефон
report-consent-by-telegram = дар Telegram
report-slip = Дархост барои ҷустани шарик
report-slip-subtitle = Якҷоя бо ширкат пур карда мешавад; корманди палата дархостро ба Ҳамкор дохил мекунад.
report-slip-what = Ба ширкат чӣ лозим аст
report-slip-by = Кӣ қабул кард
report-field-operator = Ба кӣ (палата, суроға)
report-field-company = Ширкат
report-field-city = Шаҳр
report-field-tax-number = Рақами андоз
report-field-person = Ном ва насаб
report-field-role = Вазифа
report-field-phone = Телефон
report-field-telegram = Ном дар Telegram
report-field-seeks = Меҷӯяд
report-field-offers = Пешниҳод мекунад
report-field-where = Шарикро аз куҷо меҷӯяд
report-field-until = Муҳлати дархост
report-field-received = Қабул шуд (сана, соат)
report-field-clerk = Корманди палата
report-field-signature = Имзо
report-field-signature-clerk = Имзои корманд
report-field-signature-under = имзо, насаб, сана
report-paper-source = Ҳамкор, варақа. { $what }

## Натиҷаҳои давра
report-group-gone = (дар рӯйхат нест)
report-group-no-sector = (соҳа маълум нест)
report-outcomes = Натиҷаҳои кори Ҳамкор
report-outcomes-subtitle = Аз { $from } то { $to }
report-outcomes-subtitle-open = Аз { $from } то { $to }, ҳисоб то { $until }
report-outcomes-totals = Ҷамъ барои давра
report-outcomes-made-by = Тайёр кард
report-outcomes-approved-by = Тасдиқ кард
report-outcomes-annex = Замима
report-outcomes-funnel = Аз дархости шиносоӣ то шартнома (бо % аз дархостҳо)
report-outcomes-by-city = Аз рӯи шаҳрҳо
report-outcomes-by-sector = Аз рӯи соҳаҳо
report-outcomes-by-finer-sector = Аз рӯи соҳаҳо, муфассал
report-outcomes-before = { $what }: пеш аз он
report-outcomes-definitions = Чӣ ҳисоб мешавад
report-outcomes-listings = Дар давра нашр шуд
report-outcomes-introductions = Шиносоиҳои давра
report-outcomes-results = Вохӯриҳо, созишҳо ва шартномаҳо
report-outcomes-nothing = Дар ин давра чизе нест.
report-outcomes-nothing-before = Пеш аз он чизе набуд.
report-outcomes-no-listings = Дар ин давра чизе нашр нашудааст.
report-outcomes-lacking = Чӣ ёфт нашуд: калимаҳои дархостҳое, ки барояшон касе ёфт нашуд
report-measure-companies = Ширкатҳо дар рӯйхат дар санаи { $date }
report-measure-added = Ширкатҳои ба рӯйхат иловашуда
report-measure-requests = Дархостҳо дар чат
report-measure-found = Ширкатҳое, ки барои онҳо ёфт шуданд
report-measure-unanswered = Дархостҳое, ки барояшон касе ёфт нашуд
report-measure-joined = Ширкатҳо бо намоянда
report-measure-needs = Эҳтиёҷот
report-measure-offers = Пешниҳодҳо
report-measure-matches = Мувофиқатҳо бо нашршуда
report-measure-asked = Дархостҳои шиносоӣ
report-measure-accepted = Шиносоиҳои қабулшуда
report-measure-declined = Шиносоиҳои радшуда
report-measure-expired = Дархостҳои беҷавоб
report-measure-taken-back = Дархостҳои бозпас гирифташуда
report-measure-met = Вохӯриҳо
report-measure-next-steps = Қадамҳои навбатӣ
report-measure-deals = Шартномаҳо
report-event-asked = Дархости шиносоӣ
report-event-accepted = Шиносоӣ қабул шуд
report-event-declined = Шиносоӣ рад шуд
report-event-expired = Бе ҷавоб монд
report-event-taken-back = Дархост бозпас гирифта шуд
report-event-met = Вохӯрданд
report-event-next-steps = Қадами оянда мувофиқа шуд
report-event-deals = Шартнома
report-column-measure = Нишондиҳанда
report-column-count = Дар давра
report-column-before = Пеш аз он
report-column-companies = Ширкатҳо
report-counted-offers = Пешниҳод
report-counted-needs = Эҳтиёҷ
report-counted-matches = Мувофиқ
report-counted-asked = Дархост
report-counted-received = Ба онҳо
report-counted-accepted = Ҳа
report-counted-declined = Не
report-counted-expired = Бе ҷавоб
report-counted-met = Вохӯрӣ
report-counted-next-steps = Қадам
report-counted-deals = Шартнома
report-column-day = Рӯз
report-column-kind = Чӣ
report-column-text = Матн
report-column-until = То
report-column-event = Воқеа
report-column-with = Бо кӣ
report-column-with-city = Шаҳр
report-column-introduction = № шиносоӣ
report-listing-needs = лозим
report-listing-offers = пешниҳод
report-listing-chamber = (танҳо барои палата)
report-definition-period = Давра: рӯзҳо бо вақти Липетск, рӯзи аввал ва охир низ. «Пеш аз он»: ҳамон қадар рӯз бевосита пеш аз давра.
report-definition-companies = Ширкатҳо дар рӯйхат: шумораи онҳо дар санаи маълумот. Илова шуд: сабтҳои нави давра бе боркуниҳои бекоршуда.
report-definition-requests = Дархостҳо: паёмҳое, ки дар чат ба онҳо бо ширкатҳо ё бо «касе мувофиқ нест» ҷавоб дода шуд, аз рӯи рӯзи ҷавоб; ҷустуҷӯи ширкат аз рӯи ном дохил намешавад, аз як шахс дар як рӯз на зиёда аз чил.
report-definition-joined = Ширкатҳо бо намоянда: онҳое, ки дар ин давра бори аввал касе аз номашон сухан гуфт.
report-definition-listings = Эҳтиёҷот ва пешниҳодҳо: дар давра нашршуда, ҳатто агар баъд баста шуда бошанд.
report-definition-matches = Мувофиқатҳо: ширкатҳои тарафи дигар, ки ба нашршудаи давра хеле мувофиқ ё мувофиқанд, барои ҳар кадом на зиёда аз даҳ; аз байни ширкатҳое, ки дар санаи маълумот дар рӯйхат ҳастанд. Ширкатҳое, ки барои дархостҳо дар чат ёфт шуданд, алоҳида ҳисоб мешаванд.
report-definition-introductions = Дархости шиносоӣ дар рӯзи фиристодан ва барои ширкати дархосткунанда ҳисоб мешавад.
report-definition-ended = Натиҷаи шиносоӣ дар рӯзи натиҷа ҳисоб мешавад: қабул, рад, беҷавоб дар муҳлат, бозпас гирифта (дархосткунанда дигар иштирок намекунад).
report-definition-results = Вохӯрӣ, қадами навбатӣ ва шартнома: ҷуфти ширкатҳо, ки ақаллан яке аз онҳо хабар дод; ҳар ҷуфт як бор, дар рӯзи хабари аввал.
report-definition-groups = Шаҳр ва соҳа: аз они ширкате, ки воқеа барои он ҳисоб мешавад; соҳа аз рӯи калимаи аввали ширкат, дар ҷадвали муфассал бо номи дақиқтари он ва танҳо агар дар давра чизе шуда бошад.

## Шаҳр бо шаҳр
report-cities = Липетск ва Хуҷанд: кӣ ба кӣ лозим аст
report-cities-subtitle = Ҳамаи эҳтиёҷоти ҳар тараф дар назди ҳамаи пешниҳодҳои тарафи дигар
report-cities-summary = Асосӣ
report-column-value = Қимат
report-cities-needs-lipetsk = Эҳтиёҷоти тарафи Липетск
report-cities-answered-lipetsk = аз онҳо бо ҷавоб дар Суғд
report-cities-needs-sughd = Эҳтиёҷоти тарафи Суғд
report-cities-answered-sughd = аз онҳо бо ҷавоб дар Липетск
report-cities-pair-count = Ҷуфтҳо
report-cities-introduced-count = аз онҳо аллакай шинос карда шуд
report-cities-reached = Ҳиссаи ширкатҳое, ки ақаллан як шиносоӣ доранд
report-cities-top = Ҳиссаи шиносоиҳое, ки ба даҳяки пешсафи ширкатҳо рост меоянд
report-cities-sectors = Эҳтиёҷот аз рӯи соҳаҳо
report-cities-pairs = Ҷуфтҳои мувофиқтарин
report-cities-not-introduced = Ҳоло шинос карда нашудаанд
report-cities-none-introduced = Аз ин ҷуфтҳо ҳоло ҳеҷ кас шинос карда нашудааст.
report-cities-unanswered = Эҳтиёҷоти беҷавоб
report-cities-no-needs = Ягон ширкат нанавиштааст, ки ба он чӣ лозим аст.
report-cities-no-pairs = Ҷуфт нест.
report-cities-all-answered = Ба ҳар эҳтиёҷ ҷавоб ҳаст.
report-cities-first-of =
    { $count ->
        [1] Аз { $all } танҳо аввалинаш оварда шудааст.
       *[other] Аз { $all } аввалин { $shown } оварда шудааст.
    }
report-cities-some-of =
    { $count ->
        [1] Аз { $all } яктоаш оварда шудааст.
       *[other] { $shown } аз { $all } оварда шудааст, ба қадри имкон аз ҳар тараф баробар.
    }
report-cities-not-yet = не
report-column-sector = Соҳа
report-column-needs-lipetsk = Ба Липетск лозим
report-column-answered-lipetsk = бо ҷавоб
report-column-unanswered-lipetsk = беҷавоб
report-column-needs-sughd = Ба Суғд лозим
report-column-answered-sughd = бо ҷавоб
report-column-unanswered-sughd = беҷавоб
report-column-pairs = Ҷуфт
report-column-needs-company = Ба кӣ лозим
report-column-needs-city = Шаҳр
report-column-need = Чӣ
report-column-introduced = Шиносоӣ
report-cities-definition-needs = Эҳтиёҷ: он чи ширкат дар рӯйхат навиштааст ё нашр кардааст ва ҳоло амал мекунад.
report-cities-definition-answers = Ҷавоб: ширкати тарафи дигар, ки мувофиқ ё хеле мувофиқ аст; барои як эҳтиёҷ на бештар аз даҳ ҷавоби беҳтарин. Ҷуфт: эҳтиёҷ ва як ҷавоби он.
report-cities-definition-sectors = Соҳа: соҳае, ки калимаҳои эҳтиёҷ ба он тааллуқ доранд; агар худи калимаҳо нагӯянд, ки моли кӣ лозим аст, эҳтиёҷ якҷоя бо соҳаи ширкат хонда шудааст.
report-cities-definition-exposure = Шиносоиҳо: ҳамаи дархостшуда, бо ҳар натиҷа; даҳяк: ширкатҳои рӯйхат бо шиносоии бештарин.

## Маводи ҳайат
report-delegation = Ҳайат: бо кӣ вохӯрдан
report-delegation-subtitle = Меҳмонон: { $guests }. Вохӯриҳои пешниҳодшуда: { $meetings }.
report-delegation-page = Бо кӣ вохӯрдан ва чаро
report-delegation-wish = Барои хоҳиши шумо
report-delegation-code = Камераи телефонро ба рамз нигаронед: варақаи ширкат дар Ҳамкор кушода мешавад ва дар он ҷо шиносоиро дархост кардан мумкин аст. Рамзи бе пайванд рамзи ширкатро дар рӯйхат дорад.
report-delegation-meetings = Вохӯриҳо
report-delegation-nobody = Дар рӯйхат барои ягон меҳмон ширкати мувофиқ нест.
report-delegation-without = Барои инҳо касе ёфт нашуд
report-delegation-left-out = Ба ин маҷмӯа дохил нашуданд
report-delegation-column-guest = Меҳмон
report-delegation-column-person = Ном
report-delegation-column-for = Барои чӣ
report-delegation-column-code = Дар рамзи QR

## Расмҳо
report-card = Шарик барои дархост
report-figures = Ҳамкор дар рақамҳо
report-figures-sectors = Ширкатҳои рӯйхат аз рӯи соҳаи аввал номбаршуда: ҳамагӣ { $count }
report-figures-others = соҳаҳои дигар
report-figures-accepted = қабул шуд: { $count }
report-figures-more-flows = Байни шаҳрҳои дигар: { $count }.
report-outcomes-flows = Шиносоиҳо байни шаҳрҳо
report-outcomes-no-flows = Дар ин давра ягон шиносоӣ дархост нашудааст.
report-column-from = Аз куҷо
report-column-to = Ба куҷо

## Ҳисоботҳо дар чат
reports-ask-which = Кадом ҳисобот?
reports-weekly-on = Ҳисоботи ҳафтаина рӯзҳои душанбе меояд.
reports-weekly-off = Ҳисоботи ҳафтаина намеояд.
reports-ask-company = Дар бораи кадом ширкат? Ном ё рамзи онро дар рӯйхат нависед.
reports-no-company = Ширкати «{ $name }» дар рӯйхат нест. Номро дигар хел нависед ё рамзро нишон диҳед.
reports-choose = Кадоми инҳо?
reports-ask-period = Барои кадом вақт? Тугмаро пахш кунед ё рӯзи аввал ва охирро нависед, масалан 01.07.2026-30.09.2026.
reports-no-period = Дар ин ҷо ду сана нест. Рӯзи аввал ва охирро нависед, масалан 01.07.2026-30.09.2026, ё тугмаро пахш кунед.
reports-period-reversed = Рӯзи аввал баъд аз рӯзи охир аст. Аввал санаи пештарро нависед, масалан 01.07.2026-30.09.2026, ё тугмаро пахш кунед.
reports-period-future = Ин давра баъд аз имрӯз сар мешавад. Рӯзи аввалро на дертар аз имрӯз нависед ё тугмаро пахш кунед.
reports-ask-form = Дар кадом шакл?
reports-begun = Ҳисоботро тайёр мекунам…
reports-making = { $what } — { $percent } % тайёр
reports-ready = { $what } — тайёр.
reports-under-way = Ҳисоботи пештара ҳанӯз тайёр мешавад. Он ба ин ҷо меояд.
reports-failed = Ҳисоботро тайёр кардан нашуд. Каме дертар аз нав кӯшиш кунед.
reports-nobody = Дар рӯйхат дигар ширкати мувофиқ нест, бинобар ин ҳисобот ҳам нест.
reports-command = Дар ин ҷо файлро нишон додан намешавад. Ҳисоботро ин фармон менависад:
    { $command }
reports-command-guests = Дар ин ҷо файлро нишон додан намешавад. Меҳмононро ба файли guests.csv бо сутунҳои company ва language нависед, агар лозим бошад, бо wish ва guest низ; он гоҳ ҳисоботро ин фармон менависад:
    { $command }
reports-of-request = Шарикон барои дархости «{ $text }»
reports-of-card = Чаро мувофиқ аст: «{ $text }»
reports-of-company = Шарикон барои ширкати { $name }
reports-of-period = Натиҷаҳо аз { $from } то { $to }
reports-of-figures = Дар рақамҳо: аз { $from } то { $to }
reports-weekly = Ҳафта аз { $from } то { $to } дар Ҳамкор.
reports-weekly-listings = Нашр шуд: эҳтиёҷот { $needs }, пешниҳодҳо { $offers }.
reports-weekly-introductions = Шиносоиҳо: дархост { $asked }, қабул { $accepted }. Ҷуфтҳои вохӯрда: { $met }, шартномаҳо: { $deals }.
reports-weekly-chosen = Ҳисоботи ҳафтаи гузашта рӯзҳои душанбе дар вақти корӣ меояд.
reports-weekly-ended = Ҳисоботи ҳафтаина дигар намеояд.
button-report = Ҳисобот
button-report-card = Варақа
button-report-picture = Расм
button-reports = Ҳисоботҳо
button-report-company = Шарикони ширкат
button-report-cities = Шаҳр бо шаҳр
button-report-outcomes = Натиҷаҳо
button-report-this-week = Ҳамин ҳафта
button-report-this-month = Ҳамин моҳ
button-report-last-month = Моҳи гузашта
button-report-this-quarter = Ҳамин семоҳа
button-report-last-quarter = Семоҳаи гузашта
button-report-this-year = Ҳамин сол
button-report-last-year = Соли гузашта
button-report-weekly-on = Ҳисоботи ҳафтаинаро гирифтан
button-report-weekly-off = Ҳисоботи ҳафтаинаро нагирифтан
button-report-delegation = Ҳайат
reports-ask-languages = Забон: { $languages }.
reports-of-delegation = Ҳайат, меҳмонон: { $guests }
report-delegation-guest = Меҳмон { $number }
guests-ask = Кӣ меояд? Рӯйхати меҳмононро бо файл (CSV, XLSX, JSON) фиристед ё сатр ба сатр нависед, дар ҳар сатр як меҳмон: ном ё рамзи ширкат, баъди нуқтавергул метавонед хоҳишро нависед. Сатре, ки дар рӯйхати ширкатҳо нест, ҳамчун хоҳиш хонда мешавад. Номи одамонро дар он нанависед.
guests-nothing = ширкат нест: ном ё рамзи онро нависед
guests-unknown =
    ширкати «{ $name }» дар рӯйхат нест{ $like ->
    [none] {""}
   *[other] {" "}(шояд { $like }?)
}, хоҳиши меҳмон ҳам нест. Ном ё рамзро ислоҳ кунед ё хоҳишро илова кунед
guests-only-wish =
    ширкати «{ $name }» дар рӯйхат нест{ $like ->
    [none] {""}
   *[other] {" "}(шояд { $like }?)
}; танҳо аз рӯи хоҳиш меҷӯям
guests-as-wish = «{ $name }» ҳамчун хоҳиш хонда мешавад: шояд ин { $like } бошад?
guests-language = забони «{ $code }» ин ҷо нест; ru, tg ё en нависед
guests-refused = Рӯйхати меҳмонон дуруст нест. Онро ислоҳ карда, боз фиристед:
guests-doubts = Диққат диҳед:
guests-more = ва боз { $count }
guests-left-out = Меҳмононе, ки дохил нашуданд: { $count }. Маҷмӯа барои дигарон тайёр шуд: { $guests }.
guests-go-on = Ба маҷмӯа дохил намешаванд, меҳмонон: { $count }. Рӯйхатро ислоҳ карда, боз фиристед ё бе онҳо давом диҳед.
guests-too-large = Чунин файли калонро Telegram ба бот намедиҳад. Рӯйхати кӯтоҳтарро фиристед ё сатр ба сатр нависед.
guests-not-read = Рӯйхати меҳмонон хонда нашуд. Онро боз як бор фиристед.
guests-gone = Рӯйхати меҳмонон дигар нигоҳ дошта намешавад. Онро боз фиристед: /admin, «Ҳисоботҳо», «Ҳайат».
