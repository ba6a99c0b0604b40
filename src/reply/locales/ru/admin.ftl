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
