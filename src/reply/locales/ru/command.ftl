## Что говорят команды в командной строке, когда что-то не так.

command-line = Строка { $line }: { $what }
command-line-not-utf8 = это не UTF-8, запрос оставлен без ответа. Переведите файл в UTF-8, например: iconv -f WINDOWS-1251 -t UTF-8
command-line-too-long = предупреждение: она длиннее { $kib } КиБ, остаток не прочитан. Сократите запрос.
command-line-not-json = она начинается как JSON, но у знака { $at } в нём ошибка; запрос оставлен без ответа. Проверьте кавычки и скобки или напишите просто текст.
command-line-no-text = в JSON нет текста, запрос оставлен без ответа. Напишите его строкой в "text".
command-line-no-city = предупреждение: места «{ $city }» нет ни в Липецкой, ни в Согдийской области; ответ дан без него. Назовите другое, например: Липецк, Худжанд, Елец, Исфара.
command-line-no-lang = предупреждение: языка «{ $lang }» здесь нет; ответ дан без него. Выберите ru, tg или en.

command-no-city = --city: места «{ $typed }» я не знаю. Назовите город, район или область, например: Липецк, Худжанд, Елец, Исфара.
command-no-sector = --sector: отрасли «{ $typed }» я не знаю. Возьмите другое слово или код ISIC; отрасли стоят в seed/sectors.
command-no-load = --load: загрузки { $typed } нет. Все загрузки показывает «hamkor ledger --kind load».
command-no-company = Компании с кодом «{ $typed }» в списке нет. Все коды показывает «hamkor companies».
command-no-listing = Потребности или предложения с номером { $typed } нет, или оно закрыто.
command-no-answer = { $company } этому запросу не подходит.
command-asks-for-nothing = В запросе нет ни товара, ни услуги, ни замысла: отчёт делать не о чем. Напишите, что нужно, что продаёте или строите.
command-none-there = Таких компаний в списке нет.
command-cities = Больше всего компаний здесь: { $cities }.
command-say-which = скажите, какие компании: --city, --sector, --source, --load или --unseen-since
command-one-language = --lang { $asked }: на нескольких языках пишутся только отчёты. Выберите один: ru, tg или en.
command-days-reversed = --from позже --to
command-from-future = --from позже сегодняшнего дня: этот период ещё не начался
command-bad-day = { $flag }: «{ $text }» — не день. Напишите так: 2026-11-27, 27.11.2026 или 27.11
command-xlsx-shown = книга .xlsx — не текст для экрана: отправьте её в файл, например: > { $file }
command-report-shown = такой файл — не текст для экрана: назовите файл (--out отчёт.pdf) или отправьте его дальше (> отчёт.pdf)
command-report-form = --out { $file }: скажите в --format, что это будет: pdf, png, xlsx, csv, json или html
command-paper-form = лист, который заполняют от руки, — не таблица: возьмите pdf, png, html или json
command-card-form = карточка — картинка, а не таблица: возьмите png, pdf, html или json; таблицу даёт hamkor report partners
command-picture-cut = На картинке только первые страницы; остальные ({ $pages }) есть в --format pdf.
command-no-typesetting = эта сборка Hamkor не верстает (она собрана без "reports"): возьмите html, xlsx, csv или json
command-bot-name = --bot { $typed }: напишите имя бота, например hamkor_bot

command-unreadable = { $file } не читается
command-unwritable = { $file } не пишется
command-io-not-found = нет такого файла или папки
command-io-denied = нет прав
command-io-exists = уже есть
command-io-directory = это папка
command-io-no-directory = это не папка
command-io-full = на диске нет места
command-io-read-only = на этот диск нельзя писать
command-io-address-in-use = адрес занят
command-io-no-text = это не текст

command-busy = с папкой { $dir } работает другой Hamkor. Остановите его или выберите другую папку в --data.
command-disk = { $file }: { $cause }; ничего не изменено. { $advice }
command-disk-full = Освободите место на диске, дальше запись пойдёт сама.
command-disk-locked = Дайте этому пользователю право писать в папку данных.
command-disk-gone = Проверьте, на месте ли папка данных.
command-disk-other = Проверьте диск и есть ли свежая копия.
command-bring-back = Сохраните копию папки данных и восстановите последний снимок с тем, что осталось: hamkor restore СНИМОК --rest-from { $dir } --data НОВАЯ.
command-damaged = { $file }, строка { $line }: повреждена или не из этой версии Hamkor. Ничего не изменено. { command-bring-back }
command-ledger-short = { $dir }: журнал кончается изменением { $ends }, а подтверждено было больше (см. { $known }). Ничего не изменено. { command-bring-back }
command-read-only = На диск с { $dir } нельзя писать: ответы идут из копии, ничего нового не сохраняется.
command-view = { $dir }: хранилище повреждено. Ничего не потеряно: запустите Hamkor ещё раз, и оно построится заново из журнала.
command-bot-ended = бот, который работал с этой папкой, остановился раньше, чем команда была выполнена
command-bot-runs = с этой папкой работает бот
command-bot-other-version = бот, работающий с этой папкой, другой версии: перезапустите его или возьмите ту же программу
command-bot-busy = бот, работающий с этой папкой, сейчас выполняет другие команды; повторите, когда они закончатся

command-no-token = TELOXIDE_TOKEN не задан. Создайте бота у @BotFather в Telegram и впишите сюда токен, который он даст.
command-bad-token = TELOXIDE_TOKEN: это не токен, какой даёт @BotFather (цифры, двоеточие, буквы): { $why ->
    [colon] в нём нет двоеточия.
    [number] перед двоеточием не только цифры.
    [cut] после двоеточия ничего нет.
   *[sign] после двоеточия есть не только буквы, цифры, - и _.
 }
command-bad-address = TELOXIDE_API_URL: это не адрес: { $why ->
    [scheme] он начинается не с https:// и не с http://
    [host] в нём нет сервера.
    [port] его порт — не число меньше 65536.
   *[unreadable] сервер в нём не разобрать. Пишите так: https://api.telegram.org
 }
command-bad-secret = HAMKOR_WEBHOOK_SECRET: { $why ->
    [length] в нём знаков { $length }, а можно от 1 до 256.
   *[sign] в нём есть не только A-Z, a-z, 0-9, _ и -.
 }
command-no-text-in = { $name }: это не текст

serve-unknown-bot = { $host } не знает бота с таким TELOXIDE_TOKEN. Скопируйте токен заново у @BotFather (/mybots, API Token).
serve-refused = { $host } не отвечает, какой это бот (код { $code }).
serve-unreachable = { $host } недоступен. Проверьте сеть или укажите другой сервер Bot API в TELOXIDE_API_URL.
serve-token-revoked = Токен больше не принимается. Возьмите новый у @BotFather.
serve-listen = --listen { $address }: по этому адресу нельзя принимать соединения
serve-ended = --listen: приём соединений прекратился
serve-webhook-stays = Вебхук не удалось убрать ({ $why }).
serve-has-webhook = У бота есть вебхук, поэтому его обновления нельзя запрашивать. Запустите с --webhook-url или один раз с --delete-webhook, чтобы убрать вебхук.
serve-another-fetches = Обновления этого бота уже получает другая программа (с тем же токеном). Сначала остановите её.
serve-another-webhook = Другая программа поставила этому боту другой вебхук (с тем же токеном). Сначала остановите её.
serve-webhook-refused = Вебхук не принят ({ $why }).
