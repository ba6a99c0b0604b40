## Талабот ва пешниҳодҳо
listing-needs-company = Талабот ва пешниҳоди ширкатро касе менависад, ки аз номи он сухан мегӯяд. Ширкати худро дар рӯйхат ёбед ё илова кунед: /company
listings-needs = Ба ширкати шумо чӣ лозим аст:
listings-offers = Ширкати шумо чӣ пешниҳод мекунад:
listings-no-needs = Шумо ҳоло нанавиштаед, ки ба ширкати шумо чӣ лозим аст. Илова кунед, ва онҳое ки инро пешниҳод мекунанд, шуморо меёбанд.
listings-no-offers = Шумо ҳоло нанавиштаед, ки ширкати шумо чӣ пешниҳод мекунад. Илова кунед, ва онҳое ки ба ин эҳтиёҷ доранд, шуморо меёбанд.
listings-all-needs = Ба ширкатҳо чӣ лозим аст:
listings-all-offers = Ширкатҳо чӣ пешниҳод мекунанд:
listed = { $number }. { $text } — то { $until }
listed-chamber = { $number }. { $text } — то { $until }, танҳо барои палата
listed-ended = { $number }. { $text } — муҳлат { $until } гузашт
listing-full = Аллакай { $limit } эълон кушода аст, зиёд мумкин нест. Эълонҳои нолозимро гиред.
listing-ask-need = Ба шумо чӣ лозим аст? Дар як ҷумла нависед: чӣ, чӣ қадар, бо кадом шарт.
listing-ask-offer = Шумо чӣ пешниҳод мекунед? Дар як ҷумла нависед: чӣ, чӣ қадар, бо кадом шарт, киро меҷӯед.
listing-unclear = Нафаҳмидам, ки сухан дар бораи кадом мол ё хизмат аст. Дар як ҷумла нависед, масалан: чароғҳо, аз 500 дона, CIP.
listing-too-long = Матн аз { $limit } аломат дарозтар аст. Кӯтоҳтар нависед.
listing-ask-quantity = Чӣ қадар? Масалан: 500 дона, дар як моҳ 20 тонна.
listing-ask-delivery = Бо кадом шарти расондан? Масалан: CIP Хуҷанд, EXW Липетск.
listing-ask-until = То кадом рӯз нишон диҳам? Муҳлат интихоб кунед ё санаро нависед, масалан 31.12.
listing-wrong-date = Чунин сана нест, ё гузаштааст, ё аз { $last } дертар аст.
listing-ask-audience = Ба кӣ нишон диҳам?
listing-preview-need = Талаботи шуморо чунин мебинанд:
listing-preview-offer = Пешниҳоди шуморо чунин мебинанд:
listing-until = Муҳлат: то { $until }
listing-for-all = Ҳама мебинанд ва дар ҷустуҷӯ ёфт мешавад.
listing-for-chamber = Танҳо палата мебинад: корманди он шарикро худаш меҷӯяд.
listing-published-need = Талабот то { $until } нашр шуд. Се рӯз пеш аз охир ёдовар мешавам.
listing-published-offer = Пешниҳод то { $until } нашр шуд. Се рӯз пеш аз охир ёдовар мешавам.
listing-published-before = Чунин эълон аллакай кушода аст.
listing-extended = «{ $text }»: то { $until } нишон медиҳам.
listing-closed = Гирифта шуд: «{ $text }».
listing-gone = Ин эълон дигар нест. Ҳамаи эълонҳои шумо: /needs, /offers
listing-ending-need = Муҳлати талаботи шумо ба зудӣ мегузарад: «{ $text }».
listing-ending-offer = Муҳлати пешниҳоди шумо ба зудӣ мегузарад: «{ $text }».
listing-ending-until = Рӯзи охирин: { $until }. Дароз кунам?
listing-answered = Ба ин савол аллакай ҷавоб дода шудааст. Эълонҳои шумо: /needs, /offers
listing-cancelled = Бекор карда шуд, ҳеҷ чиз нигоҳ дошта нашуд.
terms-sectors = Соҳа: { $sectors }
terms-quantity = Миқдор: { $quantity }
terms-delivery = Шарти расондан: { $delivery }
terms-roles = Киро меҷӯед: { $roles }
terms-place = Дар куҷо: { $place }
role-distributor = фурӯшандаи расмӣ
role-maker = истеҳсолкунанда
role-intermediary = миёнарав
role-buyer = харидор
role-investor = сармоягузор

## Хабарҳо
watched = Вақте ки ширкати мувофиқ пайдо мешавад, хабар медиҳам.
watched-before = Ман ин дархостро аллакай дар назар дорам.
watches-full = Ман аллакай { $limit } дархости шуморо дар назар дорам, зиёд мумкин нест. Нолозимашро хориҷ кунед.
unwatched = Ин дархостро дигар дар назар надорам.
notify = Ман дар бораи шарикони нав барои талабот, пешниҳод ва дархостҳои шумо хабар медиҳам.
notify-watches = Ин дархостҳоро дар назар дорам:
news-at-once = Дар бораи шарикони нав дарҳол менависам, дар як соат на зиёда аз як бор.
news-weekly = Дар бораи шарикони нав ҳафтае як бор менависам, рӯзи душанбе соати 10:00.
news-never = Дар бораи шарикони нав наменависам.
quiet-lipetsk = Аз соати 21:00 то 8:00 ба вақти Липетск наменависам. Шаҳри дигар: /city
quiet-khujand = Аз соати 21:00 то 8:00 ба вақти Хуҷанд наменависам. Шаҳри дигар: /city
quiet-both = Аз соати 21:00 то 8:00 ба вақти Липетск ва Хуҷанд наменависам. Интихоби шаҳр: /city

## Ба палата
feedback-ask = Ба палата дар як паём нависед: чӣ хато аст, чӣ намерасад, чӣ маъқул шуд.
feedback-given = Ташаккур, палата мехонад. То он вақт метавонед дархост нависед ё бинед, ки кӣ ба ширкати шумо мувофиқ аст: /matches
feedback-enough = Шумо имрӯз бисёр навиштед. Палата аввал ҳаминро мехонад; дигарашро пагоҳ нависед.
feedback-of-company = Паёми № { $number }, ширкати { $company }:
    { $text }
feedback-of-nobody = Паёми № { $number }, бе ширкат:
    { $text }
feedback-erased = Паёми № { $number } бо маълумоти нависандааш нест карда шуд.

## Тугмаҳо
button-needs = Талаботи ман
button-offers = Пешниҳодҳои ман
button-add = Илова кардан
button-extend = Дароз кардан
button-extend-month = Як моҳ дароз кардан
button-close = Гирифтан
button-term = Муҳлати дигар
button-tell = Хабар диҳед
button-publish-need = Нашр чун талабот
button-publish-offer = Нашр чун пешниҳод
button-months = { $months } моҳ
button-for-all = Ба ҳама
button-for-chamber = Танҳо ба палата
button-publish = Нашр кардан
listing-back = Ба қафо
listing-skip = Гузаштан
listing-cancel = Бекор кардан
button-unwatch = Лозим нест
button-at-once = Дарҳол
button-weekly = Ҳафтае як бор
button-never = Ҳеҷ гоҳ
button-notify = Кай хабар диҳам
button-matches = Кӣ мувофиқ аст
listing-company = Ширкати ман
