## Он чи фармонҳо дар сатри фармон мегӯянд, вақте ки чизе нодуруст аст.

command-line = Сатри { $line }: { $what }
command-line-not-utf8 = ин UTF-8 нест, дархост беҷавоб монд. Файлро ба UTF-8 гардонед, масалан: iconv -f WINDOWS-1251 -t UTF-8
command-line-too-long = огоҳӣ: он аз { $kib } КиБ дарозтар аст, боқимондааш хонда нашуд. Дархостро кӯтоҳ кунед.
command-line-not-json = он чун JSON оғоз мешавад, вале дар аломати { $at } хато дорад; дархост беҷавоб монд. Нохунак ва қавсҳоро санҷед ё матни оддӣ нависед.
command-line-no-text = дар JSON матн нест, дархост беҷавоб монд. Онро дар "text" нависед.
command-line-no-city = огоҳӣ: ҷойи «{ $city }» на дар вилояти Липетск ҳаст, на дар вилояти Суғд; ҷавоб бе он дода шуд. Ҷойи дигарро номбар кунед, масалан: Липетск, Хуҷанд, Исфара.
command-line-no-lang = огоҳӣ: забони «{ $lang }» дар ин ҷо нест; ҷавоб бе он дода шуд. ru, tg ё en-ро интихоб кунед.

command-no-city = --city: ҷойи «{ $typed }»-ро намедонам. Шаҳр, ноҳия ё вилоятро нависед, масалан: Липетск, Хуҷанд, Исфара.
command-no-sector = --sector: соҳаи «{ $typed }»-ро намедонам. Калимаи дигар ё рамзи ISIC нависед; соҳаҳо дар seed/sectors ҳастанд.
command-no-load = --load: боркунии { $typed } нест. Ҳамаи боркуниҳоро «hamkor ledger --kind load» нишон медиҳад.
command-no-company = Ширкат бо рамзи «{ $typed }» дар рӯйхат нест. Ҳамаи рамзҳоро «hamkor companies» нишон медиҳад.
command-no-listing = Ниёз ё пешниҳод бо рақами { $typed } нест ё пӯшида шудааст.
command-no-answer = { $company } ба ин дархост мувофиқ нест.
command-asks-for-nothing = Дар дархост на мол, на хизмат ва на нақша ҳаст: барои ҳисобот чизе нест. Нависед, ки чӣ лозим аст, чӣ мефурӯшед ё чӣ месозед.
command-none-there = Дар рӯйхат чунин ширкатҳо нестанд.
command-cities = Ширкатҳо бештар дар ин ҷо ҳастанд: { $cities }.
command-say-which = нависед, ки кадом ширкатҳо: --city, --sector, --source, --load ё --unseen-since
command-one-language = --lang { $asked }: бо якчанд забон танҳо ҳисоботҳо навишта мешаванд. Якеро интихоб кунед: ru, tg ё en.
command-days-reversed = --from баъд аз --to меояд
command-from-future = --from баъд аз имрӯз аст: ин давра ҳанӯз сар нашудааст
command-bad-day = { $flag }: «{ $text }» рӯз нест. Чунин нависед: 2026-11-27, 27.11.2026 ё 27.11
command-xlsx-shown = файли .xlsx матн барои экран нест: онро ба файл фиристед, масалан: > { $file }
command-report-shown = чунин файл матн барои экран нест: номи файлро нависед (--out report.pdf) ё онро фиристед (> report.pdf)
command-report-form = --out { $file }: дар --format нависед, ки он чӣ мешавад: pdf, png, xlsx, csv, json ё html
command-paper-form = варақе, ки бо даст пур карда мешавад, ҷадвал нест: pdf, png, html ё json-ро гиред
command-card-form = варақаи ширкат расм аст, на ҷадвал: png, pdf, html ё json-ро гиред; ҷадвалро hamkor report partners медиҳад
command-picture-cut = Дар расм танҳо саҳифаҳои аввал ҳастанд; боқимонда ({ $pages }) дар --format pdf ҳастанд.
command-no-typesetting = ин нусхаи Hamkor файли чопӣ намесозад (он бе "reports" сохта шудааст): html, xlsx, csv ё json-ро гиред
command-bot-name = --bot { $typed }: номи ботро нависед, масалан hamkor_bot

command-unreadable = { $file } хонда намешавад
command-unwritable = { $file } навишта намешавад
command-io-not-found = чунин файл ё ҷузвдон нест
command-io-denied = иҷозат нест
command-io-exists = аллакай ҳаст
command-io-directory = ин ҷузвдон аст
command-io-no-directory = ин ҷузвдон нест
command-io-full = дар диск ҷой нест
command-io-read-only = ба ин диск навиштан мумкин нест
command-io-address-in-use = суроға банд аст
command-io-no-text = ин матн нест

command-busy = бо ҷузвдони { $dir } Hamkor-и дигар кор мекунад. Онро боздоред ё дар --data ҷузвдони дигарро интихоб кунед.
command-disk = { $file }: { $cause }; чизе тағйир наёфт. { $advice }
command-disk-full = Дар диск ҷой холӣ кунед, баъд навиштан худ аз худ давом мекунад.
command-disk-locked = Ба ин корбар иҷозати навиштан ба ҷузвдони маълумотро диҳед.
command-disk-gone = Санҷед, ки ҷузвдони маълумот дар ҷояш ҳаст ё не.
command-disk-other = Дискро санҷед ва бубинед, ки нусхаи эҳтиётии нав ҳаст ё не.
command-bring-back = Нусхаи ҷузвдони маълумотро нигоҳ доред ва нусхаи охиринро бо он чи боқӣ мондааст, барқарор кунед: hamkor restore НУСХА --rest-from { $dir } --data НАВ.
command-damaged = { $file }, сатри { $line }: вайрон аст ё аз нусхаи дигари Hamkor аст. Чизе тағйир наёфт. { command-bring-back }
command-ledger-short = { $dir }: дафтар бо тағйироти { $ends } ба охир мерасад, вале бештар тасдиқ шуда буд (ниг. { $known }). Чизе тағйир наёфт. { command-bring-back }
command-read-only = Ба диски { $dir } навиштан мумкин нест: ҷавобҳо аз нусха меоянд, чизи нав нигоҳ дошта намешавад.
command-view = { $dir }: анбор вайрон аст. Чизе гум нашуд: Hamkor-ро бори дигар оғоз кунед, он аз дафтар аз нав сохта мешавад.
command-bot-ended = бот, ки бо ин ҷузвдон кор мекард, пеш аз иҷрои фармон қатъ шуд
command-bot-runs = бо ин ҷузвдон бот кор мекунад
command-bot-other-version = боти ин ҷузвдон аз нусхаи дигар аст: онро аз нав оғоз кунед ё ҳамон барномаро истифода баред
command-bot-busy = боти ин ҷузвдон ҳоло фармонҳои дигарро иҷро мекунад; вақте ки онҳо тамом шаванд, такрор кунед

command-no-token = TELOXIDE_TOKEN навишта нашудааст. Дар Telegram аз @BotFather бот созед ва токени онро дар ин ҷо нависед.
command-bad-token = TELOXIDE_TOKEN: ин токени @BotFather нест (рақамҳо, ду нуқта, ҳарфҳо): { $why ->
    [colon] дар он ду нуқта нест.
    [number] пеш аз ду нуқта на танҳо рақамҳоянд.
    [cut] баъд аз ду нуқта чизе нест.
   *[sign] баъд аз ду нуқта на танҳо ҳарфҳо, рақамҳо, - ва _ ҳастанд.
 }
command-bad-address = TELOXIDE_API_URL: ин суроға нест: { $why ->
    [scheme] он бо https:// ё http:// оғоз намешавад.
    [host] дар он номи сервер нест.
    [port] порти он рақами хурдтар аз 65536 нест.
   *[unreadable] сервери онро хондан мумкин нест. Чунин нависед: https://api.telegram.org
 }
command-bad-secret = HAMKOR_WEBHOOK_SECRET: { $why ->
    [length] дар он { $length } аломат ҳаст, вале аз 1 то 256 мумкин аст.
   *[sign] дар он на танҳо A-Z, a-z, 0-9, _ ва - ҳастанд.
 }
command-no-text-in = { $name }: ин матн нест

serve-unknown-bot = { $host } боти дорои чунин TELOXIDE_TOKEN-ро намешиносад. Онро аз нав аз @BotFather (/mybots, API Token) гиред.
serve-refused = { $host } намегӯяд, ки ин кадом бот аст (рамзи { $code }).
serve-unreachable = Ба { $host } пайваст шудан нашуд. Шабакаро санҷед ё сервери дигари Bot API-ро дар TELOXIDE_API_URL нишон диҳед.
serve-token-revoked = Токен дигар қабул намешавад. Токени навро аз @BotFather гиред.
serve-listen = --listen { $address }: дар ин суроға пайвастҳоро қабул кардан намешавад
serve-ended = --listen: қабули пайвастҳо қатъ шуд
serve-webhook-stays = Webhook-ро бардоштан нашуд ({ $why }).
serve-has-webhook = Бот webhook дорад, бинобар ин навигариҳояшро гирифтан намешавад. Бо --webhook-url оғоз кунед ё як бор бо --delete-webhook, то webhook бардошта шавад.
serve-another-fetches = Навигариҳои ин ботро аллакай барномаи дигар (бо ҳамон токен) мегирад. Аввал онро боздоред.
serve-another-webhook = Барномаи дигар ба ин бот webhook-и дигар гузоштааст (бо ҳамон токен). Аввал онро боздоред.
serve-webhook-refused = Webhook қабул нашуд ({ $why }).
