## Саволҳо дар бораи ширкат
company-ask-which = Рақами андоз ё номи ширкати худро нависед. Агар он дар рӯйхат набошад, онро илова кардан мумкин аст.
company-ask-name = Номи ширкат чист?
company-ask-city = Ширкат дар кадом шаҳр ё ноҳия аст? Ҳар ҷои вилояти Липетск ё вилояти Суғд мумкин аст.
company-ask-tax-number = Рақами андозро нависед: дар Русия 10 ё 12 рақам, дар Тоҷикистон 9 рақам. Ин саволро гузаронидан мумкин аст.
company-ask-offers = Шумо чӣ пешниҳод мекунед? Агар якчанд мол ё хизмат бошад, байни онҳо вергул гузоред.
company-ask-needs = Шумо чӣ меҷӯед? Агар якчанд мол, хизмат ё шарик бошад, байни онҳо вергул гузоред.
company-ask-website = Ширкат сайт дорад? Суроғаро нависед ё ин саволро гузаронед.
company-ask-consent =
    Розигӣ барои нигоҳ доштани маълумоти шахсӣ
    Ҳамкор ном, телефон ва номи корбарии шуморо дар Telegram нигоҳ медорад. Палата онҳоро барои санҷидани дархост мебинад. Ширкати дигар онҳоро танҳо баъд аз розигии ҳар ду тараф мебинад. Дигар ҳеҷ кас намебинад.
    Розигиро ҳар вақт бозпас гирифтан мумкин аст: /privacy
company-ask-phone =
    Телефони шумо? Онро бо тугма фиристед ё нависед, масалан +7 999 000-11-22 ё +992 92 700-11-22.
    Агар ба шумо танҳо Telegram қулай бошад: /skip. Бозгашт: /back, пӯшидан: /cancel
company-ask-reach = Баъд аз розигии ҳар ду тараф бо шумо чӣ тавр тамос гиранд?
company-ask-preview = Дигарон ҳаминро мебинанд. Ҳамааш дуруст аст?
company-present = Ҳоло: { $text }
company-resumed = Аз ҷое, ки мондем, давом медиҳем.

## Хато дар ҷавоб
company-tax-letters = Дар рақами андоз танҳо рақамҳо мешаванд, дар ин ҷо ҳарф ё аломати дигар ҳаст. Шояд ба ҷои сифр ҳарфи «О» навишта шудааст.
company-tax-digits = Шумораи рақамҳо нодуруст аст: { $count }. Дар ширкати Русия 10, дар соҳибкор 12, дар Тоҷикистон 9 рақам мешавад.
company-tax-check-digit = Рақами санҷишӣ мувофиқ нест: аз 10 рақам охиринаш ба дигарҳо мувофиқ намеояд. Лутфан, хаторо ҷӯед.
company-tax-check-digits = Рақамҳои санҷишӣ мувофиқ нестанд: аз 12 рақам ду рақами охирин ба дигарҳо мувофиқ намеоянд. Лутфан, хаторо ҷӯед.
company-tax-zeros = Чунин рақам вуҷуд надорад: ҳамааш сифр аст. Лутфан, онро санҷед.
company-number-russian = Рақам дуруст аст: { $count } рақам, рақамҳои санҷишӣ мувофиқанд, минтақаи { $region }.
company-number-lipetsk = Рақам дуруст аст: { $count } рақам, рақамҳои санҷишӣ мувофиқанд, минтақаи { $region } (вилояти Липетск).
company-number-tajik = Рақам дуруст аст: 9 рақам, Тоҷикистон.
company-number-not-found = Дар рӯйхат ширкате бо ин рақам нест. Онро илова кардан мумкин аст. Ё рақами дигар ё номро нависед.
company-name-not-found = Дар рӯйхат нест: { $text }. Ширкатро илова кардан мумкин аст. Ё рақами андоз ё номи онро тарзи дигар нависед.
company-city-unknown = «{ $text }»: дар вилояти Липетск ё Суғд чунин ҷой нест. Ҳамкор танҳо ширкатҳои ҳамин ду тарафро мепайвандад.
company-too-long = Хеле дароз аст: на зиёда аз { $count } аломат. Лутфан, кӯтоҳтар нависед.
company-no-answer = Ин ба ҷавоб монанд нест. Лутфан, бо калимаҳо нависед.
company-website-wrong = Ин ба суроғаи сайт монанд нест. Масалан, example.com нависед ё ин саволро гузаронед.
company-press-a-button = Дар ин ҷо тугмаро пахш кунед (дар терминал рақами онро нависед).
company-cannot-skip = Ин саволро гузаронидан мумкин нест.
company-no-username = Шумо дар Telegram номи корбарӣ надоред, бе телефон бо шумо тамос гирифтан мумкин нест. Дар танзимоти Telegram номи корбарӣ гузоред ё рақамро диҳед.
company-phone-needed = Барои ин рақами телефони шумо лозим аст.
company-phone-letters = Дар рақами телефон танҳо рақамҳо мешаванд, дар ин ҷо аломати дигар ҳаст. Рақамро бе рақами иловагӣ нависед.
company-phone-digits = Рақам нодуруст аст: шумораи рақамҳо { $count }. Бо рамзи кишвар дар Русия 11 рақам мешавад (+7 999 000-11-22), дар Тоҷикистон 12 рақам (+992 92 700-11-22).
company-phone-no-country = Маълум нест, ки ин рақами кадом кишвар аст. Аз +7 ё +992 оғоз кунед.
company-not-your-contact = Ин рақами шахси дигар аст. Рақами худро фиристед ё нависед.

## Ҳамин ширкат аст ё не
company-is-it-you = Ин шумоед: { $name }, { $city }?
company-choose = Якчанд ширкати монанд ҳаст: { $name }. Кадомаш аз они шумост?
company-taken = Ин ширкат аллакай намоянда дорад. Палата дархости шуморо ҳам дида мебарояд.
company-answered = Ба ин аллакай ҷавоб ҳаст. Барои давом: /company
company-what-to-edit = Чиро тағйир медиҳед?
company-cancelled = Пӯшида шуд, ҳеҷ чиз фиристода нашуд. Аз нав оғоз кардан: /company
company-declined = Хуб. Бе розигӣ намояндаи ширкат шудан мумкин нест, аммо шарик ҷустан мисли пештара мумкин аст: нависед, ки ба шумо чӣ лозим аст.
company-gone = Ин ширкат дигар дар рӯйхат нест. Онро аз нав илова кардан мумкин аст.

## Маълумоти ширкат
company-language = Бо забони тоҷикӣ
company-line-name = Ном: { $text }
company-line-city = Шаҳр: { $text }
company-line-tax-number = Рақами андоз: { $text }
company-line-website = Сайт: { $text }
company-line-offers = Пешниҳод мекунад: { $text }
company-line-needs = Меҷӯяд: { $text }
company-line-contact = Тамос: { $contact } ({ $by })
company-reach-both = телефон ва Telegram
company-reach-phone = танҳо телефон
company-reach-telegram = танҳо Telegram
company-contact-hidden = Тамос дар рӯйхат дида намешавад: онро танҳо тарафе мегирад, ки ҳар дуятон розӣ бошед.
company-source = дархости № { $number }, { $date }

## Дархост
company-sent = Дархости № { $number } ба палата фиристода шуд.
company-sent-when = Санҷиш одатан дар давоми 1 рӯзи корӣ мешавад. Вақте ки дида мебароянд, ба шумо хабар медиҳам.
company-sent-nobody = Ҳоло касе нест, ки онро дида барояд: палата ҳанӯз пайваст нашудааст. Дархост мунтазир мешавад, ва вақте ки дида мебароянд, ба шумо хабар медиҳам.
company-sent-meanwhile = Шарикро ҳозир ҳам ҷустан мумкин аст: нависед, ки ба шумо чӣ лозим аст.
company-waits = Дархости № { $number } аз { $date } санҷиши палатаро интизор аст, одатан то 1 рӯзи корӣ.
company-taken-back = Дархости № { $number } бозпас гирифта шуд. Дархости нав: /company
company-wish-join = Мехоҳад намояндаи ширкат шавад
company-wish-add = Мехоҳад ширкатро илова кунад
company-wish-change = Мехоҳад маълумоти ширкати худро тағйир диҳад
company-approved = Палата дархости № { $number }-ро тасдиқ кард. Акнун шумо намояндаи ин ширкат ҳастед: { $name }.
company-approved-next = Нависед, ки ба шумо чӣ лозим аст ё чӣ мефурӯшед, ва ман шарик меёбам.
company-change-approved = Палата дархости № { $number }-ро тасдиқ кард. Маълумот нав шуд: { $name }.
company-reopened = Палата дархости № { $number }-ро аз нав дида мебарояд: қарори пештара бекор карда шуд.
company-change-undone = Палата тасдиқи дархости № { $number }-ро бекор кард: дар рӯйхат боз маълумоти пештара аст.
company-approval-undone = Палата тасдиқи дархости № { $number }-ро бекор кард: шумо дигар намояндаи ин ширкат нестед. Аз нав дархост додан мумкин аст.
company-asked-back = Аз рӯйи дархости № { $number } палата хоҳиш мекунад, ки аниқ кунед: { $doubt }.
company-asked-back-next = Дархостро тағйир диҳед ва аз нав фиристед.
company-refused = Палата дархости № { $number }-ро рад кард: { $doubt }.
company-refused-next = Агар ин хато бошад, ба палата муроҷиат кунед ё аз нав дархост диҳед. Шарикро мисли пештара ҷустан мумкин аст.
doubt-not-their-company = ширкати шумо нест
doubt-cannot-be-verified = маълумот тасдиқ нашуд
doubt-other-region = на аз ин ду вилоят
doubt-unsuitable-text = матн мувофиқ нест

## Ширкати худ
company-card = Ширкати шумо. Дигарон онро чунин мебинанд:
company-no-contact = Тамос нест: дигарон наметавонанд бо шумо тамос гиранд.
company-change-waits = Тағйирот палатаро интизор аст: дархости № { $number }.
company-contact-kept = Тамос нигоҳ дошта шуд.
company-contact-not-asked = Ҳоло рақам лозим нест, ман онро нигоҳ намедорам. Он вақте лозим мешавад, ки намояндаи ширкат шудан хоҳед.
company-ask-leave = Шумо дигар намояндаи ин ширкат нестед: { $name }? Худи ширкат дар рӯйхат мемонад.
company-left = Шумо дигар намояндаи ин ширкат нестед: { $name }.

## Палата
moderation-applied = Дархости № { $number } аз { $date }
moderation-no-longer = Маълумот дигар нест: шахс онро нест кардааст.
moderation-written = Дар дархост навишта шудааст:
moderation-in-the-list = Ҳоло дар рӯйхат:
moderation-source = Манбаъ: { $text }
moderation-members = Ширкат аллакай { $count } намоянда дорад.
moderation-nothing-waits = Дархосте, ки қарорро интизор бошад, нест.
moderation-waiting = { $count } дархост қарорро интизор аст:
moderation-complaints = { $count } шикоят интизор аст.
moderation-why-ask-back = Дар дархости № { $number } чиро аниқ кардан лозим аст?
moderation-why-refuse = Чаро дархости № { $number } рад мешавад?
moderation-approved = Дархости № { $number } тасдиқ шуд. Шахс дарҳол хабар меёбад.
moderation-asked-back = Аз рӯйи дархости № { $number } аниқ кардан лозим аст. Шахс дарҳол хабар меёбад.
moderation-refused = Дархости № { $number } рад шуд. Шахс дарҳол хабар меёбад.
moderation-left =
    { $count ->
        [0] Дигар дархост нест.
       *[other] Боз { $count } дархост интизор аст.
    }
moderation-settled-before = Аз рӯйи дархости № { $number } аллакай қарор ҳаст, ё он бозпас гирифта шудааст.
moderation-other-chamber = Оид ба дархости № { $number } палатаи тарафи дигар қарор мекунад.
moderation-only = Инро танҳо кормандони палата карда метавонанд.

## Тугмаҳо
button-company = Ширкати ман
button-company-register = Илова кардани ширкат
button-company-yes = Ҳа
button-company-no = Не
button-company-agree = Розӣ ҳастам
button-company-disagree = Розӣ нестам
button-company-share-phone = Фиристодани рақам
button-company-reach-both = Телефон ва Telegram
button-company-reach-phone = Танҳо телефон
button-company-reach-telegram = Танҳо Telegram
button-company-back = Бозгашт
button-company-skip = Гузаронидан
button-company-cancel = Бекор кардан
button-company-edit = Тағйир додан
button-company-publish = Нашр кардан
button-company-take-back = Бозпас гирифтан
button-company-change-offers = Тағйири пешниҳодҳо
button-company-change-needs = Тағйири талабот
button-company-change-contact = Тағйири тамос
button-company-leave = Дигар намоянда нестам
button-company-really-leave = Ҳа, дигар нестам
button-company-edit-name = Ном
button-company-edit-city = Шаҳр
button-company-edit-tax-number = Рақами андоз
button-company-edit-offers = Пешниҳодҳо
button-company-edit-needs = Талабот
button-company-edit-website = Сайт
button-company-edit-phone = Телефон
button-company-edit-reach = Тарзи тамос
button-moderation-show = Дархости № { $number }
button-moderation-approve = Тасдиқ кардан
button-moderation-ask-back = Аниқ кардан
button-moderation-refuse = Рад кардан
button-doubt-not-their-company = Ширкати онҳо нест
button-doubt-cannot-be-verified = Тасдиқ нашуд
button-doubt-other-region = На аз ин ду вилоят
button-doubt-unsuitable-text = Матн мувофиқ нест
button-moderation-waiting = Ҳамаи дархостҳо
