## Главная страница тех, кто ведёт список
admin-heading = Вас ждут:
admin-applications = Заявки: { $count }
admin-complaints = Жалобы: { $count }
admin-tasks = Запросы к палате: { $count }
admin-cancelled = Отменено, ничего не отправлено.
button-admin = Что ждёт
button-admin-tasks = Запросы к палате
button-admin-load = Загрузить список
button-admin-export = Список файлом
button-admin-statistics = Статистика

## Статистика
statistics = Статистика на { $date }
statistics-companies = Компаний в списке: { $count }
statistics-not-counted = Не удалось посчитать компании. Попробуйте ещё раз чуть позже.
statistics-elsewhere = в других местах
statistics-sectors = По отраслям (компания может быть в нескольких строках):
statistics-members = Представителей компаний: { $members }; компаний: { $companies }
statistics-listings = Открытых потребностей: { $needs }; предложений: { $offers }
statistics-introductions = Знакомства:
statistics-asked = ждут ответа
statistics-accepted = приняты
statistics-declined = отклонены
statistics-expired = остались без ответа
statistics-taken-back = отозваны
statistics-unanswered = Запросов, на которые никто не нашёлся, за { $days } дней: { $count }
statistics-hidden = Скрытых компаний: { $count }

## Запросы к палате
task-asked = Ваш запрос передан палате: «{ $text }». Если она знает, кто подойдёт, ответ придёт сюда.
task-asked-before = Этот запрос у палаты уже есть. Ответ придёт сюда.
task-enough = На сегодня достаточно: не больше { $limit } запросов к палате в день.
tasks = Запросов, которые ждут палату: { $count }
tasks-none = Запросов, которые ждут палату, нет.
tasks-left = Ещё ждут: { $count }
task-heading = Запрос к палате № { $number } от { $date }: в списке никто не подходит
task-erased = Удалён вместе с данными написавшего.
task-settled = Запрос № { $number } уже разобран или адресован другой палате.
task-ask-reply = Что ответить на запрос № { $number }? Одним сообщением; после него запрос считается разобранным.
task-answered = Запрос № { $number } разобран.
task-replied = Запрос № { $number } разобран, ответ отправлен.
task-of-yours = На ваш запрос «{ $text }»
task-from-chamber = палата отвечает: { $text }
task-reply-erased = палата ответила, но ответ удалён.
button-task-ask = Спросить палату
button-task = Запрос № { $number }
button-task-reply = Ответить
button-task-answered = Разобран

## Сообщения многим
broadcast-ask-side = Кому? Сообщение получат представители компаний, которые дали согласие.
broadcast-ask-text = Кому: { $to }. Напишите текст, до { $limit } знаков. Все прочтут его так, как вы напишете.
broadcast-to = Кому: { $to }. Получателей: { $people }
broadcast-nobody = Там некому написать. Напишите другой текст или отмените.
broadcast-needs-second = Сообщение должен подтвердить второй администратор, а на этой стороне его нет. Пригласите его и напишите снова.
broadcast-ask-second = Отправить на подтверждение второму администратору? Чтобы изменить текст, напишите его заново.
broadcast-proposed = Сообщение № { $number } ждёт: оно уйдёт, когда его в течение суток подтвердит второй администратор.
broadcast-confirm = Другой администратор хочет отправить сообщение № { $number }. Отправить?
broadcast-confirmed = Сообщение № { $number } отправляется. Получателей: { $people }. Где сейчас ночь, оно придёт утром.
broadcast-sent = Сообщение № { $number } подтверждено и отправляется. Где сейчас ночь, оно придёт утром.
broadcast-stopped = Сообщение № { $number } не отправлено.
broadcast-lapsed = Сообщение № { $number } не отправлено: за сутки его никто не подтвердил.
broadcast-given = Пишет палата:
broadcast-muted = Палата вам больше не пишет. Включить снова: /notify
broadcast-not-muted = Палата снова может вам писать.
notify-muted = Сообщения палаты не приходят.
button-broadcast = Написать людям
button-broadcast-all = Все участники
button-broadcast-propose = На подтверждение
button-broadcast-show = Сообщение № { $number }
button-broadcast-send = Отправить
button-broadcast-stop = Не отправлять
button-broadcast-mute = Больше не присылать
button-broadcast-unmute = Снова получать от палаты
