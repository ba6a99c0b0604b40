//! `hamkor ledger`: what was done, for people and for programs; and a load taken back by its number.

use hamkor::conversation::{Asked, Change, Step, UpdateId};
use hamkor::domain::{ChatId, Company, CompanyId, Contact, IntroductionId, Language, ListingId, Reach, Region};
use hamkor::registry::{
    Answer, Audience, Fact, IntroductionFact, Listing, ListingFact, ListingKind, MemberFact, MemberNotice, Notice, Side, Verdict, Wish,
};
use hamkor::store::{Commit, Incoming, PutCompany, ReplyId, Sequence, SledStore, Store, Version, Who};
use jiff::Timestamp;

use super::{Desk, LIST, LISTED, Ran, ran};

const PHONE: &str = "+79995550123";
const NAME: &str = "Зухра Каримова";
const MESSAGE: &str = "фиолетовые самовары";

impl Desk {
    fn ledger(&self, arguments: &[&str]) -> Ran {
        let mut ran = self.run(&[&["ledger"], arguments].concat());
        ran.out = without_times(&ran.out);
        ran
    }

    /// The numbers of the entries that pass.
    fn numbers(&self, arguments: &[&str]) -> Vec<u64> {
        let ran = self.run(&[&["ledger", "--format", "jsonl"], arguments].concat());
        assert_eq!(ran.code, Some(i32::from(ran.out.is_empty())), "{arguments:?}: {ran:?}");
        let number = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON")["number"].as_u64();
        ran.out.lines().map(|line| number(line).expect("an entry has a number")).collect()
    }

    /// With two loads, and people of both companies who were introduced.
    fn with_a_past() -> Desk {
        let desk = Desk::with_list();
        desk.write(
            "more.csv",
            LIST.replace("атлас; адрас", "атлас; шоҳӣ") + "C3,Конибодом,Конибодом,Таджикистан,сухофрукты,+992 92 7770011,\n",
        );
        assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
        past(&desk);
        desk
    }
}

/// Days and minutes as `…`, whatever they are.
fn without_times(text: &str) -> String {
    let shapes = ["00.00.0000 00:00", "0000-00-00T00:00:00Z"].map(|shape| shape.chars().collect::<Vec<_>>());
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut masked) = (0, String::new());
    while at < text.len() {
        let is_it = |shape: &&Vec<char>| {
            let met = text.get(at..at + shape.len());
            met.is_some_and(|met| met.iter().zip(*shape).all(|(met, of)| if *of == '0' { met.is_ascii_digit() } else { met == of }))
        };
        match shapes.iter().find(is_it) {
            Some(shape) => {
                masked.push('…');
                at += shape.len();
            }
            None => {
                masked.push(text[at]);
                at += 1;
            }
        }
    }
    masked
}

/// The cells of a table, a row a line, without its rules.
fn cells(table: &str) -> String {
    let rows = table.lines().filter(|line| !line.starts_with(['─', '═']));
    let cells = rows.map(|row| row.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(" | ") + "\n");
    cells.collect()
}

/// What people and the program did after the loads; numbers 6 to 19.
fn past(desk: &Desk) {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let (store, notices) = SledStore::open(&desk.path("hamkor-data")).expect("the store opens");
    assert_eq!(notices, []);
    let company = |id: &str| CompanyId(id.to_owned());
    let id = IntroductionId(1);
    let (from, to) =
        (Side { company: company("A1"), region: Some(Region::Lipetsk) }, Side { company: company("B2"), region: Some(Region::Sughd) });
    let listing = Listing {
        id: ListingId(1),
        company: company("B2"),
        kind: ListingKind::Offer,
        text: "атлас со склада".to_owned(),
        audience: Audience::Everyone,
        until: "2027-01-31".parse().expect("a day"),
        on: "2026-11-27".parse().expect("a day"),
        side: Region::Sughd,
    };
    let application = hamkor::domain::ApplicationId(1);
    let put = Company { id: "D4".into(), name: "Арча".into(), city: "Хуҷанд".into(), phone: PHONE.into(), ..Company::default() };
    let steps = [
        (7, "chat:7", vec![], vec![]),
        (7, "chat:7", vec![Fact::Member(MemberFact::Consented { version: 1, language: Language::Ru })], vec![]),
        (7, "chat:7", vec![Fact::Member(MemberFact::Applied { application, wish: Wish::Join(company("A1")), side: None })], vec![]),
        (9, "hamkor", vec![Fact::Told(Notice::Member(MemberNotice::Applied { application, round: 1 }))], vec![]),
        (9, "chat:9", vec![Fact::Member(MemberFact::Decided { application, verdict: Verdict::Approved })], vec![put]),
        (7, "chat:7", vec![Fact::Member(MemberFact::Joined { company: company("A1") })], vec![]),
        (7, "chat:7", vec![Fact::Introduction(IntroductionFact::Asked { id, from, to, language: Language::Ru, on_behalf: false })], vec![]),
        (
            8,
            "chat:8",
            vec![Fact::Introduction(IntroductionFact::Answered { id, answer: Answer::Accepted, on_behalf: true, language: Language::Tg })],
            vec![],
        ),
        (8, "chat:8", vec![Fact::Listing(ListingFact::Published(Box::new(listing)))], vec![]),
    ];
    runtime.block_on(async {
        let mut versions = std::collections::HashMap::new();
        for (chat, who, facts, companies) in steps {
            let contact = Contact { name: NAME.into(), phone: PHONE.into(), username: String::new(), by: Reach::PhoneOnly };
            let asked = Change::Asked(Asked { text: MESSAGE.into(), ..Asked::default() });
            let step = Step { changes: vec![asked, Change::ContactGiven(Some(contact))], facts, ..Step::default() };
            let companies = companies.into_iter().map(|company| PutCompany { company, name_key: String::new() }).collect();
            let seen: &mut u64 = versions.entry(chat).or_default();
            let commit = Commit {
                chat: ChatId(chat),
                seen: Version(*seen),
                update: None,
                step: &step,
                companies,
                at: Timestamp::now(),
                who: Who { who: who.to_owned(), on_behalf: (chat == 8).then(|| "B2".to_owned()) },
            };
            store.commit(commit).await.expect("a step is kept");
            *seen += 1;
        }
        let corrected =
            Company {
                id: "A1".into(), name: "Медсофт".into(), city: "Липецк".into(), phone: PHONE.into(), ..Company::default()
            };
        let row = PutCompany { company: corrected, name_key: String::new() };
        store.put_company(row, Timestamp::now(), Who::new("clerk:9")).await.expect("a company is kept");
        let update = |number: i64| Incoming { update: UpdateId(number), chat: ChatId(7), json: MESSAGE.as_bytes().to_vec() };
        store.receive(vec![update(1), update(2)], Timestamp::now()).await.expect("updates are kept");
        store.done(ChatId(7), UpdateId(1), Timestamp::now()).await.expect("an update is handled");
        store.mark_sent(&[ReplyId { entry: Sequence(6), number: 0 }], Timestamp::now()).await.expect("a reply is sent");
        store.forget(ChatId(7), Timestamp::now(), Who::new("chat:7")).await.expect("a person is forgotten");
    });
}

#[test]
fn what_was_done_is_told_in_the_language_that_is_asked_for() {
    let desk = Desk::with_a_past();
    for (language, table) in [("en", EN), ("ru", RU), ("tg", TG)] {
        let Ran { code, out, err } = desk.ledger(&["--lang", language]);
        assert_eq!((code, cells(&out).as_str(), err.as_str()), (Some(0), table, ""));
    }
}

const EN: &str = r#"No. | Time (UTC+3) | Who | What
1 | … | terminal | loaded a list: list.csv, 2 rows: 2 new, 0 updated
3 | … | terminal | loaded a list: more.csv, 3 rows: 1 new, 1 updated
7 | … | chat:7 | consent given
8 | … | chat:7 | application 1: to speak for Медсофт (A1)
9 | … | hamkor | in chat 9: a notice given
10 | … | chat:9 | application 1 approved; the company Арча (D4) was added
11 | … | chat:7 | speaks for Медсофт (A1) from now on
12 | … | chat:7 | introduction 1 asked: Медсофт (A1) with Атласи Хуҷанд (B2)
13 | … | chat:8 on behalf of B2 | introduction 1 accepted (by the chamber on behalf of the company)
14 | … | chat:8 on behalf of B2 | listing 1 of Атласи Хуҷанд (B2) published
15 | … | clerk:9 | the company Медсофт (A1) was corrected
19 | … | chat:7 | the person of chat 7 was forgotten
"#;
const RU: &str = r#"№ | Время (UTC+3) | Кто | Что
1 | … | terminal | загружен список: list.csv, 2 строки: новых 2, обновлено 0
3 | … | terminal | загружен список: more.csv, 3 строки: новых 1, обновлено 1
7 | … | chat:7 | согласие дано
8 | … | chat:7 | заявка 1: представлять Медсофт (A1)
9 | … | hamkor | в чате 9: уведомление показано
10 | … | chat:9 | заявка 1 одобрена; добавлена компания Арча (D4)
11 | … | chat:7 | теперь представляет Медсофт (A1)
12 | … | chat:7 | запрошено знакомство 1: Медсофт (A1) с Атласи Хуҷанд (B2)
13 | … | chat:8 от имени B2 | на знакомство 1 согласие (палатой от имени компании)
14 | … | chat:8 от имени B2 | опубликовано объявление 1: Атласи Хуҷанд (B2)
15 | … | clerk:9 | исправлена компания Медсофт (A1)
19 | … | chat:7 | человек из чата 7 забыт
"#;
const TG: &str = r#"№ | Вақт (UTC+5) | Кӣ | Чӣ
1 | … | terminal | рӯйхат бор шуд: list.csv, 2 сатр: нав 2, навшуда 0
3 | … | terminal | рӯйхат бор шуд: more.csv, 3 сатр: нав 1, навшуда 1
7 | … | chat:7 | розигӣ дода шуд
8 | … | chat:7 | дархости 1: намояндаи Медсофт (A1) шудан
9 | … | hamkor | дар чати 9: хабар дода шуд
10 | … | chat:9 | дархости 1 тасдиқ карда шуд; ширкати Арча (D4) илова карда шуд
11 | … | chat:7 | акнун намояндаи Медсофт (A1) аст
12 | … | chat:7 | шиносоии 1 пурсида шуд: Медсофт (A1) бо Атласи Хуҷанд (B2)
13 | … | chat:8 аз номи B2 | ба шиносоии 1 розигӣ дода шуд (палата аз номи ширкат)
14 | … | chat:8 аз номи B2 | эълони 1 нашр шуд: Атласи Хуҷанд (B2)
15 | … | clerk:9 | ширкати Медсофт (A1) ислоҳ карда шуд
19 | … | chat:7 | шахси чати 7 фаромӯш карда шуд
"#;

#[test]
fn what_a_clerk_does_for_a_company_without_a_messenger_is_told_as_on_its_behalf() {
    let desk = Desk::with_list();
    // The card of the company, to act for it, its consent signed today, a request, the introduction, the end.
    let talk = "/start c_A1\n4\n1\nатлас\n1\n/skip\n1\n/leave\n";
    let chat = desk.run_with(talk, &["chat", "--lang", "en"]);
    assert_eq!((chat.code, chat.err.as_str()), (Some(0), ""));
    assert_eq!(chat.out.matches("On behalf of Медсофт\n").count(), 5, "{}", chat.out);
    let Ran { out, .. } = desk.ledger(&["--who", "A1", "--lang", "en", "--format", "jsonl"]);
    let entries = out.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line of JSON"));
    let told = entries.map(|entry| ["who", "on_behalf", "text"].map(|key| entry[key].as_str().unwrap_or_default().to_owned()));
    let said: Vec<_> = told.filter(|[.., text]| text != "a step of a chat").collect();
    assert_eq!(
        said,
        [
            ["terminal", "A1", "the signed consent of Медсофт (A1) lies at the chamber; began to act for Медсофт (A1)"],
            ["terminal", "A1", "a request found companies"],
            ["terminal", "A1", "introduction 1 asked: Медсофт (A1) with Атласи Хуҷанд (B2) (by the chamber on behalf of the company)"],
            ["terminal", "A1", "no longer acts for Медсофт (A1)"],
        ]
    );
    let table = desk.ledger(&["--who", "A1", "--lang", "en"]).out;
    assert!(table.contains("terminal on behalf of A1"), "{table}");
}

#[test]
fn updates_and_replies_are_told_only_when_all_is_asked_for() {
    let desk = Desk::with_a_past();
    let all = desk.ledger(&["--all", "--limit", "4", "--lang", "ru", "--format", "csv", "--plain"]);
    assert_eq!(all, ran(0, &ALL.replace('\n', "\r\n"), ""));
    assert_eq!(desk.numbers(&["--kind", "received"]), [16]);
    assert_eq!(desk.numbers(&["--kind", "sent"]), [18]);
}

const ALL: &str = r#"number,time,who,on_behalf,chat,kind,facts,about,companies,file,load,rows,new,updated,unchanged,repeated,refused,count,text
16,…,hamkor,,,received,,,,,,,,,,,,2,получено 2 обновления
17,…,hamkor,,7,handled,,,,,,,,,,,,,"обновление, которое ничего не просило"
18,…,hamkor,,,sent,,,,,,,,,,,,1,отправлен 1 ответ
19,…,chat:7,,7,forget,,,,,,,,,,,,,человек из чата 7 забыт
"#;

#[test]
fn programs_read_the_same_keys_in_every_language() {
    let desk = Desk::with_a_past();
    assert_eq!(desk.ledger(&["--lang", "en", "--format", "jsonl"]), ran(0, LINES, ""));
    let list = LINES.trim_end().replace('\n', ",\n  ");
    assert_eq!(desk.ledger(&["--lang", "en", "--format", "json"]), ran(0, &format!("[\n  {list}\n]\n"), ""));
    let keys = |language: &str| -> Vec<Vec<String>> {
        let out = desk.run(&["ledger", "--format", "jsonl", "--lang", language]).out;
        let keys = |line: &str| serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).expect("a line of JSON");
        out.lines().map(|line| keys(line).into_iter().map(|(key, _)| key).collect()).collect()
    };
    assert_eq!(keys("ru"), keys("tg"));
    let xlsx = desk.command(&["ledger", "--format", "xlsx"]).output().expect("the program runs");
    assert!(xlsx.status.success() && xlsx.stdout.starts_with(b"PK") && xlsx.stderr.is_empty());
}

const LINES: &str = r#"{"number":1,"time":"…","who":"terminal","kind":"load","file":"list.csv","rows":2,"new":2,"updated":0,"unchanged":0,"repeated":0,"refused":0,"text":"loaded a list: list.csv, 2 rows: 2 new, 0 updated"}
{"number":3,"time":"…","who":"terminal","kind":"load","file":"more.csv","rows":3,"new":1,"updated":1,"unchanged":1,"repeated":0,"refused":0,"text":"loaded a list: more.csv, 3 rows: 1 new, 1 updated"}
{"number":7,"time":"…","who":"chat:7","chat":"7","kind":"step","facts":["member_consented"],"text":"consent given"}
{"number":8,"time":"…","who":"chat:7","chat":"7","kind":"step","facts":["member_asked_to_join"],"about":["application:1"],"companies":["A1"],"text":"application 1: to speak for Медсофт (A1)"}
{"number":9,"time":"…","who":"hamkor","chat":"9","kind":"step","facts":["notice_given"],"about":["application:1"],"text":"a notice given"}
{"number":10,"time":"…","who":"chat:9","chat":"9","kind":"step","facts":["member_approved"],"about":["application:1"],"companies":["D4"],"text":"application 1 approved; the company Арча (D4) was added"}
{"number":11,"time":"…","who":"chat:7","chat":"7","kind":"step","facts":["member_joined"],"companies":["A1"],"text":"speaks for Медсофт (A1) from now on"}
{"number":12,"time":"…","who":"chat:7","chat":"7","kind":"step","facts":["introduction_asked"],"about":["introduction:1"],"companies":["A1","B2"],"text":"introduction 1 asked: Медсофт (A1) with Атласи Хуҷанд (B2)"}
{"number":13,"time":"…","who":"chat:8","on_behalf":"B2","chat":"8","kind":"step","facts":["introduction_accepted"],"about":["introduction:1"],"text":"introduction 1 accepted (by the chamber on behalf of the company)"}
{"number":14,"time":"…","who":"chat:8","on_behalf":"B2","chat":"8","kind":"step","facts":["listing_published"],"about":["listing:1"],"companies":["B2"],"text":"listing 1 of Атласи Хуҷанд (B2) published"}
{"number":15,"time":"…","who":"clerk:9","kind":"company","companies":["A1"],"text":"the company Медсофт (A1) was corrected"}
{"number":19,"time":"…","who":"chat:7","chat":"7","kind":"forget","text":"the person of chat 7 was forgotten"}
"#;

#[test]
fn filters_leave_what_was_asked_for() {
    let desk = Desk::with_a_past();
    for (filter, numbers) in [
        (&[][..], vec![1, 3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19]),
        (&["--limit", "2"], vec![15, 19]),
        (&["--who", "terminal"], vec![1, 3]),
        (&["--who", "chat:7"], vec![7, 8, 11, 12, 19]),
        (&["--who", "B2"], vec![13, 14]),
        (&["--kind", "load"], vec![1, 3]),
        (&["--kind", "company"], vec![10, 15]),
        (&["--kind", "step", "--who", "hamkor"], vec![9]),
        (&["--kind", "member"], vec![7, 8, 10, 11]),
        (&["--kind", "introduction"], vec![12, 13]),
        (&["--kind", "introduction", "--limit", "1"], vec![13]),
        (&["--kind", "listing"], vec![14]),
        (&["--kind", "notice"], vec![9]),
        (&["--kind", "forget"], vec![19]),
        // Answers and decisions name no company, but go on with what did.
        (&["--company", "B2"], vec![1, 3, 12, 13, 14]),
        (&["--company", "A1"], vec![1, 3, 8, 9, 10, 11, 12, 13, 15]),
        (&["--company", "C3"], vec![3]),
        (&["--company", "D4"], vec![10]),
        (&["--company", "none"], vec![]),
        (&["--since", "2000-01-01", "--until", "31.12.2000"], vec![]),
        (&["--since", "2000-01-01", "--kind", "forget"], vec![19]),
    ] {
        assert_eq!(desk.numbers(filter), numbers, "{filter:?}");
    }
    let today = hamkor::reply::Clock::of(Language::Ru).date(Timestamp::now());
    let yesterday = today.yesterday().expect("a day");
    assert_eq!(desk.numbers(&["--since", &yesterday.to_string()]).len(), 12);
    assert_eq!(desk.numbers(&["--until", &yesterday.strftime("%d.%m.%Y").to_string()]), [0; 0]);
}

#[test]
fn who_was_forgotten_has_no_number_any_more_once_the_ledger_is_compact() {
    let desk = Desk::with_a_past();
    assert_eq!(desk.run(&["ledger", "--compact"]).code, Some(0));
    assert_eq!(desk.numbers(&["--who", "chat:7"]), [0; 0]);
    assert_eq!(desk.numbers(&["--who", "forgotten:19"]), [7, 8, 11, 12, 19]);
    for (language, told) in [("en", "a person was forgotten"), ("ru", "человек забыт"), ("tg", "шахс фаромӯш карда шуд")]
    {
        let last = cells(&desk.ledger(&["--lang", language, "--limit", "1"]).out);
        assert!(last.ends_with(&format!("19 | … | forgotten:19 | {told}\n")), "{last}");
    }
}

#[test]
fn a_ledger_of_many_files_is_listed_as_one() {
    let desk = Desk::with_a_past();
    let whole = (desk.ledger(&["--format", "jsonl", "--all"]), desk.ledger(&["--format", "jsonl", "--limit", "7"]));
    let first = desk.path("hamkor-data/ledger/000000000001.jsonl");
    let text = std::fs::read_to_string(&first).expect("the ledger is read");
    let lines: Vec<&str> = text.lines().collect();
    for part in lines.chunks(3) {
        let entry: serde_json::Value = serde_json::from_str(&part[0][9..]).expect("an entry is JSON");
        desk.write(&format!("hamkor-data/ledger/{:012}.jsonl", entry["seq"].as_u64().expect("a number")), part.join("\n") + "\n");
    }
    assert_eq!((desk.ledger(&["--format", "jsonl", "--all"]), desk.ledger(&["--format", "jsonl", "--limit", "7"])), whole);
}

#[test]
fn a_day_that_is_none_is_named_in_the_language_of_the_person() {
    let desk = Desk::with_list();
    for (language, told) in [
        ("en", "hamkor: --since: “вчера” is no day up to today. Write it as 2026-11-27, 27.11.2026 or 27.11\n"),
        ("ru", "hamkor: --since: «вчера» — не день, который уже наступил. Напишите так: 2026-11-27, 27.11.2026 или 27.11\n"),
        ("tg", "hamkor: --since: «вчера» рӯзи гузашта ё имрӯз нест. Чунин нависед: 2026-11-27, 27.11.2026 ё 27.11\n"),
    ] {
        assert_eq!(desk.run(&["ledger", "--since", "вчера", "--lang", language]), ran(2, "", told));
    }
    for day in ["31.02.2026", "2026-13-01", "31.12.2999", "1.2.3.4"] {
        assert_eq!(desk.run(&["ledger", "--until", day]).code, Some(2), "{day}");
    }
    let told = "hamkor: no day is left: --since is later than --until\n";
    assert_eq!(desk.run(&["ledger", "--since", "2020-02-02", "--until", "2020-02-01", "--lang", "en"]), ran(2, "", told));
}

#[test]
fn a_filter_that_leaves_nothing_ends_with_exit_1_and_a_directory_that_is_not_there_stays_so() {
    let desk = Desk::with_list();
    for (language, told) in [("en", "There are no such entries.\n"), ("ru", "Таких записей нет.\n"), ("tg", "Чунин сабт нест.\n")]
    {
        assert_eq!(desk.run(&["ledger", "--kind", "undo", "--lang", language]), ran(1, "", told));
    }
    let desk = Desk::new();
    assert_eq!(desk.run(&["ledger"]), ran(1, "", "Таких записей нет.\n"));
    assert_eq!(desk.run(&["ledger", "--format", "json"]), ran(1, "[]\n", "Таких записей нет.\n"));
    assert!(!desk.path("hamkor-data").exists());
}

#[test]
fn neither_contacts_nor_names_nor_messages_are_in_any_form() {
    let desk = Desk::with_a_past();
    for format in ["table", "csv", "json", "jsonl"] {
        for language in ["ru", "tg", "en"] {
            let Ran { out, err, .. } = desk.run(&["ledger", "--all", "--format", format, "--lang", language]);
            for words in [PHONE, "9995550123", NAME, MESSAGE, "7770011", "4742", "склада"] {
                assert!(!(out.contains(words) || err.contains(words)), "{format} {language}: {words} is in\n{out}{err}");
            }
        }
    }
}

#[test]
fn a_load_is_taken_back_by_its_number_once_and_what_changed_later_stays() {
    let desk = Desk::with_list();
    desk.write("more.csv", LIST.replace("атлас; адрас", "атлас; шоҳӣ") + "C3,Конибодом,Конибодом,,,,\n");
    assert_eq!(desk.run(&["seed", "more.csv"]).code, Some(0));
    let list = desk.listed();
    let kept = ["B2", "A1"].map(|id| format!("{id}: changed, or listed again, after the load; left as it is.\n")).concat();
    let undone = "The load list.csv is taken back: 0 removed, 0 given their former data back, 2 left as they are.\n";
    assert_eq!(desk.run(&["ledger", "--undo", "1", "--lang", "en"]), ran(0, "", &(kept + undone)));
    assert_eq!(desk.listed(), list);
    for (language, told) in
        [("en", "Entry 1 was taken back before.\n"), ("ru", "Запись 1 уже отменена.\n"), ("tg", "Сабти 1 аллакай бекор карда шудааст.\n")]
    {
        assert_eq!(desk.run(&["ledger", "--undo", "1", "--lang", language]), ran(1, "", told));
    }
    for number in ["2", "4", "5", "99", "0"] {
        let told = format!("There is no entry {number}. “hamkor ledger” lists them.\n");
        assert_eq!(desk.run(&["ledger", "--undo", number, "--lang", "en"]), ran(1, "", &told));
    }
    let told = "Entry 6 takes something back itself. To have that again, do it again.\n";
    assert_eq!(desk.run(&["ledger", "--undo", "6", "--lang", "en"]), ran(1, "", told));
    let told = "took back the load 1: list.csv";
    assert!(desk.ledger(&["--lang", "en"]).out.contains(told));
    // What is left of it goes with the load that changed it.
    let undone = "The load more.csv is taken back: 3 removed, 0 given their former data back, 0 left as they are.\n";
    assert_eq!(desk.run(&["seed", "--undo", "--lang", "en"]), ran(0, "", undone));
    assert_eq!(desk.listed(), "");
    assert_eq!(desk.run(&["match", "--", "медицинская информационная система"]).code, Some(1));
}

#[test]
fn the_list_that_a_directory_began_with_is_not_taken_back() {
    let desk = Desk::with_built_in_list();
    let list = desk.listed();
    let told = "The load 1 is the list this directory began with; it stays.\n";
    assert_eq!(desk.run(&["ledger", "--undo", "1", "--lang", "en"]), ran(1, "", told));
    assert_eq!(desk.listed(), list);
    assert_ne!(list, LISTED);
}

#[test]
fn nothing_in_the_name_of_a_file_steers_the_terminal() {
    let desk = Desk::with_list();
    let name = "\u{1b}[31mс.csv";
    desk.write(name, "id,name,city\nC3,Конибодом,Конибодом\n");
    assert_eq!(desk.run(&["seed", name]).code, Some(0));
    for format in ["table", "csv", "jsonl"] {
        let out = desk.run(&["ledger", "--format", format]).out;
        assert!(out.contains("[31mс.csv") && !out.contains('\u{1b}') && !out.contains("\\u001b"), "{out:?}");
    }
}
