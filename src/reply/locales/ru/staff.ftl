## Кто ведёт список
role-clerk = сотрудник
role-admin = администратор
role-owner = владелец
side-lipetsk = Липецк
side-khujand = Худжанд
side-both = обе стороны
staff-list = Список ведут:
staff-person = • { $post } (id { $chat })
staff-you = { $person }: это вы
staff-ask-side = Для какой стороны приглашение ({ $role })?
staff-link = Перешлите это приглашение ({ $post }). Оно действует один раз и { $days ->
    [one] { $days } день
    [few] { $days } дня
   *[other] { $days } дней
}:
staff-link-invalid = Эта ссылка не действует: её уже использовали, срок истёк или она неполная.
staff-welcome = Теперь вы ведёте список: { $post }.
staff-may-clerk = Вы решаете по заявкам и действуете за компании, у которых нет мессенджера. Что ждёт решения: /moderation. Все команды: /help
staff-may-admin = Вы загружаете списки, решаете по заявкам и приглашаете сотрудников. Что ждёт решения: /moderation. Все команды: /help
staff-held-already = Вам эта ссылка не нужна, у вас уже есть права: { $post }. Она останется тому, кому предназначена.
staff-ask-dismiss = Снять права: { $post } (id { $chat })?
staff-dismissed = Права сняты: { $post } (id { $chat }). Неиспользованные приглашения этого человека больше не действуют.
staff-let-go = Вы больше не ведёте список: права с вас сняты. Искать партнёров можно как прежде.
staff-not-yours = Этого вы сделать не можете.
button-staff-list = Кто ведёт список
button-staff-invite-clerk = Пригласить сотрудника
button-staff-invite-admin = Пригласить администратора
button-staff-both = Обе стороны
button-staff-dismiss = Снять права { $chat }
button-staff-really-dismiss = Да, снять
